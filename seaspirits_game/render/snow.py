"""Marine snow: specks that sink slowly in three parallax layers, the nearer the larger, faster and softer."""

from dataclasses import dataclass

import numpy as np
import pygame

from seaspirits_game.core.arrays import F32, I64
from seaspirits_game.core.streams import stream
from seaspirits_game.render.sprites import LEVELS, TINTS, SpriteBank

_TINT = (2 * TINTS + 3) * TINTS + 4  # pale blue-green
_KINDS = ((150, 0.8, 5.0, 5.0, 3), (70, 1.3, 9.0, 9.0, 4), (16, 4.2, 17.0, 20.0, 0))
"""Of each layer: specks at 1920x1080, radius, sinking and swaying in pixels (a second) at 1080, level."""


@dataclass(frozen=True, slots=True)
class _Layer:
    bank: SpriteBank
    places: F32
    """(n, 2) pixels at time 0."""
    phase: F32
    sink: float
    """Pixels a second."""
    sway: float
    level: I64


class Snow:
    """Snow for surfaces of one size."""

    def __init__(self, size: tuple[int, int], unit: float) -> None:
        self._size = size
        rng = stream(11, "snow")
        area = size[0] * size[1] / (1920 * 1080 * unit * unit)
        self._layers = []
        for number, radius, sink, sway, level in _KINDS:
            count = round(number * area)
            spread = rng.integers(0, 3, count) + level
            self._layers.append(
                _Layer(
                    SpriteBank(*_specks(radius * unit)),
                    (rng.random((count, 2)) * size).astype(np.float32),
                    (rng.random(count) * 2 * np.pi).astype(np.float32),
                    sink * unit,
                    sway * unit,
                    np.minimum(spread, LEVELS - 1),
                )
            )

    def draw(self, surface: pygame.Surface, time_s: float) -> None:
        """Add the snow of a moment to `surface`."""
        for layer in self._layers:
            side = layer.bank.side
            x = layer.places[:, 0] + layer.sway * np.sin(np.float32(0.11 * time_s) + layer.phase)
            y = layer.places[:, 1] + layer.sink * time_s
            half_x = np.floor(2.0 * (x % (self._size[0] + side) - side / 2)).astype(np.int64)
            half_y = np.floor(2.0 * (y % (self._size[1] + side) - side / 2)).astype(np.int64)
            variant = (half_y & 1) * 2 + (half_x & 1)
            tint = np.full(len(x), _TINT)
            surface.fblits(
                layer.bank.placed(variant, tint, layer.level, half_x >> 1, half_y >> 1), pygame.BLEND_RGB_ADD
            )


def _specks(radius: float) -> tuple[F32, F32, I64]:
    """Templates of round soft specks at four half-pixel places; the light is all body."""
    half = int(np.ceil(2.6 * radius)) + 1
    y, x = np.mgrid[-half : half + 1, -half : half + 1].astype(np.float32)
    specks = [
        np.exp(-0.5 * ((x - right) ** 2 + (y - down) ** 2) / max(radius, 0.5) ** 2)
        for down in (0.0, 0.5)
        for right in (0.0, 0.5)
    ]
    body = np.stack(specks).astype(np.float32)
    return np.zeros_like(body), body, np.zeros((4, 2), np.int64)
