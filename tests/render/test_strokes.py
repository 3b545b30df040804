"""Lines of light: as bright as asked, as long as asked, smooth, and gone in the next frame."""

import numpy as np
import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.core.arrays import F32
from seaspirits_game.render.picture import Line
from seaspirits_game.render.strokes import Strokes

SIZE = (120, 90)
PURE = (0.0, 1.0, 0.0)


def drawn(*lines: Line, unit: float = 1.0) -> F32:
    """(width, height) green light of lines on black."""
    surface = pygame.Surface(SIZE, 0, 32)
    Strokes(SIZE, unit).draw(surface, lines)
    return np.asarray(pygame.surfarray.array_green(surface), dtype=np.float32)


def line(*points: tuple[float, float], opacity: float = 1.0, width: float = 1.0) -> Line:
    return Line(np.array(points, np.float32), PURE, opacity, width)


@given(st.tuples(st.floats(10, 110), st.floats(10, 80)), st.tuples(st.floats(10, 110), st.floats(10, 80)))
def test_a_line_holds_the_light_of_its_length(start: tuple[float, float], end: tuple[float, float]) -> None:
    longer = max(abs(end[0] - start[0]), abs(end[1] - start[1]))
    assert drawn(line(start, end)).sum() / 255.0 == pytest.approx(longer, rel=0.06, abs=1.6)


def test_the_exact_place_decides_the_cover() -> None:
    """A level line at a height of 20.25 gives three quarters of its light to row 20 and a quarter to row 21."""
    column = drawn(line((10, 20.25), (100, 20.25)))[50]
    assert column[20] == pytest.approx(0.75 * 255, abs=9)
    assert column[21] == pytest.approx(0.25 * 255, abs=9)
    assert column[19] == column[22] == 0.0


@given(st.floats(0.05, 1.0))
def test_light_is_what_opacity_says_also_where_lines_cross(opacity: float) -> None:
    light = drawn(line((5, 5), (110, 80), opacity=opacity), line((5, 80), (110, 5), opacity=opacity))
    assert light.max() <= 255 * opacity + 1
    assert light.max() >= 255 * opacity * 0.8 - 2


def test_a_wider_line_is_wider() -> None:
    thin, thick = (drawn(line((10, 20), (100, 20), width=width))[50] for width in (1.0, 3.0))
    assert thick.sum() == pytest.approx(3 * thin.sum(), rel=0.1)


def test_bends_are_round() -> None:
    """The curve passes through its points, and cuts no corner to the chord between them."""
    angle = np.linspace(0, 2 * np.pi, 13)
    circle = np.stack([60 + 30 * np.cos(angle), 45 + 30 * np.sin(angle)], axis=1).astype(np.float32)
    x, y = np.nonzero(drawn(Line(circle, PURE, 1.0, 1.0)) > 128)
    radius = np.hypot(x - 60, y - 45)
    assert radius.min() > 30 * np.cos(np.pi / 12) - 0.4  # chords would dip this deep everywhere
    assert np.median(radius) > 29.4


def test_nothing_is_left_for_the_next_frame() -> None:
    strokes = Strokes(SIZE, 1.0)
    strokes.draw(pygame.Surface(SIZE, 0, 32), (line((5, 5), (110, 80), width=3.0),))
    surface = pygame.Surface(SIZE, 0, 32)
    strokes.draw(surface, (line((5, 40), (110, 40)),))
    np.testing.assert_array_equal(pygame.surfarray.array_green(surface), drawn(line((5, 40), (110, 40))))


@pytest.mark.parametrize("lines", [(), (line((5, 5)),), (line((5, 5), (50, 50), opacity=0.0),)])
def test_nothing_to_draw(lines: tuple[Line, ...]) -> None:
    assert drawn(*lines).max() == 0.0
