"""The heap sorts its segment and tells what it cost."""

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.quicksort.game import heap_exchanges
from seaspirits_game.quicksort.heap import heapsort
from tests.quicksort.counted import tally


@given(values=st.lists(st.integers(0, 30), min_size=2, max_size=60), data=st.data())
def test_it_sorts_the_segment_alone_and_counts_truly(values: list[int], data: st.DataObject) -> None:
    lo = data.draw(st.integers(0, len(values)))
    hi = data.draw(st.integers(lo, len(values)))
    row, count = tally(values)
    assert heapsort(row, lo, hi) == count.comparisons
    assert [element.value for element in row] == values[:lo] + sorted(values[lo:hi]) + values[hi:]
    if hi - lo > 1:
        assert hi - lo - 1 <= count.comparisons <= 2 * (hi - lo) * math.log2(hi - lo) + 2


@given(values=st.lists(st.integers(0, 30), min_size=2, max_size=60))
def test_its_exchanges_told_one_by_one_sort_the_row(values: list[int]) -> None:
    row = list(values)
    for one, other in heap_exchanges(np.array(values, np.float64)):
        assert one != other
        row[one], row[other] = row[other], row[one]
    assert row == sorted(values)
