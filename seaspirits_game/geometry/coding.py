"""Coding rates: regularised log-volumes, the nats needed to write the activations down up to a grain ε.

Rows are taken as they come (not centred), as in the paper; only whether they are scaled to length one differs.
Source: Ma, Derksen, Hong and Wright 2007; Yu, Chan, You, Song and Ma 2020 (MCR²), whose code calls ε² `eps`.
"""

from dataclasses import dataclass

import numpy as np

from seaspirits_game.core.arrays import F64, I64, AnyArray
from seaspirits_game.geometry.checked import labels_of, positive, table

PRECISION = 0.5
"""ε², squared grain."""
LONGEST_SINGLE = 1e18
"""The squares of longer rows overflow single precision."""
SHORTEST = 1e-12
"""A shorter row is a silent layer: it stays where it is instead of being blown up to length one."""


def coding_rate_raw(activations: AnyArray, precision: float = PRECISION) -> float:
    """R = ½ Σ log(1 + W sᵢ²/(N ε²)) of `activations` (N, W) with singular values s, nats, 0 or more; ε² = `precision`.

    Grows with the mere scale of the weights.

    Raises:
        NonFiniteError, ShapeError, ValueError: `precision` is not above zero.
    """
    z = table(activations)
    return _rate(z, precision)


def coding_rate(activations: AnyArray, precision: float = PRECISION) -> float:
    """`coding_rate_raw` of the rows scaled to length one; rows of length below 1e-12 count as zero.

    Raises:
        NonFiniteError, ShapeError, ValueError: `precision` is not above zero.
    """
    return _rate(unit_rows(activations), precision)


def class_coding_rate(activations: AnyArray, labels: I64, precision: float = PRECISION) -> float:
    """R_c = Σ_j (N_j/N) R(rows of class j scaled to length one), nats: the rate when the class is known already.

    A class without samples counts nothing.

    Raises:
        NonFiniteError, ShapeError, ValueError.
    """
    units = unit_rows(activations)
    chosen = labels_of(labels, len(units))
    rates = ((np.mean(chosen == label), _rate(units[chosen == label], precision)) for label in np.unique(chosen))
    return float(sum(share * rate for share, rate in rates))


def rate_reduction(activations: AnyArray, labels: I64, precision: float = PRECISION) -> float:
    """ΔR = `coding_rate` − `class_coding_rate`, nats, never negative: room between the classes beyond that within.

    0 when there is one class, or when all classes have the same second moments.

    Raises:
        NonFiniteError, ShapeError, ValueError.
    """
    return max(0.0, coding_rate(activations, precision) - class_coding_rate(activations, labels, precision))


def unit_rows(activations: AnyArray) -> F64:
    """(N, W) rows scaled to length one; rows of length below 1e-12 are zero."""
    z = table(activations)
    return z * scales(np.linalg.norm(z, axis=1))[:, None]


def scales(lengths: F64) -> F64:
    """What rows of these lengths are multiplied by to get length one, or zero."""
    return np.where(lengths > SHORTEST, 1.0 / np.maximum(lengths, SHORTEST), 0.0)


@dataclass(frozen=True, slots=True)
class ClassOrder:
    """Samples sorted by class once, for measures that look at every class of every layer."""

    order: I64
    """(N,) sample indices, class by class."""
    bounds: tuple[int, ...]
    """Where each of the classes that occur begins in `order`, and N."""

    @classmethod
    def of(cls, labels: I64) -> "ClassOrder":
        """The order of `labels` (N,)."""
        order = np.argsort(labels, kind="stable")
        edges = np.flatnonzero(np.diff(labels[order])) + 1
        return cls(order, (0, *edges.tolist(), len(labels)))


def rate_and_reduction(activations: AnyArray, classes: ClassOrder, precision: float = PRECISION) -> tuple[float, float]:
    """(`coding_rate`, `rate_reduction`) for checked activations, several times as fast as one after the other.

    The second moment of all is the sum of those of the classes, and a log-determinant comes from Cholesky's factor of
    I + αG, which is positive definite for any G; hence no singular values are needed. Moments of single-precision
    activations are summed in single precision, to 1e-7 of the rate.
    """
    z = activations.take(classes.order, axis=0)  # a copy, ours to scale
    lengths = np.sqrt(np.einsum("ij,ij->i", z, z))
    if z.dtype != np.float32 or not lengths.max() < LONGEST_SINGLE:
        z = z.astype(np.float64)
        lengths = np.sqrt(np.einsum("ij,ij->i", z, z))
    z *= scales(lengths)[:, None].astype(z.dtype)
    samples, width = z.shape
    bounds = classes.bounds
    sums = np.empty((len(bounds), width, width), dtype=z.dtype)
    for total, start, stop in zip(sums, bounds[:-1], bounds[1:], strict=False):
        np.matmul(z[start:stop].T, z[start:stop], out=total)
    sums[:-1].sum(axis=0, out=sums[-1])
    counts = np.array([*np.diff(bounds), samples], dtype=np.float64)
    moments = sums * (width / (precision * counts))[:, None, None]
    moments.reshape(len(bounds), -1)[:, :: width + 1] += 1.0
    factors = np.linalg.cholesky(moments)
    rates = np.log(factors.diagonal(axis1=1, axis2=2)).sum(axis=1)  # half the log-determinants
    rate = float(rates[-1])
    return rate, max(0.0, rate - float(rates[:-1] @ counts[:-1]) / samples)


def _rate(rows: F64, precision: float) -> float:
    samples, width = rows.shape
    singular = np.linalg.svd(rows, compute_uv=False)
    return 0.5 * float(np.log1p(width / (samples * positive(precision, "precision")) * singular**2).sum())
