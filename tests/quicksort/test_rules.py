"""Contracts that every registered pivot rule keeps."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.core.errors import UserError
from seaspirits_game.quicksort.rules import (
    HEADLESS_RULES,
    HEAP,
    RULES_BY_NAME,
    Sight,
    depth_limit,
    human_rule,
    median_place,
    rule_named,
    seen_through_murk,
)
from tests.quicksort.counted import tally

ROWS = st.lists(st.integers(-50, 50), min_size=2, max_size=40)


def sight_of(row: list[float], depth: int = 0) -> Sight:
    return Sight(row, 0, len(row), depth, depth_limit(len(row)), 0.0)


@pytest.mark.parametrize("name", RULES_BY_NAME)
def test_every_rule_is_listed_under_its_name_and_described(name: str) -> None:
    assert RULES_BY_NAME[name].name == name
    assert RULES_BY_NAME[name].description.endswith(".")


@pytest.mark.parametrize("name", HEADLESS_RULES)
@given(values=ROWS, seed=st.integers(0, 2**32 - 1))
def test_a_choice_is_in_the_segment_and_repeats(name: str, values: list[float], seed: int) -> None:
    choices = [RULES_BY_NAME[name].choose(sight_of(values), np.random.default_rng(seed)) for _ in range(2)]
    assert choices[0] == choices[1]
    assert 0 <= choices[0] < len(values)


@pytest.mark.parametrize("name", HEADLESS_RULES)
@given(values=ROWS)
def test_spent_is_what_was_compared(name: str, values: list[float]) -> None:
    row, count = tally(values)
    sight = sight_of(row)  # type: ignore[arg-type]  # counted elements stand for numbers
    RULES_BY_NAME[name].choose(sight, np.random.default_rng(0))
    assert sight.spent == count.comparisons


@pytest.mark.parametrize("name", [name for name in HEADLESS_RULES if not RULES_BY_NAME[name].randomized])
def test_a_deterministic_rule_never_draws(name: str) -> None:
    rng = np.random.default_rng(3)
    RULES_BY_NAME[name].choose(sight_of(list(range(30))), rng)
    assert rng.random() == np.random.default_rng(3).random()


@given(values=st.lists(st.integers(0, 99), min_size=3, max_size=30, unique=True))
def test_median3_takes_the_median_of_first_middle_last(values: list[float]) -> None:
    sight = sight_of(values)
    choice = RULES_BY_NAME["median3"].choose(sight, np.random.default_rng(0))
    three = [values[0], values[(len(values) - 1) // 2], values[-1]]
    assert values[choice] == sorted(three)[1]
    assert sight.spent in (2, 3)


@given(values=st.permutations(range(40)), length=st.integers(9, 40))
def test_ninther_leaves_at_least_three_on_each_side(values: list[float], length: int) -> None:
    values = values[:length]
    sight = sight_of(values)
    choice = RULES_BY_NAME["ninther"].choose(sight, np.random.default_rng(0))
    assert 3 <= sorted(values).index(values[choice]) <= length - 4
    assert 8 <= sight.spent <= 12


@given(values=st.lists(st.integers(0, 99), min_size=2, max_size=30, unique=True))
def test_the_oracle_takes_the_lower_median(values: list[float]) -> None:
    choice = RULES_BY_NAME["true-median"].choose(sight_of(values), np.random.default_rng(0))
    assert sorted(values).index(values[choice]) == (len(values) - 1) // 2


def test_clear_water_makes_the_noisy_median_true() -> None:
    values = np.arange(31.0)
    assert np.array_equal(seen_through_murk(values, 0.0, np.random.default_rng(0)), values)
    assert median_place(values) == 15


def test_introsort_calls_the_heap_at_its_depth_limit_only() -> None:
    row = list(range(16))
    choose = RULES_BY_NAME["introsort"].choose
    assert depth_limit(16) == 8
    assert choose(sight_of(row, depth=7), np.random.default_rng(0)) != HEAP
    assert choose(sight_of(row, depth=8), np.random.default_rng(0)) == HEAP


def test_human_plays_what_it_is_given() -> None:
    rule = human_rule([2, 0])
    rng = np.random.default_rng(0)
    assert [rule.choose(sight_of([1, 2, 3]), rng) for _ in range(2)] == [2, 0]
    with pytest.raises(ValueError, match="no pivot left"):
        rule.choose(sight_of([1, 2, 3]), rng)


@pytest.mark.parametrize("name", ["human", "quick", ""])
def test_a_rule_that_cannot_play_headless_is_refused_with_the_list(name: str) -> None:
    with pytest.raises(UserError, match=r"--player: .*first, last, middle, random"):
        rule_named(name, "--player")


def test_the_listed_person_says_where_to_play() -> None:
    with pytest.raises(UserError, match="person in the window"):
        RULES_BY_NAME["human"].choose(sight_of([1, 2]), np.random.default_rng(0))
