"""Charts show what was measured where it was measured; names never meet."""

import math
from dataclasses import replace

import numpy as np
import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.render.ui.kit import Kit
from seaspirits_game.render.ui.plot import (
    Chart,
    Curve,
    _reading,
    dashes,
    pieces,
    plot,
    plot_area,
    plot_readings,
    spread,
)
from seaspirits_game.render.ui.ticks import Axis
from tests.render.ui.pixels import canvas, changed, pixels
from tests.render.ui.sheet import chart, kit_for

RECT = pygame.Rect(30, 20, 700, 440)
RED = (230, 40, 40)


@pytest.fixture(scope="module")
def kit() -> Kit:
    return kit_for((1920, 1080))


def of(x: list[float], y: list[float], across: Axis | None = None, up: Axis | None = None) -> Chart:
    """A chart of one red curve."""
    curve = Curve("red", np.array(x, np.float64), np.array(y, np.float64), RED)
    return Chart(across or Axis("x", 0.0, 10.0), up or Axis("y", 0.0, 1.0), (curve,))


def drawn(kit: Kit, shown: Chart, cursor: float | None = None, opacity: float = 1.0) -> pygame.Surface:
    surface = canvas((800, 500))
    plot(kit, surface, RECT, shown, cursor, opacity)
    return surface


def red(kit: Kit, shown: Chart, cursor: float | None = None):
    """(w, h) how much redder than green the pixels are, within the area of the curves."""
    area = plot_area(kit, RECT, shown)
    light = pixels(drawn(kit, shown, cursor)).astype(int)[area.left : area.right, area.top : area.bottom]
    return light[..., 0] - light[..., 1]


@pytest.mark.parametrize("y", [0.2, 0.5, 0.8])
def test_a_level_curve_lies_at_its_value(kit: Kit, y: float) -> None:
    light = red(kit, of([0.0, 10.0], [y, y]))
    assert light[50:-50].argmax(axis=1) == pytest.approx((1 - y) * light.shape[1], abs=1.5)


def test_a_logarithmic_axis_makes_a_power_straight(kit: Kit) -> None:
    x = np.linspace(1.0, 1000.0, 4000)
    shown = of(x.tolist(), (1.0 / x).tolist(), Axis("x", 1.0, 1000.0, "log"), Axis("y", 1e-3, 1.0, "log"))
    light = red(kit, shown)
    columns = np.arange(40, light.shape[0] - 40)
    rows = light[columns].argmax(axis=1)
    assert rows == pytest.approx(columns * light.shape[1] / light.shape[0], abs=2.5)


def test_what_was_not_measured_is_a_gap(kit: Kit) -> None:
    light = red(kit, of([0, 3, 4, 5, 6, 7, 10], [0.5, 0.5, 0.5, math.nan, 0.5, 0.5, 0.5]))
    width = light.shape[0]
    assert light[int(0.45 * width) : int(0.55 * width)].max() < 20
    assert light[int(0.05 * width) : int(0.36 * width)].max(axis=1).min() > 100
    assert light[int(0.64 * width) : int(0.95 * width)].max(axis=1).min() > 100


def test_a_measurement_between_two_gaps_is_seen(kit: Kit) -> None:
    light = red(kit, of([0, 5, 10], [math.nan, 0.5, math.nan]))
    x, y = np.unravel_index(light.argmax(), light.shape)
    assert light.max() > 100
    assert (x / light.shape[0], y / light.shape[1]) == pytest.approx((0.5, 0.5), abs=0.02)


def test_what_is_beyond_the_axes_is_not_drawn(kit: Kit) -> None:
    """A curve that leaves the chart ends at its edge, in its own direction."""
    shown = of([0.0, 10.0], [0.0, 2.0])
    surface = drawn(kit, replace(shown, curves=(replace(shown.curves[0], name=""),)))
    area = plot_area(kit, RECT, shown)
    light = pixels(surface).astype(int)
    outside = light[..., 0] - light[..., 1] > 80
    outside[area.left : area.right + kit.screen.px(14), area.top : area.bottom] = False
    assert not outside.any()
    assert red(kit, shown)[area.width // 2 + 20 :].max() < 20


@pytest.mark.parametrize("cursor", [0.0, 2.4, 5.0, 9.9])
def test_the_cursor_stands_at_its_value_and_reads_what_is_nearest(kit: Kit, cursor: float) -> None:
    shown = of([0, 2, 5, 10], [0.1, 0.4, 0.7, 0.9])
    area = plot_area(kit, RECT, shown)
    light = pixels(drawn(kit, shown, cursor)).astype(int)
    column = light[area.left : area.right, area.top + 5 : area.top + 15].min(axis=(1, 2))
    assert column.argmax() / area.width == pytest.approx(cursor / 10, abs=0.01)
    index = shown.curves[0].nearest(shown.across, cursor)
    assert index == {0.0: 0, 2.4: 1, 5.0: 2, 9.9: 3}[cursor]
    assert (light != pixels(drawn(kit, shown)).astype(int)).any()


@pytest.mark.parametrize("cursor", [math.nan, math.inf, -5.0, 50.0])
def test_a_cursor_beyond_the_chart_is_not_drawn(kit: Kit, cursor: float) -> None:
    shown = of([0, 10], [0.5, 0.5])
    area = plot_area(kit, RECT, shown)
    inside = (slice(area.left, area.right), slice(area.top, area.bottom))
    np.testing.assert_array_equal(pixels(drawn(kit, shown, cursor))[inside], pixels(drawn(kit, shown))[inside])


def test_the_nearest_is_one_that_was_measured() -> None:
    curve = of([0, 4, 5, 6], [0.1, 0.2, math.nan, 0.3]).curves[0]
    across = Axis("x", 0.0, 10.0)
    assert curve.nearest(across, 5.1) == 3
    assert replace(curve, y=np.full(4, np.nan)).nearest(across, 5.0) is None
    assert replace(curve, x=np.zeros(0), y=np.zeros(0)).nearest(across, 5.0) is None


@pytest.mark.parametrize("size", [(1, 1), (60, 40), (200, 120), (1400, 300), (300, 900)])
def test_any_rect_does_no_harm_and_is_kept_to(kit: Kit, size: tuple[int, int]) -> None:
    surface, rect = canvas((1600, 1000)), pygame.Rect((50, 40), size)
    plot(kit, surface, rect, chart(), 250.0)
    if min(size) > 100:
        assert rect.inflate(4, 4).contains(changed(surface))
        assert rect.contains(plot_area(kit, rect, chart()))


def test_charts_without_curves_or_values_have_axes(kit: Kit) -> None:
    bare = Chart(Axis("x", 0.0, 10.0), Axis("y", 0.0, 1.0), ())
    for shown in (bare, of([], []), of([1, 2], [math.nan, math.nan])):
        assert changed(drawn(kit, shown, 3.0)).width > 200


def test_at_rest_it_fades(kit: Kit) -> None:
    shown = chart()
    bright, faint = (pixels(drawn(kit, shown, 250.0, opacity)).astype(int).sum() for opacity in (1.0, 0.3))
    assert faint == pytest.approx(0.3 * bright, rel=0.08)
    assert changed(drawn(kit, shown, 250.0, 0.0)).size == (0, 0)


def test_a_chart_that_stands_still_is_drawn_once(kit: Kit) -> None:
    shown = chart()
    drawn(kit, shown)
    before = len(kit.shapes)
    first = pixels(drawn(kit, shown)).tobytes()
    assert len(kit.shapes) == before
    more = replace(shown, curves=shown.curves[:2])
    assert pixels(drawn(kit, more)).tobytes() != first
    assert len(kit.shapes) == before + 1


def test_a_chart_in_pieces_ends_as_the_chart_at_once(kit: Kit) -> None:
    made = [pygame.surfarray.array_alpha(piece).sum() for piece in pieces(kit, RECT.size, chart())]
    assert len(made) > 12
    assert made == sorted(made)
    still = list(pieces(kit, RECT.size, chart()))[-1]
    surface = canvas((800, 500))
    surface.blit(still, RECT)
    plot_readings(kit, surface, RECT, chart())
    np.testing.assert_array_equal(pixels(surface), pixels(drawn(kit, chart())))


def test_a_dashed_curve_has_gaps_and_lies_where_the_whole_one_does(kit: Kit) -> None:
    shown = of([0, 10], [0.5, 0.5])
    whole = red(kit, shown).max(axis=1) > 80
    broken = red(kit, replace(shown, curves=(replace(shown.curves[0], dashed=True),))).max(axis=1) > 80
    assert 0.45 * whole.sum() < broken.sum() < 0.8 * whole.sum()


@given(
    st.lists(st.tuples(st.floats(0.1, 60.0), st.floats(-40.0, 40.0)), min_size=1, max_size=8),
    st.floats(2.0, 20.0),
    st.floats(1.0, 20.0),
)
def test_dashes_follow_the_curve_and_are_as_long_as_asked(steps, length: float, gap: float) -> None:
    run = np.concatenate([np.zeros((1, 2)), np.cumsum(np.array(steps), axis=0)])
    cut = dashes(run, length, gap)
    lengths = [float(np.hypot(*np.diff(dash, axis=0).T).sum()) for dash in cut]
    np.testing.assert_allclose(lengths[:-1], length, rtol=1e-6)
    assert lengths[-1] <= length + 1e-6
    total = float(np.hypot(*np.diff(run, axis=0).T).sum())
    assert len(cut) == math.ceil(total / (length + gap) - 1e-9)
    for dash in cut:
        assert np.interp(dash[:, 0], run[:, 0], run[:, 1]) == pytest.approx(dash[:, 1], abs=1e-6)


places = st.lists(st.floats(0.0, 400.0), max_size=12)


@given(places, st.floats(1.0, 30.0))
def test_names_are_moved_apart_and_stay_in_order(several: list[float], apart: float) -> None:
    moved = spread(several, apart, 0.0, 400.0)
    order = np.argsort(several, kind="stable")
    gaps = np.diff(np.array(moved)[order])
    assert (gaps >= apart - 1e-6).all()
    assert min(moved, default=0.0) >= 0.0
    if apart * (len(several) - 1) <= 400.0:
        assert max(moved, default=0.0) <= 400.0 + 1e-6


@given(places.filter(len), st.floats(1.0, 30.0))
def test_names_are_moved_as_little_as_can_be(several: list[float], apart: float) -> None:
    """No other arrangement that keeps order and distance is nearer; compared with SciPy's solver."""
    from scipy.optimize import isotonic_regression

    order = np.argsort(several, kind="stable")
    shifted = np.array(several)[order] - apart * np.arange(len(several))
    best = np.clip(isotonic_regression(shifted).x, 0.0, max(1000.0 - apart * (len(several) - 1), 0.0))
    moved = np.array(spread(several, apart, 0.0, 1000.0))[order]
    np.testing.assert_allclose(moved, best + apart * np.arange(len(several)), atol=1e-6)


def test_names_that_do_not_meet_stay_where_they_are() -> None:
    assert spread([10.0, 200.0, 90.0], 20.0, 0.0, 400.0) == [10.0, 200.0, 90.0]
    assert spread([], 20.0, 0.0, 400.0) == []


def test_a_reading_does_not_round_away_what_the_eye_can_see() -> None:
    x = np.array([0.0, 1.0, 2.0, 3.0])
    values = np.array([0.97111, 0.96889, 0.9998712, 1.0])
    curve = Curve("clear sight", x, values, (255, 255, 255))
    told = [
        _reading(Chart(Axis("step", 0.0, 3.0, counts=True), Axis("share", 0.968, 0.972), (curve,)), curve, place)
        for place in x
    ]
    assert told == ["0.97111", "0.96889", "0.999871", "1"]
    assert told[0] != told[1]
    wide = Chart(Axis("step", 0.0, 3.0, counts=True), Axis("share", 0.0, 1.0), (curve,))
    assert _reading(wide, curve, 2.0) == "0.99987", "what is nearly one does not read as one"
    steep = Chart(Axis("step", 0.0, 3.0, counts=True), Axis("share", 1e-6, 1.0, "log"), (curve,))
    assert _reading(steep, curve, 0.0) == "0.971"
