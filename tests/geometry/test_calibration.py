"""Honest confidence: ECE and Brier by loops and scikit-learn, Wilson's interval by SciPy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest
from sklearn.metrics import brier_score_loss

from seaspirits_game.geometry.calibration import (
    brier_score,
    calibration_error_by_chance,
    expected_calibration_error,
    wilson_interval,
)
from seaspirits_game.geometry.errors import NonFiniteError, ShapeError
from tests.geometry.clouds import AGREE, distributions, labels

seeds = st.integers(0, 10_000)


def error_by_loop(p, y, bins=15):
    total = 0.0
    for b in range(bins):
        inside = [i for i in range(len(p)) if b / bins < p[i].max() <= (b + 1) / bins]
        if inside:
            right = np.mean([p[i].argmax() == y[i] for i in inside])
            total += len(inside) / len(p) * abs(right - np.mean([p[i].max() for i in inside]))
    return total


@given(seeds, st.integers(2, 10), st.integers(10, 150))
def test_calibration_error_is_the_loop_over_bins(seed, classes, samples):
    p, y = distributions(seed, samples, classes), labels(seed, samples, classes)
    assert expected_calibration_error(p, y) == pytest.approx(error_by_loop(p, y), rel=AGREE)
    assert expected_calibration_error(p, y, 7) == pytest.approx(error_by_loop(p, y, 7), rel=AGREE)
    order = np.random.default_rng(seed).permutation(samples)
    assert expected_calibration_error(p[order], y[order]) == pytest.approx(error_by_loop(p, y), rel=AGREE)


@given(seeds, st.integers(10, 150))
def test_brier_is_scikit_learns_for_two_classes_and_the_loop_for_more(seed, samples):
    p, y = distributions(seed, samples, 2), labels(seed, samples, 2)
    assert brier_score(p, y) == pytest.approx(2.0 * brier_score_loss(y, p[:, 1]), rel=AGREE)
    p, y = distributions(seed, samples, 5), labels(seed, samples, 5)
    assert brier_score(p, y) == pytest.approx(np.mean([np.sum((p[i] - np.eye(5)[y[i]]) ** 2) for i in range(samples)]))


def test_certainty_right_and_wrong():
    p, y = np.eye(3), np.arange(3)
    assert expected_calibration_error(p, y) == brier_score(p, y) == 0.0
    assert expected_calibration_error(p, (y + 1) % 3) == 1.0
    assert brier_score(p, (y + 1) % 3) == 2.0
    assert expected_calibration_error(np.full((4, 4), 0.25), np.array([0, 1, 2, 3])) == pytest.approx(0.0)


def test_an_honest_network_reads_what_chance_reads_and_a_boastful_one_more():
    rng = np.random.default_rng(0)
    p = distributions(1, 450, 10)
    honest = (p.cumsum(axis=1) > rng.random((450, 1))).argmax(axis=1)
    band = calibration_error_by_chance(p, rng, 200)
    low, high = np.quantile(band, [0.01, 0.99])
    assert low < expected_calibration_error(p, honest) < high
    sharpened = p**3 / (p**3).sum(axis=1, keepdims=True)
    assert expected_calibration_error(sharpened, honest) > 2 * calibration_error_by_chance(sharpened, rng).max()


@given(st.integers(1, 2000), st.data())
def test_wilsons_interval_is_scipys(trials, data):
    right = data.draw(st.integers(0, trials))
    oracle = binomtest(right, trials).proportion_ci(method="wilson")
    assert wilson_interval(right, trials) == pytest.approx((oracle.low, oracle.high), rel=AGREE, abs=1e-12)


def test_wrong_input_is_named():
    p, y = distributions(0, 5, 3), labels(0, 5, 3)
    with pytest.raises(ValueError, match="label 3 is not below"):
        brier_score(p, y + 1)
    with pytest.raises(ShapeError):
        expected_calibration_error(p, y[:2])
    with pytest.raises(NonFiniteError):
        brier_score(p * np.inf, y)
    with pytest.raises(ValueError, match="6 right of 5"):
        wilson_interval(6, 5)
    with pytest.raises(ShapeError, match="0 trials"):
        wilson_interval(0, 0)
