"""Where everything of the chart room stands, on every shape of screen; pure, so that tests can prove it."""

from collections.abc import Sequence
from dataclasses import dataclass

import pygame

from seaspirits_game.render.ui.layout import TOUCH, Screen, columns

MOST_CHARTS = 6
_LIST_WIDTH, _ROW = 316, 40
_TOLD, _TOLD_UPRIGHT = 6, 3
"""Lines of explanation."""
_LEAST_HEADING = 330
_WALL_SHARE = 0.73
"""Of the height, on an upright screen."""


@dataclass(frozen=True, slots=True)
class Room:
    """Rects in pixels."""

    back: pygame.Rect
    heading: pygame.Rect
    icons: tuple[pygame.Rect, ...]
    """Of the tools that show signs, at the right end of the first line."""
    buttons: tuple[pygame.Rect, ...]
    """Of those that show words."""
    panel: pygame.Rect
    """The list of measures."""
    previous: pygame.Rect
    page: pygame.Rect
    next: pygame.Rect
    """Turning its pages."""
    rows: tuple[pygame.Rect, ...]
    """One a measure, as many as a page holds."""
    told: pygame.Rect
    """Where the measure that is looked at is explained."""
    wall: pygame.Rect
    charts: tuple[pygame.Rect, ...]

    def solid(self) -> list[pygame.Rect]:
        """All rects that must not share a pixel."""
        return [
            self.back,
            self.heading,
            *self.icons,
            *self.buttons,
            self.previous,
            self.page,
            self.next,
            *self.rows,
            self.told,
            *self.charts,
        ]


def lay_out(screen: Screen, row_height: int, words: Sequence[int], icons: int, charts: int) -> Room:
    """The layout for this screen.

    Args:
        row_height: pixels of a line of small text.
        words: widths in pixels of the words of the buttons.
        icons: how many tools show signs.
        charts: 0 to `MOST_CHARTS`.
    """
    px, safe = screen.px, screen.safe
    side, gap = px(TOUCH + 6), px(12)
    line = pygame.Rect(safe.left, safe.top, safe.width, side)
    back = pygame.Rect(line.left, line.top, side, side)
    signs = tuple(
        pygame.Rect(line.right - (icons - index) * side - (icons - 1 - index) * px(8), line.top, side, side)
        for index in range(icons)
    )
    left = (signs[0].left if signs else line.right + gap) - gap
    widths = [width + px(44) for width in words]
    wanted = sum(widths) + px(10) * max(len(widths) - 1, 0)
    crowded = screen.portrait or wanted > left - back.right - px(_LEAST_HEADING)
    second = line.move(0, side + px(8)) if crowded and words else line
    end = second.right if second is not line else left
    if wanted > end - second.left:  # very large type: the words are cut
        widths = [width * (end - second.left - px(10) * (len(widths) - 1)) // sum(widths) for width in widths]
    starts = [end - sum(widths[number:]) - px(10) * (len(widths) - 1 - number) for number in range(len(widths))]
    buttons = [pygame.Rect(start, second.top, wide, side) for start, wide in zip(starts, widths, strict=True)]
    free = buttons[0].left - gap if buttons and second is line else left
    heading = pygame.Rect(back.right + px(16), line.top, max(free - back.right - px(16), 1), side)
    top = second.bottom + px(18)
    body = pygame.Rect(safe.left, top, safe.width, safe.bottom - top)
    if screen.portrait:
        wall = pygame.Rect(body.left, body.top, body.width, round(body.height * _WALL_SHARE))
        panel = pygame.Rect(body.left, wall.bottom + px(16), body.width, body.bottom - wall.bottom - px(16))
    else:
        panel = pygame.Rect(body.left, body.top, px(_LIST_WIDTH), body.height)
        wall = pygame.Rect(panel.right + px(16), body.top, body.right - panel.right - px(16), body.height)
    previous, page, following, rows, told = _list(panel, row_height, screen)
    return Room(
        back, heading, signs, tuple(buttons), panel, previous, page, following, rows, told, wall,
        hung(wall, charts, px(14), screen.portrait),
    )  # fmt: skip


def hung(wall: pygame.Rect, charts: int, gap: int, upright: bool) -> tuple[pygame.Rect, ...]:
    """Places of so many charts that fill the wall; where they do not fill rows evenly, the first is the widest.

    >>> [tuple(rect) for rect in hung(pygame.Rect(0, 0, 21, 21), 3, 1, False)]
    [(0, 0, 21, 10), (0, 11, 10, 10), (11, 11, 10, 10)]
    """
    shapes = {0: [], 1: [1], 2: [1, 1], 3: [1, 2], 4: [2, 2], 5: [2, 3], 6: [3, 3]}
    if upright:
        shapes |= {3: [1, 1, 1], 5: [1, 2, 2], 6: [2, 2, 2]}
    counts = shapes[charts]
    height = (wall.height - gap * (len(counts) - 1)) // max(len(counts), 1)
    places: list[pygame.Rect] = []
    for number, count in enumerate(counts):
        line = pygame.Rect(wall.left, wall.top + number * (height + gap), wall.width, height)
        places += columns(line, count, gap)
    return tuple(places)


def _list(
    panel: pygame.Rect, line: int, screen: Screen
) -> tuple[pygame.Rect, pygame.Rect, pygame.Rect, tuple[pygame.Rect, ...], pygame.Rect]:
    px = screen.px
    row = max(px(_ROW), line + px(8))
    inner = panel.inflate(-2 * px(16), -2 * px(14))
    side = px(TOUCH)
    previous = pygame.Rect(inner.left, inner.top, side, side)
    following = pygame.Rect(inner.right - side, inner.top, side, side)
    page = pygame.Rect(previous.right + px(6), inner.top, following.left - previous.right - 2 * px(6), side)
    told = pygame.Rect(inner.left, 0, inner.width, line * (_TOLD_UPRIGHT if screen.portrait else _TOLD))
    told.bottom = inner.bottom
    top = inner.top + side + px(10)
    area = pygame.Rect(inner.left, top, inner.width, told.top - px(12) - top)
    beside = columns(area, 3 if screen.portrait else 1, px(20))
    down = max(area.height // row, 1)
    rows = tuple(
        pygame.Rect(column.left, area.top + index * row, column.width, row)
        for index in range(down)
        for column in beside
    )
    return previous, page, following, rows, told
