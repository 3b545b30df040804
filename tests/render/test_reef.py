"""Reefs of sea-pens: heights where they should be, light only where pens are, and memory that ends."""

import numpy as np
import pygame
import pytest

from seaspirits_game.render import pens as pens_module
from seaspirits_game.render.pens import HUES, LIGHTS, SWAYS, Pens, PenSize, hue_colour
from seaspirits_game.render.reef import Ground, Reef, ReefFrame, scale_of


def ground(hanging: bool = False) -> Ground:
    return Ground(60, 480, 40 if hanging else 300, 220, 30, hanging, 0.8)


def frame_of(reef: Reef, height: np.ndarray, light: float = 1.0, lift: float = 0.0, sharp: bool = True) -> ReefFrame:
    n = len(height)
    x = np.array([reef.x_of(place) for place in range(n)])
    return ReefFrame(x, height, np.full(n, lift), np.full(n, sharp), np.full(n, light))


def drawn(reef: Reef, frame: ReefFrame, time_s: float = 0.0) -> np.ndarray:
    surface = pygame.Surface((600, 360), 0, 32)
    reef.draw(surface, frame, time_s)
    return pygame.surfarray.array3d(surface).astype(int)


@pytest.mark.parametrize("hanging", [False, True])
def test_tips_are_as_high_as_the_scale_says(hanging: bool) -> None:
    reef = Reef(ground(hanging), 6, 0.0)
    heights = np.array([0.2, 0.4, 0.6, 0.8, 0.9, 1.0])
    pixels = drawn(reef, frame_of(reef, heights))
    for place, height in enumerate(heights.tolist()):
        x = round(reef.x_of(place))
        column = pixels[x - 3 : x + 4].sum(axis=(0, 2))
        bright = np.flatnonzero(column > 0.6 * column.max())
        tip = bright.max() if hanging else bright.min()
        assert abs(tip - reef.tip_y(height)) <= 9, place


def test_a_mirrored_reef_is_the_same_upside_down() -> None:
    size = PenSize(20, 200, 0)
    up, down = Pens(size), Pens(PenSize(20, 200, 0, hanging=True))
    first = pygame.surfarray.array3d(up.sprite(5, 9, 1, True))
    second = pygame.surfarray.array3d(down.sprite(5, 9, 1, True))
    assert np.array_equal(first, second[:, ::-1])


def test_brighter_is_brighter_and_asleep_is_dim() -> None:
    reef = Reef(ground(), 4, 0.0)
    totals = [drawn(reef, frame_of(reef, np.full(4, 0.7), light)).sum() for light in (0.0, 0.15, 0.3, 0.6, 1.0, 1.3)]
    assert totals == sorted(totals)
    assert totals[-1] > 3 * totals[1]


def test_taller_pens_have_lighter_hues() -> None:
    luminance = [np.dot(hue_colour(share), (0.2126, 0.7152, 0.0722)) for share in np.linspace(0, 1, HUES)]
    assert (np.diff(luminance) > 0).all()


def test_murk_hides_the_tip() -> None:
    """In murk light fades over twice the blur instead of ending at a tip."""
    size = PenSize(24, 240, 40)
    pens = Pens(size)
    middle = pens.sprite_width // 2
    profiles = {}
    for sharp in (True, False):
        pixels = pygame.surfarray.array3d(pens.sprite(10, LIGHTS - 1, SWAYS // 2, sharp)).astype(float)
        profiles[sharp] = pixels[middle - 2 : middle + 3].sum(axis=(0, 2))
    slopes = {sharp: np.abs(np.diff(profile)).max() / profile.max() for sharp, profile in profiles.items()}
    assert slopes[False] < 0.5 * slopes[True]


@pytest.mark.parametrize("murk", [0.0, 0.1, 0.4])
def test_the_scale_keeps_order_and_bounds(murk: float) -> None:
    seen = np.linspace(-2, 3, 101)
    scaled = scale_of(seen, murk)
    assert (np.diff(scaled) >= 0).all()
    assert scaled.min() == pytest.approx(0.13)
    assert scaled.max() == pytest.approx(1.0)


def test_places_and_pixels_agree() -> None:
    reef = Reef(ground(), 48, 0.0)
    assert [reef.place_at(reef.x_of(place)) for place in range(48)] == list(range(48))
    assert reef.place_at(59) is None
    assert reef.place_at(60 + 480) is None


def test_swimming_pens_leave_the_ground_and_fade_at_their_feet() -> None:
    reef = Reef(ground(), 4, 0.0)
    rooted = drawn(reef, frame_of(reef, np.full(4, 0.6)))
    swimming = drawn(reef, frame_of(reef, np.full(4, 0.6), lift=1.0))
    x = round(reef.x_of(1))
    above = slice(reef.ground.y - 30, reef.ground.y - 12)
    assert swimming[x - 8 : x + 9, above].sum() < 0.4 * rooted[x - 8 : x + 9, above].sum()


def test_the_store_of_templates_is_bounded(monkeypatch) -> None:
    monkeypatch.setattr(pens_module, "_MOST_BYTES", 1 << 20)
    pens = Pens(PenSize(20, 200, 10))
    for hue in range(HUES):
        for light in range(LIGHTS):
            for sway in range(SWAYS):
                pens.sprite(hue, light, sway, True)
    assert pens._weight <= (1 << 20) + 200_000


def test_the_same_moment_gives_the_same_pixels_and_sway_is_slight() -> None:
    reef = Reef(ground(), 8, 0.0)
    frame = frame_of(reef, np.linspace(0.2, 1.0, 8))
    assert np.array_equal(drawn(reef, frame, 1.5), drawn(reef, frame, 1.5))
    assert np.abs(drawn(reef, frame, 0.0) - drawn(reef, frame, 1 / 30)).mean() < 4.0
