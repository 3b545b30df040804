"""Fine anti-aliased lines of light, many at once: every polyline becomes one run of pixel pairs."""

from collections.abc import Sequence

import numpy as np
import pygame

from seaspirits_game.core.arrays import F32, I64, AnyArray
from seaspirits_game.render.picture import Line

_COVERS = 32
_FLAT = 0.3  # pixels: a bend that leaves its chord by less needs no further corner
_PURER = 0.45


class Strokes:
    """A black layer for lines, added to the picture; reused from frame to frame."""

    def __init__(self, size: tuple[int, int], unit: float) -> None:
        self._layer = pygame.Surface(size, 0, 32)
        self._unit = unit
        self._drawn = pygame.Rect(0, 0, 0, 0)
        """What of the layer is not black."""

    def draw(self, surface: pygame.Surface, lines: Sequence[Line] | None) -> None:
        """Add `lines` to `surface`; without any given, those of the last time."""
        if lines is not None:
            self._layer.fill(0, self._drawn)
            lines = [line for line in lines if len(line.points) > 1 and line.opacity > 0.0]
            self._drawn = self._paint(lines) if lines else pygame.Rect(0, 0, 0, 0)
        if self._drawn.width:
            surface.blit(self._layer, self._drawn.topleft, self._drawn, pygame.BLEND_RGB_ADD)

    def _paint(self, lines: Sequence[Line]) -> pygame.Rect:
        starts, ends, owner = _segments(lines)
        copies = np.array([_copies(line.width * self._unit) for line in lines])
        starts, ends, owner = _thickened(starts, ends, owner, copies)
        starts, ends, owner = _nearby(starts, ends, owner, self._layer.get_size())
        if len(owner) == 0:
            return pygame.Rect(0, 0, 0, 0)
        table = _shades(lines)
        width, height = self._layer.get_size()
        pixels = pygame.surfarray.pixels2d(self._layer).T.view(np.uint32)
        flat = pixels.reshape(-1)
        gap = np.abs(ends - starts)
        steep = gap[:, 1] > gap[:, 0]
        for axis, pick in ((0, ~steep), (1, steep)):
            stride, limits = ((1, width), (width, height)) if axis == 0 else ((width, 1), (height, width))
            _draw_runs(flat, table, starts[pick], ends[pick], owner[pick], axis, stride, limits)
        del pixels, flat  # unlocks the layer
        left, top = (int(np.minimum(starts[:, axis].min(), ends[:, axis].min())) - 1 for axis in (0, 1))
        right, low = (int(np.maximum(starts[:, axis].max(), ends[:, axis].max())) + 3 for axis in (0, 1))
        return pygame.Rect(left, top, right - left, low - top).clip(self._layer.get_rect())


def _shades(lines: Sequence[Line]) -> AnyArray:
    """(lines · covers,) packed pixels: each line's colour at every step of cover."""
    covers = np.linspace(0.0, 1.0, _COVERS)[None, :, None]
    rgb = np.array([line.rgb for line in lines])
    rgb = rgb - _PURER * rgb.min(axis=1, keepdims=True)  # so faint, a pale hue would be grey
    rgb *= np.array([[line.opacity * 255.0] for line in lines])
    shades = np.clip(rgb[:, None, :] * covers + 0.5, 0.0, 255.0).astype(np.uint32)
    return np.asarray(shades[..., 0] << 16 | shades[..., 1] << 8 | shades[..., 2]).ravel()


def _segments(lines: Sequence[Line]) -> tuple[F32, F32, I64]:
    points = np.concatenate([line.points for line in lines]).astype(np.float32)
    lengths = np.array([len(line.points) for line in lines])
    owner = np.repeat(np.arange(len(lines)), lengths)
    same = owner[:-1] == owner[1:]
    before = np.concatenate([points[:1], np.where(same[:, None], points[:-1], points[1:])])
    after = np.concatenate([np.where(same[:, None], points[1:], points[:-1]), points[-1:]])
    slope = (after - before) * np.float32(0.5)
    joined = np.flatnonzero(same)
    starts, ends, owner = points[joined], points[joined + 1], owner[joined]
    # Hermite curves through the points: where one leaves its chord it gets a corner more, so that a bend is a bend
    off = (slope[joined] - slope[joined + 1]) * np.float32(0.125)
    bent = np.flatnonzero((off * off).sum(axis=1) > _FLAT * _FLAT)
    middle = (starts[bent] + ends[bent]) * np.float32(0.5) + off[bent]
    starts, ends = np.concatenate([starts, middle]), np.concatenate([ends, ends[bent]])
    ends[bent] = middle
    return starts, ends, np.concatenate([owner, owner[bent]])


def _nearby(starts: F32, ends: F32, owner: I64, size: tuple[int, int]) -> tuple[F32, F32, I64]:
    """Only segments that reach the surface and are not absurdly long: a line behind the camera may go anywhere."""
    low, high = np.minimum(starts, ends), np.maximum(starts, ends)
    near = np.ones(len(owner), np.bool_)
    for axis, extent in enumerate(size):
        near &= (high[:, axis] > -1) & (low[:, axis] < extent) & (high[:, axis] - low[:, axis] < 2 * max(size))
    return (starts, ends, owner) if near.all() else (starts[near], ends[near], owner[near])


def _copies(width: float) -> int:
    """How many one-pixel lines side by side make a line so wide."""
    return max(round(width), 1)


def _thickened(starts: F32, ends: F32, owner: I64, copies: I64) -> tuple[F32, F32, I64]:
    """Each segment repeated side by side, one pixel apart across its steeper axis, as often as its line says."""
    if copies.max() == 1:
        return starts, ends, owner
    count = copies[owner]
    repeated = np.repeat(np.arange(len(owner)), count)
    place = np.arange(len(repeated)) - np.repeat(np.cumsum(count) - count, count)
    shift = (place - (count[repeated] - 1) / 2.0).astype(np.float32)
    starts, ends, owner = starts[repeated], ends[repeated], owner[repeated]
    steep = np.abs(ends[:, 1] - starts[:, 1]) > np.abs(ends[:, 0] - starts[:, 0])
    offset = np.stack([np.where(steep, shift, 0.0), np.where(steep, 0.0, shift)], axis=1).astype(np.float32)
    return starts + offset, ends + offset, owner


def _draw_runs(
    flat: AnyArray,
    table: AnyArray,
    starts: F32,
    ends: F32,
    owner: I64,
    axis: int,
    stride: tuple[int, int],
    limits: tuple[int, int],
) -> None:
    """Write pixel pairs of segments (S, 2) that run along `axis`; `stride` and `limits` are along it and across it.

    Source: the pixel pairs of Wu, An efficient antialiasing technique (1991).
    """
    along_0, along_1 = starts[:, axis], ends[:, axis]
    across_0, across_1 = starts[:, 1 - axis], ends[:, 1 - axis]
    slope = (across_1 - across_0) / np.where(along_1 == along_0, np.float32(1.0), along_1 - along_0)
    first = np.clip(np.ceil(np.minimum(along_0, along_1)), 0, limits[0]).astype(np.int32)
    last = np.clip(np.ceil(np.maximum(along_0, along_1)), 0, limits[0]).astype(np.int32)
    count = last - first
    skip = first - (np.cumsum(count, dtype=np.int32) - count)
    base = (across_0 - along_0 * slope).astype(np.float32)
    at = np.arange(int(count.sum()), dtype=np.int32) + np.repeat(skip, count)
    beside = np.repeat(base, count) + at * np.repeat(slope, count)
    shade = np.repeat((owner * _COVERS).astype(np.int32), count)
    inside = (beside >= 0) & (beside < limits[1] - 1)
    if not inside.all():
        at, beside, shade = at[inside], beside[inside], shade[inside]
    near = beside.astype(np.int32)
    part = ((beside - near) * np.float32(_COVERS - 1)).astype(np.int32)
    index = at * stride[0] + near * stride[1]
    shade += part
    # of each pair the fainter pixel first, so that one line's faint edge makes no gap in another
    lower = part > _COVERS // 2
    other = shade + (_COVERS - 1) - 2 * part
    far = index + stride[1]
    flat[np.where(lower, index, far)] = table[np.where(lower, other, shade)]
    flat[np.where(lower, far, index)] = table[np.where(lower, shade, other)]
