"""Gaps and gradient noise: closed forms, and gradients whose noise is known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from seaspirits_game.geometry.errors import UndefinedError
from seaspirits_game.geometry.generalization import (
    accuracy_gap,
    certain_accuracy_gap,
    effective_batch,
    generalization_gap,
    gradient_noise_scale,
)


def test_gaps():
    assert generalization_gap(0.1, 0.4) == pytest.approx(0.3)
    assert accuracy_gap(0.99, 0.95) == pytest.approx(0.04)
    low = binomtest(990, 1000).proportion_ci(method="wilson").low
    high = binomtest(380, 450).proportion_ci(method="wilson").high
    assert certain_accuracy_gap(990, 1000, 380, 450) == pytest.approx(low - high, rel=1e-6)
    assert certain_accuracy_gap(96, 100, 94, 100) < 0.0  # chance alone may do that


@given(st.floats(0.01, 100.0), st.floats(0.01, 1000.0), st.integers(1, 64), st.integers(65, 4096))
def test_the_noise_scale_undoes_what_batches_do(signal, noise, small, big):
    # E‖g_B‖² = ‖G‖² + tr Σ / B is the model that the two equations solve
    scale = gradient_noise_scale(signal + noise / small, small, signal + noise / big, big)
    assert scale == pytest.approx(noise / signal, rel=1e-6)


def test_the_noise_scale_of_simulated_gradients_is_theirs():
    rng = np.random.default_rng(0)
    direction, deviation, parameters = np.full(20, 0.5), 2.0, 20
    truth = deviation**2 * parameters / float(direction @ direction)
    means = {}
    for batch in (8, 256):
        gradients = direction + deviation / np.sqrt(batch) * rng.standard_normal((20_000, parameters))
        means[batch] = float((gradients**2).sum(axis=1).mean())
    assert gradient_noise_scale(means[8], 8, means[256], 256) == pytest.approx(truth, rel=0.02)


def test_the_effective_batch_has_the_noise_of_momentums_average():
    momentum, batch = 0.9, 64
    weights = (1 - momentum) * momentum ** np.arange(2000)
    # variance of a weighted mean of independent batches, each of variance 1/B
    assert effective_batch(batch, momentum) == pytest.approx(batch / (weights**2).sum(), rel=1e-9)
    assert effective_batch(batch, 0.0) == batch


def test_only_noise_and_wrong_batches_are_named():
    with pytest.raises(UndefinedError, match="only noise"):
        gradient_noise_scale(10.0, 1, 1.0, 10)
    with pytest.raises(ValueError, match="big batch 8"):
        gradient_noise_scale(1.0, 8, 1.0, 8)
    with pytest.raises(ValueError, match=r"momentum 1\.0"):
        effective_batch(64, 1.0)
    with pytest.raises(ValueError, match="small batch 0"):
        gradient_noise_scale(1.0, 0, 1.0, 8)
