"""Effects in one seed, made of the readings of its voyages; None where one of them has no value."""

import math
from collections.abc import Mapping

from seaspirits_game.claims.hypothesis import Effect, Readings
from seaspirits_game.claims.recipes import HEALTHY, LEARNED
from seaspirits_game.claims.statistics import rank_correlation
from seaspirits_game.geometry.alarms import Alarm


def change(recipe: str, name: str) -> Effect:
    """End minus start of the curve `name` in one voyage."""
    return lambda voyages: difference(voyages[recipe], f"{name}.end", f"{name}.start")


def gain(better: str, worse: str, name: str) -> Effect:
    """`name` in the voyage `better` minus in `worse`."""

    def effect(voyages: Mapping[str, Readings]) -> float | None:
        return _minus(voyages[better].get(name), voyages[worse].get(name))

    return effect


def reading(recipe: str, name: str, less: float = 0.0) -> Effect:
    """`name` of one voyage, minus `less`."""
    return lambda voyages: _minus(voyages[recipe].get(name), less)


def across(names: tuple[str, ...], x: str, y: str) -> Effect:
    """Spearman's correlation of two readings over several voyages of one seed."""

    def effect(voyages: Mapping[str, Readings]) -> float | None:
        pairs = [(voyages[name].get(x), voyages[name].get(y)) for name in names]
        known = [(first, second) for first, second in pairs if first is not None and second is not None]
        if len(known) < len(names) - 1:  # one torn voyage may be missing
            return None
        found = rank_correlation([first for first, _ in known], [second for _, second in known])
        return found if math.isfinite(found) else None

    return effect


def log_ratio(recipe_over: str, recipe_under: str, name: str) -> Effect:
    """Natural logarithm of `name` in one voyage over `name` in another."""

    def effect(voyages: Mapping[str, Readings]) -> float | None:
        over, under = voyages[recipe_over].get(name), voyages[recipe_under].get(name)
        return math.log(over / under) if over and under and over > 0.0 and under > 0.0 else None

    return effect


def raised(recipe: str, alarm: Alarm) -> Effect:
    """1 when the alarm went on in this voyage, else 0."""
    return lambda voyages: float(voyages[recipe].get(f"alarm.{alarm.value}") is not None)


def quiet(voyages: Mapping[str, Readings]) -> float | None:
    """1 when no alarm at all went on in any of the healthy voyages of this seed, else 0; None if none was healthy."""
    healthy = [voyages[recipe] for recipe in HEALTHY if is_healthy(voyages[recipe])]
    return float(not any(map(alarmed, healthy))) if healthy else None


def is_healthy(readings: Readings) -> bool:
    """Whether a voyage ended well, as only its end tells."""
    accuracy = readings.get("val_accuracy.end")
    return accuracy is not None and accuracy >= LEARNED


def alarmed(readings: Readings) -> bool:
    """Whether any alarm went on at any time."""
    return any(readings.get(f"alarm.{alarm.value}") is not None for alarm in Alarm)


def dip_and_rise(recipe: str) -> Effect:
    """The smaller of the two: how far the entropy falls below its start, and how far its end lies above its lowest."""

    def effect(voyages: Mapping[str, Readings]) -> float | None:
        fall = difference(voyages[recipe], "deepest.entropy.start", "deepest.entropy.low")
        rise = difference(voyages[recipe], "deepest.entropy.end", "deepest.entropy.low")
        return None if fall is None or rise is None else min(fall, rise)

    return effect


def difference(readings: Readings, end: str, start: str) -> float | None:
    return _minus(readings.get(end), readings.get(start))


def _minus(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one - other
