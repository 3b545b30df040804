"""Where comparisons were won and lost: a bar for each pivot, up for what it saved, down for what it cost."""

from functools import partial

import numpy as np
import pygame

from seaspirits_game.core.arrays import F64
from seaspirits_game.render.ui.ink import BRASS, CORAL, FOAM, RGB, mixed
from seaspirits_game.render.ui.kit import Kit
from seaspirits_game.render.ui.plate import Plate, covered, to_rounded
from seaspirits_game.render.ui.shapes import hairline, lay, ring

SAVED: RGB = (96, 236, 196)
LOST: RGB = CORAL
_GLASS: RGB = (150, 200, 204)


def bar_rects(rect: pygame.Rect, gains: F64) -> list[pygame.Rect]:
    """A rect for each gain, in order from the left; 0 lies where both directions use all of the height."""
    up, down = max(float(gains.max(initial=0.0)), 1.0), max(float(-gains.min(initial=0.0)), 1.0)
    zero = rect.top + rect.height * up / (up + down)
    pitch = rect.width / max(len(gains), 1)
    width = max(int(min(0.62 * pitch, rect.height / 5)), 2)
    rects = []
    for index, gain in enumerate(gains.tolist()):
        tall = max(round(abs(gain) / (up + down) * rect.height), 2)
        left = round(rect.left + (index + 0.5) * pitch - width / 2)
        rects.append(pygame.Rect(left, round(zero) - (tall if gain > 0 else 0), width, tall))
    return rects


def gain_bars(
    kit: Kit,
    surface: pygame.Surface,
    rect: pygame.Rect,
    gains: F64,
    marked: tuple[int | None, int | None],
    cursor: int | None = None,
) -> None:
    """Draw them in `rect`; `marked` are the best and the worst, `cursor` the one that is looked at."""
    if not len(gains):
        return
    rects = bar_rects(rect, gains)
    zero = rects[0].bottom if gains[0] > 0 else rects[0].top
    hairline(surface, (rect.left, zero), (rect.right, zero), BRASS, 0.6, kit.shapes.fine)
    for index, (bar, gain) in enumerate(zip(rects, gains.tolist(), strict=True)):
        tone = SAVED if gain > 0 else LOST
        if index not in marked:
            tone = mixed(tone, _GLASS, 0.45)
        image = kit.shapes.keep(("gain", bar.size, tone, gain > 0), partial(_bar, bar.size, tone, gain > 0))
        lay(surface, image, bar, 1.0 if index in marked or index == cursor else 0.72)
        if index == cursor:
            tip = (bar.centerx, bar.top if gain > 0 else bar.bottom)
            ring(kit.shapes, surface, tip, kit.screen.px(7), FOAM, max(1.4 * kit.shapes.fine, 1.0), 0.9)


def _bar(size: tuple[int, int], tone: RGB, up: bool) -> pygame.Surface:
    plate = Plate(*size, (size[0] / 2, size[1] / 2))
    edge = to_rounded(plate.x, plate.y, *size, min(size) / 2 if size[1] > size[0] else min(size) / 3)
    away = 0.5 - plate.y / size[1] if up else 0.5 + plate.y / size[1]  # 1 at the tip
    shine = (0.45 + 0.55 * np.clip(away, 0.0, 1.0) ** 1.3).astype(np.float32)
    plate.lay(covered(edge) * shine, tone)
    return plate.surface()
