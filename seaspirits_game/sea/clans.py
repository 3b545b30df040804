"""Clans as ellipsoids: the mean and covariance of each class's visible places, drawn as three great circles."""

from dataclasses import dataclass

import numpy as np

from seaspirits_game.core.arrays import F32, F64, I64

SIGMAS = 1.7  # 59 % of a Gaussian clan lie inside
_POINTS = 49
FEWEST = 4


def _unit_circles() -> F64:
    angle = np.linspace(0.0, 2.0 * np.pi, _POINTS)
    circles = np.zeros((3, _POINTS, 3))
    for circle, (first, second) in enumerate(((0, 1), (1, 2), (2, 0))):
        circles[circle, :, first] = np.cos(angle)
        circles[circle, :, second] = np.sin(angle)
    circles.setflags(write=False)
    return circles


_UNIT_CIRCLES = _unit_circles()


@dataclass(frozen=True, slots=True)
class Ellipsoids:
    """`circles` (G, 3 or fewer, P, 3): for each of G clans, closed great circles of P world points; `classes` (G,)."""

    circles: F32
    classes: I64


def moments(points: F32, labels: I64, classes: int) -> tuple[F64, F64, F64]:
    """Counts (C,), means (C, 3) and covariances (C, 3, 3) of `points` (N, 3) by label; zeros for an empty clan."""
    x, y, z = np.ascontiguousarray(points.T, dtype=np.float64)
    counts = np.bincount(labels, minlength=classes).astype(np.float64)

    def mean(weights: F64) -> F64:
        return np.bincount(labels, weights, classes) / np.maximum(counts, 1.0)

    means = np.stack([mean(x), mean(y), mean(z)], axis=1)
    xy, yz, zx = mean(x * y), mean(y * z), mean(z * x)
    squares = np.stack([mean(x * x), xy, zx, xy, mean(y * y), yz, zx, yz, mean(z * z)], axis=1).reshape(-1, 3, 3)
    # world units are of order 1: float64 loses nothing by subtracting
    return counts, means, squares - means[:, :, None] * means[:, None, :]


def ellipsoids(points: F32, labels: I64, classes: int, circles: int = 3) -> Ellipsoids:
    """The clans' ellipsoids at 1.7 standard deviations; clans of fewer than four spirits are left out.

    With fewer `circles` than three only the leading ones: the first goes round the middle and the shortest axis.
    """
    counts, means, covariances = moments(points, labels, classes)
    shown = np.flatnonzero(counts >= FEWEST)
    variances, axes = np.linalg.eigh(covariances[shown])  # (G, 3), (G, 3, 3)
    radii = SIGMAS * np.sqrt(np.maximum(variances, 0.0))
    half_axes = axes * radii[:, None, :]  # columns
    unit = _UNIT_CIRCLES[:circles]
    drawn = (unit.reshape(-1, 3) @ half_axes.transpose(0, 2, 1)).reshape(-1, *unit.shape)
    drawn += means[shown][:, None, None, :]
    return Ellipsoids(drawn.astype(np.float32), shown.astype(np.int64))
