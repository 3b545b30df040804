"""Neural collapse: at the end of good training the clans shrink to points that stand as far apart as they can.

Not to be confused with the alarm of that name. Only meaningful once nearly all training samples are right.
Source: Papyan, Han and Donoho 2020.
"""

from dataclasses import dataclass

import numpy as np

from seaspirits_game.core.arrays import F64, I64, AnyArray
from seaspirits_game.geometry.checked import labels_of, table
from seaspirits_game.geometry.errors import UndefinedError

CUTOFF = 1e-8
"""Directions of Σ_B below this share of its largest eigenvalue are rounding (its rank is at most C − 1)."""


@dataclass(frozen=True, slots=True)
class Clans:
    """Second moments of labelled samples: within + between = total covariance when classes are equally large."""

    within: F64
    """(W, W) Σ_W: mean over samples of (h − μ_class)(h − μ_class)ᵀ."""
    means: F64
    """(C, W) class means minus the mean of the class means, the classes that occur in rising order."""


def clans(activations: AnyArray, labels: I64) -> Clans:
    """Within-class covariance and centred class means of `activations` (N, W).

    Raises:
        NonFiniteError, ShapeError, ValueError: a label is negative.
        UndefinedError: fewer than two classes.
    """
    z = table(activations)
    chosen = labels_of(labels, len(z))
    present, place = np.unique(chosen, return_inverse=True)
    if len(present) < 2:
        raise UndefinedError("one class: there is nothing between classes")
    member = np.eye(len(present))[place]
    means = member.T @ z / member.sum(axis=0)[:, None]
    rest = z - means[place]
    return Clans(rest.T @ rest / len(z), means - means.mean(axis=0))


def variability_collapse(activations: AnyArray, labels: I64) -> float:
    """NC1 = tr(Σ_W Σ_B⁺)/C, 0 (points) or more; Σ_B = (1/C) Σ (μ_c − μ)(μ_c − μ)ᵀ, μ the mean of the class means.

    Raises:
        NonFiniteError, ShapeError, ValueError: a label is negative.
        UndefinedError: fewer than two classes, or all class means are equal.
    """
    found = clans(activations, labels)
    # Σ_B⁺ through the singular values of the means: eigenvalues of Σ_B are s²/C
    _, singular, directions = np.linalg.svd(found.means, full_matrices=False)
    scale = float(np.sqrt(np.trace(found.within)) + np.abs(activations).max())
    if singular[0] <= 1e-14 * scale:
        raise UndefinedError("all class means are equal: there is nothing between classes")
    kept = singular**2 > CUTOFF * singular[0] ** 2
    spread = np.einsum("ij,jk,ik->i", directions[kept], found.within, directions[kept])
    return float((spread / singular[kept] ** 2).sum())  # the C of Σ_B and the C of the quotient cancel


@dataclass(frozen=True, slots=True)
class Simplex:
    """NC2: how far the class means are from the corners of a regular simplex; both numbers are 0 there."""

    unequal_lengths: float
    """Standard deviation over mean of the lengths of the centred class means."""
    unequal_angles: float
    """Mean over pairs of |cosine + 1/(C − 1)|."""


def simplex_gap(activations: AnyArray, labels: I64) -> Simplex:
    """NC2 of `activations` (N, W).

    Raises:
        NonFiniteError, ShapeError, ValueError: a label is negative.
        UndefinedError: fewer than two classes, or a class mean lies exactly in the middle.
    """
    means = clans(activations, labels).means
    lengths = np.linalg.norm(means, axis=1)
    if lengths.min() <= 1e-14 * float(np.abs(activations).max()):
        raise UndefinedError("a class mean lies in the middle of all: it has no direction")
    count = len(means)
    cosines = (means @ means.T / np.outer(lengths, lengths))[np.triu_indices(count, 1)]
    return Simplex(float(lengths.std() / lengths.mean()), float(np.abs(cosines + 1.0 / (count - 1)).mean()))
