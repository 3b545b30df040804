"""A full chart for the chart room: engraved axes with round numbers, several named curves of light, a cursor.

Names stand at the ends of their curves, so that nobody has to match colours with a legend.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pygame

from seaspirits_game.core.arrays import F64
from seaspirits_game.render.ui.charts import thinned
from seaspirits_game.render.ui.ink import BRASS, FOAM, MIST, RGB, mixed
from seaspirits_game.render.ui.kit import Kit
from seaspirits_game.render.ui.layout import kept_inside
from seaspirits_game.render.ui.shapes import disc, hairline, lay
from seaspirits_game.render.ui.surfaces import ready, reduced
from seaspirits_game.render.ui.ticks import Axis, tick_texts
from seaspirits_game.texts.numbers import DASH, MINUS, resolved, significant, whole

_GRID, _LINE = 0.16, 0.75
_HALO = 107
"""Of 255."""
_STRIP, _STRIPS_A_PIECE = 48, 4
_DASH, _DASH_GAP = 7.0, 5.0
_FINE = 1e-3
"""Share of a plot's height that a reading tells apart: about a pixel."""
"""Design units."""
_FAR_OFF = 3.0
"""Shares beyond the chart at which a curve's point is held: it leaves the picture in the right direction."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A named curve; a value that is not finite is a gap."""

    name: str
    x: F64
    """(P,) in order."""
    y: F64
    """(P,)"""
    colour: RGB
    dashed: bool = False
    """Broken and without glow: what the others are compared with."""

    def nearest(self, across: Axis, x: float) -> int | None:
        """Index of the measured point nearest to `x` on that axis; None when there is none."""
        known = np.flatnonzero(np.isfinite(self.y))
        if across.kind == "log":
            known = known[self.x[known] > 0.0]
        at = int(np.searchsorted(self.x[known], x))
        beside = known[max(at - 1, 0) : at + 1]  # any axis keeps the order: the nearest is one of two
        place = across.share(x)
        return min(beside.tolist(), key=lambda index: abs(across.share(float(self.x[index])) - place), default=None)

    def last(self, up: Axis) -> float | None:
        """The last value that lies on that axis, or beyond it; None when there is none."""
        known = np.flatnonzero(np.isfinite(self.y) & (self.y > 0.0 if up.kind == "log" else True))
        return float(self.y[known[-1]]) if len(known) else None


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart shows."""

    across: Axis
    up: Axis
    curves: tuple[Curve, ...]

    @property
    def key(self) -> int:
        """Differs where the picture may."""
        data = ((curve.name, curve.x.tobytes(), curve.y.tobytes(), curve.colour, curve.dashed) for curve in self.curves)
        return hash((self.across, self.up, *data))


def plot_area(kit: Kit, rect: pygame.Rect, chart: Chart) -> pygame.Rect:
    """Where the curves of a chart in `rect` lie: what is left between the axes' numbers and the curves' names."""
    small, px = kit.type.line_height("small"), kit.screen.px
    numbers = tick_texts(chart.up.ticks(_count_up(kit, rect.height)))
    left = max((kit.type.size(text, "small")[0] for text in numbers), default=0) + px(12)
    names = [kit.type.size(f"{MINUS}0.000  {curve.name}", "small")[0] for curve in chart.curves]
    right = min(max(names, default=0) + px(18), 2 * rect.width // 5)
    top, bottom = small + px(8), 2 * small + px(8)
    width, height = max(rect.width - left - right, 2), max(rect.height - top - bottom, 2)
    return kept_inside(pygame.Rect(rect.left + left, rect.top + top, width, height), rect)


def plot(
    kit: Kit,
    surface: pygame.Surface,
    rect: pygame.Rect,
    chart: Chart,
    cursor: float | None = None,
    opacity: float = 1.0,
) -> None:
    """Draw it in `rect`, with what each curve reads at `cursor` (a value of the axis across) beside its name.

    What stands still is kept as one picture until the chart changes.
    """
    if opacity <= 0.01 or rect.width < 1 or rect.height < 1:
        return
    image = kit.shapes.keep(("chart", rect.size, chart.key), lambda: list(pieces(kit, rect.size, chart))[-1])
    lay(surface, image, rect, opacity)
    plot_readings(kit, surface, rect, chart, cursor, opacity)


def plot_readings(
    kit: Kit,
    surface: pygame.Surface,
    rect: pygame.Rect,
    chart: Chart,
    cursor: float | None = None,
    opacity: float = 1.0,
) -> None:
    """Only what follows the cursor: the names of the curves in `rect`, and what they read there; see `pieces`."""
    area = plot_area(kit, rect, chart)
    shown = cursor if cursor is not None and math.isfinite(cursor) else None
    if shown is not None:
        _cursor(kit, surface, area, chart, shown, opacity)
    _names(kit, surface, rect, area, chart, shown, opacity)


def spread(places: Sequence[float], apart: float, low: float, high: float) -> list[float]:
    """`places` moved as little as possible so that they lie at least `apart` from each other, between `low` and `high`.

    Their order stays. When there is no room for all, they keep their distance and run over `high`.
    Source: least squares under order constraints by pooling neighbours (Ayer et al., 1955).

    >>> spread([5.0, 5.0], 2.0, 0.0, 10.0)
    [4.0, 6.0]
    """
    order = sorted(range(len(places)), key=lambda index: places[index])
    pools: list[tuple[float, int]] = []  # mean and size; what is pooled stands together
    for rank, index in enumerate(order):
        pools.append((places[index] - apart * rank, 1))
        while len(pools) > 1 and pools[-2][0] >= pools[-1][0]:
            (second, more), (first, some) = pools.pop(), pools.pop()
            pools.append(((first * some + second * more) / (some + more), some + more))
    most = max(high - apart * (len(places) - 1), low)
    levels = [min(max(mean, low), most) for mean, size in pools for _ in range(size)]
    moved = [0.0] * len(places)
    for rank, index in enumerate(order):
        moved[index] = levels[rank] + apart * rank
    return moved


def _count_up(kit: Kit, height: int) -> int:
    return max(height // max(kit.screen.px(84), 2 * kit.type.line_height("small")), 2)


def pieces(kit: Kit, size: tuple[int, int], chart: Chart) -> Iterator[pygame.Surface]:
    """Axes and curves of a chart of `size`, without the names, in the making: one surface after each piece of the work.

    The last one is whole. A piece takes a few milliseconds at most, so that a chart can be drawn beside an animation.
    """
    image = ready(pygame.Surface(size, pygame.SRCALPHA))
    inner = plot_area(kit, pygame.Rect((0, 0), size), chart)
    _axes(kit, image, inner, chart)
    yield image
    canvas = image.subsurface(inner)
    for curve in chart.curves:
        runs = _runs(chart, curve, inner.size)
        if curve.dashed:
            unit = kit.screen.u
            runs = [dash for run in runs for dash in dashes(run, _DASH * unit, _DASH_GAP * unit)]
        else:
            _glow(canvas, runs, curve.colour, kit.screen.u)
            yield image
        yield from (image for _ in _thread(canvas, runs, curve.colour, kit.screen.u))


def _axes(kit: Kit, image: pygame.Surface, area: pygame.Rect, chart: Chart) -> None:
    px, type_, fine = kit.screen.px, kit.type, kit.shapes.fine
    numbers = chart.up.ticks(_count_up(kit, image.get_height()))
    for share, text in zip(chart.up.shares(np.array(numbers)).tolist(), tick_texts(numbers), strict=True):
        y = round(area.bottom - share * area.height)
        hairline(image, (area.left, y), (area.right, y), BRASS, _GRID, fine)
        hairline(image, (area.left - px(5), y), (area.left, y), BRASS, _LINE, fine)
        type_.draw(image, text, (area.left - px(10), y), "small", MIST, "midright", shadow=False)
    numbers = chart.across.ticks(max(area.width // px(130), 2))
    free = 0
    for share, text in zip(chart.across.shares(np.array(numbers)).tolist(), tick_texts(numbers), strict=True):
        x = round(area.left + share * area.width)
        hairline(image, (x, area.bottom), (x, area.bottom + px(6)), BRASS, _LINE, fine)
        place = pygame.Rect((0, 0), type_.size(text, "small"))
        place.midtop = (x, area.bottom + px(8))
        place.clamp_ip(pygame.Rect(0, place.top, image.get_width(), place.height))
        if place.left >= free:
            free = place.right + px(10)
            type_.draw(image, text, place.topleft, "small", MIST, shadow=False)
    hairline(image, area.topleft, area.bottomleft, BRASS, _LINE, fine)
    hairline(image, area.bottomleft, area.bottomright, BRASS, _LINE, fine)
    type_.draw(image, chart.up.name, (0, 0), "small", FOAM, width=image.get_width(), shadow=False)
    foot = (area.right, image.get_height())
    type_.draw(image, chart.across.name, foot, "small", FOAM, "bottomright", width=area.width, shadow=False)


def _runs(chart: Chart, curve: Curve, size: tuple[int, int]) -> list[F64]:
    """The curve's points (P, 2) in pixels of an area of `size`, an array for each stretch without gaps."""
    x = np.clip(chart.across.shares(curve.x), -_FAR_OFF, _FAR_OFF) * size[0]
    y = (1.0 - np.clip(chart.up.shares(curve.y), -_FAR_OFF, _FAR_OFF)) * size[1]
    known = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
    runs = np.split(known, np.flatnonzero(np.diff(known) > 1) + 1)
    kept = [run[thinned(x[run], y[run])] for run in runs if len(run)]
    return [np.stack([x[run], y[run]], axis=1) for run in kept]


def dashes(run: F64, length: float, gap: float) -> list[F64]:
    """The polyline `run` (P, 2) cut into dashes (P', 2) of `length` pixels along it, `gap` apart; corners stay.

    >>> [dash.tolist() for dash in dashes(np.array([[0.0, 0.0], [5.0, 0.0]]), 2.0, 1.0)]
    [[[0.0, 0.0], [2.0, 0.0]], [[3.0, 0.0], [5.0, 0.0]]]
    """
    along = np.concatenate([[0.0], np.hypot(*np.diff(run, axis=0).T).cumsum()])
    starts = np.arange(0.0, max(along[-1], 1e-9), length + gap)
    cut = []
    for start in starts.tolist():
        end = min(start + length, float(along[-1]))
        inside = (along > start) & (along < end)
        ends = [[np.interp(at, along, run[:, axis]) for axis in (0, 1)] for at in (start, end)]
        cut.append(np.concatenate([ends[:1], run[inside], ends[1:]]))
    return cut


def _glow(canvas: pygame.Surface, runs: list[F64], colour: RGB, unit: float) -> None:
    """The soft halo of a curve."""
    size = canvas.get_size()
    soft = max(round(4 * unit), 2)
    halo = pygame.Surface((max(size[0] // soft, 1), max(size[1] // soft, 1)), pygame.SRCALPHA)
    halo.fill((*colour, 0))
    for run in runs:
        _stroke(halo, run / soft, 1.0, colour)
    halo = pygame.transform.smoothscale(pygame.transform.gaussian_blur(halo, 1), size)
    halo.set_alpha(_HALO)
    canvas.blit(halo, (0, 0))


def _thread(canvas: pygame.Surface, runs: list[F64], colour: RGB, unit: float) -> Iterator[None]:
    """The fine bright line of a curve, some strips at a time."""
    width, bright = 1.7 * unit, mixed(colour, FOAM, 0.15)
    for number, left in enumerate(range(0, canvas.get_width(), _STRIP), start=1):
        for run in runs:
            _strip(canvas, run, left, width, bright)
        if number % _STRIPS_A_PIECE == 0:
            yield
    yield


def _strip(image: pygame.Surface, run: F64, left: int, width: float, colour: RGB) -> None:
    """The part of a curve in one upright strip: only so much is drawn large as the curve needs."""
    first = max(int(np.searchsorted(run[:, 0], left - width)) - 1, 0)
    last = int(np.searchsorted(run[:, 0], left + _STRIP + width)) + 1
    part = run[first:last]
    if len(part) == 0 or part[-1, 0] < left - width or part[0, 0] > left + _STRIP + width:
        return
    top, low = math.floor(part[:, 1].min() - 2 * width), math.ceil(part[:, 1].max() + 2 * width)
    box = pygame.Rect(left, top, _STRIP, low - top).clip(image.get_rect())
    if box.width > 0 and box.height > 0:
        local = part - np.array(box.topleft)
        image.blit(
            reduced(box.size, lambda canvas, zoom: _stroke(canvas, local * zoom, width * zoom, colour), colour), box
        )


def _stroke(canvas: pygame.Surface, points: F64, width: float, colour: RGB) -> None:
    if len(points) > 1:
        pygame.draw.lines(canvas, (*colour, 255), False, points.tolist(), max(round(width), 1))
    else:  # a measurement between two gaps
        pygame.draw.circle(canvas, (*colour, 255), points[0].tolist(), 1.5 * width)


def _cursor(kit: Kit, surface: pygame.Surface, area: pygame.Rect, chart: Chart, cursor: float, opacity: float) -> None:
    px = kit.screen.px
    share = chart.across.share(cursor)
    if not 0.0 <= share <= 1.0:
        return
    x = round(area.left + share * area.width)
    hairline(surface, (x, area.top), (x, area.bottom), FOAM, 0.55 * opacity)
    told = whole(round(cursor)) if chart.across.counts else significant(cursor)
    kit.type.draw(surface, told, (x, area.top - px(4)), "small", FOAM, "midbottom", opacity, shadow=False)
    for curve in chart.curves:
        index = curve.nearest(chart.across, cursor)
        if index is None:
            continue
        at, height = chart.across.share(float(curve.x[index])), chart.up.share(float(curve.y[index]))
        if 0.0 <= at <= 1.0 and 0.0 <= height <= 1.0:
            place = (area.left + at * area.width, area.bottom - height * area.height)
            disc(kit.shapes, surface, place, px(6), (3, 16, 28), opacity)
            disc(kit.shapes, surface, place, px(4), curve.colour, opacity)


def _names(
    kit: Kit,
    surface: pygame.Surface,
    rect: pygame.Rect,
    area: pygame.Rect,
    chart: Chart,
    cursor: float | None,
    opacity: float,
) -> None:
    """Each curve's name beside its last point, moved apart where they would meet, with a line to where it belongs."""
    px, apart = kit.screen.px, kit.type.size("x", "small")[1]
    ends = []
    for curve in chart.curves:
        last = curve.last(chart.up)
        if last is not None:
            share = min(max(chart.up.share(last), 0.0), 1.0)
            ends.append((curve, area.bottom - share * area.height))
    room = max(area.height // max(apart, 1) + 1, 1)
    ends = ends[:room]
    places = spread([y for _, y in ends], apart, area.top, area.bottom)
    for (curve, y), place in zip(ends, places, strict=True):
        text = curve.name
        if cursor is not None:  # the reading comes first: where there is little room, the name is cut
            text = f"{_reading(chart, curve, cursor)}  {text}".strip()
        if not text:
            continue
        tone = mixed(curve.colour, FOAM, 0.25)
        _leader(kit, surface, (area.right + px(3), round(y)), (area.right + px(12), round(place)), tone, 0.5 * opacity)
        left = area.right + px(16)
        kit.type.draw(surface, text, (left, place), "small", tone, "midleft", opacity, rect.right - left, shadow=False)


def _leader(
    kit: Kit, surface: pygame.Surface, start: tuple[int, int], end: tuple[int, int], tone: RGB, opacity: float
) -> None:
    """A fine line to the right, from the end of a curve to its name."""
    if start[1] == end[1]:
        hairline(surface, start, end, tone, opacity)
        return
    fine, falling = kit.shapes.fine, end[1] > start[1]
    box = pygame.Rect(start[0], min(start[1], end[1]), end[0] - start[0], abs(end[1] - start[1])).inflate(
        2 * fine, 2 * fine
    )

    def paint(canvas: pygame.Surface, zoom: float) -> None:
        width = round(fine * zoom)
        right, low = canvas.get_width() - width, canvas.get_height() - width
        ends = ((width, width), (right, low)) if falling else ((width, low), (right, width))
        pygame.draw.line(canvas, tone, *ends, width)

    kit.shapes.blit(surface, ("leader", tone, falling), box, paint, opacity)


def _reading(chart: Chart, curve: Curve, cursor: float) -> str:
    """What a curve reads at the cursor, as finely as the eye tells heights apart; with its own place where it was
    measured at another."""
    across, up = chart.across, chart.up
    index = curve.nearest(across, cursor)
    if index is None:
        return DASH
    value, place = float(curve.y[index]), float(curve.x[index])
    share = float(up.shares(np.array([value]))[0])
    fine = abs(up.value(share + _FINE) - up.value(share)) if math.isfinite(share) else 0.0
    told = resolved(value, fine)
    return f"{told} @ {whole(round(place))}" if across.counts and round(place) != round(cursor) else told
