"""What a sample looks like to a person: its picture as softly glowing cells, or its place among two features."""

import numpy as np
import pygame

from seaspirits_game.core.arrays import F32
from seaspirits_game.render.ui.ink import RGB


def picture_patch(pixels: F32, shape: tuple[int, int], size: int, colour: RGB) -> pygame.Surface:
    """A square surface of `size` pixels: the sample's picture (rows·columns values, any range from 0 up) as light.

    Each cell glows in proportion to its value; between cells the light is smooth.
    """
    grid = np.maximum(pixels.reshape(shape), 0.0)
    top = float(grid.max())
    light = grid / top if top > 0 else grid
    tint = np.array(colour, dtype=np.float32)
    cells = (light[..., None] ** 0.9) * tint + np.array([6, 26, 40], np.float32) * (1 - light[..., None])
    small = pygame.surfarray.make_surface(np.clip(cells, 0, 255).astype(np.uint8).swapaxes(0, 1))
    cell = max(size // max(shape), 1)
    blocks = pygame.transform.scale(small, (cell * shape[1], cell * shape[0]))
    blurred = pygame.transform.gaussian_blur(blocks, max(cell // 3, 1))
    return pygame.transform.smoothscale(blurred, (size, size))


def plane_patch(inputs: F32, sample: int, colours: F32, size: int, background: RGB = (6, 26, 40)) -> pygame.Surface:
    """A square scatter of all samples by their first two features, the chosen one ringed.

    `inputs` is (N, D), `colours` (N, 3) from 0 to 1.
    """
    surface = pygame.Surface((size, size))
    surface.fill(background)
    two = inputs[:, :2] if inputs.shape[1] > 1 else np.repeat(inputs[:, :1], 2, axis=1)
    low, high = two.min(axis=0), two.max(axis=0)
    span = np.where(high > low, high - low, 1.0)
    places = ((two - low) / span * (size * 0.88) + size * 0.06).astype(int)
    tones = (np.clip(colours, 0, 1) * 150).astype(int)
    for (x, y), tone in zip(places.tolist(), tones.tolist(), strict=True):
        surface.set_at((x, size - 1 - y), tone)
    x, y = places[sample].tolist()
    pygame.draw.circle(surface, (255, 255, 255), (x, size - 1 - y), max(size // 40, 3))
    pygame.draw.circle(surface, (255, 255, 255), (x, size - 1 - y), max(size // 14, 6), 1)
    return surface
