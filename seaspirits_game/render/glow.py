"""Everything soft: halos and tails as light gathered in a small buffer, compressed so that no hue burns out.

Planar float32 buffers (3, h, w) with a margin of `MARGIN` pixels on every side, so that a spirit just outside still
glows into the picture and what runs off one row never reaches the next.
"""

import numpy as np

from seaspirits_game.core.arrays import F32, AnyArray

MARGIN = 8
_COARSE = 4


class LightField:
    """A buffer for the light of one picture of `width` by `height` soft pixels; reused from frame to frame."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        # a multiple of the coarse step, so that the wide glow has whole cells
        self._wide = -(-(width + 2 * MARGIN) // _COARSE) * _COARSE
        self._high = -(-(height + 2 * MARGIN) // _COARSE) * _COARSE
        self._light = np.zeros((3, self._high, self._wide), np.float32)
        self._spare = np.zeros_like(self._light)
        self._strongest = np.zeros((self._high, self._wide), np.float32)

    def gather(self, xy: F32, rgb: F32, trail_xy: F32, fade: F32, own: F32) -> None:
        """Start anew with the light of points `xy` (M, 2), soft pixels, coloured `rgb` (3, M).

        Their trails `trail_xy` (T, M, 2) shine with `fade` (T,) times that colour. A trail's light goes to one pixel
        each, chosen by the spirit's `own` (M,) threshold in 0 to 1, where a point's is shared by four.
        """
        corner = np.floor(xy).astype(np.int32)
        part = xy - corner
        index, inside = self._cells(corner)
        right, low = part[:, 0], part[:, 1]
        left, high = (1.0 - right) * inside, (1.0 - low) * inside
        right, low = right * inside, low * inside
        tail, within = self._cells(np.floor(trail_xy + own[:, None]).astype(np.int32))
        cells = np.concatenate([index, index + 1, index + self._wide, index + self._wide + 1, tail.ravel()])
        shares = np.concatenate(
            [np.stack([left * high, right * high, left * low, right * low]), fade[:, None] * within]
        )
        for channel in range(3):
            weights = (shares * rgb[channel]).ravel()
            flat = np.bincount(cells, weights, minlength=self._high * self._wide)
            self._light[channel] = flat.reshape(self._high, self._wide)

    def _cells(self, corner: AnyArray) -> tuple[AnyArray, AnyArray]:
        """Numbers of the cells at whole soft pixels (..., 2), and whether they are inside; those outside are cell 0."""
        column, row = corner[..., 0] + np.int32(MARGIN), corner[..., 1] + np.int32(MARGIN)
        inside = (column >= 0) & (column < self._wide - 1) & (row >= 0) & (row < self._high - 1)
        return (row * np.int32(self._wide) + column) * inside, inside

    def spread(self, wide_share: float) -> None:
        """Soften into halos (a deviation of 1.6 soft pixels), and lay `wide_share` of a far wider glow under them."""
        light = self._light
        if wide_share > 0.0:
            rows = light[:, 0::_COARSE] + light[:, 1::_COARSE]
            rows += light[:, 2::_COARSE]
            rows += light[:, 3::_COARSE]
            coarse = rows[:, :, 0::_COARSE] + rows[:, :, 1::_COARSE]
            coarse += rows[:, :, 2::_COARSE]
            coarse += rows[:, :, 3::_COARSE]
            coarse *= np.float32(wide_share / _COARSE**2)
            _soften(coarse, np.empty_like(coarse), (1, 2))
            # each coarse cell becomes a block; what softens the halos makes the blocks a smooth slope
            blocks = light.reshape(3, self._high // _COARSE, _COARSE, self._wide // _COARSE, _COARSE)
            blocks += coarse[:, :, None, :, None]
        _soften(light, self._spare, (1, 2))

    def enrich(self, share: float) -> None:
        """Take `share` of what the channels have in common away: hues that overlap stay hues, not grey."""
        light, common = self._light, self._spare[0]
        np.minimum(light[0], light[1], out=common)
        np.minimum(common, light[2], out=common)
        common *= np.float32(share)
        light -= common

    def strength_at(self, xy: F32) -> F32:
        """(M,) strongest channel of the light at soft pixels `xy` (M, 2), clamped to the edges."""
        light, strongest = self._light, self._strongest
        np.maximum(light[0], light[1], out=strongest)
        np.maximum(strongest, light[2], out=strongest)
        column = np.clip(xy[:, 0] + (MARGIN + 0.5), 0, self._wide - 1).astype(np.int64)
        line = np.clip(xy[:, 1] + (MARGIN + 0.5), 0, self._high - 1).astype(np.int64)
        return np.asarray(strongest[line, column])

    def over(self, background: F32, ceiling: float) -> F32:
        """(3, height, width) the light over a `background` of that shape, 0 to 255; valid until the next `gather`.

        (background + light) · ceiling / (ceiling + strongest channel of the light): the ratio of the light's channels,
        its hue, is what it was however dense a clan is, and the water steps back where the light is strong. Needs
        `strength_at` of this picture to have run.
        """
        view = slice(MARGIN, MARGIN + self.height), slice(MARGIN, MARGIN + self.width)
        scale = self._strongest
        scale += np.float32(ceiling)
        np.divide(np.float32(ceiling), scale, out=scale)
        result = self._spare.reshape(-1)[: 3 * self.height * self.width].reshape(3, self.height, self.width)
        np.add(self._light[:, view[0], view[1]], background, out=result)
        result *= scale[view]
        return result


def _soften(light: F32, spare: F32, steps: tuple[int, ...]) -> None:
    """Blur `light` (3, h, w) in place by 1-2-1 at every distance in `steps`, along rows and columns.

    Kernels with holes: steps 1 and 2 together have a variance of 2.5 pixels² for eight additions. On the flat buffer a
    row is one long run, so every addition is contiguous.
    """
    flat, other = light.reshape(-1), spare.reshape(-1)[: light.size]
    for step in steps:
        for shift in (step, step * light.shape[2]):
            np.add(flat[shift:], flat[:-shift], out=other[:-shift])
            other[-shift:] = 0.0
            np.add(other[shift:], other[:-shift], out=flat[shift:])
            flat[:shift] = 0.0
    light *= np.float32(1.0 / 16.0 ** len(steps))
