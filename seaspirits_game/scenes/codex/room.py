"""Where everything of the codex stands, on every shape of screen; pure, so that tests can prove it."""

from dataclasses import dataclass

import pygame

from seaspirits_game.render.ui.layout import TOUCH, Screen, columns

_LIST_WIDTH, _TEXT_WIDTH, _SIDE_WIDTH = 400, 860, 460
_LEAST_SIDE = 250
_READING = 214
"""Height of one instrument."""
_READING_UPRIGHT = 132


@dataclass(frozen=True, slots=True)
class Room:
    """Rects in pixels."""

    back: pygame.Rect
    heading: pygame.Rect
    panel: pygame.Rect
    """The list of articles."""
    rows: tuple[pygame.Rect, ...]
    """One an article."""
    page: pygame.Rect
    """The glass that text and instruments lie on."""
    title: pygame.Rect
    text: pygame.Rect
    """What of the article is in view; the rest is scrolled to."""
    bar: pygame.Rect
    """How far one has read, beside the text."""
    readings: tuple[pygame.Rect, ...]
    """Live instruments, as many as asked for."""
    see: pygame.Rect
    """The button that leads to where it can be seen."""

    def solid(self) -> list[pygame.Rect]:
        """All rects that must not share a pixel."""
        return [self.back, self.heading, *self.rows, self.title, self.text, self.bar, *self.readings, self.see]


def lay_out(screen: Screen, articles: int, readings: int, title_height: int, row_height: int) -> Room:
    """The layout for this screen; heights are of a line of title and of a row of small text, in pixels."""
    px, safe = screen.px, screen.safe
    side, gap = px(TOUCH + 6), px(16)
    back = pygame.Rect(safe.left, safe.top, side, side)
    heading = pygame.Rect(back.right + px(16), safe.top, safe.right - back.right - px(16), side)
    body = pygame.Rect(safe.left, back.bottom + px(18), safe.width, safe.bottom - back.bottom - px(18))
    row = max(px(TOUCH), row_height + px(8))
    make = _portrait if screen.portrait else _landscape
    return make(screen, back, heading, body, articles, readings, title_height, row, gap)


def _landscape(
    screen: Screen,
    back: pygame.Rect,
    heading: pygame.Rect,
    body: pygame.Rect,
    articles: int,
    readings: int,
    title_height: int,
    row: int,
    gap: int,
) -> Room:
    px = screen.px
    panel = pygame.Rect(body.left, body.top, min(px(_LIST_WIDTH), round(0.29 * body.width)), body.height)
    page = pygame.Rect(panel.right + gap, body.top, body.right - panel.right - gap, body.height)
    inner = page.inflate(-2 * px(40), -2 * px(26))
    beside = min(px(_SIDE_WIDTH), max(inner.width - px(_TEXT_WIDTH) - px(64), px(_LEAST_SIDE)))
    column = pygame.Rect(inner.right - beside, inner.top, beside, inner.height)
    title = pygame.Rect(inner.left, inner.top, column.left - px(48) - inner.left, title_height)
    text = pygame.Rect(inner.left, title.bottom + px(12), min(px(_TEXT_WIDTH), title.width), 0)
    text.height = inner.bottom - text.top
    bar = pygame.Rect(text.right + px(20), text.top, px(4), text.height)
    see = pygame.Rect(column.left, column.bottom - px(TOUCH + 6), column.width, px(TOUCH + 6))
    height = min(px(_READING), (see.top - px(20) - column.top) // max(readings, 1) - px(22))
    places = tuple(
        pygame.Rect(column.left, column.top + index * (height + px(22)), column.width, height)
        for index in range(readings)
    )
    return Room(back, heading, panel, _rows(panel, articles, 1, row, screen), page, title, text, bar, places, see)


def _portrait(
    screen: Screen,
    back: pygame.Rect,
    heading: pygame.Rect,
    body: pygame.Rect,
    articles: int,
    readings: int,
    title_height: int,
    row: int,
    gap: int,
) -> Room:
    px = screen.px
    lines = -(-articles // 2)
    row = min(row + px(6), (body.height // 3) // max(lines, 1))
    panel = pygame.Rect(body.left, body.top, body.width, lines * row + 2 * px(14))
    page = pygame.Rect(body.left, panel.bottom + gap, body.width, body.bottom - panel.bottom - gap)
    inner = page.inflate(-2 * px(34), -2 * px(24))
    title = pygame.Rect(inner.left, inner.top, inner.width, title_height)
    top = title.bottom + px(6)
    strip = pygame.Rect(inner.left, top, inner.width, px(_READING_UPRIGHT) if readings else 0)
    places = tuple(columns(strip, readings, px(24))) if readings else ()
    see = pygame.Rect(0, 0, min(inner.width, px(560)), px(TOUCH + 12))
    see.midbottom = (inner.centerx, inner.bottom)
    top = strip.bottom + (px(18) if readings else 0)
    text = pygame.Rect(inner.left, top, inner.width - px(24), see.top - px(16) - top)
    bar = pygame.Rect(text.right + px(14), text.top, px(4), text.height)
    return Room(back, heading, panel, _rows(panel, articles, 2, row, screen), page, title, text, bar, places, see)


def _rows(panel: pygame.Rect, articles: int, beside: int, row: int, screen: Screen) -> tuple[pygame.Rect, ...]:
    px = screen.px
    inner = panel.inflate(-2 * px(18), -2 * px(14))
    lines = -(-articles // beside)
    row = min(row + px(6), inner.height // max(lines, 1))
    side_by_side = columns(inner, beside, px(20))
    return tuple(
        pygame.Rect(column.left, inner.top + line * row, column.width, row)
        for column_number, column in enumerate(side_by_side)
        for line in range(lines)
        if column_number * lines + line < articles
    )
