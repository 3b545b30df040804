"""How far a weight matrix is from keeping lengths and angles.

Said of one matrix, never of the network: after a tanh the layer's map is not an isometry (see `jacobian`).
"""

import math

import numpy as np

from seaspirits_game.core.arrays import F64, AnyArray
from seaspirits_game.geometry.checked import table
from seaspirits_game.geometry.errors import UndefinedError


def orthogonality_defect(W: AnyArray) -> float:
    """‖G − I‖_F/√k, G the smaller of WᵀW and WWᵀ (k, k): 0 when the short side of W (out, in) is orthonormal.

    Also falls or rises by mere scale: a shrinking W comes nearer to orthonormal, then tends to 1.

    Raises:
        NonFiniteError, ShapeError.
    """
    return _distance(_gram(W), 1.0)


def scale_free_defect(W: AnyArray) -> float:
    """`orthogonality_defect` of W scaled so that its squared singular values have mean 1: 0 for c times an isometry.

    Equal to the standard deviation over the mean of the squared singular values.

    Raises:
        NonFiniteError, ShapeError.
        UndefinedError: W is zero.
    """
    gram = _gram(W)
    mean = float(gram.trace()) / len(gram)
    if mean <= 0.0:
        raise UndefinedError("the weights are all zero: no scale makes them an isometry")
    return _distance(gram, mean) / mean


def defects(W: AnyArray) -> tuple[float, float]:
    """(`orthogonality_defect`, `scale_free_defect`) from one Gram matrix; the second is NaN when `W` is zero.

    Raises:
        NonFiniteError, ShapeError.
    """
    gram = _gram(W)
    mean = float(gram.trace()) / len(gram)
    return _distance(gram, 1.0), _distance(gram, mean) / mean if mean > 0.0 else math.nan


def _gram(W: AnyArray) -> F64:
    """(k, k) with k the smaller side of `W`; its eigenvalues are the squared singular values of W."""
    weights = table(W, "weights")
    rows, columns = weights.shape
    return np.asarray(weights.T @ weights if rows >= columns else weights @ weights.T)


def _distance(gram: F64, scale: float) -> float:
    """‖`gram` − `scale` · I‖_F/√k."""
    gap = gram.copy()
    gap.reshape(-1)[:: len(gap) + 1] -= scale
    return math.sqrt(float(np.vdot(gap, gap)) / len(gap))
