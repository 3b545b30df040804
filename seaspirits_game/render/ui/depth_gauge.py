"""The gauge at the left edge: how deep the voyage is, a fathom a step, on a scale that gives the early steps room."""

import math
from collections.abc import Sequence

import pygame

from seaspirits_game.render.ui.ink import BRASS, FOAM, LAMP, MIST
from seaspirits_game.render.ui.kit import Kit
from seaspirits_game.render.ui.shapes import hairline, lamp
from seaspirits_game.render.ui.type import Role

_MARKS = (0, 1, 3, 10, 30, 100, 300, 1000, 3000, 10_000, 30_000, 100_000, 1_000_000)
_LEAST_REACH = 1000


def reach(step: int) -> int:
    """The deepest fathom on the gauge: a mark that leaves the present step some water below.

    >>> reach(0), reach(1500), reach(2999)
    (1000, 3000, 10000)
    """
    return next((mark for mark in _MARKS if mark >= _LEAST_REACH and mark > 1.2 * step), _MARKS[-1])


def depth_share(step: float, deepest: int) -> float:
    """Where a step lies on the gauge, 0 the surface to 1 the ground: logarithmic."""
    return min(math.log1p(max(step, 0.0)) / math.log1p(deepest), 1.0)


def depth_gauge(
    kit: Kit,
    surface: pygame.Surface,
    rect: pygame.Rect,
    step: int,
    labels: Sequence[tuple[float, str, bool]],
    unit: str,
    opacity: float = 1.0,
) -> None:
    """Draw it in `rect`: the scale at its left edge, `labels` (step, words, is the present one) beside it."""
    u, deepest = kit.screen.px, reach(step)
    unit_height = kit.type.line_height("small")
    top, bottom, x = rect.top, rect.bottom - unit_height - u(8), rect.left + u(8)
    hairline(surface, (x, top), (x, bottom), BRASS, 0.75 * opacity)
    for mark in _MARKS:
        if mark > deepest:
            break
        y = top + (bottom - top) * depth_share(mark, deepest)
        hairline(surface, (x, y), (x + u(14), y), BRASS, 0.8 * opacity)
    for minor in _minor_marks(deepest):
        y = top + (bottom - top) * depth_share(minor, deepest)
        hairline(surface, (x, y), (x + u(6), y), BRASS, 0.45 * opacity)
    for at, words, present in labels:
        y = top + (bottom - top) * depth_share(at, deepest)
        colour = FOAM if present else MIST
        faint = opacity if present else 0.62 * opacity
        role: Role = "name" if present else "small"
        kit.type.draw(surface, words, (x + u(24), y), role, colour, "midleft", faint, rect.width - u(32))
    kit.type.draw(surface, unit, (rect.left, rect.bottom - unit_height), "small", MIST, "topleft", 0.8 * opacity)
    y = top + (bottom - top) * depth_share(step, deepest)
    lamp(kit.shapes, surface, (x, y), u(6), LAMP, 1.0)


def _minor_marks(deepest: int) -> list[int]:
    marks, decade = [], 1
    while decade < deepest:
        marks += [decade * unit for unit in range(2, 10) if decade * unit < deepest]
        decade *= 10
    return marks
