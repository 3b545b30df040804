"""A glass cube drawn: translucent faces from the furthest to the nearest, fine edges of light, three vectors."""

from dataclasses import dataclass

import numpy as np
import pygame
import pygame.gfxdraw

from seaspirits_game.core.arrays import F32, F64
from seaspirits_game.render.picture import Line
from seaspirits_game.render.ui.ink import RGB, mixed
from seaspirits_game.scenes.tide_cube.cube import EDGES, FACES, corners
from seaspirits_game.sea.camera import Pose, Viewport, project

RIGHT: RGB = (112, 214, 214)
LEFT: RGB = (222, 150, 236)
FLAT: RGB = (207, 232, 228)
"""Which way round a cube is, by colour; a word beside it says it, too."""
VECTORS: tuple[RGB, RGB, RGB] = ((150, 204, 255), (172, 240, 178), (255, 196, 214))
_FACES = np.array(FACES)
_DISTANCE = 6.0
_LIGHT = np.array([-0.45, 0.8, 0.4]) / np.linalg.norm([-0.45, 0.8, 0.4])
_FACE_ALPHA = (26.0, 84.0)
"""Of a face that is looked at squarely, and of one that is looked along: glass is denser towards its edges."""


def colour_of(handedness: int) -> RGB:
    """The colour of a right-handed (1), left-handed (−1) or flat (0) cube."""
    return {1: RIGHT, -1: LEFT, 0: FLAT}[handedness]


@dataclass(frozen=True, slots=True)
class Fit:
    """How a cube is brought into its cell: its middle, and cell radii for one of its units."""

    middle: F64
    """(3,) in the cube's units."""
    scale: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A cube on the screen."""

    xy: F32
    """(8, 2) pixels of its corners."""
    depth: F32
    """(8,)."""

    def tip(self, axis: int) -> tuple[float, float]:
        """Where a vector ends."""
        x, y = self.xy[1 << axis].tolist()
        return x, y


def view_of(glass: pygame.Rect) -> Viewport:
    """A ball of radius 1 about the origin fits into `glass`, seen from `pose_at`."""
    half = min(glass.width, glass.height) / 2.0
    return Viewport(glass.centerx, glass.centery, half * (_DISTANCE - 1.0))


def pose_at(yaw: float, pitch: float) -> Pose:
    """The eye of all cubes."""
    return Pose(yaw=yaw, pitch=pitch, distance=_DISTANCE)


def placed(matrix: F64, fit: Fit, pose: Pose, view: Viewport) -> Placed:
    """The corners on the screen."""
    points = ((corners(matrix) - fit.middle) * fit.scale).astype(np.float32)
    seen = project(points, pose, view)
    return Placed(seen.xy, seen.depth)


def draw_faces(surface: pygame.Surface, matrix: F64, cube: Placed, tone: RGB) -> None:
    """The faces of a cube that is `placed`, the furthest first."""
    if not _drawable(surface, cube):
        return
    faces = cube.xy[_FACES].astype(np.float64)
    density, shine = _glassiness(faces, corners(matrix)[_FACES])
    low, high = _FACE_ALPHA
    for face in np.argsort(-cube.depth[_FACES].mean(axis=1)).tolist():
        points = np.rint(faces[face]).astype(int).tolist()
        colour = mixed(tone, (255, 255, 255), 0.35 * float(shine[face]))
        pygame.gfxdraw.filled_polygon(surface, points, (*colour, round(low + (high - low) * float(density[face]))))


def lines_of(surface: pygame.Surface, cube: Placed, tone: RGB, fine: float) -> list[Line]:
    """Its edges, but for the vectors; `fine` is the width of an edge in design units."""
    return _edges(cube, tone, fine) if _drawable(surface, cube) else []


def draw_vectors(surface: pygame.Surface, cube: Placed, width: float) -> None:
    """The three vectors from their common corner, `width` pixels wide, in their colours."""
    if not _drawable(surface, cube):
        return
    start = cube.xy[0].astype(np.float64)
    for axis, colour in enumerate(VECTORS):
        end = cube.xy[1 << axis].astype(np.float64)
        length = float(np.linalg.norm(end - start))
        if length > 0.5:
            aside = np.array([start[1] - end[1], end[0] - start[0]]) * (width / 2.0 / length)
            points = [tuple(place) for place in (start + aside, end + aside, end - aside, start - aside)]
            pygame.gfxdraw.aapolygon(surface, points, (*colour, 255))
            pygame.gfxdraw.filled_polygon(surface, points, (*colour, 255))


def _drawable(surface: pygame.Surface, cube: Placed) -> bool:
    """Whether it is not so large that none of it would look like a cube."""
    return bool(np.isfinite(cube.xy).all() and np.abs(cube.xy).max() < 8.0 * max(surface.get_size()))


def _glassiness(faces: F64, places: F64) -> tuple[F64, F64]:
    """(6,) how dense each face is, and how much light falls on it, 0 to 1; of faces (6, 4, 2) on the screen and the
    same (6, 4, 3) in space."""
    one, two = faces[:, 1] - faces[:, 0], faces[:, 2] - faces[:, 1]
    seen = np.abs(one[:, 0] * two[:, 1] - one[:, 1] * two[:, 0])
    largest = np.hypot(one[:, 0], one[:, 1]) * np.hypot(two[:, 0], two[:, 1])
    normal = np.cross(places[:, 1] - places[:, 0], places[:, 2] - places[:, 1])
    length = np.linalg.norm(normal, axis=1)
    return 1.0 - seen / np.maximum(largest, 1e-12), np.abs(normal @ _LIGHT) / np.maximum(length, 1e-300)


def _edges(cube: Placed, tone: RGB, fine: float) -> list[Line]:
    near, far = float(cube.depth.min()), float(cube.depth.max())
    span = max(far - near, 1e-6)
    lines = []
    for start, end in EDGES:
        if start == 0:
            continue  # the vectors themselves
        away = (float(cube.depth[start] + cube.depth[end]) / 2.0 - near) / span
        strength = 0.82 - 0.5 * away
        lines.append(Line(cube.xy[[start, end]], _light(tone), strength, fine))
    return lines


def _light(colour: RGB) -> tuple[float, float, float]:
    red, green, blue = (channel / 255.0 for channel in colour)
    return red, green, blue
