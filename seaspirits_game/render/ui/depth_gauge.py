"""The gauge at the left edge: how deep the voyage is, a fathom a step, on a scale that gives the early steps room.

Drawn like the border of a sea chart: a narrow double line whose divisions are filled in turn.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import pygame

from seaspirits_game.render.ui.ink import BRASS, BRASS_LIGHT, FOAM, MIST, RGB, mixed
from seaspirits_game.render.ui.kit import Kit
from seaspirits_game.render.ui.shapes import lamp, lay
from seaspirits_game.render.ui.type import Role
from seaspirits_game.texts.numbers import whole

_MARKS = (0, 1, 3, 10, 30, 100, 300, 1000, 3000, 10_000, 30_000, 100_000, 300_000, 1_000_000)
_DECADES = (0, 1, 10, 100, 1000, 10_000, 100_000, 1_000_000)
_LEAST_REACH = 1000
_NUMERAL = mixed(BRASS, BRASS_LIGHT, 0.5)


def reach(step: int) -> int:
    """The deepest fathom on the gauge: a mark that leaves the present step some water below.

    >>> reach(0), reach(1500), reach(2999)
    (1000, 3000, 10000)
    """
    return next((mark for mark in _MARKS if mark >= _LEAST_REACH and mark > 1.2 * step), _MARKS[-1])


def depth_share(step: float, deepest: int) -> float:
    """Where a step lies on the gauge, 0 the surface to 1 the ground: logarithmic."""
    return min(math.log1p(max(step, 0.0)) / math.log1p(deepest), 1.0)


def divisions(deepest: int) -> list[int]:
    """Fathoms at which the scale is divided: 0, 1 to 10, 20 to 100 and so on, down to the deepest.

    >>> divisions(30)
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 30]
    """
    marks, decade = [0], 1
    while decade <= deepest:
        marks += [decade * unit for unit in range(1, 10) if decade * unit <= deepest]
        decade *= 10
    return marks


def depth_gauge(
    kit: Kit,
    surface: pygame.Surface,
    rect: pygame.Rect,
    step: int,
    labels: Sequence[tuple[float, str, bool]],
    unit: str,
    opacity: float = 1.0,
) -> None:
    """Draw it in `rect`: the scale at its left edge, `labels` (step, words, is the present one) beside it.

    Where words would meet, the present label comes first, then the others in their order, then the numerals.
    """
    px, deepest = kit.screen.px, reach(step)
    unit_height = kit.type.line_height("small")
    band, fine = px(6), kit.shapes.fine
    scale = pygame.Rect(rect.left + px(4), rect.top, px(18), max(rect.height - unit_height - px(10), px(20)))
    image = kit.shapes.keep(("gauge", scale.size, deepest), lambda: _engraved(scale.size, deepest, band, fine))
    lay(surface, image, scale, opacity)
    column = pygame.Rect(scale.right + px(8), scale.top, max(rect.right - scale.right - px(8), 1), scale.height)
    taken: list[pygame.Rect] = []
    for word in _words(labels, deepest):
        text = kit.type.fitted(word.text, word.role, column.width)
        place = pygame.Rect((0, 0), kit.type.size(text, word.role))
        place.midleft = (column.left, round(scale.top + scale.height * depth_share(word.at, deepest)))
        place.clamp_ip(column)
        if place.collidelist(taken) < 0:
            taken.append(place)
            kit.type.draw(surface, text, place.topleft, word.role, word.tone, opacity=opacity)
    kit.type.draw(
        surface, unit, (rect.left, rect.bottom - unit_height), "small", MIST, opacity=opacity, width=rect.width
    )
    depth = (scale.left + (band - fine) / 2, scale.top + scale.height * depth_share(step, deepest))
    lamp(kit.shapes, surface, depth, px(6), FOAM, opacity)


@dataclass(frozen=True, slots=True)
class _Word:
    at: float
    text: str
    role: Role
    tone: RGB


def _words(labels: Sequence[tuple[float, str, bool]], deepest: int) -> list[_Word]:
    """What may stand beside the scale, the most important first."""
    told = [_Word(at, text, "name", FOAM) for at, text, present in labels if present]
    told += [_Word(at, text, "small", MIST) for at, text, present in labels if not present]
    return told + [_Word(mark, whole(mark), "small", _NUMERAL) for mark in _DECADES if mark <= deepest]


def _engraved(size: tuple[int, int], deepest: int, band: int, fine: int) -> pygame.Surface:
    """The scale, `band` pixels wide; longer lines at the decades and at the ground. All lines lie on whole pixels."""
    width, height = size
    image = pygame.Surface(size, pygame.SRCALPHA)
    marks = divisions(deepest)
    places = [round((height - fine) * depth_share(mark, deepest)) for mark in marks]
    for number, (above, below) in enumerate(pairwise(places)):
        if number % 2 == 1:
            image.fill((*BRASS, 110), (0, above, band, below - above))
    for x in (0, band - fine):
        image.fill((*BRASS, 200), (x, 0, fine, height))
    for mark, y in zip(marks, places, strict=True):
        long = mark in _DECADES or mark == deepest
        image.fill((*(BRASS_LIGHT if long else BRASS), 220), (0, y, width if long else band, fine))
    return image
