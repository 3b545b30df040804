"""Anti-aliased shapes: drawn large once, scaled down once, kept."""

from collections import OrderedDict
from collections.abc import Callable

import pygame

from seaspirits_game.render.ui.ink import BRASS, GLASS, RGB

_OVER = 4
"""Supersampling of static shapes."""
_CAPACITY = 160


class Shapes:
    """A bounded store of pre-drawn shapes by what they are."""

    def __init__(self) -> None:
        self._surfaces_by_key: OrderedDict[tuple[object, ...], pygame.Surface] = OrderedDict()

    def get(
        self, key: tuple[object, ...], size: tuple[int, int], paint: Callable[[pygame.Surface, float], None]
    ) -> pygame.Surface:
        """The shape named `key` of `size` pixels; `paint(canvas, zoom)` draws it `zoom` times as large when new."""
        full_key = (*key, size)
        if full_key in self._surfaces_by_key:
            self._surfaces_by_key.move_to_end(full_key)
            return self._surfaces_by_key[full_key]
        large = pygame.Surface((max(size[0], 1) * _OVER, max(size[1], 1) * _OVER), pygame.SRCALPHA)
        paint(large, float(_OVER))
        image = pygame.transform.smoothscale(large, (max(size[0], 1), max(size[1], 1)))
        self._surfaces_by_key[full_key] = image
        if len(self._surfaces_by_key) > _CAPACITY:
            self._surfaces_by_key.popitem(last=False)
        return image

    def blit(
        self,
        surface: pygame.Surface,
        key: tuple[object, ...],
        rect: pygame.Rect,
        paint: Callable[[pygame.Surface, float], None],
        opacity: float = 1.0,
    ) -> None:
        """Draw the shape into `rect`."""
        if opacity <= 0.01:
            return
        image = self.get(key, rect.size, paint)
        image.set_alpha(round(255 * min(opacity, 1.0)))
        surface.blit(image, rect)


def glass_panel(
    shapes: Shapes, surface: pygame.Surface, rect: pygame.Rect, radius: int, opacity: float = 1.0, rim: RGB = BRASS
) -> None:
    """Dark translucent water in a fine brass hairline with rounded corners."""

    def paint(canvas: pygame.Surface, zoom: float) -> None:
        area, corner = canvas.get_rect(), round(radius * zoom)
        pygame.draw.rect(canvas, (*GLASS, 205), area, border_radius=corner)
        inner = area.inflate(-round(2 * zoom), -round(2 * zoom))
        pygame.draw.rect(canvas, (*rim, 120), inner, max(round(zoom), 1), border_radius=corner)

    shapes.blit(surface, ("panel", radius, rim), rect, paint, opacity)


def disc(
    shapes: Shapes, surface: pygame.Surface, centre: tuple[float, float], radius: int, colour: RGB, opacity: float = 1.0
) -> None:
    """A filled anti-aliased circle."""

    def paint(canvas: pygame.Surface, zoom: float) -> None:
        middle = canvas.get_width() / 2
        pygame.draw.circle(canvas, (*colour, 255), (middle, middle), radius * zoom)

    rect = pygame.Rect(0, 0, 2 * radius + 2, 2 * radius + 2)
    rect.center = (round(centre[0]), round(centre[1]))
    shapes.blit(surface, ("disc", radius, colour), rect, paint, opacity)


def ring(
    shapes: Shapes,
    surface: pygame.Surface,
    centre: tuple[float, float],
    radius: int,
    colour: RGB,
    width: float,
    opacity: float = 1.0,
) -> None:
    """An anti-aliased circle line of `width` pixels."""

    def paint(canvas: pygame.Surface, zoom: float) -> None:
        middle = canvas.get_width() / 2
        pygame.draw.circle(canvas, (*colour, 255), (middle, middle), radius * zoom, max(round(width * zoom), 1))

    rect = pygame.Rect(0, 0, 2 * radius + 4, 2 * radius + 4)
    rect.center = (round(centre[0]), round(centre[1]))
    shapes.blit(surface, ("ring", radius, colour, round(width, 2)), rect, paint, opacity)


def lamp(
    shapes: Shapes, surface: pygame.Surface, centre: tuple[float, float], radius: int, colour: RGB, opacity: float = 1.0
) -> None:
    """A small light with a soft halo three times its size."""

    def paint(canvas: pygame.Surface, zoom: float) -> None:
        middle = canvas.get_width() / 2
        steps = 14
        for step in range(steps):
            share = step / (steps - 1)
            alpha = round(6 + 60 * share**3)
            reach = radius * zoom * (3.4 - 2.4 * share)
            halo = pygame.Surface(canvas.get_size(), pygame.SRCALPHA)
            pygame.draw.circle(halo, (*colour, alpha // 3), (middle, middle), reach)
            canvas.blit(halo, (0, 0))
        pygame.draw.circle(canvas, (*colour, 255), (middle, middle), radius * zoom)
        core = tuple(round(channel + (255 - channel) * 0.65) for channel in colour)
        pygame.draw.circle(canvas, (*core, 255), (middle, middle), radius * zoom * 0.5)

    size = round(radius * 7.2)
    rect = pygame.Rect(0, 0, size, size)
    rect.center = (round(centre[0]), round(centre[1]))
    shapes.blit(surface, ("lamp", radius, colour), rect, paint, opacity)


def hairline(
    surface: pygame.Surface, start: tuple[float, float], end: tuple[float, float], colour: RGB, opacity: float
) -> None:
    """A fine line; straight across or down it is one crisp pixel wide, else anti-aliased."""
    if start[0] == end[0] or start[1] == end[1]:
        left, top = round(min(start[0], end[0])), round(min(start[1], end[1]))
        size = (max(round(abs(end[0] - start[0])), 1), max(round(abs(end[1] - start[1])), 1))
        strip = pygame.Surface(size)
        strip.fill(colour)
        strip.set_alpha(round(255 * opacity))
        surface.blit(strip, (left, top))
        return
    faint = tuple(round(channel * opacity) for channel in colour)
    pygame.draw.aaline(surface, faint, start, end)
