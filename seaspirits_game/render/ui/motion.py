"""Motion of the interface: pure functions of time."""

import math


def ease(linear: float) -> float:
    """Ease in and out: 0 to 1 with level ends.

    >>> ease(0.0), ease(0.5), ease(1.0)
    (0.0, 0.5, 1.0)
    """
    share = min(max(linear, 0.0), 1.0)
    return share * share * (3.0 - 2.0 * share)


def approach(value: float, goal: float, dt: float, seconds: float) -> float:
    """`value` after `dt` seconds on its way to `goal`, with time constant `seconds`; never past it."""
    if seconds <= 0.0:
        return goal
    return goal + (value - goal) * math.exp(-dt / seconds)
