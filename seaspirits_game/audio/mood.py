"""What the bed follows: four numbers read off the network's measures; pure."""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from seaspirits_game.geometry.alarms import Alarm
from seaspirits_game.geometry.stages import layer_count

_UNREST = {Alarm.CHAOS: 1.0, Alarm.COLLAPSE: 0.7, Alarm.OVERFITTING: 0.4, Alarm.STAGNATION: 0.15}
_TORN = 1.0
_THROWN, _KEPT = 0.6, 1.0
"""Coherence at which a sea is as unsteady, and as steady, as it can sound."""


@dataclass(frozen=True, slots=True)
class Mood:
    """Each from 0 to 1."""

    openness: float = 0.25
    """How many tones the chord has: the deepest layer's entropy, as a share of the most that its units allow."""
    steadiness: float = 0.8
    """How little tones wander: the deepest layer's coherence with the snapshot before."""
    unrest: float = 0.0
    """How far tones are out of tune: the greatest danger that is on."""
    depth: float = 0.0
    """How dark it is: how far the voyage has gone."""


def mood_of(
    readings: Mapping[str, float],
    widths: Collection[int],
    alarms: Collection[Alarm] = (),
    torn: bool = False,
    depth01: float = 0.0,
) -> Mood:
    """The mood of a snapshot with `readings` of layers of these `widths`; what was not measured is as by default.

    >>> mood_of({"layer1.log_volume": 0.0, "layer1.entropy": 0.0, "layer1.coherence": 1.0}, [8]).openness
    0.0
    """
    usual = Mood()
    layer = layer_count(readings)
    width = list(widths)[layer - 1] if 0 < layer <= len(widths) else 0
    entropy = readings.get(f"layer{layer}.entropy", math.nan)
    openness = entropy / math.log(width) if width > 1 else math.nan
    coherence = readings.get(f"layer{layer}.coherence", math.nan)
    steadiness = (coherence - _THROWN) / (_KEPT - _THROWN)
    unrest = max((_UNREST[alarm] for alarm in alarms), default=0.0)
    return Mood(
        openness=_share(openness, usual.openness),
        steadiness=_share(steadiness, usual.steadiness),
        unrest=_TORN if torn else unrest,
        depth=_share(depth01, 0.0),
    )


def _share(value: float, otherwise: float) -> float:
    return min(max(value, 0.0), 1.0) if math.isfinite(value) else otherwise
