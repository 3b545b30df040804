"""Sea-pens: feathers of light that stand in the sea floor, as templates from which a reef is put together.

A pen of any height is the upper part of one tall template: the rest is sunk in the ground, as sea-pens really sink.
Templates are (H, W) planes of light, made when first needed and coloured for a few hues, lights and sways.
"""

from dataclasses import dataclass

import numpy as np
import pygame

from seaspirits_game.core.arrays import F32, F64, I64
from seaspirits_game.render.ui.shapes import bytes_of

HUES, LIGHTS, SWAYS = 20, 12, 5
"""Steps of colour along the height, of brightness, and of bending from left to right."""
Colour = tuple[float, float, float]
"""0 to 1."""
_MOST_BYTES = 96 << 20
GAIN = 1.18
"""Brightness from one light to the next."""
_ASLEEP = (0.12, 0.34, 0.62)
_RAMP = np.array(
    [[0.36, 0.38, 1.00], [0.22, 0.62, 1.00], [0.18, 0.88, 0.96], [0.36, 1.00, 0.76], [0.80, 1.00, 0.72]], np.float32
)
"""Short to tall; luminance rises all the way, so that the order is seen without colour as well."""


def hue_colour(share: float) -> Colour:
    """The colour of a pen whose height is that share of the scale, 0 to 1 for each channel.

    >>> hue_colour(0.5) == tuple(float(channel) for channel in _RAMP[2])
    True
    """
    at = min(max(share, 0.0), 1.0) * (len(_RAMP) - 1)
    red, green, blue = (float(np.interp(at, np.arange(len(_RAMP)), _RAMP[:, channel])) for channel in range(3))
    return red, green, blue


@dataclass(frozen=True, slots=True)
class PenSize:
    """What all pens of a reef have in common, in pixels."""

    width: int
    """Of the feather; its glow is wider."""
    tallest: int
    """From the ground to the tip of the longest."""
    soft: int
    """How far the murk blurs a tip, up and down; 0 in clear water."""
    hanging: bool = False
    """Grows from a ceiling."""

    @property
    def above(self) -> int:
        """Rows of light beyond the tip."""
        return round(0.9 * self.width) + 2

    @property
    def above_soft(self) -> int:
        """Rows of light beyond a blurred tip."""
        return self.above + self.soft


class Pens:
    """The coloured templates of one size of pens."""

    def __init__(self, size: PenSize) -> None:
        self.size = size
        self._half = round(0.85 * size.width) + 2
        self.sprite_width = 2 * self._half + 1
        """Pixels of every template, from left to right."""
        self._planes: dict[tuple[bool, int], tuple[F32, F32]] = {}
        self._sprites: dict[tuple[int | Colour, int, int, bool], pygame.Surface] = {}
        self._weight = 0

    @property
    def bend(self) -> float:
        """Pixels by which the tip of the tallest pen moves at full sway."""
        return max(self.size.tallest / 100.0, 1.5)

    def sprite(self, hue: int | Colour, light: int, sway: int, sharp: bool) -> pygame.Surface:
        """The template of a hue below HUES, or of a colour of its own; a light below LIGHTS, a sway below SWAYS."""
        key = (hue, light, sway, sharp)
        sprite = self._sprites.get(key)
        if sprite is None:
            if self._weight > _MOST_BYTES:  # a reef that is watched for hours would need every sprite there is
                self._sprites.clear()
                self._weight = 0
            sprite = self._sprites[key] = self._coloured(hue, light, sway, sharp)
            self._weight += bytes_of(sprite)
        return sprite

    def leans(self, sways: I64, depths: F64) -> F64:
        """(M,) pixels by which templates of sways (M,) lean where they are `depths` (M,) pixels below the tip."""
        amount = (sways - SWAYS // 2) / (SWAYS // 2) * self.bend
        return np.asarray(amount * np.clip(1.0 - depths / self.size.tallest, 0.0, 1.0) ** 2, dtype=np.float64)

    def _coloured(self, hue: int | Colour, light: int, sway: int, sharp: bool) -> pygame.Surface:
        core, body = self._swayed(sharp, sway)
        colour = hue_colour(hue / (HUES - 1)) if isinstance(hue, int) else hue
        gain = GAIN ** (light - (LIGHTS - 1.0))
        # bright ones are white at heart; those asleep are their hue through and through, and bluer
        heat = 0.75 * min(max((light - 4) / (LIGHTS - 5), 0.0), 1.0)
        fog = 0.35 * (1.0 - light / (LIGHTS - 1))
        sprite = pygame.Surface((core.shape[1], core.shape[0]), 0, 32)
        pixels = pygame.surfarray.pixels2d(sprite).T.view(np.uint8).reshape(*core.shape, 4)
        for channel, (pure, deep) in enumerate(zip(colour, _ASLEEP, strict=True)):
            tone = pure + (deep - pure) * fog
            white = tone + (1.0 - tone) * heat
            shine = core * np.float32(235.0 * gain * white)
            shine += body * np.float32(205.0 * gain * tone)
            pixels[..., 2 - channel] = np.minimum(shine, 255.0)
        del pixels  # unlocks the sprite
        return pygame.transform.flip(sprite, False, True) if self.size.hanging else sprite

    def _swayed(self, sharp: bool, sway: int) -> tuple[F32, F32]:
        """Core and body of a template bent to one side, (H, W) each."""
        if (sharp, sway) not in self._planes:
            straight = SWAYS // 2
            if sway == straight:
                self._planes[sharp, sway] = self._drawn(sharp)
            else:
                core, body = self._swayed(sharp, straight)
                above = self.size.above if sharp else self.size.above_soft
                down = np.maximum(np.arange(len(core)) - above, 0).astype(np.float64)
                shift = self.leans(np.full(len(core), sway), down).astype(np.float32)
                self._planes[sharp, sway] = _shifted(core, shift), _shifted(body, shift)
        return self._planes[sharp, sway]

    def _drawn(self, sharp: bool) -> tuple[F32, F32]:
        """Core and body of a straight template, (H, W) each, its tip `above` rows below the upper edge."""
        size = self.size
        wide = float(size.width)
        above = size.above if sharp else size.above_soft
        half = self._half
        y, x = np.mgrid[0 : above + size.tallest + 2, -half : half + 1].astype(np.float32)
        y -= above
        down = np.clip(y / size.tallest, 0.0, 1.0)
        # a feather: a stalk, two vanes of barbs that point upward, little lights at their ends
        tip = y if sharp else y + np.float32(1.2 * size.soft)
        edge = 0.46 * wide * np.clip(tip / (1.5 * wide), 0.0, 1.0) ** 0.55 * (1.0 - 0.5 * down)
        turn = (y + 0.75 * np.abs(x)) / max(wide / 4.6, 3.2)
        barbs = (0.5 + 0.5 * np.cos(2 * np.pi * turn)) ** 2
        inside = np.clip(edge - np.abs(x) + 0.5, 0.0, 1.0) * (tip > 0)
        outward = np.abs(x) / np.maximum(edge, 1.0)
        vane = inside * (0.10 + 0.62 * barbs * (0.45 + 0.55 * outward))
        ends = inside * barbs**2 * np.exp(-0.5 * ((outward - 0.86) / 0.13) ** 2)
        thick = max(0.045 * wide, 0.7)
        stalk = np.exp(-0.5 * (x / thick) ** 2) * np.clip(tip / (0.4 * wide) + 0.6, 0.0, 1.0) * (tip > -0.3 * wide)
        fade = 1.0 - 0.62 * down**0.8
        halo = 0.20 * np.exp(-0.5 * (x / (0.42 * wide)) ** 2) * np.clip(0.5 + y / (1.2 * wide), 0.0, 1.0)
        core, body = (0.8 * stalk + 0.55 * ends) * fade, (0.75 * vane + 0.35 * stalk + halo) * fade
        if sharp:
            away = np.hypot(x, y - 0.1 * wide)
            core = core + 0.95 * np.exp(-0.5 * (away / max(0.13 * wide, 1.0)) ** 2)
            body = body + 0.6 * np.exp(-0.5 * (away / (0.30 * wide)) ** 2)
        else:
            # the murk: nothing says where within the blur the tip is
            rise = np.clip((y + size.soft) / (2.2 * size.soft), 0.0, 1.0)
            veil = rise * rise * (3.0 - 2.0 * rise)
            fog = np.exp(-0.5 * (x / (0.5 * wide)) ** 2) * np.exp(-0.5 * (y / max(0.8 * size.soft, 1.0)) ** 2)
            core, body = core * veil, body * veil + 0.30 * fog
        rim = np.clip((half + 0.5 - np.abs(np.arange(-half, half + 1))) / (0.35 * wide), 0.0, 1.0)
        top = np.clip(np.arange(len(y)) / (0.5 * above), 0.0, 1.0)[:, None]  # no light ends abruptly
        return (core * rim * top).astype(np.float32), (body * rim * top).astype(np.float32)


def _shifted(plane: F32, shift: F32) -> F32:
    """Each row of a plane (H, W), moved to the right by its `shift` (H,) pixels, with straight lines between pixels."""
    wide = plane.shape[1]
    columns = np.arange(wide, dtype=np.float32)[None, :] - shift[:, None]
    left = np.floor(columns).astype(np.int64)
    part = columns - left
    near, far = (np.take_along_axis(plane, np.clip(left + step, 0, wide - 1), 1) for step in (0, 1))
    return np.asarray(near + (far - near) * part, dtype=np.float32)
