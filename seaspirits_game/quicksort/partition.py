"""How a segment is parted around its pivot, in place, and what that costs.

Two schemes. *Two-way* is Hoare's exchange with every element compared exactly once: the pivot is swapped to the
segment's front, two scans run towards each other, each pair that stands on the wrong sides trades places, and the
pivot is swapped to the border. A segment of m >= 2 elements costs m - 1 comparisons, always of the form
`element < pivot`; elements equal to the pivot stay on the right. Elements outside the segment never move, and few
inside do: what stands on its own side stays. On a uniformly random order both sides are again in uniformly random
order, so that the theory of random input holds for rules that always take the first place.

*Three-way* (Dijkstra's Dutch flag) gathers everything equal to the pivot in the middle, so that a row of few distinct
values is sorted in few passes. It asks a second question, `pivot < element`, of every element that is not smaller:
it costs (m - 1) + (number of others that are not smaller), between m - 1 and 2(m - 1).

Positions are half-open, [lo, hi). A pivot is an index in the segment's current order: 0 is the element at `lo`.

Source: Hoare, "Quicksort", 1962; Sedgewick, "Implementing Quicksort programs", 1978; Dijkstra, A Discipline of
Programming, 1976.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from seaspirits_game.core.arrays import I64, AnyArray

Row = list[Any] | AnyArray
"""An array being sorted: a list of anything that knows `<`, or a NumPy vector where speed on long rows matters."""


class Parted(NamedTuple):
    """The segment after its partition: [lo, left_end) smaller, [left_end, right_start) in place, then the rest."""

    left_end: int
    right_start: int
    comparisons: int


Scheme = Callable[[Row, int, int, int], Parted]
"""(row, lo, hi, pivot) -> Parted; rearranges the row in place."""


def two_way(row: Row, lo: int, hi: int, pivot: int) -> Parted:
    """Where the two-way partition of `row[lo:hi]` around its `pivot`-th element left the border; costs hi - lo - 1.

    Raises:
        ValueError: the segment has fewer than two elements, or the pivot is outside.

    >>> row = [4, 1, 5, 3, 2]
    >>> two_way(row, 0, 5, 3), row
    (Parted(left_end=2, right_start=3, comparisons=4), [2, 1, 3, 4, 5])
    """
    _check(row, lo, hi, pivot)
    place = _exchange_vector(row, lo, hi, pivot) if isinstance(row, np.ndarray) else _exchange(row, lo, hi, pivot)
    return Parted(place, place + 1, hi - lo - 1)


def three_way(row: Row, lo: int, hi: int, pivot: int) -> Parted:
    """Where the three-way partition of `row[lo:hi]` left its two borders, and the comparisons that it really made.

    Raises:
        ValueError: the segment has fewer than two elements, or the pivot is outside.

    >>> row = [2, 1, 2, 3, 2]
    >>> three_way(row, 0, 5, 0), row
    (Parted(left_end=1, right_start=4, comparisons=7), [1, 2, 2, 2, 3])
    """
    _check(row, lo, hi, pivot)
    row[lo], row[lo + pivot] = row[lo + pivot], row[lo]
    value = row[lo]
    smaller_end, at, larger_start, comparisons = lo, lo + 1, hi, 0
    while at < larger_start:
        comparisons += 1
        if row[at] < value:
            row[smaller_end], row[at] = row[at], row[smaller_end]
            smaller_end += 1
            at += 1
            continue
        comparisons += 1
        if value < row[at]:
            larger_start -= 1
            row[at], row[larger_start] = row[larger_start], row[at]
        else:
            at += 1
    return Parted(smaller_end, larger_start, comparisons)


SCHEMES_BY_NAME: dict[str, Scheme] = {"two-way": two_way, "three-way": three_way}


def order_after(values: AnyArray, pivot: int, scheme: Scheme = two_way) -> I64:
    """(m,) where each element comes from: after a partition of all of `values`, place k holds what stood at order[k].

    This is all that an animation needs: the element at place order[k] glides to place k.
    """
    ranked = [_Placed(value, place) for place, value in enumerate(values.tolist())]
    scheme(ranked, 0, len(ranked), pivot)
    return np.array([element.place for element in ranked], np.int64)


class _Placed:
    """An element that remembers where it stood; only its value is compared."""

    __slots__ = ("place", "value")

    def __init__(self, value: float, place: int) -> None:
        self.value = value
        self.place = place

    def __lt__(self, other: "_Placed") -> bool:
        return self.value < other.value


def _check(row: Row, lo: int, hi: int, pivot: int) -> None:
    if not 0 <= lo <= hi - 2 <= len(row) - 2:
        raise ValueError(f"segment [{lo}, {hi}) of a row of {len(row)}: a partition needs two or more elements")
    if not 0 <= pivot < hi - lo:
        raise ValueError(f"pivot {pivot} is outside the segment of {hi - lo} (valid 0 to {hi - lo - 1})")


def _exchange(row: list[Any], lo: int, hi: int, pivot: int) -> int:
    value = row[lo + pivot]
    row[lo + pivot] = row[lo]
    row[lo] = value
    left, right = lo + 1, hi - 1  # all between them, both included, are not yet compared
    while True:
        while left <= right and row[left] < value:
            left += 1
        while left < right and not row[right] < value:
            right -= 1
        if left >= right:
            break
        row[left], row[right] = row[right], row[left]
        left += 1
        right -= 1
    place = left - 1
    row[lo], row[place] = row[place], value
    return place


def _exchange_vector(row: AnyArray, lo: int, hi: int, pivot: int) -> int:
    """The same permutation as `_exchange`: the k-th stranger on the left trades with the k-th from the right end."""
    value = row[lo + pivot]
    row[lo + pivot] = row[lo]
    row[lo] = value
    smaller = row[lo + 1 : hi] < value
    border = int(np.count_nonzero(smaller))
    strangers_left = np.flatnonzero(~smaller[:border]) + (lo + 1)
    strangers_right = np.flatnonzero(smaller[border:])[::-1] + (lo + 1 + border)
    row[strangers_left], row[strangers_right] = row[strangers_right], row[strangers_left]
    place = lo + border
    row[lo] = row[place]
    row[place] = value
    return place
