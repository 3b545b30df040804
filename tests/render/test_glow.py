"""Gathered light is neither lost nor invented, and compression keeps its hue."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.core.arrays import F32
from seaspirits_game.render.glow import LightField

WIDTH, HEIGHT = 61, 37
NO_TRAIL = np.zeros((0, 1, 2), np.float32)
NO_FADE = np.zeros(0, np.float32)
HALF = np.full(1, 0.5, np.float32)


def field(x: float, y: float, rgb: tuple[float, float, float], wide: float = 0.0) -> F32:
    """(3, HEIGHT, WIDTH) light of one point, before compression: over black, under a ceiling far above it."""
    light = LightField(WIDTH, HEIGHT)
    place = np.array([[x, y]], np.float32)
    light.gather(place, np.array(rgb, np.float32)[:, None], NO_TRAIL, NO_FADE, HALF)
    light.spread(wide)
    light.strength_at(place)
    return light.over(np.zeros((3, HEIGHT, WIDTH), np.float32), 1e9).copy()


@given(st.floats(20.0, 40.0), st.floats(14.0, 22.0))
def test_a_halo_holds_all_light_and_lies_about_its_point(x: float, y: float) -> None:
    light = field(x, y, (90.0, 40.0, 10.0))
    np.testing.assert_allclose(light.sum(axis=(1, 2)), [90.0, 40.0, 10.0], rtol=1e-3)
    across, down = light[0].sum(axis=0) / 90.0, light[0].sum(axis=1) / 90.0
    assert across @ np.arange(WIDTH) == pytest.approx(x, abs=0.01)
    assert down @ np.arange(HEIGHT) == pytest.approx(y, abs=0.01)


def test_the_wide_glow_adds_its_share_softly() -> None:
    plain, wide = field(30.0, 18.0, (60.0, 60.0, 60.0)), field(30.0, 18.0, (60.0, 60.0, 60.0), wide=0.5)
    assert plain.sum() < wide.sum() <= 1.5 * plain.sum() * 1.001
    assert wide[0, 18, 42] > 0.0 == plain[0, 18, 42]


@pytest.mark.parametrize("place", [(-500.0, 5.0), (5.0, 900.0), (1e9, 1e9)])
def test_far_outside_nothing_shines_in(place: tuple[float, float]) -> None:
    assert field(*place, (90.0, 90.0, 90.0)).max() == 0.0


def test_just_outside_a_halo_still_reaches_in_and_only_there() -> None:
    light = field(-2.0, 18.0, (90.0, 90.0, 90.0))
    assert light[0, 18, 0] > 0.0
    assert light[0, :, WIDTH // 2 :].max() == 0.0


def test_a_trail_shines_where_it_was() -> None:
    light = LightField(WIDTH, HEIGHT)
    here, before = np.array([[40.0, 18.0]], np.float32), np.array([[[20.0, 18.0]]], np.float32)
    light.gather(here, np.full((3, 1), 80.0, np.float32), before, np.array([0.5], np.float32), HALF)
    light.spread(0.0)
    at = light.strength_at(np.array([[40.0, 18.0], [20.0, 18.0], [30.0, 5.0]], np.float32))
    assert at[0] == pytest.approx(2 * at[1], rel=0.02)
    assert at[2] == 0.0


@given(st.floats(1.0, 1e6), st.tuples(*[st.floats(0.05, 1.0)] * 3))
def test_compression_keeps_hue_and_ceiling(gain: float, rgb: tuple[float, float, float]) -> None:
    light = LightField(WIDTH, HEIGHT)
    place = np.array([[30.0, 18.0]], np.float32)
    light.gather(place, np.array(rgb, np.float32)[:, None] * np.float32(gain), NO_TRAIL, NO_FADE, HALF)
    light.spread(0.0)
    light.strength_at(place)
    shown = light.over(np.zeros((3, HEIGHT, WIDTH), np.float32), 150.0)
    assert shown.max() <= 150.0 * 1.0001
    peak = shown[:, 18, 30]
    np.testing.assert_allclose(peak / peak.max(), np.array(rgb) / max(rgb), atol=1e-3)


def test_enriching_takes_grey_away() -> None:
    light = LightField(WIDTH, HEIGHT)
    place = np.array([[30.0, 18.0]], np.float32)
    light.gather(place, np.array([[90.0], [60.0], [60.0]], np.float32), NO_TRAIL, NO_FADE, HALF)
    light.enrich(0.5)
    light.strength_at(place)
    shown = light.over(np.zeros((3, HEIGHT, WIDTH), np.float32), 1e9)
    np.testing.assert_allclose(shown[:, 18, 30], [60.0, 30.0, 30.0], rtol=1e-4)
