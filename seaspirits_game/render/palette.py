"""Clan hues, and colour as superposition.

The ten default hues were chosen by a search over lightness and hue for the largest smallest CIE-Lab distance under
normal sight and simulated deuteranopia, protanopia and tritanopia (Machado 2009), with contrast of at least 4.5:1 on
dark water; the tests measure both. Colour never stands alone: a glyph for each class is the second cue.
"""

from dataclasses import dataclass

import numpy as np

from seaspirits_game.core.arrays import F32

MOON: F32 = np.array([0xCF, 0xE8, 0xE4], np.float32) / 255.0
"""The pale colour of an undecided spirit."""


@dataclass(frozen=True, slots=True)
class Palette:
    """Hues by class number."""

    name: str
    colours: F32
    """(20, 3) sRGB, 0 to 1: ten hues, then ten paler sisters."""
    rgbs: tuple[tuple[float, float, float], ...]
    """The same as plain numbers."""

    def rgb(self, clan: int) -> tuple[float, float, float]:
        """A class's pure hue, 0 to 1."""
        return self.rgbs[clan % len(self.rgbs)]


def _palette(name: str, hexes: str) -> Palette:
    ten = np.array([[int(code[at : at + 2], 16) for at in (0, 2, 4)] for code in hexes.split()], np.float32) / 255.0
    colours = np.concatenate([ten, ten * 0.55 + 0.42]).astype(np.float32)
    return Palette(name, colours, tuple((red, green, blue) for red, green, blue in colours.tolist()))


PALETTES_BY_NAME: dict[str, Palette] = {
    palette.name: palette
    for palette in (
        _palette("default", "77ffff ee8855 cc66cc bbee77 22bbff ee5566 ffffbb 66aa88 ffaabb bb9911"),
        _palette("deuteranopia", "bbffdd dd6611 1188ff ffff99 cc7788 33bbff eedd33 ffbbff 1199aa bbaa66"),
        _palette("protanopia", "88ffdd dd6622 7777ff ffff55 ee44aa 44ee88 ccccff 99bb33 ff3366 88aa77"),
        _palette("tritanopia", "22ff99 ff3366 7777ff ffee44 ee55cc 22aa55 ffaa77 bbff66 aa77bb 88aa33"),
        _palette("monochrome", "fbffff 7aa3b1 b9d8e1 6c95a5 e5f2f5 5f8898 a4ccd8 96becb cfe5eb 88b0be"),
    )
}


def superposition_colours(probs: F32, palette: Palette) -> F32:
    """(N, 3) colours of spirits with class probabilities `probs` (N, C).

    Amplitudes ψ = √p add the clans' hues; what they cancel is moon-pale. With commitment c = (max p − 1/C)/(1 − 1/C)
    the colour goes from pale (c = 0) to the pure hue of the sure class (c = 1).
    """
    classes = probs.shape[1]
    amplitudes = np.sqrt(np.maximum(probs, 0.0))
    weights = amplitudes * amplitudes * amplitudes  # p^1.5: the leading amplitude sets the hue, others tint it
    sums = np.concatenate([palette.colours[:classes], np.ones((classes, 1), np.float32)], axis=1)
    mixed = weights @ sums  # one product gives the hues' sum and that of their weights
    hue = mixed[:, :3] / np.maximum(mixed[:, 3:], np.float32(1e-9))
    commitment = (probs.max(axis=1) - 1.0 / classes) / (1.0 - 1.0 / classes)
    share = np.clip(commitment, 0.0, 1.0)[:, None] ** np.float32(0.7)
    return np.asarray(MOON + share * (hue - MOON), dtype=np.float32)
