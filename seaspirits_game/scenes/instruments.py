"""What the dials beside the sea read, and how far round each needle stands."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from seaspirits_game.core.snapshot import Reading, Snapshot
from seaspirits_game.texts.numbers import decimal, percent, significant

Share = Callable[[float, Snapshot, int], float]
"""(reading, snapshot, units of the layer) to 0..1 on the dial."""


@dataclass(frozen=True, slots=True)
class Told:
    """A reading as a dial shows it."""

    told: str
    share: float
    """0 to 1 on the dial; NaN when there is no value."""
    step: int
    """At which it was taken: of a dear measure it may be an earlier one."""


@dataclass(frozen=True, slots=True)
class Instrument:
    """One dial. `column` names a reading of the chosen layer after its dot, or one of the whole network."""

    name: str
    column: str
    of_layer: bool
    share: Share
    told: Callable[[float], str]

    def column_of(self, layer: int) -> str:
        """The column of metrics.csv that it reads when shoal `layer` (from 0) is looked at."""
        return f"layer{layer + 1}.{self.column}" if self.of_layer else self.column

    def read(self, snapshot: Snapshot, layer: int, width: int) -> Told:
        """What it says of `snapshot`; it must have the reading."""
        reading = _reading(snapshot, self.column_of(layer))
        assert reading is not None
        share = self.share(reading.value, snapshot, width) if math.isfinite(reading.value) else math.nan
        return Told(self.told(reading.value), share, reading.step)


def _reading(snapshot: Snapshot, column: str) -> Reading | None:
    if column in snapshot.dear:
        return snapshot.dear[column]
    if column in snapshot.readings:
        return Reading(snapshot.readings[column], snapshot.step)
    value = {"val_loss": snapshot.val_loss, "val_accuracy": snapshot.val_accuracy}.get(column)
    return None if value is None else Reading(value, snapshot.step)


def _of_volume(value: float, _: Snapshot, width: int) -> float:
    """−6 stands for a hardly unfolded cloud; no tanh layer's three axes reach beyond 1.5 ln(W/3)."""
    return (value + 6.0) / (1.5 * math.log(max(width, 4) / 3.0) + 6.0)


def _of_curvature(value: float, snapshot: Snapshot, _: int) -> float:
    """Three quarters round stands for the edge of stability; each quarter less for a wall ten times less steep."""
    edge = snapshot.readings.get("edge_of_stability", math.nan)
    if not value > 0.0 or not math.isfinite(edge):
        return 0.0
    return (math.log10(value / edge) + 3.0) / 4.0


DIALS = (
    Instrument("Volume", "log_volume", True, _of_volume, lambda value: decimal(value, 2)),
    Instrument(
        "Entropy",
        "entropy",
        True,
        lambda value, _, width: value / math.log(max(width, 2)),
        lambda value: decimal(value, 2),
    ),
    Instrument("Coherence", "coherence", True, lambda value, *_: value, lambda value: decimal(value, 3)),
    Instrument("Curvature", "sharpness", False, _of_curvature, lambda value: significant(value, 2)),
    Instrument("Clear sight", "val_accuracy", False, lambda value, *_: value, lambda value: percent(value)),
    Instrument("Loss", "val_loss", False, lambda value, *_: min(value / 3.0, 1.0), lambda value: decimal(value, 3)),
)
"""The most telling first."""
MOST = 4


def instruments_of(snapshot: Snapshot, layer: int) -> tuple[Instrument, ...]:
    """The first `MOST` dials that this snapshot has readings for."""
    return tuple(dial for dial in DIALS if _reading(snapshot, dial.column_of(layer)) is not None)[:MOST]
