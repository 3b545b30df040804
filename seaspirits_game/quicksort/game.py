"""The duel's board: one row being sorted, move by move, as values that never change.

A `SortState` holds the row, the open segments, and the recursion tree grown so far. A player's `move`, a rule's
`rule_move` and a replayed transcript all go through the same partition; each returns a new state. By default segments
come up depth first, left before right, exactly as in `sorting.play_out`; `turn_to` lets a player take another first.

Costs are honest: `move` costs the partition; `ping` (sonar) really compares pens and charges what that took.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from seaspirits_game.core.arrays import F64, I64
from seaspirits_game.quicksort.costs import mean_table, multiplicities, three_way_mean
from seaspirits_game.quicksort.heap import heapsort
from seaspirits_game.quicksort.partition import Scheme, order_after, two_way
from seaspirits_game.quicksort.rules import HEAP, PivotRule, Sight, depth_limit, median_place
from seaspirits_game.quicksort.sorting import Step, haze_of, take_step

Array = TypeVar("Array", F64, I64)

ROOT = -1
"""Parent of the first move."""


@dataclass(frozen=True, slots=True)
class OpenSegment:
    """A segment of two or more elements that still waits for its pivot."""

    lo: int
    hi: int
    depth: int
    parent: int
    """Index of the move that left it, or `ROOT`."""
    pinged: tuple[int, ...] = ()
    """Places in the segment whose exact heights sonar has bought, in ascending order of height."""
    spent: int = 0
    """Comparisons that sonar and hints have cost here."""

    @property
    def length(self) -> int:
        """m."""
        return self.hi - self.lo


@dataclass(frozen=True, slots=True, eq=False)
class Move:
    """A node of the recursion tree: what was done to one segment."""

    step: Step
    parent: int
    """Index of the parent move, or `ROOT`."""
    order: I64
    """(m,) after the move, place lo + k holds what stood at lo + order[k]."""


@dataclass(frozen=True, slots=True, eq=False)
class SortState:
    """A row on its way to order. Never changed; every move returns another."""

    values: F64
    """(n,) in their current order; read-only."""
    identities: I64
    """(n,) where each of them stood at the start; read-only."""
    waiting: tuple[OpenSegment, ...]
    """Open segments; the last one is next."""
    moves: tuple[Move, ...] = ()
    """The recursion tree, in the order in which it grew."""
    scheme: Scheme = two_way
    """How segments are parted."""

    @property
    def segment(self) -> OpenSegment | None:
        """The segment that waits for a pivot; None when the row is sorted."""
        return self.waiting[-1] if self.waiting else None

    @property
    def done(self) -> bool:
        """Whether nothing is left to part."""
        return not self.waiting

    @property
    def comparisons(self) -> int:
        """All comparisons so far, sonar and hints included."""
        return sum(made.step.comparisons for made in self.moves) + sum(segment.spent for segment in self.waiting)

    @property
    def heights(self) -> F64:
        """(m,) the exact values of the current segment, in order; empty when the row is sorted."""
        segment = self.segment
        return self.values[segment.lo : segment.hi] if segment else self.values[:0]


@dataclass(frozen=True, slots=True)
class Review:
    """Where a finished or unfinished game won and lost comparisons, measured against the coin."""

    gains: F64
    """(moves,) expected cost before each move minus (its cost + expected cost after it): positive beats the coin. The
    sum is the coin's mean for the whole row minus what this game came to."""
    best: int | None
    """Index of the move with the largest gain; None without moves."""
    worst: int | None
    """Index of the move with the smallest gain."""
    expected: float
    """What the coin expects to pay on the whole row."""
    spent_on_looks: int
    """Comparisons beyond partitions: sampling, sonar, hints, heap."""


def new_game(values: F64, scheme: Scheme = two_way) -> SortState:
    """The state before the first move.

    Raises:
        ValueError: not a vector of two or more finite numbers.

    >>> state = new_game(np.array([3.0, 1.0, 2.0]))
    >>> state = move(state, 2)
    >>> state.done, state.comparisons, state.values.tolist()
    (True, 2, [1.0, 2.0, 3.0])
    """
    if values.ndim != 1 or len(values) < 2 or not np.isfinite(values).all():
        raise ValueError(f"a game needs two or more finite values in a row, not an array of shape {values.shape}")
    n = len(values)
    return SortState(_frozen(values.copy()), _frozen(np.arange(n)), (OpenSegment(0, n, 0, ROOT),), (), scheme)


def move(state: SortState, pivot: int) -> SortState:
    """The state after the current segment was parted around the element at `pivot` of its current order.

    Raises:
        ValueError: nothing is open, or `pivot` is outside the segment.
    """
    segment = _current(state)
    if not 0 <= pivot < segment.length:
        raise ValueError(f"pivot {pivot} is outside the segment of {segment.length} (valid 0 to {segment.length - 1})")
    return _moved(state, segment, pivot)


def rule_move(state: SortState, rule: PivotRule, rng: np.random.Generator, murk: float = 0.0) -> SortState:
    """The state after `rule` dealt with the current segment; `murk` as a share of the whole row's range.

    Raises:
        ValueError: nothing is open.
    """
    segment = _current(state)
    sight = Sight(
        state.values.tolist(),
        segment.lo,
        segment.hi,
        segment.depth,
        depth_limit(len(state.values)),
        haze_of(state.values, murk),
    )
    pivot = rule.choose(sight, rng)
    return _moved(state, replace(segment, spent=segment.spent + sight.spent), pivot)


def turn_to(state: SortState, place: int) -> SortState:
    """The state with the open segment that covers `place` as the next one; the same state if none does."""
    for segment in state.waiting:
        if segment.lo <= place < segment.hi:
            others = tuple(other for other in state.waiting if other is not segment)
            return replace(state, waiting=(*others, segment))
    return state


def ping(state: SortState, place: int) -> SortState:
    """The state in which sonar has measured element `place` of the current segment exactly.

    The pen is put in order among the pens already pinged here by binary insertion, and every comparison counts; the
    first ping of a segment has nothing to compare with and costs one all the same. Pinging a pen again is free.

    Raises:
        ValueError: nothing is open, or `place` is outside the segment.
    """
    segment = _current(state)
    if not 0 <= place < segment.length:
        raise ValueError(f"pen {place} is outside the segment of {segment.length} (valid 0 to {segment.length - 1})")
    if place in segment.pinged:
        return state
    heights = state.heights
    low, high, comparisons = 0, len(segment.pinged), 0
    while low < high:
        middle = (low + high) // 2
        comparisons += 1
        if heights[place] < heights[segment.pinged[middle]]:
            high = middle
        else:
            low = middle + 1
    pinged = (*segment.pinged[:low], place, *segment.pinged[low:])
    return _with_segment(state, replace(segment, pinged=pinged, spent=segment.spent + max(1, comparisons)))


def hint(state: SortState) -> tuple[SortState, int]:
    """The state that has paid for a hint, and the place of the current segment's true median.

    A hint costs as much as one more partition of the segment, m - 1: a fair pivot is seldom worth that much.

    Raises:
        ValueError: nothing is open.
    """
    segment = _current(state)
    paid = _with_segment(state, replace(segment, spent=segment.spent + segment.length - 1))
    return paid, median_place(state.heights)


def preview(seen: F64, pivot: int) -> tuple[int, int]:
    """How many other elements would go left and right of `pivot`, by the heights `seen`, (m,): what hovering shows.

    >>> preview(np.array([0.2, 0.9, 0.5, 0.1]), 2)
    (2, 1)
    """
    left = int(np.count_nonzero(seen < seen[pivot]))
    return left, len(seen) - 1 - left


def preview_three(seen: F64, pivot: int) -> tuple[int, int, int]:
    """How many elements, the pivot among them in the middle, a three-way partition would put left, between and right.

    >>> preview_three(np.array([0.2, 0.5, 0.5, 0.1]), 2)
    (2, 2, 0)
    """
    left, right = (int(np.count_nonzero(side)) for side in (seen < seen[pivot], seen > seen[pivot]))
    return left, len(seen) - left - right, right


def expected_remaining(state: SortState) -> float:
    """Mean comparisons that random pivots would still need, summed over the open segments."""
    if state.done:
        return 0.0
    mean = _coins_mean(state)
    return float(sum(mean(segment.lo, segment.hi) for segment in state.waiting))


def review(state: SortState) -> Review:
    """The balance of the moves made so far, against what random pivots expect: on distinct values if the scheme is
    two-way, on these very values if it is three-way."""
    mean = _coins_mean(state)
    gains = np.array([_gain(made.step, mean) for made in state.moves], np.float64)
    return Review(
        gains=gains,
        best=int(gains.argmax()) if len(gains) else None,
        worst=int(gains.argmin()) if len(gains) else None,
        expected=mean(0, len(state.values)),
        spent_on_looks=sum(made.step.spent for made in state.moves) + sum(s.spent for s in state.waiting),
    )


def replayed(values: F64, steps: Sequence[Step], scheme: Scheme = two_way) -> SortState:
    """The finished game that these steps, in any order in which segments open, play on `values`.

    Raises:
        ValueError: a step names a segment that is not open at that moment, or the row is not sorted at the end.
    """
    state = new_game(values, scheme)
    for number, step in enumerate(steps):
        try:
            state = replay_step(state, step)
        except ValueError as error:
            raise ValueError(f"step {number}: {error}") from None
    if not state.done or (np.diff(state.values) < 0).any():
        raise ValueError(f"after {len(steps)} steps the row is not sorted")
    return state


def replay_step(state: SortState, step: Step) -> SortState:
    """The state after this step of a transcript.

    Raises:
        ValueError: the segment that it names is not open.
    """
    state = turn_to(state, step.lo)
    segment = state.segment
    if segment is None or (segment.lo, segment.hi) != (step.lo, step.hi):
        raise ValueError(f"segment [{step.lo}, {step.hi}) is not open")
    if step.heap:
        return _moved(state, segment, HEAP)
    return move(_with_segment(state, replace(segment, spent=step.spent)), step.pivot)


def heap_exchanges(values: F64) -> list[tuple[int, int]]:
    """The exchanges, pairs of places, by which a heap sorts `values`, (m,), in their order.

    >>> heap_exchanges(np.array([1.0, 2.0]))
    [(0, 1), (0, 1)]
    """
    swaps: list[tuple[int, int]] = []
    heapsort(values.tolist(), 0, len(values), lambda one, other: swaps.append((one, other)))
    return swaps


Mean = Callable[[int, int], float]
"""(lo, hi) -> comparisons that random pivots expect on that segment."""


def _coins_mean(state: SortState) -> Mean:
    if state.scheme is two_way:
        means = mean_table(len(state.values))
        return lambda lo, hi: float(means[hi - lo])
    ordered = np.sort(state.values)  # an open segment holds what will stand there at the end
    return lambda lo, hi: three_way_mean(multiplicities(ordered[lo:hi]))


def _gain(step: Step, mean: Mean) -> float:
    after = mean(step.lo, step.left_end) + mean(step.right_start, step.hi)
    return mean(step.lo, step.hi) - step.comparisons - after


def _current(state: SortState) -> OpenSegment:
    segment = state.segment
    if segment is None:
        raise ValueError("the row is sorted: no segment waits for a pivot")
    return segment


def _with_segment(state: SortState, segment: OpenSegment) -> SortState:
    return replace(state, waiting=(*state.waiting[:-1], segment))


def _moved(state: SortState, segment: OpenSegment, pivot: int) -> SortState:
    lo, hi = segment.lo, segment.hi
    before = state.values[lo:hi]
    order = np.argsort(before, kind="stable") if pivot == HEAP else order_after(before, pivot, state.scheme)
    row = state.values.tolist()
    sight = Sight(row, lo, hi, segment.depth, 0, 0.0, segment.spent)
    step = take_step(row, sight, pivot, state.scheme)
    identities = state.identities.copy()
    identities[lo:hi] = identities[lo:hi][order]
    children = (
        OpenSegment(step.right_start, hi, segment.depth + 1, len(state.moves)),
        OpenSegment(lo, step.left_end, segment.depth + 1, len(state.moves)),
    )
    return SortState(
        values=_frozen(np.array(row, np.float64)),
        identities=_frozen(identities),
        waiting=(*state.waiting[:-1], *(child for child in children if child.length > 1)),
        moves=(*state.moves, Move(step, segment.parent, _frozen(order))),
        scheme=state.scheme,
    )


def _frozen(array: Array) -> Array:
    array.setflags(write=False)
    return array
