"""Signs on the controls, drawn as vectors in a unit square, so that they are sharp at every size."""

import math
from collections.abc import Callable

import pygame

Paint = Callable[["Pen"], None]


class Pen:
    """Draws in units of the icon's side, 0 to 1, y down."""

    def __init__(self, canvas: pygame.Surface, colour: tuple[int, int, int]) -> None:
        self._canvas = canvas
        self._side = min(canvas.get_size())
        self._colour = (*colour, 255)

    def line(self, *points: tuple[float, float], width: float = 0.06) -> None:
        """A polyline with round joints."""
        pixels = [(x * self._side, y * self._side) for x, y in points]
        thick = max(round(width * self._side), 1)
        pygame.draw.lines(self._canvas, self._colour, False, pixels, thick)
        for x, y in pixels:
            pygame.draw.circle(self._canvas, self._colour, (x, y), thick / 2)

    def fill(self, *points: tuple[float, float]) -> None:
        """A filled polygon."""
        pygame.draw.polygon(self._canvas, self._colour, [(x * self._side, y * self._side) for x, y in points])

    def dot(self, x: float, y: float, radius: float) -> None:
        """A filled circle."""
        pygame.draw.circle(self._canvas, self._colour, (x * self._side, y * self._side), radius * self._side)

    def arc(
        self, x: float, y: float, radius_x: float, radius_y: float, start: float, end: float, width: float = 0.06
    ) -> None:
        """Part of an ellipse, angles in turns clockwise from the right."""
        steps = max(int(48 * abs(end - start)), 4)
        points = []
        for step in range(steps + 1):
            angle = 2 * math.pi * (start + (end - start) * step / steps)
            points.append((x + radius_x * math.cos(angle), y + radius_y * math.sin(angle)))
        self.line(*points, width=width)


def _pause(pen: Pen) -> None:
    pen.line((0.38, 0.28), (0.38, 0.72), width=0.085)
    pen.line((0.62, 0.28), (0.62, 0.72), width=0.085)


def _play(pen: Pen) -> None:
    pen.fill((0.38, 0.26), (0.38, 0.74), (0.72, 0.5))


def _step(pen: Pen) -> None:
    pen.fill((0.3, 0.27), (0.3, 0.73), (0.6, 0.5))
    pen.line((0.68, 0.29), (0.68, 0.71), width=0.07)


def _layers(pen: Pen) -> None:
    for y in (0.32, 0.5, 0.68):
        pen.arc(0.5, y, 0.28, 0.1, 0.0, 1.0, width=0.048)


def _single(pen: Pen) -> None:
    pen.arc(0.5, 0.5, 0.28, 0.28, 0.0, 1.0, width=0.048)
    pen.dot(0.42, 0.45, 0.045)
    pen.dot(0.58, 0.52, 0.045)
    pen.dot(0.48, 0.62, 0.045)


def _tour(pen: Pen) -> None:
    pen.arc(0.5, 0.5, 0.3, 0.12, 0.0, 1.0, width=0.045)
    pen.arc(0.5, 0.5, 0.12, 0.3, 0.0, 1.0, width=0.045)
    pen.dot(0.5, 0.5, 0.05)


def _glyphs(pen: Pen) -> None:
    pen.line((0.27, 0.68), (0.41, 0.34), (0.55, 0.68), (0.27, 0.68), width=0.048)
    pen.arc(0.68, 0.42, 0.11, 0.11, 0.0, 1.0, width=0.048)


def _still(pen: Pen) -> None:
    for y in (0.36, 0.5, 0.64):
        pen.line((0.25, y), (0.75, y), width=0.048)


def _drift(pen: Pen) -> None:
    for y in (0.36, 0.5, 0.64):
        points = [(0.25 + 0.5 * i / 40, y + 0.04 * math.sin(2 * math.pi * i / 20)) for i in range(41)]
        pen.line(*points, width=0.048)


def _home(pen: Pen) -> None:
    pen.arc(0.5, 0.5, 0.24, 0.24, 0.0, 1.0, width=0.045)
    for angle in range(4):
        x, y = math.cos(angle * math.pi / 2), math.sin(angle * math.pi / 2)
        pen.line((0.5 + 0.16 * x, 0.5 + 0.16 * y), (0.5 + 0.34 * x, 0.5 + 0.34 * y), width=0.045)


def _charts(pen: Pen) -> None:
    pen.line((0.27, 0.27), (0.27, 0.72), (0.75, 0.72), width=0.048)
    points = [(0.34 + 0.38 * i / 24, 0.63 - 0.29 * (1.0 - math.exp(-i / 8))) for i in range(25)]
    pen.line(*points, width=0.048)


def _codex(pen: Pen) -> None:
    pen.line((0.5, 0.36), (0.5, 0.72), width=0.042)
    for side in (-1, 1):
        near, far = 0.5 + side * 0.02, 0.5 + side * 0.25
        bend = [(near + (far - near) * i / 12, 0.36 - 0.07 * math.sin(math.pi * i / 12)) for i in range(13)]
        pen.line(*bend, width=0.042)
        pen.line(*[(x, y + 0.36) for x, y in bend], width=0.042)
        pen.line((far, 0.36), (far, 0.72), width=0.042)


def _tide(pen: Pen) -> None:
    front = [(0.29, 0.4), (0.57, 0.46), (0.57, 0.76), (0.29, 0.69)]
    back = [(x + 0.16, y - 0.15) for x, y in front]
    pen.line(*front, front[0], width=0.042)
    pen.line(front[0], back[0], back[1], back[2], front[2], width=0.042)
    pen.line(front[1], back[1], width=0.042)


def _help(pen: Pen) -> None:
    pen.arc(0.5, 0.4, 0.13, 0.13, 0.48, 1.12, width=0.056)
    pen.line((0.58, 0.5), (0.5, 0.58), (0.5, 0.63), width=0.056)
    pen.dot(0.5, 0.75, 0.045)


def _camera(pen: Pen) -> None:
    pen.line(
        (0.26, 0.38),
        (0.38, 0.38),
        (0.43, 0.3),
        (0.57, 0.3),
        (0.62, 0.38),
        (0.74, 0.38),
        (0.74, 0.7),
        (0.26, 0.7),
        (0.26, 0.38),
        width=0.045,
    )
    pen.arc(0.5, 0.53, 0.1, 0.1, 0.0, 1.0, width=0.045)


def _fullscreen(pen: Pen) -> None:
    for x, y in ((0.28, 0.3), (0.72, 0.3), (0.28, 0.7), (0.72, 0.7)):
        dx, dy = (0.13 if x < 0.5 else -0.13), (0.13 if y < 0.5 else -0.13)
        pen.line((x + dx, y), (x, y), (x, y + dy), width=0.048)


def _settings(pen: Pen) -> None:
    pen.arc(0.5, 0.5, 0.18, 0.18, 0.0, 1.0, width=0.048)
    for tooth in range(8):
        x, y = math.cos(tooth * math.pi / 4), math.sin(tooth * math.pi / 4)
        pen.line((0.5 + 0.2 * x, 0.5 + 0.2 * y), (0.5 + 0.29 * x, 0.5 + 0.29 * y), width=0.06)


def _close(pen: Pen) -> None:
    pen.line((0.33, 0.33), (0.67, 0.67), width=0.052)
    pen.line((0.67, 0.33), (0.33, 0.67), width=0.052)


def _previous(pen: Pen) -> None:
    pen.line((0.57, 0.3), (0.4, 0.5), (0.57, 0.7), width=0.056)


def _next(pen: Pen) -> None:
    pen.line((0.43, 0.3), (0.6, 0.5), (0.43, 0.7), width=0.056)


def _lamp(pen: Pen) -> None:
    pen.arc(0.5, 0.42, 0.17, 0.17, 0.36, 1.14, width=0.048)
    pen.line((0.41, 0.56), (0.42, 0.63), (0.58, 0.63), (0.59, 0.56), width=0.045)
    pen.line((0.45, 0.72), (0.55, 0.72), width=0.048)


def _levers(pen: Pen) -> None:
    for x, y in ((0.33, 0.58), (0.5, 0.38), (0.67, 0.5)):
        pen.line((x, 0.27), (x, 0.73), width=0.04)
        pen.dot(x, y, 0.062)


def _twin(pen: Pen) -> None:
    pen.line((0.5, 0.75), (0.5, 0.56), width=0.048)
    for side in (-1, 1):
        points = [(0.5 + side * 0.17 * (i / 10) ** 0.6, 0.56 - 0.27 * i / 10) for i in range(11)]
        pen.line(*points, width=0.048)
        pen.dot(0.5 + side * 0.17, 0.28, 0.055)


ICONS_BY_NAME: dict[str, Paint] = {
    "lamp": _lamp,
    "levers": _levers,
    "twin": _twin,
    "pause": _pause,
    "play": _play,
    "step": _step,
    "layers": _layers,
    "single": _single,
    "tour": _tour,
    "glyphs": _glyphs,
    "still": _still,
    "drift": _drift,
    "home": _home,
    "charts": _charts,
    "codex": _codex,
    "tide": _tide,
    "help": _help,
    "settings": _settings,
    "camera": _camera,
    "fullscreen": _fullscreen,
    "close": _close,
    "previous": _previous,
    "next": _next,
}
