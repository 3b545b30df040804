"""Pictures of successive snapshots that can be compared: what moves is the network, not signs and orders of axes.

The eight coordinates always span exactly the top-8 principal subspace. Within it the axes are free; two things fix
them. First, orthogonal Procrustes against the last picture (Schönemann 1966). Second, the three visible axes turn along
the Grassmann geodesic (principal angles, Björck and Golub 1973) toward the exact top-3 subspace, by at most `MAX_TURN`
a snapshot: ordinarily they reach it, so the picture is the exact one; when the third and fourth variance cross, the
picture turns over a few snapshots instead of jumping.
"""

from collections.abc import Sequence
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
    rotation: F64
    """(k, k) orthogonal, k = min(8, W): from exact principal coordinates to these; all that cannot be recomputed."""


def aligned_picture(activations: AnyArray, previous: F64 | None) -> AlignedPicture:
    """The picture of `activations` (N, W), continuing `previous` (N, 8) coordinates, or a first one.

    Raises:
        NonFiniteError: an activation is NaN or infinite.
    """
    return align(principal(activations), previous)


def align(axes: Principal, previous: F64 | None) -> AlignedPicture:
    """`aligned_picture` for principal axes that are already there."""
    return align_layers([axes], [previous])[0]


def align_layers(axes: Sequence[Principal], previous: Sequence[F64 | None]) -> list[AlignedPicture]:
    """`align` of each layer; the rotations of layers that have equally many axes are found together, at half the cost.

    Raises:
        ValueError: not as many previous pictures as layers.
    """
    exact = [found.coordinates(min(COORDINATES, len(found.mean))) for found in axes]
    overlaps: dict[int, dict[int, F64]] = {}
    rotations: list[F64 | None] = [None] * len(exact)
    for index, (coords, before) in enumerate(zip(exact, previous, strict=True)):
        kept = coords.shape[1]
        if before is None:
            rotations[index] = np.diag(_signs(axes[index].basis[:, :kept]))
        else:
            alike = before[:, :kept].astype(coords.dtype, copy=False)
            overlaps.setdefault(kept, {})[index] = np.asarray(coords.T @ alike, dtype=np.float64)
    for group in overlaps.values():
        for index, rotation in zip(group, _continuing(np.stack(list(group.values()))), strict=True):
            rotations[index] = rotation
    return [
        _picture(found, coords, rotation)
        for found, coords, rotation in zip(axes, exact, rotations, strict=True)
        if rotation is not None
    ]


def _picture(axes: Principal, exact: AnyArray, rotation: F64) -> AlignedPicture:
    kept = len(rotation)
    basis = _padded(axes.basis[:, :kept] @ rotation)
    coords = _padded(np.asarray(exact @ rotation.astype(exact.dtype), dtype=np.float64))
    share = np.zeros(COORDINATES)
    total = axes.total_variance
    if total > 0.0:
        share[:kept] = (rotation * rotation).T @ axes.variances[:kept] / total
    return AlignedPicture(coords, share, basis, rotation)


def turned(axes: Principal, rotation: F64) -> F64:
    """(N, 8) the coordinates of the picture that had these `axes` and this `rotation`, to the last bit."""
    return _picture(axes, axes.coordinates(len(rotation)), rotation).coords


def procrustes(moving: F64, fixed: F64) -> F64:
    """The orthogonal R (k, k) that minimises ‖moving · R − fixed‖_F, both (N, k). Source: Schönemann 1966."""
    return _polar(moving.T @ fixed)


def _padded(columns: F64) -> F64:
    """(rows, 8): `columns` and zeros behind them."""
    missing = COORDINATES - columns.shape[1]
    return np.pad(columns, ((0, 0), (0, missing))) if missing else columns


def _polar(matrices: F64) -> F64:
    """The nearest matrices (..., n, k) with orthonormal columns, n >= k."""
    left, _, right = np.linalg.svd(matrices, full_matrices=False)
    return np.asarray(left @ right)


def _signs(leading: F64) -> F64:
    """A convention for the first picture: each axis's largest entry is positive."""
    largest = leading[np.abs(leading).argmax(axis=0), np.arange(leading.shape[1])]
    return np.where(largest < 0.0, -1.0, 1.0)


def _continuing(overlaps: F64) -> F64:
    """(L, k, k) orthogonal: from exact principal coordinates to axes that continue the previous ones.

    `overlaps` are (exact coordinates, falling in variance)ᵀ · (previous coordinates).
    """
    rotations = _polar(overlaps)
    if rotations.shape[-1] <= VISIBLE:
        return rotations
    visible = _turned(rotations[..., :VISIBLE])
    # the hidden axes stay as near as they can to where they were
    hidden = rotations[..., VISIBLE:]
    hidden = hidden - visible @ (visible.swapaxes(-1, -2) @ hidden)
    return np.concatenate([visible, _polar(hidden)], axis=-1)


def _turned(frames: F64) -> F64:
    """(L, k, 3): `frames`, each turned by at most `MAX_TURN` a principal direction toward the span of the first three
    axes."""
    left, cosines, right = np.linalg.svd(frames[:, :VISIBLE].swapaxes(-1, -2))
    angles = np.arccos(np.clip(cosines, -1.0, 1.0))
    turned = np.zeros_like(frames)
    turned[:, :VISIBLE] = (left @ right).swapaxes(-1, -2)  # ordinarily the exact subspace is reached
    for layer in np.flatnonzero(angles.max(axis=-1) > MAX_TURN):
        turned[layer] = _turned_a_little(frames[layer], left[layer], cosines[layer], right[layer], angles[layer])
    return turned


def _turned_a_little(frame: F64, left: F64, cosines: F64, right: F64, angles: F64) -> F64:
    start = frame @ left
    ahead = np.eye(len(frame), VISIBLE) @ right.T - start * cosines
    norms = np.linalg.norm(ahead, axis=0)
    ahead /= np.where(norms > 1e-12, norms, 1.0)
    turn = np.where(norms > 1e-12, np.minimum(angles, MAX_TURN), 0.0)
    turned = (start * np.cos(turn) + ahead * np.sin(turn)) @ left.T
    return _polar(turned)  # mends rounding only
