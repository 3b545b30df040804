"""A trainer in another process: nobody waits for it, it is replaced when it dies, it never stays behind."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from seaspirits_game.core.commands import (
    HopBranch,
    RestoreCheckpoint,
    Rewind,
    SaveCheckpoint,
    SetLearningRate,
    SetTempo,
    SingleStep,
    Tempo,
)
from seaspirits_game.core.config import VoyageConfig
from seaspirits_game.core.errors import UserError
from seaspirits_game.core.facts import Failed, Lost, NotSaved, Refused, Restored, Rewound, Saved, Started, Stopped, Torn
from seaspirits_game.learning.session import Session
from seaspirits_game.link.inprocess import InProcessLink
from seaspirits_game.link.process import ProcessLink
from seaspirits_game.link.protocol import LinkState
from tests.link.fakes import FakeTrainer, equal_but_for_the_clock, run_and_vanish, run_fake

CONFIG = VoyageConfig(task="fake")
posix = pytest.mark.skipif(os.name != "posix", reason="signals as on POSIX systems")


def until(condition: Callable[[], object], seconds: float = 10.0) -> float:
    """Wait for `condition`; returns how long that took."""
    begin = time.monotonic()
    while not condition():
        assert time.monotonic() - begin < seconds, "waited in vain"
        time.sleep(0.002)
    return time.monotonic() - begin


def gone(pid: int) -> bool:
    """Whether `pid` is neither a process nor a zombie."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def dead(pid: int) -> bool:
    """Whether `pid` runs no more; an orphan's zombie is left to the system."""
    if gone(pid):
        return True
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] == "Z"


class Watch:
    """A link with all the facts that it told."""

    def __init__(self, link: ProcessLink) -> None:
        self.link = link
        self.facts = []

    def told(self, kind) -> list:
        self.facts += self.link.facts()
        return [fact for fact in self.facts if isinstance(fact, kind)]

    def step(self) -> int:
        snapshot = self.link.latest()
        return -1 if snapshot is None else snapshot.step


@pytest.fixture
def start(tmp_path):
    links = []

    def start(worker=run_fake, config: VoyageConfig = CONFIG, folder: Path = tmp_path / "berth", **options) -> Watch:
        link = ProcessLink(worker, config, folder, **options)
        links.append(link)
        return Watch(link)

    yield start
    for link in links:
        pid = link.pid
        link.close()
        assert pid is None or gone(pid)


def test_commands_are_applied_in_order_and_give_what_the_same_commands_give_within_a_process(start):
    commands = []
    for number in range(12):
        commands += [SetLearningRate(0.01 * (number + 1)), SingleStep()]
    commands += [SaveCheckpoint(), SingleStep(), SetLearningRate(0.7), SingleStep(), RestoreCheckpoint(), SingleStep()]

    watch = start(tempo=Tempo.PAUSE, every=4)
    for command in commands:
        watch.link.send(command)
    seen = {}
    until(lambda: seen.setdefault(watch.step(), watch.link.latest()) and len(watch.link.journal) == len(commands))

    def session(outlet):
        trainer = FakeTrainer(CONFIG)
        return Session(CONFIG, trainer, None, outlet, clock=lambda: 0.0, tempo=Tempo.PAUSE, every=4)

    inprocess = InProcessLink(session)
    expected = {0: inprocess.latest()}
    for command in commands:
        inprocess.send(command)
        expected[inprocess.latest().step] = inprocess.latest()
    assert watch.link.journal == inprocess.journal
    until(lambda: seen.update({watch.step(): watch.link.latest()}) or set(seen) >= {0, 4, 8, 12})
    assert set(expected) == {0, 4, 8, 12}
    for step, snapshot in expected.items():
        assert equal_but_for_the_clock(seen[step], snapshot), step


def test_it_holds_where_it_is_told(start):
    watch = start(every=10, hold_at=42)
    until(lambda: watch.step() == 42)
    time.sleep(0.1)
    assert watch.step() == 42


def test_a_viewer_that_does_not_look_gets_nothing_and_holds_nothing_up(start):
    watch = start(config=VoyageConfig(task="slow"), save_seconds=0.2)
    until(lambda: len(watch.told(Saved)) >= 8)  # well over a second of training, and nobody called latest()
    arrived = watch.link.snapshot_age()
    assert arrived > 1.0, "only the one snapshot came for which credit was there"
    until(lambda: watch.step() > 200)


@posix
def test_killed_in_mid_run_it_comes_back_near_where_it_was_and_the_viewer_never_waits(start):
    watch = start(config=VoyageConfig(task="slow"), save_seconds=0.3)
    watch.link.send(SetLearningRate(0.25))
    until(lambda: watch.step() > 600)
    before, pid = watch.step(), watch.link.pid
    os.kill(pid, signal.SIGKILL)
    slowest = 0.0
    killed = time.monotonic()
    while len(watch.told(Started)) < 2 or watch.link.latest().step == before:
        begin = time.perf_counter()
        watch.link.latest()
        watch.link.send(SetTempo(Tempo.UNBOUNDED))
        slowest = max(slowest, time.perf_counter() - begin)
        assert time.monotonic() - killed < 3.0
        time.sleep(1 / 60)
    assert slowest < 0.05
    assert watch.told(Lost) == [Lost(-signal.SIGKILL, 0.25)]
    assert before - 800 < watch.told(Started)[1].step <= before + 100
    until(lambda: watch.link.latest().learning_rate == 0.25)
    until(lambda: watch.step() > before)
    assert (watch.link.state, watch.link.restarts) == (LinkState.RUNNING, 1)
    assert gone(pid), "no zombie is left"


def test_what_raises_is_told_with_its_traceback_and_started_again(start):
    watch = start(config=VoyageConfig(task="raises"), save_seconds=None)
    until(lambda: watch.told(Failed))
    assert "the fake was told to raise" in watch.told(Failed)[0].traceback
    until(lambda: len(watch.told(Failed)) == 2)
    assert watch.told(Lost) == []


@posix
def test_what_vanishes_again_and_again_is_started_again_after_longer_and_longer_waits(start):
    watch = start(run_and_vanish)
    until(lambda: len(watch.told(Lost)) == 3)
    assert [fact.retry_in for fact in watch.told(Lost)] == [0.25, 0.5, 1.0]
    assert watch.link.state is LinkState.RECOVERING
    begin = time.monotonic()
    watch.link.close()
    assert time.monotonic() - begin < 1.0, "a waiting link closes at once"


def test_a_refusal_is_final(start):
    watch = start(config=VoyageConfig(task="refused"))
    until(lambda: watch.told(Refused))
    assert watch.told(Refused) == [Refused("unknown task 'refused'; known is none")]
    until(lambda: watch.link.pid is None)
    time.sleep(0.5)
    assert (watch.link.state, watch.link.restarts) == (LinkState.REFUSED, 0)
    assert watch.told(Started) == []
    watch.link.close()
    assert watch.link.state is LinkState.REFUSED


def test_torn_and_restored(start):
    watch = start(tempo=Tempo.PAUSE)
    for command in (SingleStep(), SaveCheckpoint(), SetLearningRate(9.0), SingleStep()):
        watch.link.send(command)
    until(lambda: watch.told(Torn))
    assert watch.told(Torn) == [Torn(2, "W1", 1)]
    assert watch.link.state is LinkState.TORN
    watch.link.send(SetLearningRate(0.1))
    watch.link.send(RestoreCheckpoint())
    until(lambda: watch.told(Restored))
    assert watch.told(Restored) == [Restored(1)]
    assert watch.link.state is LinkState.RUNNING
    until(lambda: watch.link.latest().learning_rate == 0.1)


@pytest.mark.parametrize("way_back", [Rewind(1), HopBranch(0)])
def test_torn_and_gone_back_in_time(start, way_back):
    watch = start(tempo=Tempo.PAUSE)
    for command in (SingleStep(), SingleStep(), SetLearningRate(9.0), SingleStep()):
        watch.link.send(command)
    until(lambda: watch.told(Torn))
    watch.link.send(way_back)
    until(lambda: watch.told(Rewound))
    assert watch.link.state is LinkState.RUNNING


def test_a_folder_that_takes_nothing_is_told_and_training_goes_on(start, tmp_path):
    (tmp_path / "in the way").write_text("a file")
    watch = start(folder=tmp_path / "in the way")
    until(lambda: watch.told(NotSaved))
    until(lambda: watch.step() > 100)


def test_a_wrong_value_fails_where_it_is_sent(start):
    watch = start()
    with pytest.raises(UserError, match="set_learning_rate"):
        watch.link.send(SetLearningRate(float("nan")))


def test_closing_saves_and_says_so_and_may_be_done_twice(start):
    watch = start(config=VoyageConfig(task="slow"))
    until(lambda: watch.step() > 10)
    pid = watch.link.pid
    begin = time.monotonic()
    watch.link.close()
    watch.link.close()
    assert time.monotonic() - begin < 2.0
    stopped = watch.told(Stopped)
    assert [fact.step for fact in watch.told(Saved)][-1] == stopped[0].step
    assert watch.link.state is LinkState.STOPPED
    assert gone(pid)
    assert watch.step() > 10, "the last picture stays"
    watch.link.send(SingleStep())


def test_closing_before_it_has_started_is_quick(start):
    watch = start()
    begin = time.monotonic()
    watch.link.close()
    assert time.monotonic() - begin < 2.0
    assert watch.link.state is LinkState.STOPPED


@posix
def test_a_hung_trainer_is_ended_by_force(start):
    watch = start()
    until(lambda: watch.step() > 0)
    pid = watch.link.pid
    os.kill(pid, signal.SIGSTOP)
    begin = time.monotonic()
    for number in range(3000):  # more than the pipe takes
        watch.link.send(SetLearningRate(1e-3 + 1e-6 * number))
        watch.link.latest()
    assert time.monotonic() - begin < 1.0, "a hung trainer holds no frame up"
    begin = time.monotonic()
    watch.link.close()
    assert time.monotonic() - begin < 5.0
    assert gone(pid)


@posix
def test_a_hung_trainer_is_replaced(start, monkeypatch):
    monkeypatch.setattr("seaspirits_game.link.process.SILENCE_LIMIT", 2.0)
    watch = start(tempo=Tempo.PAUSE)
    until(lambda: watch.told(Started))
    time.sleep(2.5)
    assert watch.told(Lost) == [], "resting is not hanging: the heart beats"
    os.kill(watch.link.pid, signal.SIGSTOP)
    until(lambda: len(watch.told(Started)) == 2)
    assert len(watch.told(Lost)) == 1


@posix
def test_a_trainer_leaves_ctrl_c_to_the_window(start):
    watch = start()
    until(lambda: watch.step() > 0)
    os.kill(watch.link.pid, signal.SIGINT)
    time.sleep(0.3)
    assert watch.told(Lost) == []


PARENT = """
import sys, time
from pathlib import Path
from seaspirits_game.core.config import VoyageConfig
from seaspirits_game.link.process import ProcessLink
from tests.link.fakes import run_fake
if __name__ == "__main__":
    link = ProcessLink(run_fake, VoyageConfig(task="fake"), Path(sys.argv[1]))
    while link.latest() is None:
        time.sleep(0.01)
    print(link.pid, flush=True)
    {then}
"""


def parent(tmp_path: Path, then: str) -> subprocess.Popen[str]:
    script = tmp_path / "parent.py"
    script.write_text(textwrap.dedent(PARENT).format(then=then))
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.Popen(
        [sys.executable, str(script), str(tmp_path / "berth")], stdout=subprocess.PIPE, text=True, env=environment
    )


@posix
def test_a_killed_parent_leaves_no_child(tmp_path):
    with parent(tmp_path, "time.sleep(60)") as process:
        assert process.stdout is not None
        child = int(process.stdout.readline())
        assert not dead(child)
        process.kill()
        until(lambda: dead(child), 3.0)


@posix
@pytest.mark.parametrize(
    "then", ["pass", "raise SystemExit(0)", "import os, signal; os.kill(link.pid, signal.SIGSTOP)"]
)
def test_a_parent_that_forgets_to_close_ends_and_leaves_no_child(tmp_path, then):
    with parent(tmp_path, then) as process:
        assert process.stdout is not None
        child = int(process.stdout.readline())
        assert process.wait(8.0) == 0
        until(lambda: dead(child), 3.0)
