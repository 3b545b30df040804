"""Where everything of a played round stands, on every shape of screen; pure, so that tests can prove it."""

from dataclasses import dataclass

import pygame

from seaspirits_game.render.reef import Ground
from seaspirits_game.render.ui.layout import TOUCH, Screen, row

PACES = 3
_FLOOR_REACH = 34
"""Design units by which a reef's floor is wider than its row, on either side."""


@dataclass(frozen=True, slots=True)
class TextHeights:
    """Pixels from one line to the next, by role."""

    name: int
    body: int
    small: int


@dataclass(frozen=True, slots=True)
class Counter:
    """A side's name, abacus and two lines of figures."""

    name: pygame.Rect
    abacus: pygame.Rect
    spent: pygame.Rect
    remaining: pygame.Rect

    def solid(self) -> list[pygame.Rect]:
        """All of it."""
        return [self.name, self.abacus, self.spent, self.remaining]


@dataclass(frozen=True, slots=True)
class PlayLayout:
    """Rects in pixels of a round in play."""

    score: pygame.Rect
    """Round, pips, clock."""
    rival: Counter
    player: Counter
    rival_soil: pygame.Rect
    rival_pens: pygame.Rect
    channel: pygame.Rect
    pens: pygame.Rect
    soil: pygame.Rect
    prompt: pygame.Rect
    sonar: pygame.Rect
    hint: pygame.Rect
    pace: tuple[pygame.Rect, ...]
    skip: pygame.Rect
    help: pygame.Rect
    leave: pygame.Rect

    def solid(self) -> list[pygame.Rect]:
        """All rects that must not share a pixel."""
        reefs = [self.rival_soil, self.rival_pens, self.channel, self.pens, self.soil]
        controls = [self.sonar, self.hint, *self.pace, self.skip, self.help, self.leave]
        return [self.score, *self.rival.solid(), *self.player.solid(), *reefs, self.prompt, *controls]

    def ground(self, screen: Screen) -> Ground:
        """The player's sea floor."""
        pens = self.pens
        return Ground(pens.left, pens.width, pens.bottom, pens.height - _air(screen), self.soil.height, False, screen.u)

    def rival_ground(self, screen: Screen) -> Ground:
        """The rival's, from which its pens hang."""
        pens, soil = self.rival_pens, self.rival_soil.height
        return Ground(pens.left, pens.width, pens.top, pens.height - _air(screen), soil, True, screen.u)


def _air(screen: Screen) -> int:
    """Room above the tallest pen for its glow and for the way up in a current."""
    return screen.px(26)


def lay_out_play(screen: Screen, heights: TextHeights) -> PlayLayout:
    """The layout for this screen."""
    return (_portrait if screen.portrait else _landscape)(screen, heights)


def _landscape(screen: Screen, heights: TextHeights) -> PlayLayout:
    px, safe = screen.px, screen.safe
    button = px(TOUCH + 6)
    ribbon = pygame.Rect(safe.left, safe.bottom - button, safe.width, button)
    prompt = pygame.Rect(0, ribbon.top - px(12) - heights.body, 0, heights.body)
    column = pygame.Rect(safe.left, safe.top, px(236), prompt.top - px(8) - safe.top)
    left = column.right + px(30 + _FLOOR_REACH)
    width = safe.right - px(_FLOOR_REACH) - left
    prompt.left, prompt.width = left, width
    shares = (0.13, 0.19, 0.19, 0.30, 0.19)
    bands = _bands(pygame.Rect(left, column.top, width, column.height), shares, px(2))
    rival_soil, rival_pens, channel, pens, soil = bands
    score = pygame.Rect(column.left, channel.top + px(8), column.width, heights.name + 2 * heights.small + px(10))
    rival = _counter(screen, heights, pygame.Rect(column.left, column.top, column.width, 0))
    player = _counter(screen, heights, pygame.Rect(column.left, pens.top + px(10), column.width, 0))
    sonar, hint, *pace, skip, help_, leave = _ribbon(screen, ribbon)
    return PlayLayout(
        score, rival, player, rival_soil, rival_pens, channel, pens, soil, prompt,
        sonar, hint, tuple(pace), skip, help_, leave,
    )  # fmt: skip


def _portrait(screen: Screen, heights: TextHeights) -> PlayLayout:
    px, safe = screen.px, screen.safe
    button = px(TOUCH + 20)
    low = pygame.Rect(safe.left, safe.bottom - button, safe.width, button)
    high = low.move(0, -button - px(14))
    prompt = pygame.Rect(safe.left, high.top - px(16) - heights.body, safe.width, heights.body)
    score = pygame.Rect(safe.left, safe.top, px(320), heights.name + 2 * heights.small + px(10))
    rival = _wide_counter(screen, heights, pygame.Rect(score.right + px(30), safe.top, 0, 0), safe.right)
    player_top = prompt.top - px(14) - _wide_height(screen, heights)
    player = _wide_counter(screen, heights, pygame.Rect(safe.left, player_top, 0, 0), safe.right)
    top = max(score.bottom, rival.abacus.bottom, rival.remaining.bottom) + px(22)
    area = pygame.Rect(safe.left + px(_FLOOR_REACH), top, safe.width - 2 * px(_FLOOR_REACH), player_top - px(16) - top)
    rival_soil, rival_pens, channel, pens, soil = _bands(area, (0.11, 0.20, 0.18, 0.33, 0.18), px(2))
    sonar, hint, help_, leave = row(high, [px(210), px(210), button, button], px(24))
    *pace, skip = row(low, [px(110)] * PACES + [px(230)], px(24))
    return PlayLayout(
        score, rival, player, rival_soil, rival_pens, channel, pens, soil, prompt,
        sonar, hint, tuple(pace), skip, help_, leave,
    )  # fmt: skip


def _ribbon(screen: Screen, line: pygame.Rect) -> list[pygame.Rect]:
    px = screen.px
    groups = [[px(150), px(150)], [px(64)] * PACES + [px(150)], [line.height] * 2]
    gap, wide = px(12), px(48)
    total = sum(sum(group) + gap * (len(group) - 1) for group in groups) + wide * (len(groups) - 1)
    left, rects = line.centerx - total // 2, []
    for group in groups:
        for width in group:
            rects.append(pygame.Rect(left, line.top, width, line.height))
            left += width + gap
        left += wide - gap
    return rects


def _bands(area: pygame.Rect, shares: tuple[float, ...], gap: int) -> list[pygame.Rect]:
    """Bands of the given shares of the height below each other."""
    room = area.height - gap * (len(shares) - 1)
    bands, top = [], area.top
    for share in shares:
        height = int(room * share)
        bands.append(pygame.Rect(area.left, top, area.width, height))
        top += height + gap
    return bands


def _counter(screen: Screen, heights: TextHeights, corner: pygame.Rect) -> Counter:
    """In a column: name, abacus, figures below each other."""
    px = screen.px
    name = pygame.Rect(corner.left, corner.top, corner.width, heights.name)
    beads = pygame.Rect(corner.left, name.bottom + px(4), corner.width, px(100))
    spent = pygame.Rect(corner.left, beads.bottom + px(8), corner.width, heights.body)
    return Counter(name, beads, spent, pygame.Rect(corner.left, spent.bottom, corner.width, heights.small))


def _wide_counter(screen: Screen, heights: TextHeights, corner: pygame.Rect, right: int) -> Counter:
    """Side by side: words left, abacus right."""
    px = screen.px
    beads = pygame.Rect(0, corner.top, px(240), _wide_height(screen, heights))
    beads.right = right
    width = beads.left - px(20) - corner.left
    name = pygame.Rect(corner.left, corner.top, width, heights.name)
    spent = pygame.Rect(corner.left, name.bottom + px(4), width, heights.body)
    return Counter(name, beads, spent, pygame.Rect(corner.left, spent.bottom, width, heights.small))


def _wide_height(screen: Screen, heights: TextHeights) -> int:
    return max(heights.name + heights.body + heights.small + screen.px(6), screen.px(100))
