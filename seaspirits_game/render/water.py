"""The water itself, in a small planar buffer: a gradient that deepens with the voyage, god-rays, caustics, vignette."""

import numpy as np

from seaspirits_game.core.arrays import F32
from seaspirits_game.core.streams import stream

_RAYS = 7
_SURFACE = np.array([[14, 106, 120], [9, 74, 96]], np.float32)  # at the top: at the start, and deep into the voyage
_STOPS = np.array([0.0, 0.22, 0.55, 1.0])
_SHALLOW = np.array([[14, 106, 120], [10, 74, 95], [7, 46, 68], [3, 18, 32]], np.float32)
_DEEP = np.array([[9, 78, 96], [6, 50, 72], [4, 27, 48], [2, 9, 19]], np.float32)
_RAY_TINT = np.array([70.0, 190.0, 185.0], np.float32)
_CAUSTIC_TINT = np.array([60.0, 150.0, 150.0], np.float32)
_HERTZ = 15.0
"""The background is painted anew so often; its motion is far slower."""


class Water:
    """Paints the background at one size; the same time gives the same water."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        rng = stream(7, "water")
        y, x = np.mgrid[0:height, 0:width].astype(np.float32)
        y, x = y / height, x / height  # units of the height, so that every shape of screen has the same rays
        aspect = width / height
        self._beams = _beams(x, y, aspect, rng)
        self._beam_pulse = rng.uniform(0.018, 0.05, _RAYS)
        self._beam_phase = rng.uniform(0, 2 * np.pi, _RAYS)
        distance = np.hypot((x - aspect / 2) / max(aspect / 2, 0.6), (y - 0.46) / 0.62)
        self._vignette = (1.0 - 0.42 * np.clip(distance - 0.45, 0.0, 1.0) ** 1.5).astype(np.float32)
        self._dither = (rng.random((height, width), np.float32) - 0.5) * 1.6
        rows = max(height // 3, 2)
        self._caustic_rows = rows
        self._caustic_fade = ((1.0 - np.arange(rows) / rows) ** 2.2)[:, None].astype(np.float32)
        self._caustic_x, self._caustic_y = x[:rows] * 1.0, y[:rows] * 1.0
        self._painted: tuple[int, int] | None = None
        self._background = np.zeros((3, height, width), np.float32)

    def background(self, time_s: float, depth01: float) -> F32:
        """(3, h, w) 0 to 255, not clipped; do not write to it."""
        key = (int(time_s * _HERTZ), int(depth01 * 400))
        if key != self._painted:
            self._painted = key
            self._paint(key[0] / _HERTZ, depth01)
        return self._background

    def _paint(self, time_s: float, depth01: float) -> None:
        column = np.linspace(0.0, 1.0, self.height)
        stops = _SHALLOW + (_DEEP - _SHALLOW) * depth01
        gradient = np.stack([np.interp(column, _STOPS, stops[:, channel]) for channel in range(3)]).astype(np.float32)
        strength = (0.55 + 0.45 * np.sin(2 * np.pi * self._beam_pulse * time_s + self._beam_phase)).astype(np.float32)
        strength *= np.float32(0.30 * (1.0 - 0.45 * depth01))
        rays = np.tensordot(strength, self._beams, axes=1)
        np.multiply(gradient[:, :, None], self._vignette, out=self._background)
        for channel in range(3):
            self._background[channel] += rays * _RAY_TINT[channel]
        caustics = self._caustics(time_s) * np.float32(0.34 * (1.0 - 0.5 * depth01))
        for channel in range(3):
            self._background[channel, : self._caustic_rows] += caustics * _CAUSTIC_TINT[channel]
        self._background += self._dither

    def _caustics(self, time_s: float) -> F32:
        """Thin bright meshes just under the surface: where slow waves focus light."""
        x = self._caustic_x * np.float32(9.0)
        y = self._caustic_y * np.float32(26.0)
        t = np.float32(0.22 * time_s)
        waves = np.sin(x * np.float32(1.3) + y * np.float32(0.35) + t)
        waves += np.sin(x * np.float32(-0.9) + y * np.float32(0.8) - t * np.float32(1.3) + waves)
        waves += np.sin(x * np.float32(2.1) - y * np.float32(0.5) + t * np.float32(0.7) + waves * np.float32(0.8))
        mesh = np.maximum(1.0 - np.abs(waves) * np.float32(0.9), 0.0)
        return np.asarray(mesh * mesh * mesh * self._caustic_fade)


def _beams(x: F32, y: F32, aspect: float, rng: np.random.Generator) -> F32:
    """(R, h, w) soft shafts that fan out from light above the surface and fade with depth."""
    source_x, source_y = aspect * 0.62, -0.55
    angle = np.arctan2(x - source_x, y - source_y)
    reach = np.hypot(x - source_x, y - source_y)
    spread = np.arctan2(aspect, 1.0)
    centres = np.linspace(-0.95, 0.8, _RAYS) * spread + rng.uniform(-0.08, 0.08, _RAYS)
    beams = np.empty((_RAYS, *x.shape), np.float32)
    for number, centre in enumerate(centres):
        width = rng.uniform(0.018, 0.06)
        core = np.exp(-0.5 * ((angle - centre) / width) ** 2)
        veil = 0.45 * np.exp(-0.5 * ((angle - centre) / (2.6 * width)) ** 2)
        beams[number] = (core + veil) * np.exp(-1.9 * np.maximum(reach - 0.55, 0.0)) * rng.uniform(0.5, 1.0)
    return beams
