"""Sprites of light, made when first needed: the shape from a few templates, the colour and strength from small scales.

A sprite is `core` (white-hot when strong) plus `body` (the hue). Colours are stored in few steps; each spirit rounds at
its own threshold, so that a clan between two steps shows a fine mixture of both instead of a jump.
"""

from collections.abc import Iterator

import numpy as np
import pygame

from seaspirits_game.core.arrays import F32, I64

TINTS = 5
"""Steps of each channel relative to the strongest."""
LEVELS = 9
_STEP = 1.33  # strength from one level to the next
_BATCH = 256  # sprites on one sheet
_MOST_BYTES = 8 << 20  # of one bank, about
_SURFACE_BYTES = 300  # of a surface beside its pixels, about
Placed = tuple[pygame.Surface, tuple[int, int]]


class SpriteBank:
    """Sprites of one size, from templates `core` and `body`, both (V, S, S) with values of 0 to about 1.

    `head` (V, 2) is where the place of a sprite is in its square, from the middle, whole pixels.
    """

    def __init__(self, core: F32, body: F32, head: I64) -> None:
        self.side = core.shape[1]
        self._left, self._top = self.side // 2 + head[:, 0], self.side // 2 + head[:, 1]
        self._core, self._body = core, body
        count = len(core) * LEVELS * TINTS**3
        self._number = np.full(count, -1, np.int32)  # of a sprite in the list, −1 before it is made
        self._made = 0
        self._sprites = np.empty(_BATCH, object)
        """Surfaces, in an array because many are picked from it four times as fast as from a list."""
        self._most = _MOST_BYTES // (4 * self.side**2 + _SURFACE_BYTES)

    @property
    def made(self) -> int:
        """Sprites that are kept at the moment."""
        return self._made

    def placed(self, variant: I64, tint: I64, level: I64, x: I64, y: I64) -> Iterator[Placed]:
        """What `Surface.fblits` takes: a sprite for each of M spirits (all arguments (M,)), its head at pixel x, y."""
        code = (variant * TINTS**3 + tint) * LEVELS + level
        number = self._number[code]
        if number.size and number.min() < 0:
            if self._made > self._most:  # a sea that is watched for days would need every sprite there is
                self._number.fill(-1)
                self._sprites.fill(None)
                self._made = 0
                number = self._number[code]
            self._make(np.array(sorted(set(code[number < 0].tolist()))))
            number = self._number[code]
        left, top = x - self._left[variant], y - self._top[variant]
        return zip(self._sprites[number].tolist(), zip(left.tolist(), top.tolist()))  # noqa: B905  (checking lengths costs a tenth of a frame)

    def _make(self, codes: I64) -> None:
        self._number[codes] = np.arange(len(codes)) + self._made
        if self._made + len(codes) > len(self._sprites):
            more = np.empty(self._made + len(codes) + _BATCH, object)
            more[: self._made] = self._sprites[: self._made]
            self._sprites = more
        for start in range(0, len(codes), _BATCH):
            batch = codes[start : start + _BATCH]
            sheet = self._sheet(batch)
            for number in range(len(batch)):
                # a copy: drawing parts of a sheet takes twice as long
                sprite = sheet.subsurface((0, number * self.side, self.side, self.side)).copy()
                self._sprites[self._made] = sprite
                self._made += 1

    def _sheet(self, codes: I64) -> pygame.Surface:
        level = codes % LEVELS
        tint = codes // LEVELS % TINTS**3
        variant = codes // (LEVELS * TINTS**3)
        hue = np.stack([tint // TINTS**2, tint // TINTS % TINTS, tint % TINTS], axis=1).astype(np.float32) / (TINTS - 1)
        gain = strength_of(level)[:, None]
        # strong sprites are white at heart; weak ones, far or in a crowd, are their hue through and through
        heat = np.clip((level[:, None] - 3) / (LEVELS - 4), 0.0, 1.0).astype(np.float32) * np.float32(0.55)
        hot = (hue + (1.0 - hue) * heat) * gain * 225.0
        warm = hue * gain * 190.0
        sheet = pygame.Surface((self.side, self.side * len(codes)), 0, 32)
        pixels = pygame.surfarray.pixels2d(sheet).T.view(np.uint8).reshape(len(codes), self.side, self.side, 4)
        core, body = self._core[variant], self._body[variant]
        for channel in range(3):
            light = core * hot[:, channel, None, None] + body * warm[:, channel, None, None]
            pixels[..., 2 - channel] = np.minimum(light + 0.5, 255.0)
        del pixels  # unlocks the sheet
        return sheet


def strength_of(level: I64) -> F32:
    """Strength that a level stands for, 1 at the highest."""
    return np.asarray(_STEP ** (level - (LEVELS - 1.0)), dtype=np.float32)


def level_of(strength: F32, threshold: F32) -> I64:
    """(M,) levels of strengths (M,), rounded at `threshold` (M,) in 0 to 1; −1 where too weak to be seen."""
    exact = np.log(np.maximum(strength, 1e-6)) * np.float32(1.0 / np.log(_STEP)) + np.float32(LEVELS - 1)
    return np.asarray(np.clip(np.floor(exact + threshold), -1, LEVELS - 1), dtype=np.int64)


def tint_of(rgb: F32, threshold: F32) -> I64:
    """(M,) codes of the colours (3, M) relative to their strongest channel, rounded at `threshold` (M,)."""
    relative = np.float32(TINTS - 1) / np.maximum(np.maximum(np.maximum(rgb[0], rgb[1]), rgb[2]), np.float32(1e-6))
    red, green, blue = (np.minimum(channel * relative + threshold, TINTS - 1).astype(np.int32) for channel in rgb)
    return np.asarray((red * TINTS + green) * TINTS + blue, dtype=np.int64)
