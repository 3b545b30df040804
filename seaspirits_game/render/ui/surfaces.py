"""Surfaces that are drawn often, made of arrays or of larger drawings; and pieces of a surface to draw faintly on."""

from collections.abc import Callable

import numpy as np
import pygame

from seaspirits_game.core.arrays import F32
from seaspirits_game.render.ui.ink import RGB

Paint = Callable[[pygame.Surface, float], None]
"""Draws a shape on a canvas that is so many times as large as it will be shown."""

_DUSK: RGB = (2, 12, 22)
_OVER = 4
_MOST_PIXELS = 6 << 20
"""Of a canvas: a panel as large as a screen of 3840×2160 is drawn at its own size."""


def veil(surface: pygame.Surface, alpha: int, colour: RGB = _DUSK) -> None:
    """Lay `colour` over all that is drawn so far; `alpha` from 0, clear, to 255."""
    dark = pygame.Surface(surface.get_size())
    dark.fill(colour)
    dark.set_alpha(alpha)
    surface.blit(dark, (0, 0))


def ready(surface: pygame.Surface) -> pygame.Surface:
    """`surface` in the format that the display takes without conversion; itself while there is no display."""
    display = pygame.display.get_surface() if pygame.display.get_init() else None
    if display is None or (display.get_bytesize() == 4 and display.get_masks()[:3] == surface.get_masks()[:3]):
        return surface
    return surface.convert_alpha()


def from_pixels(rgb: F32, alpha: F32) -> pygame.Surface:
    """A surface of `rgb` (3, h, w), 0 to 255, and `alpha` (h, w), 0 to 1, neither multiplied into the other."""
    surface = pygame.Surface((alpha.shape[1], alpha.shape[0]), pygame.SRCALPHA)
    colours = pygame.surfarray.pixels3d(surface)
    for channel in range(3):
        colours[..., channel] = np.clip(rgb[channel].T + np.float32(0.5), 0, 255)
    pygame.surfarray.pixels_alpha(surface)[...] = np.clip(alpha.T * 255 + np.float32(0.5), 0, 255)
    return surface


def reduced(size: tuple[int, int], paint: Paint, only: RGB | None = None) -> pygame.Surface:
    """What `paint` draws, drawn several times as large and scaled down to `size`; edges keep the colour inside them.

    `only` is the colour of a drawing that has but one: its edges need no care then.
    """
    width, height = max(size[0], 1), max(size[1], 1)
    over = next(over for over in range(_OVER, 0, -1) if over == 1 or width * height * over * over <= _MOST_PIXELS)
    large = pygame.Surface((width * over, height * over), pygame.SRCALPHA)
    if only is not None:
        large.fill((*only, 0))
    paint(large, float(over))
    if over == 1:
        return large
    if only is not None:
        return pygame.transform.smoothscale(large, (width, height))
    # premultiplied: else the black of what is clear would darken every edge
    return _straightened(pygame.transform.smoothscale(large.premul_alpha(), (width, height)))


def _straightened(premultiplied: pygame.Surface) -> pygame.Surface:
    colours = pygame.surfarray.pixels3d(premultiplied)
    alpha = pygame.surfarray.array_alpha(premultiplied).astype(np.float32)[..., None]
    colours[...] = np.minimum(colours * (255.0 / np.maximum(alpha, 1.0)) + 0.5, 255.0).astype(np.uint8)
    del colours  # unlocks the surface
    return premultiplied


class Patch:
    """A copy of a piece of a surface; what is drawn on it is laid back faintly: it fades to water, not black."""

    def __init__(self, surface: pygame.Surface, rect: pygame.Rect) -> None:
        self._surface = surface
        shared = rect.clip(surface.get_rect())
        self.area = shared if shared.width and shared.height else pygame.Rect(0, 0, 0, 0)
        """Where the piece lies; empty when `rect` is off the surface."""
        self.canvas = surface.subsurface(self.area).copy()

    def local(self, points: list[tuple[float, float]]) -> list[tuple[float, float]]:
        """Points of the surface, as points of the canvas."""
        return [(x - self.area.left, y - self.area.top) for x, y in points]

    def lay(self, opacity: float) -> None:
        """Put what was drawn where it belongs."""
        self.canvas.set_alpha(round(255 * min(max(opacity, 0.0), 1.0)))
        self._surface.blit(self.canvas, self.area)
