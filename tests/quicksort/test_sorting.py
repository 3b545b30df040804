"""A rule sorts the row, and every comparison that it made is counted: no more, no less."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seaspirits_game.quicksort.adversary import killer
from seaspirits_game.quicksort.partition import SCHEMES_BY_NAME
from seaspirits_game.quicksort.rules import HEADLESS_RULES, RULES_BY_NAME
from seaspirits_game.quicksort.sorting import VECTOR_FROM, Step, haze_of, play_out, working_copy
from tests.quicksort.counted import tally


@pytest.mark.parametrize("scheme", SCHEMES_BY_NAME)
@pytest.mark.parametrize("name", HEADLESS_RULES)
@settings(max_examples=30)
@given(values=st.lists(st.integers(0, 40), max_size=50), seed=st.integers(0, 99))
def test_it_sorts_and_counts_as_brute_force_counts(name: str, scheme: str, values: list[int], seed: int) -> None:
    row, count = tally(values)
    steps: list[Step] = []
    comparisons = play_out(
        row,
        RULES_BY_NAME[name],
        np.random.default_rng(seed),
        haze=3.0,
        scheme=SCHEMES_BY_NAME[scheme],
        on_step=steps.append,
    )
    assert [element.value for element in row] == sorted(values)
    assert comparisons == count.comparisons == sum(step.comparisons for step in steps)


@pytest.mark.parametrize("name", HEADLESS_RULES)
def test_the_public_convention_gives_the_count(name: str) -> None:
    """Two-way: the sum of hi - lo - 1 + spent, heaps included."""
    steps: list[Step] = []
    values = killer(RULES_BY_NAME["median3"], 200)
    total = play_out(values.tolist(), RULES_BY_NAME[name], np.random.default_rng(0), haze=9.0, on_step=steps.append)
    assert total == sum(step.hi - step.lo - 1 + step.spent for step in steps)
    assert all(step.spent >= 0 for step in steps)
    assert any(step.heap for step in steps) == (name == "introsort")


@pytest.mark.parametrize("name", ["first", "median3", "random", "introsort", "noisy-median"])
def test_long_rows_as_arrays_go_the_same_way_as_lists(name: str) -> None:
    values = np.random.default_rng(4).permutation(3 * VECTOR_FROM).astype(np.float64)
    told: list[list[Step]] = [[], []]
    rows = [values.tolist(), values.copy()]
    totals = [
        play_out(row, RULES_BY_NAME[name], np.random.default_rng(5), haze=20.0, on_step=steps.append)
        for row, steps in zip(rows, told, strict=True)
    ]
    assert totals[0] == totals[1]
    assert told[0] == told[1]
    assert rows[0] == rows[1].tolist() == sorted(rows[0])


def test_a_sorted_row_of_20000_drowns_first_without_recursion() -> None:
    values = np.arange(20_000.0)
    assert play_out(working_copy(values), RULES_BY_NAME["first"], np.random.default_rng(0)) == 20_000 * 19_999 // 2


def test_murk_is_a_share_of_the_whole_range() -> None:
    assert haze_of(np.array([2.0, 12.0, 5.0]), 0.2) == pytest.approx(2.0)
    assert haze_of(np.array([2.0, 12.0, 5.0]), 0.0) == 0.0
