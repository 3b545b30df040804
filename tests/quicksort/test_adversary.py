"""Killer rows drown their rule as documented; randomness cannot be drowned beforehand, only adaptively."""

import numpy as np
import pytest

from seaspirits_game.quicksort.adversary import adaptive, can_be_drowned, killer
from seaspirits_game.quicksort.costs import mean_comparisons, variance_comparisons, worst_comparisons
from seaspirits_game.quicksort.game import replayed
from seaspirits_game.quicksort.rules import HEADLESS_RULES, RULES_BY_NAME
from seaspirits_game.quicksort.sorting import Step, play_out

COMPARING = [name for name in HEADLESS_RULES if not RULES_BY_NAME[name].peeks]
DROWNABLE = [name for name in HEADLESS_RULES if can_be_drowned(RULES_BY_NAME[name])]


def cost(name: str, values: np.ndarray) -> int:
    return play_out(values.tolist(), RULES_BY_NAME[name], np.random.default_rng(0))


def test_who_can_be_drowned() -> None:
    assert DROWNABLE == ["first", "last", "middle", "median3", "ninther", "introsort"]


@pytest.mark.parametrize("name", COMPARING)
@pytest.mark.parametrize("n", [2, 3, 10, 61])
def test_all_answers_describe_one_row_on_which_everything_happens_again(name: str, n: int) -> None:
    run = adaptive(RULES_BY_NAME[name], n, np.random.default_rng(8))
    assert sorted(run.values) == list(range(n))
    steps: list[Step] = []
    again = play_out(run.values.tolist(), RULES_BY_NAME[name], np.random.default_rng(8), on_step=steps.append)
    assert again == run.comparisons
    assert tuple(steps) == run.steps
    assert replayed(run.values, steps).done


@pytest.mark.parametrize("name", ["first", "last", "middle"])
@pytest.mark.parametrize("n", [2, 33, 300])
def test_rules_that_do_not_look_pay_the_very_worst(name: str, n: int) -> None:
    assert cost(name, killer(RULES_BY_NAME[name], n)) == worst_comparisons(n)


@pytest.mark.parametrize(("name", "share"), [("median3", 1 / 4), ("ninther", 1 / 10)])
def test_sampling_rules_pay_a_documented_share_of_the_square(name: str, share: float) -> None:
    costs = {n: cost(name, killer(RULES_BY_NAME[name], n)) for n in (1_000, 2_000)}
    assert costs[2_000] / 2_000**2 == pytest.approx(share, rel=0.03)
    assert costs[2_000] / costs[1_000] == pytest.approx(4.0, rel=0.02)


def test_introsort_stays_afloat() -> None:
    n = 2_000
    suffered = cost("introsort", killer(RULES_BY_NAME["introsort"], n))
    assert suffered < 5 * n * np.log2(n) < cost("median3", killer(RULES_BY_NAME["median3"], n))


def test_no_fixed_row_drowns_random() -> None:
    """On the killer of median3 the mean of random pivots is the exact mean, within sampling error."""
    n, runs = 64, 3_000
    row, rng = killer(RULES_BY_NAME["median3"], n).tolist(), np.random.default_rng(5)
    costs = [play_out(list(row), RULES_BY_NAME["random"], rng) for _ in range(runs)]
    assert abs(np.mean(costs) - mean_comparisons(n)) < 4 * (variance_comparisons(n) / runs) ** 0.5


def test_the_adaptive_adversary_drowns_even_random() -> None:
    run = adaptive(RULES_BY_NAME["random"], 100, np.random.default_rng(1))
    assert run.comparisons == worst_comparisons(100)
    other_coins = [
        play_out(run.values.tolist(), RULES_BY_NAME["random"], np.random.default_rng(seed)) for seed in range(2, 52)
    ]
    assert max(other_coins) < worst_comparisons(100) / 2


@pytest.mark.parametrize("name", ["random", "noisy-median", "true-median", "human"])
def test_killers_are_refused_for_rules_that_have_none(name: str) -> None:
    with pytest.raises(ValueError, match="cannot be drowned"):
        killer(RULES_BY_NAME[name], 8)


def test_the_adaptive_adversary_needs_a_rule_that_compares() -> None:
    with pytest.raises(ValueError, match="looks at heights"):
        adaptive(RULES_BY_NAME["true-median"], 8, np.random.default_rng(0))
    with pytest.raises(ValueError, match="n = 1"):
        adaptive(RULES_BY_NAME["first"], 1, np.random.default_rng(0))
