"""The gradient's noise against its signal: per-sample gradients, the two-batch formula, and bands that hold."""

import math

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t as scipy_student

from seaspirits_game.core.config import Measures, VoyageConfig
from seaspirits_game.geometry.errors import ShapeError
from seaspirits_game.geometry.generalization import gradient_noise_scale
from seaspirits_game.learning.curvature import mean_cross_entropy
from seaspirits_game.learning.network import Architecture, views
from seaspirits_game.learning.noise_scale import NoiseScale, noise_scale, sample_gradient_squares, student
from seaspirits_game.learning.trainer import Trainer

seeds = st.integers(0, 10_000)


def population(seed, samples, size=12):
    """(samples, size) gradients with heavy tails."""
    rng = np.random.default_rng(seed)
    return 0.3 * rng.standard_normal(size) + rng.standard_normal((samples, size)) * rng.exponential(size=(samples, 1))


def truth(each):
    return each.var(axis=0).sum() / float((each.mean(axis=0) ** 2).sum())


def of(each, parts):
    pieces = np.array_split(each, parts)
    squares = np.array([(piece**2).sum(axis=1).mean() for piece in pieces])
    means = np.array([piece.mean(axis=0) for piece in pieces])
    return noise_scale(squares, means, np.array([float(len(piece)) for piece in pieces]))


@given(seeds, st.integers(4, 60), st.integers(3, 16))
def test_it_is_the_scatter_of_the_samples_over_the_square_of_their_mean(seed, samples, parts):
    each = population(seed, samples)
    found = of(each, min(parts, samples))
    assert found.value == pytest.approx(truth(each), rel=1e-9)
    assert found.low <= found.value <= found.high


@given(seeds, st.integers(10, 60))
def test_it_is_the_two_batch_formula_for_batches_of_one_and_of_all(seed, samples):
    """McCandlish's estimate takes the samples for fresh draws: tr Σ with N − 1, and its share taken off the signal."""
    each = population(seed, samples)
    small, big = (each**2).sum(axis=1).mean(), float((each.mean(axis=0) ** 2).sum())
    scatter = of(each, 3).value * big * samples / (samples - 1.0)
    signal = big - scatter / samples
    if signal > 1e-3 * big:
        assert gradient_noise_scale(small, 1, big, samples) == pytest.approx(scatter / signal, rel=1e-6)


def test_its_band_holds_the_number_of_the_whole_sea_as_often_as_it_says():
    rng = np.random.default_rng(7)
    mean, deviation = np.array([1.5, 0.0, 0.0, 0.0, 0.0, 0.0]), 1.0
    sea, held = 6.0 * deviation**2 / float(mean @ mean), 0
    for _ in range(1500):
        found = of(mean + deviation * rng.standard_normal((320, 6)), 16)
        held += found.low <= sea <= found.high
    assert 0.92 <= held / 1500 <= 0.98


def test_no_noise_and_no_signal_have_their_values():
    assert of(np.tile([3.0, 4.0], (50, 1)), 5) == NoiseScale(0.0, 0.0, 0.0)
    assert math.isnan(of(np.concatenate([np.eye(3), -np.eye(3)]), 3).value)
    one = np.ones((9, 2))
    one[0] = 5.0  # the only sample that differs
    assert (of(one, 9).low, of(one, 9).high) == (0.0, math.inf)
    with pytest.raises(ShapeError, match="2 parts"):
        of(np.ones((9, 2)), 2)


@pytest.mark.parametrize("activation", ["tanh", "relu"])
@given(seed=seeds)
def test_squares_are_those_of_single_samples_gradients(activation, seed):
    architecture = Architecture(inputs=4, hidden=(5, 3), classes=3, activation=activation)
    random = torch.Generator().manual_seed(seed)
    flat = torch.randn(architecture.size, generator=random, dtype=torch.float64)
    x = torch.randn(6, 4, generator=random, dtype=torch.float64)
    labels = torch.randint(3, (6,), generator=random)
    found = sample_gradient_squares(views(architecture, flat), x, labels, activation)
    expected = [float((each**2).sum()) for each in single(architecture, flat, x, labels)]
    assert np.allclose(found.numpy(), expected, rtol=1e-9)


def single(architecture, flat, x, labels):
    """(N, P) gradient of each sample by autograd."""
    rows = []
    for row in range(len(x)):
        leaf = flat.clone().requires_grad_()
        loss = mean_cross_entropy(architecture, leaf, x[row : row + 1], labels[row : row + 1])
        rows.append(torch.autograd.grad(loss, leaf)[0].numpy())
    return np.array(rows)


@pytest.mark.parametrize("degrees", range(4, 40))
def test_students_t_is_scipys(degrees):
    assert student(degrees) == pytest.approx(scipy_student.ppf(0.975, degrees), rel=1e-2)


@pytest.mark.parametrize("task", ["digits", "moons"])
def test_the_trainers_reading_agrees_with_per_sample_gradients(task):
    trainer = Trainer(VoyageConfig(task=task, layers=(6, 5), seed=1, dropout=0.3, noise=1.0), Measures.ALL)
    for _ in range(8):
        trainer.step()
    trainer.snapshot()
    found = trainer.dear("noise")
    rows = trainer.task.train
    x, y = torch.from_numpy(trainer.task.x[rows]).double(), torch.from_numpy(trainer.task.y[rows])
    each = single(trainer._descent.network.architecture, trainer._descent.network.parameters.flat.double(), x, y)
    assert found["noise_scale"] == pytest.approx(truth(each), rel=1e-6)
    assert found["noise_scale_low"] < found["noise_scale"] < found["noise_scale_high"]


def test_it_is_defined_late_and_for_small_tables(tmp_path):
    trainer = Trainer(VoyageConfig(task="blobs", layers=(8, 8), learning_rate=0.3), Measures.ALL)
    for _ in range(400):
        trainer.step()
    trainer.snapshot()
    late = trainer.dear("noise")
    assert 0.0 < late["noise_scale_low"] < late["noise_scale"] < late["noise_scale_high"] < math.inf
    table = tmp_path / "table.csv"
    table.write_text("\n".join(f"{row},{row % 3},{'ab'[row % 2]}" for row in range(12)))
    few = Trainer(VoyageConfig(task=str(table), layers=(4,)), Measures.ALL)
    few.snapshot()
    assert math.isfinite(few.dear("noise")["noise_scale"])
