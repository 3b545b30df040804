"""Pictures of successive snapshots that can be compared: what moves is the network, not signs and orders of axes.

The eight coordinates always span exactly the top-8 principal subspace. Within it the axes are free; two things fix
them. First, orthogonal Procrustes against the last picture (Schönemann 1966). Second, the three visible axes turn along
the Grassmann geodesic (principal angles, Björck and Golub 1973) toward the exact top-3 subspace, by at most `MAX_TURN`
a snapshot: ordinarily they reach it, so the picture is the exact one; when the third and fourth variance cross, the
picture turns over a few snapshots instead of jumping.
"""

from dataclasses import dataclass

import numpy as np

from seaspirits_game.core.arrays import COORDINATES, F64, AnyArray
from seaspirits_game.geometry.principal import Principal, principal

VISIBLE = 3
MAX_TURN = 0.2
"""Radians that a visible axis may turn per snapshot beyond what the activations themselves moved."""


@dataclass(frozen=True, slots=True)
class AlignedPicture:
    """One layer at one step, in axes that continue the last picture's."""

    coords: F64
    """(N, 8) centred coordinates in activation units; columns beyond the layer's width are zero."""
    variance_share: F64
    """(8,) share of the layer's total variance along each axis."""
    basis: F64
    """(W, 8): coords = centred activations @ basis."""


def aligned_picture(activations: AnyArray, previous: F64 | None) -> AlignedPicture:
    """The picture of `activations` (N, W), continuing `previous` (N, 8) coordinates, or a first one.

    Raises:
        NonFiniteError: an activation is NaN or infinite.
    """
    return align(principal(activations), previous)


def align(axes: Principal, previous: F64 | None) -> AlignedPicture:
    """`aligned_picture` for principal axes that are already there."""
    width = axes.basis.shape[0]
    kept = min(COORDINATES, width)
    leading = axes.basis[:, :kept]
    exact = axes.centred @ leading
    rotation = np.diag(_signs(leading))
    if previous is not None:
        rotation = _continuing(exact.T @ previous[:, :kept])
    basis, coords = _padded(leading @ rotation), _padded(exact @ rotation)
    share = np.zeros(COORDINATES)
    total = axes.total_variance
    if total > 0.0:
        share[:kept] = (rotation * rotation).T @ axes.variances[:kept] / total
    return AlignedPicture(coords, share, basis)


def procrustes(moving: F64, fixed: F64) -> F64:
    """The orthogonal R (k, k) that minimises ‖moving · R − fixed‖_F, both (N, k). Source: Schönemann 1966."""
    return _polar(moving.T @ fixed)


def _padded(columns: F64) -> F64:
    """(rows, 8): `columns` and zeros behind them."""
    missing = COORDINATES - columns.shape[1]
    return np.pad(columns, ((0, 0), (0, missing))) if missing else columns


def _polar(matrix: F64) -> F64:
    """The nearest matrix with orthonormal columns."""
    left, _, right = np.linalg.svd(matrix, full_matrices=False)
    return np.asarray(left @ right)


def _signs(leading: F64) -> F64:
    """A convention for the first picture: each axis's largest entry is positive."""
    largest = leading[np.abs(leading).argmax(axis=0), np.arange(leading.shape[1])]
    return np.where(largest < 0.0, -1.0, 1.0)


def _continuing(overlap: F64) -> F64:
    """(k, k) orthogonal: from exact principal coordinates to axes that continue the previous ones.

    `overlap` is (exact coordinates, falling in variance)ᵀ · (previous coordinates).
    """
    rotation = _polar(overlap)
    if rotation.shape[0] <= VISIBLE:
        return rotation
    visible = _turned(rotation[:, :VISIBLE])
    # the hidden axes stay as near as they can to where they were
    hidden = rotation[:, VISIBLE:] - visible @ (visible.T @ rotation[:, VISIBLE:])
    return np.concatenate([visible, _polar(hidden)], axis=1)


def _turned(frame: F64) -> F64:
    """(k, 3): `frame` turned by at most `MAX_TURN` a principal direction toward the span of the first three axes."""
    target = np.eye(len(frame), VISIBLE)
    left, cosines, right = np.linalg.svd(frame.T @ target)
    angles = np.arccos(np.clip(cosines, -1.0, 1.0))
    if angles.max() <= MAX_TURN:  # ordinarily the exact subspace is reached
        return np.asarray(target @ (left @ right).T)
    start = frame @ left
    ahead = target @ right.T - start * cosines
    norms = np.linalg.norm(ahead, axis=0)
    ahead /= np.where(norms > 1e-12, norms, 1.0)
    turn = np.where(norms > 1e-12, np.minimum(angles, MAX_TURN), 0.0)
    turned = (start * np.cos(turn) + ahead * np.sin(turn)) @ left.T
    return _polar(turned)  # mends rounding only
