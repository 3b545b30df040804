"""The partition moves a segment into order around its pivot, and counts what it really compares."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.quicksort.partition import SCHEMES_BY_NAME, order_after, three_way, two_way
from tests.quicksort.counted import Counted, tally

ROWS = st.lists(st.integers(0, 12), min_size=2, max_size=40)


@st.composite
def segments(draw: st.DrawFn) -> tuple[list[int], int, int, int]:
    """A row, a segment of two or more of its elements, and a pivot."""
    row = draw(ROWS)
    lo = draw(st.integers(0, len(row) - 2))
    hi = draw(st.integers(lo + 2, len(row)))
    return row, lo, hi, draw(st.integers(0, hi - lo - 1))


@pytest.mark.parametrize("name", SCHEMES_BY_NAME)
@given(case=segments())
def test_both_sides_are_on_their_side_and_nothing_else_moves(name: str, case: tuple[list[int], int, int, int]) -> None:
    before, lo, hi, pivot = case
    row = list(before)
    value = row[lo + pivot]
    left_end, right_start, _ = SCHEMES_BY_NAME[name](row, lo, hi, pivot)
    assert lo <= left_end < right_start <= hi
    assert all(element < value for element in row[lo:left_end])
    assert all(element == value for element in row[left_end:right_start])
    assert all(element >= value for element in row[right_start:hi])
    assert sorted(row[lo:hi]) == sorted(before[lo:hi])
    assert row[:lo] + row[hi:] == before[:lo] + before[hi:]


@given(case=segments())
def test_three_way_gathers_all_that_equals_the_pivot(case: tuple[list[int], int, int, int]) -> None:
    row, lo, hi, pivot = case
    value = row[lo + pivot]
    left_end, right_start, _ = three_way(row, lo, hi, pivot)
    assert right_start - left_end == row[lo:hi].count(value)


@pytest.mark.parametrize("name", SCHEMES_BY_NAME)
@given(case=segments())
def test_the_count_is_the_number_of_comparisons_made(name: str, case: tuple[list[int], int, int, int]) -> None:
    before, lo, hi, pivot = case
    row, count = tally(before)
    parted = SCHEMES_BY_NAME[name](row, lo, hi, pivot)
    assert parted.comparisons == count.comparisons
    not_smaller = sum(value >= before[lo + pivot] for value in before[lo:hi]) - 1
    assert parted.comparisons == hi - lo - 1 + (not_smaller if name == "three-way" else 0)


@given(case=segments())
def test_two_way_meets_every_other_element_exactly_once(case: tuple[list[int], int, int, int]) -> None:
    before, lo, hi, pivot = case
    row, count = tally(before)
    chosen = row[lo + pivot]
    others = [element for element in row[lo:hi] if element is not chosen]
    two_way(row, lo, hi, pivot)
    assert sorted(map(id, count.asked)) == sorted(map(id, others))


@given(case=segments())
def test_lists_and_arrays_part_alike(case: tuple[list[int], int, int, int]) -> None:
    row, lo, hi, pivot = case
    vector = np.array(row, np.float64)
    assert two_way(row, lo, hi, pivot) == two_way(vector, lo, hi, pivot)
    assert row == vector.tolist()


@given(values=ROWS, data=st.data(), name=st.sampled_from(sorted(SCHEMES_BY_NAME)))
def test_the_order_for_the_animation_is_the_permutation_that_happens(
    values: list[int], data: st.DataObject, name: str
) -> None:
    pivot = data.draw(st.integers(0, len(values) - 1))
    order = order_after(np.array(values), pivot, SCHEMES_BY_NAME[name])
    row = list(values)
    SCHEMES_BY_NAME[name](row, 0, len(row), pivot)
    assert sorted(order.tolist()) == list(range(len(values)))
    assert [values[place] for place in order] == row


def test_an_order_at_random_leaves_both_sides_in_an_order_at_random() -> None:
    """Every permutation of 5, parted at its first element: the orders of a side must come up equally often."""
    from itertools import permutations

    seen: dict[tuple[int, ...], int] = {}
    for start in permutations(range(5)):
        if start[0] == 3:
            row = list(start)
            two_way(row, 0, 5, 0)
            seen[tuple(row[:3])] = seen.get(tuple(row[:3]), 0) + 1
    assert len(seen) == 6
    assert set(seen.values()) == {4}


@pytest.mark.parametrize(("lo", "hi", "pivot"), [(0, 1, 0), (0, 3, 3), (0, 3, -1), (2, 2, 0), (1, 4, 0), (-1, 2, 0)])
def test_what_is_no_segment_or_no_pivot_is_refused(lo: int, hi: int, pivot: int) -> None:
    with pytest.raises(ValueError, match="segment"):
        two_way([3, 1, 2], lo, hi, pivot)


def test_counted_elements_count() -> None:
    row, count = tally([1, 2])
    assert row[0] < row[1]
    assert not row[1] < row[0]
    assert count.comparisons == 2
    assert isinstance(row[0], Counted)
