"""How each spirit looks at a moment: its colour after fog and flicker, its strength, its breath, the way it points."""

from dataclasses import dataclass

import numpy as np

from seaspirits_game.core.arrays import F32
from seaspirits_game.render.picture import SeaPicture

_WRONG = np.array([0.86, 0.16, 0.52], np.float32)  # red-violet
_FOG = np.array([0.16, 0.50, 0.72], np.float32)
_FOG_SHARE = 0.35
_PURER = 0.3  # light drawn on light grows pale: a share of white is left out
_FLICKER_HERTZ = 0.3
_BREATH, _BREATH_HERTZ = 0.12, 0.22
_SIZE, _FEW = 1.5, 1800.0  # of a wisp, and the number of spirits from which on they grow smaller
_GOLDEN = (0.6180339887, 0.7548776662, 0.5698402910)  # low-discrepancy steps: neighbours in number differ most


@dataclass(frozen=True, slots=True)
class SpiritLook:
    """M spirits as they are drawn."""

    rgb: F32
    """(3, M) colours through fog and flicker; planar, because arithmetic on rows of three is slow."""
    strength: F32
    """(M,) brightness after fog, 0 to 1."""
    breath: F32
    """(M,) about 1."""
    roomy: float
    """1 for a few spirits, less for many: how large each may be."""
    size: F32
    """(M,) relative size of the wisp."""
    heading: F32
    """(M,) radians, the way it swims, or sways when it hardly moves."""
    own: F32
    """(M,) in 0 to 1: where each spirit rounds, so that all steps of a scale are mixed finely."""
    crowd: F32
    """(M,) light of others at its place, relative to the ceiling; filled in by the pass that gathers the light."""


def look_of(picture: SeaPicture, unit: float) -> SpiritLook:
    """The look of a picture's spirits at a scale of `unit` (1 at 1080 pixels of the shorter side)."""
    spirits = picture.spirits
    number = np.arange(len(spirits.xy), dtype=np.float64)
    own, phase, pace = (np.asarray(number * step % 1.0, dtype=np.float32) for step in _GOLDEN)
    time_s = np.float32(0.0 if picture.still else picture.time_s)
    turn = np.float32(2 * np.pi)
    wave = np.sin(turn * (_FLICKER_HERTZ * time_s + phase))
    wrong = spirits.flicker * (np.float32(0.55) + np.float32(0.4) * wave)
    rgb = np.array(spirits.rgb.T, dtype=np.float32, order="C")
    rgb += wrong * (_WRONG[:, None] - rgb)
    depth = np.clip(spirits.depth01, 0.0, 1.0)
    rgb += (depth * np.float32(_FOG_SHARE)) * (_FOG[:, None] - rgb)
    rgb -= np.float32(_PURER) * np.minimum(np.minimum(rgb[0], rgb[1]), rgb[2])
    breath = 1.0 + np.float32(_BREATH) * np.sin(turn * (_BREATH_HERTZ * (0.7 + 0.6 * pace) * time_s + phase))
    strength = np.clip(spirits.brightness, 0.0, 1.0) * (1.0 - np.float32(0.8) * depth)
    roomy = np.clip(np.sqrt(_FEW / max(float(spirits.brightness.sum()), 1.0)), 0.6, 1.2)
    return SpiritLook(
        rgb=np.asarray(rgb, dtype=np.float32),
        strength=np.asarray(strength, dtype=np.float32),
        breath=np.asarray(breath, dtype=np.float32),
        roomy=float(roomy),
        size=np.asarray(spirits.scale * (1.0 - np.float32(0.25) * depth) * np.float32(roomy * _SIZE), dtype=np.float32),
        heading=_heading(picture, unit, time_s, pace),
        own=own,
        crowd=np.zeros(len(own), np.float32),
    )


def _heading(picture: SeaPicture, unit: float, time_s: np.float32, pace: F32) -> F32:
    """Where the trail says it came from; the less it moves, the more its own slow sway decides."""
    spirits = picture.spirits
    sway = np.float32(2 * np.pi) * pace + np.float32(0.7) * np.sin(np.float32(0.35) * time_s + 12.0 * pace)
    still = np.float32(1.2 * unit)
    x, y = still * np.cos(sway), still * np.sin(sway)
    if len(spirits.trail_xy):
        moved = spirits.xy - spirits.trail_xy[min(1, len(spirits.trail_xy) - 1)]
        x, y = x + moved[:, 0], y + moved[:, 1]
    return np.asarray(np.arctan2(y, x), dtype=np.float32)
