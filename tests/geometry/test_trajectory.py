"""Length and straightness of a way."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import cosine, euclidean

from seaspirits_game.geometry.errors import NonFiniteError, ShapeError, UndefinedError
from seaspirits_game.geometry.trajectory import path_length, straightness, turning_cosines
from tests.geometry.clouds import AGREE, rotation

seeds = st.integers(0, 10_000)


def walk(seed, steps=50, parameters=6):
    return np.random.default_rng(seed).standard_normal((steps, parameters)).cumsum(axis=0)


@given(seeds, st.integers(3, 80))
def test_ways_are_measured_with_scipys_distances(seed, steps):
    way = walk(seed, steps)
    length = sum(euclidean(a, b) for a, b in itertools.pairwise(way))
    assert path_length(way) == pytest.approx(length, rel=AGREE)
    assert straightness(way) == pytest.approx(euclidean(way[0], way[-1]) / length, rel=AGREE)
    moves = np.diff(way, axis=0)
    expected = [1.0 - cosine(a, b) for a, b in itertools.pairwise(moves)]
    assert turning_cosines(way) == pytest.approx(expected, rel=AGREE, abs=1e-9)


@given(seeds, st.floats(0.01, 100.0))
def test_the_laws_of_ways(seed, factor):
    way = walk(seed)
    moved = factor * (way @ rotation(seed, 6)) + 1.0
    assert path_length(moved) == pytest.approx(factor * path_length(way), rel=AGREE)
    assert straightness(moved) == pytest.approx(straightness(way), rel=AGREE)
    assert straightness(way[::-1]) == pytest.approx(straightness(way), rel=AGREE)
    assert path_length(way[::7]) <= path_length(way)


def test_a_line_is_straight_a_loop_is_not_and_a_walk_is_in_between():
    assert straightness(np.outer(np.arange(9.0) ** 2, np.ones(3))) == pytest.approx(1.0)
    angles = np.linspace(0.0, 2.0 * math.pi, 33)
    assert straightness(np.stack([np.cos(angles), np.sin(angles)], axis=1)) == pytest.approx(0.0, abs=1e-12)
    walks = [straightness(walk(seed, 401, 50)) for seed in range(20)]
    assert np.mean(walks) == pytest.approx(400**-0.5, rel=0.1)


def test_no_step_is_named():
    still = np.ones((4, 3))
    assert path_length(still) == path_length(still[:1]) == 0.0
    for measure in (straightness, turning_cosines):
        with pytest.raises(UndefinedError, match="step"):
            measure(still)
    with pytest.raises(ShapeError, match="2 points"):
        turning_cosines(still[:2])
    with pytest.raises(NonFiniteError):
        path_length(still * np.inf)
