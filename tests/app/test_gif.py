"""A GIF loops, keeps rare hues, and sends again only what can be seen to have changed."""

import re
from pathlib import Path

import av
import numpy as np
import pygame
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from sklearn.cluster import KMeans

from seaspirits_game.app.film import write_film
from seaspirits_game.app.gif import COLOURS, Histogram, Still
from seaspirits_game.render.palette import PALETTES_BY_NAME

SIZE = (160, 96)
WATER = np.array([[14, 106, 120], [3, 17, 32]], np.float64)
LONG = 80
"""Frames in which any error that is left has been renewed."""


def water(size: tuple[int, int] = SIZE, deeper: float = 0.0) -> np.ndarray:
    """(H, W, 3) a gradient from top to bottom."""
    share = np.linspace(0.0, 1.0, size[1])[:, None, None]
    colours = WATER[0] + share * (WATER[1] - WATER[0])
    return np.repeat(np.rint(colours * (1.0 - deeper)), size[0], axis=1).astype(np.uint8)


def surface_of(picture: np.ndarray) -> pygame.Surface:
    return pygame.image.frombytes(picture.tobytes(), picture.shape[1::-1], "RGB")


def read(path: Path) -> list[np.ndarray]:
    with av.open(str(path)) as container:
        return [frame.to_ndarray(format="rgb24").astype(int) for frame in container.decode(video=0)]


@pytest.fixture(scope="module")
def clans(tmp_path_factory):
    """Small patches of all ten hues that wander over slowly deepening water; the pictures, and the file."""
    hues = np.rint(PALETTES_BY_NAME["default"].colours * 255).astype(np.uint8)
    pictures = []
    for index in range(30):
        picture = water(deeper=index / 200)
        for number, hue in enumerate(hues):
            picture[40:44, 10 + 14 * number + index % 7 : 14 + 14 * number + index % 7] = hue
        pictures.append(picture)
    path = tmp_path_factory.mktemp("gif") / "clans.gif"
    write_film(path, map(surface_of, pictures), SIZE)
    return pictures, path


def test_it_loops_forever_at_its_pace(clans):
    pictures, path = clans
    content = path.read_bytes()
    place = content.index(b"NETSCAPE2.0")
    assert content[place + 11 : place + 16] == bytes([3, 1, 0, 0, 0])
    # a graphic control extension for each picture; hundredths of a second
    waits = [int.from_bytes(found[1], "little") for found in re.finditer(rb"\x21\xf9\x04.(..).\x00\x2c", content, re.S)]
    assert len(waits) == len(pictures)
    assert sum(waits) == round(100 * len(pictures) / 15)
    assert set(waits) == {6, 7}
    frames = read(path)
    assert [frame.shape for frame in frames] == [(96, 160, 3)] * len(pictures)


def test_every_clan_keeps_its_hue_though_it_is_rare(clans):
    pictures, path = clans
    for index, shown in enumerate(read(path)):
        for number in range(10):
            left = 10 + 14 * number + index % 7
            patch = shown[40:44, left : left + 4].mean(axis=(0, 1))
            np.testing.assert_allclose(patch, pictures[index][41, left + 1], atol=10)


def test_water_stays_smooth(clans):
    pictures, path = clans
    for shown, picture in zip(read(path), pictures, strict=True):
        rows = np.r_[0:36, 48:96]
        # what dithering mixes is right on the whole, and no pixel is far off
        np.testing.assert_allclose(shown[rows].mean(axis=1), picture[rows].mean(axis=1), atol=8)
        assert np.abs(shown[rows] - picture[rows]).max() < 24


def test_the_first_and_the_last_frame_are_whole(clans):
    pictures, path = clans
    frames = read(path)
    assert not np.array_equal(frames[0], frames[-1])
    for shown, picture in ((frames[0], pictures[0]), (frames[-1], pictures[-1])):
        assert np.abs(shown - picture).mean() < 4


pictures = hnp.arrays(np.uint8, (5, 7, 3))


@given(pictures, pictures)
def test_a_change_that_lasts_is_shown_at_last(before, after):
    still = Still((7, 5))
    still.rested(before)
    for _ in range(LONG):
        shown = still.rested(after)
    np.testing.assert_array_equal(shown, after)


@given(st.lists(pictures, min_size=2, max_size=6))
def test_no_pixel_is_ever_far_off(film):
    still = Still((7, 5))
    for picture in film:
        shown = still.rested(picture).astype(int)
        error = np.abs(shown - picture).max(axis=2)
        brightest = np.maximum(shown, picture).max(axis=2)
        assert (error <= 1.5 * (6.0 + 0.2 * brightest)).all()


@given(pictures)
def test_what_rests_costs_nothing(picture):
    still = Still((7, 5))
    first = still.rested(picture).copy()
    np.testing.assert_array_equal(still.rested(picture), first)
    np.testing.assert_array_equal(first, picture)


def test_a_fading_ghost_leaves_no_contours():
    """Neighbours are renewed at different times."""
    still = Still((16, 16))
    still.rested(np.full((16, 16, 3), 60, np.uint8))
    counts = []
    for level in range(59, 39, -1):
        before = still.rested(np.full((16, 16, 3), level + 1, np.uint8)).copy()
        counts.append(int((still.rested(np.full((16, 16, 3), level, np.uint8)) != before).any(axis=2).sum()))
    assert max(counts) < 0.5 * 256
    assert sum(counts) > 0


@given(st.lists(st.tuples(*[st.integers(0, 255)] * 3), min_size=1, max_size=40, unique=True))
def test_few_colours_are_all_kept(colours):
    histogram = Histogram()
    picture = np.array(colours, np.uint8)[None]
    histogram.add(picture)
    cells = {tuple(value >> 3 for value in colour) for colour in colours}
    palette = histogram.palette()
    assert len(palette) == len(cells)
    worst = np.abs(picture[0][:, None].astype(int) - palette[None]).max(axis=2).min(axis=1).max()
    assert worst <= 8  # a cell's width


@settings(max_examples=10)
@given(st.integers(0, 2**32 - 1), st.integers(2, 24))
def test_palettes_are_as_good_as_those_of_scikit_learn(seed, colours):
    rng = np.random.default_rng(seed)
    blobs = rng.integers(30, 226, (12, 3))
    picture = (blobs[rng.integers(0, 12, (40, 40))] + rng.normal(0, 12, (40, 40, 3))).clip(0, 255).astype(np.uint8)
    histogram = Histogram()
    histogram.add(picture)
    palette = histogram.palette(colours).astype(np.float64)
    assert len(palette) <= colours

    flat = picture.reshape(-1, 3)
    _, cell, counts = np.unique(flat >> 3, axis=0, return_inverse=True, return_counts=True)
    means = np.stack([np.bincount(cell.ravel(), flat[:, c]) / counts for c in range(3)], axis=1)
    weights = counts**0.45
    oracle = KMeans(min(colours, len(means)), n_init=5, random_state=0).fit(means, sample_weight=weights)
    errors = np.square(means[:, None] - palette[None]).sum(axis=2).min(axis=1)
    assert (weights * errors).sum() <= 1.5 * oracle.inertia_ + len(means)


def test_a_full_palette_leaves_room_for_as_before():
    histogram = Histogram()
    rng = np.random.default_rng(3)
    histogram.add(rng.integers(0, 256, (200, 200, 3), dtype=np.uint8))
    histogram.add(rng.integers(0, 256, (200, 200, 3), dtype=np.uint8))
    assert histogram.pictures == 2
    assert 200 < len(histogram.palette()) <= COLOURS == 255
