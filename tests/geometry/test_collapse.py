"""Neural collapse: brute force with a pseudo-inverse, and the regular simplex where all of it is zero."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.geometry.collapse import clans, simplex_gap, variability_collapse
from seaspirits_game.geometry.errors import NonFiniteError, ShapeError, UndefinedError
from tests.geometry.clouds import AGREE, cloud, labels, rotation, simplex

seeds = st.integers(0, 10_000)


def by_brute_force(z, y):
    present = sorted(set(y.tolist()))
    means = {c: z[y == c].mean(axis=0) for c in present}
    middle = np.mean(list(means.values()), axis=0)
    within = sum(np.outer(h - means[c], h - means[c]) for h, c in zip(z, y.tolist(), strict=True)) / len(z)
    between = sum(np.outer(m - middle, m - middle) for m in means.values()) / len(present)
    return within, between, np.trace(within @ np.linalg.pinv(between, rcond=1e-8, hermitian=True)) / len(present)


@given(seeds, st.integers(2, 20), st.integers(2, 10))
def test_nc1_is_the_pseudo_inverse_of_brute_force(seed, width, classes):
    z, y = cloud(seed, width, 80), labels(seed, 80, classes)
    within, between, expected = by_brute_force(z, y)
    found = clans(z, y)
    assert np.allclose(found.within, within, atol=1e-12)
    assert np.allclose(found.means.T @ found.means / classes, between, atol=1e-12)
    assert variability_collapse(z, y) == pytest.approx(expected, rel=AGREE)


@given(seeds, st.floats(0.01, 100.0))
def test_the_laws_of_collapse(seed, factor):
    z, y = cloud(seed, 12, 80), labels(seed, 80, 4)
    order = np.random.default_rng(seed).permutation(80)
    moved = factor * (z[order] @ rotation(seed, 12)) + 1.0
    assert variability_collapse(moved, y[order]) == pytest.approx(variability_collapse(z, y), rel=AGREE)
    before, after = simplex_gap(z, y), simplex_gap(moved, y[order])
    assert after.unequal_lengths == pytest.approx(before.unequal_lengths, rel=AGREE)
    assert after.unequal_angles == pytest.approx(before.unequal_angles, rel=AGREE)


@pytest.mark.parametrize("classes", [2, 3, 10])
def test_at_the_corners_of_a_simplex_all_is_zero(classes):
    y = np.repeat(np.arange(classes), 5)
    z = simplex(classes, 16)[y] + 0.7
    assert variability_collapse(z, y) == pytest.approx(0.0, abs=1e-20)
    gap = simplex_gap(z, y)
    assert gap.unequal_lengths == pytest.approx(0.0, abs=1e-12)
    assert gap.unequal_angles == pytest.approx(0.0, abs=1e-12)


def test_noise_around_the_corners_has_its_closed_form():
    # Σ_W = s² P on the span of the means, Σ_B = P/C there: NC1 = s² (C − 1)
    classes, s = 4, 0.1
    corners = simplex(classes, 8)
    pairs = np.vstack([corners + s * np.sqrt(classes) * sign * corner for corner in corners for sign in (1, -1)])
    y = np.tile(np.arange(classes), 2 * classes)
    assert variability_collapse(pairs, y) == pytest.approx(s**2 * (classes - 1), rel=1e-9)


def test_one_class_equal_means_and_broken_input_are_named():
    z = cloud(0, 4, 20)
    one, two = np.zeros(20, np.int64), np.arange(20) % 2
    for measure in (variability_collapse, simplex_gap):
        with pytest.raises(UndefinedError, match="one class"):
            measure(z, one)
        with pytest.raises(UndefinedError, match="mean"):
            measure(np.ones((20, 4)), two)
        with pytest.raises(NonFiniteError):
            measure(z * np.nan, two)
        with pytest.raises(ShapeError):
            measure(z, two[1:])
