"""How comparisons grow with n: threads of light over engraved axes, that may gain a point in any frame."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pygame

from seaspirits_game.core.arrays import F64
from seaspirits_game.render.picture import Line
from seaspirits_game.render.strokes import Strokes
from seaspirits_game.render.ui.ink import BRASS, FOAM, MIST, RGB, mixed
from seaspirits_game.render.ui.kit import Kit
from seaspirits_game.render.ui.plot import spread
from seaspirits_game.render.ui.shapes import disc, hairline, lay
from seaspirits_game.render.ui.ticks import Axis, tick_texts
from seaspirits_game.texts.numbers import whole

_TRAIL = 0.85


@dataclass(frozen=True, slots=True, eq=False)
class Thread:
    """A named curve of points that are there so far."""

    name: str
    x: F64
    y: F64
    colour: RGB
    measured: bool = True
    """Drawn with its points; else a fine theory line."""


def chart_area(kit: Kit, rect: pygame.Rect, names: Sequence[str]) -> pygame.Rect:
    """Where the threads lie in `rect`: beside the axes' numbers and the names at their ends."""
    px, small = kit.screen.px, kit.type.line_height("small")
    left = kit.type.size("10⁵0", "small")[0] + px(14)
    right = min(max((kit.type.size(name, "small")[0] for name in names), default=0) + px(30), rect.width // 3)
    width, height = rect.width - left - right, rect.height - 2 * small - px(12) - small
    return pygame.Rect(rect.left + left, rect.top + small + px(4), max(width, 2), max(height, 2))


def race_chart(
    kit: Kit,
    surface: pygame.Surface,
    rect: pygame.Rect,
    across: Axis,
    up: Axis,
    threads: Sequence[Thread],
    strokes: Strokes,
    marks: Sequence[float],
) -> None:
    """Draw it in `rect`; `marks` are the numbers engraved on the axis across."""
    area = chart_area(kit, rect, [thread.name for thread in threads])
    key = ("race axes", rect.size, area.size, across, up, tuple(marks))
    lay(surface, kit.shapes.keep(key, lambda: _axes(kit, rect, area, across, up, marks)), rect)
    halos, lines, ends = [], [], []
    for thread in threads:
        x = area.left + across.shares(thread.x) * area.width
        y = area.bottom - np.clip(up.shares(thread.y), 0.0, 1.0) * area.height
        known = np.isfinite(x) & np.isfinite(y)
        x, y = x[known], y[known]
        if len(x) == 0:
            continue
        colour = tuple(channel / 255 for channel in thread.colour)
        rgb = (colour[0], colour[1], colour[2])
        if len(x) > 1:
            points = _straight(x, y)
            if thread.measured:
                lines.append(Line(points, rgb, _TRAIL, 1.8))
                halos.append(Line(points, rgb, 0.13, 7.0))
            else:
                lines.append(Line(points, rgb, 0.5, 1.0))
        ends.append((thread, float(x[-1]), float(y[-1])))
        if thread.measured:
            for at, high in zip(x.tolist(), y.tolist(), strict=True):
                disc(kit.shapes, surface, (at, high), kit.screen.px(3), mixed(thread.colour, FOAM, 0.3), 0.95)
    strokes.draw(surface, halos)
    strokes.draw(surface, lines)
    _names(kit, surface, rect, area, ends)


def _straight(x: F64, y: F64) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """Points with two more on every piece: the strokes' curves then bend only close to the points."""
    knots = np.arange(len(x), dtype=np.float64)
    at = np.unique(np.concatenate([knots, knots[:-1] + 0.12, knots[:-1] + 0.88]))
    return np.stack([np.interp(at, knots, x), np.interp(at, knots, y)], axis=1).astype(np.float32)


def _names(
    kit: Kit,
    surface: pygame.Surface,
    rect: pygame.Rect,
    area: pygame.Rect,
    ends: Sequence[tuple[Thread, float, float]],
) -> None:
    """Each name at the right edge, as near to the end of its thread as the others leave room."""
    apart = kit.type.size("x", "small")[1]
    px = kit.screen.px
    places = spread([y for _, _, y in ends], apart, area.top, area.bottom)
    for (thread, x, y), place in zip(ends, places, strict=True):
        tone = mixed(thread.colour, FOAM, 0.25)
        hairline(surface, (x + px(6), y), (area.right + px(22), place), tone, 0.35)
        left = area.right + px(26)
        kit.type.draw(
            surface, thread.name, (left, place), "small", tone, "midleft", width=rect.right - left, shadow=False
        )


def _axes(
    kit: Kit, rect: pygame.Rect, area: pygame.Rect, across: Axis, up: Axis, marks: Sequence[float]
) -> pygame.Surface:
    image = pygame.Surface(rect.size, pygame.SRCALPHA)
    inner, px, fine = area.move(-rect.left, -rect.top), kit.screen.px, kit.shapes.fine
    numbers = up.ticks(max(inner.height // px(70), 2))
    for share, text in zip(up.shares(np.array(numbers)).tolist(), tick_texts(numbers), strict=True):
        y = round(inner.bottom - share * inner.height)
        hairline(image, (inner.left, y), (inner.right, y), BRASS, 0.16, fine)
        kit.type.draw(image, text, (inner.left - px(8), y), "small", MIST, "midright", shadow=False)
    free = 0
    for share, mark in zip(across.shares(np.array(marks)).tolist(), marks, strict=True):
        x = round(inner.left + share * inner.width)
        hairline(image, (x, inner.bottom), (x, inner.bottom + px(6)), BRASS, 0.75, fine)
        text = whole(round(mark))
        place = pygame.Rect((0, 0), kit.type.size(text, "small"))
        place.midtop = (x, inner.bottom + px(8))
        if place.left >= free:
            free = place.right + px(10)
            kit.type.draw(image, text, place.topleft, "small", MIST, shadow=False)
    hairline(image, inner.topleft, inner.bottomleft, BRASS, 0.75, fine)
    hairline(image, inner.bottomleft, inner.bottomright, BRASS, 0.75, fine)
    kit.type.draw(image, up.name, (0, 0), "small", FOAM, width=image.get_width(), shadow=False)
    foot = (inner.right, image.get_height())
    kit.type.draw(image, across.name, foot, "small", FOAM, "bottomright", width=inner.width, shadow=False)
    return image
