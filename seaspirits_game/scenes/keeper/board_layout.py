"""Where the levers stand on their board; pure."""

from dataclasses import dataclass

import pygame

from seaspirits_game.render.ui.layout import TOUCH, Screen, columns

_PAD, _GAP = 20, 8
_GROOVE = 30
"""Design units of a slider's groove with the lamp on it; a finger finds it within a larger area."""
_STRIP = 58


@dataclass(frozen=True, slots=True)
class BoardNeeds:
    """What is to be placed: how many of each, and the height of a line of words."""

    sliders: int
    switches: int
    deeds: int
    strip: bool
    """Whether the singular values are shown."""
    closes: bool
    small: int
    name: int


@dataclass(frozen=True, slots=True)
class BoardRects:
    """Rects in pixels."""

    panel: pygame.Rect
    heading: pygame.Rect
    close: pygame.Rect | None
    words: tuple[pygame.Rect, ...]
    """Above each slider: its name, its value, and what it did."""
    sliders: tuple[pygame.Rect, ...]
    switches: tuple[pygame.Rect, ...]
    switch_words: tuple[pygame.Rect, ...]
    deeds: tuple[pygame.Rect, ...]
    deed_words: pygame.Rect | None
    """One line for all of them."""
    strip_words: pygame.Rect | None
    strip: pygame.Rect | None

    def solid(self) -> list[pygame.Rect]:
        """All rects that must not share a pixel."""
        maybe = [rect for rect in (self.close, self.deed_words, self.strip_words, self.strip) if rect is not None]
        rows = (*self.words, *self.sliders, *self.switches, *self.switch_words, *self.deeds)
        return [self.heading, *rows, *maybe]


def lay_out_board(screen: Screen, area: pygame.Rect, needs: BoardNeeds, at_foot: bool = False) -> BoardRects:
    """The board in `area`, as high as it needs, at its top (or foot); in two columns where there is room for them.

    Where even the whole area is too low, the strip is left out, and what is above it comes nearer together.
    """
    px = screen.px
    across = 2 if area.width >= px(720) and needs.sliders + needs.switches + needs.deeds > 3 else 1
    strip = needs.strip
    height = _height(screen, needs, across, strip)
    if height > area.height and strip:
        strip = False
        height = _height(screen, needs, across, strip)
    squeeze = min(area.height / height, 1.0)
    panel = pygame.Rect(area.left, area.top, area.width, min(round(height), area.height))
    if at_foot:
        panel.bottom = area.bottom
    return _placed(screen, panel, needs, across, strip, squeeze)


def _rows(count: int, across: int) -> int:
    return -(-count // across)


def _height(screen: Screen, needs: BoardNeeds, across: int, strip: bool) -> float:
    px = screen.px
    height = 2 * px(_PAD) + _top(screen, needs)
    height += _rows(needs.sliders, across) * (needs.small + px(_GROOVE) + px(_GAP))
    for count in (needs.switches, needs.deeds):
        if count:
            height += px(TOUCH) + needs.small + px(_GAP)
    if strip:
        height += needs.small + px(_STRIP) + px(_GAP)
    return float(height)


def _top(screen: Screen, needs: BoardNeeds) -> int:
    return max(needs.name, screen.px(TOUCH) if needs.closes else 0) + screen.px(6)


def _placed(
    screen: Screen, panel: pygame.Rect, needs: BoardNeeds, across: int, strip: bool, squeeze: float
) -> BoardRects:
    px = screen.px

    def units(value: float) -> int:
        return int(px(value) * squeeze)

    inner = panel.inflate(-2 * px(_PAD), -2 * units(_PAD))
    close = None
    heading = pygame.Rect(inner.left, inner.top, inner.width, needs.name)
    if needs.closes:
        close = pygame.Rect(0, 0, px(TOUCH), px(TOUCH))
        close.topright = (inner.right + px(8), inner.top - px(6))
        heading.width = close.left - px(8) - heading.left
        heading.centery = close.centery
    y = inner.top + int(_top(screen, needs) * squeeze)
    groove, gap = max(units(_GROOVE), px(16)), units(_GAP)
    words, sliders = [], []
    for index in range(needs.sliders):
        column = columns(inner, across, px(36))[index % across]
        top = y + (index // across) * (needs.small + groove + gap)
        words.append(pygame.Rect(column.left, top, column.width, needs.small))
        sliders.append(pygame.Rect(column.left + px(6), top + needs.small, column.width - 2 * px(6), groove))
    y += _rows(needs.sliders, across) * (needs.small + groove + gap)
    button = max(units(TOUCH), px(30))

    def row_of(count: int) -> tuple[tuple[pygame.Rect, ...], tuple[pygame.Rect, ...]]:
        nonlocal y
        if not count:
            return (), ()
        cells = columns(pygame.Rect(inner.left, y, inner.width, button), max(count, 2), px(12))[:count]
        below = tuple(pygame.Rect(cell.left, cell.bottom, cell.width, needs.small) for cell in cells)
        y += button + needs.small + gap
        return tuple(cells), below

    switches, switch_words = row_of(needs.switches)
    deeds, below = row_of(needs.deeds)
    deed_words = below[0].unionall(list(below)) if below else None
    strip_words = strip_rect = None
    if strip:
        strip_words = pygame.Rect(inner.left, y, inner.width, needs.small)
        strip_rect = pygame.Rect(inner.left, y + needs.small, inner.width, units(_STRIP))
    return BoardRects(
        panel, heading, close, tuple(words), tuple(sliders), switches, switch_words, deeds, deed_words, strip_words,
        strip_rect,
    )  # fmt: skip
