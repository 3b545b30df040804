"""A cube of three vectors: its corners, its determinant, which way round it is, and how layers carry it. Pure."""

import math
from collections.abc import Sequence

import numpy as np

from seaspirits_game.core.arrays import F64

CORNERS = np.array([[(corner >> axis) & 1 for axis in range(3)] for corner in range(8)], dtype=np.float64)
"""(8, 3) how often each corner takes each vector."""
EDGES = tuple((corner, corner | 1 << axis) for axis in range(3) for corner in range(8) if not corner >> axis & 1)
"""12 pairs of corners."""
FACES = tuple(
    tuple(side << axis | first << one | (first ^ second) << two for first in (0, 1) for second in (0, 1))
    for axis, one, two in ((0, 1, 2), (1, 2, 0), (2, 0, 1))
    for side in (0, 1)
)
"""6 rounds of four corners, numbered so that neighbours in a round share an edge."""
FLAT = 1e-13
"""A determinant below this share of the product of the three lengths is rounding: the cube is flat."""


_UPRIGHT = 0.2
"""A vector whose share in a plane is below this stands upright on it: its shadow there would hardly be seen."""


def determinant(matrix: F64) -> float:
    """det of a (3, 3) matrix, written out: the signed volume of the box that its columns span.

    Source: Leibniz; for three rows the rule of Sarrus.
    """
    (a, b, c), (d, e, f), (g, h, i) = matrix.tolist()
    return float(a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g))


def handedness(matrix: F64) -> int:
    """+1 right-handed, −1 left-handed, 0 flat."""
    lengths = float(np.prod(np.linalg.norm(matrix, axis=0)))
    volume = determinant(matrix)
    if abs(volume) <= FLAT * lengths or volume == 0.0:
        return 0
    return 1 if volume > 0.0 else -1


def log_volume(matrix: F64) -> float:
    """ln |det|; −inf when flat."""
    return math.log(abs(determinant(matrix))) if handedness(matrix) else -math.inf


def corners(matrix: F64) -> F64:
    """(8, 3) the corners of the box spanned by the columns of `matrix`, the first one in the origin."""
    return np.asarray(CORNERS @ matrix.T)


def embedded(matrix: F64) -> F64:
    """(3, 3) a map between frames of k axes as one of three: what a narrow layer has no axis for is lost.

    >>> embedded(np.array([[2.0]])).tolist()
    [[2.0, 0.0, 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]
    """
    whole = np.zeros((3, 3))
    rows, columns = matrix.shape
    whole[:rows, :columns] = matrix
    return whole


def spatial(maps: Sequence[F64]) -> tuple[int, tuple[F64, ...]]:
    """The first layer whose picture has a cube, and the (3, 3) maps from there on.

    0 stands for the inputs. Two inputs span a square: its cube begins in the first shoal.
    """
    begin = next((index for index, matrix in enumerate(maps) if matrix.shape == (3, 3)), len(maps))
    return begin, tuple(embedded(matrix) for matrix in maps[begin:])


def carried(start: F64, maps: Sequence[F64]) -> tuple[F64, ...]:
    """`start` and what each of the (3, 3) maps makes of the cube before: determinants multiply, log-volumes add up."""
    cubes = [start]
    for matrix in maps:
        cubes.append(matrix @ cubes[-1])
    return tuple(cubes)


def flattened(matrix: F64) -> F64:
    """The same with its third vector laid into the plane of the first two, as long as before where it stood upright."""
    normal = np.cross(matrix[:, 0], matrix[:, 1])
    length = float(np.linalg.norm(normal))
    flat = matrix.copy()
    if length > 0.0:
        unit = normal / length
        flat[:, 2] -= unit * float(unit @ matrix[:, 2])
        whole = float(np.linalg.norm(matrix[:, 2]))
        if float(np.linalg.norm(flat[:, 2])) < _UPRIGHT * whole:
            between = matrix[:, 0] / np.linalg.norm(matrix[:, 0]) + matrix[:, 1] / np.linalg.norm(matrix[:, 1])
            flat[:, 2] = between * (whole / float(np.linalg.norm(between)))
    return flat


def mirrored(matrix: F64) -> F64:
    """The same with its first two vectors exchanged: the same body, the other way round."""
    return matrix[:, [1, 0, 2]]


def limited(vector: F64, longest: float) -> F64:
    """`vector` (3,), not longer than `longest`."""
    length = float(np.linalg.norm(vector))
    return vector if length <= longest else vector * (longest / length)
