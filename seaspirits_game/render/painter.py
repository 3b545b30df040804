"""Paints a sea on a surface, pass by pass: what is soft in a small buffer, what is crisp at full size on top."""

from collections.abc import Callable
from typing import Literal

import numpy as np
import pygame

from seaspirits_game.core.arrays import F32
from seaspirits_game.render.glow import LightField
from seaspirits_game.render.picture import SeaPicture
from seaspirits_game.render.rings import draw_rings
from seaspirits_game.render.snow import Snow
from seaspirits_game.render.spirits import SpiritLook, look_of
from seaspirits_game.render.strokes import Strokes
from seaspirits_game.render.water import Water
from seaspirits_game.render.wisps import Wisps

Quality = Literal["low", "medium", "high"]
_SHRINK = {"low": 8, "medium": 6, "high": 5}
"""Full pixels per soft pixel at 1080 pixels of the shorter side."""
_CEILING = 190.0
_KEPT_BYTES = 31 << 20
_HALO, _TAIL = 1000.0, 800.0
_BLOOM = {"low": 0.0, "medium": 0.6, "high": 0.6}
_THRIFTY: Quality = "low"
"""The quality at which a painting is shown in two frames, see `paint_again`."""
Pass = Callable[[pygame.Surface, SeaPicture, SpiritLook], None]


class Painter:
    """Paints `SeaPicture`s of one size; the same picture gives the same pixels, if it is drawn whole (`Parts`)."""

    def __init__(self, size: tuple[int, int], quality: Quality = "high") -> None:
        self.quality = quality
        self.passes: tuple[Pass, ...] = (self._soft, self._lines, self._wisps, self._rings)
        self.resize(size)

    def resize(self, size: tuple[int, int]) -> None:
        """Prepare for surfaces of `size` (width, height) pixels."""
        # Freeing one large untouched block makes the C allocator keep memory between frames (it raises its limits to
        # what was freed); without it every temporary array costs page faults: 3 ms of a frame of 5,000 spirits.
        block = np.empty(_KEPT_BYTES, np.uint8)
        del block
        width, height = max(size[0], 16), max(size[1], 16)
        self.size = (width, height)
        self.unit = min(width, height) / 1080.0
        small = 1.0 / (_SHRINK[self.quality] * self.unit)
        soft_width, soft_height = max(round(width * small), 8), max(round(height * small), 8)
        self._ratio = np.array([soft_width / width, soft_height / height], np.float32)
        self._small = pygame.Surface((soft_width, soft_height), 0, 32)
        self._soft_light = pygame.Surface(self.size, 0, 32)
        """The soft pass at full size, kept for the next frame."""
        self._crowd: F32 | None = None
        """That of the spirits in it; None before anything was drawn."""
        self._painting = pygame.Surface(self.size, 0, 32) if self.thrifty else None
        self._last: tuple[SeaPicture, SpiritLook] | None = None
        self._water = Water(soft_width, soft_height)
        self._light = LightField(soft_width, soft_height)
        self._strokes = Strokes(self.size, self.unit)
        self._snow = Snow(self.size, self.unit)
        self._comets = Wisps(self.size, self.unit)

    @property
    def thrifty(self) -> bool:
        """Whether every second frame should be left to `paint_again`."""
        return self.quality == _THRIFTY

    def paint(self, surface: pygame.Surface, picture: SeaPicture) -> None:
        """Cover the whole of `surface`, which has the painter's size, with the picture."""
        look = look_of(picture, self.unit)
        for draw in self.passes:
            draw(self._painting or surface, picture, look)
        if self._painting is not None:
            self._last = (picture, look)
            surface.blit(self._painting, (0, 0))

    def paint_again(self, surface: pygame.Surface) -> bool:
        """Show the last painting once more, and gather meanwhile the light for the next; False when there is none.

        For slow machines: the work of a painting is spread over two frames, and the sea moves at half their rate.
        """
        if self._painting is None or self._last is None:
            return False
        self._gather(*self._last)
        surface.blit(self._painting, (0, 0))
        return True

    def _soft(self, surface: pygame.Surface, picture: SeaPicture, look: SpiritLook) -> None:
        """Water, snow, halos and tails; and how crowded each spirit's place is."""
        if picture.parts.light or self._crowd is None or len(self._crowd) != len(look.crowd):
            self._gather(picture, look)
        look.crowd[:] = self._crowd
        surface.blit(self._soft_light, (0, 0))

    def _gather(self, picture: SeaPicture, look: SpiritLook) -> None:
        spirits = picture.spirits
        # a halo grows with its spirit, and so does its light; the kernel is the same for all
        gain = np.float32(look.roomy**2) * look.strength * np.minimum(spirits.scale, 2.5) * look.breath
        tails = spirits.trail_xy.shape[0]
        fade = np.linspace(1.0, 0.25, tails, dtype=np.float32) * np.float32(_TAIL / _HALO / max(tails, 1))
        scale = np.float32(_HALO * (4.0 / _SHRINK[self.quality]) ** 2)
        trails = self._soft_places(spirits.trail_xy)
        self._light.gather(self._soft_places(spirits.xy), look.rgb * (gain * scale), trails, fade, look.own)
        self._light.spread(_BLOOM[self.quality])
        self._light.enrich(0.5)
        light = self._light.strength_at(self._soft_places(spirits.xy))
        look.crowd[:] = np.maximum(light - gain * np.float32(30.0), 0.0) / np.float32(_CEILING)
        time_s = 0.0 if picture.still else picture.time_s
        self._crowd = look.crowd
        self._show(self._light.over(self._water.background(time_s, picture.depth01), _CEILING))
        if self.quality != "low":
            self._snow.draw(self._soft_light, time_s)

    def _rings(self, surface: pygame.Surface, picture: SeaPicture, look: SpiritLook) -> None:
        draw_rings(surface, picture.rings, self.unit)

    def _lines(self, surface: pygame.Surface, picture: SeaPicture, look: SpiritLook) -> None:
        self._strokes.draw(surface, picture.lines if picture.parts.lines else None)

    def _wisps(self, surface: pygame.Surface, picture: SeaPicture, look: SpiritLook) -> None:
        self._comets.draw(surface, picture, look)

    def _soft_places(self, xy: F32) -> F32:
        return np.asarray(xy * self._ratio - np.float32(0.5), dtype=np.float32)

    def _show(self, light: F32) -> None:
        np.clip(light, 0.0, 255.0, out=light)
        pixels = pygame.surfarray.pixels2d(self._small).T.view(np.uint8).reshape(*light.shape[1:], 4)
        for channel in range(3):
            pixels[..., 2 - channel] = light[channel]
        del pixels  # unlocks the surface
        pygame.transform.smoothscale(self._small, self.size, self._soft_light)
