"""Forms cover the area that they have, and lie over one another as glass does."""

import numpy as np
import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.render.ui.plate import Plate, covered, to_rounded, to_segment

places = st.floats(-20.0, 20.0)


@given(st.floats(3.0, 18.0))
def test_a_disc_has_the_area_of_a_disc(radius: float) -> None:
    plate = Plate(40, 40, (20, 20))
    assert covered(np.hypot(plate.x, plate.y) - radius).sum() == pytest.approx(np.pi * radius**2, rel=0.02)


@given(st.floats(12.0, 36.0), st.floats(12.0, 36.0), st.floats(0.0, 6.0))
def test_a_rounded_rectangle_has_its_area(width: float, height: float, corner: float) -> None:
    plate = Plate(40, 40, (20, 20))
    area = covered(to_rounded(plate.x, plate.y, width, height, corner)).sum()
    assert area == pytest.approx(width * height - (4 - np.pi) * corner**2, rel=0.02)


@given(places, places, places, places, places, places)
def test_the_distance_to_a_segment_is_the_least(x, y, from_x, from_y, to_x, to_y) -> None:
    gap, share = to_segment(np.array([[x]]), np.array([[y]]), (from_x, from_y), (to_x, to_y))
    along = np.linspace(0.0, 1.0, 4001)
    least = np.hypot(from_x + along * (to_x - from_x) - x, from_y + along * (to_y - from_y) - y).min()
    assert gap[0, 0] == pytest.approx(least, abs=0.02)
    assert 0.0 <= share[0, 0] <= 1.0


def test_forms_lie_over_one_another() -> None:
    plate = Plate(2, 1)
    plate.lay(np.full((1, 2), 0.5, np.float32), (200, 100, 0))
    plate.lay(np.array([[0.5, 0.0]], np.float32), (0, 100, 200))
    surface = plate.surface()
    assert tuple(surface.get_at((1, 0))) == pytest.approx((200, 100, 0, 128), abs=1)
    # over: alpha 1 - 0.5², colours weighted 0.25 to 0.5
    assert tuple(surface.get_at((0, 0))) == pytest.approx((67, 100, 133, 191), abs=1)


def test_what_is_clear_stays_clear() -> None:
    plate = Plate(3, 3)
    plate.lay(np.zeros((3, 3), np.float32), (255, 255, 255))
    assert pygame.surfarray.array_alpha(plate.surface()).max() == 0
