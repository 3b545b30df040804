"""The exact laws are exact, and the simulation follows them."""

from collections import Counter
from fractions import Fraction
from itertools import pairwise, product

import numpy as np
import pytest

from seaspirits_game.quicksort.costs import (
    best_table,
    mean_comparisons,
    multiplicities,
    three_way_mean,
    variance_comparisons,
    worst_comparisons,
)
from seaspirits_game.quicksort.distribution import (
    EXACT_UP_TO,
    LawShelf,
    exact_laws,
    simulated_costs,
    simulated_law,
    simulated_levels,
    three_way_law,
)
from seaspirits_game.quicksort.partition import three_way
from seaspirits_game.quicksort.rules import RULES_BY_NAME
from seaspirits_game.quicksort.sorting import play_out


def enumerated_law(n: int) -> dict[int, Fraction]:
    """By brute force: every choice of every pivot."""
    if n < 2:
        return {0: Fraction(1)}
    law: Counter[int] = Counter()
    for left in range(n):
        sides = product(enumerated_law(left).items(), enumerated_law(n - 1 - left).items())
        for (cost, chance), (other_cost, other_chance) in sides:
            law[n - 1 + cost + other_cost] += chance * other_chance / n  # type: ignore[assignment]
    return dict(law)  # type: ignore[arg-type]


@pytest.mark.parametrize("n", range(8))
def test_small_laws_are_those_of_all_choices(n: int) -> None:
    law = exact_laws(n)[n]
    found = {int(cost): chance for cost, chance in zip(law.costs, law.probabilities, strict=True) if chance > 0}
    assert found == pytest.approx({cost: float(chance) for cost, chance in enumerated_law(n).items()}, abs=1e-14)


def test_exact_laws_have_the_known_moments_and_ends() -> None:
    for law in exact_laws(EXACT_UP_TO):
        assert law.probabilities.sum() == pytest.approx(1.0, abs=1e-12)
        assert law.mean == pytest.approx(mean_comparisons(law.n), abs=1e-9)
        assert law.variance == pytest.approx(variance_comparisons(law.n), abs=1e-7)
        assert law.costs[0] == best_table(law.n)[-1]
        assert law.probabilities[0] > 0
        assert law.costs[-1] == worst_comparisons(law.n)


def test_simulated_runs_follow_the_exact_law() -> None:
    """The largest gap between the two cumulative laws stays below the 1e-6 bound of Massart (1990)."""
    runs = 40_000
    exact = exact_laws(24)[24]
    costs = simulated_costs(24, runs, np.random.default_rng(7))
    empirical = np.searchsorted(np.sort(costs), exact.costs, "right") / runs
    gap = np.abs(empirical - np.cumsum(exact.probabilities)).max()
    assert gap < (np.log(2 / 1e-6) / (2 * runs)) ** 0.5


def test_really_sorting_follows_the_exact_law_too() -> None:
    runs = 4_000
    exact = exact_laws(16)[16]
    rng = np.random.default_rng(3)
    costs = [play_out(list(range(16)), RULES_BY_NAME["random"], rng) for _ in range(runs)]
    empirical = np.searchsorted(np.sort(costs), exact.costs, "right") / runs
    gap = np.abs(empirical - np.cumsum(exact.probabilities)).max()
    assert gap < (np.log(2 / 1e-6) / (2 * runs)) ** 0.5


def test_mean_and_variance_at_1000_are_within_sampling_error() -> None:
    runs = 5_000
    costs = simulated_costs(1000, runs, np.random.default_rng(11))
    variance = variance_comparisons(1000)
    assert abs(costs.mean() - mean_comparisons(1000)) < 4 * (variance / runs) ** 0.5
    fourth = np.mean((costs - costs.mean()) ** 4)
    assert abs(costs.var() - variance) < 4 * ((fourth - variance**2) / runs) ** 0.5


def test_levels_only_ever_add_and_all_runs_move_at_once() -> None:
    levels = list(simulated_levels(50, 300, np.random.default_rng(0)))
    assert (levels[0] == 49).all()
    assert all((after >= before).all() for before, after in pairwise(levels))
    assert levels[-1].shape == (300,)


@pytest.mark.parametrize(("n", "cost"), [(0, 0), (1, 0), (2, 1)])
def test_the_smallest_rows_leave_no_chance(n: int, cost: int) -> None:
    assert simulated_costs(n, 10, np.random.default_rng(0)).tolist() == [cost] * 10


def test_a_seed_repeats_and_progress_arrives_at_the_end() -> None:
    heard: list[tuple[int, int]] = []
    laws = [simulated_law(200, 3_000, seed, lambda done, total: heard.append((done, total))) for seed in (5, 5, 6)]
    assert np.array_equal(laws[0].costs, laws[1].costs)
    assert np.array_equal(laws[0].probabilities, laws[1].probabilities)
    assert not np.array_equal(laws[0].costs, laws[2].costs)
    assert heard[-1] == (3_000, 3_000)
    assert heard == sorted(heard[: len(heard) // 3]) * 3
    assert laws[0].runs == 3_000


def test_percentiles_of_a_law_that_one_can_count() -> None:
    law = exact_laws(3)[3]  # 2 with chance 1/3, 3 with chance 2/3
    assert law.beaten(1) == 1.0
    assert law.beaten(2) == pytest.approx(2 / 3 + 1 / 6)
    assert law.beaten(2.5) == pytest.approx(2 / 3)
    assert law.beaten(3) == pytest.approx(1 / 3)
    assert law.beaten(4) == 0.0
    assert [law.quantile(share) for share in (0.0, 0.3, 0.34, 1.0)] == [2, 2, 3, 3]


def test_the_shelf_keeps_what_it_computed() -> None:
    shelf = LawShelf(seed=1, runs=200)
    assert shelf.law(100) is shelf.law(100)
    assert shelf.law(100).runs == 200
    assert shelf.law(12).runs is None
    assert shelf.law(12).mean == pytest.approx(mean_comparisons(12))


@pytest.mark.parametrize("few", [1, 2, 5, 12])
def test_the_three_way_law_is_that_of_games_really_played(few: int) -> None:
    rng = np.random.default_rng(few)
    values = rng.integers(0, few, 18).astype(np.float64)
    law = three_way_law(values)
    assert law.probabilities.sum() == pytest.approx(1.0)
    assert law.mean == pytest.approx(three_way_mean(multiplicities(values)), rel=1e-12)
    costs = [play_out(values.tolist(), RULES_BY_NAME["random"], rng, scheme=three_way) for _ in range(3000)]
    assert set(costs) <= set(law.costs.tolist())
    error = max((law.variance / len(costs)) ** 0.5, 1e-9)
    assert abs(np.mean(costs) - law.mean) < 4.0 * error
    for share in (0.1, 0.5, 0.9):
        below = np.mean(np.array(costs) <= law.quantile(share))
        assert below >= share - 0.04


def test_of_one_value_there_is_one_game() -> None:
    law = three_way_law(np.zeros(6))
    assert (law.costs.tolist(), law.probabilities.tolist()) == ([10], [1.0])
