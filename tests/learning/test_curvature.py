"""The steepest direction: against dense Hessians, closed forms, and quadratics whose spectrum is known."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from seaspirits_game.learning.curvature import (
    Curvature,
    edge_of_stability,
    hessian_product,
    mean_cross_entropy,
    top_curvature,
)
from seaspirits_game.learning.network import Architecture, backward, initial_parameters, views

AGREE = 1e-6
seeds = st.integers(0, 10_000)


def dense(H):
    return lambda v: H @ v


def problem(architecture, seed, samples=60):
    random = torch.Generator().manual_seed(seed)
    flat = 0.6 * torch.randn(architecture.size, generator=random, dtype=torch.float64)
    x = torch.randn(samples, architecture.inputs, generator=random, dtype=torch.float64)
    return flat, x, torch.randint(architecture.classes, (samples,), generator=random)


def start(size, seed=0):
    return np.random.default_rng(seed).standard_normal(size)


def hessian_by_differences(architecture, flat, x, labels, step=1e-5):
    """From the gradient that is written out by hand: another path than autograd's."""

    def gradient(theta):
        gradients = views(architecture, torch.zeros_like(theta))
        backward(views(architecture, theta), gradients, x, labels, architecture.activation)
        return gradients.flat.numpy()

    moves = step * torch.eye(len(flat), dtype=torch.float64)
    H = np.stack([(gradient(flat + move) - gradient(flat - move)) / (2.0 * step) for move in moves])
    assert np.allclose(H, H.T, atol=1e-8)
    return 0.5 * (H + H.T)


@pytest.mark.parametrize("activation", ["tanh", "relu"])
@pytest.mark.parametrize("seed", range(4))
def test_it_is_the_largest_eigenvalue_of_the_dense_hessian(activation, seed):
    architecture = Architecture(inputs=5, hidden=(6, 4), classes=3, activation=activation)
    flat, x, labels = problem(architecture, seed)
    H = hessian_by_differences(architecture, flat, x, labels)
    spectrum, vectors = np.linalg.eigh(H)
    product = hessian_product(architecture, flat, x, labels)
    found = top_curvature(product, start(architecture.size), tolerance=1e-9, most=architecture.size)
    assert found.top == pytest.approx(spectrum[-1], rel=AGREE)
    v = vectors[:, 3] + 2.0 * vectors[:, -1]
    assert np.allclose(product(v), H @ v, atol=1e-8)
    coarse = top_curvature(product, start(architecture.size))
    assert coarse.top == pytest.approx(spectrum[-1], rel=AGREE)
    assert np.abs(spectrum - coarse.top).min() <= coarse.residual + 1e-12
    assert coarse.products < found.products


def test_torchs_own_dense_hessian_says_the_same():
    architecture = Architecture(inputs=8, hidden=(6, 5), classes=3, activation="tanh")
    flat, x, labels = problem(architecture, 9)
    H = torch.autograd.functional.hessian(lambda theta: mean_cross_entropy(architecture, theta, x, labels), flat)
    found = top_curvature(hessian_product(architecture, flat, x, labels), start(architecture.size), 1e-9, 200)
    assert found.top == pytest.approx(float(torch.linalg.eigvalsh(H)[-1]), rel=AGREE)


def test_its_loss_is_the_one_that_is_trained():
    architecture = Architecture(inputs=4, hidden=(7, 5), classes=3, activation="tanh")
    parameters = initial_parameters(architecture, seed=3, init="standard", orthogonal=False)
    _, x, labels = problem(architecture, 1)
    gradients = views(architecture, torch.zeros(architecture.size, dtype=torch.float64))
    doubles = views(architecture, parameters.flat.double().requires_grad_())
    loss = mean_cross_entropy(architecture, doubles.flat, x, labels)
    (expected,) = torch.autograd.grad(loss, doubles.flat)
    plain = views(architecture, parameters.flat.double())
    assert float(backward(plain, gradients, x, labels, "tanh")) == pytest.approx(loss.item(), rel=1e-12)
    assert torch.allclose(gradients.flat, expected, atol=1e-14)


def test_softmax_regression_has_its_textbook_hessian():
    architecture = Architecture(inputs=3, hidden=(), classes=4, activation="tanh")
    flat, x, labels = problem(architecture, 5, samples=40)
    named = views(architecture, flat)
    p = torch.softmax(x @ named.weights[0].T + named.biases[0], dim=1).numpy()
    once = np.concatenate([x.numpy(), np.ones((40, 1))], axis=1)  # the bias sees a constant input
    H = sum(np.kron(np.diag(q) - np.outer(q, q), np.outer(z, z)) for q, z in zip(p, once, strict=True)) / 40
    found = top_curvature(hessian_product(architecture, flat, x, labels), start(architecture.size), 1e-9, 40)
    assert found.top == pytest.approx(np.linalg.eigvalsh(H)[-1], rel=AGREE)


@given(seeds, st.integers(1, 30), st.floats(1e-6, 1e6))
def test_the_largest_is_not_the_largest_in_size(seed, size, scale):
    rng = np.random.default_rng(seed)
    spectrum = np.sort(rng.uniform(-3.0, 1.0, size)) * scale
    spectrum[0] = -10.0 * scale
    Q = np.linalg.qr(rng.standard_normal((size, size)))[0]
    found = top_curvature(dense(Q @ np.diag(spectrum) @ Q.T), rng.standard_normal(size), 1e-9, size)
    assert found.top == pytest.approx(spectrum[-1], rel=AGREE, abs=1e-8 * scale)


@given(seeds)
@settings(max_examples=20)
def test_the_residual_bounds_the_error_whenever_the_search_ends(seed):
    rng = np.random.default_rng(seed)
    Q = np.linalg.qr(rng.standard_normal((40, 40)))[0]
    spectrum = np.sort(rng.exponential(size=40))
    H = Q @ np.diag(spectrum) @ Q.T
    for most in (1, 2, 5, 12):
        found = top_curvature(dense(H), rng.standard_normal(40), 0.0, most)
        assert found.products == most
        assert found.top <= spectrum[-1] + 1e-12
        assert np.abs(spectrum - found.top).min() <= found.residual + 1e-12


def test_a_start_that_sees_only_part_of_the_space_ends_there():
    H = np.diag([1.0, 2.0, 3.0, 9.0])
    assert top_curvature(dense(H), np.array([1.0, 1.0, 0.0, 0.0]), 0.0, 4).top == pytest.approx(2.0)
    assert top_curvature(dense(H), np.array([0.0, 0.0, 0.0, 2.0]), 0.0, 4) == Curvature(9.0, 0.0, 1)
    assert top_curvature(dense(np.zeros((4, 4))), np.ones(4)) == Curvature(0.0, 0.0, 1)
    assert top_curvature(dense(-H), np.ones(4), 1e-9, 4).top == pytest.approx(-1.0)


@pytest.mark.parametrize("wrong", [np.zeros(4), np.array([1.0, np.nan, 0.0, 0.0])])
def test_a_start_without_direction_is_refused(wrong):
    with pytest.raises(ValueError, match="direction"):
        top_curvature(dense(np.eye(4)), wrong)


@pytest.mark.parametrize("momentum", [0.0, 0.5, 0.9])
@pytest.mark.parametrize("share", [0.98, 1.02])
def test_heavy_ball_leaves_a_valley_that_is_steeper_than_the_edge(momentum, share):
    eta = 0.05
    steepness = share * edge_of_stability(eta, momentum)
    theta, v = 1.0, 0.0
    for _ in range(3000):
        v = momentum * v + steepness * theta
        theta -= eta * v
        if abs(theta) > 1e6:
            break
    assert (abs(theta) > 1e6) == (share > 1.0)


@pytest.mark.parametrize(("rate", "momentum"), [(0.0, 0.9), (-1.0, 0.9), (0.1, 1.0), (0.1, -0.1), (float("nan"), 0.0)])
def test_an_edge_needs_a_rate_and_a_momentum(rate, momentum):
    with pytest.raises(ValueError):
        edge_of_stability(rate, momentum)
