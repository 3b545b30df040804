"""The hand-written network against plain NumPy and against autograd."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.learning.network import (
    SMALL,
    Architecture,
    Views,
    backward,
    forward,
    initial_parameters,
    log_softmax,
    nearest_orthogonal,
    views,
)

DIGITS = Architecture(inputs=64, hidden=(48, 48, 32), classes=10, activation="tanh")

architectures = st.builds(
    Architecture,
    inputs=st.integers(1, 9),
    hidden=st.lists(st.integers(1, 9), min_size=1, max_size=4).map(tuple),
    classes=st.integers(2, 5),
    activation=st.sampled_from(["tanh", "relu"]),
)


def random_network(architecture: Architecture, seed: int) -> Views:
    parameters = initial_parameters(architecture, seed=seed, init="standard", orthogonal=False)
    generator = torch.Generator().manual_seed(seed)
    for b in parameters.biases:  # no value exactly at the kink of relu
        b.copy_(0.3 * torch.randn(b.shape, generator=generator))
    return parameters


@given(architectures, st.integers(0, 1000))
def test_views_cover_the_flat_vector_once(architecture: Architecture, seed: int) -> None:
    parameters = random_network(architecture, seed)
    assert tuple(parameters.named) == architecture.tensor_names
    rebuilt = torch.cat([tensor.flatten() for tensor in parameters.named.values()])
    assert torch.equal(rebuilt, parameters.flat)
    assert [tuple(W.shape) for W in parameters.weights] == list(architecture.shapes)
    parameters.flat.fill_(7.0)
    assert all((tensor == 7.0).all() for tensor in parameters.named.values())


@given(architectures, st.integers(0, 1000))
def test_forward_is_what_float64_computes(architecture: Architecture, seed: int) -> None:
    parameters = random_network(architecture, seed)
    x = np.random.default_rng(seed).normal(size=(7, architecture.inputs)).astype(np.float32)
    hidden, logits = forward(parameters, x, architecture.activation)
    h = x.astype(np.float64)
    for index, (W, b) in enumerate(zip(parameters.weights, parameters.biases, strict=True)):
        h = h @ W.numpy().T.astype(np.float64) + b.numpy()
        if index < len(hidden):
            h = np.tanh(h) if architecture.activation == "tanh" else np.maximum(h, 0.0)
            assert np.allclose(hidden[index], h, atol=1e-5)
    assert np.allclose(logits, h, atol=1e-5)
    exact = torch.from_numpy(h).log_softmax(dim=1).numpy()
    assert np.allclose(log_softmax(logits), exact, atol=1e-5)
    assert np.allclose(log_softmax(logits + np.float32(1e4)), exact, atol=1e-2)  # no overflow far from 0


@given(architectures, st.integers(0, 1000), st.booleans())
def test_backward_is_what_autograd_computes(architecture: Architecture, seed: int, masked: bool) -> None:
    parameters = random_network(architecture, seed)
    generator = torch.Generator().manual_seed(seed + 1)
    x = torch.randn(11, architecture.inputs, generator=generator)
    y = torch.randint(architecture.classes, (11,), generator=generator)
    masks = None
    if masked:
        masks = tuple((torch.rand(11, width, generator=generator) > 0.3).float() / 0.7 for width in architecture.hidden)

    gradients = views(architecture, torch.full((architecture.size,), torch.nan))
    loss = backward(parameters, gradients, x, y, architecture.activation, masks)

    leaf = parameters.flat.clone().requires_grad_()
    h, tensors = x, views(architecture, leaf)
    for index, width in enumerate(architecture.hidden):
        h = torch.nn.functional.linear(h, tensors.weights[index], tensors.biases[index])
        h = torch.tanh(h) if architecture.activation == "tanh" else torch.relu(h)
        assert h.shape == (11, width)
        h = h * masks[index] if masks else h
    logits = torch.nn.functional.linear(h, tensors.weights[-1], tensors.biases[-1])
    expected_loss = torch.nn.functional.cross_entropy(logits, y)
    (expected,) = torch.autograd.grad(expected_loss, leaf)
    assert torch.isclose(loss, expected_loss, atol=1e-6)
    assert torch.allclose(gradients.flat, expected, atol=1e-6)


@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_standard_weights_have_the_variance_that_is_promised(activation: str) -> None:
    architecture = replace(DIGITS, activation=activation)
    draws = [initial_parameters(architecture, seed=seed, init="standard", orthogonal=False) for seed in range(20)]
    for index, (out, into) in enumerate(architecture.shapes):
        numbers = torch.stack([draw.weights[index] for draw in draws])
        gain = 2.0 if activation == "relu" and index < 3 else 1.0
        assert abs(float(numbers.var()) / (gain * 2.0 / (into + out)) - 1.0) < 0.1
        assert abs(float(numbers.mean())) < 0.01
    assert not any(b.any() for draw in draws for b in draw.biases)


def test_small_weights_are_a_fifth_of_the_standard_ones() -> None:
    standard = initial_parameters(DIGITS, seed=3, init="standard", orthogonal=False)
    small = initial_parameters(DIGITS, seed=3, init="small", orthogonal=False)
    assert SMALL == 0.2
    assert torch.allclose(small.flat, standard.flat * 0.2, rtol=1e-6)


def test_orthogonal_weights_are_orthogonal_and_small_ones_as_well() -> None:
    for init in ("standard", "small"):
        parameters = initial_parameters(DIGITS, seed=3, init=init, orthogonal=True)
        for W in parameters.weights[:-1]:
            assert orthogonality_defect(W) < 1e-6
        output = initial_parameters(DIGITS, seed=3, init=init, orthogonal=False).weights[-1]
        assert torch.equal(parameters.weights[-1], output)


def orthogonality_defect(W: torch.Tensor) -> float:
    """Largest entry of W W^T - I or W^T W - I, whichever is smaller in size."""
    W = W.double() if W.shape[0] <= W.shape[1] else W.double().T
    return float((W @ W.T - torch.eye(len(W), dtype=W.dtype)).abs().max())


@given(st.integers(1, 8), st.integers(1, 8), st.integers(0, 1000))
def test_no_orthogonal_matrix_is_nearer_than_the_polar_factor(rows: int, columns: int, seed: int) -> None:
    generator = torch.Generator().manual_seed(seed)
    W = torch.randn(rows, columns, generator=generator)
    factor = nearest_orthogonal(W)
    assert orthogonality_defect(factor) < 1e-6
    assert torch.allclose(nearest_orthogonal(factor), factor, atol=1e-6)
    for _ in range(5):
        other = nearest_orthogonal(factor + 0.1 * torch.randn(rows, columns, generator=generator))
        assert (W - factor).norm() <= (W - other).norm() + 1e-5


def test_each_matrix_has_a_stream_of_its_own() -> None:
    deeper = replace(DIGITS, hidden=(48, 48, 32, 20))
    first = initial_parameters(DIGITS, seed=1, init="standard", orthogonal=False)
    second = initial_parameters(deeper, seed=1, init="standard", orthogonal=False)
    for shallow, deep in zip(first.weights[:3], second.weights[:3], strict=True):
        assert torch.equal(shallow, deep)
    assert not torch.equal(
        first.weights[1], initial_parameters(DIGITS, seed=2, init="standard", orthogonal=False).weights[1]
    )
