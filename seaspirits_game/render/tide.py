"""A law of costs as a swell of light along an axis of comparisons, with lamps that travel on it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pygame

from seaspirits_game.core.arrays import F64, I64
from seaspirits_game.render.ui.ink import BRASS, FOAM, MIST, RGB, mixed
from seaspirits_game.render.ui.kit import Kit
from seaspirits_game.render.ui.plate import Plate
from seaspirits_game.render.ui.shapes import hairline, lamp, lay

_CREST: RGB = (142, 226, 224)
_SWELL: RGB = (34, 124, 148)


@dataclass(frozen=True, slots=True, eq=False)
class Swell:
    """A distribution to be drawn."""

    costs: I64
    """(K,) ascending."""
    probabilities: F64
    """(K,)"""
    mean: float
    spread: float
    """Standard deviation."""
    low: float
    high: float
    """Ends of the axis."""

    def share(self, cost: float) -> float:
        """Where a cost lies on the axis, kept within 0 to 1."""
        return min(max((cost - self.low) / max(self.high - self.low, 1e-9), 0.0), 1.0)


@dataclass(frozen=True, slots=True)
class Marker:
    """A lamp on the axis, with its words above the swell or below the axis."""

    cost: float
    words: str
    colour: RGB
    above: bool
    opacity: float = 1.0


def swell_heights(swell: Swell, width: int) -> F64:
    """(width,) the density over the axis, smoothed over a sixth of its spread, 0 to 1."""
    at = np.linspace(swell.low, swell.high, width)
    soft = max(swell.spread / 6.0, 1.0)
    counts = np.exp(-0.5 * ((at[:, None] - swell.costs[None, :]) / soft) ** 2) @ swell.probabilities
    top = float(counts.max(initial=0.0))
    return np.asarray(counts / top if top > 0 else counts, dtype=np.float64)


def plot_rect(kit: Kit, rect: pygame.Rect) -> pygame.Rect:
    """Where the swell lies in `rect`: what is left between the words above and below it."""
    px, small = kit.screen.px, kit.type.line_height("small")
    return pygame.Rect(rect.left, rect.top + small + px(4), rect.width, rect.height - 2 * small - px(8))


def tide(
    kit: Kit,
    surface: pygame.Surface,
    rect: pygame.Rect,
    swell: Swell,
    markers: Sequence[Marker],
    mean_words: str,
    ends: tuple[str, str],
    key: object,
) -> None:
    """Draw it in `rect`; `key` names the law, of which the still picture is kept."""
    px = kit.screen.px
    plot = plot_rect(kit, rect)
    if plot.height < px(12):
        return
    lay(surface, kit.shapes.keep(("swell", key, plot.size), lambda: _image(swell, plot.size, kit.shapes.fine)), plot)
    axis = plot.bottom - kit.shapes.fine
    hairline(surface, (plot.left, axis), (plot.right, axis), BRASS, 0.7, kit.shapes.fine)
    middle = plot.left + swell.share(swell.mean) * plot.width
    hairline(surface, (middle, plot.top + px(4)), (middle, axis), BRASS, 0.55, kit.shapes.fine)
    taken = [kit.type.draw(surface, ends[0], (plot.left, axis - px(4)), "small", MIST, "bottomleft", 0.75)]
    taken.append(kit.type.draw(surface, ends[1], (plot.right, axis - px(4)), "small", MIST, "bottomright", 0.75))
    for above in (True, False):
        row = [marker for marker in markers if marker.above == above]
        for marker in row:
            _marker(kit, surface, plot, swell, marker)
    low = axis + px(4)
    words = pygame.Rect(0, 0, *kit.type.size(mean_words, "small"))
    words.midtop = (round(middle), low)
    words.clamp_ip(pygame.Rect(rect.left, words.top, rect.width, words.height))
    beneath = [_words_rect(kit, plot, swell, marker) for marker in markers if not marker.above]
    if words.inflate(px(16), 0).collidelist(beneath) < 0:
        kit.type.draw(surface, mean_words, words.topleft, "small", MIST, opacity=0.8)


def _marker(kit: Kit, surface: pygame.Surface, plot: pygame.Rect, swell: Swell, marker: Marker) -> None:
    x = plot.left + swell.share(marker.cost) * plot.width
    axis = plot.bottom - kit.shapes.fine
    hairline(surface, (x, plot.top), (x, axis), marker.colour, 0.5 * marker.opacity, kit.shapes.fine)
    y = plot.top if marker.above else axis
    lamp(kit.shapes, surface, (x, y), kit.screen.px(6), marker.colour, marker.opacity)
    words = _words_rect(kit, plot, swell, marker)
    tone = mixed(marker.colour, FOAM, 0.4)
    kit.type.draw(surface, marker.words, words.topleft, "reading", tone, opacity=marker.opacity)


def _words_rect(kit: Kit, plot: pygame.Rect, swell: Swell, marker: Marker) -> pygame.Rect:
    rect = pygame.Rect(0, 0, *kit.type.size(marker.words, "reading"))
    x = round(plot.left + swell.share(marker.cost) * plot.width)
    if marker.above:
        rect.midbottom = (x, plot.top - kit.screen.px(4))
    else:
        rect.midtop = (x, plot.bottom + kit.screen.px(4))
    rect.clamp_ip(pygame.Rect(plot.left, rect.top, plot.width, rect.height))
    return rect


def _image(swell: Swell, size: tuple[int, int], fine: int) -> pygame.Surface:
    width, height = size
    heights = (swell_heights(swell, width) * (height - 11 * fine)).astype(np.float32)
    plate = Plate(width, height)
    up = np.float32(height) - plate.y
    under = np.clip(heights[None, :] - up + np.float32(0.5), 0.0, 1.0)
    depth = np.clip(up / np.maximum(heights[None, :], 1.0), 0.0, 1.0)
    plate.lay((under * (0.10 + 0.42 * depth**1.6)).astype(np.float32), _SWELL)
    # a crest as thick across its slope as along it
    slope = np.gradient(heights)
    away = np.abs(up - heights[None, :]) / np.sqrt(1.0 + slope[None, :] ** 2)
    # beside a steep slope all above it is near: the light fades out before the picture ends
    seen = np.clip(heights / (4.0 * fine), 0.0, 1.0)[None, :] * np.clip((plate.y - fine) / (9.0 * fine), 0.0, 1.0)
    plate.lay((np.exp(-0.5 * (away / (0.85 * fine)) ** 2) * 0.95 * seen).astype(np.float32), _CREST)
    plate.lay((np.exp(-0.5 * (away / (4.0 * fine)) ** 2) * 0.22 * seen).astype(np.float32), _CREST)
    return plate.surface()
