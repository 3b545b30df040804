"""An abacus of brass: three rods of beads that count comparisons, and move as the count does."""

import math
from functools import partial

import numpy as np
import pygame

from seaspirits_game.render.ui.ink import BRASS, FOAM, RGB
from seaspirits_game.render.ui.kit import Kit
from seaspirits_game.render.ui.plate import Plate, covered
from seaspirits_game.render.ui.shapes import glass_panel, hairline, lay

RODS, BEADS = 3, 9
_GRAIN = 12
"""Places of a bead on its way."""
_SHADE: RGB = (52, 34, 14)
_METAL: RGB = (226, 186, 118)
_RESTING: RGB = (112, 92, 62)


def moved_beads(value: float, rod: int) -> float:
    """How many beads of a rod (0 ones, 1 tens, 2 hundreds) are pushed over at a count, with the one under way.

    When nine becomes ten all nine go back while one of the next rod comes over.

    >>> moved_beads(42.0, 1), moved_beads(3.5, 0), moved_beads(9.5, 0), moved_beads(9.5, 1)
    (4.0, 3.5, 4.5, 0.5)
    """
    count = math.floor(max(value, 0.0))
    part = max(value, 0.0) - count
    unit = int(10**rod)
    digit = count // unit % 10
    carried = part if (count + 1) % unit == 0 else 0.0
    if digit == BEADS:
        return float(BEADS * (1.0 - carried))
    return float(digit + carried)


def abacus(kit: Kit, surface: pygame.Surface, rect: pygame.Rect, value: float, opacity: float = 1.0) -> None:
    """Draw it in `rect`: the highest rod on top; beads that count stand on the right. Beyond 999 it starts anew."""
    glass_panel(kit.shapes, surface, rect, kit.screen.px(8), 0.9 * opacity)
    pad = kit.screen.px(7)
    inner = rect.inflate(-2 * pad, -pad)
    gap = inner.height / RODS
    for rod in range(RODS):
        area = pygame.Rect(inner.left, round(inner.top + gap * (RODS - 1 - rod)), inner.width, round(gap))
        # a few places on the way are enough: most pictures of a rod are used again and again
        over, back = round(moved_beads(value % 1000, rod) * _GRAIN), _returning(value, rod)
        key = ("rod", area.size, over, back)
        image = kit.shapes.keep(key, partial(_rod, kit, area.size, over / _GRAIN, back))
        lay(surface, image, area, opacity)


def _rod(kit: Kit, size: tuple[int, int], over: float, back: bool) -> pygame.Surface:
    """A rod with its beads, `over` of them pushed to the right; `back` while nine go back together."""
    radius = max(min(round(size[1] * 0.42), round(size[0] / (2.0 * (BEADS + 2.2)))), 2)
    wide = 2.0 * radius * 0.86
    bright = kit.shapes.keep(("bead", radius, True), lambda: _bead(radius, _METAL))
    dull = kit.shapes.keep(("bead", radius, False), lambda: _bead(radius, _RESTING))
    image = pygame.Surface(size, pygame.SRCALPHA)
    hairline(image, (0, size[1] / 2), (size[0], size[1] / 2), BRASS, 0.8, kit.shapes.fine)
    for bead in range(BEADS):
        going = over / BEADS if back else min(max(over - bead, 0.0), 1.0)
        rest, pushed = radius + (BEADS - 1 - bead) * wide, size[0] - radius - bead * wide
        picture = bright if going > 0.5 else dull
        place = picture.get_rect()
        place.center = (round(rest + (pushed - rest) * _eased(going)), size[1] // 2)
        lay(image, picture, place)
    return image


def _returning(value: float, rod: int) -> bool:
    count = math.floor(max(value, 0.0))
    return count // 10**rod % 10 == BEADS and (count + 1) % 10**rod == 0 and value > count


def _eased(share: float) -> float:
    return share * share * (3.0 - 2.0 * share)


def _bead(radius: int, metal: RGB) -> pygame.Surface:
    """A turned bead, narrower than it is high, lit from above."""
    side = 2 * radius + 2
    plate = Plate(side, side, (side / 2, side / 2))
    away = np.hypot(plate.x / np.float32(0.8), plate.y)
    round_off = np.clip(1.0 - (away / radius) ** 2, 0.0, 1.0) ** 0.5
    shine = np.clip(0.30 + 0.55 * round_off * (1.0 - 0.75 * (plate.y / radius + 0.35)), 0.0, 1.0)
    shade, bright = (np.array(tone, np.float32)[:, None, None] for tone in (_SHADE, metal))
    plate.lay(covered(away - radius - 0.4), _SHADE)
    plate.lay(covered(away - radius + 0.6), np.asarray(shade + (bright - shade) * shine, np.float32))
    glint = np.exp(-((plate.x / (0.22 * radius)) ** 2) - ((plate.y / radius + 0.45) / 0.2) ** 2)
    plate.lay((0.5 * glint * covered(away - radius)).astype(np.float32), FOAM)
    return plate.surface()
