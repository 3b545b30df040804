"""The gradient's noise against its signal: per-sample gradients, the two-batch formula, and bands that hold."""

import math

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t as student

from seaspirits_game.core.config import Measures, VoyageConfig
from seaspirits_game.geometry.errors import ShapeError
from seaspirits_game.geometry.generalization import gradient_noise_scale
from seaspirits_game.learning.curvature import mean_cross_entropy
from seaspirits_game.learning.noise_scale import _student, noise_scale
from seaspirits_game.learning.trainer import Trainer

seeds = st.integers(0, 10_000)


def gradients(rng, count, size, signal, deviation, batch):
    """(count, size) means of `batch` draws from a Gaussian whose ‖G‖² is `signal`² and whose tr Σ is size · dev²."""
    mean = np.zeros(size)
    mean[0] = signal
    return mean + deviation / math.sqrt(batch) * rng.standard_normal((count, size))


@given(seeds, st.integers(3, 20), st.integers(1, 50))
def test_it_is_the_two_batch_estimate(seed, count, batch):
    G = gradients(np.random.default_rng(seed), count, 12, 3.0, 1.0, batch)
    found = noise_scale(G, batch)
    small, big = (G**2).sum(axis=1).mean(), float((G.mean(axis=0) ** 2).sum())
    assert found.value == pytest.approx(gradient_noise_scale(small, batch, big, count * batch), rel=1e-9)
    assert found.low <= found.value <= found.high


def test_single_samples_give_the_sample_covariance():
    rng = np.random.default_rng(1)
    G = gradients(rng, 40, 6, 4.0, 1.0, 1)
    noise = G.var(axis=0, ddof=1).sum()
    signal = float((G.mean(axis=0) ** 2).sum()) - noise / 40  # the mean's own noise taken off
    assert noise_scale(G, 1).value == pytest.approx(noise / signal, rel=1e-9)


def test_both_parts_are_unbiased_and_the_band_holds_the_truth_as_often_as_it_says():
    rng = np.random.default_rng(7)
    signal, deviation, size, batch, count = 0.8, 0.5, 40, 8, 16
    truth = size * deviation**2 / signal**2
    held, values = 0, []
    for _ in range(1500):
        found = noise_scale(gradients(rng, count, size, signal, deviation, batch), batch)
        values.append(found.value)
        held += found.low <= truth <= found.high
    assert np.median(values) == pytest.approx(truth, rel=0.03)
    assert 0.92 <= held / 1500 <= 0.98


def test_pure_noise_has_no_upper_end():
    rng = np.random.default_rng(3)
    found = [noise_scale(gradients(rng, 16, 40, 0.0, 1.0, 4), 4) for _ in range(200)]
    unlimited = [each for each in found if math.isinf(each.high)]
    assert len(unlimited) / 200 > 0.9
    assert all(0.0 < each.low < math.inf for each in found)
    assert any(math.isnan(each.value) for each in found), "an estimated signal below zero has no quotient"


def test_no_noise_is_no_noise():
    found = noise_scale(np.tile([3.0, 4.0], (5, 1)), 10)
    assert (found.value, found.low) == (pytest.approx(0.0, abs=1e-12), 0.0)
    assert found.high == pytest.approx(0.0, abs=1e-6)
    with pytest.raises(ShapeError, match="2 batches"):
        noise_scale(np.ones((2, 3)), 4)


@pytest.mark.parametrize("degrees", range(4, 40))
def test_students_t_is_scipys(degrees):
    assert _student(degrees) == pytest.approx(student.ppf(0.975, degrees), rel=1e-2)


@pytest.mark.parametrize("task", ["digits", "moons"])
def test_the_trainers_reading_agrees_with_per_sample_gradients(task):
    trainer = Trainer(VoyageConfig(task=task, layers=(6, 5), seed=1, dropout=0.3, noise=1.0), Measures.ALL)
    for _ in range(8):
        trainer.step()
    trainer.snapshot()
    found = trainer.dear("noise")
    flat = trainer._parameters.flat.double()
    x, y = torch.from_numpy(trainer.task.x).double(), torch.from_numpy(trainer.task.y)
    each = []
    for row in trainer.task.train.tolist():
        leaf = flat.clone().requires_grad_()
        loss = mean_cross_entropy(trainer._architecture, leaf, x[row : row + 1], y[row : row + 1])
        each.append(torch.autograd.grad(loss, leaf)[0].numpy())
    G = np.array(each)
    noise = G.var(axis=0, ddof=1).sum()
    truth = noise / (float((G.mean(axis=0) ** 2).sum()) - noise / len(G))
    assert found["noise_scale_low"] <= truth <= found["noise_scale_high"]
    assert found["noise_scale"] == pytest.approx(truth, rel=0.35)
