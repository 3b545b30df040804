"""Three reefs, one below the other, as ridges of a landscape under water: the farther, the hazier. Made once a size.

Each ridge is a profile of slow waves with corals on its crest: fans that branch, tubes, domes and grass. All of it
comes from a generator that is handed in; nothing moves.
"""

import math
from dataclasses import dataclass

import numpy as np
import pygame

from seaspirits_game.core.arrays import F64
from seaspirits_game.render.ui.surfaces import from_pixels

RGB = tuple[int, int, int]

_HAZE: tuple[RGB, ...] = ((17, 84, 102), (9, 52, 76), (4, 27, 46))
_DEEP: tuple[RGB, ...] = ((7, 44, 64), (4, 27, 46), (1, 9, 19))
_CORALS: tuple[tuple[RGB, ...], ...] = (
    ((46, 140, 150), (72, 128, 156), (92, 122, 146)),
    ((112, 74, 130), (38, 116, 132), (142, 88, 98)),
    ((128, 62, 92), (150, 96, 60), (42, 92, 116), (92, 60, 122)),
)
_GRAIN = (np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]]) + 0.5) / 16.0 - 0.5
"""Bayer's matrix (1973)."""
_SWING = 62.0
"""Design units by which a crest rises and falls."""
_BODY = 0.94
"""How opaque a ridge is."""


@dataclass(frozen=True, slots=True)
class Ridge:
    """One reef."""

    image: pygame.Surface
    crest: F64
    """(w,) the crest's y in pixels at each column."""


def crest_of(width: int, middle: float, swing: float, reef: int, random: np.random.Generator) -> F64:
    """(width,) the profile of reef 0 to 2 in pixels, y down, within `swing` pixels of `middle`."""
    x = np.linspace(0.0, 1.0, max(width, 2))
    waves = np.zeros_like(x)
    for turns, share in ((0.7, 0.42), (1.6, 0.32), (3.7, 0.17), (9.0, 0.05)):
        waves += share * np.sin(2 * np.pi * (turns * x + random.uniform()))
    lean = (0.08, -0.06, 0.05)[reef] * (x - 0.5)
    return np.asarray(middle + swing * (waves + lean), dtype=np.float64)


def ridge(size: tuple[int, int], reef: int, middle: float, unit: float, random: np.random.Generator) -> Ridge:
    """Reef 0 to 2 in a picture of `size`, its crest about the row `middle`; `unit` is the pixels of a design unit."""
    crest = crest_of(size[0], middle, _SWING * unit, reef, random)
    image = _body(size, reef, crest, unit)
    corals = _corals(size, reef, crest, unit, random)
    glow = pygame.transform.gaussian_blur(_small(corals, 4), 3)
    canvas = pygame.Surface(size, pygame.SRCALPHA)
    soft = pygame.transform.smoothscale(glow, size)
    soft.set_alpha(110)
    canvas.blit(soft, (0, 0))
    canvas.blit(corals, (0, 0))
    canvas.blit(image, (0, 0))
    return Ridge(canvas, crest)


def _small(image: pygame.Surface, times: int) -> pygame.Surface:
    return pygame.transform.smoothscale(
        image, (max(image.get_width() // times, 1), max(image.get_height() // times, 1))
    )


def _body(size: tuple[int, int], reef: int, crest: F64, unit: float) -> pygame.Surface:
    """The rock: haze at the crest that sinks into the dark, a line of light along its upper edge."""
    width, height = size
    y = np.arange(height, dtype=np.float32)[:, None]
    below = (y - crest[None, :].astype(np.float32)) / np.float32(unit)
    cover = np.clip(below * np.float32(unit) + 0.5, 0.0, 1.0)
    sink = np.clip(below / 210.0, 0.0, 1.0) ** 0.7
    rim = np.exp(-np.maximum(below, 0.0) / 5.0) * 0.55 + np.exp(-np.maximum(below, 0.0) / 34.0) * 0.22
    rgb = np.empty((3, height, width), np.float32)
    for channel in range(3):
        tone = _HAZE[reef][channel] + (_DEEP[reef][channel] - _HAZE[reef][channel]) * sink
        light = (90, 190, 190)[channel] * (1.0 - 0.22 * reef)
        rgb[channel] = tone + (light - tone) * rim * 0.5
    grain = _GRAIN[np.arange(height)[:, None] % 4, np.arange(width)[None, :] % 4]
    rgb += grain.astype(np.float32)  # so slow a gradient would show its steps
    fade = np.clip((height - y) / (0.10 * height), 0.0, 1.0) if reef < 2 else np.ones_like(y)
    return from_pixels(rgb, (cover * np.float32(_BODY) * fade).astype(np.float32))


def _corals(size: tuple[int, int], reef: int, crest: F64, unit: float, random: np.random.Generator) -> pygame.Surface:
    """What grows on the crest, rooted a little below it; drawn twice as large, so that it is smooth."""
    width, height = size
    zoom = 2 if width * height <= 4_200_000 else 1
    canvas = pygame.Surface((width * zoom, height * zoom), pygame.SRCALPHA)
    canvas.fill((*_HAZE[reef], 0))
    scale = unit * zoom * (0.62, 0.82, 1.0)[reef]
    count = round(width / unit / (15, 19, 24)[reef])
    for x in np.sort(random.uniform(0, width - 1, count)).tolist():
        root = (x * zoom, (crest[int(x)] + 3 * unit) * zoom)
        tone = _CORALS[reef][int(random.integers(len(_CORALS[reef])))]
        tone = _mixed(tone, _HAZE[reef], float(random.uniform(0.15, 0.6)))
        kind = float(random.uniform())
        tall = scale * float(random.uniform(18, 40) * random.choice((1.0, 1.0, 1.9)))
        if kind < 0.34:
            _fan(canvas, root, -math.pi / 2 + float(random.normal(0, 0.2)), tall * 0.42, tall * 0.07, tone, 6, random)
        elif kind < 0.56:
            _tubes(canvas, root, tall, tone, random)
        elif kind < 0.72:
            _dome(canvas, root, min(tall, 44 * scale) * 0.5, tone)
        else:
            _grass(canvas, root, tall * 1.1, tone, random)
    return canvas if zoom == 1 else pygame.transform.smoothscale(canvas, size)


def _fan(
    canvas: pygame.Surface, root: tuple[float, float], angle: float, length: float, width: float, tone: RGB, left: int,
    random: np.random.Generator,
) -> None:  # fmt: skip
    tip = (root[0] + math.cos(angle) * length, root[1] + math.sin(angle) * length)
    pygame.draw.line(canvas, (*tone, 235), root, tip, max(round(width), 1))
    if left == 0:
        pygame.draw.circle(canvas, (*_mixed(tone, (230, 244, 240), 0.35), 235), tip, max(width, 1.2))
        return
    for side in (-1, 1) if left < 6 else (-1, 0, 1):
        turn = angle + side * float(random.uniform(0.26, 0.5)) + float(random.normal(0, 0.05))
        _fan(
            canvas,
            tip,
            turn,
            length * float(random.uniform(0.68, 0.8)),
            width * 0.74,
            tone,
            left - 1 - (left == 6),
            random,
        )


def _tubes(
    canvas: pygame.Surface, root: tuple[float, float], tall: float, tone: RGB, random: np.random.Generator
) -> None:
    for _ in range(int(random.integers(2, 6))):
        x = root[0] + float(random.normal(0, 0.22)) * tall
        high = 0.8 * tall * float(random.uniform(0.4, 1.0))
        width = min(max(tall * 0.1, 2.0), 0.012 * canvas.get_width())
        body = pygame.Rect(round(x - width / 2), round(root[1] - high), round(width), round(high))
        pygame.draw.rect(canvas, (*tone, 230), body, border_radius=round(width / 2))
        mouth = pygame.Rect(0, 0, round(width), max(round(width * 0.55), 1))
        mouth.center = (round(x), round(root[1] - high + width * 0.3))
        pygame.draw.ellipse(canvas, (*_mixed(tone, (4, 16, 28), 0.6), 235), mouth)


def _dome(canvas: pygame.Surface, root: tuple[float, float], reach: float, tone: RGB) -> None:
    """A brain coral: a low dome with meridians, lighter above."""
    rect = pygame.Rect(0, 0, round(2.4 * reach), round(1.7 * reach))
    rect.center = (round(root[0]), round(root[1] + 0.15 * reach))
    pygame.draw.ellipse(canvas, (*_mixed(tone, (6, 24, 38), 0.55), 235), rect)
    light = _mixed(tone, (6, 24, 38), 0.2)
    for share in (0.86, 0.56, 0.24):
        inner = pygame.Rect(0, 0, max(round(rect.width * share), 2), round(rect.height * 0.94))
        inner.center = rect.center
        pygame.draw.ellipse(canvas, (*light, 150), inner, max(round(reach * 0.05), 1))


def _grass(
    canvas: pygame.Surface, root: tuple[float, float], tall: float, tone: RGB, random: np.random.Generator
) -> None:
    for _ in range(int(random.integers(3, 8))):
        x, lean = root[0] + float(random.normal(0, 0.16)) * tall, float(random.normal(0, 0.3))
        high = tall * float(random.uniform(0.5, 1.0))
        points = [(x + lean * high * (share / 8) ** 2, root[1] - high * share / 8) for share in range(9)]
        pygame.draw.lines(canvas, (*_mixed(tone, (30, 110, 96), 0.5), 210), False, points, max(round(tall * 0.035), 1))


def _mixed(first: RGB, second: RGB, share: float) -> RGB:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue
