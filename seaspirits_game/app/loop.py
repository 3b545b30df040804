"""Fixed simulation ticks under a free frame rate; no pygame, no clock: time comes in as an argument.

Source: the accumulator of Fiedler's "Fix your timestep" (2004), with one change: the debt is capped and the rest is
forgiven, since a stall that is repaid makes the next frame late too.
"""

from collections.abc import Callable
from dataclasses import dataclass

DT = 1.0 / 60.0
"""Seconds of sea time in one tick."""
MAX_TICKS = 5
"""Ticks that one frame runs at most."""


@dataclass(frozen=True, slots=True)
class Debt:
    """What the loop owes the sea between two frames."""

    seconds: float = 0.0
    """Unsimulated time, 0 <= seconds < DT after `settle`."""
    ticks: int = 0
    """Ticks run since the start; an integer, so that months of uptime lose no precision."""

    @property
    def alpha(self) -> float:
        """How far the picture lies between the previous tick (0) and the current one (1)."""
        return self.seconds / DT


def settle(debt: Debt, elapsed: float, tick: Callable[[], None]) -> Debt:
    """Run the whole ticks that fit in `elapsed` seconds; the rest stays owed."""
    seconds, ticks = min(debt.seconds + max(elapsed, 0.0), MAX_TICKS * DT), debt.ticks
    while seconds >= DT:
        tick()
        seconds, ticks = seconds - DT, ticks + 1
    return Debt(seconds, ticks)
