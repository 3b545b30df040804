"""Where everything of the duel's harbour stands; pure."""

from dataclasses import dataclass

import pygame

from seaspirits_game.render.reef import Ground
from seaspirits_game.render.ui.layout import TOUCH, Screen, columns
from seaspirits_game.scenes.duel.layout import TextHeights

_FLOOR_REACH = 34
_LEVERS = 5


@dataclass(frozen=True, slots=True)
class HarbourLayout:
    """Rects in pixels."""

    heading: pygame.Rect
    line: pygame.Rect
    help: pygame.Rect
    leave: pygame.Rect
    pens: pygame.Rect
    soil: pygame.Rect
    levers: tuple[pygame.Rect, ...]
    """Pens, murk, clock, rival, row."""
    lever_words: tuple[pygame.Rect, ...]
    doors: tuple[pygame.Rect, ...]
    door_words: tuple[pygame.Rect, ...]
    best: pygame.Rect

    def solid(self) -> list[pygame.Rect]:
        """All rects that must not share a pixel."""
        parts = [self.heading, self.line, self.help, self.leave, self.pens, self.soil, self.best]
        return [*parts, *self.levers, *self.lever_words, *self.doors, *self.door_words]

    def ground(self, screen: Screen) -> Ground:
        """The sea floor of the reef on show."""
        pens = self.pens
        room = pens.height - screen.px(26)
        return Ground(pens.left, pens.width, pens.bottom, room, self.soil.height, False, screen.u)


def lay_out_harbour(screen: Screen, heights: TextHeights, title: int, doors: int) -> HarbourLayout:
    """The layout for this screen with so many doors; `title` is the height of a heading."""
    px, safe = screen.px, screen.safe
    button = px(TOUCH + (22 if screen.portrait else 8))
    icon = px(TOUCH + 6)
    leave = pygame.Rect(safe.right - icon, safe.top, icon, icon)
    help_ = leave.move(-icon - px(12), 0)
    side = safe.right - help_.left + px(20)
    heading = pygame.Rect(safe.left + side, safe.top, safe.width - 2 * side, title)
    line = pygame.Rect(safe.left, max(heading.bottom, icon + safe.top) + px(2), safe.width, heights.body)
    best = pygame.Rect(safe.left, safe.bottom - heights.small, safe.width, heights.small)
    across = 2 if screen.portrait else 4
    rows = -(-doors // across)
    pitch = button + px(6) + heights.small + px(26 if screen.portrait else 16)
    top = best.top - px(14) - rows * pitch
    wide = pygame.Rect(safe.left, 0, safe.width, button)
    inset = 0 if screen.portrait else px(40)
    placed, words = [], []
    for index in range(doors):
        cells = columns(wide.inflate(-2 * inset, 0).move(0, top + index // across * pitch), across, px(30))
        cell = cells[index % across]
        placed.append(cell)
        words.append(pygame.Rect(cell.left, cell.bottom + px(6), cell.width, heights.small))
    lever_top = top - px(26) - px(TOUCH) - heights.small
    lever_line = pygame.Rect(safe.left + inset, lever_top, safe.width - 2 * inset, px(TOUCH))
    levers = columns(lever_line, _LEVERS, px(30 if screen.portrait else 46))
    lever_words = [pygame.Rect(lever.left, lever.bottom, lever.width, heights.small) for lever in levers]
    reach = px(_FLOOR_REACH) + (0 if screen.portrait else px(150))
    area_top = line.bottom + px(8)
    room = lever_top - px(18) - area_top
    width = safe.width - 2 * reach
    # on a tall screen neither pens nor roots grow out of all proportion to the row
    tall, deep = min(int(room * 0.64), int(width * 0.62)), min(int(room * 0.36), int(width * 0.36))
    pens = pygame.Rect(safe.left + reach, area_top + (room - tall - deep) // 2, width, tall)
    soil = pygame.Rect(pens.left, pens.bottom, pens.width, deep)
    return HarbourLayout(
        heading, line, help_, leave, pens, soil, tuple(levers), tuple(lever_words), tuple(placed), tuple(words), best
    )
