"""How large the visible cloud is: log-volume of the ellipsoid of its three leading axes."""

import math

import numpy as np

from seaspirits_game.core.arrays import F64, AnyArray
from seaspirits_game.geometry.checked import spectrum, table
from seaspirits_game.geometry.errors import ShapeError

VISIBLE = 3


def log_volume(variances: F64) -> float:
    """½ log(λ₁λ₂λ₃): half the log-determinant of the 3×3 covariance of the coordinates on the top three axes.

    Natural log of activation units cubed; the one-sigma ellipsoid itself is log(4π/3) larger. −inf when fewer than
    three variances (W,) are above zero: the ellipsoid is flat.

    Source: linear algebra; an ellipsoid's volume is 4/3 π times the product of its half-axes.
    """
    leading = spectrum(variances)[:VISIBLE]
    if len(leading) < VISIBLE or leading[-1] <= 0.0:
        return -math.inf
    return 0.5 * float(np.log(leading).sum())


def log_volume_of_coordinates(coords: AnyArray) -> float:
    """½ log det of the 3×3 covariance of the first three columns of `coords` (N, k >= 3): the ellipsoid on screen.

    Equal to `log_volume` whenever the visible axes span the top three; smaller while the picture is still turning
    there. −inf when the determinant is not above zero.

    Raises:
        ShapeError: fewer than three columns.
    """
    points = table(coords, "coordinates")
    if points.shape[1] < VISIBLE:
        raise ShapeError(f"{points.shape[1]} columns of coordinates, {VISIBLE} are needed")
    seen = points[:, :VISIBLE] - points[:, :VISIBLE].mean(axis=0)
    sign, log_determinant = np.linalg.slogdet(seen.T @ seen / len(seen))
    return 0.5 * float(log_determinant) if sign > 0.0 else -math.inf


def log_roundness(variances: F64) -> float:
    """`log_volume` minus that of the ball of the same total variance: at most 0, and 0 when the cloud is round.

    Tells rounder from bigger, since scaling the cloud does not change it. −inf when the ellipsoid is flat.

    Source: inequality of arithmetic and geometric means.
    """
    leading = spectrum(variances)[:VISIBLE]
    volume = log_volume(variances)
    return volume if math.isinf(volume) else volume - 0.5 * VISIBLE * math.log(float(leading.mean()))
