"""What is measured and what was hoped for: each part asks processes of its own and answers for its figures."""

import statistics
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from seaspirits_game.app.bench.children import NotMeasuredError, Pulse, ask, play
from seaspirits_game.app.bench.figures import Answers, Figure, Goal, Section, filled
from seaspirits_game.app.bench.memory import Watch, growth

FEW, MANY = 5_391, 15_000
"""Spirits of digits in three layers, and of the table."""
JUDGED_FROM = 10.0
"""Minutes from which on the growth of memory is judged."""
_VIEW = ("--scene", "layers", "--tempo", "unbounded", "--size", "1920x1080")
_FPS = 60
_CLANS, _FEATURES = 10, 16


@dataclass(frozen=True, slots=True)
class Plan:
    """How much of everything."""

    quick: bool = False
    minutes: float | None = None

    @property
    def starts(self) -> int:
        """Starts of the window."""
        return 2 if self.quick else 5

    @property
    def frames(self) -> int:
        """Frames of each of the two seas."""
        return 120 if self.quick else 1_200

    @property
    def seeds(self) -> int:
        """Networks that learn digits."""
        return 2 if self.quick else 10


@dataclass(frozen=True, slots=True)
class Part:
    """One section, its figures still without values, and who finds them."""

    section: Section
    seconds: float
    """About how long that takes; for the progress bar only."""
    find: Callable[[Plan, Pulse], Answers]

    def measure(self, plan: Plan, pulse: Pulse) -> Section:
        """The section with its values, or with the reason why there are none."""
        try:
            answers = self.find(plan, pulse)
        except NotMeasuredError as error:
            answers = dict.fromkeys((figure.key for figure in self.section.figures), f"not measured: {error}")
        return filled(self.section, answers)


def planned(plan: Plan) -> tuple[Part, ...]:
    """The parts of a plan, in the order in which they run and are told."""
    each = 4.0 + plan.frames / _FPS
    usual = (
        Part(_start_section(plan), 4.0 * (plan.starts + 1), _start),
        Part(_frames_section(plan), 2.0 * each + (14.0 if plan.quick else 22.0), _frames),
        Part(_PAINTING, 8.0 if plan.quick else 14.0, _painting),
        Part(_SNAPSHOT, 4.0 if plan.quick else 8.0, _snapshot),
        Part(_learning_section(plan), 3.0 + 1.5 * plan.seeds, _learning),
    )
    if plan.minutes is None:
        return usual
    return (*usual, Part(_memory_section(plan.minutes), 60.0 * plan.minutes + 5.0, _memory))


def _start_section(plan: Plan) -> Section:
    return Section(
        "Start",
        (
            Figure(
                key="first_frame_s",
                what=f"process start to first frame, median of {plan.starts}",
                unit="s",
                places=3,
                goal=Goal("<=", 0.5),
            ),
            Figure(key="torch_in_window", what="torch is imported by the window's process", goal=Goal("is", False)),
        ),
    )


def _start(plan: Plan, pulse: Pulse) -> Answers:
    starts = [float(play("--frames", "1", pulse=pulse)["first_frame_s"]) for _ in range(plan.starts)]
    torch = ask("window", quick=plan.quick, pulse=pulse)["torch_imported"]
    return {"first_frame_s": statistics.median(starts), "torch_in_window": bool(torch)}


def _frames_section(plan: Plan) -> Section:
    return Section(
        f"Layers view at 1920x1080, a trainer at full pace beside it, {plan.frames:,} frames each",
        (
            _ms("frame_p50_ms", f"digits, {FEW:,} spirits: work of a frame, p50", Goal("<=", 9.0)),
            _ms("frame_p99_ms", f"digits, {FEW:,} spirits: work of a frame, p99", Goal("<=", 16.7)),
            _ms("many_p50_ms", f"a table, {MANY:,} spirits: work of a frame, p50", Goal("<=", 16.7)),
            _ms("many_p99_ms", f"a table, {MANY:,} spirits: work of a frame, p99"),
            Figure(key="steps_alone", what="trainer of digits alone, one thread", unit="steps/s", places=0),
            Figure(key="steps_beside", what="trainer of digits beside the game", unit="steps/s", places=0),
            Figure(key="trainer_kept", what="share of the pace alone that is kept", unit="%", goal=Goal(">=", 90.0)),
        ),
    )


def _frames(plan: Plan, pulse: Pulse) -> Answers:
    """Two seas with their trainers; the pace alone is taken before and after the first, since machines throttle."""
    view = (*_VIEW, "--frames", str(plan.frames))
    most = 90.0 + plan.frames / 5.0
    alone = list(ask("pace", quick=plan.quick, pulse=pulse)["steps_per_s"])
    few = play(*view, "--task", "digits", pulse=pulse, most=most)
    alone += ask("pace", quick=plan.quick, pulse=pulse)["steps_per_s"]
    with tempfile.TemporaryDirectory(prefix="sea-of-spirits-bench-") as folder:
        table = Path(folder) / "clouds.npz"
        write_table(table, MANY // 3)
        many = play(*view, "--task", str(table), pulse=pulse, most=most)
    for stats, spirits in ((few, FEW), (many, MANY)):
        if stats["spirits"] != spirits:
            raise NotMeasuredError(f"the sea held {stats['spirits']} spirits instead of {spirits}")
    pace, beside = statistics.median(alone), float(few["trainer_steps_per_s"])
    return {
        "frame_p50_ms": few["frame_ms"]["p50"],
        "frame_p99_ms": few["frame_ms"]["p99"],
        "many_p50_ms": many["frame_ms"]["p50"],
        "many_p99_ms": many["frame_ms"]["p99"],
        "steps_alone": pace,
        "steps_beside": beside,
        "trainer_kept": 100.0 * beside / pace,
    }


def write_table(path: Path, samples: int) -> None:
    """Write a .npz table of `samples` points in ten clouds that overlap a little; always the same ones."""
    import numpy as np

    from seaspirits_game.core.streams import stream

    rng = stream(0, "bench.table")
    labels = np.arange(samples) % _CLANS
    centres = rng.normal(size=(_CLANS, _FEATURES))
    points = centres[labels] + rng.normal(0.0, 0.7, (samples, _FEATURES))
    np.savez(path, X=points.astype(np.float32), y=labels)


_PAINTING = Section(
    f"A frame of that view beside other ways to draw its {FEW:,} spirits, in turns, processor time, medians",
    (
        Figure(key="full_frame_ms", what="full frame: tick, water, spirits, instruments", unit="ms", places=2),
        Figure(key="fblits_ms", what="bare fblits of as many ready sprites of 12x12", unit="ms", places=2),
        Figure(key="simple_ms", what="simplest code: fill, two draw.circle a spirit", unit="ms", places=2),
        Figure(key="frame_to_fblits", what="full frame / bare fblits", unit="x", places=2),
        Figure(key="frame_to_simple", what="full frame / simplest code", unit="x", places=2),
    ),
)


def _painting(plan: Plan, pulse: Pulse) -> Answers:
    found = ask("painting", quick=plan.quick, pulse=pulse)
    full, bare, simple = found["frame_ms"], found["fblits_ms"], found["simple_ms"]
    return {
        "full_frame_ms": full,
        "fblits_ms": bare,
        "simple_ms": simple,
        "frame_to_fblits": full / bare,
        "frame_to_simple": full / simple,
    }


_SNAPSHOT = Section(
    "Looking at the network: digits, three layers, 1,797 samples, one thread, processor time, medians",
    (
        Figure(
            key="snapshot_ms",
            what="whole snapshot: forward, pictures, measures",
            unit="ms",
            places=2,
            goal=Goal("<=", 3.0),
        ),
        Figure(key="snapshot_bare_ms", what="snapshot without measures", unit="ms", places=2),
        Figure(key="pictures_ms", what="aligned principal coordinates alone", unit="ms", places=2),
        Figure(key="pca_ms", what="scikit-learn PCA(8) of the same arrays", unit="ms", places=2),
        Figure(key="pictures_to_pca", what="ours / scikit-learn", unit="x", places=2, goal=Goal("<=", 1.0)),
    ),
)


def _snapshot(plan: Plan, pulse: Pulse) -> Answers:
    found = ask("snapshots", quick=plan.quick, pulse=pulse)
    pictures, pca = found["pictures_ms"], found["pca_ms"]
    absent = "scikit-learn is not installed"
    return {
        "snapshot_ms": found["snapshot_ms"],
        "snapshot_bare_ms": found["bare_ms"],
        "pictures_ms": pictures,
        "pca_ms": absent if pca is None else pca,
        "pictures_to_pca": absent if pca is None else pictures / pca,
    }


def _learning_section(plan: Plan) -> Section:
    return Section(
        f"Digits, default settings, validation accuracy at step 1,500, seeds 0 to {plan.seeds - 1}",
        (
            Figure(key="accuracy_mean", what="mean", places=4, goal=Goal(">=", 0.968)),
            Figure(key="accuracy_least", what="lowest", places=4, goal=Goal(">=", 0.95)),
        ),
    )


def _learning(plan: Plan, pulse: Pulse) -> Answers:
    found = ask("accuracy", quick=plan.quick, pulse=pulse)["val_accuracy"]
    return {"accuracy_mean": statistics.fmean(found), "accuracy_least": min(found)}


def _memory_section(minutes: float) -> Section:
    figures = [
        Figure(
            key=f"{who}_growth",
            what=f"{whose}: growth after the warm-up",
            unit="%",
            places=2,
            goal=Goal("<", 2.0),
            judged=minutes >= JUDGED_FROM,
            note="" if minutes >= JUDGED_FROM else f"judged from {JUDGED_FROM:g} minutes on",
        )
        for who, whose in (("window", "window"), ("trainer", "trainer"))
    ]
    held = [
        Figure(key=f"{who}_mb", what=f"{who}: resident at the end", unit="MB", places=0)
        for who in ("window", "trainer")
    ]
    return Section(
        f"Memory while the layers view plays for {minutes:g} minutes",
        (figures[0], held[0], figures[1], held[1], _ms("long_p99_ms", "work of a frame, p99")),
    )


def _memory(plan: Plan, pulse: Pulse) -> Answers:
    assert plan.minutes is not None
    watch, seconds = Watch(), 60.0 * plan.minutes
    frames = max(round(seconds * _FPS), 1)  # it ends by itself, unless it is too slow for that

    def enough(pid: int) -> bool:
        watch.look(pid)
        return watch.seconds > seconds

    stats = play(*_VIEW, "--frames", str(frames), pulse=pulse, most=120.0 + 2.0 * seconds, enough=enough)
    answers: dict[str, float | str] = {"long_p99_ms": stats["frame_ms"]["p99"]}
    for who, notes in (("window", watch.window), ("trainer", watch.trainer)):
        grown = growth(notes)
        if grown is None:
            answers |= dict.fromkeys((f"{who}_growth", f"{who}_mb"), "not measured: needs Linux, and some seconds")
        elif len(watch.trainer_pids) > 1:
            answers |= {f"{who}_growth": "not measured: the trainer was started anew", f"{who}_mb": notes[-1][1] / 1e6}
        else:
            answers |= {f"{who}_growth": grown, f"{who}_mb": notes[-1][1] / 1e6}
    return answers


def _ms(key: str, what: str, goal: Goal | None = None) -> Figure:
    return Figure(key=key, what=what, unit="ms", places=2, goal=goal)
