"""Where everything of a page with a single reef stands: the lesson and the Kraken; pure."""

from dataclasses import dataclass

import pygame

from seaspirits_game.render.reef import Ground
from seaspirits_game.render.ui.layout import TOUCH, Screen, row
from seaspirits_game.scenes.duel.layout import Counter, TextHeights

_FLOOR_REACH = 34
WORDS = 3
"""Lines of body text above the reef."""


@dataclass(frozen=True, slots=True)
class SoloLayout:
    """Rects in pixels."""

    heading: pygame.Rect
    words: pygame.Rect
    help: pygame.Rect
    leave: pygame.Rect
    pens: pygame.Rect
    soil: pygame.Rect
    counter: Counter
    figure: pygame.Rect
    """Beside or below the counter: a law, a histogram, a lever."""
    ribbons: tuple[pygame.Rect, ...]
    """One or two rows for buttons."""

    def solid(self) -> list[pygame.Rect]:
        """All rects that must not share a pixel."""
        parts = [self.heading, self.words, self.help, self.leave, self.pens, self.soil, self.figure]
        return [*parts, *self.counter.solid(), *self.ribbons]

    def ground(self, screen: Screen) -> Ground:
        """The sea floor."""
        pens = self.pens
        room = pens.height - screen.px(30)
        return Ground(pens.left, pens.width, pens.bottom, room, self.soil.height, False, screen.u)

    def buttons(self, screen: Screen, ribbon: int, widths: list[float]) -> list[pygame.Rect]:
        """Buttons of these widths, in design units, side by side in the middle of a ribbon."""
        line = self.ribbons[ribbon]
        gap = screen.px(18)
        wanted = [screen.px(width) for width in widths]
        room = line.width - gap * (len(widths) - 1)
        if sum(wanted) > room:
            wanted = [int(width * room / sum(wanted)) for width in wanted]
        return row(line, wanted, gap)


def lay_out_solo(screen: Screen, heights: TextHeights, title: int, ribbons: int = 1) -> SoloLayout:
    """The layout for this screen with so many rows of buttons; `title` is the height of a heading."""
    px, safe, portrait = screen.px, screen.safe, screen.portrait
    icon, button = px(TOUCH + 6), px(TOUCH + (20 if portrait else 6))
    leave = pygame.Rect(safe.right - icon, safe.top, icon, icon)
    help_ = leave.move(-icon - px(12), 0)
    side = safe.right - help_.left + px(20)
    heading = pygame.Rect(safe.left + side, safe.top, safe.width - 2 * side, title)
    top = max(heading.bottom, leave.bottom) + px(4)
    inset = 0 if portrait else px(230)
    words = pygame.Rect(safe.left + inset, top, safe.width - 2 * inset, WORDS * heights.body)
    lines = [
        pygame.Rect(safe.left, safe.bottom - button - index * (button + px(14)), safe.width, button)
        for index in reversed(range(ribbons))
    ]
    foot = lines[0].top - px(18)
    beads = px(100)
    if portrait:
        panel_height = beads + px(24) + px(210)
    else:
        panel_height = heights.name + beads + heights.body + heights.small + px(12)
    panel = pygame.Rect(safe.left, foot - panel_height, safe.width, panel_height)
    area = pygame.Rect(safe.left, words.bottom + px(10), safe.width, panel.top - px(10) - words.bottom - px(10))
    reach = px(_FLOOR_REACH) + (0 if portrait else px(110))
    width = area.width - 2 * reach
    tall, deep = min(int(area.height * 0.64), int(width * 0.56)), min(int(area.height * 0.36), int(width * 0.3))
    pens = pygame.Rect(area.left + reach, area.top + (area.height - tall - deep) // 2, width, tall)
    soil = pygame.Rect(pens.left, pens.bottom, width, deep)
    if portrait:
        counter, figure = _counter_beside(screen, heights, panel, beads)
    else:
        counter, figure = _counter_left(screen, heights, panel, beads)
    return SoloLayout(heading, words, help_, leave, pens, soil, counter, figure, tuple(lines))


def _counter_left(screen: Screen, heights: TextHeights, panel: pygame.Rect, beads: int) -> tuple[Counter, pygame.Rect]:
    px = screen.px
    width = px(236)
    name = pygame.Rect(panel.left + px(110), panel.top, width, heights.name)
    abacus = pygame.Rect(name.left, name.bottom + px(4), width, beads)
    spent = pygame.Rect(name.left, abacus.bottom + px(6), width, heights.body)
    counter = Counter(name, abacus, spent, pygame.Rect(name.left, spent.bottom, width, heights.small))
    left = name.right + px(70)
    return counter, pygame.Rect(left, panel.top, panel.right - px(110) - left, panel.height)


def _counter_beside(
    screen: Screen, heights: TextHeights, panel: pygame.Rect, beads: int
) -> tuple[Counter, pygame.Rect]:
    px = screen.px
    abacus = pygame.Rect(panel.right - px(240), panel.top, px(240), beads)
    width = abacus.left - px(20) - panel.left
    name = pygame.Rect(panel.left, panel.top, width, heights.name)
    spent = pygame.Rect(panel.left, name.bottom + px(4), width, heights.body)
    counter = Counter(name, abacus, spent, pygame.Rect(panel.left, spent.bottom, width, heights.small))
    top = max(abacus.bottom, counter.remaining.bottom) + px(16)
    return counter, pygame.Rect(panel.left, top, panel.width, panel.bottom - top)
