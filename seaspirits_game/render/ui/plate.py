"""Forms by their distance: how much of each pixel they cover, laid over one another as brass, glass and light."""

import numpy as np
import pygame

from seaspirits_game.core.arrays import F32
from seaspirits_game.render.ui.ink import RGB
from seaspirits_game.render.ui.surfaces import from_pixels


def covered(distance: F32) -> F32:
    """How much of a pixel lies inside a form whose edge is `distance` pixels away, negative inside; 0 to 1.

    Source: Green, Improved alpha-tested magnification for vector textures and special effects (2007).
    """
    return np.asarray(np.clip(np.float32(0.5) - distance, 0.0, 1.0), dtype=np.float32)


def to_segment(x: F32, y: F32, start: tuple[float, float], end: tuple[float, float]) -> tuple[F32, F32]:
    """Distance of each point to a segment, and the share of the segment, 0 to 1, where it comes nearest."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    along = ((x - start[0]) * dx + (y - start[1]) * dy) / max(dx * dx + dy * dy, 1e-9)
    share = np.clip(along, 0.0, 1.0)
    gap = np.hypot(x - start[0] - share * dx, y - start[1] - share * dy)
    return gap.astype(np.float32), share.astype(np.float32)


def to_rounded(x: F32, y: F32, width: float, height: float, corner: float) -> F32:
    """Distance to the edge of a rectangle about the origin with round corners, negative inside."""
    beyond_x, beyond_y = np.abs(x) - (width / 2 - corner), np.abs(y) - (height / 2 - corner)
    outside = np.hypot(np.maximum(beyond_x, 0.0), np.maximum(beyond_y, 0.0))
    return np.asarray(outside + np.minimum(np.maximum(beyond_x, beyond_y), 0.0) - corner, dtype=np.float32)


class Plate:
    """A picture of float colours with alpha; `x` and `y` are the middles of its pixels, from `origin`."""

    def __init__(self, width: int, height: int, origin: tuple[float, float] = (0.0, 0.0)) -> None:
        self.y, self.x = (grid.astype(np.float32) + np.float32(0.5) for grid in np.mgrid[0:height, 0:width])
        self.x -= np.float32(origin[0])
        self.y -= np.float32(origin[1])
        self._planes = np.zeros((4, height, width), np.float32)  # red, green, blue times alpha; alpha

    def lay(self, cover: F32, colour: RGB | F32) -> None:
        """Lay a form over what is there: `cover` (h, w) from 0 to 1, of one colour or of (3, h, w) colours."""
        for plane, tone in zip(self._planes, (*colour, 1.0), strict=True):
            plane += cover * (tone - plane)

    def surface(self) -> pygame.Surface:
        """The picture, as a surface with alpha."""
        *light, alpha = self._planes
        return from_pixels((np.stack(light) / np.maximum(alpha, 1e-6)).astype(np.float32), alpha)
