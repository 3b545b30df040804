"""The water itself, in a small planar buffer: a gradient that deepens with the voyage, god-rays, caustics, vignette."""

import numpy as np

from seaspirits_game.core.arrays import F32
from seaspirits_game.core.streams import stream

_RAYS = 9
_STOPS = np.array([0.0, 0.2, 0.5, 1.0])
_SHALLOW = np.array([[14, 106, 120], [10, 76, 98], [6, 46, 70], [3, 17, 32]], np.float32)
_DEEP = np.array([[8, 72, 92], [5, 46, 70], [4, 25, 46], [2, 9, 19]], np.float32)
_RAY_TINT = np.array([44.0, 150.0, 150.0], np.float32)
_CAUSTIC_TINT = np.array([50.0, 140.0, 140.0], np.float32)
_HERTZ = 8.0
"""The background is painted anew so often; its motion is far slower."""
_DEPTH_STEP = 0.02
"""Change of depth that cannot wait for that: less than a grey level."""


class Water:
    """Paints the background at one size; the same time gives the same water."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        rng = stream(7, "water")
        # half the size is enough for what is so soft; one cell more, because the enlargement needs a neighbour
        wide, high = width // 2 + 2, height // 2 + 2
        y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
        y, x = y / (height / 2), x / (height / 2)  # units of the height: every shape of screen has the same rays
        aspect = width / height
        self._beams = _beams(x, y, aspect, rng)
        self._pulse = rng.uniform(0.012, 0.035, _RAYS)
        self._phase = rng.uniform(0, 2 * np.pi, _RAYS)
        distance = np.hypot((x - aspect / 2) / max(aspect / 2, 0.6), (y - 0.46) / 0.62)
        self._vignette = (1.0 - 0.5 * np.clip(distance - 0.4, 0.0, 1.0) ** 1.5).astype(np.float32)
        self._dither = (rng.random((height, width), np.float32) + rng.random((height, width), np.float32) - 0.5) * 0.9
        self._rows = max(int(high * 0.3), 2)
        self._x, self._y = x[: self._rows], y[: self._rows]
        self._fade = (np.clip(1.0 - self._y / 0.26, 0.0, 1.0) ** 2.0).astype(np.float32)
        self._down = y[:, 0]
        self._painted = (-1, 0.0)
        self._background = np.zeros((3, height, width), np.float32)

    def background(self, time_s: float, depth01: float) -> F32:
        """(3, h, w) 0 to 255; do not write to it."""
        tick = int(time_s * _HERTZ)
        if tick != self._painted[0] or abs(depth01 - self._painted[1]) >= _DEPTH_STEP:
            self._painted = (tick, depth01)
            self._paint(tick / _HERTZ, depth01)
        return self._background

    def _paint(self, time_s: float, depth01: float) -> None:
        stops = _SHALLOW + (_DEEP - _SHALLOW) * depth01
        gradient = np.stack([np.interp(self._down, _STOPS, stops[:, channel]) for channel in range(3)])
        strength = 0.5 + 0.5 * np.sin(2 * np.pi * self._pulse * time_s + self._phase)
        strength *= 0.62 * (1.0 - 0.45 * depth01)
        shine = np.tensordot(strength.astype(np.float32), self._beams, axes=1)
        small = gradient.astype(np.float32)[:, :, None] + shine * _RAY_TINT[:, None, None]
        glints = self._caustics(time_s) * np.float32(0.26 * (1.0 - 0.55 * depth01))
        small[:, : self._rows] += glints * _CAUSTIC_TINT[:, None, None]
        small *= self._vignette
        np.add(_doubled(small, self.width, self.height), self._dither, out=self._background)

    def _caustics(self, time_s: float) -> F32:
        """Thin bright meshes just under the surface: where slow waves focus light, seen nearly edge-on."""
        x = self._x * np.float32(11.0)
        y = np.float32(3.4) / (self._y + np.float32(0.09))  # the surface recedes upward
        t = np.float32(0.16 * time_s)
        fold = np.sin(x * np.float32(0.7) + y * np.float32(0.9) + t)
        fold += np.sin(x * np.float32(-1.1) + y * np.float32(0.6) - t * np.float32(1.3) + fold)
        fold += np.sin(x * np.float32(1.7) - y * np.float32(0.4) + t * np.float32(0.7) + fold * np.float32(0.8))
        mesh = np.maximum(1.0 - np.abs(fold) * np.float32(0.75), 0.0)
        return np.asarray(mesh * mesh * self._fade, dtype=np.float32)


def _doubled(small: F32, width: int, height: int) -> F32:
    """(3, height, width) `small` at twice the size, with straight lines between its pixels."""
    tall = np.empty((3, small.shape[1] * 2, small.shape[2]), np.float32)
    tall[:, ::2] = small
    tall[:, 1:-1:2] = (small[:, :-1] + small[:, 1:]) * np.float32(0.5)
    tall = tall[:, :height]
    large = np.empty((3, height, small.shape[2] * 2), np.float32)
    large[:, :, ::2] = tall
    large[:, :, 1:-1:2] = (tall[:, :, :-1] + tall[:, :, 1:]) * np.float32(0.5)
    return large[:, :, :width]


def _beams(x: F32, y: F32, aspect: float, rng: np.random.Generator) -> F32:
    """(R, h, w) soft shafts that fan out from light above the surface and fade with depth."""
    source_x, source_y = aspect * 0.60, -0.75
    angle = np.arctan2(x - source_x, y - source_y)
    reach = np.hypot(x - source_x, y - source_y)
    edge = np.arctan2(aspect, 1.0)
    centres = np.linspace(-0.9, 0.72, _RAYS) * edge + rng.uniform(-0.06, 0.06, _RAYS)
    beams = np.empty((_RAYS, *x.shape), np.float32)
    for number, centre in enumerate(centres):
        width = rng.uniform(0.02, 0.07)
        # a shaft is sharper on its sunward side
        gap = (angle - centre) / width
        core = np.exp(-0.5 * np.where(gap > 0, gap * 1.6, gap * 0.8) ** 2)
        beams[number] = core * np.exp(-2.1 * np.maximum(reach - 0.75, 0.0)) * rng.uniform(0.4, 1.0)
    return beams
