"""A sample's picture is bright where the sample is, whatever its shape and values."""

import numpy as np
import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from seaspirits_game.core.arrays import F32
from seaspirits_game.render.ui.ink import FOAM
from seaspirits_game.render.ui.patches import picture_patch, plane_patch

odd = st.floats(allow_nan=True, allow_infinity=True, width=32)


def light(surface: pygame.Surface) -> F32:
    """(h, w)"""
    return pygame.surfarray.array3d(surface).astype(np.float32).sum(axis=2).T


@pytest.mark.parametrize("cell", [(1, 1), (2, 6), (7, 3)])
@pytest.mark.parametrize("size", [60, 150, 301])
def test_the_bright_cell_is_where_the_sample_has_it(cell: tuple[int, int], size: int) -> None:
    pixels = np.zeros((8, 8), np.float32)
    pixels[cell] = 16.0
    surface = picture_patch(pixels.ravel(), (8, 8), size, FOAM)
    assert surface.get_size() == (size, size)
    row, column = np.unravel_index(light(surface).argmax(), (size, size))
    assert (row + 0.5) / size * 8 == pytest.approx(cell[0] + 0.5, abs=0.5)
    assert (column + 0.5) / size * 8 == pytest.approx(cell[1] + 0.5, abs=0.5)


def test_a_picture_that_is_not_square_is_not_stretched() -> None:
    """Four rows and eight columns: the rows above and below are dark."""
    drawn = light(picture_patch(np.ones(32, np.float32), (4, 8), 160, FOAM))
    assert drawn[20:30, 20:140].max() < 0.4 * drawn[70:90, 20:140].min()


@given(arrays.arrays(np.float32, 12, elements=odd))
def test_odd_values_do_no_harm(values: F32) -> None:
    with np.errstate(over="ignore"):
        surface = picture_patch(values, (3, 4), 40, FOAM)
    assert surface.get_size() == (40, 40)


def test_nothing_is_dark() -> None:
    dark = light(picture_patch(np.zeros(64, np.float32), (8, 8), 100, FOAM))[10:-10, 10:-10]
    assert dark.max() < 120


def test_corners_are_clear_and_the_frame_is_there() -> None:
    alpha = pygame.surfarray.array_alpha(picture_patch(np.zeros(64, np.float32), (8, 8), 100, FOAM))
    assert alpha[0, 0] == alpha[-1, -1] == 0
    assert alpha[50, 50] == 255
    assert alpha[50, 0] > 200


def test_the_chosen_sample_is_ringed_where_it_lies() -> None:
    inputs = np.array([[0.0, 0.0], [10.0, 5.0], [4.0, 4.0]], np.float32)
    colours = np.tile(np.array([0.3, 0.6, 0.6], np.float32), (3, 1))
    for sample, (x, y) in enumerate([(0.08, 0.92), (0.92, 0.08), (0.416, 0.248)]):
        drawn = light(plane_patch(inputs, sample, colours, 200))
        row, column = np.nonzero(drawn > 0.9 * drawn.max())
        assert column.mean() / 200 == pytest.approx(x, abs=0.02)
        assert row.mean() / 200 == pytest.approx(y, abs=0.02)


@pytest.mark.parametrize("count", [1, 2, 20_000])
@pytest.mark.parametrize("features", [1, 2, 7])
def test_any_number_of_samples_and_features(count: int, features: int) -> None:
    inputs = np.random.default_rng(0).normal(size=(count, features)).astype(np.float32)
    surface = plane_patch(inputs, count - 1, np.ones((count, 3), np.float32), 120)
    assert surface.get_size() == (120, 120)
    assert light(surface).max() > 600


def test_crowds_keep_their_hue() -> None:
    """Twenty thousand samples of one clan in one place are as red as one, not white."""
    inputs = np.concatenate([np.zeros((20_000, 2)), np.ones((1, 2))]).astype(np.float32)
    colours = np.tile(np.array([0.9, 0.3, 0.2], np.float32), (20_001, 1))
    crowd = pygame.surfarray.array3d(plane_patch(inputs, 20_000, colours, 100))[8, 91].astype(int)
    assert crowd[0] > 120
    assert crowd[0] > 1.6 * crowd[1]
