"""What is kept of a full record: both ends, and an even grain on both axes of steps."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.scenes.thinning import kept


@given(st.sets(st.integers(0, 10_000), min_size=1, max_size=300), st.integers(2, 60))
def test_what_is_kept_is_in_order_and_has_both_ends(steps: set[int], most: int) -> None:
    rising = np.array(sorted(steps), np.float64)
    chosen = kept(rising, most)
    assert len(chosen) == min(len(rising), most)
    assert np.all(np.diff(chosen) > 0)
    assert (chosen[0], chosen[-1]) == (0, len(rising) - 1)


@pytest.mark.parametrize("length", [3_000, 40_000])
def test_early_and_late_steps_keep_their_grain_however_long_the_voyage(length: int) -> None:
    most, rows = 200, np.zeros(0)
    for step in range(length):
        rows = np.append(rows, float(step))
        if len(rows) > most:
            rows = rows[kept(rows, most - 12)]
    assert len(rows) <= most
    assert list(rows[:12]) == list(range(12))
    # twice the even spacing that half of the rows would have on either axis alone
    assert np.diff(rows).max() < 4 * length / most
    assert np.diff(np.log1p(rows[12:])).max() < 4 * np.log(length) / most


def test_dropping_many_at_once_is_about_as_good_as_one_by_one() -> None:
    steps = np.arange(5_000.0)
    at_once = steps[kept(steps, 100)]
    one_by_one = steps
    while len(one_by_one) > 100:
        one_by_one = one_by_one[kept(one_by_one, len(one_by_one) - 1)]

    def widest(rows: np.ndarray) -> float:
        place = rows / rows[-1] + np.log1p(rows) / np.log1p(rows[-1])
        return float(np.diff(place).max())

    assert widest(at_once) < 1.6 * widest(one_by_one)
