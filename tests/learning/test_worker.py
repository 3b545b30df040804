"""The real trainer in its process: the same as within this one, up again within three seconds, torch only there."""

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from seaspirits_game.core.commands import RestoreCheckpoint, SaveCheckpoint, SetLearningRate, SingleStep, Tempo
from seaspirits_game.core.config import Measures, VoyageConfig
from seaspirits_game.core.facts import Refused
from seaspirits_game.learning import worker
from seaspirits_game.learning.session import Session
from seaspirits_game.link.inprocess import InProcessLink
from seaspirits_game.link.process import ProcessLink
from tests.link.fakes import equal_but_for_the_clock

CONFIG = VoyageConfig(task="moons", layers=(8, 6), seed=3)


def run_script(tmp_path: Path, script: str) -> subprocess.CompletedProcess[str]:
    path = tmp_path / "script.py"
    path.write_text(textwrap.dedent(script))
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.run([sys.executable, str(path), str(tmp_path)], capture_output=True, text=True, env=environment)


def test_nothing_that_counts_threads_is_imported_before_the_worker_has_set_their_number(tmp_path):
    done = run_script(
        tmp_path,
        """
        import sys
        import seaspirits_game.learning.worker
        print({"numpy", "torch", "pygame"} & set(sys.modules))
        """,
    )
    assert (done.stdout.strip(), done.stderr) == ("set()", "")


def test_commands_give_the_same_snapshots_in_a_process_and_within_this_one(tmp_path):
    commands = [
        *[SingleStep()] * 5,
        SetLearningRate(0.3),
        *[SingleStep()] * 3,
        SaveCheckpoint(),
        *[SingleStep()] * 4,
        RestoreCheckpoint(),
        *[SingleStep()] * 4,
    ]

    def session(outlet):
        from seaspirits_game.learning.trainer import Trainer

        trainer = Trainer(CONFIG, Measures.ALL)
        return Session(CONFIG, trainer, None, outlet, clock=lambda: 0.0, tempo=Tempo.PAUSE, every=3)

    inprocess = InProcessLink(session)
    expected = [inprocess.latest()]
    for command in commands:
        inprocess.send(command)
        if inprocess.latest() is not expected[-1]:
            expected.append(inprocess.latest())

    link = ProcessLink(worker.run, CONFIG, tmp_path, tempo=Tempo.PAUSE, every=3)
    try:
        for command in commands:
            link.send(command)
        seen = []
        deadline = time.monotonic() + 20
        while len(seen) < len(expected) and time.monotonic() < deadline:
            snapshot = link.latest()
            if snapshot is not None and (not seen or snapshot is not seen[-1]):
                seen.append(snapshot)
            time.sleep(0.001)
    finally:
        link.close()
    assert [snapshot.step for snapshot in seen] == [0, 3, 6, 9, 12, 8, 9, 12]
    assert link.journal == inprocess.journal
    for one, other in zip(seen, expected, strict=True):
        assert equal_but_for_the_clock(one, other), one.step


def test_what_no_task_is_called_is_refused_in_one_line(tmp_path):
    link = ProcessLink(worker.run, VoyageConfig(task="kittens"), tmp_path)
    try:
        facts = []
        deadline = time.monotonic() + 20
        while not facts and time.monotonic() < deadline:
            facts += link.facts()
            time.sleep(0.01)
    finally:
        link.close()
    assert isinstance(facts[0], Refused)
    assert "'kittens'" in facts[0].message
    assert "\n" not in facts[0].message


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="signals as on POSIX systems")
def test_killed_in_the_middle_of_play_it_trains_again_within_three_seconds_and_the_window_never_saw_torch(tmp_path):
    done = run_script(
        tmp_path,
        """
        import json, os, signal, sys, time
        from pathlib import Path
        from seaspirits_game.core.config import VoyageConfig
        from seaspirits_game.core.facts import Saved
        from seaspirits_game.learning import worker
        from seaspirits_game.link.process import ProcessLink

        def main():
            begun = time.perf_counter()
            link = ProcessLink(worker.run, VoyageConfig(), Path(sys.argv[1]) / "berth")
            while link.latest() is None:
                time.sleep(0.01)
            first = time.perf_counter() - begun
            while not any(isinstance(fact, Saved) and fact.step > 0 for fact in link.facts()):
                link.latest()
                time.sleep(0.01)
            before, pid = link.latest(), link.pid
            os.kill(pid, signal.SIGKILL)
            killed = time.perf_counter()
            slow = []
            while link.pid in (None, pid) or link.latest().step == before.step or link.snapshot_age() > 0.5:
                begin = time.perf_counter()
                link.latest()
                slow.append(time.perf_counter() - begin)
                time.sleep(1 / 60)
            took = time.perf_counter() - killed
            resumed = link.latest().step
            link.close()
            slow.sort()
            figures = dict(took=took, first=first, before=before.step, resumed=resumed, p95=slow[int(0.95 * len(slow))])
            print(json.dumps(figures | {"torch": "torch" in sys.modules}))

        if __name__ == "__main__":
            main()
        """,
    )
    assert done.stderr == ""
    figures = json.loads(done.stdout)
    # three seconds; a machine too busy to start a trainer in half of that may take twice its own first start
    assert figures["took"] < max(3.0, 2.0 * figures["first"])
    assert figures["p95"] < max(0.005, 0.005 * figures["first"])
    assert figures["resumed"] > 0, "it went on from a checkpoint"
    assert figures["torch"] is False
