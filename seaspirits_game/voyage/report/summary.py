"""What a report tells of the rows of metrics.csv: moments, readings at them, stages and alarms as spells of steps."""

import math
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from seaspirits_game.geometry.alarms import Alarm, AlarmDetector
from seaspirits_game.geometry.catalogue import DEAR_LAYER_MEASURES, DEAR_MEASURES, NETWORK_MEASURES, WEIGHT_MEASURES
from seaspirits_game.geometry.registry import LAYER_MEASURES, Measure
from seaspirits_game.geometry.stages import Stage, StageDetector, layer_count

Row = Mapping[str, float]
PICTURES = 5
QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)
_SOON = 6.0
"""Steps up to which each step has about the same share of a logarithmic course, as in films."""

COURSE: tuple[Measure, ...] = (
    Measure(
        "learning_rate",
        "Learning rate",
        "",
        "How far each step follows the slope: the rate that was in force.",
        0.0,
        math.inf,
    ),
    Measure(
        "train_loss",
        "Loss on what it learned from",
        "nats",
        "How surprised the network is by the true classes of the training samples, on average.",
        0.0,
        math.inf,
    ),
    Measure(
        "val_loss",
        "Loss on what it has never seen",
        "nats",
        "The same for the validation samples, of which it never learns.",
        0.0,
        math.inf,
    ),
    Measure(
        "train_accuracy",
        "Accuracy on what it learned from",
        "share",
        "Share of the training samples whose true class it finds the likeliest.",
        0.0,
        1.0,
    ),
    Measure(
        "val_accuracy",
        "Accuracy on what it has never seen",
        "share",
        "Share of the validation samples whose true class it finds the likeliest.",
        0.0,
        1.0,
    ),
    Measure(
        "generalization_gap",
        "Gap",
        "nats",
        "Loss on what it has never seen minus loss on what it learned from.",
        -math.inf,
        math.inf,
    ),
)
VARIANCE_SHOWN = Measure(
    "variance_shown",
    "Variance shown",
    "share",
    "The share of a layer's variance that the three axes on screen show: the honesty of the picture.",
    0.0,
    1.0,
)
OF_NETWORK: tuple[Measure, ...] = (*COURSE, *NETWORK_MEASURES, *DEAR_MEASURES)
OF_LAYERS: tuple[Measure, ...] = (*LAYER_MEASURES, VARIANCE_SHOWN, *WEIGHT_MEASURES, *DEAR_LAYER_MEASURES)


@dataclass(frozen=True, slots=True)
class Reading:
    """A measure's value, and the step at which it was taken."""

    value: float
    step: int


T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Spell(Generic[T]):
    """From one row's step to another's, both included, something held."""

    what: T
    begin: int
    end: int


def kept(rows: Sequence[Row]) -> list[Row]:
    """The rows that no later one undid: where the voyage went back, what came after that step is left out."""
    left: list[Row] = []
    for row in rows:
        while left and left[-1]["step"] >= row["step"]:
            left.pop()
        left.append(row)
    return left


def moments(rows: Sequence[Row], count: int = PICTURES) -> list[int]:
    """Up to `count` indices of `rows` on a logarithmic course of the way, the first and the last one included.

    >>> moments([{"step": step} for step in range(0, 1501, 25)])
    [0, 1, 4, 15, 60]
    """
    if not rows:
        return []
    way = _way(rows)
    wanted = [_SOON * math.expm1(k / (count - 1) * math.log1p(way[-1] / _SOON)) for k in range(count)]
    return _spread(way, wanted)


def quarters(rows: Sequence[Row]) -> list[int]:
    """Up to five indices of `rows`: the start, those nearest to 25, 50 and 75 % of the way, and the end.

    >>> quarters([{"step": step} for step in range(0, 1501, 25)])
    [0, 15, 30, 45, 60]
    """
    if not rows:
        return []
    way = _way(rows)
    return _spread(way, [share * way[-1] for share in QUARTERS])


def reading(rows: Sequence[Row], index: int, column: str) -> Reading | None:
    """The newest reading of `column` up to row `index`; None when there is none yet. Dear measures come seldom."""
    for row in reversed(rows[: index + 1]):
        if column in row:
            return Reading(float(row[column]), int(row["step"]))
    return None


def stage_spells(rows: Sequence[Row]) -> list[Spell[Stage]]:
    """The stages as they were announced, row by row; empty without measures of layers."""
    if not rows or not layer_count(rows[0]):
        return []
    detector = StageDetector()
    return _spells([(int(row["step"]), detector.advance(row)) for row in rows])


def alarm_spells(rows: Sequence[Row]) -> list[Spell[Alarm]]:
    """The alarms that were on, each from its first row to its last, in the order in which they went on."""
    detector = AlarmDetector()
    heard = [(int(row["step"]), detector.advance(row)) for row in rows]
    found: list[Spell[Alarm]] = []
    for alarm in Alarm:
        spells = _spells([(step, alarm in on) for step, on in heard])
        found += [Spell(alarm, spell.begin, spell.end) for spell in spells if spell.what]
    return sorted(found, key=lambda spell: spell.begin)


def present(
    measures: Iterable[Measure], rows: Sequence[Row], has: Callable[[str], bool] | None = None
) -> list[Measure]:
    """Those of `measures` that some row has a cell of (`has` decides by the name of a column)."""
    columns = {column for row in rows for column in row}
    there = has or columns.__contains__
    return [measure for measure in measures if there(measure.column)]


def present_of_layers(rows: Sequence[Row]) -> list[Measure]:
    """Those of `OF_LAYERS` that were measured in some layer."""
    columns = {column.partition(".")[2] for row in rows for column in row}
    return present(OF_LAYERS, rows, columns.__contains__)


def _spells(told: Sequence[tuple[int, T]]) -> list[Spell[T]]:
    found: list[Spell[T]] = []
    for step, what in told:
        if found and found[-1].what == what and found[-1].end < step:
            found[-1] = Spell(what, found[-1].begin, step)
        else:
            found.append(Spell(what, step, step))
    return found


def _way(rows: Sequence[Row]) -> list[float]:
    """Steps made up to each row, those included that were undone later."""
    way, before = [], None
    made = 0.0
    for row in rows:
        if before is not None:
            # a row after going back: at least the row itself was made anew
            made += max(row["step"] - before, 0.0)
        before = row["step"]
        way.append(made)
    return way


def _spread(way: Sequence[float], wanted: Iterable[float]) -> list[int]:
    """Indices of the places of `way` nearest to those wanted, rising, the first and the last included."""
    nearest = {min(range(len(way)), key=lambda index: (abs(way[index] - goal), index)) for goal in wanted}
    return sorted(nearest | {0, len(way) - 1})
