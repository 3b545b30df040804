"""Kinship is the fidelity of states, and measuring follows the Born rule."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chisquare

from seaspirits_game.core.arrays import F32
from seaspirits_game.sea.kinship import fidelities, kin, measure

seeds = st.integers(0, 10_000)


def states(seed: int, samples: int = 40, classes: int = 5, sharpness: float = 0.4) -> F32:
    return np.random.default_rng(seed).dirichlet(np.full(classes, sharpness), samples).astype(np.float32)


def places(seed: int, samples: int = 40) -> F32:
    return np.random.default_rng(seed).standard_normal((samples, 8)).astype(np.float32)


@given(seeds)
def test_fidelity_is_that_of_pure_states_as_density_matrices(seed: int) -> None:
    """tr(ρσ) of ρ = |ψ⟩⟨ψ|, σ = |φ⟩⟨φ|: another road to the same number."""
    probs = states(seed)
    found = fidelities(probs, 3)
    psi = np.sqrt(probs.astype(np.float64))
    for other in range(len(probs)):
        wanted = np.trace(np.outer(psi[3], psi[3]) @ np.outer(psi[other], psi[other]))
        assert found[other] == pytest.approx(min(wanted, 1.0), abs=1e-6)
    assert found[3] == pytest.approx(1.0, abs=1e-6)
    assert np.all((found >= 0) & (found <= 1))


@given(seeds)
def test_fidelity_is_mutual(seed: int) -> None:
    probs = states(seed)
    assert fidelities(probs, 0)[7] == pytest.approx(fidelities(probs, 7)[0], abs=1e-9)


def test_opposites_have_none_and_twins_have_all() -> None:
    probs = np.array([[1, 0], [0, 1], [1, 0], [0.5, 0.5]], np.float32)
    assert np.allclose(fidelities(probs, 0), [1, 0, 1, 0.5], atol=1e-7)


@given(seeds, st.integers(0, 45), st.sampled_from([0.02, 0.4, 5.0]))
def test_kin_equal_a_full_sort(seed: int, count: int, sharpness: float) -> None:
    probs, where = states(seed, sharpness=sharpness), places(seed)
    likeness = np.round(fidelities(probs, 5), 3)
    gaps = np.linalg.norm(where - where[5], axis=1)
    wanted = sorted((other for other in range(40) if other != 5), key=lambda other: (-likeness[other], gaps[other]))
    assert kin(probs, where, 5, count).tolist() == wanted[:count]


def test_among_equals_the_neighbours_are_kin() -> None:
    probs, where = np.tile(states(0, 1), (40, 1)), places(2)
    gaps = np.linalg.norm(where - where[9], axis=1)
    assert kin(probs, where, 9, 4).tolist() == np.argsort(gaps)[1:5].tolist()


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_measuring_often_gives_the_probabilities(seed: int) -> None:
    """Chi-square at p = 1e-4 with fixed streams: a wrong rule (argmax, or ψ for p) fails by far."""
    probs = states(seed, sharpness=2.0)[0]
    rng = np.random.default_rng(seed)
    drawn = np.bincount([measure(probs, rng) for _ in range(4000)], minlength=5)
    expected = probs.astype(np.float64) / probs.astype(np.float64).sum() * 4000
    assert chisquare(drawn, expected).pvalue > 1e-4
    amplitudes = np.sqrt(expected) / np.sqrt(expected).sum() * 4000
    assert chisquare(drawn, amplitudes).pvalue < 1e-4


def test_a_decided_spirit_always_answers_the_same() -> None:
    rng = np.random.default_rng(0)
    assert {measure(np.array([0, 0, 1, 0], np.float32), rng) for _ in range(200)} == {2}
