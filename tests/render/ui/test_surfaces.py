"""Surfaces have the colours that were meant, also at their edges, and need no conversion on the way to the display."""

import numpy as np
import pygame
import pytest

from seaspirits_game.render.ui.surfaces import Patch, from_pixels, ready, reduced
from tests.render.ui.pixels import canvas, pixels

BRASS = (184, 154, 98)


def test_pixels_come_back() -> None:
    rng = np.random.default_rng(0)
    rgb = rng.integers(0, 256, (3, 7, 11)).astype(np.float32)
    alpha = (rng.integers(0, 256, (7, 11)) / 255).astype(np.float32)
    surface = from_pixels(rgb, alpha)
    assert surface.get_size() == (11, 7)
    np.testing.assert_array_equal(pygame.surfarray.array3d(surface), rgb.transpose(2, 1, 0))
    np.testing.assert_allclose(pygame.surfarray.array_alpha(surface).T / 255, alpha, atol=1e-6)


def test_what_is_out_of_range_is_held() -> None:
    surface = from_pixels(np.full((3, 2, 2), 900.0, np.float32), np.full((2, 2), -3.0, np.float32))
    assert pygame.surfarray.array3d(surface).min() == 255
    assert pygame.surfarray.array_alpha(surface).max() == 0


@pytest.mark.parametrize("only", [None, BRASS])
def test_edges_keep_their_colour(only) -> None:
    """No dark fringe: every pixel that is at all covered has the colour of the drawing."""

    def paint(large: pygame.Surface, zoom: float) -> None:
        pygame.draw.line(large, (*BRASS, 255), (3 * zoom, 2 * zoom), (35 * zoom, 27 * zoom), round(1.5 * zoom))

    surface = reduced((40, 30), paint, only)
    alpha = pygame.surfarray.array_alpha(surface)
    assert ((alpha > 40) & (alpha < 215)).any()
    colours = pygame.surfarray.array3d(surface)[alpha > 40].astype(int)
    assert np.abs(colours - np.array(BRASS)).max() <= 4


def test_cover_is_the_share_of_the_pixel() -> None:
    surface = reduced((4, 4), lambda large, zoom: large.fill((255, 255, 255, 255), (0, 0, 1.5 * zoom, 4 * zoom)))
    assert pygame.surfarray.array_alpha(surface)[:, 1].tolist() == pytest.approx([255, 127, 0, 0], abs=2)


@pytest.mark.parametrize("size", [(0, 0), (1, 1), (3000, 2200)])
def test_any_size_can_be_drawn(size: tuple[int, int]) -> None:
    zooms = []
    surface = reduced(size, lambda large, zoom: zooms.append((zoom, large.get_width() * large.get_height())))
    assert surface.get_size() == (max(size[0], 1), max(size[1], 1))
    assert zooms[0][0] >= 1
    assert zooms[0][1] <= max(6 << 20, size[0] * size[1])


def test_ready_surfaces_have_the_displays_format(monkeypatch: pytest.MonkeyPatch) -> None:
    surface = pygame.Surface((5, 5), pygame.SRCALPHA)
    surface.fill((10, 200, 90, 128))
    pygame.display.quit()
    assert ready(surface) is surface
    pygame.display.init()
    pygame.display.set_mode((64, 64))
    try:
        assert ready(surface).get_masks() == surface.convert_alpha().get_masks()
        coarse = pygame.Surface((64, 64), 0, 16)
        monkeypatch.setattr(pygame.display, "get_surface", lambda: coarse)
        assert ready(surface) is not surface
        assert tuple(ready(surface).get_at((2, 2))) == (10, 200, 90, 128)
    finally:
        pygame.display.quit()


def test_a_patch_fades_to_what_is_under_it_and_not_to_black() -> None:
    surface = canvas((60, 40), (200, 200, 200))
    patch = Patch(surface, pygame.Rect(10, 10, 20, 20))
    patch.canvas.fill((200, 0, 0))
    patch.lay(0.25)
    drawn = pixels(surface)
    assert drawn[15, 15].tolist() == pytest.approx([200, 150, 150], abs=2)
    assert drawn[5, 5].tolist() == [200, 200, 200]


@pytest.mark.parametrize("place", [(-15, -15), (50, 30), (500, 500)])
def test_a_patch_that_leaves_the_surface_is_cut(place: tuple[int, int]) -> None:
    surface = canvas((60, 40))
    patch = Patch(surface, pygame.Rect(*place, 20, 20))
    patch.canvas.fill((255, 255, 255))
    patch.lay(1.0)
    expected = pygame.Rect(*place, 20, 20).clip(surface.get_rect())
    assert (pixels(surface)[..., 0] == 255).sum() == expected.width * expected.height
    if expected.size != (0, 0):
        assert patch.local([expected.topleft]) == [(0, 0)]
