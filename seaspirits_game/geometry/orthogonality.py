"""How far a weight matrix is from keeping lengths and angles.

Said of one matrix, never of the network: after a tanh the layer's map is not an isometry (see `jacobian`).
"""

import numpy as np

from seaspirits_game.core.arrays import AnyArray
from seaspirits_game.geometry.checked import table
from seaspirits_game.geometry.errors import UndefinedError


def orthogonality_defect(W: AnyArray) -> float:
    """‖G − I‖_F/√k, G the smaller of WᵀW and WWᵀ (k, k): 0 when the short side of W (out, in) is orthonormal.

    Also falls or rises by mere scale: a shrinking W comes nearer to orthonormal, then tends to 1.

    Raises:
        NonFiniteError, ShapeError.
    """
    squares = np.linalg.svd(table(W, "weights"), compute_uv=False) ** 2
    return float(np.sqrt(np.mean((squares - 1.0) ** 2)))


def scale_free_defect(W: AnyArray) -> float:
    """`orthogonality_defect` of W scaled so that its squared singular values have mean 1: 0 for c times an isometry.

    Equal to the standard deviation over the mean of the squared singular values.

    Raises:
        NonFiniteError, ShapeError.
        UndefinedError: W is zero.
    """
    squares = np.linalg.svd(table(W, "weights"), compute_uv=False) ** 2
    mean = float(squares.mean())
    if mean <= 0.0:
        raise UndefinedError("the weights are all zero: no scale makes them an isometry")
    return float(squares.std()) / mean
