"""The tour turns rigidly: it never stretches a distance, never leaps, and comes home."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seaspirits_game.core.arrays import F64
from seaspirits_game.sea.tour import Tour, home_frame, variance_shown
from tests.sea.seas import shoals

TICK = 1 / 60
seeds = st.integers(0, 10_000)


def frames(tour: Tour, seconds: float, dt: float = TICK) -> list[F64]:
    taken = []
    for _ in range(round(seconds / dt)):
        tour.advance(dt)
        taken.append(tour.frame.copy())
    return taken


def touring(seed: int, seconds: float = 0.0) -> Tour:
    tour = Tour(np.random.default_rng(seed))
    tour.start()
    frames(tour, seconds, 0.1)
    return tour


def orthonormal(frame: F64) -> bool:
    return bool(np.abs(frame.T @ frame - np.eye(3)).max() < 1e-12)


def test_at_rest_the_leading_three_are_seen_and_nothing_moves() -> None:
    tour = Tour(np.random.default_rng(0))
    assert all(np.array_equal(frame, home_frame()) for frame in frames(tour, 1.0))
    assert tour.at_home


@given(seeds, st.floats(0.001, 0.5))
@settings(max_examples=25)
def test_always_orthonormal_and_never_a_leap(seed: int, dt: float) -> None:
    tour = touring(seed)
    before = tour.frame.copy()
    for _ in range(150):
        tour.advance(dt)
        assert orthonormal(tour.frame)
        # a leg turns by at most half a turn in the plane of each axis and half a turn in the picture
        assert np.linalg.norm(tour.frame - before, 2) <= 2 * np.pi * 1.5 * dt / 9.0 + 1e-9
        before = tour.frame.copy()


@given(seeds, st.floats(0.5, 60.0))
@settings(max_examples=25)
def test_comes_home_smoothly_and_exactly(seed: int, seconds: float) -> None:
    tour = touring(seed, seconds)
    tour.go_home()
    way = [tour.frame.copy(), *frames(tour, 1.7)]
    assert tour.at_home
    assert np.array_equal(tour.frame, home_frame())
    assert max(np.linalg.norm(b - a, 2) for a, b in itertools.pairwise(way)) < 0.12
    assert all(orthonormal(frame) for frame in way)


@given(seeds, st.integers(1, 8))
def test_no_distance_grows_and_those_within_the_seen_space_are_kept(seed: int, seconds: int) -> None:
    frame = touring(seed, seconds).frame
    cloud = shoals(20, seed)[0].astype(np.float64)
    inside = cloud[:, :3] @ frame.T  # points of the very space that is seen
    for eight, kept in ((cloud, False), (inside, True)):
        gaps = np.linalg.norm(eight[:, None] - eight[None], axis=2)
        seen = np.linalg.norm((eight @ frame)[:, None] - (eight @ frame)[None], axis=2)
        assert np.all(seen <= gaps + 1e-9)
        assert not kept or np.allclose(seen, gaps, atol=1e-9)


def test_a_paused_tour_holds_its_frame_and_goes_on_from_there() -> None:
    tour = touring(4, 3.0)
    held, tour.paused = tour.frame.copy(), True
    assert all(np.array_equal(frame, held) for frame in frames(tour, 1.0))
    tour.start()
    tour.advance(TICK)
    assert 0 < np.abs(tour.frame - held).max() < 0.05


def test_all_eight_coordinates_are_visited() -> None:
    tour = touring(1)
    shown = np.max([np.linalg.norm(frame, axis=1) for frame in frames(tour, 300.0, 0.25)], axis=0)
    assert np.all(shown > 0.8)


def test_same_generator_same_tour() -> None:
    assert np.array_equal(touring(5, 31.0).frame, touring(5, 31.0).frame)


@given(seeds)
def test_half_turns_of_the_picture_are_turned_too(seed: int) -> None:
    """Two axes upside down are half a turn: the way home exists there too and has no leap."""
    tour = Tour(np.random.default_rng(seed))
    tour.start()
    tour.frame = home_frame() * np.array([-1.0, -1.0, 1.0])
    tour.go_home()
    way = [tour.frame.copy(), *frames(tour, 1.7)]
    assert max(np.linalg.norm(b - a, 2) for a, b in itertools.pairwise(way)) < 0.12
    assert tour.at_home


@given(seeds, st.floats(0, 40))
def test_variance_shown_is_that_of_the_picture_itself(seed: int, seconds: float) -> None:
    """Against an independent reading: variances of the drawn axes over those of a layer with 12 units, correlated."""
    rng = np.random.default_rng(seed)
    layer = rng.standard_normal((300, 12)) @ rng.standard_normal((12, 12))
    layer -= layer.mean(axis=0)
    basis = np.linalg.qr(rng.standard_normal((12, 8)))[0]  # not principal: coordinates are correlated
    coords = layer @ basis
    total = layer.var(axis=0).sum()
    share = (coords.var(axis=0) / total).astype(np.float32)
    frame = touring(seed, seconds).frame
    wanted = (coords @ frame).var(axis=0).sum() / total
    assert variance_shown(coords.astype(np.float32), share, frame) == pytest.approx(wanted, rel=1e-5)
    assert variance_shown(coords.astype(np.float32), share, home_frame()) == pytest.approx(share[:3].sum(), rel=1e-5)


def test_a_collapsed_layer_shows_no_variance() -> None:
    nothing = np.zeros((9, 8), np.float32)
    assert variance_shown(nothing, np.zeros(8, np.float32), touring(0, 2.0).frame) == 0.0
