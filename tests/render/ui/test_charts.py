"""Curves stay in their rects, leave out what was not measured, and keep what the eye would see of many points."""

import numpy as np
import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from seaspirits_game.core.arrays import F64
from seaspirits_game.render.ui.charts import bar, log_positions, nice_range, polyline, sparkline, thinned
from seaspirits_game.render.ui.ink import FOAM
from seaspirits_game.render.ui.shapes import Shapes
from tests.render.ui.pixels import canvas, changed, pixels

RECT = pygame.Rect(20, 30, 120, 40)
odd = st.sampled_from([np.nan, np.inf, -np.inf])
any_values = arrays.arrays(np.float64, st.integers(0, 60), elements=st.one_of(odd, st.floats(-1e300, 1e300)))
finite = st.floats(-1e12, 1e12)


@given(any_values, finite, finite)
def test_a_polyline_stays_in_its_rect(values: F64, low: float, high: float) -> None:
    points = polyline(values, RECT, low, high)
    assert len(points) <= np.isfinite(values).sum()
    for x, y in points:
        assert RECT.left <= x <= RECT.right - 1
        assert RECT.top <= y <= RECT.bottom - 1


@given(st.lists(st.one_of(st.none(), st.floats(0.0, 1.0)), max_size=30))
def test_what_was_not_measured_is_left_out_and_the_rest_keeps_its_place(measured: list[float | None]) -> None:
    values = np.array([np.nan if value is None else value for value in measured], np.float64)
    points = polyline(values, RECT, 0.0, 1.0)
    known = np.flatnonzero(np.isfinite(values))
    assert len(points) == len(known)
    for (x, y), index in zip(points, known, strict=True):
        assert x == pytest.approx(RECT.left + index / max(len(values) - 1, 1) * (RECT.width - 1))
        assert y == pytest.approx(RECT.bottom - 1 - values[index] * (RECT.height - 1))


def test_low_is_at_the_bottom_and_beyond_is_at_the_edge() -> None:
    ys = [y for _, y in polyline(np.array([-9.0, 0.0, 0.5, 1.0, 9.0]), RECT, 0.0, 1.0)]
    assert ys == [69, 69, 49.5, 30, 30]


@given(arrays.arrays(np.float64, st.integers(0, 3000), elements=st.floats(0, 40)), st.integers(1, 60))
def test_thinning_keeps_each_columns_ends_and_extremes(y: F64, width: int) -> None:
    x = np.linspace(0, width, len(y))
    kept = thinned(x, y)
    assert (np.diff(kept) > 0).all()
    assert len(kept) <= max(4 * (width + 1), 0) or len(kept) == len(y)
    column = np.floor(x)
    for here in np.unique(column):
        all_of_it, left = y[column == here], y[kept][column[kept] == here]
        assert (left[0], left[-1]) == (all_of_it[0], all_of_it[-1])
        assert (left.min(), left.max()) == (all_of_it.min(), all_of_it.max())


@given(st.lists(any_values, max_size=4))
def test_a_nice_range_holds_every_measured_value(columns: list[F64]) -> None:
    low, high = nice_range(columns)
    for column in columns:
        known = column[np.isfinite(column)]
        assert (known >= low).all()
        assert (known <= high).all()
    assert low <= high


def test_nothing_measured_is_from_0_to_1() -> None:
    assert nice_range([]) == nice_range([np.full(3, np.nan)]) == (0.0, 1.0)


@given(st.lists(st.integers(0, 10**6), max_size=50).map(sorted))
def test_logarithmic_places_rise_from_0_to_1(steps: list[int]) -> None:
    places = log_positions(np.array(steps, np.float64))
    assert (np.diff(places) >= 0).all()
    assert ((places >= 0) & (places <= 1)).all()
    if steps and steps[-1] > 0:
        assert places[-1] == 1.0


@pytest.mark.parametrize("shapes", [None, Shapes()], ids=["each frame", "kept"])
def test_a_sparkline_is_where_its_values_are(shapes: Shapes | None) -> None:
    surface = canvas((200, 100))
    sparkline(surface, RECT, [(np.array([0.0, 1.0]), FOAM)], (0.0, 1.0), None, 1.0, shapes)
    light = pixels(surface).astype(int).sum(axis=2)
    assert RECT.inflate(8, 8).contains(changed(surface))
    assert light[RECT.left : RECT.left + 4, RECT.bottom - 5 : RECT.bottom + 2].max() > 300
    assert light[RECT.right - 4 : RECT.right, RECT.top : RECT.top + 4].max() > 300
    assert light[RECT.left : RECT.left + 30, RECT.top : RECT.top + 20].max() == 0


@pytest.mark.parametrize("shapes", [None, Shapes()], ids=["each frame", "kept"])
@pytest.mark.parametrize("values", [np.zeros(0), np.full(4, np.nan), np.array([2.0])], ids=["none", "nan", "one"])
def test_a_sparkline_of_little_does_no_harm(values: F64, shapes: Shapes | None) -> None:
    for rect in (RECT, pygame.Rect(0, 0, 1, 1), pygame.Rect(-500, -500, 50, 20)):
        sparkline(canvas((200, 100)), rect, [(values, FOAM)], None, None, 1.0, shapes)


def test_a_kept_sparkline_changes_with_its_values() -> None:
    shapes, drawn = Shapes(), []
    for values in ([0.0, 1.0], [0.0, 1.0], [1.0, 0.0]):
        surface = canvas((200, 100))
        sparkline(surface, RECT, [(np.array(values), FOAM)], (0.0, 1.0), None, 1.0, shapes)
        drawn.append(pixels(surface).tobytes())
    assert drawn[0] == drawn[1] != drawn[2]
    assert len(shapes) == 2


@pytest.mark.parametrize("opacity", [0.3, 1.0])
def test_a_sparkline_fades_to_the_water(opacity: float) -> None:
    """On light water a faint curve is light, not dark: no pixel is darker than water and brass together."""
    surface = canvas((200, 100), (120, 190, 200))
    sparkline(surface, RECT, [(np.ones(9), FOAM)], (0.0, 1.0), None, opacity)
    row = pixels(surface)[RECT.left + 10 : RECT.right - 10, RECT.top]
    assert (row.astype(int).sum(axis=1) > 120 + 190 + 200).all()


@pytest.mark.parametrize("share", [0.0, 0.01, 0.25, 0.5, 1.0, -2.0, 5.0, float("nan")])
@pytest.mark.parametrize("shapes", [None, Shapes()], ids=["each frame", "kept"])
def test_a_bar_is_filled_to_its_share(share: float, shapes: Shapes | None) -> None:
    surface, rect = canvas((300, 60)), pygame.Rect(20, 20, 200, 10)
    bar(surface, rect, share, (240, 90, 60), 1.0, shapes)
    assert rect.contains(changed(surface))
    filled = (pixels(surface)[rect.left : rect.right, rect.centery, 0] > 110).sum()
    assert filled == pytest.approx(200 * min(max(share, 0.0), 1.0) if share == share else 0, abs=1.5)


def test_a_bar_has_two_equal_ends() -> None:
    surface = canvas((300, 60))
    bar(surface, pygame.Rect(20, 20, 200, 10), 1.0, FOAM)
    drawn = pixels(surface)
    np.testing.assert_array_equal(drawn[20:220], drawn[20:220][::-1])
    np.testing.assert_array_equal(drawn[:, 20:30], drawn[:, 20:30][:, ::-1])
