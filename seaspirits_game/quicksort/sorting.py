"""A rule plays a whole row: quicksort without recursion, every comparison counted.

Segments are taken depth first, the left side before the right, so that a run is a plain list of steps.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from seaspirits_game.core.arrays import F64
from seaspirits_game.quicksort.heap import heapsort
from seaspirits_game.quicksort.partition import Row, Scheme, two_way
from seaspirits_game.quicksort.rules import HEAP, PivotRule, Sight, depth_limit

VECTOR_FROM = 512
"""From so many elements on NumPy parts a segment when the row is an array; shorter segments are faster as lists."""


class Step(NamedTuple):
    """One segment dealt with: a partition, or a heap that sorted it whole."""

    lo: int
    hi: int
    pivot: int
    """Index in the segment's order before the partition; `HEAP` when a heap took over."""
    spent: int
    """Comparisons beyond `compared`: sampling, sonar, or what the heap cost above hi - lo - 1."""
    compared: int
    """Comparisons of the partition itself: hi - lo - 1, more if three-way."""
    left_end: int
    right_start: int
    depth: int

    @property
    def comparisons(self) -> int:
        """What the step cost in all."""
        return self.compared + self.spent

    @property
    def heap(self) -> bool:
        """Whether a heap sorted the segment."""
        return self.pivot == HEAP


OnStep = Callable[[Step], None]


def working_copy(values: F64) -> Row:
    """`values` in the form in which `play_out` is fastest: a list, or an array when the row is long."""
    return values.copy() if len(values) >= 4 * VECTOR_FROM else values.tolist()


def haze_of(values: F64, murk: float) -> float:
    """Standard deviation of the murk in the units of the values: `murk` times their range."""
    return murk * float(np.ptp(values)) if murk > 0 else 0.0


def take_step(row: Row, sight: Sight, pivot: int, scheme: Scheme = two_way) -> Step:
    """The step that deals with the segment in `sight`, in place, by `pivot` (or by `HEAP`)."""
    lo, hi = sight.lo, sight.hi
    if pivot == HEAP:
        beyond = heapsort(row, lo, hi) - (hi - lo - 1)
        return Step(lo, hi, HEAP, sight.spent + beyond, hi - lo - 1, lo, hi, sight.depth)
    left_end, right_start, compared = scheme(row, lo, hi, pivot)
    return Step(lo, hi, pivot, sight.spent, compared, left_end, right_start, sight.depth)


def play_out(
    row: Row,
    rule: PivotRule,
    rng: np.random.Generator,
    *,
    haze: float = 0.0,
    scheme: Scheme = two_way,
    on_step: OnStep | None = None,
) -> int:
    """How many comparisons `rule` needed to sort `row`, which is sorted in place; `on_step` hears of every step.

    >>> from seaspirits_game.quicksort.rules import RULES_BY_NAME
    >>> row = [3, 1, 2, 0]
    >>> play_out(row, RULES_BY_NAME["first"], np.random.default_rng(0)), row
    (6, [0, 1, 2, 3])
    """
    limit = depth_limit(len(row))
    choose = rule.choose

    def run(part: Row, offset: int, depth: int) -> int:
        total = 0
        vector = isinstance(part, np.ndarray)
        waiting = [(0, len(part), depth)]
        while waiting:
            lo, hi, depth = waiting.pop()
            if hi - lo < 2:
                continue
            if vector and hi - lo < VECTOR_FROM:
                short = part[lo:hi].tolist()  # type: ignore[union-attr]  # it is an array
                total += run(short, offset + lo, depth)
                part[lo:hi] = short
                continue
            sight = Sight(part, lo, hi, depth, limit, haze)
            step = take_step(part, sight, choose(sight, rng), scheme)
            total += step.compared + step.spent
            if on_step is not None:
                on_step(_shifted(step, offset))
            waiting.append((step.right_start, hi, depth + 1))
            waiting.append((lo, step.left_end, depth + 1))
        return total

    return run(row, 0, 0)


def _shifted(step: Step, offset: int) -> Step:
    if offset == 0:
        return step
    return step._replace(
        lo=step.lo + offset,
        hi=step.hi + offset,
        left_end=step.left_end + offset,
        right_start=step.right_start + offset,
    )
