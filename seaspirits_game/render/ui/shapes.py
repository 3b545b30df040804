"""Panels, rings, discs, lamps and hairlines: drawn once with smooth edges, kept, blitted."""

from collections.abc import Callable, Hashable

import numpy as np
import pygame

from seaspirits_game.render.ui.ink import BRASS, GLASS, RGB, mixed
from seaspirits_game.render.ui.kept import Kept
from seaspirits_game.render.ui.plate import Plate, covered
from seaspirits_game.render.ui.surfaces import Paint, ready, reduced

_MOST, _MOST_BYTES = 1024, 32 << 20
"""Where a hairline is one pixel wide; a sea that is watched for hours fills whatever room there is, and soon."""
_GLASS_ALPHA, _RIM_ALPHA, _INNER_ALPHA = 216, 150, 44
_SKYLIGHT = (5, 15, 18)
"""What the surface above adds to the upper edge of a large pane."""
_GRAIN = (np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]]) + 0.5) / 16.0
"""Bayer's matrix (1973)."""


def bytes_of(surface: pygame.Surface) -> int:
    """Memory that its pixels take."""
    return surface.get_width() * surface.get_height() * 4


class Shapes:
    """A bounded store of drawn shapes by what they are.

    `fine` is the width of a hairline in pixels; `dense` glass lets nothing through.
    """

    def __init__(self, fine: int = 1, dense: bool = False) -> None:
        self.fine = fine
        self.dense = dense
        self._surfaces: Kept[pygame.Surface] = Kept(_MOST, bytes_of, _MOST_BYTES * fine**2)

    def __len__(self) -> int:
        return len(self._surfaces)

    @property
    def weight(self) -> int:
        """Bytes of all shapes that are kept."""
        return self._surfaces.weight

    def keep(self, key: Hashable, make: Callable[[], pygame.Surface]) -> pygame.Surface:
        """The picture named `key`; made now if it is not kept."""
        return self._surfaces.get(key, lambda: ready(make()))

    def get(self, key: tuple[object, ...], size: tuple[int, int], paint: Paint) -> pygame.Surface:
        """The shape named `key` of `size` pixels; `paint(canvas, zoom)` draws it `zoom` times as large when new."""
        return self.keep((*key, size), lambda: reduced(size, paint))

    def blit(
        self,
        surface: pygame.Surface,
        key: tuple[object, ...],
        rect: pygame.Rect,
        paint: Paint,
        opacity: float = 1.0,
    ) -> None:
        """Draw the shape into `rect`."""
        if opacity > 0.01:
            lay(surface, self.get(key, rect.size, paint), rect, opacity)


def lay(surface: pygame.Surface, image: pygame.Surface, rect: pygame.Rect, opacity: float = 1.0) -> None:
    """Blit `image` to the corner of `rect`; at 0 nothing."""
    if opacity > 0.01:
        image.set_alpha(round(255 * min(opacity, 1.0)))
        surface.blit(image, rect)


def glass_panel(
    shapes: Shapes, surface: pygame.Surface, rect: pygame.Rect, radius: int, opacity: float = 1.0, rim: RGB = BRASS
) -> None:
    """Dark translucent water in a fine brass line with rounded corners; a large one has a second, fainter line."""
    if opacity > 0.01:
        if shapes.dense:
            rim, opacity = mixed(rim, (255, 255, 255), 0.5), 1.0
            pygame.draw.rect(surface, GLASS, rect, border_radius=radius)
        key = ("panel", radius, rim, rect.size)
        lay(surface, shapes.keep(key, lambda: _pane(rect.size, radius, rim, shapes.fine)), rect, opacity)


def disc(
    shapes: Shapes, surface: pygame.Surface, centre: tuple[float, float], radius: int, colour: RGB, opacity: float = 1.0
) -> None:
    """A filled circle."""

    def make() -> pygame.Surface:
        plate = _centred(radius + 1)
        plate.lay(covered(np.hypot(plate.x, plate.y) - radius), colour)
        return plate.surface()

    _lay_centred(surface, shapes.keep(("disc", radius, colour), make), centre, opacity)


def ring(
    shapes: Shapes,
    surface: pygame.Surface,
    centre: tuple[float, float],
    radius: int,
    colour: RGB,
    width: float,
    opacity: float = 1.0,
) -> None:
    """A circle line of `width` pixels, whose outer edge is `radius` pixels away."""

    def make() -> pygame.Surface:
        plate = _centred(radius + 2)
        gap = np.abs(np.hypot(plate.x, plate.y) - radius + width / 2)
        plate.lay(covered(gap - width / 2), colour)
        return plate.surface()

    _lay_centred(surface, shapes.keep(("ring", radius, colour, round(width, 2)), make), centre, opacity)


def lamp(
    shapes: Shapes, surface: pygame.Surface, centre: tuple[float, float], radius: int, colour: RGB, opacity: float = 1.0
) -> None:
    """A small light, white-hot in its heart, with a soft halo three times its size."""

    def make() -> pygame.Surface:
        plate = _centred(round(radius * 3.6))
        away = np.hypot(plate.x, plate.y)
        halo = 0.42 * np.exp(-((away / (1.5 * radius)) ** 2)) + 0.10 * np.exp(-((away / (2.6 * radius)) ** 2))
        plate.lay(np.asarray(halo * np.clip(3.6 - away / radius, 0.0, 1.0), np.float32), colour)
        heat = np.clip(1.15 - away / radius, 0.0, 1.0) * 0.9
        cold = np.array(colour, np.float32)[:, None, None]
        plate.lay(covered(away - radius), np.asarray(cold + (255.0 - cold) * heat, np.float32))
        return plate.surface()

    _lay_centred(surface, shapes.keep(("lamp", radius, colour), make), centre, opacity)


def hairline(
    surface: pygame.Surface,
    start: tuple[float, float],
    end: tuple[float, float],
    colour: RGB,
    opacity: float,
    fine: int | None = None,
) -> None:
    """A line `fine` pixels wide, by default what suits a screen of the surface's size; crisp when across or down."""
    if opacity <= 0.01:
        return
    fine = fine or fine_of(surface.get_size())
    left, top = round(min(start[0], end[0])), round(min(start[1], end[1]))
    width, height = round(abs(end[0] - start[0])), round(abs(end[1] - start[1]))
    if width == 0 or height == 0:
        strip = pygame.Surface((max(width, fine), max(height, fine)), pygame.SRCALPHA)
        strip.fill((*colour, round(255 * min(opacity, 1.0))))
        surface.blit(strip, (left, top))
        return
    image = reduced(
        (width + 2 * fine, height + 2 * fine),
        lambda canvas, zoom: _slanted(canvas, (*colour, 255), fine * zoom, (start[0] < end[0]) == (start[1] < end[1])),
        colour,
    )
    lay(surface, image, pygame.Rect(left - fine, top - fine, 0, 0), opacity)


def fine_of(size: tuple[int, int]) -> int:
    """Width of a hairline on a screen of `size`.

    >>> fine_of((1280, 720)), fine_of((1920, 1080)), fine_of((3840, 2160))
    (1, 1, 2)
    """
    return max(round(min(size) / 1080), 1)


def _slanted(canvas: pygame.Surface, colour: tuple[int, int, int, int], width: float, falling: bool) -> None:
    right, low = canvas.get_width() - width, canvas.get_height() - width
    ends = ((width, width), (right, low)) if falling else ((width, low), (right, width))
    pygame.draw.line(canvas, colour, *ends, round(width))


def _centred(reach: int) -> Plate:
    return Plate(2 * reach, 2 * reach, (reach, reach))


def _lay_centred(surface: pygame.Surface, image: pygame.Surface, centre: tuple[float, float], opacity: float) -> None:
    rect = image.get_rect()
    rect.center = (round(centre[0]), round(centre[1]))
    lay(surface, image, rect, opacity)


def _pane(size: tuple[int, int], radius: int, rim: RGB, fine: int) -> pygame.Surface:
    """A large pane is put together of a small one's corners and its stretched middle: as sharp, and made at once."""
    corner = radius + 4 * fine
    width, height = size
    if width < 2 * corner + 2 or height < 2 * corner + 2:
        return reduced(size, lambda canvas, zoom: _paint_pane(canvas, zoom, radius, rim, fine, double=False))
    side = 2 * corner + 2
    small = reduced((side, side), lambda canvas, zoom: _paint_pane(canvas, zoom, radius, rim, fine, double=True))
    image = pygame.Surface(size, pygame.SRCALPHA)
    for from_x, wide, x, across in _thirds(corner, width):
        for from_y, high, y, down in _thirds(corner, height):
            piece = pygame.transform.scale(small.subsurface((from_x, from_y, wide, high)), (across, down))
            image.blit(piece, (x, y), special_flags=pygame.BLEND_RGBA_MAX)  # onto nothing: a plain copy
    _lighten(image)
    return image


def _thirds(corner: int, length: int) -> tuple[tuple[int, int, int, int], ...]:
    """Start and length in the small pane, start and length in the large one: corner, two pixels stretched, corner."""
    return (
        (0, corner, 0, corner),
        (corner, 2, corner, length - 2 * corner),
        (corner + 2, corner, length - corner, corner),
    )


def _paint_pane(canvas: pygame.Surface, zoom: float, radius: int, rim: RGB, fine: int, double: bool) -> None:
    area = canvas.get_rect()
    pygame.draw.rect(canvas, (*GLASS, _GLASS_ALPHA), area, border_radius=round(radius * zoom))
    width = round(fine * zoom)
    lines = ((0.0, _RIM_ALPHA),) if not double else ((0.0, _RIM_ALPHA), (max(0.26 * radius, 3.0 * fine), _INNER_ALPHA))
    for inset, strength in lines:
        line = area.inflate(-round(2 * inset * zoom), -round(2 * inset * zoom))
        tone = (*mixed(GLASS, rim, strength / 255), _GLASS_ALPHA + (255 - _GLASS_ALPHA) * strength // 255)
        pygame.draw.rect(canvas, tone, line, width, border_radius=max(round((radius - inset) * zoom), 0))


def _lighten(pane: pygame.Surface) -> None:
    """Light from above, fading over the upper half, dithered, since so slow a gradient would show its steps."""
    width, height = pane.get_width(), pane.get_height() // 2
    share = (1.0 - np.arange(height) / height) ** 2
    grain = np.tile(_GRAIN, (1, height // 4 + 1))[:, :height, None]
    light = np.floor(share[None, :, None] * np.array(_SKYLIGHT) + grain).astype(np.uint8)
    tile = pygame.surfarray.make_surface(np.tile(light, (16, 1, 1)))
    pane.fblits([(tile, (x, 0)) for x in range(0, width, tile.get_width())], pygame.BLEND_RGB_ADD)
