"""Soft rings of light around what is chosen."""

import numpy as np
import pygame

from seaspirits_game.render.picture import Ring


def draw_rings(surface: pygame.Surface, rings: tuple[Ring, ...], unit: float) -> None:
    """Add `rings` to `surface`; a fine bright line with a soft glow on both sides, `unit` 1 at 1080 pixels."""
    for ring in rings:
        if ring.opacity > 0.0 and ring.radius > 0.0:
            _draw(surface, ring, unit)


def _draw(surface: pygame.Surface, ring: Ring, unit: float) -> None:
    reach = ring.radius + 12.0 * unit
    left, top = int(np.floor(ring.x - reach)), int(np.floor(ring.y - reach))
    side = int(np.ceil(2 * reach)) + 1
    area = pygame.Rect(left, top, side, side).clip(surface.get_rect())
    if area.width == 0 or area.height == 0:
        return
    x = np.arange(area.left, area.right, dtype=np.float32) - np.float32(ring.x)
    y = np.arange(area.top, area.bottom, dtype=np.float32) - np.float32(ring.y)
    gap = np.abs(np.hypot(x[None, :], y[:, None]) - np.float32(ring.radius)) / np.float32(unit)
    light = np.exp(-0.5 * (gap / 0.9) ** 2) + 0.32 * np.exp(-0.5 * (gap / 4.0) ** 2)
    light *= np.clip((12.0 - gap) / 4.0, 0.0, 1.0) * (255.0 * min(ring.opacity, 1.0))
    sprite = pygame.Surface(area.size, 0, 32)
    pixels = pygame.surfarray.pixels2d(sprite).T.view(np.uint8).reshape(area.height, area.width, 4)
    for channel, share in enumerate(ring.rgb):
        pixels[..., 2 - channel] = np.clip(light * share, 0.0, 255.0)
    del pixels  # unlocks the sprite
    surface.blit(sprite, area.topleft, special_flags=pygame.BLEND_RGB_ADD)
