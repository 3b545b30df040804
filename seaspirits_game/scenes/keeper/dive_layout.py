"""Where everything of a dive stands, on every shape of screen; pure."""

from dataclasses import dataclass

import pygame

from seaspirits_game.render.ui.layout import TOUCH, Screen, columns, row

TEMPI = 4
"""Pause, and three paces."""
TOOLS = 5
"""Hint, twin, rest of the guide, help, leave."""
_SIDE, _BOARD = 400, 430
_TIMELINE = 40
_TREE = 26


@dataclass(frozen=True, slots=True)
class DiveLayout:
    """Rects in pixels. `sea` is what is left for the spirits."""

    title: pygame.Rect
    budget: pygame.Rect
    """A bar of steps, with words above it."""
    light: pygame.Rect
    aims: pygame.Rect
    """Goals below each other, then stars."""
    alarms: pygame.Rect
    board: pygame.Rect
    """The area in which the levers' board stands."""
    tempo: tuple[pygame.Rect, ...]
    shoal: tuple[pygame.Rect, ...]
    """Previous, name, next, all."""
    tools: tuple[pygame.Rect, ...]
    timeline: pygame.Rect
    """The line with the tree of branches above it."""
    now: pygame.Rect
    rewind: pygame.Rect
    words: pygame.Rect
    """What the sea, a hint or the guide says."""
    sea: pygame.Rect

    def solid(self) -> list[pygame.Rect]:
        """All rects that must not share a pixel."""
        lines = (self.title, self.budget, self.light, self.aims, self.alarms, self.board, self.timeline, self.now)
        return [*lines, self.rewind, self.words, *self.tempo, *self.shoal, *self.tools]


def lay_out_dive(screen: Screen, body: int, small: int, name: int) -> DiveLayout:
    """The layout for this screen; heights are of a line of each role, in pixels."""
    return (_portrait if screen.portrait else _landscape)(screen, body, small, name)


def _landscape(screen: Screen, body: int, small: int, name: int) -> DiveLayout:
    px, safe = screen.px, screen.safe
    button, gap = px(TOUCH + 4), px(8)
    low = pygame.Rect(safe.left, safe.bottom - button, safe.width, button)
    tempo = tuple(
        row(pygame.Rect(low.left, low.top, TEMPI * px(58) + (TEMPI - 1) * gap, button), [px(58)] * TEMPI, gap)
    )
    tools_width = TOOLS * button + (TOOLS - 1) * gap
    tools = tuple(row(pygame.Rect(low.right - tools_width, low.top, tools_width, button), [button] * TOOLS, gap))
    middle = pygame.Rect(tempo[-1].right + gap, low.top, tools[0].left - tempo[-1].right - 2 * gap, button)
    shoal = tuple(row(middle, [button, px(170), button, button], gap))
    line = pygame.Rect(safe.left, low.top - px(10) - px(_TIMELINE + _TREE), safe.width, px(_TIMELINE + _TREE))
    timeline, now, rewind = _line(line, screen, button)
    above = line.top - px(12)
    side = px(_SIDE)
    title = pygame.Rect(safe.left, safe.top, side, name)
    budget = pygame.Rect(safe.left, title.bottom + px(8), side, small + px(14))
    light = pygame.Rect(safe.left, budget.bottom + px(8), side, small + px(14))
    alarms = pygame.Rect(safe.left, above - 2 * small, side, 2 * small)
    aims = pygame.Rect(safe.left, light.bottom + px(16), side, alarms.top - px(10) - light.bottom - px(16))
    board = pygame.Rect(safe.right - px(_BOARD), safe.top, px(_BOARD), above - safe.top)
    inner = pygame.Rect(title.right + px(16), safe.top, board.left - title.right - px(32), above - safe.top)
    words = pygame.Rect(inner.left, inner.bottom - 4 * body - px(28), inner.width, 4 * body + px(28))
    sea = pygame.Rect(inner.left, inner.top, inner.width, words.top - px(4) - inner.top)
    return DiveLayout(title, budget, light, aims, alarms, board, tempo, shoal, tools, timeline, now, rewind, words, sea)


def _portrait(screen: Screen, body: int, small: int, name: int) -> DiveLayout:
    px, safe = screen.px, screen.safe
    button, gap = px(TOUCH + 20), px(14)
    low = pygame.Rect(safe.left, safe.bottom - button, safe.width, button)
    wide = TEMPI * px(70) + (TEMPI - 1) * px(8)
    tempo = tuple(row(pygame.Rect(low.left, low.top, wide, button), [px(70)] * TEMPI, px(8)))
    tools_width = TOOLS * button + (TOOLS - 1) * px(10)
    tools = tuple(row(pygame.Rect(low.right - tools_width, low.top, tools_width, button), [button] * TOOLS, px(10)))
    above = pygame.Rect(safe.left, low.top - gap - button, safe.width, button)
    shoal = tuple(row(above, [button, px(330), button, button], px(20)))
    line = pygame.Rect(safe.left, above.top - gap - px(_TIMELINE + _TREE), safe.width, px(_TIMELINE + _TREE))
    timeline, now, rewind = _line(line, screen, px(TOUCH + 4))
    title = pygame.Rect(safe.left, safe.top, safe.width, name)
    left, right = columns(pygame.Rect(safe.left, title.bottom + px(8), safe.width, small + px(14)), 2, px(40))
    alarms = pygame.Rect(safe.left, left.bottom + px(8), safe.width, small)
    aims = pygame.Rect(safe.left, alarms.bottom + px(10), safe.width, 6 * (small + px(20)))
    board = pygame.Rect(safe.left, line.top - px(12) - px(524), safe.width, px(524))
    words = pygame.Rect(safe.left, board.top - px(10) - 3 * body - px(28), safe.width, 3 * body + px(28))
    sea = pygame.Rect(safe.left, aims.bottom + px(10), safe.width, words.top - px(10) - aims.bottom - px(10))
    return DiveLayout(title, left, right, aims, alarms, board, tempo, shoal, tools, timeline, now, rewind, words, sea)


def _line(line: pygame.Rect, screen: Screen, button: int) -> tuple[pygame.Rect, pygame.Rect, pygame.Rect]:
    """The line itself; at its end the way back to now, and the way to train on from what is seen."""
    px = screen.px
    wide = min(px(250), line.width // 4)
    height = min(button, line.height)
    rewind = pygame.Rect(line.right - wide, line.bottom - height, wide, height)
    now = rewind.move(-wide - px(10), 0)
    return pygame.Rect(line.left, line.top, now.left - px(12) - line.left, line.height), now, rewind
