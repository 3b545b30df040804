"""One scale a shoal, so that distances within a shoal stay true and its growth stays visible.

The reference is the activations' own bound: a tanh layer of W units reaches √W from the origin at most, and √W is drawn
as one world unit. A shoal whose radius is between `SMALLEST` and `LARGEST` world units stands at that one fixed scale,
so that growing looks like growing. Outside, a lens helps it into view: what is drawn grows as a small power of what was
measured, so that a bigger shoal is still drawn bigger; `lens` says by how much the picture is not to scale.
"""

import numpy as np

from seaspirits_game.core.arrays import F32, F64

SMALLEST, LARGEST = 0.25, 1.0
"""Display radii, world units, between which the scale is fixed: no tanh layer of ours outgrows the upper one."""
_SMALL_POWER, _LARGE_POWER = 0.25, 0.12
"""Small-seed layers begin at a hundredth of the bound; trained ReLU layers end at several times it."""
_STRONGEST_LENS = 1000.0  # beyond, a collapsed shoal's rounding errors would be shown as a shape


def radii(coords: F32) -> F32:
    """(L,) 95th percentile of the visible distance from the centre; `coords` is (L, N, 8) in any unit."""
    return np.asarray(np.percentile(distances(coords), 95, axis=1), dtype=np.float32)


def distances(coords: F32) -> F32:
    """(L, N) distance of each spirit of `coords` (L, N, 8) from its shoal's centre in the three visible axes."""
    seen = coords[:, :, :3]
    return np.asarray(np.sqrt(np.einsum("lnk,lnk->ln", seen, seen)), dtype=np.float32)


def display_scales(radius: F32, widths: tuple[int, ...]) -> F32:
    """(L,) world units per activation unit for shoals of `radius` (L,) activation units; finite also for a point.

    >>> [float(scale) for scale in display_scales(np.array([2.0, 3.0], np.float32), (16, 16))]
    [0.25, 0.25]
    """
    fixed = _fixed(widths)
    size = np.maximum(radius.astype(np.float64) * fixed, 1e-12)
    widened = np.maximum(1.0, (SMALLEST / size) ** (1.0 - _SMALL_POWER))
    narrowed = np.minimum(1.0, (LARGEST / size) ** (1.0 - _LARGE_POWER))
    return np.asarray(fixed * np.minimum(widened, _STRONGEST_LENS) * narrowed, dtype=np.float32)


def lens(display_scale: F32, widths: tuple[int, ...]) -> F32:
    """(L,) how many times each shoal is magnified beyond its fixed scale: 1 when the lens is not in use."""
    return np.asarray(display_scale / _fixed(widths), dtype=np.float32)


def _fixed(widths: tuple[int, ...]) -> F64:
    return np.asarray(1.0 / np.sqrt(np.array(widths, dtype=np.float64)))
