"""States of samples: against SciPy, explicit projectors, and the extremes."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import entropy as scipy_entropy

from seaspirits_game.geometry.errors import NonFiniteError, ShapeError
from seaspirits_game.geometry.superposition import (
    class_density,
    class_density_entropy,
    state_fidelity,
    superposition_entropies,
    superposition_entropy,
)
from tests.geometry.clouds import AGREE, distributions

seeds = st.integers(0, 10_000)
classes = st.integers(2, 20)


@given(seeds, classes)
def test_entropies_are_scipys(seed, count):
    p = distributions(seed, 30, count)
    assert superposition_entropies(p) == pytest.approx(scipy_entropy(p, axis=1), rel=AGREE, abs=1e-12)
    assert superposition_entropy(p) == pytest.approx(scipy_entropy(p, axis=1).mean(), rel=AGREE)


@given(seeds, classes)
def test_the_class_density_is_the_mean_of_projectors(seed, count):
    p = distributions(seed, 30, count)
    rho = sum(np.outer(psi, psi) for psi in np.sqrt(p)) / len(p)
    assert np.allclose(class_density(p), rho, atol=1e-12)
    assert np.trace(class_density(p)) == pytest.approx(1.0)
    # its non-zero eigenvalues are those of the samples' overlaps
    overlaps = np.linalg.eigvalsh(np.sqrt(p) @ np.sqrt(p).T / len(p)).clip(0.0)
    assert class_density_entropy(p) == pytest.approx(scipy_entropy(overlaps), rel=AGREE, abs=1e-9)
    assert class_density_entropy(p[::-1]) == pytest.approx(class_density_entropy(p), rel=AGREE, abs=1e-12)


@given(seeds, classes)
def test_fidelity_is_the_squared_overlap_of_pure_states(seed, count):
    p, q = distributions(seed, 2, count)
    assert state_fidelity(p, q) == pytest.approx((np.sqrt(p) @ np.sqrt(q)) ** 2, rel=AGREE)
    assert state_fidelity(q, p) == state_fidelity(p, q)
    assert state_fidelity(p, p) == pytest.approx(1.0, rel=1e-12)


def test_the_extremes():
    decided, shared = np.eye(4), np.full((5, 4), 0.25)
    assert superposition_entropy(decided) == 0.0
    assert class_density_entropy(decided) == pytest.approx(math.log(4.0))
    assert superposition_entropy(shared) == pytest.approx(math.log(4.0))
    assert class_density_entropy(shared) == pytest.approx(0.0, abs=1e-12)
    assert state_fidelity(decided[0], decided[1]) == 0.0
    single = np.array([[0.5, 0.5]], np.float32)
    assert superposition_entropy(single) == pytest.approx(math.log(2.0))


def test_what_is_no_distribution_is_refused():
    with pytest.raises(ValueError, match=r"1\.2"):
        superposition_entropy(np.array([[0.5, 0.5], [0.6, 0.6]]))
    with pytest.raises(ValueError, match="negative"):
        class_density_entropy(np.array([[1.5, -0.5]]))
    with pytest.raises(NonFiniteError):
        superposition_entropy(np.array([[np.nan, 1.0]]))
    with pytest.raises(ShapeError):
        state_fidelity(np.eye(2), np.eye(2))
