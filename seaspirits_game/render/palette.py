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


def _palette(name: str, hexes: str) -> Palette:
    ten = np.array([[int(code[at : at + 2], 16) for at in (0, 2, 4)] for code in hexes.split()], np.float32) / 255.0
    return Palette(name, np.concatenate([ten, ten * 0.55 + 0.42]).astype(np.float32))


PALETTES_BY_NAME: dict[str, Palette] = {
    palette.name: palette
    for palette in (
        _palette(
            "default",
            "ff7a6b",
            "ffd23f",
            "39d98a",
            "35c9ff",
            "b58cff",
            "ff8fd0",
            "c8f169",
            "5b8cff",
            "ffb27a",
            "8af5e0",
        ),
        _palette(
            "deuteranopia",
            "ff9e3d",
            "ffe66b",
            "4fd6c1",
            "56a8ff",
            "a58bff",
            "ffc2e2",
            "d6e88a",
            "2f7dff",
            "d98a5b",
            "bfe6ff",
        ),
        _palette(
            "protanopia",
            "ffb347",
            "fff07a",
            "45d3c8",
            "4f9dff",
            "ad94ff",
            "ffd0e6",
            "cfe07d",
            "2a78ff",
            "c99a63",
            "c5ecff",
        ),
        _palette(
            "tritanopia",
            "ff6b6b",
            "ff9f9f",
            "37d6d6",
            "7ad9ff",
            "e05fa8",
            "ffc9d6",
            "9ff0e6",
            "2fa3b8",
            "ff8552",
            "d8fbff",
        ),
        _palette(
            "monochrome",
            "ffffff",
            "e6f2f4",
            "cfe4e8",
            "b8d6dc",
            "a3c8d0",
            "f4fbfc",
            "dbecef",
            "c4dde2",
            "aecfd6",
            "9ac1ca",
        ),
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
    weights /= np.maximum(weights.sum(axis=1, keepdims=True), 1e-9)
    hue = weights @ palette.colours[:classes]
    commitment = (probs.max(axis=1) - 1.0 / classes) / (1.0 - 1.0 / classes)
    share = np.clip(commitment, 0.0, 1.0)[:, None] ** np.float32(0.7)
    return np.asarray(MOON + share * (hue - MOON), dtype=np.float32)
