"""The race is really run."""

import numpy as np
import pytest

from seaspirits_game.quicksort.costs import best_table, worst_comparisons
from seaspirits_game.quicksort.partition import three_way
from seaspirits_game.quicksort.race import RACE_SIZES, RacePoint, half_square, n_log_n, race
from seaspirits_game.quicksort.rules import HEADLESS_RULES, RULES_BY_NAME

RULES = [RULES_BY_NAME[name] for name in HEADLESS_RULES]


def points(arrangement: str, **options: object) -> dict[tuple[str, int], RacePoint]:
    found = race(RULES, arrangement, seed=1, sizes=(8, 64, 512), runs=3, **options)  # type: ignore[arg-type]
    return {(point.rule, point.n): point for point in found}


def test_the_sizes_run_from_8_to_4096() -> None:
    assert RACE_SIZES[0] == 8
    assert RACE_SIZES[-1] == 4_096


@pytest.mark.parametrize("arrangement", ["random", "sorted", "organ-pipe", "few-distinct", "killer"])
def test_every_rule_stands_between_the_best_and_the_worst(arrangement: str) -> None:
    found = points(arrangement)
    assert len(found) == 3 * len(RULES)
    for (name, n), point in found.items():
        assert point.fewest <= point.mean <= point.most
        sampling = 12 * n if name in ("median3", "ninther", "introsort") else 0
        if arrangement != "few-distinct" and name != "introsort":
            assert best_table(n)[n] <= point.fewest
            assert point.most <= worst_comparisons(n) + sampling


def test_sorted_rows_drown_first_and_last_but_not_middle_and_random() -> None:
    found = points("sorted")
    assert found["first", 512].mean == found["last", 512].mean == worst_comparisons(512)
    assert found["middle", 512].mean == best_table(512)[512]
    assert found["random", 512].mean < 2 * 512 * 9
    assert found["first", 512].runs == 1
    assert found["random", 512].runs == 3


def test_three_way_saves_rows_of_few_heights() -> None:
    assert points("few-distinct", scheme=three_way)["random", 512].mean < points("few-distinct")["random", 512].mean / 4


def test_the_same_seed_runs_the_same_race() -> None:
    assert points("random") == points("random")


def test_reference_lines() -> None:
    sizes = np.array([8.0, 4096.0])
    assert n_log_n(sizes).tolist() == [24.0, 49152.0]
    assert half_square(sizes).tolist() == [32.0, 8388608.0]
