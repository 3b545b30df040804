"""Trustworthiness against scikit-learn, its literal definition, its laws and its cost in knowledge."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.manifold import trustworthiness as sklearn_trustworthiness

from seaspirits_game.core.streams import stream
from seaspirits_game.geometry.errors import NonFiniteError, ShapeError
from seaspirits_game.geometry.neighbours import asked_samples, trustworthiness
from seaspirits_game.geometry.principal import principal
from tests.geometry.clouds import cloud, rotation

seeds = st.integers(0, 10_000)


def literal(x, y, k):
    """The definition, sample by sample."""
    n, total = len(x), 0
    for i in range(n):
        others = [j for j in range(n) if j != i]
        by_x = sorted(others, key=lambda j: np.linalg.norm(x[i] - x[j]))
        by_y = sorted(others, key=lambda j: np.linalg.norm(y[i] - y[j]))
        total += sum(by_x.index(j) + 1 - k for j in by_y[:k] if j not in by_x[:k])
    return 1.0 - 2.0 / (n * k * (2 * n - 3 * k - 1)) * total


@given(seeds, st.integers(4, 24), st.integers(30, 120), st.integers(1, 14))
def test_it_is_scikit_learns(seed, width, samples, neighbours):
    x = cloud(seed, width, samples)
    picture = x @ rotation(seed + 5, width)[:, :3]
    expected = sklearn_trustworthiness(x, picture, n_neighbors=neighbours)
    assert trustworthiness(x, picture, neighbours) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("neighbours", [1, 3, 9])
def test_it_is_the_definition(neighbours):
    x = cloud(1, 6, 25)
    assert trustworthiness(x, x[:, :2], neighbours) == pytest.approx(literal(x, x[:, :2], neighbours), abs=1e-12)


@given(seeds, st.integers(3, 12), st.floats(0.01, 100.0))
def test_its_laws(seed, width, factor):
    x = cloud(seed, width, 60)
    picture = x[:, :2]
    value = trustworthiness(x, picture)
    assert 0.0 <= value <= 1.0
    assert trustworthiness(x, factor * (x @ rotation(seed, width)) + 3.0) == 1.0
    assert trustworthiness(factor * x - 1.0, picture @ rotation(seed, 2)) == pytest.approx(value, abs=1e-12)
    order = np.random.default_rng(seed).permutation(60)
    assert trustworthiness(x[order], picture[order]) == pytest.approx(value, abs=1e-12)


def test_a_picture_that_knows_nothing_reads_a_half_and_principal_axes_read_more():
    x = cloud(3, 20, 400)
    noise = np.random.default_rng(0).standard_normal((400, 3))
    assert trustworthiness(x, noise) == pytest.approx(0.5, abs=0.03)
    axes = principal(x)
    assert trustworthiness(x, axes.centred @ axes.basis[:, :3]) > 0.75


def test_strangers_that_look_near_lower_it_but_torn_neighbours_do_not():
    line = np.arange(60.0)[:, None]
    folded = np.abs(line - 29.5)
    assert trustworthiness(line, folded, 3) < 0.7
    torn = line + 1000.0 * (line >= 30.0)
    assert trustworthiness(line, torn, 3) > 0.99


def test_twins_are_neighbours_whatever_their_number():
    x = np.repeat(cloud(0, 5, 20), 3, axis=0)
    assert trustworthiness(x, x, 2) == 1.0
    assert trustworthiness(np.zeros((30, 4)), np.zeros((30, 2)), 5) == 1.0


def test_far_from_the_origin_nothing_changes():
    x = cloud(2, 8, 100)
    assert trustworthiness(x + 1e6, x[:, :3]) == pytest.approx(trustworthiness(x, x[:, :3]), abs=1e-9)


def test_what_cannot_be_asked_is_a_named_error():
    x = cloud(0, 5, 40)
    with pytest.raises(ShapeError, match="39 points of a picture for 40 samples"):
        trustworthiness(x, x[1:])
    for neighbours in (0, 20):
        with pytest.raises(ShapeError, match=f"{neighbours} neighbours among 40"):
            trustworthiness(x, x, neighbours)
    with pytest.raises(NonFiniteError, match="picture"):
        trustworthiness(x, x * np.nan)


def test_the_same_samples_are_asked_throughout_a_voyage():
    rows = asked_samples(1797, stream(3, "neighbours"))
    assert len(rows) == len(set(rows.tolist())) == 300
    assert (np.diff(rows) > 0).all()
    assert rows.max() < 1797
    assert (rows == asked_samples(1797, stream(3, "neighbours"))).all()
    assert asked_samples(7, stream(3, "neighbours")).tolist() == list(range(7))
    x = cloud(8, 30, 1797)
    few, all_of_them = trustworthiness(x[rows], x[rows, :3]), trustworthiness(x, x[:, :3], 72)
    assert few == pytest.approx(all_of_them, abs=0.02)
