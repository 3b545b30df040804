"""Looking at what was drawn."""

import numpy as np
import pygame

from seaspirits_game.core.arrays import F64, U8
from seaspirits_game.render.ui.ink import RGB

LIGHTEST_WATER: RGB = (36, 170, 185)
"""The lightest 8 by 8 pixels that the painter's water has below the screen's margin within four minutes, at 720p."""


def canvas(size: tuple[int, int] = (400, 300), colour: RGB = (0, 0, 0)) -> pygame.Surface:
    """A plain surface."""
    surface = pygame.Surface(size, 0, 32)
    surface.fill(colour)
    return surface


def pixels(surface: pygame.Surface) -> U8:
    """(w, h, 3)."""
    return np.asarray(pygame.surfarray.array3d(surface), dtype=np.uint8)


def changed(surface: pygame.Surface, colour: RGB = (0, 0, 0)) -> pygame.Rect:
    """The smallest rect that holds every pixel of another colour."""
    x, y = np.nonzero((pixels(surface) != np.array(colour)).any(axis=2))
    if len(x) == 0:
        return pygame.Rect(0, 0, 0, 0)
    return pygame.Rect(x.min(), y.min(), np.ptp(x) + 1, np.ptp(y) + 1)


def luminance(rgb: F64) -> F64:
    """Relative luminance of (..., 3) sRGB, 0 to 255. Source: WCAG 2.2."""
    share = np.asarray(rgb, np.float64) / 255.0
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ np.array([0.2126, 0.7152, 0.0722]))


def contrast(first: F64, second: F64) -> F64:
    """Contrast ratio of two colours. Source: WCAG 2.2, success criterion 1.4.3."""
    one, other = luminance(first), luminance(second)
    return np.asarray((np.maximum(one, other) + 0.05) / (np.minimum(one, other) + 0.05))
