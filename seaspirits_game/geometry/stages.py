"""Which of the essay's three stages a voyage is in, told while it goes, from rows of metrics.csv.

The essay: a low-dimensional foundation is laid, then the volume expands, then stochastic refinement keeps what was
gained. Measured, on the deepest layer that has a volume:

- *foundation*: the entropy falls, the cloud gathers into fewer directions (whether or not it grows meanwhile);
- *expansion*: the visible cloud grows and its entropy does not fall, not even by half of what is notable, or the
  voyage was once at the refinement;
- *refinement*: it has grown, grows no more, and each snapshot is still much like the last;
- *none of these*: nothing has moved yet, the cloud shrinks, it is thrown about, it has collapsed, or the network is
  worse than before its first step.

"Falls" and "grows" mean by `NOTABLE` nats within the last octave of steps (from half the present step on): learning
curves are straight in the logarithm of time, so that one rule serves a voyage of 50 steps and one of 50,000. Readings
are averaged over quarters of an octave, and another stage is announced when the rule has named it for a quarter of an
octave, so that it does not flicker. Only rows seen so far are used, and a handful of numbers is kept of them.

What it does not mean: stages exist because we named them. Change points can be drawn into every curve; see
docs/claims.md for how often all three follow each other in this order. Rows further apart than a stage is long miss it.

Source: our own; change points by comparing a window with the one before it: Page 1954, MOSUM of Bauer and Hackl 1978.
"""

import math
from collections.abc import Iterable, Mapping
from enum import Enum

NOTABLE = 0.1
"""Nats in an octave of steps: a tenth more or less of the length of each visible axis, or of the effective rank."""
OCTAVE_PARTS = 4
"""Readings are averaged over so many parts of an octave; a new stage is believed after one of them."""
COHERENT = 0.95
"""Linear CKA with the last snapshot, below which a layer is not kept but thrown about."""

Row = Mapping[str, float]
"""A row of metrics.csv: `step`, `train_loss` and, for each layer, `layer1.log_volume`, `.entropy`, `.coherence`."""


class Stage(Enum):
    """Where a voyage is in the essay's story."""

    NONE = "none"
    FOUNDATION = "foundation"
    EXPANSION = "expansion"
    REFINEMENT = "refinement"


class Trend(Enum):
    """What a curve did within the last octave of steps."""

    RISING = "rising"
    STILL = "still"
    FALLING = "falling"
    UNKNOWN = "unknown"
    """A value within it is not finite, or there is none."""


class Curve:
    """The last octave of a measure, as means over parts of it: at most `parts` + 2 numbers, however long it goes on."""

    def __init__(self, parts: int = OCTAVE_PARTS) -> None:
        self._parts = parts
        self._places: list[int] = []
        self._sums: list[float] = []
        self._counts: list[int] = []

    def add(self, step: float, value: float) -> None:
        """Take in the reading of `step`, not earlier than the last one's."""
        place = math.floor(self._parts * math.log2(step + 1.0))
        if self._places and self._places[-1] == place:
            self._sums[-1] += value
            self._counts[-1] += 1
        else:
            self._places.append(place)
            self._sums.append(value)
            self._counts.append(1)
        # one mean from before the octave is kept: what it began with
        while len(self._places) > 1 and self._places[1] <= place - self._parts:
            del self._places[0], self._sums[0], self._counts[0]

    def forget_from(self, step: float) -> None:
        """Drop every mean that holds a reading of `step` or later."""
        place = math.floor(self._parts * math.log2(step + 1.0))
        keep = sum(known < place for known in self._places)
        del self._places[keep:], self._sums[keep:], self._counts[keep:]

    @property
    def latest(self) -> float:
        """The newest mean; NaN before there is one."""
        return self._sums[-1] / self._counts[-1] if self._counts else math.nan

    def trend(self, notable: float = NOTABLE) -> Trend:
        """Whether the latest mean stands `notable` above the lowest or below the highest of the octave.

        Where it does both, the later of the two extremes decides, so that a turn is told as soon as it is notable.
        """
        means = [total / count for total, count in zip(self._sums, self._counts, strict=True)]
        if not means or not all(map(math.isfinite, means)):
            return Trend.UNKNOWN
        # the last place at which the extreme was reached
        low = max(range(len(means)), key=lambda index: (-means[index], index))
        high = max(range(len(means)), key=lambda index: (means[index], index))
        risen, fallen = means[-1] - means[low] >= notable, means[high] - means[-1] >= notable
        if risen and (low > high or not fallen):
            return Trend.RISING
        return Trend.FALLING if fallen else Trend.STILL


class StageDetector:
    """Reads rows of metrics.csv in the order in which they arise; see the module's docstring for the rule.

    A row that is not later than the last means that the voyage went back: what was read from there on is forgotten.
    Another number of layers is another network: its curves begin anew.
    """

    def __init__(self) -> None:
        self.stage = Stage.NONE
        """As of the last row."""
        self.volume = Trend.UNKNOWN
        """Of the length of the visible axes of the deepest layer that has a volume."""
        self.entropy = Trend.UNKNOWN
        self._first_loss: float | None = None
        self._last_step = -1.0
        self._agreed = 1.0
        """Step + 1 of the last row that agreed with `stage`."""
        self._grown = False
        self._settled = False
        self._layers = 0
        self._layer = 0
        """Of those, the deepest that had a volume when they were first seen; 0 for none."""
        self._loss, self._volume, self._entropy, self._coherence = Curve(), Curve(), Curve(), Curve()

    def advance(self, row: Row) -> Stage:
        """The stage at `row`; none where it has no measures of layers.

        Raises:
            KeyError: `row` has no `step` or no `train_loss`.
        """
        step, loss = float(row["step"]), float(row["train_loss"])
        self._follow(step, row)
        if self._first_loss is None:
            self._first_loss = loss
        self._loss.add(step, loss)
        if self._layer:
            self._volume.add(step, row.get(f"layer{self._layer}.log_volume", math.nan) / 3.0)
            self._entropy.add(step, row.get(f"layer{self._layer}.entropy", math.nan))
            coherence = row.get(f"layer{self._layer}.coherence", math.nan)
            if not math.isnan(coherence):  # the first snapshot has none
                self._coherence.add(step, coherence)
        self.volume, self.entropy = self._volume.trend(), self._entropy.trend()
        self._announce(step + 1.0, self._named(step))
        return self.stage

    def _follow(self, step: float, row: Row) -> None:
        layers = layer_count(row)
        if layers != self._layers:
            self._layers, self._layer = layers, 0
            self._loss, self._volume, self._entropy, self._coherence = Curve(), Curve(), Curve(), Curve()
        if step <= self._last_step:
            for curve in (self._loss, self._volume, self._entropy, self._coherence):
                curve.forget_from(step)
            self._agreed = min(self._agreed, step + 1.0)
        self._last_step = step
        if not self._layer:
            having = [index for index in range(layers, 0, -1) if math.isfinite(row[f"layer{index}.log_volume"])]
            self._layer = having[0] if having else 0

    def _named(self, step: float) -> Stage:
        assert self._first_loss is not None
        volume, entropy = self.volume, self.entropy
        self._grown |= volume is Trend.RISING
        measured = Trend.UNKNOWN not in (volume, entropy)
        # also false when a loss is not a number
        better = self._loss.latest <= self._first_loss
        if step <= 0.0 or not measured or not better or volume is Trend.FALLING:
            return Stage.NONE
        if entropy is Trend.FALLING and not self._settled:
            return Stage.FOUNDATION
        undecided = self.stage in (Stage.NONE, Stage.FOUNDATION) and not self._settled
        if undecided and self._entropy.trend(NOTABLE / 2) is Trend.FALLING:
            return self.stage  # growth is often notable a step before the fall that goes with it, or after it
        if volume is Trend.RISING:
            return Stage.EXPANSION
        kept = not self._coherence.latest < COHERENT
        return Stage.REFINEMENT if self._grown and kept else Stage.NONE

    def _announce(self, time: float, named: Stage) -> None:
        if named is self.stage:
            self._agreed = time
        elif time >= self._agreed * 2.0 ** (1.0 / OCTAVE_PARTS):
            self.stage, self._agreed = named, time
            self._settled |= named is Stage.REFINEMENT


def stages(rows: Iterable[Row]) -> list[Stage]:
    """The stage at each row, as `StageDetector` tells it: that of a row depends on no later row.

    Raises:
        KeyError: a row has no `step` or no `train_loss`.

    >>> quiet = {"train_loss": 1.0, "layer1.log_volume": -3.0, "layer1.entropy": 1.0, "layer1.coherence": 1.0}
    >>> [stage.value for stage in stages([{"step": 0} | quiet, {"step": 1} | quiet])]
    ['none', 'none']
    """
    detector = StageDetector()
    return [detector.advance(row) for row in rows]


def layer_count(row: Row) -> int:
    """How many layers `row` has a `layerN.log_volume` of."""
    count = 0
    while f"layer{count + 1}.log_volume" in row:
        count += 1
    return count
