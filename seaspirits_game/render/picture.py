"""What the painter draws: plain arrays in screen pixels. The simulation has no colours; this is where they begin."""

from dataclasses import dataclass

import numpy as np

from seaspirits_game.core.arrays import F32, I64

RGB = tuple[float, float, float]
"""0 to 1."""


@dataclass(frozen=True, slots=True)
class SpiritFrame:
    """M spirits at one moment."""

    xy: F32
    """(M, 2) pixels."""
    scale: F32
    """(M,) size relative to the focal distance, 1 there."""
    depth01: F32
    """(M,) 0 near to 1 far."""
    rgb: F32
    """(M, 3) 0 to 1."""
    brightness: F32
    """(M,) 0 hidden to 1."""
    trail_xy: F32
    """(T, M, 2) older places in pixels, newest first; T may be 0."""
    flicker: F32
    """(M,) 0 to 1: how sure and wrong."""
    glyph: I64 | None = None
    """(M,) number of a sign, or None when no signs are wanted."""

    @staticmethod
    def nobody() -> "SpiritFrame":
        """A frame without spirits."""
        none = np.zeros(0, np.float32)
        pairs = np.zeros((0, 2), np.float32)
        return SpiritFrame(pairs, none, none, np.zeros((0, 3), np.float32), none, np.zeros((0, 0, 2), np.float32), none)


@dataclass(frozen=True, slots=True)
class Line:
    """A fine line of light through `points` (P, 2)."""

    points: F32
    rgb: RGB
    opacity: float
    width: float
    """Design units."""


@dataclass(frozen=True, slots=True)
class Ring:
    """A soft ring."""

    x: float
    y: float
    radius: float
    rgb: RGB
    opacity: float


@dataclass(frozen=True, slots=True)
class Parts:
    """What of a picture is drawn anew; the rest is laid down as it was drawn for the frame before."""

    light: bool = True
    """Water, halos and tails, and how crowded each spirit's place is."""
    lines: bool = True


WHOLE = Parts()


@dataclass(frozen=True, slots=True)
class SeaPicture:
    """One frame of the sea."""

    spirits: SpiritFrame
    lines: tuple[Line, ...]
    rings: tuple[Ring, ...]
    depth01: float
    """How far the voyage is: the water deepens from 0 to 1."""
    time_s: float
    still: bool
    """Reduced motion: rays, snow and breathing stand still."""
    parts: Parts = WHOLE
    """Without `parts.lines`, `lines` is not looked at."""
