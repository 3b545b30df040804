"""The dials beside the sea: which reading each shows, and how far round its needle stands."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from seaspirits_game.core.snapshot import Snapshot
from seaspirits_game.texts.numbers import decimal, percent

Share = Callable[[float, int], float]
"""(reading, units of the layer) to 0..1 on the dial."""


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


def _log_volume_share(value: float, width: int) -> float:
    """−6 stands for a hardly unfolded cloud; no tanh layer's three axes reach beyond 1.5 ln(W/3)."""
    return (value + 6.0) / (1.5 * math.log(max(width, 4) / 3.0) + 6.0)


LAYER_DIALS = (
    Instrument("Volume", "log_volume", True, _log_volume_share, lambda value: decimal(value, 2)),
    Instrument(
        "Entropy",
        "entropy",
        True,
        lambda value, width: value / math.log(max(width, 2)),
        lambda value: decimal(value, 2),
    ),
    Instrument("Coherence", "coherence", True, lambda value, _: value, lambda value: decimal(value, 3)),
)
NETWORK_DIALS = (
    Instrument("Loss", "val_loss", False, lambda value, _: min(value / 3.0, 1.0), lambda value: decimal(value, 3)),
    Instrument("Clear sight", "val_accuracy", False, lambda value, _: value, lambda value: percent(value)),
)


def instruments_of(snapshot: Snapshot, layer: int) -> tuple[Instrument, ...]:
    """The dials that this snapshot has readings for: the layer's, then the network's; at most four."""
    measured = [dial for dial in LAYER_DIALS if dial.column_of(layer) in snapshot.readings]
    room = 4 - len(measured)
    return (*measured, *NETWORK_DIALS[-room:])
