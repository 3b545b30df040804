"""The crisp part of a spirit: a small comet with a bright head and a body that tapers away against its motion."""

from collections.abc import Callable

import numpy as np
import pygame

from seaspirits_game.core.arrays import F32, I64
from seaspirits_game.render.picture import SeaPicture
from seaspirits_game.render.signs import SIGNS, sign_templates
from seaspirits_game.render.spirits import SpiritLook
from seaspirits_game.render.sprites import SpriteBank, level_of, tint_of

SIZES = 7
DIRECTIONS = 16
_SMALLEST, _RATIO = 0.55, 1.27
_CROWDING = 1.4
_PILED = 1.9
_SIGN_RADIUS = 3.8
_CROWDED = 0.75  # of the room that each spirit has
Templates = Callable[[float], tuple[F32, F32, I64]]


class SizedBanks:
    """A bank for each size, made when first needed; `unit` is 1 at 1080 pixels of the shorter side."""

    def __init__(self, templates: Templates, unit: float) -> None:
        self._templates, self._unit = templates, unit
        self._banks: dict[int, SpriteBank] = {}

    def bank(self, size: int) -> SpriteBank:
        """The bank of a size from 0 to SIZES − 1."""
        if size not in self._banks:
            self._banks[size] = SpriteBank(*self._templates(_SMALLEST * _RATIO**size * self._unit))
        return self._banks[size]


def size_of(scale: F32, threshold: F32) -> I64:
    """(M,) sizes nearest to relative scales (M,), rounded at `threshold` (M,) in 0 to 1."""
    exact = np.log(np.maximum(scale, 1e-3) / np.float32(_SMALLEST)) * np.float32(1.0 / np.log(_RATIO))
    return np.asarray(np.clip(np.floor(exact + threshold), 0, SIZES - 1), dtype=np.int64)


def _sign_templates(size: float) -> tuple[F32, F32, I64]:
    """Signs instead of wisps, in the middle of their squares; they need some room to be told apart."""
    return *sign_templates(max(_SIGN_RADIUS * size, 3.0)), np.zeros((SIGNS, 2), np.int64)


def _wisp_templates(size: float) -> tuple[F32, F32, I64]:
    """Core and body (64, S, S) of a wisp, and where its head is from the middle (64, 2), whole pixels.

    `size` is the deviation of its head in pixels, about. Variant = 4 · direction + 2 · half pixel down + half pixel
    right. The head lies off the middle, so that the square is no larger than the whole wisp needs.
    """
    head = max(0.95 * size, 0.6)
    length = 9.0 * size
    reach = 0.72 * length  # beyond that a tail is too faint to be seen
    angle = np.arange(DIRECTIONS) * (2 * np.pi / DIRECTIONS)
    forward = max((reach - 2.0 * head) / 2.0, 0.0)
    shift = np.rint(forward * np.stack([np.cos(angle), np.sin(angle)], axis=1)).astype(np.int64)
    half = int(np.ceil((reach + 2.0 * head) / 2.0 + 0.5)) + 1
    angle = angle[:, None, None, None, None]
    y, x = np.mgrid[-half : half + 1, -half : half + 1].astype(np.float64)
    x = x - shift[:, 0][:, None, None, None, None] - np.array([0.0, 0.5])[None, None, :, None, None]
    y = y - shift[:, 1][:, None, None, None, None] - np.array([0.0, 0.5])[None, :, None, None, None]
    x, y = np.broadcast_arrays(x, y)
    along = x * np.cos(angle) + y * np.sin(angle)  # positive ahead
    across = -x * np.sin(angle) + y * np.cos(angle)
    # tails bend to the left or to the right, as living things do
    bend = np.where(np.arange(DIRECTIONS) % 4 < 2, 0.16, -0.16)[:, None, None, None, None]
    core = np.exp(-0.5 * (x * x + y * y) / head**2)
    behind = np.clip(-along / length, 0.0, 1.0)
    across = across - bend * length * behind**2
    width = 1.5 * head * (1.0 - 0.62 * behind)
    fall = np.where(along > 0, np.exp(-0.5 * (along / (1.3 * head)) ** 2), (1.0 - behind) ** 1.25)
    body = fall * np.exp(-0.5 * (across / width) ** 2)
    # nothing may end abruptly at the edge of its square
    rim = np.clip((half + 0.5 - np.abs(np.mgrid[-half : half + 1, -half : half + 1]).max(axis=0)) / 2.0, 0.0, 1.0)
    shape = (DIRECTIONS * 4, 2 * half + 1, 2 * half + 1)
    return (
        (core * rim).astype(np.float32).reshape(shape),
        (body * rim).astype(np.float32).reshape(shape),
        np.repeat(shift, 4, axis=0),
    )


class Wisps:
    """Draws the wisps of a picture on a surface of one size."""

    def __init__(self, size: tuple[int, int], unit: float) -> None:
        self._size, self._unit = size, unit
        self._wisps, self._signs = SizedBanks(_wisp_templates, unit), SizedBanks(_sign_templates, unit)

    def draw(self, surface: pygame.Surface, picture: SeaPicture, look: SpiritLook) -> None:
        """Add the wisps; in a crowd each is weaker, so that together they keep their hue."""
        xy = picture.spirits.xy
        margin = np.float32(14.0 * self._unit)
        # gently at first, so that a clan sparkles; where wisps overlap many times, as fast as their number grows
        yielding = (1.0 + np.float32(_CROWDING) * look.crowd) ** np.float32(0.6)
        yielding *= np.sqrt(1.0 + (look.crowd / np.float32(_PILED)) ** 2)
        level = level_of(look.strength / yielding, look.own)
        # many spirits are small, and then half the directions on whole pixels do: fewer sprites, which stay in the
        # processor's cache (they decide what a crowd costs); and of the faintest the halo alone is seen
        crowded = look.roomy < _CROWDED
        seen = (level >= int(crowded)) & (xy[:, 0] > -margin) & (xy[:, 1] > -margin)
        seen &= (xy[:, 0] < self._size[0] + margin) & (xy[:, 1] < self._size[1] + margin)
        shown = np.flatnonzero(seen)
        half_pixels = np.floor(xy[shown] * np.float32(2.0)).astype(np.int64)
        corner = half_pixels >> 1
        sub = half_pixels & 1 if not crowded else np.zeros_like(half_pixels)
        own = look.own[shown]
        coarse = 2 if crowded else 1
        heading = np.floor(look.heading[shown] * np.float32(DIRECTIONS / coarse / (2 * np.pi)) + own)
        heading = heading.astype(np.int64) * coarse
        variant = heading % DIRECTIONS * 4 + sub[:, 1] * 2 + sub[:, 0]
        tint = tint_of(look.rgb[:, shown], own)
        size = size_of(look.size[shown], own)
        level = level[shown]
        banks = self._wisps
        if picture.spirits.glyph is not None:
            variant, banks = picture.spirits.glyph[shown] % SIGNS, self._signs
        for one in np.flatnonzero(np.bincount(size, minlength=SIZES)).tolist():
            pick = np.flatnonzero(size == one)
            bank = banks.bank(one)
            sprites = bank.placed(variant[pick], tint[pick], level[pick], corner[pick, 0], corner[pick, 1])
            surface.fblits(sprites, pygame.BLEND_RGB_ADD)
