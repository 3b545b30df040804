"""How much of one picture of the samples survives in another: the same N samples in the same order, two snapshots.

High coherence says that little has changed, not that what changed was good: a stuck network is perfectly coherent.
"""

import math

import numpy as np

from seaspirits_game.core.arrays import F64, AnyArray
from seaspirits_game.geometry.checked import positive
from seaspirits_game.geometry.errors import ShapeError, UndefinedError
from seaspirits_game.geometry.principal import EPSILON, Principal, principal


def linear_cka(X: AnyArray, Y: AnyArray) -> float:
    """‖YᵀX‖²_F / (‖XᵀX‖_F ‖YᵀY‖_F) of the centred X (N, W) and Y (N, V), 0 to 1.

    Blind to rotations and to scale; biased up when N is not much larger than W and V; dominated by the leading axes.

    Raises:
        NonFiniteError, ShapeError: another number of rows.
        UndefinedError: one of them has no variance.

    Source: Kornblith, Norouzi, Lee and Hinton 2019.
    """
    return cka_of_principal(principal(X), principal(Y))


def cka_of_principal(a: Principal, b: Principal) -> float:
    """`linear_cka` from axes that are there already: ‖XᵀX‖_F is N times the length of the vector of variances.

    Raises:
        ShapeError, UndefinedError: as `linear_cka`.
    """
    x, y = a.centred, b.centred
    _same_samples(x, y)
    lengths = _lengths(a, b)
    cross = (x.T @ y).ravel()
    return min(1.0, float(cross @ cross) / (lengths * len(x) ** 2))


def cka_of_singles(a: Principal, *others: Principal) -> tuple[float, ...]:
    """`cka_of_principal` of `a` with each of `others` at a third of the cost, of activations that came in single
    precision and kept their units; NaN where there is none, since one of the two is a point.

    XᵀY = XᵀX + Xᵀ(Y − X), of which the first term is known in double precision; the second is as inexact as single
    precision, but as small as the change. Hence 1 − CKA keeps its leading digits however little has changed.

    Raises:
        ShapeError: other samples or units, or double precision.
    """
    x, origin = a.single, np.zeros_like(a.mean)
    samples, width = a.activations.shape
    for b in others:
        if x is None or b.single is None or b.single.shape != x.shape:
            raise ShapeError(f"not two tables of single precision and one shape: {a.activations.shape} and others")
    changes = np.empty((samples, len(others) * width), dtype=np.float32)
    for index, b in enumerate(others):
        np.subtract(b.activations, a.activations, out=changes[:, index * width : (index + 1) * width])
    if a.far:
        origin = a.mean.astype(np.float32).astype(np.float64)
        x = a.activations - origin.astype(np.float32)
    assert x is not None
    moved = (x.T @ changes).astype(np.float64)
    moved /= samples
    found = []
    for index, b in enumerate(others):
        cross = moved[:, index * width : (index + 1) * width] + a.covariance
        cross -= np.outer(a.mean - origin, b.mean - a.mean)
        try:
            found.append(min(1.0, float(np.vdot(cross, cross)) / _lengths(a, b)))
        except UndefinedError:
            found.append(math.nan)
    return tuple(found)


def debiased_cka(X: AnyArray, Y: AnyArray) -> float:
    """CKA with Song's unbiased estimate of HSIC in place of the plain one; about 0 for unrelated clouds, may be below.

    Raises:
        NonFiniteError, ShapeError: another number of rows.
        UndefinedError: fewer than four samples, or an estimated variance that is not above zero.

    Source: Song, Smola, Gretton, Bedo and Borgwardt 2007; Kornblith et al. 2019; Nguyen, Raghu and Kornblith 2021.
    """
    x, y = principal(X), principal(Y)
    near, far = x.centred, y.centred
    _same_samples(near, far)
    samples = len(near)
    if samples < 4:
        raise UndefinedError(f"{samples} samples, the unbiased estimate needs 4")
    squares = [np.einsum("ij,ij->i", z, z) for z in (near, far)]
    cross = near.T @ far
    plain = {
        (0, 1): float(np.sum(cross * cross)),
        (0, 0): samples**2 * float(x.variances @ x.variances),
        (1, 1): samples**2 * float(y.variances @ y.variances),
    }
    unbiased = {
        (i, j): value
        - samples / (samples - 2.0) * float(squares[i] @ squares[j])
        + float(squares[i].sum() * squares[j].sum()) / ((samples - 1.0) * (samples - 2.0))
        for (i, j), value in plain.items()
    }
    if unbiased[0, 0] <= 0.0 or unbiased[1, 1] <= 0.0:
        raise UndefinedError("the estimated variance of one of the clouds is not above zero")
    return unbiased[0, 1] / math.sqrt(unbiased[0, 0] * unbiased[1, 1])


def uhlmann_fidelity(X: AnyArray, Y: AnyArray) -> float:
    """F = (tr √(√ρ σ √ρ))² of the density matrices of X (N, W) and Y (M, W), 0 (no common direction) to 1 (equal).

    This is the squared convention; several programs call its root the fidelity. Units are matched one by one, so it is
    for two snapshots of one network, not for two networks.

    Raises:
        NonFiniteError, ShapeError: another number of units.
        UndefinedError: one of them has no variance.

    Source: Uhlmann 1976; Jozsa 1994.
    """
    return fidelity_of_principal(principal(X), principal(Y))


def fidelity_of_principal(a: Principal, b: Principal) -> float:
    """`uhlmann_fidelity` from axes that are there already: √F is the sum of the roots of the eigenvalues of √ρ σ √ρ.

    What is below rounding in it counts nothing; the error is at most 5e-7, and below 1e-9 where no variance is below
    1e-6 of the largest.

    Raises:
        ShapeError, UndefinedError: as `uhlmann_fidelity`.
    """
    if len(a.mean) != len(b.mean):
        raise ShapeError(f"{len(a.mean)} and {len(b.mean)} units: density matrices of other sizes have no fidelity")
    traces = a.total_variance * b.total_variance
    if traces <= 0.0:
        raise UndefinedError("one of the clouds is a point: without variance there is no density matrix")
    half = a.basis * np.sqrt(a.variances)
    squares = np.linalg.eigvalsh(half.T @ b.covariance @ half)
    squares[squares <= len(squares) * EPSILON * squares[-1]] = 0.0
    root = float(np.sqrt(squares).sum())
    return min(1.0, root * root / traces)


def bures_angle(fidelity: float) -> float:
    """arccos √F, radians, 0 to π/2: the fidelity as an angle, readable when F is nearly 1. Source: Bures 1969."""
    return math.acos(min(1.0, math.sqrt(max(0.0, fidelity))))


def decoherence_rate(coherence: float, steps: float) -> float:
    """−log(coherence)/steps, per step, 0 or more, inf when nothing survived: readable over decades.

    Raises:
        ValueError: `steps` is not above zero.
    """
    positive(steps, "steps")
    return math.inf if coherence <= 0.0 else max(0.0, -math.log(coherence) / steps)


def _same_samples(a: F64, b: F64) -> None:
    if len(a) != len(b):
        raise ShapeError(f"{len(a)} and {len(b)} samples: coherence compares the same samples in the same order")


def _lengths(a: Principal, b: Principal) -> float:
    """‖XᵀX‖_F ‖YᵀY‖_F/N²."""
    lengths = math.sqrt(float(a.variances @ a.variances) * float(b.variances @ b.variances))
    if lengths <= 0.0:
        raise UndefinedError("one of the clouds is a point: nothing can survive or change in it")
    return lengths
