"""Growth and pruning keep what a network computes, whatever network, and carry momentum along."""

import math

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from seaspirits_game.core.errors import UserError
from seaspirits_game.learning.easing import EASE_STEPS, FIRST_GAIN, gain, scales_of
from seaspirits_game.learning.growth import Network, deepened, pruned, widened
from seaspirits_game.learning.network import Architecture, Views, forward, log_softmax, views

TOLERANCE = 1e-5


def some_network(seed: int, activation: str, hidden: tuple[int, ...], loudness: float) -> Network:
    """Normal weights of variance loudness²/in, like those of a network early (1) or late (3) in training."""
    architecture = Architecture(inputs=6, hidden=hidden, classes=4, activation=activation)
    random = torch.Generator().manual_seed(seed)
    parameters, velocities = (views(architecture, torch.randn(architecture.size, generator=random)) for _ in range(2))
    for W in parameters.weights:
        W.mul_(loudness / math.sqrt(W.shape[1]))
    return Network(architecture, parameters, velocities, (0,) * len(hidden))


def outputs(network: Network, x: np.ndarray) -> np.ndarray:
    """(N, C) class probabilities."""
    return np.exp(log_softmax(forward(network.parameters, x, network.architecture.activation)[1]))


def logits(parameters: Views, x: np.ndarray, activation: str) -> np.ndarray:
    """In double precision, from the single-precision parameters."""
    h = x.astype(np.float64)
    for W, b in zip(parameters.weights[:-1], parameters.biases[:-1], strict=True):
        a = h @ W.double().numpy().T + b.double().numpy()
        h = np.tanh(a) if activation == "tanh" else np.maximum(a, 0.0)
    return np.asarray(h @ parameters.weights[-1].double().numpy().T + parameters.biases[-1].double().numpy())


networks = st.builds(
    some_network,
    seed=st.integers(0, 2**31),
    activation=st.sampled_from(["tanh", "relu"]),
    hidden=st.lists(st.integers(1, 24), min_size=1, max_size=4).map(tuple),
    loudness=st.floats(0.1, 3.0),
)
inputs = st.builds(
    lambda seed, size: (size * np.random.default_rng(seed).standard_normal((40, 6))).astype(np.float32),
    st.integers(0, 2**31),
    st.floats(0.01, 3.0),
)


def same_function(before: Network, after: Network, x: np.ndarray) -> None:
    assert np.abs(outputs(after, x) - outputs(before, x)).max() <= TOLERANCE
    was = logits(before.parameters, x, before.architecture.activation)
    became = logits(after.parameters, x, after.architecture.activation)
    assert np.abs(became - was).max() <= TOLERANCE * max(1.0, float(np.abs(was).max()))


@settings(max_examples=150, deadline=None)
@given(networks, inputs, st.data())
def test_growth_keeps_the_outputs(network: Network, x: np.ndarray, data: st.DataObject) -> None:
    grown = network
    for _ in range(data.draw(st.integers(1, 3))):
        hidden = grown.architecture.hidden
        layer = data.draw(st.integers(1, len(hidden)))
        if data.draw(st.booleans()):
            grown = deepened(grown, layer)
        else:
            width = hidden[layer - 1] + data.draw(st.integers(1, 30))
            grown = widened(grown, layer, width, np.random.default_rng(data.draw(st.integers(0, 99))))
        same_function(network, grown, x)


@settings(max_examples=60, deadline=None)
@given(networks, inputs, st.integers(0, 99))
def test_a_grown_network_moves_as_it_was_moving(network: Network, x: np.ndarray, seed: int) -> None:
    """One step of its velocity, without a new gradient, changes the outputs of both alike to first order."""
    layer = len(network.architecture.hidden)
    step = 1e-3
    for grown in (
        widened(network, layer, network.architecture.hidden[-1] + 5, np.random.default_rng(seed)),
        deepened(network, layer),
    ):
        scales = scales_of(grown.easing)
        moved = []
        for one, factors in ((network, scales_of(network.easing)), (grown, scales)):
            there = views(one.architecture, one.parameters.flat.double())
            for index, (weight, bias) in enumerate(factors):
                there.weights[index].sub_(step * weight**2 * one.velocities.weights[index].double())
                there.biases[index].sub_(step * bias**2 * one.velocities.biases[index].double())
            moved.append(logits(there, x, one.architecture.activation))
        assert np.abs(moved[1] - moved[0]).max() <= 1e-4 * max(1.0, float(np.abs(moved[0]).max()))


def test_copies_are_of_real_units_and_are_told_apart_by_stated_shares() -> None:
    network = some_network(3, "tanh", (5, 4), 1.0)
    grown = widened(network, 1, 12, np.random.default_rng(0))
    W, next_W = grown.parameters.weights[0].numpy(), grown.parameters.weights[1].numpy()
    old, next_old = network.parameters.weights[0].numpy(), network.parameters.weights[1].numpy()
    source = [int(np.flatnonzero((old == row).all(axis=1))[0]) for row in W]
    assert source[:5] == [0, 1, 2, 3, 4]
    spreads = []
    for unit in range(5):
        copies = [place for place, origin in enumerate(source) if origin == unit]
        assert np.allclose(next_W[:, copies].sum(axis=1), next_old[:, unit], rtol=1e-6)
        shares = next_W[:, copies] / next_old[:, [unit]]
        if len(copies) > 1:
            assert not np.allclose(shares[:, 0], shares[:, 1], rtol=1e-3)
            spreads.extend(shares.ravel() * len(copies) - 1.0)
    assert 0.4 < float(np.std(spreads)) < 1.5


def test_the_same_seed_grows_the_same_network() -> None:
    network = some_network(4, "relu", (6,), 1.0)
    one, other = (widened(network, 1, 20, np.random.default_rng(7)) for _ in range(2))
    assert torch.equal(one.parameters.flat, other.parameters.flat)
    assert torch.equal(one.velocities.flat, other.velocities.flat)


def test_a_new_tanh_layer_is_the_bent_identity_that_the_formula_says() -> None:
    network = some_network(5, "tanh", (7, 6), 1.0)
    grown = deepened(network, 1)
    assert grown.architecture.hidden == (7, 7, 6)
    assert grown.easing == (0, EASE_STEPS, 0)
    assert torch.equal(grown.parameters.weights[1], FIRST_GAIN * torch.eye(7))
    assert torch.equal(grown.parameters.weights[2], network.parameters.weights[1] / FIRST_GAIN)  # no bit is lost
    assert not grown.velocities.weights[1].any()
    h = np.linspace(-1.0, 1.0, 2001)
    bent = np.tanh(FIRST_GAIN * h) / FIRST_GAIN
    assert np.abs(bent - h).max() <= FIRST_GAIN**2 / 3 < 2.0**-24, "less than single precision can tell"


def test_gains_rise_in_equal_parts_of_their_square_to_one() -> None:
    squares = np.array([gain(left) ** 2 for left in range(EASE_STEPS, -1, -1)])
    assert np.allclose(np.diff(squares), 1.0 / EASE_STEPS, atol=1e-7)
    assert squares[-1] == 1.0


def test_a_new_relu_layer_is_exact_at_once() -> None:
    network = some_network(6, "relu", (7, 6), 1.0)
    grown = deepened(network, 2)
    assert grown.easing == (0, 0, 0)
    assert torch.equal(grown.parameters.weights[2], torch.eye(6))
    x = np.random.default_rng(0).standard_normal((50, 6)).astype(np.float32)
    assert np.array_equal(outputs(grown, x), outputs(network, x))


@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_what_says_the_same_to_all_is_taken_out_and_not_missed(activation: str) -> None:
    network = some_network(7, activation, (9, 8, 5), 1.0)
    W, b = network.parameters.weights[1], network.parameters.biases[1]
    b.fill_(0.5)
    W[2].zero_()  # says tanh(b) or relu(b)
    b[2] = 0.7
    b[4], W[4] = -50.0, W[4] * 0.1  # saturated, or dead
    b[6] = 50.0 if activation == "tanh" else -50.0
    x = np.random.default_rng(1).standard_normal((200, 6)).astype(np.float32)
    hidden, _ = forward(network.parameters, x, activation)
    leaner = pruned(network, 2, hidden[1])
    assert leaner.architecture.hidden == (9, 5, 5)
    same_function(network, leaner, x)
    with pytest.raises(UserError, match="no unit to spare"):
        pruned(leaner, 2, forward(leaner.parameters, x, activation)[0][1])


def test_a_collapsed_layer_keeps_one_unit() -> None:
    network = some_network(8, "relu", (4, 3), 1.0)
    network.parameters.biases[1].fill_(-100.0)
    x = np.random.default_rng(1).standard_normal((20, 6)).astype(np.float32)
    leaner = pruned(network, 2, forward(network.parameters, x, "relu")[0][1])
    assert leaner.architecture.hidden == (4, 1)
    same_function(network, leaner, x)


def test_impossible_growth_is_refused_in_one_line() -> None:
    network = some_network(9, "tanh", (4,) * 8, 1.0)
    random = np.random.default_rng(0)
    with pytest.raises(UserError, match="layer 9: the network has hidden layers 1 to 8"):
        widened(network, 9, 12, random)
    with pytest.raises(UserError, match="4 units already"):
        widened(network, 1, 4, random)
    with pytest.raises(UserError, match="8 hidden layers already"):
        deepened(network, 1)
    with pytest.raises(UserError, match="layer 0"):
        pruned(network, 0, np.zeros((3, 4), np.float32))
