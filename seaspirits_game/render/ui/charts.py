"""Small plots: sparklines under the readings, the frame-time graph, bars of class probabilities."""

from collections.abc import Sequence

import numpy as np
import pygame

from seaspirits_game.core.arrays import F64, I64
from seaspirits_game.render.ui.ink import BRASS, RGB
from seaspirits_game.render.ui.plate import Plate, covered, to_rounded
from seaspirits_game.render.ui.shapes import Shapes, lay
from seaspirits_game.render.ui.surfaces import Patch, reduced

_GROOVE: RGB = (255, 255, 255)
_PER_PIXEL = 4
"""Of a curve with more points than that, each column of pixels keeps four."""


def polyline(
    values: F64, rect: pygame.Rect, low: float, high: float, positions: F64 | None = None
) -> list[tuple[float, float]]:
    """Points of a curve in `rect`: `values` between `low` (bottom) and `high` (top); `positions` 0 to 1 across.

    Non-finite values are left out; values beyond the range lie on the edge.
    """
    count = len(values)
    across = np.linspace(0.0, 1.0, count) if positions is None else positions
    finite = np.isfinite(values) & np.isfinite(across)
    span = high - low if 0.0 < high - low < np.inf else 1.0
    with np.errstate(over="ignore"):  # so far beyond the range that it lies on the edge
        share = np.clip((values[finite] - low) / span, 0.0, 1.0)
    x = rect.left + np.clip(across[finite], 0.0, 1.0) * (rect.width - 1)
    y = rect.bottom - 1 - share * (rect.height - 1)
    kept = thinned(x, y)
    return list(zip(x[kept].tolist(), y[kept].tolist(), strict=True))


def thinned(x: F64, y: F64) -> I64:
    """Indices of the points that make the picture: of many in one column of pixels the first, lowest, highest, last.

    Source: Jugel et al., M4: a visualization-oriented time series data aggregation (2014).
    """
    count = len(x)
    every = np.arange(count)
    if count == 0:
        return every
    column = np.floor(x).astype(np.int64)
    starts = np.flatnonzero(np.diff(column, prepend=column[0] - 1))
    if count <= _PER_PIXEL * len(starts):
        return every
    ends = np.append(starts[1:], count) - 1
    run = np.repeat(np.arange(len(starts)), ends - starts + 1)
    by_height = np.lexsort((y, run))  # stable: within a run from the lowest to the highest
    return np.unique(np.concatenate([starts, ends, by_height[starts], by_height[ends]]))


def nice_range(columns: Sequence[F64]) -> tuple[float, float]:
    """A range that holds all finite values with a little air; (0, 1) when there are none.

    >>> nice_range([np.array([2.0, 2.0])])
    (1.5, 2.5)
    """
    finite = np.concatenate([column[np.isfinite(column)] for column in columns]) if columns else np.zeros(0)
    if len(finite) == 0:
        return 0.0, 1.0
    low, high = float(finite.min()), float(finite.max())
    air = 0.06 * (high - low) if high > low else 0.5
    return low - air, high + air


def sparkline(
    surface: pygame.Surface,
    rect: pygame.Rect,
    columns: Sequence[tuple[F64, RGB]],
    span: tuple[float, float] | None,
    positions: F64 | None = None,
    opacity: float = 1.0,
    shapes: Shapes | None = None,
) -> None:
    """Fine curves over a hairline base, within `span`, or the `nice_range` of all.

    With `shapes` the picture is kept until the values change, and finer.
    """
    if opacity <= 0.01 or rect.width < 2 or rect.height < 2:
        return

    def curves() -> list[tuple[list[tuple[float, float]], RGB]]:
        low, high = span or nice_range([values for values, _ in columns])
        local = pygame.Rect(0, 0, *rect.size)
        return [(polyline(values, local, low, high, positions), colour) for values, colour in columns]

    if shapes is not None:
        fine = shapes.fine
        data = tuple((values.tobytes(), colour) for values, colour in columns)
        across = b"" if positions is None else positions.tobytes()
        room = rect.inflate(6 * fine, 6 * fine)
        image = shapes.keep(
            ("sparkline", rect.size, span, hash((data, across))),
            lambda: reduced(room.size, lambda canvas, zoom: _paint_curves(canvas, zoom, curves(), fine)),
        )
        lay(surface, image, room, opacity)
        return
    patch = Patch(surface, rect.inflate(6, 6))
    left, right = patch.local([rect.bottomleft, rect.bottomright])
    pygame.draw.line(patch.canvas, tuple(round(channel * 0.35) for channel in BRASS), left, right)
    for points, colour in curves():
        shifted = patch.local([(x + rect.left, y + rect.top) for x, y in points])
        if len(shifted) > 1:
            pygame.draw.aalines(patch.canvas, colour, False, shifted)
        if shifted:
            pygame.draw.aacircle(patch.canvas, colour, shifted[-1], 2)
    patch.lay(opacity)


def log_positions(steps: F64) -> F64:
    """Places 0 to 1 on a logarithmic axis of steps (log1p), since most of learning happens early.

    >>> log_positions(np.array([0.0])).tolist()
    [0.0]
    """
    if len(steps) == 0 or steps[-1] <= 0:
        return np.zeros(len(steps))
    return np.asarray(np.log1p(steps) / np.log1p(steps[-1]))


def bar(
    surface: pygame.Surface,
    rect: pygame.Rect,
    share: float,
    colour: RGB,
    opacity: float = 1.0,
    shapes: Shapes | None = None,
) -> None:
    """A bar with round ends filled to `share` of its length, on a faint groove. With `shapes` the picture is kept."""
    if opacity <= 0.01 or rect.width < 1 or rect.height < 1:
        return
    length = round(rect.width * min(max(share, 0.0), 1.0)) if np.isfinite(share) else 0
    if shapes is None:
        lay(surface, _bar(rect.size, length, colour), rect, opacity)
        return
    image = shapes.keep(("bar", rect.size, length, colour), lambda: _bar(rect.size, length, colour))
    lay(surface, image, rect, opacity)


def _bar(size: tuple[int, int], length: int, colour: RGB) -> pygame.Surface:
    plate = Plate(*size, (0.0, size[1] / 2))
    for reach, tone, strength in ((size[0], _GROOVE, 0.08), (length, colour, 0.92)):
        if reach > 0:
            middle = plate.x - np.float32(reach / 2)
            edge = to_rounded(middle, plate.y, reach, size[1], min(reach, size[1]) / 2)
            plate.lay(covered(edge) * np.float32(strength), tone)
    return plate.surface()


def _paint_curves(
    canvas: pygame.Surface, zoom: float, curves: list[tuple[list[tuple[float, float]], RGB]], fine: int
) -> None:
    width, height = canvas.get_size()
    margin = 3 * fine
    inset, low = margin * zoom, height - margin * zoom
    pygame.draw.line(canvas, (*BRASS, 110), (inset, low), (width - inset, low), round(fine * zoom))
    for points, colour in curves:
        large = [((x + 0.5 + margin) * zoom, (y + 0.5 + margin) * zoom) for x, y in points]
        if len(large) > 1:
            pygame.draw.lines(canvas, (*colour, 255), False, large, round(1.3 * fine * zoom))
        if large:
            pygame.draw.circle(canvas, (*colour, 255), large[-1], 2.4 * fine * zoom)
