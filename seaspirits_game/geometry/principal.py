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

    activations: AnyArray
    """(N, W) as they came, in single precision when they came so: their small changes are exact."""
    mean: F64
    """(W,)."""
    covariance: F64
    """(W, W)."""
    variances: F64
    """(W,) eigenvalues of C, falling, never negative."""
    basis: F64
    """(W, W) orthonormal columns in the order of `variances`."""

    @property
    def total_variance(self) -> float:
        """Trace of the covariance, squared activation units."""
        return float(self.variances.sum())

    @property
    def single(self) -> F32 | None:
        """The activations, if they came in single precision."""
        return np.asarray(self.activations) if self.activations.dtype == np.float32 else None

    @property
    def centred(self) -> F64:
        """(N, W) Z, worked out anew at each call; 0 for a point."""
        z = self.activations.astype(np.float64)
        z -= self.mean
        if self.total_variance <= 0.0:
            z[:] = 0.0
        return z

    @property
    def far(self) -> bool:
        """Whether the cloud is farther from the origin than it is wide: single precision is then spent on the way."""
        return float(self.mean @ self.mean) > self.total_variance

    def coordinates(self, count: int) -> AnyArray:
        """(N, count) centred coordinates along the first axes, in the activations' precision unless they are `far`."""
        leading = self.basis[:, :count]
        if self.total_variance <= 0.0:
            return np.zeros((len(self.activations), count))
        if self.single is None or self.far:
            return np.asarray(self.centred @ leading)
        found = self.activations @ leading.astype(np.float32)
        found -= (self.mean @ leading).astype(np.float32)
        return np.asarray(found)


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
    single = isinstance(activations, np.ndarray) and activations.dtype == np.float32
    given = activations if single else np.array(activations, dtype=np.float64, order="C")
    if given.ndim != 2 or 0 in given.shape:
        raise ShapeError(f"activations of shape {given.shape} are not (samples, units) with at least one of each")
    with np.errstate(over="ignore", invalid="ignore"):  # what overflows is found just below
        z = given.astype(np.float64)  # centred in place
        mean = np.full(len(z), 1.0 / len(z)) @ z  # four times as fast as z.mean(axis=0)
        z -= mean
        covariance = z.T @ z
        covariance /= len(z)
    if not (np.isfinite(mean).all() and np.isfinite(covariance.diagonal()).all()):
        raise NonFiniteError("activations hold NaN or infinity, or numbers whose squares overflow")
    if covariance.trace() <= (POINT * POINT) * float(mean @ mean):
        covariance[:] = 0.0
    variances, basis = np.linalg.eigh(covariance)
    variances[variances <= len(variances) * EPSILON * variances[-1]] = 0.0
    return Principal(given, mean, covariance, variances[::-1], basis[:, ::-1])
