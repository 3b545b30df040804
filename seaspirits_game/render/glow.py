"""Everything soft: halos and tails as light gathered in a small buffer, compressed so that no hue burns out.

Planar float32 buffers (3, h, w). Light is gathered bilinearly with `bincount`, blurred, and compressed by its own
strongest channel, so that the ratio of the channels, the hue, is what it was however dense a clan is.
"""

import numpy as np

from seaspirits_game.core.arrays import F32, Bools


def gather(xy: F32, rgb: F32, width: int, height: int) -> F32:
    """(3, height, width) light of points `xy` (M, 2) in buffer pixels, coloured `rgb` (M, 3); outside is left out."""
    inside = _inside(xy, width, height)
    if not inside.all():
        xy, rgb = xy[inside], rgb[inside]
    corner = np.floor(xy).astype(np.int32)
    part = xy - corner
    index = corner[:, 1] * width + corner[:, 0]
    right, low = part[:, 0], part[:, 1]
    left, high = 1.0 - right, 1.0 - low
    cells = np.concatenate([index, index + 1, index + width, index + width + 1])
    shares = np.concatenate([left * high, right * high, left * low, right * low])
    light = np.empty((3, height, width), np.float32)
    for channel in range(3):
        weights = shares * np.tile(rgb[:, channel], 4)
        light[channel] = np.bincount(cells, weights, minlength=height * width).reshape(height, width)
    return light


def _inside(xy: F32, width: int, height: int) -> Bools:
    return (xy[:, 0] >= 0) & (xy[:, 1] >= 0) & (xy[:, 0] < width - 1) & (xy[:, 1] < height - 1)


def blur(light: F32, passes: int) -> F32:
    """`light` (3, h, w) softened by `passes` of the binomial kernel 1-2-1 both ways: variance ½ px² each."""
    for _ in range(passes):
        wide = light[:, :, :-2] + light[:, :, 2:]
        wide += light[:, :, 1:-1]
        wide += light[:, :, 1:-1]
        across = light * 4.0
        across[:, :, 1:-1] = wide
        tall = across[:, :-2] + across[:, 2:]
        tall += across[:, 1:-1]
        tall += across[:, 1:-1]
        across *= 4.0
        across[:, 1:-1] = tall
        across *= 1.0 / 16.0
        light = across
    return light


def compress(light: F32, ceiling: float) -> F32:
    """`light` with its strongest channel L made ceiling·L/(ceiling + L): hue kept, never above `ceiling`."""
    strongest = np.maximum(np.maximum(light[0], light[1]), light[2])
    strongest += np.float32(ceiling)
    np.divide(np.float32(ceiling), strongest, out=strongest)
    return light * strongest


def at_points(plane: F32, xy: F32) -> F32:
    """(M,) values of a plane (h, w) at buffer pixels `xy` (M, 2), clamped to its edges."""
    height, width = plane.shape
    column = np.clip(xy[:, 0], 0, width - 1).astype(np.int32)
    line = np.clip(xy[:, 1], 0, height - 1).astype(np.int32)
    return np.asarray(plane[line, column])
