"""Where everything of the page after a round stands; pure."""

from dataclasses import dataclass

import pygame

from seaspirits_game.render.reef import Ground
from seaspirits_game.render.ui.layout import TOUCH, Screen, columns, row
from seaspirits_game.scenes.duel.layout import TextHeights

_FLOOR_REACH = 34


@dataclass(frozen=True, slots=True)
class ReviewLayout:
    """Rects in pixels."""

    heading: pygame.Rect
    verdict: pygame.Rect
    pens: pygame.Rect
    floor: pygame.Rect
    """The sea floor under the replayed reef."""
    play: pygame.Rect
    scrub: pygame.Rect
    who: tuple[pygame.Rect, pygame.Rect]
    """Whose game is replayed: the player's, the rival's."""
    tree_names: tuple[pygame.Rect, pygame.Rect]
    trees: tuple[pygame.Rect, pygame.Rect]
    tide: pygame.Rect
    gains_name: pygame.Rect
    gains: pygame.Rect
    notes: pygame.Rect
    """Best and worst pivot, and what looks cost, in words."""
    next: pygame.Rect
    leave: pygame.Rect

    def solid(self) -> list[pygame.Rect]:
        """All rects that must not share a pixel."""
        parts = [self.heading, self.verdict, self.pens, self.floor, self.play, self.scrub, *self.who]
        parts += [*self.tree_names, *self.trees, self.tide, self.gains_name, self.gains, self.notes]
        return [*parts, self.next, self.leave]

    def ground(self, screen: Screen) -> Ground:
        """The sea floor of the replay."""
        pens = self.pens
        room = pens.height - screen.px(30)
        return Ground(pens.left, pens.width, pens.bottom, room, self.floor.height, False, screen.u)


def lay_out_review(screen: Screen, heights: TextHeights, title: int) -> ReviewLayout:
    """The layout for this screen; `title` is the height of a heading."""
    px, safe = screen.px, screen.safe
    button = px(TOUCH + (20 if screen.portrait else 6))
    ribbon = pygame.Rect(safe.left, safe.bottom - button, safe.width, button)
    next_, leave = row(ribbon, [px(300), px(220)], px(24))
    heading = pygame.Rect(safe.left, safe.top, safe.width, title)
    verdict = pygame.Rect(safe.left, heading.bottom, safe.width, heights.body)
    area = pygame.Rect(safe.left, verdict.bottom + px(14), safe.width, ribbon.top - px(18) - verdict.bottom - px(14))
    if screen.portrait:
        left = pygame.Rect(area.left, area.top, area.width, int(area.height * 0.60))
        right = pygame.Rect(area.left, left.bottom + px(20), area.width, area.bottom - left.bottom - px(20))
    else:
        left = pygame.Rect(area.left, area.top, int(area.width * 0.60), area.height)
        right = pygame.Rect(left.right + px(56), area.top, area.right - left.right - px(56), area.height)
    replay = _replay(screen, heights, left)
    return ReviewLayout(heading, verdict, *replay, *_figures(screen, heights, right), next_, leave)


def _replay(
    screen: Screen, heights: TextHeights, area: pygame.Rect
) -> tuple[
    pygame.Rect,
    pygame.Rect,
    pygame.Rect,
    pygame.Rect,
    tuple[pygame.Rect, pygame.Rect],
    tuple[pygame.Rect, pygame.Rect],
    tuple[pygame.Rect, pygame.Rect],
]:
    px, reach = screen.px, screen.px(_FLOOR_REACH)
    lever = px(TOUCH)
    below = lever + px(16) + heights.name + px(4)
    rest = area.height - below - px(28)
    pens = pygame.Rect(area.left + reach, area.top, area.width - 2 * reach, int(rest * 0.56))
    floor = pygame.Rect(pens.left, pens.bottom, pens.width, px(28))
    line = pygame.Rect(area.left, floor.bottom + px(4), area.width, lever)
    play = pygame.Rect(line.left, line.top, lever, lever)
    names = (px(110), px(150))
    coin = pygame.Rect(line.right - names[1], line.top, names[1], lever)
    you = pygame.Rect(coin.left - px(8) - names[0], line.top, names[0], lever)
    scrub = pygame.Rect(play.right + px(22), line.top, you.left - px(22) - play.right - px(22), lever)
    name_line = pygame.Rect(area.left, line.bottom + px(10), area.width, heights.name)
    mine, theirs = columns(name_line, 2, px(40))
    tree_line = pygame.Rect(area.left, name_line.bottom + px(4), area.width, area.bottom - name_line.bottom - px(4))
    roots = columns(tree_line, 2, px(40))
    return pens, floor, play, scrub, (you, coin), (mine, theirs), (roots[0], roots[1])


def _figures(
    screen: Screen, heights: TextHeights, area: pygame.Rect
) -> tuple[pygame.Rect, pygame.Rect, pygame.Rect, pygame.Rect]:
    px = screen.px
    notes_height = 3 * heights.small + px(6)
    rest = area.height - notes_height - heights.name - 3 * px(12)
    tide = pygame.Rect(area.left, area.top, area.width, int(rest * 0.46))
    name = pygame.Rect(area.left, tide.bottom + px(16), area.width, heights.name)
    notes = pygame.Rect(area.left, area.bottom - notes_height, area.width, notes_height)
    gains = pygame.Rect(area.left, name.bottom + px(8), area.width, notes.top - px(12) - name.bottom - px(8))
    return tide, name, gains, notes
