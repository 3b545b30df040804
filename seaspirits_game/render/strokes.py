"""Fine anti-aliased lines of light, many at once: every polyline becomes one run of pixel pairs."""

from collections.abc import Sequence

import numpy as np
import pygame

from seaspirits_game.core.arrays import F32, I64, AnyArray
from seaspirits_game.render.picture import Line

_COVERS = 32


class Strokes:
    """A black layer for lines, added to the picture; reused from frame to frame."""

    def __init__(self, size: tuple[int, int], unit: float) -> None:
        self._layer = pygame.Surface(size, 0, 32)
        self._unit = unit

    def draw(self, surface: pygame.Surface, lines: Sequence[Line]) -> None:
        """Add `lines` to `surface`."""
        lines = [line for line in lines if len(line.points) > 1 and line.opacity > 0.0]
        if not lines:
            return
        area = self._paint(lines)
        surface.blit(self._layer, area.topleft, area, pygame.BLEND_RGB_ADD)
        self._layer.fill(0, area)

    def _paint(self, lines: Sequence[Line]) -> pygame.Rect:
        starts, ends, owner = _segments(lines)
        copies = np.array([_copies(line.width * self._unit) for line in lines])
        starts, ends, owner = _thickened(starts, ends, owner, copies)
        covers = np.linspace(0.0, 1.0, _COVERS)[None, :, None]
        rgb = np.array([line.rgb for line in lines]) * np.array([[line.opacity * 255.0] for line in lines])
        shades = np.clip(rgb[:, None, :] * covers + 0.5, 0.0, 255.0).astype(np.uint32)
        shades = shades[..., 0] << 16 | shades[..., 1] << 8 | shades[..., 2]
        width, height = self._layer.get_size()
        steep, at, beside, number = _runs(starts, ends)
        floor = np.floor(beside)
        part = beside - floor
        near = floor.astype(np.int32)
        colour = owner[number] * _COVERS
        pixels = pygame.surfarray.pixels2d(self._layer).T.view(np.uint32)
        flat = pixels.reshape(-1)
        table = shades.ravel()
        places = []
        for offset, cover in ((0, 1.0 - part), (1, part)):
            x = np.where(steep, near + offset, at)
            y = np.where(steep, at, near + offset)
            seen = (x >= 0) & (y >= 0) & (x < width) & (y < height)
            shade = table[colour + (cover * np.float32(_COVERS - 1)).astype(np.int32)]
            index = (y * width + x)[seen]
            # where lines meet, the later pixel never darkens the earlier one by more than its own faint edge
            flat[index] = np.maximum(flat[index], shade[seen])
            places.append(index)
        del pixels, flat  # unlocks the layer
        touched = np.concatenate(places)
        if touched.size == 0:
            return pygame.Rect(0, 0, 0, 0)
        top, bottom = int(touched.min()) // width, int(touched.max()) // width
        return pygame.Rect(0, top, width, bottom - top + 1)


def _segments(lines: Sequence[Line]) -> tuple[F32, F32, I64]:
    points = np.concatenate([line.points for line in lines]).astype(np.float32)
    lengths = np.array([len(line.points) for line in lines])
    owner = np.repeat(np.arange(len(lines)), lengths)
    joined = owner[:-1] == owner[1:]
    starts, ends = points[:-1][joined], points[1:][joined]
    return starts, ends, owner[:-1][joined]


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


def _runs(starts: F32, ends: F32) -> tuple[AnyArray, AnyArray, F32, AnyArray]:
    """Pixels that segments (S, 2) cross: steep or not, whole place along the steeper axis, exact place across, segment.

    Source: the pixel pairs of Wu, An efficient antialiasing technique (1991).
    """
    gap = ends - starts
    steep = np.abs(gap[:, 1]) > np.abs(gap[:, 0])
    along_0 = np.where(steep, starts[:, 1], starts[:, 0])
    along_1 = np.where(steep, ends[:, 1], ends[:, 0])
    across_0 = np.where(steep, starts[:, 0], starts[:, 1])
    across_1 = np.where(steep, ends[:, 0], ends[:, 1])
    slope = (across_1 - across_0) / np.where(along_1 == along_0, 1.0, along_1 - along_0)
    first = np.ceil(np.minimum(along_0, along_1)).astype(np.int32)
    count = np.maximum(np.ceil(np.maximum(along_0, along_1)).astype(np.int32) - first, 0)
    number = np.repeat(np.arange(len(starts), dtype=np.int32), count)
    at = np.arange(len(number), dtype=np.int32) - np.repeat(np.cumsum(count, dtype=np.int32) - count - first, count)
    base = across_0 - along_0 * slope
    beside = base[number] + at * slope[number]
    return steep[number], at, np.asarray(beside, dtype=np.float32), number
