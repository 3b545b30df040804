"""Cubes carried through layers: against finite differences, whole Jacobians, and isometries."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.geometry.errors import NonFiniteError, ShapeError, UndefinedError
from seaspirits_game.geometry.jacobian import (
    frame_map,
    layer_jacobian,
    slopes,
    stretching,
    tangent_log_volumes,
)
from tests.geometry.clouds import AGREE, rotation

seeds = st.integers(0, 10_000)
SIZES = (7, 6, 5, 4)


def network(seed):
    rng = np.random.default_rng(seed)
    return [
        (rng.standard_normal((out, into)) / math.sqrt(into), 0.3 * rng.standard_normal(out))
        for into, out in itertools.pairwise(SIZES)
    ]


def hidden(layers, x):
    states = []
    for W, b in layers:
        x = np.tanh(x @ W.T + b)
        states.append(x)
    return states


def jacobian_by_differences(layers, x, step=1e-6):
    columns = [
        (hidden(layers, x + step * e)[-1] - hidden(layers, x - step * e)[-1]) / (2 * step) for e in np.eye(len(x))
    ]
    return np.stack(columns, axis=1)


@given(seeds)
def test_log_factors_add_up_to_the_gram_determinant_of_the_whole_map(seed):
    layers = network(seed)
    x = np.random.default_rng(seed).standard_normal((5, SIZES[0]))
    frame = rotation(seed, SIZES[0])[:, :3]
    states = hidden(layers, x)
    weights = [W for W, _ in layers]
    factors = tangent_log_volumes(weights, [slopes(h, "tanh") for h in states], frame)
    assert factors.shape == (3, 5)
    for sample in range(5):
        whole = np.eye(SIZES[0])
        for (W, _), h in zip(layers, states, strict=True):
            whole = layer_jacobian(W, slopes(h[sample], "tanh")) @ whole
        assert np.allclose(whole, jacobian_by_differences(layers, x[sample]), atol=1e-7)
        carried = whole @ frame
        expected = 0.5 * np.linalg.slogdet(carried.T @ carried)[1]
        assert factors[:, sample].sum() == pytest.approx(expected, rel=AGREE, abs=1e-9)


@given(seeds, st.floats(0.05, 20.0))
def test_isometries_keep_the_cube_and_scale_counts_three_times(seed, factor):
    frame = rotation(seed, 6)[:, :3]
    ones = [np.ones((2, 6)), np.ones((2, 8))]
    weights = [rotation(seed + 1, 6), factor * rotation(seed + 2, 8)[:, :6]]
    assert np.allclose(tangent_log_volumes(weights, ones, frame), [[0.0], [3.0 * math.log(factor)]], atol=1e-9)
    # which basis of the first cube's space is handed in does not matter
    skewed = frame @ np.random.default_rng(seed).standard_normal((3, 3))
    assert np.allclose(tangent_log_volumes(weights, ones, skewed), tangent_log_volumes(weights, ones, frame), atol=1e-6)


@given(seeds)
def test_the_shadow_is_never_larger_than_the_cube(seed):
    rng = np.random.default_rng(seed)
    J = rng.standard_normal((8, 6))
    near, far = rotation(seed, 6)[:, :3], rotation(seed + 1, 8)[:, :3]
    seen = frame_map(near, J, far)
    assert np.allclose(seen.matrix, far.T @ J @ near)
    determinant = np.linalg.det(seen.matrix)
    assert seen.log_volume == pytest.approx(math.log(abs(determinant)), rel=AGREE, abs=1e-9)
    assert seen.handedness == np.sign(determinant)
    truth = tangent_log_volumes([J], [np.ones((1, 8))], near)[0, 0]
    assert seen.log_volume <= truth + 1e-12
    exact = np.linalg.qr(J @ near)[0]  # looking from where the cube lies there is no shadow
    assert frame_map(near, J, exact).log_volume == pytest.approx(truth, rel=AGREE, abs=1e-9)


def test_a_mirror_changes_hands_and_a_flat_cube_has_none():
    eye = np.eye(4)[:, :3]
    mirror = np.diag([-1.0, 1.0, 1.0, 1.0])
    assert frame_map(eye, np.eye(4), eye).handedness == 1
    assert frame_map(eye, mirror, eye).handedness == -1
    flat = frame_map(eye, np.diag([0.0, 1.0, 1.0, 1.0]), eye)
    assert (flat.handedness, flat.log_volume) == (0, -math.inf)


def test_a_cube_that_is_lost_stays_lost_without_a_warning():
    frame = np.eye(5)[:, :3]
    weights = [np.eye(5), np.eye(5), np.eye(5)]
    dead = np.ones((2, 5))
    dead[0, 1] = 0.0  # one dead unit of the first sample's second layer, along the cube
    factors = tangent_log_volumes(weights, [np.ones((2, 5)), dead, np.ones((2, 5))], frame)
    assert factors[:, 0].tolist() == [0.0, -math.inf, 0.0]
    assert np.allclose(factors[:, 1], 0.0)
    narrow = tangent_log_volumes([np.eye(2, 5), np.eye(4, 2)], [np.ones((1, 2)), np.ones((1, 4))], frame)
    assert narrow[:, 0].tolist() == [-math.inf, 0.0]
    low_rank = np.outer(np.arange(5.0), np.ones(5)) + np.diag([1.0, 0, 0, 0, 0])
    assert tangent_log_volumes([low_rank], [np.ones((1, 5))], frame)[0, 0] == -math.inf


@pytest.mark.parametrize("nonlinearity", ["tanh", "relu", "linear"])
def test_slopes_are_derivatives(nonlinearity):
    functions = {"tanh": np.tanh, "relu": lambda a: np.maximum(a, 0.0), "linear": lambda a: a}
    phi = functions[nonlinearity]
    a = np.array([-2.0, -0.3, 0.4, 3.0])
    numeric = (phi(a + 1e-6) - phi(a - 1e-6)) / 2e-6
    assert slopes(phi(a), nonlinearity) == pytest.approx(numeric, rel=1e-6, abs=1e-9)


@given(seeds)
def test_stretching_is_mean_and_spread_of_log_singular_values(seed):
    J = np.random.default_rng(seed).standard_normal((4, 6))
    logs = 0.5 * np.log(np.linalg.eigvalsh(J @ J.T))
    found = stretching(J)
    assert found.mean_log == pytest.approx(logs.mean(), rel=AGREE, abs=1e-8)
    assert found.spread_log == pytest.approx(logs.std(), rel=AGREE)
    still = stretching(rotation(seed, 6))
    assert (still.mean_log, still.spread_log) == pytest.approx((0.0, 0.0), abs=1e-12)


def test_wrong_input_is_named():
    frame, one = np.eye(4)[:, :3], np.ones((1, 4))
    with pytest.raises(UndefinedError, match="dependent"):
        tangent_log_volumes([np.eye(4)], [one], np.ones((4, 3)))
    with pytest.raises(ShapeError, match="layer 1"):
        tangent_log_volumes([np.eye(5)], [one], frame)
    with pytest.raises(ShapeError, match="1 weights and 0"):
        tangent_log_volumes([np.eye(4)], [], frame)
    with pytest.raises(NonFiniteError):
        tangent_log_volumes([np.eye(4) * np.nan], [one], frame)
    with pytest.raises(ShapeError, match="carry"):
        frame_map(frame, np.eye(5), frame)
    with pytest.raises(ShapeError, match="slopes"):
        layer_jacobian(np.eye(4), np.ones(3))
    with pytest.raises(ValueError, match="'gelu'"):
        slopes(one, "gelu")
    with pytest.raises(UndefinedError, match="lost"):
        stretching(np.diag([1.0, 0.0]))
