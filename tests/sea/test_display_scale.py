"""Growth is seen as growth, at one fixed scale wherever that is possible, and nothing is ever out of proportion."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.sea.display_scale import LARGEST, SMALLEST, display_scales, lens, radii
from tests.sea.seas import shoals

widths = st.integers(1, 512)


def scale(radius: float, width: int) -> float:
    return float(display_scales(np.array([radius], np.float32), (width,))[0])


@given(widths, st.floats(SMALLEST * 1.001, LARGEST * 0.999))
def test_within_the_activations_bound_the_scale_is_fixed(width: int, share: float) -> None:
    found = scale(share * np.sqrt(width), width)
    assert found == pytest.approx(1 / np.sqrt(width), rel=1e-6)
    assert float(lens(np.array([found], np.float32), (width,))[0]) == pytest.approx(1.0, rel=1e-6)


@given(widths, st.floats(1e-4, 100.0), st.floats(1.01, 3.0))
def test_a_bigger_shoal_is_always_drawn_bigger(width: int, radius: float, growth: float) -> None:
    smaller, bigger = radius * scale(radius, width), growth * radius * scale(growth * radius, width)
    assert bigger > smaller
    assert bigger <= smaller * growth * (1 + 1e-5)


@given(widths, st.floats(1e-9, 1e4))
def test_the_scale_has_no_jumps(width: int, radius: float) -> None:
    near = radius * 1.001
    assert scale(near, width) == pytest.approx(scale(radius, width), rel=2e-3)


@given(widths, st.floats(0, 1e-6))
def test_a_collapsed_shoal_stays_a_point(width: int, radius: float) -> None:
    assert radius * scale(radius, width) <= 1e-3


def test_a_tanh_layer_trained_to_its_limits_is_framed_and_a_runaway_one_too() -> None:
    assert np.sqrt(48) * scale(np.sqrt(48), 48) == pytest.approx(1.0)
    assert 4 * np.sqrt(48) * scale(4 * np.sqrt(48), 48) < 1.2


def test_radius_is_the_95th_percentile_of_the_three_visible_axes() -> None:
    cloud = np.stack(shoals(500, 3))
    far = np.sqrt((cloud[..., :3].astype(np.float64) ** 2).sum(axis=2))
    assert np.allclose(radii(cloud), np.percentile(far, 95, axis=1), rtol=1e-5)
