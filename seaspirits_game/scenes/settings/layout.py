"""Where the settings stand, on every shape of screen and at every size of text; pure, so that tests can prove it.

Only whole rows are shown: the list begins at a row and ends before the first that does not fit.
"""

from dataclasses import dataclass

import pygame

from seaspirits_game.render.ui.layout import TOUCH, Screen

_WIDEST = 980
_GAP = 8
HINT_LINES = 3
LEVER_SHARE = 0.4
"""Of a row's width that a lever takes."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a layout needs to know of the words, in pixels."""

    title: int
    """Line heights."""
    body: int
    small: int
    tabs: tuple[int, ...]
    """Widths of the sections' names."""
    rows: tuple[tuple[int, int], ...]
    """Widths of each row's label and value."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Rects in pixels."""

    back: pygame.Rect
    heading: pygame.Rect
    tabs: tuple[pygame.Rect, ...]
    panel: pygame.Rect
    view: pygame.Rect
    """What rows may cover."""
    heights: tuple[int, ...]
    """Of all rows."""
    tall: tuple[bool, ...]
    """Whether a row's value stands below its label."""
    bar: pygame.Rect
    hint: pygame.Rect

    def rows(self, first: int) -> list[pygame.Rect]:
        """Rects of all rows when the list begins at row `first`; those outside `view` are not to be shown."""
        gap = _GAP
        top = self.view.top - sum(height + gap for height in self.heights[:first])
        rects = []
        for height in self.heights:
            rects.append(pygame.Rect(self.view.left, top, self.view.width, height))
            top += height + gap
        return rects

    def shown(self, first: int) -> list[int]:
        """Indices of the rows that are wholly in view."""
        return [index for index, rect in enumerate(self.rows(first)) if self.view.contains(rect)]

    def revealing(self, first: int, wanted: int) -> int:
        """The nearest beginning of the list to `first` at which row `wanted` is in view."""
        if wanted < first:
            return wanted
        while first < wanted and wanted not in self.shown(first):
            first += 1
        return first

    @property
    def last(self) -> int:
        """The furthest beginning that is of use: the end of the list is in view."""
        return self.revealing(0, len(self.heights) - 1)

    def solid(self) -> list[pygame.Rect]:
        """All rects that must not share a pixel."""
        rows = self.rows(0)
        return [self.back, self.heading, *self.tabs, *(rows[index] for index in self.shown(0)), self.bar, self.hint]


def lay_out(screen: Screen, words: Measured) -> Layout:
    """The layout for this screen."""
    px, safe = screen.px, screen.safe
    side = px(TOUCH + 6)
    back = pygame.Rect(safe.left, safe.top, side, side)
    heading = pygame.Rect(back.right + px(18), safe.top, safe.right - back.right - px(18), max(side, words.title))
    width = min(px(_WIDEST) if not screen.portrait else safe.width, safe.width)
    # large letters take the room that they need
    width = min(max(width, round(30 * words.body)), safe.width)
    left = safe.centerx - width // 2
    tabs = _flow(left, heading.bottom + px(10), width, words, screen)
    room = width - 2 * px(24) - px(24)
    tall = tuple(label + value + px(44) > room - px(28) for label, value in words.rows)
    line = max(px(TOUCH + 4), words.body + px(14))
    heights = tuple(2 * words.body + px(18) if two else line for two in tall)
    hint_height = HINT_LINES * words.small + px(6)
    top = tabs[-1].bottom + px(12)
    most = safe.bottom - hint_height - px(12) - top
    wanted = sum(heights) + _GAP * (len(heights) - 1) + 2 * px(18)
    panel = pygame.Rect(left, top, width, min(wanted, most))
    hint = pygame.Rect(left, panel.bottom + px(12), width, hint_height)
    inner = panel.inflate(-2 * px(24), -2 * px(18))
    bar = pygame.Rect(inner.right - px(4), inner.top, px(4), inner.height)
    view = pygame.Rect(inner.left, inner.top, room, inner.height)
    return Layout(back, heading, tabs, panel, view, heights, tall, bar, hint)


def _flow(left: int, top: int, width: int, words: Measured, screen: Screen) -> tuple[pygame.Rect, ...]:
    """Tabs side by side, in as many lines as they need."""
    px = screen.px
    height = max(px(TOUCH), words.body + px(14))
    rects: list[pygame.Rect] = []
    x, y = left, top
    for wide in words.tabs:
        wide = min(wide + px(44), width)
        if x > left and x + wide > left + width:
            x, y = left, y + height + px(4)
        rects.append(pygame.Rect(x, y, wide, height))
        x += wide + px(4)
    return tuple(rects)
