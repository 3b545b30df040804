"""Paints a sea on a surface, pass by pass: what is soft in a small buffer, what is crisp at full size on top."""

from typing import Literal

import numpy as np
import pygame

from seaspirits_game.core.arrays import F32
from seaspirits_game.render.glow import blur, compress, gather
from seaspirits_game.render.picture import SeaPicture
from seaspirits_game.render.water import Water

Quality = Literal["low", "medium", "high"]
_SHRINK = {"low": 8, "medium": 6, "high": 4}
"""Full pixels per soft pixel at 1080 pixels of the shorter side."""
_SOFT_SHORT_SIDE = 1080
_LIGHT_CEILING = 150.0
_HALO_GAIN = 700.0


class Painter:
    """Paints `SeaPicture`s of one size; the same picture gives the same pixels."""

    def __init__(self, size: tuple[int, int], quality: Quality = "high") -> None:
        self.quality = quality
        self.resize(size)

    def resize(self, size: tuple[int, int]) -> None:
        """Prepare for surfaces of `size` (width, height) pixels."""
        width, height = max(size[0], 16), max(size[1], 16)
        self.size = (width, height)
        self.unit = min(width, height) / 1080.0
        small = _SOFT_SHORT_SIDE / _SHRINK[self.quality] / min(width, height)
        self._soft_size = (max(round(width * small), 8), max(round(height * small), 8))
        self._soft = pygame.Surface(self._soft_size, 0, 32)
        self._water = Water(*self._soft_size)

    def paint(self, surface: pygame.Surface, picture: SeaPicture) -> None:
        """Cover the whole of `surface`, which has the painter's size, with the picture."""
        light = self._gather(picture)
        time_s = 0.0 if picture.still else picture.time_s
        light += self._water.background(time_s, picture.depth01)
        self._show(light, surface)

    def _gather(self, picture: SeaPicture) -> F32:
        spirits = picture.spirits
        width, height = self._soft_size
        ratio = np.array([width / self.size[0], height / self.size[1]], np.float32)
        strength = spirits.brightness * (1.0 - 0.7 * spirits.depth01) * np.clip(spirits.scale, 0.2, 3.0)
        rgb = spirits.rgb * (strength * _HALO_GAIN)[:, None]
        light = blur(gather(np.asarray(spirits.xy * ratio - 0.5, np.float32), rgb, width, height), 3)
        return compress(light, _LIGHT_CEILING)

    def _show(self, light: F32, surface: pygame.Surface) -> None:
        width, height = self._soft_size
        np.clip(light, 0.0, 255.0, out=light)
        pixels = pygame.surfarray.pixels2d(self._soft).T.view(np.uint8).reshape(height, width, 4)
        for channel in range(3):
            pixels[..., 2 - channel] = light[channel]
        del pixels  # unlocks the surface
        pygame.transform.smoothscale(self._soft, self.size, surface)
