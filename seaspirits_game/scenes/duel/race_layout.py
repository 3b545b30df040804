"""Where everything of the race stands; pure."""

from dataclasses import dataclass

import pygame

from seaspirits_game.render.ui.layout import TOUCH, Screen, row
from seaspirits_game.scenes.duel.layout import TextHeights


@dataclass(frozen=True, slots=True)
class RaceLayout:
    """Rects in pixels."""

    heading: pygame.Rect
    help: pygame.Rect
    leave: pygame.Rect
    games_name: pygame.Rect
    games: pygame.Rect
    """The living histogram."""
    games_note: pygame.Rect
    chart_name: pygame.Rect
    chart: pygame.Rect
    chart_note: pygame.Rect
    ribbons: tuple[pygame.Rect, ...]

    def solid(self) -> list[pygame.Rect]:
        """All rects that must not share a pixel."""
        parts = [self.heading, self.help, self.leave, self.games_name, self.games, self.games_note]
        return [*parts, self.chart_name, self.chart, self.chart_note, *self.ribbons]

    def buttons(self, screen: Screen, ribbon: int, widths: list[float]) -> list[pygame.Rect]:
        """Buttons of these widths, in design units, side by side in the middle of a ribbon."""
        line, gap = self.ribbons[ribbon], screen.px(14)
        wanted = [screen.px(width) for width in widths]
        room = line.width - gap * (len(widths) - 1)
        if sum(wanted) > room:
            wanted = [int(width * room / sum(wanted)) for width in wanted]
        return row(line, wanted, gap)


def lay_out_race(screen: Screen, heights: TextHeights, title: int) -> RaceLayout:
    """The layout for this screen; `title` is the height of a heading."""
    px, safe, portrait = screen.px, screen.safe, screen.portrait
    icon, button = px(TOUCH + 6), px(TOUCH + (20 if portrait else 6))
    leave = pygame.Rect(safe.right - icon, safe.top, icon, icon)
    help_ = leave.move(-icon - px(12), 0)
    side = safe.right - help_.left + px(20)
    heading = pygame.Rect(safe.left + side, safe.top, safe.width - 2 * side, title)
    top = max(heading.bottom, leave.bottom) + px(14)
    rows = 2 if portrait else 1
    ribbons = tuple(
        pygame.Rect(safe.left, safe.bottom - button - index * (button + px(14)), safe.width, button)
        for index in reversed(range(rows))
    )
    area = pygame.Rect(safe.left, top, safe.width, ribbons[0].top - px(20) - top)
    if portrait:
        upper = pygame.Rect(area.left, area.top, area.width, int(area.height * 0.36))
        lower = pygame.Rect(area.left, upper.bottom + px(30), area.width, area.bottom - upper.bottom - px(30))
    else:
        upper = pygame.Rect(area.left, area.top, int(area.width * 0.38), area.height)
        lower = pygame.Rect(upper.right + px(60), area.top, area.right - upper.right - px(60), area.height)
    games = _panel(screen, heights, upper)
    chart = _panel(screen, heights, lower)
    return RaceLayout(heading, help_, leave, *games, *chart, ribbons)


def _panel(screen: Screen, heights: TextHeights, area: pygame.Rect) -> tuple[pygame.Rect, pygame.Rect, pygame.Rect]:
    """Name, picture, and two lines of words."""
    px = screen.px
    name = pygame.Rect(area.left, area.top, area.width, heights.name)
    note = pygame.Rect(area.left, area.bottom - 2 * heights.small, area.width, 2 * heights.small)
    return name, pygame.Rect(area.left, name.bottom + px(8), area.width, note.top - px(12) - name.bottom - px(8)), note
