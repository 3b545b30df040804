"""Every sign draws something inside its square, is sharp at every size, and is like no other."""

from itertools import combinations

import numpy as np
import pygame
import pytest

from seaspirits_game.core.arrays import F32
from seaspirits_game.render.ui.icons import ICONS_BY_NAME, Pen
from seaspirits_game.render.ui.surfaces import reduced

COLOUR = (242, 182, 91)


def cover(name: str, side: int) -> F32:
    surface = reduced((side, side), lambda canvas, _: ICONS_BY_NAME[name](Pen(canvas, COLOUR)), COLOUR)
    return pygame.surfarray.array_alpha(surface).astype(np.float32) / 255.0


@pytest.mark.parametrize("side", [20, 36, 50, 120])
@pytest.mark.parametrize("name", ICONS_BY_NAME)
def test_a_sign_lies_inside_the_circle_of_its_button(name: str, side: int) -> None:
    drawn = cover(name, side)
    assert 0.02 < drawn.mean() < 0.3
    x, y = np.nonzero(drawn > 0.05)
    assert np.hypot(x + 0.5 - side / 2, y + 0.5 - side / 2).max() < 0.45 * side
    assert drawn.max() > 0.7


@pytest.mark.parametrize("name", ICONS_BY_NAME)
def test_a_sign_is_in_the_middle(name: str) -> None:
    x, y = np.nonzero(cover(name, 120) > 0.5)
    assert abs((x.min() + x.max() + 1) / 2 - 60) < 8
    assert abs((y.min() + y.max() + 1) / 2 - 60) < 8


@pytest.mark.parametrize("name", ICONS_BY_NAME)
def test_a_sign_is_the_same_at_every_size(name: str) -> None:
    large = pygame.surfarray.make_surface((np.repeat(cover(name, 120)[..., None], 3, axis=2) * 255).astype(np.uint8))
    small = pygame.surfarray.array3d(pygame.transform.smoothscale(large, (30, 30)))[..., 0] / 255.0
    assert np.abs(small - cover(name, 30)).mean() < 0.03


def test_no_two_signs_are_alike() -> None:
    drawn = {name: cover(name, 48) for name in ICONS_BY_NAME}
    for one, other in combinations(drawn, 2):
        assert np.abs(drawn[one] - drawn[other]).sum() > 0.25 * min(drawn[one].sum(), drawn[other].sum()), (one, other)
