"""A small picture for each instrument, of what the network is at now; drawn large and scaled down, and kept."""

import math
from collections.abc import Callable

import numpy as np
import pygame

from seaspirits_game.core.arrays import F64
from seaspirits_game.render.ui.ink import BRASS_LIGHT, FOAM, GLASS, MIST, RGB, mixed
from seaspirits_game.render.ui.kit import Kit
from seaspirits_game.render.ui.surfaces import Paint
from seaspirits_game.scenes.explained.numbers import Moment, leading_shares, leading_variances
from seaspirits_game.sea.history import History

_DIM = mixed(MIST, GLASS, 0.6)
_AXES: tuple[RGB, RGB, RGB] = (FOAM, MIST, mixed(MIST, GLASS, 0.35))
_DOTS = 50
_FOLLOWED = 60

Numbers = tuple[float, ...]
Draw = Callable[["_Pen", Numbers], None]


class _Pen:
    """Draws in pixels of the finished picture."""

    def __init__(self, canvas: pygame.Surface, zoom: float, unit: float) -> None:
        self._canvas, self._zoom, self._unit = canvas, zoom, unit
        self.width = canvas.get_width() / zoom
        self.height = canvas.get_height() / zoom

    def line(self, points: list[tuple[float, float]], colour: RGB, width: float = 1.6) -> None:
        pixels = [(x * self._zoom, y * self._zoom) for x, y in points]
        thick = max(round(width * self._unit * self._zoom), 1)
        pygame.draw.lines(self._canvas, (*colour, 255), False, pixels, thick)

    def dot(self, x: float, y: float, radius: float, colour: RGB) -> None:
        pygame.draw.circle(
            self._canvas, (*colour, 255), (x * self._zoom, y * self._zoom), radius * self._unit * self._zoom
        )

    def box(self, left: float, top: float, width: float, height: float, colour: RGB) -> None:
        rect = pygame.Rect(
            round(left * self._zoom), round(top * self._zoom), round(width * self._zoom), round(height * self._zoom)
        )
        pygame.draw.rect(self._canvas, (*colour, 255), rect, border_radius=round(2 * self._unit * self._zoom))

    def oval(self, half_width: float, half_height: float, colour: RGB) -> None:
        """About the middle."""
        points = [
            (
                self.width / 2 + half_width * math.cos(turn * math.tau / 72),
                self.height / 2 + half_height * math.sin(turn * math.tau / 72),
            )
            for turn in range(73)
        ]
        self.line(points, colour, 1.4)


def numbers_of(name: str, moment: Moment, history: History) -> Numbers:
    """What the drawing of the instrument `name` shows, rounded to what an eye can tell apart."""
    snapshot, layer = moment.snapshot, moment.layer
    match name:
        case "log_volume":
            found = np.sqrt(leading_variances(snapshot, layer)[:3])
        case "entropy":
            shares = leading_shares(snapshot, layer)
            found = np.append(shares, max(1.0 - float(shares.sum()), 0.0))
        case "coherence":
            found = _paths(history, layer, moment.samples)
        case "sharpness":
            found = np.array([moment.reading("sharpness"), moment.reading("edge_of_stability")])
        case "val_accuracy":
            found = np.array([snapshot.val_accuracy])
        case "val_loss":
            found = np.array([snapshot.val_loss])
        case "variance_shown":
            found = snapshot.variance_share[layer][:3].astype(np.float64)
        case _:
            raise KeyError(name)
    return tuple(float(f"{value:.3g}") for value in found.tolist())


def drawing(kit: Kit, size: tuple[int, int], key: str, numbers: Numbers) -> pygame.Surface:
    """The picture of `numbers`, as `numbers_of` has them; made once."""
    unit = kit.screen.u

    def paint(canvas: pygame.Surface, zoom: float) -> None:
        _DRAWINGS[key](_Pen(canvas, zoom, unit), numbers)

    painter: Paint = paint
    return kit.shapes.get(("explained", key, numbers), size, painter)


def _paths(history: History, layer: int, samples: int) -> F64:
    """x, y then and x, y now of some spirits, within −1 to 1; nothing when there was no snapshot before."""
    if len(history) < 2:
        return np.zeros(0)
    chosen = np.unique(np.linspace(0, samples - 1, _FOLLOWED).astype(int))
    ways = np.array([history.path(layer, int(sample))[-2:, :2] for sample in chosen], dtype=np.float64)
    reach = max(float(np.abs(ways).max()), 1e-12)
    return np.asarray((ways / reach).ravel())


def _volume(pen: _Pen, numbers: Numbers) -> None:
    largest = max(*numbers, 1e-12)
    first, second, third = (number / largest for number in numbers)
    reach = min(0.46 * pen.width, 0.46 * pen.height / max(0.86 * second, 0.5 * third, 1e-6))
    wide, high, deep = first * reach, second * reach * 0.86, third * reach * 0.5
    pen.oval(wide, high, _AXES[1])
    pen.oval(wide, deep * 0.5, _DIM)
    pen.oval(deep * 0.5, high, _DIM)
    x, y = pen.width / 2, pen.height / 2
    for dx, dy, colour in ((wide, 0.0, FOAM), (0.0, -high, FOAM), (-deep * 0.6, deep * 0.6, BRASS_LIGHT)):
        pen.line([(x, y), (x + dx, y + dy)], colour, 2.0)
        pen.dot(x + dx, y + dy, 3.0, colour)
    pen.dot(x, y, 2.4, FOAM)


def _entropy(pen: _Pen, numbers: Numbers) -> None:
    pitch = pen.width / (len(numbers) + 0.6)
    tallest = max(*numbers, 1e-12)
    for index, share in enumerate(numbers):
        high = (pen.height - 6) * share / tallest
        rest = index == len(numbers) - 1
        left = index * pitch + (0.6 * pitch if rest else 0.0)
        pen.box(left + 0.14 * pitch, pen.height - 3 - high, 0.72 * pitch, max(high, 1.0), _DIM if rest else MIST)
    pen.line([(0, pen.height - 2), (pen.width, pen.height - 2)], BRASS_LIGHT, 1.0)


def _coherence(pen: _Pen, numbers: Numbers) -> None:
    x, y = pen.width / 2, pen.height / 2
    for index in range(0, len(numbers) - 3, 4):
        x0, y0, x1, y1 = numbers[index : index + 4]
        then = (x + x0 * 0.47 * pen.width, y - y0 * 0.45 * pen.height)
        now = (x + x1 * 0.47 * pen.width, y - y1 * 0.45 * pen.height)
        pen.line([then, now], _DIM, 1.4)
        pen.dot(*now, 2.6, FOAM)


def _curvature(pen: _Pen, numbers: Numbers) -> None:
    value, edge = numbers
    shown = [(edge, _DIM, True), (value, FOAM, False)]
    known = [steep for steep, _, _ in shown if math.isfinite(steep) and steep > 0.0]
    largest = max(known, default=1.0)
    for steep, colour, dotted in shown:
        if not (math.isfinite(steep) and steep >= 0.0):
            continue
        # the square root brings walls that differ a hundredfold into one picture
        bend = math.sqrt(steep / largest) * 3.4
        points = []
        for index in range(81):
            across = index / 40.0 - 1.0
            rise = min(bend * across * across, 1.0)
            points.append((pen.width * (0.5 + 0.48 * across), pen.height * (0.94 - 0.86 * rise)))
        if dotted:
            for place in points[::3]:
                pen.dot(*place, 1.5, colour)
        else:
            pen.line(points, colour, 2.0)
    pen.dot(pen.width / 2, pen.height * 0.94 - 4, 4.0, BRASS_LIGHT)


def _accuracy(pen: _Pen, numbers: Numbers) -> None:
    across, down = 10, _DOTS // 10
    bright = round(numbers[0] * _DOTS)
    for index in range(_DOTS):
        line, place = divmod(index, across)
        x, y = pen.width * (place + 0.5) / across, pen.height * (line + 0.5) / down
        pen.dot(x, y, 6.0 if index < bright else 4.0, FOAM if index < bright else _DIM)


def _loss(pen: _Pen, numbers: Numbers) -> None:
    dearest = 4.0
    points = []
    for index in range(1, 121):
        chance = index / 120.0
        price = min(-math.log(chance), dearest)
        points.append((pen.width * (0.02 + 0.96 * chance), pen.height * (0.95 - 0.9 * price / dearest)))
    pen.line(points, MIST, 1.8)
    pen.line([(0, pen.height * 0.95), (pen.width, pen.height * 0.95)], BRASS_LIGHT, 1.0)
    value = min(max(numbers[0], 0.0), dearest) if math.isfinite(numbers[0]) else dearest
    pen.dot(pen.width * (0.02 + 0.96 * math.exp(-value)), pen.height * (0.95 - 0.9 * value / dearest), 6.0, FOAM)


def _variance(pen: _Pen, numbers: Numbers) -> None:
    top, high = pen.height * 0.3, pen.height * 0.4
    pen.box(0, top, pen.width, high, mixed(MIST, GLASS, 0.82))
    left = 0.0
    for share, colour in zip(numbers, _AXES, strict=True):
        wide = pen.width * min(max(share, 0.0), 1.0)
        pen.box(left, top, max(wide - 2.0, 1.0), high, colour)
        left += wide


_DRAWINGS: dict[str, Draw] = {
    "log_volume": _volume,
    "entropy": _entropy,
    "coherence": _coherence,
    "sharpness": _curvature,
    "val_accuracy": _accuracy,
    "val_loss": _loss,
    "variance_shown": _variance,
}
