"""Growth of small cubes layer by layer: against finite differences, isometries, and the literal determinant."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.learning.expansion import frame_readings, growth_readings, visible
from tests.geometry.clouds import AGREE, rotation

seeds = st.integers(0, 10_000)


def network(seed, sizes):
    rng = np.random.default_rng(seed)
    weights = [rng.standard_normal((out, into)) / math.sqrt(into) for into, out in pairwise(sizes)]
    return weights, [0.3 * rng.standard_normal(len(W)) for W in weights]


def hidden(weights, biases, x):
    states = []
    for W, b in zip(weights, biases, strict=True):
        x = np.tanh(W @ x + b)
        states.append(x)
    return states


def carried(weights, biases, x, frame, layer, step=1e-5):
    """The images of the frame's columns after `layer` layers, by central differences."""
    ends = [[hidden(weights, biases, x + side * step * u)[layer - 1] for side in (1, -1)] for u in frame.T]
    return np.stack([(forth - back) / (2.0 * step) for forth, back in ends], axis=1)


def log_volume(columns):
    return 0.5 * np.linalg.slogdet(columns.T @ columns)[1]


@given(seeds, st.sampled_from([(6, 7, 5, 4), (2, 5, 4), (3, 3)]))
def test_growth_is_that_of_cubes_carried_by_differences(seed, sizes):
    weights, biases = network(seed, sizes)
    x = np.random.default_rng(seed + 1).standard_normal((4, sizes[0]))
    frame = rotation(seed, sizes[0])[:, :3]
    found = growth_readings(weights, biases, "tanh", x, frame)
    logs = np.array(
        [
            [0.0, *(log_volume(carried(weights, biases, row, frame, layer)) for layer in range(1, len(sizes)))]
            for row in x
        ]
    )
    growth = np.diff(logs, axis=1)
    for layer in range(1, len(sizes)):
        assert found[f"layer{layer}.expansion"] == pytest.approx(growth[:, layer - 1].mean(), abs=1e-6)
        assert found[f"layer{layer}.expansion_sd"] == pytest.approx(growth[:, layer - 1].std(ddof=1), abs=1e-6)
    assert found["expansion"] == pytest.approx(logs[:, -1].mean(), abs=1e-6)
    assert found["expansion_sd"] == pytest.approx(logs[:, -1].std(ddof=1), abs=1e-6)
    assert found["expansion"] == pytest.approx(sum(found[f"layer{k}.expansion"] for k in range(1, len(sizes))))


@given(seeds)
def test_the_tide_cube_is_a_determinant_of_nine_numbers(seed):
    sizes = (6, 7, 5)
    weights, biases = network(seed, sizes)
    point = np.random.default_rng(seed).standard_normal(6)
    frames = [rotation(seed + k, size)[:, :3] for k, size in enumerate(sizes)]
    found = frame_readings(weights, biases, "tanh", point, frames)
    seen = frames[1].T @ carried(weights, biases, point, frames[0], 1)
    (a, b, c), (d, e, f), (g, h, i) = seen
    determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
    assert found["layer1.frame_logdet"] == pytest.approx(math.log(abs(determinant)), abs=1e-5)
    assert found["layer1.frame_sign"] == np.sign(determinant)
    # a mirrored view of one layer changes hands on both of its sides
    mirrored = frame_readings(weights, biases, "tanh", point, [frames[0], frames[1] * [1, 1, -1], frames[2]])
    for layer in (1, 2):
        assert mirrored[f"layer{layer}.frame_sign"] == -found[f"layer{layer}.frame_sign"]
        assert mirrored[f"layer{layer}.frame_logdet"] == pytest.approx(found[f"layer{layer}.frame_logdet"], rel=AGREE)
    shadow, cube = found["layer1.frame_logdet"], log_volume(carried(weights, biases, point, frames[0], 1))
    assert shadow <= cube + 1e-6


def test_a_linear_rotation_neither_grows_nor_shrinks():
    # relu of activations far above zero is the identity
    turn = [rotation(1, 6), 2.0 * rotation(2, 6)]
    found = growth_readings(
        turn, [np.full(6, 50.0), np.full(6, 1000.0)], "relu", np.zeros((3, 6)), rotation(3, 6)[:, :3]
    )
    assert found["layer1.expansion"] == pytest.approx(0.0, abs=1e-12)
    assert found["layer2.expansion"] == pytest.approx(3.0 * math.log(2.0), rel=AGREE)
    assert found["expansion_sd"] == pytest.approx(0.0, abs=1e-12)


def test_a_flattened_cube_is_said_to_be_flat_and_has_no_spread():
    weights, biases = network(0, (6, 2, 5))
    x = np.random.default_rng(0).standard_normal((4, 6))
    found = growth_readings(weights, biases, "tanh", x, np.eye(6)[:, :3])
    assert (found["layer1.expansion"], found["layer2.expansion"], found["expansion"]) == (-math.inf, 0.0, -math.inf)
    assert math.isnan(found["layer1.expansion_sd"])
    frames = [np.eye(6)[:, :3], np.eye(2), np.eye(5)[:, :3]]
    assert math.isfinite(frame_readings(weights, biases, "tanh", x[0], frames)["layer1.frame_logdet"])
    dead = growth_readings([np.eye(6)], [np.full(6, -50.0)], "relu", x, np.eye(6)[:, :3])
    assert dead["expansion"] == -math.inf
    assert math.isnan(growth_readings([np.eye(6)], [np.zeros(6)], "tanh", x[:1], np.eye(6)[:, :3])["expansion_sd"])


def test_what_is_visible_of_a_narrow_layer():
    assert visible(np.zeros((9, 8))).shape == (9, 3)
    assert visible(np.zeros((2, 8))).shape == (2, 2)
