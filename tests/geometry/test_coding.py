"""Coding rates against log-determinants, the sample-side Gram matrix, closed forms, and their laws."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.geometry.coding import (
    ClassOrder,
    class_coding_rate,
    coding_rate,
    coding_rate_raw,
    rate_and_reduction,
    rate_reduction,
)
from seaspirits_game.geometry.errors import NonFiniteError, ShapeError
from tests.geometry.clouds import AGREE, cloud, labels, rotation

seeds = st.integers(0, 10_000)
widths = st.integers(1, 40)
counts = st.integers(4, 120)


def by_determinant(z, square):
    """½ log det(I_N + α Z Zᵀ): over samples instead of units."""
    samples, width = z.shape
    return 0.5 * np.linalg.slogdet(np.eye(samples) + width / (samples * square) * z @ z.T)[1]


def unit(z):
    return z / np.linalg.norm(z, axis=1, keepdims=True)


@given(seeds, widths, counts, st.floats(0.05, 5.0))
def test_rates_are_log_determinants(seed, width, samples, square):
    z = cloud(seed, width, samples)
    assert coding_rate_raw(z, square) == pytest.approx(by_determinant(z, square), rel=AGREE)
    assert coding_rate(z, square) == pytest.approx(by_determinant(unit(z), square), rel=AGREE)


@given(seeds, widths, counts, st.integers(1, 4))
def test_class_rates_are_shares_of_the_rates_of_the_classes(seed, width, samples, classes):
    z, y = cloud(seed, width, samples), labels(seed, samples, classes)
    expected = sum((y == c).mean() * by_determinant(unit(z)[y == c], 0.5) for c in range(classes))
    assert class_coding_rate(z, y) == pytest.approx(expected, rel=AGREE)
    gap = by_determinant(unit(z), 0.5) - expected
    assert rate_reduction(z, y) == pytest.approx(gap, rel=AGREE, abs=1e-9)
    assert gap > -1e-9  # the log-determinant is concave


@given(seeds, widths, counts, st.integers(1, 4))
def test_the_fast_way_is_the_plain_way(seed, width, samples, classes):
    z, y = cloud(seed, width, samples), labels(seed, samples, classes) * 3  # classes need not be 0, 1, 2
    rate, reduction = rate_and_reduction(z, ClassOrder.of(y))
    assert rate == pytest.approx(coding_rate(z), rel=1e-9)
    assert reduction == pytest.approx(rate_reduction(z, y), rel=1e-9, abs=1e-9)


def test_the_fast_way_leaves_what_it_is_given_alone():
    z, y = cloud(0, 6), np.zeros(200, np.int64)
    before = z.copy()
    rate_and_reduction(z, ClassOrder.of(y))
    assert np.array_equal(z, before)


@given(seeds, st.integers(2, 30), st.floats(0.01, 100.0), st.integers(1, 3))
def test_the_laws_of_rates(seed, width, factor, copies):
    rng = np.random.default_rng(seed)
    z, y = cloud(seed, width), labels(seed, 200, 3)
    order = rng.permutation(200)
    moved, moved_y = np.tile(z[order] @ rotation(seed, width), (copies, 1)), np.tile(y[order], copies)
    assert coding_rate_raw(moved) == pytest.approx(coding_rate_raw(z), rel=AGREE)
    assert coding_rate(factor * moved) == pytest.approx(coding_rate(z), rel=AGREE)
    assert rate_reduction(factor * moved, moved_y) == pytest.approx(rate_reduction(z, y), rel=AGREE)
    assert (coding_rate_raw(factor * z) > coding_rate_raw(z)) == (factor > 1.0) or factor == 1.0


def test_orthonormal_samples_have_their_closed_form():
    z = np.eye(6)
    assert coding_rate_raw(3.0 * z) == pytest.approx(3.0 * math.log1p(9.0 / 0.5), rel=1e-12)
    assert coding_rate(3.0 * z) == pytest.approx(3.0 * math.log1p(1.0 / 0.5), rel=1e-12)
    # each class is one direction: the rate within is that of a line of six units
    assert class_coding_rate(z, np.arange(6)) == pytest.approx(0.5 * math.log1p(6.0 / 0.5), rel=1e-12)


def test_silent_layers_one_class_and_wrong_input():
    z = cloud(1, 5)
    y = np.zeros(200, np.int64)
    assert rate_reduction(z, y) == 0.0
    silent = np.zeros((200, 5))
    assert coding_rate(silent) == coding_rate_raw(silent) == rate_reduction(silent, y) == 0.0
    assert rate_and_reduction(silent, ClassOrder.of(y)) == (0.0, 0.0)
    partly = np.vstack([z, np.zeros((3, 5))])
    assert coding_rate(partly) == pytest.approx(by_determinant(np.vstack([unit(z), np.zeros((3, 5))]), 0.5), rel=AGREE)
    z[0, 0] = np.nan
    for measure in (coding_rate, coding_rate_raw):
        with pytest.raises(NonFiniteError, match="activations"):
            measure(z)
        with pytest.raises(ValueError, match="precision 0"):
            measure(silent, 0.0)
    with pytest.raises(ShapeError, match="labels"):
        rate_reduction(silent, y[:-1])
    with pytest.raises(ShapeError, match="whole"):
        rate_reduction(silent, y.astype(float))
    with pytest.raises(ValueError, match="-1"):
        rate_reduction(silent, y - 1)
