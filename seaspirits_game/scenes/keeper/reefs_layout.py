"""Where the reefs, their dives and the card of the chosen one stand; pure."""

from dataclasses import dataclass

import pygame

from seaspirits_game.render.ui.layout import TOUCH, Screen, columns

REEFS = 3
_CARD = 470
_NODE = 46


@dataclass(frozen=True, slots=True)
class ReefsLayout:
    """Rects in pixels."""

    heading: pygame.Rect
    line: pygame.Rect
    help: pygame.Rect
    leave: pygame.Rect
    map: pygame.Rect
    """The landscape; it may lie behind everything else."""
    reefs: tuple[pygame.Rect, ...]
    """For each reef the band in which its dives stand."""
    reef_names: tuple[pygame.Rect, ...]
    doors: tuple[pygame.Rect, ...]
    door_words: tuple[pygame.Rect, ...]
    card: pygame.Rect
    dive: pygame.Rect
    """The button on the card."""

    def solid(self) -> list[pygame.Rect]:
        """All rects that must not share a pixel."""
        return [
            self.heading,
            self.line,
            self.help,
            self.leave,
            *self.reefs,
            *self.reef_names,
            *self.doors,
            *self.door_words,
            self.card,
        ]


@dataclass(frozen=True, slots=True)
class NodeRects:
    """One dive on its reef."""

    lamp: pygame.Rect
    name: pygame.Rect
    stars: pygame.Rect


def lay_out_reefs(screen: Screen, title: int, body: int, small: int, doors: int) -> ReefsLayout:
    """The layout for this screen; heights are of a line of each role, in pixels."""
    px, safe = screen.px, screen.safe
    icon = px(TOUCH + 6)
    button = px(TOUCH + (16 if screen.portrait else 4))
    leave = pygame.Rect(safe.right - icon, safe.top, icon, icon)
    help_ = leave.move(-icon - px(12), 0)
    top = max(safe.top + title + px(2) + body, icon + safe.top) + px(14)
    if screen.portrait:
        heading = pygame.Rect(safe.left, safe.top, help_.left - px(20) - safe.left, title)
        line = pygame.Rect(safe.left, max(heading.bottom, icon + safe.top), safe.width, body)
        card = pygame.Rect(safe.left, 0, safe.width, px(700))
        card.bottom = safe.bottom
        land = pygame.Rect(safe.left, line.bottom + px(10), safe.width, card.top - px(16) - line.bottom - px(10))
    else:
        card = pygame.Rect(safe.right - px(_CARD), top, px(_CARD), safe.bottom - top)
        heading = pygame.Rect(safe.left, safe.top, help_.left - px(20) - safe.left, title)
        line = pygame.Rect(safe.left, heading.bottom + px(2), help_.left - px(20) - safe.left, body)
        land = pygame.Rect(safe.left, top, card.left - px(20) - safe.left, safe.bottom - top)
    door_top = land.bottom - button - small - px(6)
    cells = columns(pygame.Rect(land.left, door_top, land.width, button), max(doors, 1), px(18))[:doors]
    words = tuple(pygame.Rect(cell.left, cell.bottom + px(4), cell.width, small) for cell in cells)
    bands = pygame.Rect(land.left, land.top, land.width, door_top - px(12) - land.top)
    pitch = bands.height // REEFS
    names = tuple(pygame.Rect(bands.left, bands.top + reef * pitch, bands.width, small) for reef in range(REEFS))
    reefs = tuple(pygame.Rect(bands.left, name.bottom, bands.width, pitch - small - px(4)) for name in names)
    dive = pygame.Rect(0, 0, card.width - 2 * px(26), px(TOUCH + 6))
    dive.midbottom = (card.centerx, card.bottom - px(22))
    screen_map = pygame.Rect(
        0, bands.top, screen.width if screen.portrait else card.left + px(40), land.bottom - bands.top
    )
    screen_map.height = screen.height - bands.top
    return ReefsLayout(heading, line, help_, leave, screen_map, reefs, names, tuple(cells), words, card, dive)


def nodes(screen: Screen, reef: pygame.Rect, count: int, small: int) -> tuple[NodeRects, ...]:
    """Where `count` dives stand along a reef's band, in two alternating heights when there is room for that."""
    px = screen.px
    cells = columns(reef, max(count, 1), px(8))[:count]
    side = px(_NODE)
    needed = side + px(4) + 2 * small + px(22)
    room = max(reef.height - needed, 0)
    made = []
    for index, cell in enumerate(cells):
        sway = (0.18, 0.78, 0.36, 0.92)[index % 4]
        lamp = pygame.Rect(0, 0, side, side)
        lamp.midtop = (cell.centerx, cell.top + round(room * sway))
        stars = pygame.Rect(0, 0, min(px(84), cell.width), px(20))
        stars.midtop = (cell.centerx, lamp.bottom)
        name = pygame.Rect(cell.left, stars.bottom + px(2), cell.width, 2 * small)
        made.append(NodeRects(lamp, name, stars))
    return tuple(made)
