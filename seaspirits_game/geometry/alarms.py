"""Four dangers of a voyage, told while it goes, from rows of metrics.csv: one definition each.

- *collapse*: some layer has become a point; or its visible cloud has shrunk to half its greatest size and half of what
  was learned is lost. A cloud that is small from the start, or small and right, has not collapsed.
- *chaos*: the training loss stands at twice its lowest and the deepest layer is thrown about between snapshots.
- *overfitting*: the validation loss stands a quarter above its lowest although the training loss has fallen since, and
  training samples are right more often than others by 0.05.
- *stagnation*: for 200 steps, and for an octave of steps, the training loss has not come down by a twentieth, with more
  than half of the first loss still to go, although nothing throws the network about and nothing has collapsed.

"Lowest" and "greatest" are of this voyage so far. An alarm goes on after `PATIENCE` rows in which its condition holds,
and off after as many in which even its half does not: the thresholds for staying on are half as far away, in the
logarithm for ratios. Only rows seen so far are used.

What they do not mean: a quiet network may be wrong for reasons that no training curve shows; the best possible loss of
a task is not known, so that a task that cannot be learned looks like stagnation. Rates on runs built to show each of
them, and on healthy runs: docs/claims.md.

Source: our own definitions of the essay's four dangers.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from seaspirits_game.geometry.stages import COHERENT, Curve, Row, Trend, layer_count

PATIENCE = 3
"""Rows in a row."""
HALF = math.log(2.0)
"""Half or twice, as a logarithm: of a cloud's size along each axis, of the loss."""
RISEN = math.log(1.25)
"""How far the validation loss stands above its lowest, as a logarithm."""
GAP = 0.05
"""Training minus validation accuracy."""
IDLE_STEPS = 200
SLOW = 0.05
"""The logarithm by which an idle loss falls less in an octave of steps."""


class Alarm(Enum):
    """A danger of the essay's list."""

    COLLAPSE = "collapse"
    CHAOS = "chaos"
    OVERFITTING = "overfitting"
    STAGNATION = "stagnation"


@dataclass(slots=True)
class _Latch:
    """One alarm: on or off, and for how many rows something has spoken for the other."""

    on: bool = False
    against: int = 0

    def hear(self, raised: bool, lingering: bool) -> bool:
        """Whether it is on after a row in which its condition holds (`raised`), or half of it (`lingering`)."""
        contrary = not (raised or lingering) if self.on else raised
        self.against = self.against + 1 if contrary else 0
        if self.against >= PATIENCE:
            self.on, self.against = not self.on, 0
        return self.on


class AlarmDetector:
    """Reads rows of metrics.csv in the order in which they arise; see the module's docstring for the definitions.

    A row that is not later than the last means that the voyage went back: alarms begin anew, while lowest losses and
    greatest sizes stay those of all the rows.
    """

    def __init__(self) -> None:
        self._latches = {alarm: _Latch() for alarm in Alarm}
        self._last_step = -1.0
        self._first_loss = math.nan
        self._lowest_loss = math.inf
        self._lowest_validation = math.inf
        self._loss_at_lowest_validation = math.inf
        self._greatest: list[float] = []
        """Largest visible size of each layer so far, nats: a third of its log-volume."""
        self._progress = Curve()
        """Of the logarithm of the lowest loss."""
        self._earned: tuple[float, float] = (0.0, math.inf)
        """Step and log-loss of the last time that the lowest loss had come down by `SLOW`."""

    def advance(self, row: Row) -> frozenset[Alarm]:
        """The alarms that are on at `row`. Without measures of layers there is neither collapse nor chaos.

        Raises:
            KeyError: `row` has not all of `LEADING_COLUMNS` of metrics.csv.
        """
        step = float(row["step"])
        if step <= self._last_step:
            self._latches = {alarm: _Latch() for alarm in Alarm}
            self._progress.forget_from(step)
            self._earned = (min(self._earned[0], step), self._earned[1])
        self._last_step = step
        self._remember(row)
        collapsed = self._heard(Alarm.COLLAPSE, *self._collapse(row))
        chaotic = self._heard(Alarm.CHAOS, *self._chaos(row))
        self._heard(Alarm.OVERFITTING, *self._overfitting(row))
        idle, lingering = self._idle(row)
        moved = collapsed or chaotic
        self._heard(Alarm.STAGNATION, idle and not moved, lingering and not moved)
        return frozenset(alarm for alarm, latch in self._latches.items() if latch.on)

    def _heard(self, alarm: Alarm, raised: bool, lingering: bool) -> bool:
        return self._latches[alarm].hear(raised, lingering)

    def _remember(self, row: Row) -> None:
        loss, validation = row["train_loss"], row["val_loss"]
        if math.isnan(self._first_loss):
            self._first_loss = loss
        self._lowest_loss = min(self._lowest_loss, loss)
        if validation < self._lowest_validation:
            self._lowest_validation, self._loss_at_lowest_validation = validation, loss
        sizes = _sizes(row)
        if len(sizes) != len(self._greatest):
            self._greatest = sizes
        self._greatest = [max(pair) for pair in zip(self._greatest, sizes, strict=True)]
        depth = _logarithm(self._lowest_loss)
        self._progress.add(row["step"], depth)
        if depth <= self._earned[1] - SLOW:
            self._earned = (row["step"], depth)

    def _collapse(self, row: Row) -> tuple[bool, bool]:
        pairs = zip(self._greatest, _sizes(row), strict=True)
        shrunk = max((known - size for known, size in pairs if known > -math.inf), default=0.0)
        learned = self._first_loss - self._lowest_loss
        lost = (row["train_loss"] - self._lowest_loss) / learned if learned > 0.0 else 1.0
        points = [index for index, known in enumerate(self._greatest, start=1) if known > -math.inf]
        point = any(math.isnan(row[f"layer{index}.entropy"]) for index in points)
        return point or (shrunk >= HALF and lost >= 0.5), point or (shrunk >= HALF / 2 and lost >= 0.25)

    def _chaos(self, row: Row) -> tuple[bool, bool]:
        layers = layer_count(row)
        coherence = row.get(f"layer{layers}.coherence", math.nan)
        excess = _logarithm(row["train_loss"]) - _logarithm(self._lowest_loss)
        loose = 1.0 - coherence  # not a number where there is none: then nothing is thrown about
        return (
            excess >= HALF and loose >= 1.0 - COHERENT,
            excess >= HALF / 2 and loose >= (1.0 - COHERENT) / 2,
        )

    def _overfitting(self, row: Row) -> tuple[bool, bool]:
        risen = _logarithm(row["val_loss"]) - _logarithm(self._lowest_validation)
        gap = row["train_accuracy"] - row["val_accuracy"]
        fallen = row["train_loss"] < self._loss_at_lowest_validation
        return fallen and risen >= RISEN and gap >= GAP, fallen and risen >= RISEN / 2 and gap >= GAP / 2

    def _idle(self, row: Row) -> tuple[bool, bool]:
        waited = row["step"] - self._earned[0] >= IDLE_STEPS
        unlearned = self._lowest_loss > self._first_loss / 2
        slow, rather_slow = (self._progress.trend(by) is Trend.STILL for by in (SLOW, 2 * SLOW))
        return waited and slow and unlearned, rather_slow and unlearned


def alarms(rows: Iterable[Row]) -> list[frozenset[Alarm]]:
    """The alarms that are on at each row, as `AlarmDetector` tells them: those of a row depend on no later row.

    Raises:
        KeyError: a row has not all of `LEADING_COLUMNS` of metrics.csv.
    """
    detector = AlarmDetector()
    return [detector.advance(row) for row in rows]


def _sizes(row: Row) -> list[float]:
    """A third of the log-volume of each layer; −inf for a flat cloud or a point."""
    volumes = [row[f"layer{index + 1}.log_volume"] for index in range(layer_count(row))]
    return [-math.inf if math.isnan(volume) else volume / 3.0 for volume in volumes]


def _logarithm(loss: float) -> float:
    return math.log(loss) if loss > 0.0 else -math.inf
