"""Timings of the duel's heavy parts. Run: `pytest tests/benchmarks/bench_quicksort.py -n 0 --benchmark-enable`."""

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from seaspirits_game.quicksort.adversary import killer
from seaspirits_game.quicksort.costs import mean_comparisons, variance_comparisons
from seaspirits_game.quicksort.distribution import exact_laws, simulated_costs
from seaspirits_game.quicksort.game import SortState, new_game, rule_move
from seaspirits_game.quicksort.rules import HEADLESS_RULES, RULES_BY_NAME
from seaspirits_game.quicksort.sorting import haze_of, play_out, working_copy


@pytest.mark.parametrize("runs", [10_000, 100_000])
def test_runs_at_1000_simulated_at_once(benchmark: BenchmarkFixture, runs: int) -> None:
    costs = benchmark.pedantic(lambda: simulated_costs(1000, runs, np.random.default_rng(0)), rounds=3)
    assert abs(costs.mean() - mean_comparisons(1000)) < 4 * (variance_comparisons(1000) / runs) ** 0.5


def test_exact_laws_up_to_64(benchmark: BenchmarkFixture) -> None:
    assert benchmark(lambda: exact_laws(64))[64].mean == pytest.approx(mean_comparisons(64))


@pytest.mark.parametrize("name", HEADLESS_RULES)
def test_a_sort_of_64(benchmark: BenchmarkFixture, name: str) -> None:
    values = np.random.default_rng(1).permutation(64).astype(np.float64)
    rng, haze = np.random.default_rng(2), haze_of(values, 0.2)
    assert benchmark(lambda: play_out(working_copy(values), RULES_BY_NAME[name], rng, haze=haze)) >= 264


def test_a_whole_game_of_64_on_the_board(benchmark: BenchmarkFixture) -> None:
    values = np.random.default_rng(1).permutation(64).astype(np.float64)
    rng = np.random.default_rng(2)

    def game() -> SortState:
        state = new_game(values)
        while not state.done:
            state = rule_move(state, RULES_BY_NAME["random"], rng)
        return state

    assert benchmark(game).values.tolist() == sorted(values)


def test_the_worst_row_of_4096(benchmark: BenchmarkFixture) -> None:
    row = killer(RULES_BY_NAME["first"], 4096)
    rng = np.random.default_rng(0)
    cost = benchmark(lambda: play_out(working_copy(row), RULES_BY_NAME["first"], rng))
    assert cost == 4096 * 4095 // 2
