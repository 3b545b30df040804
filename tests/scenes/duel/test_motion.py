"""Motion is a bounded function of time that begins and ends where it should."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.quicksort.partition import order_after
from seaspirits_game.scenes.duel.motion import glided, parting_seconds, places_by_identity
from tests.scenes.duel.tables import shuffled

segments = st.tuples(st.integers(2, 48), st.integers(0, 200)).flatmap(
    lambda pair: st.tuples(st.just(pair[0]), st.just(pair[1]), st.integers(0, pair[0] - 1))
)


def way(n: int, seed: int, pivot: int) -> tuple[np.ndarray, np.ndarray]:
    order = order_after(shuffled(n, seed), pivot)
    goal = np.empty(n)
    goal[order] = np.arange(n)
    return np.arange(n, dtype=np.float64), goal


@given(segments)
def test_all_begin_and_end_on_the_ground_where_they_belong(case: tuple[int, int, int]) -> None:
    start, goal = way(*case)
    for share, expected in ((0.0, start), (1.0, goal)):
        places, lifts = glided(start, goal, case[2], share)
        assert np.allclose(places, expected)
        assert np.allclose(lifts, 0.0, atol=1e-9)


@given(segments, st.floats(0, 1))
def test_nobody_leaves_the_segment_or_the_water(case: tuple[int, int, int], share: float) -> None:
    start, goal = way(*case)
    places, lifts = glided(start, goal, case[2], share)
    assert (places >= -1e-9).all()
    assert (places <= len(start) - 1 + 1e-9).all()
    assert (lifts >= -1e-9).all()
    assert (lifts <= 1.0 + 1e-9).all()


@given(segments)
def test_motion_is_smooth(case: tuple[int, int, int]) -> None:
    """Between two frames of the shortest motion no pen leaps further than a sixth of its way, and none turns back."""
    start, goal = way(*case)
    frames = np.stack([glided(start, goal, case[2], share)[0] for share in np.linspace(0, 1, 37)])
    steps = np.diff(frames, axis=0)
    assert (np.abs(steps).max(axis=0) <= np.abs(goal - start) / 6 + 1e-9).all()
    assert (steps * np.sign(goal - start) >= -1e-9).all()


def test_longer_segments_take_longer_but_never_long() -> None:
    seconds = [parting_seconds(m, 48) for m in range(2, 49)]
    assert seconds == sorted(seconds)
    assert seconds[-1] <= 1.3


def test_places_are_the_inverse_of_identities() -> None:
    identities = np.array([2, 0, 3, 1])
    assert places_by_identity(identities).tolist() == [1.0, 3.0, 0.0, 2.0]
