"""Heapsort of a segment, every comparison counted: what introsort falls back on.

Source: Williams, "Algorithm 232: Heapsort", 1964; Floyd, "Algorithm 245: Treesort 3", 1964.
"""

from collections.abc import Callable

from seaspirits_game.quicksort.partition import Row

OnSwap = Callable[[int, int], None]
"""(place, place) of two elements that trade places, counted from the segment's beginning."""


def heapsort(row: Row, lo: int, hi: int, on_swap: OnSwap | None = None) -> int:
    """How many comparisons it took to sort `row[lo:hi]` in place: at most 2 m log2 m, whatever the order; `on_swap`
    hears of every exchange.

    >>> row = [9, 3, 1, 2, 0]
    >>> heapsort(row, 1, 4), row
    (3, [9, 1, 2, 3, 0])
    """
    size = hi - lo
    comparisons = 0
    for root in range(size // 2 - 1, -1, -1):
        comparisons += _sift_down(row, lo, root, size, on_swap)
    for end in range(size - 1, 0, -1):
        row[lo], row[lo + end] = row[lo + end], row[lo]
        if on_swap is not None:
            on_swap(0, end)
        comparisons += _sift_down(row, lo, 0, end, on_swap)
    return comparisons


def _sift_down(row: Row, lo: int, root: int, size: int, on_swap: OnSwap | None) -> int:
    comparisons = 0
    while (child := 2 * root + 1) < size:
        if child + 1 < size:
            comparisons += 1
            if row[lo + child] < row[lo + child + 1]:
                child += 1
        comparisons += 1
        if not row[lo + root] < row[lo + child]:
            break
        row[lo + root], row[lo + child] = row[lo + child], row[lo + root]
        if on_swap is not None:
            on_swap(root, child)
        root = child
    return comparisons
