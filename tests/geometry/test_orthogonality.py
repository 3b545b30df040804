"""How unitary a matrix is: by its Gram matrix, and exactly zero for isometries."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.geometry.errors import NonFiniteError, ShapeError, UndefinedError
from seaspirits_game.geometry.orthogonality import defects, orthogonality_defect, scale_free_defect
from tests.geometry.clouds import AGREE, rotation

seeds = st.integers(0, 10_000)
sizes = st.integers(1, 30)


@given(seeds, sizes, sizes)
def test_the_defect_is_that_of_the_smaller_gram_matrix(seed, rows, columns):
    W = np.random.default_rng(seed).standard_normal((rows, columns))
    gram = W.T @ W if rows >= columns else W @ W.T
    side = len(gram)
    expected = np.linalg.norm(gram - np.eye(side)) / np.sqrt(side)
    assert orthogonality_defect(W) == pytest.approx(expected, rel=AGREE)
    scaled = W / np.sqrt(np.linalg.norm(W) ** 2 / side)
    assert scale_free_defect(W) == pytest.approx(orthogonality_defect(scaled), rel=AGREE, abs=1e-7)
    assert defects(W) == (orthogonality_defect(W), scale_free_defect(W))


@given(seeds, st.integers(2, 20), st.floats(0.01, 100.0))
def test_the_laws_of_the_defect(seed, side, factor):
    W = np.random.default_rng(seed).standard_normal((side + 3, side))
    turned = rotation(seed, side + 3) @ W @ rotation(seed + 1, side)
    assert orthogonality_defect(turned) == pytest.approx(orthogonality_defect(W), rel=AGREE)
    assert orthogonality_defect(W.T) == pytest.approx(orthogonality_defect(W), rel=AGREE)
    assert scale_free_defect(factor * W) == pytest.approx(scale_free_defect(W), rel=AGREE)
    isometry = rotation(seed, side + 3)[:, :side]
    assert orthogonality_defect(isometry) == pytest.approx(0.0, abs=1e-12)
    assert orthogonality_defect(factor * isometry) == pytest.approx(abs(factor**2 - 1.0), rel=AGREE, abs=1e-10)
    assert scale_free_defect(factor * isometry) == pytest.approx(0.0, abs=1e-12)


def test_zero_and_broken_weights():
    assert orthogonality_defect(np.zeros((4, 3))) == 1.0
    with pytest.raises(UndefinedError, match="all zero"):
        scale_free_defect(np.zeros((4, 3)))
    with pytest.raises(NonFiniteError, match="weights"):
        orthogonality_defect(np.full((2, 2), np.nan))
    with pytest.raises(ShapeError):
        orthogonality_defect(np.ones(3))
