"""The bench tells what it measured, all of it, and why when it could not; how fast anything is, no test decides."""

import json
import math
import mmap
import multiprocessing
import os
import re
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.app.bench import children, machine, memory, parts
from seaspirits_game.app.bench.children import NotMeasuredError
from seaspirits_game.app.bench.figures import Figure, Goal, Section, filled, table
from seaspirits_game.app.bench.parts import Plan
from seaspirits_game.cli import run_command
from seaspirits_game.learning.tables import read_table

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

FOUND = {
    "window": {"torch_imported": False},
    "painting": {"spirits": 5391, "frame_ms": 8.0, "fblits_ms": 1.0, "simple_ms": 16.0},
    "pace": {"steps_per_s": [2000.0, 1000.0, 3000.0]},
    "snapshots": {"snapshot_ms": 2.5, "bare_ms": 2.0, "pictures_ms": 1.5, "pca_ms": 3.0, "shapes": []},
    "accuracy": {"val_accuracy": [0.96, 0.98]},
}
"""What the parts find where nothing is measured."""


def quiet() -> None:
    """A pulse that nobody feels."""


def statistics_of(spirits: int) -> dict[str, object]:
    return {
        "first_frame_s": 0.4,
        "frame_ms": {"p50": 7.0, "p95": 8.0, "p99": 20.0, "max": 30.0},
        "spirits": spirits,
        "trainer_steps_per_s": 1900.0,
    }


@pytest.fixture
def found(monkeypatch):
    """The parts answer at once; what `play` was asked is returned."""
    heard: list[tuple[str, ...]] = []

    def play(*words, pulse, most=0.0, enough=None):
        heard.append(words)
        if enough is not None:
            assert enough(os.getpid()) is False
        pulse()
        return statistics_of(parts.MANY if any(word.endswith(".npz") for word in words) else parts.FEW)

    monkeypatch.setattr(parts, "play", play)
    monkeypatch.setattr(parts, "ask", lambda part, *, quick, pulse: FOUND[part])
    return heard


def figures_of(plan: Plan) -> dict[str, Figure]:
    sections = [part.measure(plan, quiet) for part in parts.planned(plan)]
    return {figure.key: figure for section in sections for figure in section.figures}


# figures


@pytest.mark.parametrize(
    ("goal", "value", "met"),
    [
        (Goal("<=", 9.0), 9.0, True),
        (Goal("<=", 9.0), 9.001, False),
        (Goal("<", 2.0), 2.0, False),
        (Goal(">=", 90.0), 90.0, True),
        (Goal(">=", 90.0), 89.9, False),
        (Goal("is", False), False, True),
        (Goal("is", False), True, False),
        (Goal("<=", 9.0), None, None),
        (Goal("<=", 9.0), math.nan, None),
        (None, 1.0, None),
    ],
)
def test_a_goal_is_met_missed_or_not_judged(goal, value, met):
    figure = Figure(key="x", what="x", value=value, goal=goal)
    assert figure.met is met
    assert figure.to_record()["met"] is met
    assert replace(figure, judged=False).met is None


def test_a_record_is_json_without_nan():
    record = Figure(key="x", what="what", value=math.nan, unit="ms", goal=Goal("<=", 3.0), note="why").to_record()
    assert json.loads(json.dumps(record, allow_nan=False)) == {
        "what": "what",
        "value": None,
        "unit": "ms",
        "goal": {"relation": "<=", "limit": 3.0},
        "met": None,
        "note": "why",
    }


texts = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=30)
some_figures = st.lists(
    st.builds(
        Figure,
        key=st.uuids().map(str),
        what=texts,
        value=st.none() | st.booleans() | st.floats(-1e6, 1e6),
        unit=st.sampled_from(["", "ms", "steps/s"]),
        places=st.integers(0, 4),
        goal=st.none() | st.builds(Goal, st.sampled_from(["<=", "<", ">="]), st.floats(-1e6, 1e6)),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda figure: figure.key,
)


ROW = re.compile(r"  (\S+)\s{2,}(\S+(?: \S+)?)(?:\s{2,}(\S+ \S+(?: \S+)?))?(?:\s{2,}(yes|NO))?")


@given(some_figures)
def test_columns_stand_under_their_headings(figures):
    lines = table([Section("One", tuple(figures))]).splitlines()
    heading, rows = lines[0], lines[3:]
    assert lines[1:3] == ["", "One"]
    for figure, row in zip(figures, rows, strict=True):
        cells = ROW.fullmatch(row)
        assert cells is not None
        assert cells[1] == figure.what
        assert cells.end(2) == heading.index("measured") + len("measured")
        assert (cells[2] == "-") is (figure.value is None)
        assert cells.end(3) == (heading.index("goal") + len("goal") if figure.goal else -1)
        assert cells.start(4) == (-1 if figure.met is None else heading.index("met"))
        assert cells[4] == {None: None, True: "yes", False: "NO"}[figure.met]


def test_one_reason_is_told_once_and_in_plain_letters():
    section = Section("T", (Figure(key="a", what="a"), Figure(key="b", what="b")))
    told = table([filled(section, {"a": "n’est pas là", "b": "n’est pas là"})])
    assert told.count("n?est pas l?") == 1
    assert told.isascii()


# parts


@pytest.mark.parametrize("plan", [Plan(), Plan(quick=True), Plan(minutes=0.5)])
def test_every_figure_gets_its_answer_and_a_name_of_its_own(plan, found):
    keys = [figure.key for part in parts.planned(plan) for figure in part.section.figures]
    assert len(set(keys)) == len(keys)
    assert list(figures_of(plan)) == keys
    assert all(part.seconds > 0 for part in parts.planned(plan))


def test_ratios_and_shares_are_what_they_say(found):
    figures = figures_of(Plan())
    assert figures["frame_to_fblits"].value == 8.0
    assert figures["frame_to_simple"].value == 0.5
    assert figures["pictures_to_pca"].value == 0.5
    assert figures["steps_alone"].value == 2000.0
    assert figures["trainer_kept"].value == pytest.approx(95.0)
    assert (figures["accuracy_mean"].value, figures["accuracy_least"].value) == (pytest.approx(0.97), 0.96)
    assert {key for key, figure in figures.items() if figure.met is False} == {"frame_p99_ms"}


def test_what_is_played_is_what_is_promised(found):
    figures_of(Plan())
    starts, seas = found[:5], found[5:]
    assert set(starts) == {("--frames", "1")}
    for words, task in zip(seas, ("digits", ".npz"), strict=True):
        options = dict(zip(words[::2], words[1::2], strict=True))
        assert options.pop("--task").endswith(task)
        assert options == {"--scene": "layers", "--tempo": "unbounded", "--size": "1920x1080", "--frames": "1200"}


def test_a_part_that_fails_keeps_its_place_and_says_why(found, monkeypatch):
    def refuse(part, *, quick, pulse):
        raise NotMeasuredError("no display")

    monkeypatch.setattr(parts, "ask", refuse)
    figures = figures_of(Plan())
    assert {figure.value for figure in figures.values()} == {None}
    assert {figure.note for figure in figures.values()} == {"not measured: no display"}


def test_another_number_of_spirits_is_no_answer(found, monkeypatch):
    monkeypatch.setattr(parts, "play", lambda *words, **rest: statistics_of(17))
    figures = figures_of(Plan())
    assert figures["frame_p50_ms"].value is None
    assert "17 spirits instead of 5391" in figures["frame_p50_ms"].note


def test_without_scikit_learn_only_its_lines_are_empty(found, monkeypatch):
    monkeypatch.setitem(FOUND, "snapshots", {**FOUND["snapshots"], "pca_ms": None})
    figures = figures_of(Plan())
    assert figures["pictures_ms"].value == 1.5
    for key in ("pca_ms", "pictures_to_pca"):
        assert (figures[key].value, figures[key].note) == (None, "scikit-learn is not installed")


@pytest.mark.parametrize(("minutes", "judged"), [(0.5, False), (9.9, False), (10.0, True), (60.0, True)])
def test_growth_is_judged_after_ten_minutes(minutes, judged, found, monkeypatch):
    monkeypatch.setattr(memory.Watch, "look", lambda self, pid: None)
    assert memory.Watch().seconds == 0.0
    monkeypatch.setattr(parts, "growth", lambda notes: 0.5)
    monkeypatch.setattr(parts, "Watch", lambda: memory.Watch(window=[(0.0, 9)], trainer=[(0.0, 9)]))
    figures = figures_of(Plan(minutes=minutes))
    assert figures["window_growth"].met is (True if judged else None)
    assert found[-1][found[-1].index("--frames") + 1] == str(round(3600 * minutes))


def test_the_table_holds_what_three_shoals_need(tmp_path):
    for name in ("one.npz", "two.npz"):
        parts.write_table(tmp_path / name, parts.MANY // 3)
    one, two = (read_table(tmp_path / name) for name in ("one.npz", "two.npz"))
    assert one.inputs.shape == (5000, 16)
    assert np.bincount(one.labels).tolist() == [500] * 10
    assert np.array_equal(one.inputs, two.inputs)


# memory


@pytest.mark.parametrize("minutes", [1, 10, 30])
def test_growth_is_a_share_of_what_was_held_when_warm(minutes):
    end = 60 * minutes
    # a steep warm-up that is over at a fifth, then a line from 100 to 107
    notes = [(float(t), 1000 * (100 if t < 0.2 * end else 100 + 7 * (t - 0.2 * end) / (0.8 * end))) for t in range(end)]
    notes = [(t, round(held)) for t, held in notes]
    # the medians stand 0.7 of the time apart: 0.25 and 0.95
    early, late = 100 + 7 * 0.05 / 0.8, 100 + 7 * 0.75 / 0.8
    expected = 100 * (late / early - 1) * 10 / max(0.7 * minutes, 10)
    assert memory.growth(notes) == pytest.approx(expected, abs=0.15)


def test_growth_of_little_is_unknown():
    assert memory.growth([]) is None
    assert memory.growth([(1.0, 5)]) is None


def wait_here(pipe) -> None:
    pipe.recv()


@on_linux
def test_a_watch_finds_the_trainer_and_looks_once_a_second():
    context = multiprocessing.get_context("spawn")
    theirs, ours = context.Pipe()
    process = context.Process(target=wait_here, args=(theirs,))
    process.start()
    try:
        assert machine.trainer_of(os.getpid()) == process.pid
        times = iter([0.5, 1.0, 1.6, 2.7])
        watch = memory.Watch(clock=lambda: next(times))
        for _ in range(4):
            watch.look(os.getpid())
        assert [when for when, _ in watch.window] == [0.5, 1.6, 2.7]
        assert watch.seconds == pytest.approx(2.2)
        assert watch.trainer_pids == {process.pid}
        assert all(1 << 20 < held < 1 << 40 for _, held in watch.window + watch.trainer)
    finally:
        ours.send("enough")
        process.join()
    assert machine.resident_bytes(process.pid) is None


@on_linux
def test_resident_memory_is_seen_to_grow():
    before = machine.resident_bytes(os.getpid())
    assert before is not None
    # straight from the system: an array may be given memory that this process holds already
    with mmap.mmap(-1, 64 << 20) as block:
        np.frombuffer(block, np.uint8)[::512] = 1
        grown = machine.resident_bytes(os.getpid()) - before
    assert grown == pytest.approx(64 << 20, rel=0.1)


# other processes


def test_a_persons_settings_do_not_reach_what_is_measured(monkeypatch, tmp_path):
    inherited = {"SEASPIRITS_QUALITY": "low", "PATH": "/bin", "SDL_VIDEODRIVER": "x11"}
    assert children.environment(inherited) == {
        "PATH": "/bin",
        "SDL_VIDEODRIVER": "dummy",
        "SDL_AUDIODRIVER": "dummy",
        "PYGAME_HIDE_SUPPORT_PROMPT": "1",
    }
    settings = tmp_path / "settings.toml"
    settings.write_text(
        'still_water = true\nreduced_motion = true\nglyphs = true\nfullscreen = true\nquality = "low"\n'
        'palette = "monochrome"\ntext_scale = 2.0\nthreads = 4\n'
    )
    heard = []
    monkeypatch.setattr("seaspirits_game.app.settings.settings_file", lambda: settings)
    monkeypatch.setattr("seaspirits_game.app.play.run", lambda options: heard.append(options) or 0)
    assert run_command(children.play_words("--frames", "1")) == 0
    (options,) = heard
    # a window without a screen guides nobody, whatever is settled
    assert replace(options.preferences, guided=True) == type(options.preferences)()
    assert (options.fullscreen, options.threads, options.size) == (False, 1, None)


def test_a_child_that_is_refused_is_one_line():
    with pytest.raises(NotMeasuredError) as caught:
        children.play("--frames", "0", pulse=quiet)
    assert str(caught.value).startswith("--frames: 0 is not a whole number")


def run_python(code: str, pulse: children.Pulse = quiet, most: float = 60.0) -> subprocess.Popen[bytes]:
    with children._started([sys.executable, "-c", code]) as (process, streams):
        children._await(process, streams, pulse, most)
    return process


def test_a_child_that_takes_too_long_is_ended(monkeypatch):
    begun = []
    really = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda *words, **rest: begun.append(really(*words, **rest)) or begun[0])
    with pytest.raises(NotMeasuredError, match="longer than 1 s"):
        run_python("import time; time.sleep(600)", most=1.0)
    assert begun[0].poll() is not None


def test_a_child_that_dies_says_what_killed_it():
    with pytest.raises(NotMeasuredError, match="ZeroDivisionError"):
        run_python("print('x' * 100_000); 1 / 0")


def test_the_pulse_is_felt_while_a_child_works():
    felt = []
    run_python("import time; time.sleep(0.5)", pulse=lambda: felt.append(1))
    assert len(felt) >= 3


@on_linux
def test_enough_is_enough_and_is_told():
    stats = children.play("--frames", "1000000", pulse=quiet, enough=lambda pid: machine.trainer_of(pid) is not None)
    assert 0 <= stats["frames"] < 1_000_000
    assert stats["first_frame_s"] > 0.0


@on_linux
def test_a_bench_that_is_terminated_leaves_nobody_behind():
    words = [sys.executable, "-c", "from seaspirits_game.app import bench; bench.run(True, True, None)"]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 60.0
    while not (family := list(machine._children(process.pid))) and time.monotonic() < until:
        time.sleep(0.05)
    process.terminate()
    told, _ = process.communicate(timeout=60.0)
    assert (process.returncode, told) == (143, b"")
    assert len(family) == 1
    assert machine.resident_bytes(family[0]) is None


def test_the_window_of_a_bench_never_imports_torch():
    assert children.ask("window", quick=True, pulse=quiet) == {"torch_imported": False}


def test_a_frame_is_drawn_beside_others_of_as_many_spirits():
    answer = children.ask("painting", quick=True, pulse=quiet)
    assert answer.pop("spirits") == parts.FEW
    assert set(answer) == {"frame_ms", "fblits_ms", "simple_ms"}
    assert min(answer.values()) > 0.0


def test_the_trainer_is_looked_at_alone():
    rates = children.ask("pace", quick=True, pulse=quiet)["steps_per_s"]
    assert len(rates) == 4
    assert min(rates) > 1.0
    answer = children.ask("snapshots", quick=True, pulse=quiet)
    assert answer["shapes"] == [[1797, 48], [1797, 48], [1797, 32]]
    assert min(answer[name] for name in ("snapshot_ms", "bare_ms", "pictures_ms")) > 0.0
    assert answer["pca_ms"] is None or answer["pca_ms"] > 0.0


def test_an_unknown_part_is_refused():
    words = [sys.executable, "-m", children.PARTS, "harbour"]
    told = subprocess.run(words, capture_output=True, text=True, cwd=Path(__file__).resolve().parents[2])
    assert told.returncode == 2
    assert "Traceback" not in told.stderr


# the command


def test_json_is_one_object_and_nothing_else(found, capsys):
    assert run_command(["bench", "--json", "--quick"]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    assert told.out.count("\n") == 1
    record = json.loads(told.out)
    assert (record["quick"], record["minutes"]) == (True, None)
    assert record["machine"]["cpus"] >= 1
    assert 0.0 <= (record["machine"]["others"] or 0.0) <= 1.0
    assert record["figures"]["frame_p99_ms"] == {
        "what": "digits, 5,391 spirits: work of a frame, p99",
        "value": 20.0,
        "unit": "ms",
        "goal": {"relation": "<=", "limit": 16.7},
        "met": False,
        "note": "",
    }


def test_the_table_names_the_machine_and_says_when_it_is_rough(found, capsys, monkeypatch):
    here = machine.this_machine()
    monkeypatch.setattr(machine.Others, "share", lambda self: 0.63)
    assert run_command(["bench", "--quick"]) == 0
    quick = capsys.readouterr().out
    assert run_command(["bench"]) == 0
    whole = capsys.readouterr().out
    for name in ("python", "pygame_ce", "numpy", "torch"):
        assert here[name] in whole
    assert "took 63% of the processors" in whole
    assert "Rough" in quick
    assert "Rough" not in whole
    assert "--minutes 10" in whole
    assert "16.7 ms  NO" in whole
    assert whole.isascii()


@pytest.mark.parametrize(("others", "lines"), [(None, 2), (0.01, 2), (0.5, 3)])
def test_a_quiet_machine_is_not_blamed(others, lines):
    assert len(machine.told(machine.this_machine(), others)) == lines


@on_linux
def test_others_are_whoever_is_not_of_the_family():
    busy = "import time\nend = time.process_time() + 0.4\nwhile time.process_time() < end: pass"

    def spent(before):
        return [round(after - then, 1) for then, after in zip(before, machine._ticks(), strict=True)]

    before = machine._ticks()
    run_python(busy)
    whole, used, own = spent(before)
    assert 0.4 <= own <= used + 0.1
    assert used <= whole


@pytest.mark.parametrize(
    ("now", "share"), [((20.0, 10.0, 3.0), 0.4), ((20.0, 6.0, 4.0), 0.0), ((10.0, 4.0, 1.0), None), (None, None)]
)
def test_a_share_is_of_the_time_that_passed(now, share, monkeypatch):
    ticks = iter([(10.0, 4.0, 1.0), now])
    monkeypatch.setattr(machine, "_ticks", lambda: next(ticks))
    assert machine.Others().share() == share


def test_the_bench_itself_imports_nothing_heavy():
    code = (
        "import sys\n"
        "from seaspirits_game.app import bench\n"
        "bench.this_machine()\n"
        "print({'torch', 'numpy', 'pygame', 'sklearn', 'rich'} & set(sys.modules))\n"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "set()\n"
