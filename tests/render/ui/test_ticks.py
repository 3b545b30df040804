"""Ticks are round, within the axis, about as many as asked for, and written as one would."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from seaspirits_game.render.ui.ticks import Axis, log_ticks, tick_texts, ticks

bounds = st.floats(-1e9, 1e9)
positive = st.floats(1e-9, 1e9)
counts = st.integers(1, 20)


def mantissa(value: float) -> float:
    return round(value / 10.0 ** math.floor(math.log10(value) + 1e-9), 6)


@given(bounds, bounds, counts)
def test_ticks_are_evenly_spaced_round_numbers_within_the_axis(one: float, other: float, count: int) -> None:
    low, high = sorted((one, other))
    assume(high - low > 1e-6 * max(abs(low), abs(high), 1e-3))
    found = ticks(low, high, count)
    room = 1e-9 * (high - low)
    assert all(low - room <= tick <= high + room for tick in found)
    assert count / 2.6 - 2 <= len(found) <= 2.2 * count + 2
    if len(found) > 1:
        steps = np.diff(found)
        np.testing.assert_allclose(steps, steps[0], rtol=1e-6)
        assert mantissa(float(steps[0])) in (1.0, 2.0, 5.0)
        multiples = np.array(found) / steps[0]
        np.testing.assert_allclose(multiples, np.round(multiples), atol=1e-4)


@given(bounds, bounds, counts)
def test_no_tick_is_left_out(one: float, other: float, count: int) -> None:
    """The next tick at either end would lie beyond the axis."""
    low, high = sorted((one, other))
    assume(high - low > 1e-6 * max(abs(low), abs(high), 1e-3))
    found = ticks(low, high, count)
    if len(found) > 1:
        step = found[1] - found[0]
        assert found[0] - step < low
        assert found[-1] + step > high


@pytest.mark.parametrize(
    ("low", "high", "count", "expected"),
    [
        (0, 1, 10, [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]),
        (0, 3000, 3, [0, 1000, 2000, 3000]),
        (-1, 1, 4, [-1, -0.5, 0, 0.5, 1]),
        (0.3, 0.4, 2, [0.3, 0.35, 0.4]),
    ],
)
def test_known_ticks_are_exact(low: float, high: float, count: int, expected: list[float]) -> None:
    assert ticks(low, high, count) == expected  # exactly: 0.3, not 0.30000000000000004


@pytest.mark.parametrize("odd", [math.nan, math.inf, -math.inf])
def test_no_ticks_without_an_axis(odd: float) -> None:
    assert ticks(0.0, odd, 5) == ticks(odd, 0.0, 5) == []
    assert ticks(2.0, 2.0, 5) == [2.0]
    assert ticks(1.0, 0.0, 5) == ticks(0.0, 1.0, 5)


@given(positive, st.floats(1.0, 1e12), counts)
def test_logarithmic_ticks_lie_within_and_are_1_2_or_5(low: float, factor: float, count: int) -> None:
    high = min(low * factor, 1e12)
    found = log_ticks(low, high, count)
    assert all(low * (1 - 1e-6) <= tick <= high * (1 + 1e-6) for tick in found)
    assert found == sorted(set(found))
    assert len(found) <= 2.2 * count + 4
    if high / low >= 10.0:
        assert found
        assert {mantissa(tick) for tick in found} <= {1.0, 2.0, 5.0}
        ratios = np.diff(np.log(found))
        assert ratios.size == 0 or ratios.max() < 2.6 * ratios.min()  # 2 to 5 is 2.5, 1 to 2 and 5 to 10 are 2


@pytest.mark.parametrize(("low", "high"), [(0.0, 1.0), (-1.0, 1.0), (2.0, 1.0), (math.nan, 1.0), (1.0, math.inf)])
def test_a_logarithmic_axis_needs_bounds_above_0(low: float, high: float) -> None:
    with pytest.raises(ValueError, match="logarithmic axis"):
        log_ticks(low, high, 5)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([0.0, 0.5, 1.0], ["0.0", "0.5", "1.0"]),
        ([0.0, 0.25, 0.5], ["0.00", "0.25", "0.50"]),
        ([-1.0, 0.0, 1.0], ["−1", "0", "1"]),
        ([-0.02, 0.0], ["−0.02", "0.00"]),
        ([0.0, 1000.0, 2000.0], ["0", "1\N{THIN SPACE}000", "2\N{THIN SPACE}000"]),
        ([0.01, 0.1, 1.0, 10.0], ["0.01", "0.1", "1", "10"]),
        ([1e-6, 1e-4, 1e-2], ["10⁻⁶", "10⁻⁴", "10⁻²"]),
        ([0.0, 2e-5, 4e-5], ["0", "2·10⁻⁵", "4·10⁻⁵"]),
        ([-1e6, 0.0, 1e6], ["−10⁶", "0", "10⁶"]),
        ([0.0], ["0"]),
        ([], []),
    ],
)
def test_numbers_are_written_as_one_would(values: list[float], expected: list[str]) -> None:
    assert tick_texts(values) == expected


@given(bounds, bounds, counts)
def test_different_ticks_are_written_differently(one: float, other: float, count: int) -> None:
    assume(abs(one - other) > 1e-3 * max(abs(one), abs(other), 1e-3))
    found = ticks(one, other, count)
    texts = tick_texts(found)
    assert len(set(texts)) == len(found)
    assert all(len(text) <= 14 for text in texts)


axes = st.one_of(
    st.builds(lambda low, span: Axis("x", low, low + span), st.floats(-1e3, 1e3), st.floats(1e-3, 1e4)),
    st.builds(lambda low, times: Axis("x", low, low * times, "log"), st.floats(1e-6, 1e3), st.floats(1.01, 1e6)),
    st.builds(lambda low, span: Axis("x", low, low + span, "log1p"), st.floats(0.0, 1e3), st.floats(1.0, 1e6)),
)


@given(axes, st.floats(0.0, 1.0))
def test_an_axis_goes_back_and_forth(axis: Axis, share: float) -> None:
    assert axis.shares(np.array([axis.value(share)]))[0] == pytest.approx(share, abs=1e-6)
    assert axis.value(0.0) == pytest.approx(axis.low, rel=1e-9, abs=1e-9)
    assert axis.value(1.0) == pytest.approx(axis.high, rel=1e-9)


@given(axes, counts)
def test_ticks_of_an_axis_lie_on_it_in_order(axis: Axis, count: int) -> None:
    shares = axis.shares(np.array(axis.ticks(count), np.float64))
    assert (shares >= -1e-6).all()
    assert (shares <= 1 + 1e-6).all()
    assert (np.diff(shares) > 0).all()


def test_steps_have_a_tick_at_0() -> None:
    assert Axis("steps", 0.0, 3000.0, "log1p").ticks(6)[:2] == [0.0, 1.0]
    assert Axis("steps", 0.0, 8.0, "log1p").ticks(4) == [0.0, 2.0, 4.0, 6.0, 8.0]


def test_an_axis_does_not_have_what_its_kind_cannot_show() -> None:
    values = np.array([-1.0, 0.0, np.nan, np.inf])
    assert np.isnan(Axis("loss", 0.1, 1.0, "log").shares(values)).all()
    assert np.isnan(Axis("steps", 0.0, 9.0, "log1p").shares(values)).tolist() == [True, False, True, True]


@pytest.mark.parametrize(
    ("low", "high", "kind"),
    [
        (1.0, 1.0, "linear"),
        (2.0, 1.0, "linear"),
        (math.nan, 1.0, "linear"),
        (0.0, math.inf, "log1p"),
        (0.0, 1.0, "log"),
        (-1.0, 1.0, "log1p"),
    ],
)
def test_an_axis_that_cannot_be_is_refused(low: float, high: float, kind) -> None:
    with pytest.raises(ValueError, match="axis from"):
        Axis("x", low, high, kind)
