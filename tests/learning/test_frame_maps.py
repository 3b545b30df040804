"""The matrices of the tide cube that come with each snapshot: those of this very step, and their determinants."""

import numpy as np
import pytest

from seaspirits_game.core.config import Measures, VoyageConfig
from seaspirits_game.learning.expansion import frame_maps, frame_matrices
from seaspirits_game.learning.trainer import Trainer


def config(**changes: object) -> VoyageConfig:
    return VoyageConfig(**{"task": "moons", "layers": (8, 6, 4), **changes})


def trained(steps: int, **changes: object) -> Trainer:
    trainer = Trainer(config(**changes), Measures.ALL)
    trainer.snapshot()
    for _ in range(steps):
        trainer.step()
    return trainer


@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_the_matrices_have_the_determinants_that_the_dear_measure_reads(activation: str) -> None:
    trainer = trained(5, activation=activation)
    shown, readings = trainer.snapshot(), trainer.dear("expansion")
    assert [matrix.shape for matrix in shown.frame_maps] == [(2, 2), (3, 3), (3, 3)]  # moons have two inputs
    for layer, matrix in enumerate(shown.frame_maps, start=1):
        determinant = np.linalg.det(matrix)
        assert np.sign(determinant) == readings[f"layer{layer}.frame_sign"]
        assert np.log(abs(determinant)) == pytest.approx(readings[f"layer{layer}.frame_logdet"], abs=1e-9)


def test_they_are_those_of_this_very_step_and_the_same_in_every_run() -> None:
    first, again = trained(4).snapshot(), trained(4).snapshot()
    later = trained(5).snapshot()
    for one, same, other in zip(first.frame_maps, again.frame_maps, later.frame_maps, strict=True):
        assert np.array_equal(one, same)
        assert not np.array_equal(one, other)


def test_a_column_is_where_a_small_step_along_an_axis_arrives() -> None:
    rng = np.random.default_rng(3)
    W, b, x = rng.standard_normal((7, 5)), rng.standard_normal(7), rng.standard_normal(5)
    near, far = (np.linalg.qr(rng.standard_normal((size, 3)))[0] for size in (5, 7))
    (seen,) = frame_maps([W], [b], "tanh", x, [near, far])
    step = 1e-6
    moved = [(np.tanh(W @ (x + step * axis) + b) - np.tanh(W @ (x - step * axis) + b)) / (2 * step) for axis in near.T]
    assert seen.matrix == pytest.approx(far.T @ np.array(moved).T, abs=1e-8)


@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_they_are_finite_for_a_deep_network_of_large_weights(activation: str) -> None:
    trainer = trained(0, activation=activation, layers=(8,) * 8)
    trainer._descent.network.parameters.flat.fill_(1e3)
    named, viewer = trainer._descent.network.parameters, trainer._viewer
    hidden = [W.numpy() for W in named.weights[:-1]], [b.numpy() for b in named.biases[:-1]]
    seen = frame_matrices(*hidden, activation, viewer._middle, viewer.frames)
    assert all(np.isfinite(matrix).all() for matrix in seen)
