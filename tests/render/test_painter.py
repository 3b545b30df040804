"""The painter's promises: every size, any number, the same twice, hues kept, nothing that flashes."""

import colorsys
from dataclasses import replace

import numpy as np
import pygame
import pytest

from seaspirits_game.core.arrays import F32, U8
from seaspirits_game.render.painter import Painter, Quality
from seaspirits_game.render.picture import Line, Ring, SeaPicture, SpiritFrame
from tests.render.golden import assert_matches_golden
from tests.render.seas import DEFAULT, decorated, sea, shoal

SMALL = (480, 270)
SIZES = [(1280, 720), (1920, 1080), (1080, 1920), (3840, 2160)]


def painted(
    picture: SeaPicture, size: tuple[int, int] = SMALL, quality: Quality = "high", painter: Painter | None = None
) -> U8:
    """(width, height, 3) pixels."""
    surface = pygame.Surface(size, 0, 32)
    (painter or Painter(size, quality)).paint(surface, picture)
    return np.asarray(pygame.surfarray.array3d(surface), dtype=np.uint8)


def luminance(pixels: U8) -> F32:
    return np.asarray(pixels @ np.array([0.2126, 0.7152, 0.0722]), dtype=np.float32)


@pytest.mark.parametrize("size", SIZES)
def test_every_size_has_the_same_look(size: tuple[int, int]) -> None:
    """Mean light of the middle square is that of the 1080p picture: sizes are proportional to the shorter side."""

    def middle(of: tuple[int, int]) -> float:
        pixels = painted(sea(shoal(600, of), still=True), of)
        half, x, y = int(0.3 * min(of)), of[0] // 2, of[1] // 2
        return float(luminance(pixels[x - half : x + half, y - half : y + half]).mean())

    assert middle(size) == pytest.approx(middle((1920, 1080)), rel=0.12)


@pytest.mark.parametrize("quality", ["low", "medium", "high"])
@pytest.mark.parametrize("count", [0, 1, 20_000])
def test_any_number_of_spirits(count: int, quality: Quality) -> None:
    pixels = painted(sea(shoal(count, SMALL)), quality=quality)
    empty = painted(sea(SpiritFrame.nobody()), quality=quality)
    assert empty.max() > 60  # the water alone is no black screen
    assert (pixels != empty).any() == (count > 0)


@pytest.mark.parametrize("trails", [0, 1, 6])
def test_any_length_of_trail(trails: int) -> None:
    assert painted(sea(shoal(50, SMALL, trails=trails))).max() > 100


def test_the_same_picture_twice_is_the_same_pixels() -> None:
    """Also after other pictures in between, and from another painter."""
    painter = Painter(SMALL)
    picture = decorated(shoal(400, SMALL), SMALL)
    first = painted(picture, painter=painter)
    painted(sea(shoal(900, SMALL, clan=3), time_s=9.0), painter=painter)
    np.testing.assert_array_equal(painted(picture, painter=painter), first)
    np.testing.assert_array_equal(painted(picture), first)


@pytest.mark.parametrize("clan", range(10))
def test_a_dense_clan_keeps_its_hue(clan: int) -> None:
    size = (960, 540)
    spirits = replace(shoal(1500, size, clan=clan, spread=0.09), depth01=np.full(1500, 0.3, np.float32))
    pixels = painted(sea(spirits, still=True), size)
    water = painted(sea(SpiritFrame.nobody(), still=True), size)
    heart = pixels[430:530, 220:320].reshape(-1, 3)
    assert (heart.min(axis=1) >= 252).mean() < 0.01
    assert (pixels.reshape(-1, 3).min(axis=1) >= 252).mean() < 0.001
    light = np.clip(heart.astype(int) - water[430:530, 220:320].reshape(-1, 3), 0, 255).mean(axis=0) / 255.0
    hue, saturation, _ = colorsys.rgb_to_hsv(*light.tolist())
    wanted, pure, _ = colorsys.rgb_to_hsv(*DEFAULT.colours[clan].tolist())
    away = abs(hue - wanted)
    assert min(away, 1 - away) < 0.07
    assert saturation > 0.6 * pure


def test_denser_is_brighter_but_never_white() -> None:
    mean = [luminance(painted(sea(shoal(count, SMALL, clan=4, spread=0.2)))).mean() for count in (30, 200, 2000)]
    assert mean[0] < mean[1] < mean[2]
    assert (painted(sea(shoal(8000, SMALL, clan=4, spread=0.2))).reshape(-1, 3).min(axis=1) >= 252).mean() < 0.01


def test_far_spirits_are_dimmer_and_bluer() -> None:
    one = replace(shoal(1, SMALL, clan=5, spread=0.0), scale=np.ones(1, np.float32))
    water = painted(sea(SpiritFrame.nobody(), still=True)).astype(int)
    light = []
    for depth in (0.0, 1.0):
        spirit = replace(one, depth01=np.full(1, depth, np.float32))
        light.append((painted(sea(spirit, still=True)).astype(int) - water).clip(0).sum(axis=(0, 1)))
    near, far = light
    assert far.sum() < 0.5 * near.sum()
    assert far[2] / far.sum() > near[2] / near.sum()


def test_hidden_spirits_leave_no_trace() -> None:
    hidden = replace(shoal(300, SMALL), brightness=np.zeros(300, np.float32))
    np.testing.assert_array_equal(painted(sea(hidden)), painted(sea(SpiritFrame.nobody())))


def test_still_water_stands_still() -> None:
    spirits = shoal(300, SMALL, flicker=1.0)
    painter = Painter(SMALL)
    first = painted(sea(spirits, 1.0, still=True), painter=painter)
    np.testing.assert_array_equal(painted(sea(spirits, 77.3, still=True), painter=painter), first)
    assert (painted(sea(spirits, 77.3), painter=painter) != first).any()


def test_nothing_flashes() -> None:
    """Ten seconds at 30 frames: the whole changes slowly, and no patch has much light in changes above 3 Hz.

    Source: WCAG 2.2, success criterion 2.3.1 (three flashes).
    """
    painter = Painter(SMALL)
    spirits = shoal(200, SMALL, flicker=1.0)
    frames = np.stack([luminance(painted(sea(spirits, k / 30), painter=painter)) for k in range(300)])
    whole = frames.mean(axis=(1, 2))
    assert np.abs(whole[3:] - whole[:-3]).max() < 0.02 * whole.mean()  # per 100 ms
    patches = frames.reshape(300, 24, 20, 15, 18).mean(axis=(2, 4)).reshape(300, -1)
    spectrum = np.abs(np.fft.rfft(patches - patches.mean(axis=0), axis=0)) * 2 / 300
    fast = np.fft.rfftfreq(300, 1 / 30) > 3.0
    assert spectrum[fast].max() < 1.5  # of 255
    assert np.ptp(whole) > 0.0  # and yet it lives


def test_wrongly_sure_spirits_turn_red_violet() -> None:
    spirits = shoal(400, SMALL, clan=0, spread=0.2)
    right = painted(sea(spirits)).astype(int).sum(axis=(0, 1))
    wrong = painted(sea(replace(spirits, flicker=np.ones(400, np.float32)))).astype(int).sum(axis=(0, 1))
    assert wrong[0] > right[0]
    assert wrong[1] < right[1]


def test_places_that_are_not_on_the_screen_do_no_harm() -> None:
    spirits = shoal(6, SMALL)
    xy = np.array([[-1e7, 5], [1e7, 1e7], [-20, -20], [480, 270], [240, 1e9], [-5, 100]], np.float32)
    far = replace(spirits, xy=xy, trail_xy=np.repeat(xy[None], 5, axis=0))
    lines = (
        Line(np.array([[-1e6, 10], [1e6, 12]], np.float32), (1.0, 1.0, 1.0), 0.3, 1.0),
        Line(np.array([[5, 5], [5, 5]], np.float32), (1.0, 1.0, 1.0), 0.3, 1.0),
        Line(np.array([[5, 5]], np.float32), (1.0, 1.0, 1.0), 0.3, 1.0),
    )
    rings = (Ring(-500.0, 0.0, 20.0, (1.0, 1.0, 1.0), 1.0), Ring(0.0, 0.0, 20.0, (1.0, 1.0, 1.0), 1.0))
    assert painted(SeaPicture(far, lines, rings, 0.5, 1.0, False)).max() > 60


def test_signs_differ() -> None:
    spirits = replace(shoal(1, (960, 960), clan=0, spread=0.0), scale=np.full(1, 2.0, np.float32))
    drawn = [
        painted(sea(replace(spirits, glyph=np.array([sign])), still=True), (960, 960))[460:500, 460:500].tobytes()
        for sign in range(20)
    ]
    assert len(set(drawn)) == 20


def test_deeper_water_is_darker() -> None:
    shallow, deep = (luminance(painted(sea(SpiritFrame.nobody(), depth01=depth))).mean() for depth in (0.0, 1.0))
    assert deep < 0.8 * shallow


def test_water_has_no_bands() -> None:
    """A smooth gradient changes by single steps: no two neighbouring rows differ by more, away from rays and snow."""
    surface = pygame.Surface((960, 540), 0, 32)
    Painter((960, 540), "low").paint(surface, sea(SpiritFrame.nobody(), still=True))
    column = pygame.surfarray.array3d(surface)[:, 300:].mean(axis=0)
    assert np.abs(np.diff(column, axis=0)).max() < 1.0


def test_a_painter_can_be_resized() -> None:
    painter = Painter((1920, 1080))
    painter.resize(SMALL)
    np.testing.assert_array_equal(painted(sea(shoal(50, SMALL)), painter=painter), painted(sea(shoal(50, SMALL))))


@pytest.mark.parametrize("name", ["spirits", "signs", "water"])
def test_golden(name: str) -> None:
    size = (1280, 720)
    picture = {
        "spirits": decorated(shoal(1200, size), size),
        "signs": sea(shoal(120, size, glyphs=True)),
        "water": sea(SpiritFrame.nobody()),
    }[name]
    surface = pygame.Surface(size, 0, 32)
    Painter(size).paint(surface, picture)
    assert_matches_golden(surface, f"painter_{name}")
