"""Hues can be seen on the water, stay apart for every eye, and are born from the amplitudes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.core.arrays import F32, F64
from seaspirits_game.render.palette import MOON, PALETTES_BY_NAME, Palette, superposition_colours

DARK_WATER, MID_WATER = "04182b", "0b3a5b"
LAMP_AMBER = "f2b65a"
SIGHTS: dict[str, F64] = {
    # severity 1.0; Source: Machado, Oliveira, Fernandes, A physiologically-based model (2009), linear RGB
    "normal": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
DEFAULT = PALETTES_BY_NAME["default"]


def from_hex(code: str) -> F64:
    return np.array([int(code[at : at + 2], 16) for at in (0, 2, 4)]) / 255.0


def linear(srgb: F32 | F64) -> F64:
    wide = srgb.astype(np.float64)
    return np.asarray(np.where(wide <= 0.04045, wide / 12.92, ((wide + 0.055) / 1.055) ** 2.4), dtype=np.float64)


def lab(rgb: F64) -> F64:
    """CIE 1976 L*a*b* of linear RGB under D65."""
    ratio = rgb @ XYZ.T / np.array([0.95047, 1.0, 1.08883])
    root = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return np.stack([116 * root[:, 1] - 16, 500 * (root[:, 0] - root[:, 1]), 200 * (root[:, 1] - root[:, 2])], axis=1)


def contrast(colours: F32, water: str) -> F64:
    """WCAG 2 contrast ratios of light on dark."""
    ratio = (linear(colours) @ XYZ[1] + 0.05) / (linear(from_hex(water)) @ XYZ[1] + 0.05)
    return np.asarray(ratio, dtype=np.float64)


def smallest_distance(colours: F32, sight: str) -> float:
    seen = lab(np.clip(linear(colours) @ SIGHTS[sight].T, 0.0, 1.0))
    apart = np.linalg.norm(seen[:, None] - seen[None], axis=2)
    return float(apart[~np.eye(len(seen), dtype=bool)].min())


def test_lab_of_known_colours() -> None:
    known = lab(linear(np.array([[1.0, 1.0, 1.0], [1.0, 0.0, 0.0]])))
    np.testing.assert_allclose(known, [[100.0, 0.0, 0.0], [53.24, 80.09, 67.20]], atol=0.02)


@pytest.mark.parametrize("palette", PALETTES_BY_NAME.values(), ids=lambda palette: palette.name)
def test_every_hue_can_be_seen_on_the_water(palette: Palette) -> None:
    assert palette.colours.shape == (20, 3)
    assert palette.colours.dtype == np.float32
    assert palette.colours.min() >= 0.0
    assert palette.colours.max() <= 1.0
    assert contrast(palette.colours, DARK_WATER).min() >= 4.5
    assert contrast(palette.colours, MID_WATER).min() >= 3.0


@pytest.mark.parametrize("sight", SIGHTS)
def test_the_default_hues_stay_apart_for_every_eye(sight: str) -> None:
    assert smallest_distance(DEFAULT.colours[:10], sight) > (30.0 if sight == "normal" else 16.0)


@pytest.mark.parametrize("name", ["deuteranopia", "protanopia", "tritanopia"])
def test_a_palette_for_one_eye_is_better_for_it_than_the_default(name: str) -> None:
    own = smallest_distance(PALETTES_BY_NAME[name].colours[:10], name)
    assert own > smallest_distance(DEFAULT.colours[:10], name) + 5.0


def test_monochrome_is_one_hue_in_ten_steps_of_light() -> None:
    colours = PALETTES_BY_NAME["monochrome"].colours[:10]
    lightness = np.sort(lab(linear(colours))[:, 0])
    assert np.diff(lightness).min() > 3.0
    assert np.ptp(colours, axis=1).max() < 0.25


def test_data_never_use_the_colour_of_the_lamp() -> None:
    amber = lab(linear(from_hex(LAMP_AMBER)[None]))
    assert np.linalg.norm(lab(linear(DEFAULT.colours[:10])) - amber, axis=1).min() > 15.0


@given(st.integers(2, 20), st.sampled_from(list(PALETTES_BY_NAME)))
def test_undecided_is_moon_and_decided_is_the_hue(classes: int, name: str) -> None:
    palette = PALETTES_BY_NAME[name]
    even = np.full((1, classes), 1.0 / classes, np.float32)
    np.testing.assert_allclose(superposition_colours(even, palette)[0], MOON, atol=1e-3)
    sure = np.eye(classes, dtype=np.float32)
    np.testing.assert_allclose(superposition_colours(sure, palette), palette.colours[:classes], atol=1e-5)


@given(st.lists(st.lists(st.floats(0.0, 1.0), min_size=10, max_size=10), min_size=1, max_size=8))
def test_colours_are_colours(rows: list[list[float]]) -> None:
    raw = np.array(rows) + 1e-9
    probs = (raw / raw.sum(axis=1, keepdims=True)).astype(np.float32)
    colours = superposition_colours(probs, DEFAULT)
    assert colours.shape == (len(rows), 3)
    assert colours.dtype == np.float32
    assert np.isfinite(colours).all()
    assert colours.min() >= 0.0
    assert colours.max() <= 1.0 + 1e-6


@given(st.integers(0, 9))
def test_commitment_is_a_hue_being_born(clan: int) -> None:
    """The surer, the nearer to the clan's own hue; only the first tint, of all the others, may lead a little astray."""
    share = np.linspace(0.1, 1.0, 30, dtype=np.float32)
    probs = np.repeat((1.0 - share)[:, None] / 9.0, 10, axis=1)
    probs[:, clan] = share
    gap = np.linalg.norm(superposition_colours(probs, DEFAULT) - DEFAULT.colours[clan], axis=1)
    assert np.diff(gap).max() < 0.02
    assert (np.diff(gap)[share[1:] > 0.35] < 0.0).all()
