"""Runs in pieces are the runs themselves."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.quicksort.race import RacePoint, race
from seaspirits_game.quicksort.rules import HEADLESS_RULES, RULES_BY_NAME
from seaspirits_game.quicksort.sorting import VECTOR_FROM, Step, haze_of, play_out, working_copy
from seaspirits_game.quicksort.walk import race_in_pieces, walk


@given(st.sampled_from(HEADLESS_RULES), st.integers(1, 80), st.integers(0, 99), st.floats(0, 0.4))
def test_a_walk_takes_the_steps_of_the_run(name: str, n: int, seed: int, murk: float) -> None:
    values = np.random.default_rng(seed).permutation(n).astype(np.float64)
    rule, haze, expected = RULES_BY_NAME[name], haze_of(values, murk), list[Step]()
    total = play_out(values.tolist(), rule, np.random.default_rng(seed), haze=haze, on_step=expected.append)
    row = values.tolist()
    steps = list(walk(row, rule, np.random.default_rng(seed), haze=haze))
    assert steps == expected
    assert sum(step.comparisons for step in steps) == total
    assert row == sorted(values)


@pytest.mark.parametrize("name", ["first", "random", "introsort"])
def test_long_rows_are_walked_as_arrays(name: str) -> None:
    values = np.random.default_rng(1).permutation(5 * VECTOR_FROM).astype(np.float64)
    expected: list[Step] = []
    play_out(working_copy(values), RULES_BY_NAME[name], np.random.default_rng(2), on_step=expected.append)
    row = working_copy(values)
    assert list(walk(row, RULES_BY_NAME[name], np.random.default_rng(2))) == expected
    assert (np.diff(row) > 0).all()


@pytest.mark.parametrize("arrangement", ["random", "sorted", "organ-pipe", "few-distinct", "killer"])
def test_the_race_in_pieces_has_the_points_of_the_race(arrangement: str) -> None:
    rules = [RULES_BY_NAME[name] for name in HEADLESS_RULES]
    sizes = (8, 16, 64)
    expected = list(race(rules, arrangement, seed=3, sizes=sizes, runs=3, murk=0.2))
    pieces = list(race_in_pieces(rules, arrangement, seed=3, sizes=sizes, runs=3, murk=0.2))
    assert [piece for piece in pieces if piece is not None] == expected
    assert all(isinstance(point, RacePoint) for point in expected)
    assert pieces.count(None) > 40 * len(expected) / 3
