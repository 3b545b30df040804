"""One scale a shoal, so that distances within a shoal stay true and its growth stays visible.

The reference is the activations' own bound: a tanh layer of W units cannot lie further than √W from the origin. A shoal
whose radius is between `SMALLEST` and `LARGEST` times the reference is drawn at one fixed scale, so that growing looks
like growing; outside, a lens keeps it on screen and `lens` says so.
"""

import numpy as np

from seaspirits_game.core.arrays import F32

SMALLEST, LARGEST = 0.3, 1.15
"""Display radii, world units, between which the scale is fixed."""
_SHARE_OF_BOUND = 0.55  # trained digits fill about this share of √W in the three visible axes


def radii(coords: F32) -> F32:
    """(L,) 95th percentile of the visible distance from the centre; `coords` is (L, N, 8) in activation units."""
    squared = np.einsum("lnk,lnk->ln", coords[:, :, :3], coords[:, :, :3])
    return np.asarray(np.sqrt(np.percentile(squared, 95, axis=1)), dtype=np.float32)


def eased_scales(coords: F32, widths: tuple[int, ...]) -> F32:
    """(L,) world units per activation unit at which each shoal should be drawn; finite also for a point."""
    fixed = 1.0 / (_SHARE_OF_BOUND * np.sqrt(np.array(widths, dtype=np.float64)))
    size = radii(coords).astype(np.float64) * fixed
    drawn = np.clip(size, SMALLEST, LARGEST)
    lens_power = np.where(size > 1e-6, drawn / np.maximum(size, 1e-6), 1.0)
    return (fixed * lens_power).astype(np.float32)


def lens(display_scale: F32, widths: tuple[int, ...]) -> F32:
    """(L,) how many times each shoal is magnified beyond its fixed scale: 1 when the lens is not in use."""
    return (display_scale * _SHARE_OF_BOUND * np.sqrt(np.array(widths, dtype=np.float64))).astype(np.float32)
