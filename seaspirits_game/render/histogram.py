"""A living histogram: bars of light that may be another height in every frame."""

import numpy as np
import pygame

from seaspirits_game.core.arrays import F64, AnyArray
from seaspirits_game.render.ui.ink import RGB


def counts_of(costs: AnyArray, low: float, high: float, bars: int) -> F64:
    """(bars,) how many of `costs` lie in each of equally wide bars from `low` to `high`; those beyond are in the
    outer ones.

    >>> counts_of(np.array([0.5, 1.5, 9.0]), 0.0, 3.0, 3).tolist()
    [1.0, 1.0, 1.0]
    """
    at = np.floor((np.asarray(costs, np.float64) - low) / (high - low) * bars).astype(np.int64)
    return np.bincount(np.clip(at, 0, bars - 1), minlength=bars).astype(np.float64)


def histogram(surface: pygame.Surface, rect: pygame.Rect, heights: F64, colour: RGB, opacity: float = 1.0) -> None:
    """Draw bars of `heights` (B,), 0 to 1, that stand on the lower edge of `rect`; each shines most at its top."""
    if rect.width < 2 or rect.height < 2 or len(heights) == 0:
        return
    layer = pygame.Surface(rect.size, pygame.SRCALPHA)
    edges = np.linspace(0, rect.width, len(heights) + 1).round().astype(int).tolist()
    tall = np.rint(np.clip(heights, 0.0, 1.0) * rect.height).astype(int).tolist()
    gap = 1 if rect.width >= 4 * len(heights) else 0
    body, crest = (*colour, round(120 * opacity)), (*colour, round(245 * opacity))
    for bar, high in enumerate(tall):
        if high > 0:
            left, width = edges[bar], max(edges[bar + 1] - edges[bar] - gap, 1)
            layer.fill(body, (left, rect.height - high, width, high))
            layer.fill(crest, (left, rect.height - high, width, min(2, high)))
    surface.blit(layer, rect)
