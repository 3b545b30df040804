"""Shapes are where and what was asked for, as bright as asked for, and their store is bounded."""

import numpy as np
import pygame
import pytest

from seaspirits_game.render.ui.ink import BRASS, FOAM, LAMP
from seaspirits_game.render.ui.shapes import Shapes, bytes_of, disc, glass_panel, hairline, lamp, ring
from tests.render.ui.pixels import canvas, changed, pixels


@pytest.fixture
def shapes() -> Shapes:
    return Shapes()


def draw_all(shapes: Shapes, surface: pygame.Surface, opacity: float) -> None:
    glass_panel(shapes, surface, pygame.Rect(10, 10, 90, 60), 12, opacity)
    disc(shapes, surface, (150, 50), 9, LAMP, opacity)
    ring(shapes, surface, (200, 50), 14, FOAM, 2.0, opacity)
    lamp(shapes, surface, (260, 50), 7, LAMP, opacity)
    hairline(surface, (20, 120), (90, 120), BRASS, opacity)
    hairline(surface, (120, 120), (190, 150), BRASS, opacity)


def test_what_is_clear_draws_nothing(shapes: Shapes) -> None:
    surface = canvas()
    draw_all(shapes, surface, 0.0)
    assert changed(surface).size == (0, 0)


def test_opacity_mixes_straight(shapes: Shapes) -> None:
    """Half as opaque is half way from the water to the shape, everywhere."""
    water = (20, 120, 140)
    drawn = []
    for opacity in (0.5, 1.0):
        surface = canvas((320, 180), water)
        draw_all(shapes, surface, opacity)
        drawn.append(pixels(surface).astype(float) - np.array(water))
    np.testing.assert_allclose(drawn[0], drawn[1] * 0.5, atol=3.0)


@pytest.mark.parametrize("radius", [1, 4, 9, 30])
def test_a_disc_and_a_ring_lie_about_their_centre(shapes: Shapes, radius: int) -> None:
    for draw in (
        lambda s: disc(shapes, s, (100, 80), radius, FOAM),
        lambda s: ring(shapes, s, (100, 80), radius, FOAM, 1.5),
    ):
        surface = canvas()
        draw(surface)
        box = changed(surface)
        assert abs(box.left + box.right - 200) <= 1
        assert abs(box.top + box.bottom - 160) <= 1
        assert abs(box.width - 2 * radius) <= 2


def test_a_ring_is_hollow(shapes: Shapes) -> None:
    surface = canvas()
    ring(shapes, surface, (100, 80), 20, FOAM, 2.0)
    assert pixels(surface)[100, 80].max() == 0
    assert pixels(surface)[100 + 19, 80].max() > 200


def test_a_lamp_is_white_hot_and_fades_outward(shapes: Shapes) -> None:
    surface = canvas()
    lamp(shapes, surface, (100, 100), 8, LAMP)
    light = pixels(surface)[100:140, 100].astype(int).sum(axis=1)
    assert (np.diff(light) <= 0).all()
    assert light[0] > sum(LAMP)
    assert light[28] <= 3  # the halo ends within its picture, not at its edge


def test_a_pane_fills_its_rect_with_round_corners(shapes: Shapes) -> None:
    surface, rect = canvas(colour=(90, 160, 170)), pygame.Rect(20, 30, 200, 140)
    glass_panel(shapes, surface, rect, 18)
    assert changed(surface, (90, 160, 170)) == rect
    assert pixels(surface)[20, 30].tolist() == [90, 160, 170]  # the corner itself is outside
    assert pixels(surface)[120, 100].sum() < 160


@pytest.mark.parametrize("size", [(1, 1), (7, 30), (46, 46), (160, 46), (61, 400), (900, 60), (1700, 950)])
def test_panes_of_any_size(shapes: Shapes, size: tuple[int, int]) -> None:
    surface = canvas((1800, 1000), (90, 160, 170))
    glass_panel(shapes, surface, pygame.Rect((40, 20), size), 18)
    box = changed(surface, (90, 160, 170))
    assert pygame.Rect((40, 20), size).contains(box)
    assert abs(box.width - size[0]) <= 1
    assert abs(box.height - size[1]) <= 1


def test_large_panes_have_no_seams() -> None:
    """Rows and columns next to where corners meet the stretched middle differ no more than any others."""
    surface, rect = canvas((500, 400), (90, 160, 170)), pygame.Rect(0, 0, 500, 400)
    glass_panel(Shapes(), surface, rect, 18)
    inside = pixels(surface)[60:-60, 200:-60].astype(int)
    assert np.abs(np.diff(inside, axis=0)).max() <= 1
    edge = pixels(surface)[30:-30, 0].astype(int)  # the rim along the top
    assert np.abs(np.diff(edge, axis=0)).max() <= 1


def test_a_straight_hairline_is_a_pixel_wide_and_two_at_2160() -> None:
    for size, fine in (((1280, 720), 1), ((1920, 1080), 1), ((3840, 2160), 2)):
        surface = canvas(size)
        hairline(surface, (10, 20), (110, 20), BRASS, 1.0)
        hairline(surface, (10, 50), (10, 90), BRASS, 1.0)
        assert changed(surface.subsurface((0, 0, 200, 40))).size == (100, fine)
        assert changed(surface.subsurface((0, 45, 200, 60))).size == (fine, 40)


@pytest.mark.parametrize(("start", "end"), [((10, 10), (60, 40)), ((60, 10), (10, 40)), ((10, 40), (60, 10))])
def test_a_slanted_hairline_joins_its_ends(start: tuple[int, int], end: tuple[int, int]) -> None:
    surface = canvas((80, 60))
    hairline(surface, start, end, FOAM, 1.0)
    for x, y in (start, end, ((start[0] + end[0]) // 2, (start[1] + end[1]) // 2)):
        assert pixels(surface)[x - 1 : x + 2, y - 1 : y + 2].max() > 100
    other = ((start[0], end[1]), (end[0], start[1]))
    assert all(pixels(surface)[x - 2 : x + 3, y - 2 : y + 3].max() == 0 for x, y in other)


def test_the_store_is_bounded_in_count_and_bytes(shapes: Shapes) -> None:
    surface = canvas((8, 8))
    for radius in range(1, 1200):
        disc(shapes, surface, (4, 4), 1, (radius % 256, radius // 256, 0))
    assert len(shapes) == 1024
    for width in range(40):
        glass_panel(shapes, surface, pygame.Rect(0, 0, 1800 + width, 1000), 18)
    assert shapes.weight <= 32 << 20
    assert len(shapes) == 4


def test_weight_is_what_the_pixels_take() -> None:
    assert bytes_of(pygame.Surface((30, 20), pygame.SRCALPHA)) == 2400


def test_a_shape_is_drawn_once(shapes: Shapes) -> None:
    surface, times = canvas(), []
    for _ in range(5):
        shapes.blit(surface, ("thing",), pygame.Rect(0, 0, 20, 20), lambda *_: times.append(1))
    shapes.blit(surface, ("thing",), pygame.Rect(0, 0, 30, 20), lambda *_: times.append(1))
    assert len(times) == 2
