"""What the trainer hands over is single precision: the shortcuts for it stay within 1e-6 of the documented measures."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.geometry.coding import ClassOrder, coding_rate, rate_and_reduction, rate_reduction
from seaspirits_game.geometry.coherence import cka_of_principal, cka_of_singles
from seaspirits_game.geometry.errors import ShapeError, UndefinedError
from seaspirits_game.geometry.principal import principal
from tests.geometry.clouds import AGREE, cloud, labels

seeds = st.integers(0, 10_000)


def singles(seed, width, apart, offset=0.0):
    x = (np.tanh(cloud(seed, width, 300)) + offset).astype(np.float32)
    return x, (x + apart * cloud(seed + 7, width, 300)).astype(np.float32)


@given(seeds, st.integers(1, 48), st.sampled_from([3.0, 0.5, 0.1]), st.sampled_from([0.0, 0.4, 3.0, 100.0]))
def test_coherence_of_singles_is_coherence(seed, width, apart, offset):
    a, b = (principal(z) for z in singles(seed, width, apart, offset))
    assert cka_of_singles(a, b)[0] == pytest.approx(cka_of_principal(a, b), rel=AGREE)


def test_two_at_once_are_one_after_the_other():
    x, y = singles(3, 12, 0.5)
    a, b, point = principal(x), principal(y), principal(np.ones_like(x))
    both = cka_of_singles(a, b, point)
    assert both[0] == pytest.approx(cka_of_principal(a, b), rel=AGREE)
    assert np.isnan(both[1])
    assert cka_of_singles(a) == ()


@given(seeds, st.integers(1, 48), st.sampled_from([0.0, 0.4, 3.0, 100.0]))
def test_coordinates_of_singles_are_coordinates(seed, width, offset):
    x, _ = singles(seed, width, 0.1, offset)
    axes = principal(x)
    exact = axes.centred @ axes.basis[:, :8]
    found = axes.coordinates(min(8, width))
    spread = np.sqrt(axes.total_variance)
    assert np.abs(found - exact).max() <= AGREE * max(spread, np.abs(exact).max())


@given(seeds, st.integers(2, 48), st.sampled_from([1e-2, 1e-3, 1e-4]), st.sampled_from([0.0, 0.4, 3.0]))
def test_a_little_change_is_told_from_none(seed, width, apart, offset):
    a, b = (principal(z) for z in singles(seed, width, apart, offset))
    lost = 1.0 - cka_of_principal(a, b)
    assert 0.0 < lost < 1e-2
    assert 1.0 - cka_of_singles(a, b)[0] == pytest.approx(lost, rel=1e-7 / apart + 1e-3, abs=1e-14)


def test_what_is_not_two_singles_of_one_shape_is_refused():
    x, _ = singles(0, 6, 0.1)
    one, point = principal(x), principal(np.ones_like(x))
    for other in (principal(x.astype(np.float64)), principal(x[:, :5]), principal(x[:-1])):
        with pytest.raises(ShapeError):
            cka_of_singles(one, other)
    assert np.isnan(cka_of_singles(one, point)).all()
    with pytest.raises(UndefinedError):
        cka_of_principal(one, point)


@given(seeds, st.integers(1, 48), st.floats(1e-3, 1e3))
def test_rates_of_singles_are_rates(seed, width, factor):
    z = (factor * np.tanh(cloud(seed, width, 300))).astype(np.float32)
    y = labels(seed, 300, 7)
    rate, reduction = rate_and_reduction(z, ClassOrder.of(y))
    assert rate == pytest.approx(coding_rate(z), rel=AGREE)
    assert reduction == pytest.approx(rate_reduction(z, y), rel=AGREE, abs=AGREE)


def test_lengths_that_overflow_single_precision_are_lengths_all_the_same():
    z = (1e25 * np.tanh(cloud(1, 6, 300))).astype(np.float32)
    y = labels(1, 300, 4)
    with np.errstate(over="raise"):
        rate, _ = rate_and_reduction(z, ClassOrder.of(y))
    assert rate == pytest.approx(coding_rate(z), rel=AGREE)
