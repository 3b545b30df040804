"""Coherence against Gram matrices of samples, matrix square roots, the unbiased estimator, and its laws."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.linalg import sqrtm

from seaspirits_game.geometry.coherence import (
    bures_angle,
    debiased_cka,
    decoherence_rate,
    linear_cka,
    uhlmann_fidelity,
)
from seaspirits_game.geometry.errors import NonFiniteError, ShapeError, UndefinedError
from tests.geometry.clouds import AGREE, cloud, rotation

seeds = st.integers(0, 10_000)
widths = st.integers(1, 24)


def pair(seed, width, samples=120, apart=0.5):
    x = cloud(seed, width, samples)
    return x, x + apart * cloud(seed + 77, width, samples)


def centred_gram(x):
    middle = np.eye(len(x)) - 1.0 / len(x)
    return middle @ x @ x.T @ middle


def unbiased_hsic(x, y):
    """Song's estimator, literally: Gram matrices without their diagonals."""
    n = len(x)
    K, L = (z @ z.T * (1.0 - np.eye(n)) for z in (x, y))
    one = np.ones(n)
    return (np.trace(K @ L) + K.sum() * L.sum() / ((n - 1) * (n - 2)) - 2.0 / (n - 2) * one @ K @ L @ one) / (
        n * (n - 3)
    )


@given(seeds, widths, widths)
def test_cka_is_the_cosine_of_the_centred_gram_matrices(seed, width, other):
    x, y = cloud(seed, width, 90), cloud(seed, other, 90) ** 2
    K, L = centred_gram(x), centred_gram(y)
    expected = (K * L).sum() / math.sqrt((K * K).sum() * (L * L).sum())
    assert linear_cka(x, y) == pytest.approx(expected, rel=AGREE)


@given(seeds, widths, st.integers(4, 60))
def test_debiased_cka_is_songs_estimator(seed, width, samples):
    x, y = pair(seed, width, samples)
    expected = unbiased_hsic(x, y) / math.sqrt(unbiased_hsic(x, x) * unbiased_hsic(y, y))
    assert debiased_cka(x, y) == pytest.approx(expected, rel=AGREE, abs=1e-8)


def test_debiased_cka_of_strangers_is_near_zero_where_the_plain_one_is_not():
    rng = np.random.default_rng(0)
    x, y = rng.standard_normal((2, 60, 50))
    assert linear_cka(x, y) > 0.4
    assert abs(debiased_cka(x, y)) < 0.1


@given(seeds, widths)
def test_fidelity_is_the_trace_of_the_root(seed, width):
    x, y = pair(seed, width)
    rho, sigma = (np.cov(z.T).reshape(width, width) for z in (x, y))
    rho, sigma = rho / np.trace(rho), sigma / np.trace(sigma)
    root = sqrtm(rho)
    expected = np.trace(sqrtm(root @ sigma @ root)).real ** 2
    assert uhlmann_fidelity(x, y) == pytest.approx(expected, rel=AGREE)


def test_fidelity_of_commuting_states_is_the_classical_one():
    base = np.linalg.qr(np.random.default_rng(2).standard_normal((50, 4)) - 0.0)[0]
    base -= base.mean(axis=0)
    base = np.linalg.qr(base)[0]
    p, q = np.array([0.4, 0.3, 0.2, 0.1]), np.array([0.1, 0.2, 0.0, 0.7])
    assert uhlmann_fidelity(base * np.sqrt(p), base * np.sqrt(q)) == pytest.approx(np.sqrt(p * q).sum() ** 2, rel=1e-9)
    assert uhlmann_fidelity(base * [1, 1, 0, 0], base * [0, 0, 1, 1]) == pytest.approx(0.0, abs=1e-12)


@given(seeds, st.integers(2, 24), st.floats(0.01, 100.0))
def test_the_laws_of_coherence(seed, width, factor):
    x, y = pair(seed, width)
    order = np.random.default_rng(seed).permutation(len(x))
    turn = rotation(seed, width)
    for measure in (linear_cka, uhlmann_fidelity, debiased_cka):
        value = measure(x, y)
        assert measure(x, x) == pytest.approx(1.0, rel=1e-9)
        assert measure(y, x) == pytest.approx(value, rel=AGREE)
        assert measure(x[order], factor * y[order] + 3.0) == pytest.approx(value, rel=AGREE)
        assert value <= 1.0 + 1e-12
    assert linear_cka(x, y @ turn) == pytest.approx(linear_cka(x, y), rel=AGREE)
    assert uhlmann_fidelity(x @ turn, y @ turn) == pytest.approx(uhlmann_fidelity(x, y), rel=AGREE)


def test_only_cka_is_blind_to_a_rotation_of_the_units():
    x = cloud(4, 10)
    turned = x @ rotation(9, 10)
    assert linear_cka(x, turned) == pytest.approx(1.0)
    assert uhlmann_fidelity(x, turned) < 0.95


def test_angles_and_rates():
    assert bures_angle(1.0) == 0.0
    assert bures_angle(0.0) == pytest.approx(math.pi / 2)
    assert bures_angle(0.25) == pytest.approx(math.pi / 3)
    assert decoherence_rate(math.exp(-0.5), 25) == pytest.approx(0.02)
    assert decoherence_rate(1.0, 25) == 0.0
    assert decoherence_rate(0.0, 25) == math.inf
    with pytest.raises(ValueError, match="steps 0"):
        decoherence_rate(0.5, 0)


def test_points_strangers_and_broken_clouds_are_named_errors():
    x, point = cloud(0, 5, 50), np.full((50, 5), 0.1)
    for measure in (linear_cka, uhlmann_fidelity, debiased_cka):
        with pytest.raises(UndefinedError):
            measure(x, point)
        with pytest.raises(NonFiniteError):
            measure(x, x * np.nan)
    for measure in (linear_cka, debiased_cka):
        with pytest.raises(ShapeError, match="50 and 49"):
            measure(x, x[1:])
    with pytest.raises(ShapeError, match="5 and 4 units"):
        uhlmann_fidelity(x, x[:, :4])
    with pytest.raises(UndefinedError, match="3 samples"):
        debiased_cka(x[:3], x[:3])
