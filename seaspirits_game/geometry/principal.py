"""Principal axes of a layer's activations, from one Gram matrix that the other spectral measures share."""

from dataclasses import dataclass

import numpy as np

from seaspirits_game.core.arrays import F32, F64, AnyArray
from seaspirits_game.geometry.errors import NonFiniteError, ShapeError

EPSILON = 2.0**-52
POINT = 1e-14
"""A standard deviation below this share of the mean's length is rounding."""


@dataclass(frozen=True, slots=True)
class Principal:
    """The second moments of a cloud and their eigenvectors.

    With Z the centred activations (N, W): covariance C = ZᵀZ/N = basis · diag(variances) · basisᵀ.
    """

    centred: F64
    """(N, W)."""
    mean: F64
    """(W,)."""
    variances: F64
    """(W,) eigenvalues of C, falling, never negative."""
    basis: F64
    """(W, W) orthonormal columns in the order of `variances`."""
    single: F32 | None = None
    """(N, W) the activations themselves, when they came in single precision: their small changes are exact."""

    @property
    def total_variance(self) -> float:
        """Trace of the covariance, squared activation units."""
        return float(self.variances.sum())


def principal(activations: AnyArray) -> Principal:
    """Principal axes of `activations` (N, W), N >= 1, by the eigendecomposition of the W×W covariance in float64.

    For N much larger than W this is many times cheaper than an SVD of the data. Its price: variances below W · 2.2e-16
    of the largest cannot be told from rounding, and are given as exactly 0, so that no measure takes the logarithm or
    the root of noise. For the same reason a cloud whose spread is below 1e-14 of its distance from the origin is a
    point: all its variances and centred activations are 0.

    Raises:
        NonFiniteError: an activation is NaN or infinite, or beyond 1e150 so that its square overflows.
        ShapeError: not a table with at least one row and one column.

    Source: Pearson 1901; Hotelling 1933.
    """
    single = activations if isinstance(activations, np.ndarray) and activations.dtype == np.float32 else None
    z = np.array(activations, dtype=np.float64, order="C")  # our own copy, centred in place
    if z.ndim != 2 or 0 in z.shape:
        raise ShapeError(f"activations of shape {z.shape} are not (samples, units) with at least one of each")
    with np.errstate(over="ignore", invalid="ignore"):  # what overflows is found just below
        mean = np.full(len(z), 1.0 / len(z)) @ z  # four times as fast as z.mean(axis=0)
        z -= mean
        covariance = z.T @ z / len(z)
    if not np.isfinite(mean).all() or not np.isfinite(covariance.diagonal()).all():
        raise NonFiniteError("activations hold NaN or infinity, or numbers whose squares overflow")
    if covariance.trace() <= (POINT * POINT) * float(mean @ mean):
        z[:] = covariance[:] = 0.0
    variances, basis = np.linalg.eigh(covariance)
    variances[variances <= len(variances) * EPSILON * variances[-1]] = 0.0
    return Principal(z, mean, variances[::-1], basis[:, ::-1], single)
