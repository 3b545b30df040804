"""Clans as ellipsoids: the mean and covariance of each class's visible places, drawn as three great circles."""

from dataclasses import dataclass

import numpy as np

from seaspirits_game.core.arrays import F32, F64, I64

_SIGMAS = 1.7  # about two thirds of a Gaussian clan lie inside
_POINTS = 49
_FEWEST = 4


@dataclass(frozen=True, slots=True)
class Ellipsoids:
    """`circles` (G, 3, P, 3): for each of G clans, three closed great circles of P world points; `classes` (G,)."""

    circles: F32
    classes: I64


def moments(points: F32, labels: I64, classes: int) -> tuple[F64, F64, F64]:
    """Counts (C,), means (C, 3) and covariances (C, 3, 3) of `points` (N, 3) by label; zeros for an empty clan."""
    position = points.astype(np.float64)
    counts = np.bincount(labels, minlength=classes).astype(np.float64)
    divisor = np.maximum(counts, 1.0)
    means = np.stack([np.bincount(labels, position[:, axis], classes) for axis in range(3)], axis=1) / divisor[:, None]
    centred = position - means[labels]
    covariances = np.empty((classes, 3, 3))
    for row in range(3):
        for column in range(row, 3):
            total = np.bincount(labels, centred[:, row] * centred[:, column], classes)
            covariances[:, row, column] = covariances[:, column, row] = total / divisor
    return counts, means, covariances


def ellipsoids(points: F32, labels: I64, classes: int) -> Ellipsoids:
    """The clans' ellipsoids at 1.7 standard deviations; clans of fewer than four spirits are left out."""
    counts, means, covariances = moments(points, labels, classes)
    shown = np.flatnonzero(counts >= _FEWEST)
    variances, axes = np.linalg.eigh(covariances[shown])  # (G, 3), (G, 3, 3)
    radii = _SIGMAS * np.sqrt(np.maximum(variances, 0.0))
    half_axes = axes * radii[:, None, :]  # columns
    angle = np.linspace(0.0, 2.0 * np.pi, _POINTS)
    unit = np.zeros((3, _POINTS, 3))
    for circle, (first, second) in enumerate(((0, 1), (1, 2), (2, 0))):
        unit[circle, :, first] = np.cos(angle)
        unit[circle, :, second] = np.sin(angle)
    circles = np.einsum("gij,cpj->gcpi", half_axes, unit) + means[shown][:, None, None, :]
    return Ellipsoids(circles.astype(np.float32), shown.astype(np.int64))
