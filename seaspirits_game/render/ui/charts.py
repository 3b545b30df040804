"""Small plots: sparklines under the readings, the frame-time graph, bars of class probabilities."""

from collections.abc import Sequence

import numpy as np
import pygame

from seaspirits_game.core.arrays import F64
from seaspirits_game.render.ui.ink import BRASS, RGB


def polyline(
    values: F64, rect: pygame.Rect, low: float, high: float, positions: F64 | None = None
) -> list[tuple[float, float]]:
    """Points of a curve in `rect`: `values` between `low` (bottom) and `high` (top); `positions` 0 to 1 across.

    Non-finite values are left out; values beyond the range lie on the edge.
    """
    count = len(values)
    across = np.linspace(0.0, 1.0, count) if positions is None else positions
    finite = np.isfinite(values) & np.isfinite(across)
    span = high - low if high > low else 1.0
    share = np.clip((values[finite] - low) / span, 0.0, 1.0)
    x = rect.left + across[finite] * (rect.width - 1)
    y = rect.bottom - 1 - share * (rect.height - 1)
    return list(zip(x.tolist(), y.tolist(), strict=True))


def nice_range(columns: Sequence[F64]) -> tuple[float, float]:
    """A range that holds all finite values with a little air; (0, 1) when there are none.

    >>> nice_range([np.array([2.0, 2.0])])
    (1.5, 2.5)
    """
    finite = np.concatenate([column[np.isfinite(column)] for column in columns]) if columns else np.zeros(0)
    if len(finite) == 0:
        return 0.0, 1.0
    low, high = float(finite.min()), float(finite.max())
    air = 0.06 * (high - low) if high > low else 0.5
    return low - air, high + air


def sparkline(
    surface: pygame.Surface,
    rect: pygame.Rect,
    columns: Sequence[tuple[F64, RGB]],
    span: tuple[float, float],
    positions: F64 | None = None,
    opacity: float = 1.0,
) -> None:
    """Fine curves over a hairline base."""
    base = tuple(round(channel * 0.35 * opacity) for channel in BRASS)
    pygame.draw.line(surface, base, rect.bottomleft, rect.bottomright)
    for values, colour in columns:
        points = polyline(values, rect, *span, positions)
        tone = tuple(round(channel * opacity) for channel in colour)
        if len(points) > 1:
            pygame.draw.aalines(surface, tone, False, points)
        if points:
            pygame.draw.circle(surface, tone, points[-1], 2)


def log_positions(steps: F64) -> F64:
    """Places 0 to 1 on a logarithmic axis of steps (log1p), since most of learning happens early.

    >>> log_positions(np.array([0.0])).tolist()
    [0.0]
    """
    if len(steps) == 0 or steps[-1] <= 0:
        return np.zeros(len(steps))
    return np.asarray(np.log1p(steps) / np.log1p(steps[-1]))


def bar(surface: pygame.Surface, rect: pygame.Rect, share: float, colour: RGB, opacity: float = 1.0) -> None:
    """A rounded bar filled to `share` of its length, on a faint groove."""
    groove = pygame.Surface(rect.size, pygame.SRCALPHA)
    radius = rect.height // 2
    pygame.draw.rect(groove, (255, 255, 255, round(18 * opacity)), groove.get_rect(), border_radius=radius)
    length = round(rect.width * min(max(share, 0.0), 1.0))
    if length > 0:
        filled = pygame.Rect(0, 0, max(length, min(rect.height, rect.width)), rect.height)
        if length < rect.height:
            filled.width = length
        pygame.draw.rect(groove, (*colour, round(235 * opacity)), filled, border_radius=radius)
    surface.blit(groove, rect)
