"""What a sample looks like to a person: its picture as softly glowing cells, or its place among two features."""

import numpy as np
import pygame

from seaspirits_game.core.arrays import F32, F64
from seaspirits_game.render.ui.ink import BRASS, FOAM, RGB, mixed
from seaspirits_game.render.ui.plate import Plate, covered, to_rounded

_WATER: RGB = (6, 26, 40)
_FRAME = 0.55


def picture_patch(pixels: F32, shape: tuple[int, int], size: int, colour: RGB) -> pygame.Surface:
    """A square surface of `size` pixels: the sample's picture (rows·columns values, any range from 0 up) as light.

    Each cell glows in proportion to its value; between cells the light is smooth. A picture that is not square stands
    in the middle. Values that are not finite are dark.
    """
    grid = np.maximum(np.nan_to_num(pixels.reshape(shape), nan=0.0, posinf=0.0, neginf=0.0), 0.0)
    top = float(grid.max(initial=0.0))
    light = grid / top if top > 0 else grid
    side = max(shape)
    square = np.zeros((side, side), np.float32)
    above, left = (side - shape[0]) // 2, (side - shape[1]) // 2
    square[above : above + shape[0], left : left + shape[1]] = light**0.9
    small = pygame.surfarray.make_surface(np.repeat((square.T[..., None] * 255).astype(np.uint8), 3, axis=2))
    cell = max(size // side, 1)
    blocks = pygame.transform.scale(small, (cell * side, cell * side))
    blurred = pygame.transform.gaussian_blur(blocks, max(cell // 3, 1))
    smooth = pygame.surfarray.array3d(pygame.transform.smoothscale(blurred, (size, size)))[..., 0].T / 255.0
    water, tint = (np.array(end, np.float32)[:, None, None] for end in (_WATER, colour))
    return _framed((water + (tint - water) * smooth).astype(np.float32))


def plane_patch(inputs: F32, sample: int, colours: F32, size: int, background: RGB = _WATER) -> pygame.Surface:
    """A square scatter of all samples by their first two features, the chosen one ringed.

    `inputs` is (N, D), `colours` (N, 3) from 0 to 1.
    """
    two = inputs[:, :2] if inputs.shape[1] > 1 else np.repeat(inputs[:, :1], 2, axis=1)
    two = np.nan_to_num(two.astype(np.float64))
    low, high = two.min(axis=0), two.max(axis=0)
    span = np.where(high > low, high - low, 1.0)
    places = (two - low) / span * (size * 0.84) + size * 0.08
    places[:, 1] = size - places[:, 1]
    light = np.array(background, np.float32)[:, None, None] + 235.0 * np.minimum(_splatted(places, colours, size), 1.0)
    plate = Plate(size, size)
    x, y = places[sample].tolist()
    away = np.hypot(plate.x - np.float32(x), plate.y - np.float32(y))
    fine = max(size / 150.0, 1.0)
    cover = np.maximum(covered(away - 1.9 * fine), covered(np.abs(away - 7.0 * fine) - 0.6 * fine))
    foam = np.array(FOAM, np.float32)[:, None, None]
    return _framed(np.asarray(light + (foam - light) * cover, np.float32))


def _splatted(places: F64, colours: F32, size: int) -> F32:
    """(3, size, size) each point's colour as a dot of light; where many meet, it saturates rather than burns."""
    radius = max(size / 130.0, 0.8)
    reach = int(np.ceil(2.5 * radius))
    offsets = np.arange(-reach, reach + 1)
    across, down = (grid.ravel() for grid in np.meshgrid(offsets, offsets))
    cells = np.floor(places).astype(np.int64)
    x, y = cells[:, :1] + across, cells[:, 1:] + down
    away = (x + 0.5 - places[:, :1]) ** 2 + (y + 0.5 - places[:, 1:]) ** 2
    weight = np.exp(-away / (2 * (radius * 0.75) ** 2))
    inside = (x >= 0) & (y >= 0) & (x < size) & (y < size)
    at = (y * size + x)[inside]
    tinted = [(weight * colours[:, channel : channel + 1])[inside] for channel in range(3)]
    light = np.stack([np.bincount(at, tint, size * size) for tint in tinted])
    most = light.max(axis=0)
    light *= -np.expm1(-0.9 * most) / np.maximum(most, 1e-9)
    return np.asarray(light.reshape(3, size, size), dtype=np.float32)


def _framed(rgb: F32) -> pygame.Surface:
    """The picture with soft corners in a brass hairline, its edges a little darker, as under a lens."""
    size = rgb.shape[1]
    plate = Plate(size, size, (size / 2, size / 2))
    fine = max(round(size / 200), 1)
    distance = to_rounded(plate.x, plate.y, size, size, size / 16)
    dim = 1.0 - 0.35 * np.exp(distance / (0.07 * size))
    plate.lay(covered(distance), np.asarray(rgb * dim, np.float32))
    line = covered(np.abs(distance + fine / 2) - fine / 2)
    plate.lay(line * np.float32(_FRAME), mixed(BRASS, FOAM, 0.1))
    return plate.surface()
