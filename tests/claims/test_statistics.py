"""Every test and interval against SciPy's, and their laws."""

import math

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.claims.statistics import (
    holm,
    mean_above,
    mean_interval,
    often_above_half,
    rank_correlation,
    slope,
    t_below,
    t_quantile,
)

numbers = st.integers(-1000, 1000).map(lambda count: count / 7.0)


@given(st.floats(-60.0, 60.0), st.integers(1, 400))
def test_students_distribution(t, freedom):
    assert t_below(t, freedom) == pytest.approx(scipy.stats.t.cdf(t, freedom), rel=1e-9, abs=1e-14)


@given(st.floats(0.001, 0.999), st.integers(1, 400))
def test_its_quantiles(share, freedom):
    assert t_quantile(share, freedom) == pytest.approx(scipy.stats.t.ppf(share, freedom), rel=1e-9, abs=1e-9)


def test_its_ends():
    assert (t_below(math.inf, 3), t_below(-math.inf, 3), t_below(0.0, 3)) == (1.0, 0.0, 0.5)
    assert t_quantile(0.975, 4) == pytest.approx(2.776445105)


@given(st.lists(numbers, min_size=2, max_size=30).filter(lambda values: np.std(values) > 0), numbers)
def test_means_and_their_test(values, level):
    mean, low, high = mean_interval(values)
    expected = scipy.stats.ttest_1samp(values, level, alternative="greater")
    interval = scipy.stats.ttest_1samp(values, 0.0).confidence_interval(0.95)
    assert (low, high) == pytest.approx((interval.low, interval.high), rel=1e-9, abs=1e-9)
    assert low <= mean <= high
    assert mean_above(values, level) == pytest.approx(expected.pvalue, rel=1e-7, abs=1e-12)


def test_values_without_spread_are_exact():
    assert mean_interval([0.1] * 7) == pytest.approx((0.1, 0.1, 0.1), abs=1e-15)
    assert mean_above([0.1] * 7) == 0.0
    assert mean_above([0.1] * 7, 0.2) == mean_above([0.0, 0.0]) == 1.0
    for too_few in ([], [1.0]):
        with pytest.raises(ValueError, match=f"{len(too_few)} values"):
            mean_interval(too_few)
        with pytest.raises(ValueError, match="cannot be tested"):
            mean_above(too_few)


@given(st.integers(1, 60), st.data())
def test_coins(trials, data):
    hits = data.draw(st.integers(0, trials))
    expected = scipy.stats.binomtest(hits, trials, alternative="greater").pvalue
    assert often_above_half(hits, trials) == pytest.approx(expected, rel=1e-9)


@given(st.lists(st.floats(0.0, 1.0), min_size=1, max_size=20), st.randoms())
def test_holm_does_not_depend_on_the_order_and_only_raises(values, shuffler):
    adjusted = holm(values)
    assert all(before <= after <= 1.0 for before, after in zip(values, adjusted, strict=True))
    assert min(adjusted) == pytest.approx(min(1.0, len(values) * min(values)))
    order = list(range(len(values)))
    shuffler.shuffle(order)
    assert holm([values[index] for index in order]) == [adjusted[index] for index in order]


@given(st.lists(st.tuples(st.integers(-5, 5), st.integers(-5, 5)), min_size=3, max_size=20))
def test_ranks_may_be_shared(pairs):
    x, y = zip(*pairs, strict=True)
    if len(set(x)) == 1 or len(set(y)) == 1:
        assert math.isnan(rank_correlation(x, y))
    else:
        assert rank_correlation(x, y) == pytest.approx(scipy.stats.spearmanr(x, y).statistic, abs=1e-12)


@given(st.lists(st.tuples(numbers, numbers), min_size=2, max_size=20))
def test_slopes(points):
    x, y = zip(*points, strict=True)
    if len(set(x)) == 1:
        assert math.isnan(slope(x, y))
    else:
        assert slope(x, y) == pytest.approx(np.polyfit(x, y, 1)[0], rel=1e-6, abs=1e-6)
    assert math.isnan(slope([], []))
