"""The way that the parameters go: how long it is and how straight.

Lengths depend on the parametrisation; compare voyages of one architecture only.
"""

import numpy as np

from seaspirits_game.core.arrays import F64, AnyArray
from seaspirits_game.geometry.checked import table
from seaspirits_game.geometry.errors import ShapeError, UndefinedError


def path_length(points: AnyArray) -> float:
    """Σ ‖θ_{t+1} − θ_t‖ of `points` (T, P), parameter units; 0 for one point. Skipping points makes it shorter.

    Raises:
        NonFiniteError, ShapeError.
    """
    return float(_steps(table(points, "points")).sum())


def straightness(points: AnyArray) -> float:
    """‖θ_T − θ_0‖ / path length of `points` (T, P): 1 for a straight way, about T^−½ for a random walk, 0 for a loop.

    Raises:
        NonFiniteError, ShapeError.
        UndefinedError: no step was made.
    """
    way = table(points, "points")
    length = float(_steps(way).sum())
    if length <= 0.0:
        raise UndefinedError("no step was made: a way without length is neither straight nor winding")
    return min(1.0, float(np.linalg.norm(way[-1] - way[0])) / length)


def turning_cosines(points: AnyArray) -> F64:
    """(T − 2,) cosines between successive steps of `points` (T, P); momentum alone makes them large.

    Raises:
        NonFiniteError, ShapeError: fewer than three points.
        UndefinedError: a step has no length.
    """
    way = table(points, "points")
    if len(way) < 3:
        raise ShapeError(f"{len(way)} points turn nowhere, 3 are needed")
    steps = np.diff(way, axis=0)
    lengths = np.linalg.norm(steps, axis=1)
    if lengths.min() <= 0.0:
        raise UndefinedError(f"step {int(lengths.argmin())} has no length, hence no direction")
    return np.asarray(np.einsum("ij,ij->i", steps[:-1], steps[1:]) / (lengths[:-1] * lengths[1:]))


def _steps(way: F64) -> F64:
    return np.asarray(np.linalg.norm(np.diff(way, axis=0), axis=1))
