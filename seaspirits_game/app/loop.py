"""Fixed simulation ticks under a free frame rate; no pygame, no clock: time comes in as an argument.

Source: the accumulator of Fiedler's "Fix your timestep" (2004), with two changes: the debt is capped and the rest is
forgiven (a stall must not be repaid), and what arrives in a frame without a tick waits for the next tick.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

DT = 1.0 / 60.0
"""Seconds of sea time in one tick."""
MAX_TICKS = 5
"""Ticks that one frame runs at most."""

Input = TypeVar("Input")


@dataclass(frozen=True, slots=True)
class Debt(Generic[Input]):
    """What the loop owes the sea between two frames."""

    seconds: float = 0.0
    """Unsimulated time, 0 <= seconds < DT after `settle`."""
    pending: tuple[Input, ...] = ()
    """Inputs that no tick has seen yet, in order."""
    ticks: int = 0
    """Ticks run since the start; an integer, so that months of uptime lose no precision."""

    @property
    def alpha(self) -> float:
        """How far the picture lies between the previous tick (0) and the current one (1)."""
        return self.seconds / DT


def settle(
    debt: Debt[Input], elapsed: float, inputs: Sequence[Input], tick: Callable[[Sequence[Input]], None]
) -> Debt[Input]:
    """Run the whole ticks that fit in `elapsed` seconds; every input reaches exactly one tick."""
    debt = replace(
        debt, seconds=min(debt.seconds + max(elapsed, 0.0), MAX_TICKS * DT), pending=(*debt.pending, *inputs)
    )
    while debt.seconds >= DT:
        tick(debt.pending)
        debt = Debt(debt.seconds - DT, (), debt.ticks + 1)
    return debt
