"""Habits can be learnt and punished; no habit cannot."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.quicksort.costs import mean_comparisons, variance_comparisons
from seaspirits_game.quicksort.habits import BINS, Habits, habit_rule, habits_of, place_chances, row_against
from seaspirits_game.quicksort.rules import RULES_BY_NAME
from seaspirits_game.quicksort.sorting import Step, play_out


def mean_cost(habits: Habits, row: np.ndarray, runs: int = 200) -> float:
    rng = np.random.default_rng(17)
    return float(np.mean([play_out(row.tolist(), habit_rule(habits), rng) for _ in range(runs)]))


def habit_at(*bins: int) -> Habits:
    counts = np.zeros(BINS, np.int64)
    counts[list(bins)] = 10
    return Habits(counts)


def steps_of(name: str, games: int = 20) -> list[Step]:
    steps: list[Step] = []
    rng = np.random.default_rng(2)
    for _ in range(games):
        play_out(rng.permutation(40).tolist(), RULES_BY_NAME[name], rng, on_step=steps.append)
    return steps


def test_habits_show_where_pivots_were_taken() -> None:
    assert habits_of(steps_of("first")).shares[:2].sum() == 1.0  # of four places the first is centred at 1/8
    assert habits_of(steps_of("middle")).shares[4:7].sum() == 1.0
    assert habits_of([]).shares.tolist() == [1 / BINS] * BINS


@given(counts=st.lists(st.integers(0, 50), min_size=BINS, max_size=BINS), length=st.integers(2, 60))
def test_chances_are_a_distribution_over_places(counts: list[int], length: int) -> None:
    chances = place_chances(Habits(np.array(counts)), length)
    assert chances.shape == (length,)
    assert (chances > 0).all()
    assert chances.sum() == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("name", "factor"),
    # a histogram sees the middle only roughly, and exchanges move what stands there: it is punished less
    [("first", 2.0), ("last", 2.0), ("middle", 1.2)],
)
def test_a_player_with_a_habit_is_punished_without_being_watched(name: str, factor: float) -> None:
    n = 24
    row = row_against(habits_of(steps_of(name)), n, np.random.default_rng(1))
    assert sorted(row) == list(range(n))
    suffered = play_out(row.tolist(), RULES_BY_NAME[name], np.random.default_rng(0))
    assert suffered > factor * mean_comparisons(n)


@pytest.mark.parametrize("habits", [habit_at(0), habit_at(BINS // 2), habit_at(0, BINS - 1), habit_at(3, 4)])
def test_a_dummy_with_the_habit_pays_more_than_the_coin(habits: Habits) -> None:
    row = row_against(habits, 40, np.random.default_rng(1))
    assert mean_cost(habits, row) > 1.2 * mean_comparisons(40)


def test_an_even_hand_gives_the_sea_nothing_to_learn() -> None:
    n, runs = 48, 1_000
    even = habit_at(*range(BINS))
    row = row_against(even, n, np.random.default_rng(1))
    # 48 places share 12 bins evenly, but shorter segments do not: allow that bias beside the sampling error
    slack = 4 * (variance_comparisons(n) / runs) ** 0.5 + 0.03 * mean_comparisons(n)
    assert abs(mean_cost(even, row, runs) - mean_comparisons(n)) < slack
