"""Spirits go to where they were measured: straight, never past it, never in a leap, and shown to scale."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seaspirits_game.core.arrays import F32
from seaspirits_game.sea.sea import (
    DRIFT_SHARE,
    EASE_FASTEST,
    EASE_SLOWEST,
    TRAIL_LENGTH,
    TRAIL_SPACING,
    Sea,
)
from tests.sea.seas import sheet, shoals, snapshot

TICK = 1 / 60
seeds = st.integers(0, 10_000)
sizes = st.sampled_from([0.0, 1e-6, 0.01, 0.3, 1.0, 2.5, 30.0])


def sea_with(samples: int = 30, seed: int = 1, size: float = 1.0, widths: tuple[int, ...] = (16, 16)) -> Sea:
    sea = Sea(sheet(samples, widths=widths), seed=3)
    sea.receive(snapshot(shoals(samples, seed, widths, size)))
    return sea


def measured(samples: int, seed: int, size: float) -> F32:
    """Where a sea puts these shoals when it sees them first, that is, at once."""
    return sea_with(samples, seed, size).places.copy()


def pairwise(points: F32) -> F32:
    gaps = points[:, None].astype(np.float64) - points[None].astype(np.float64)
    return np.sqrt((gaps * gaps).sum(axis=2))


def test_the_first_snapshot_is_taken_at_once() -> None:
    sea = sea_with()
    assert sea.unrest() == 0.0
    assert np.array_equal(sea.drawn(0.0), sea.places)
    assert np.array_equal(sea.trails(), np.broadcast_to(sea.places, (TRAIL_LENGTH, *sea.places.shape)))


@given(seeds, sizes, sizes)
@settings(max_examples=40)
def test_easing_goes_straight_never_past_and_arrives(seed: int, before: float, after: float) -> None:
    sea, goal = sea_with(20, seed, before), measured(20, seed + 1, after)
    start = sea.places.copy()
    sea.receive(snapshot(shoals(20, seed + 1, size=after)))
    way = goal - start
    last = np.zeros_like(start)
    for _ in range(400):
        sea.advance(TICK)
        done = sea.places - start
        slack = 4e-6 * (1.0 + np.abs(way).max())
        assert np.all(done * np.sign(way) >= last * np.sign(way) - slack)  # only ever forward
        assert np.all(np.abs(done) <= np.abs(way) + slack)  # and not beyond
        last = done.copy()
    assert np.allclose(sea.places, goal, atol=1e-5 * (1.0 + np.abs(goal).max()))


@given(seeds, st.lists(sizes, min_size=2, max_size=6), st.integers(1, 40))
@settings(max_examples=40)
def test_nobody_ever_leaps(seed: int, through: list[float], ticks: int) -> None:
    """However shoals grow, shrink or collapse, one tick covers at most the share that the time constant allows."""
    sea = sea_with(20, seed, through[0])
    share = 1.0 - np.exp(-TICK / EASE_FASTEST)
    for index, size in enumerate(through[1:]):
        goal = measured(20, seed + index, size)
        sea.receive(snapshot(shoals(20, seed + index, size=size)))
        for _ in range(ticks):
            before = sea.places.copy()
            sea.advance(TICK)
            assert np.all(np.abs(sea.places - before) <= share * np.abs(goal - before) + 1e-5)


@given(seeds, st.lists(st.sampled_from([0.001, 0.1, 1.0, 10.0]), min_size=2, max_size=6))
def test_a_shoal_that_suddenly_grows_never_flies_out_of_the_picture(seed: int, through: list[float]) -> None:
    sea = sea_with(60, seed, through[0])
    largest = float(sea.reach.max())
    for index, size in enumerate(through[1:]):
        goal = sea_with(60, seed + index, size)
        largest = max(largest, float(goal.reach.max()))
        sea.receive(snapshot(shoals(60, seed + index, size=size)))
        for _ in range(30):
            sea.advance(TICK)
            assert np.linalg.norm(sea.places[..., :3], axis=2).max() <= largest * (1 + 1e-5)


@given(seeds, sizes.filter(lambda size: size > 0.0))
def test_distances_within_a_shoal_keep_their_proportions(seed: int, size: float) -> None:
    coords = shoals(25, seed, size=size)
    sea = sea_with(25, seed, size)
    for layer, cloud in enumerate(coords):
        drawn, true = pairwise(sea.places[layer]), pairwise(cloud)
        assert np.allclose(drawn, true * float(sea.display_scale[layer]), rtol=1e-4, atol=1e-6 * drawn.max())


def test_radius_and_reach_say_what_is_drawn() -> None:
    sea = sea_with(200)
    far = np.linalg.norm(sea.places[..., :3], axis=2)
    assert np.allclose(sea.radius, np.percentile(far, 95, axis=1), rtol=1e-5)
    assert np.allclose(sea.reach, far.max(axis=1), rtol=1e-5)


def test_probabilities_stay_probabilities_and_arrive() -> None:
    sea, coords = sea_with(), shoals(30, 5)
    goal = snapshot(coords, seed=9)
    sea.receive(goal)
    for _ in range(300):
        sea.advance(TICK)
        assert np.all(sea.probs >= 0)
        assert np.allclose(sea.probs.sum(axis=1), 1.0, atol=1e-5)
    assert np.allclose(sea.probs, goal.probs, atol=1e-5)


def test_drawing_between_two_ticks_is_their_mix() -> None:
    sea = sea_with()
    sea.receive(snapshot(shoals(30, 8)))
    for _ in range(5):
        sea.advance(TICK)
    before = sea.places.copy()
    sea.advance(TICK)
    assert np.array_equal(sea.drawn(0.0), before)
    assert np.allclose(sea.drawn(1.0), sea.places, atol=1e-6)
    assert np.allclose(sea.drawn(0.25), 0.75 * before + 0.25 * sea.places, atol=1e-6)
    assert np.array_equal(sea.drawn(0.25, slice(1, 2)), sea.drawn(0.25)[1:2])


def test_trails_are_the_very_places_of_the_ticks_before() -> None:
    sea, seen = sea_with(), []
    for tick in range(50):
        if tick % 11 == 0:
            sea.receive(snapshot(shoals(30, tick)))
        seen.append(sea.places.copy())
        sea.advance(TICK)
        for age, older in enumerate(sea.trails(), start=1):
            behind = TRAIL_SPACING * age
            assert np.array_equal(older, seen[max(len(seen) - behind, 0)])
    assert np.array_equal(sea.trails(slice(1, 2)), sea.trails()[:, 1:2])


def test_pace_follows_the_wait_between_snapshots() -> None:
    def after_waits_of(seconds: float) -> float:
        sea = sea_with(4)
        for index in range(30):
            for _ in range(round(seconds / TICK)):
                sea.advance(TICK)
            sea.receive(snapshot(shoals(4, index)))
        return sea.time_constant

    assert after_waits_of(TICK) == EASE_FASTEST
    assert after_waits_of(0.3) == pytest.approx(0.3, abs=0.01)
    assert after_waits_of(3.0) == EASE_SLOWEST


def test_motion_does_not_halt_between_snapshots() -> None:
    """Goals that move evenly: the slowest tick is more than a third as fast as the mean one."""
    base, sea = shoals(40, 1), sea_with(40)
    speeds = []
    for index in range(40):
        sea.receive(snapshot(tuple(cloud * (1 + 0.01 * index) for cloud in base)))
        for _ in range(12):
            before = sea.places.copy()
            sea.advance(TICK)
            speeds.append(float(np.abs(sea.places - before).mean()))
    steady = np.array(speeds[240:])
    assert steady.min() > 0.33 * steady.mean()


@given(seeds, st.floats(0, 1e8), sizes)
def test_drift_is_bounded_by_a_share_of_the_shoals_radius(seed: int, time_s: float, size: float) -> None:
    sea = Sea(sheet(50), seed)
    sea.receive(snapshot(shoals(50, seed, size=size)))
    drift = sea.drift(time_s)
    bound = DRIFT_SHARE * min(1.0, float(sea.radius.min()))
    assert drift.shape == (50, 3)
    assert np.linalg.norm(drift, axis=1).max() <= bound * (1 + 1e-5)
    alone = np.linalg.norm(sea.drift(time_s, slice(1, 2)), axis=1).max()
    assert alone <= DRIFT_SHARE * float(sea.radius[1]) * (1 + 1e-5)


@pytest.mark.parametrize("time_s", [3.0, 599.99, 86_400.0 * 120])
def test_drift_is_smooth_also_after_months(time_s: float) -> None:
    sea = sea_with(200)
    steps = [
        np.linalg.norm(sea.drift(time_s + (k + 1) * TICK) - sea.drift(time_s + k * TICK), axis=1) for k in range(9)
    ]
    fastest = 2 * np.pi * 0.16 * DRIFT_SHARE * TICK
    assert max(step.max() for step in steps) <= fastest * 1.05
    assert min(step.mean() for step in steps) > 0.05 * fastest


def test_drift_differs_from_spirit_to_spirit_and_never_touches_places() -> None:
    sea = sea_with(50)
    before = sea.places.copy()
    assert len(np.unique(sea.drift(1.0)[:, 0])) > 45
    assert np.array_equal(sea.places, before)
    sea.advance(TICK)
    assert np.array_equal(sea.places, before)  # settled and undrifted: still water is exactly the measurement


def test_same_seed_and_inputs_give_the_same_sea() -> None:
    def history() -> list[F32]:
        sea = Sea(sheet(40), seed=7)
        frames = []
        for index in range(60):
            if index % 7 == 0:
                sea.receive(snapshot(shoals(40, index), seed=index))
            sea.advance(TICK)
            frames += [sea.drawn(0.3) + 0.0, sea.probs.copy(), sea.drift(index * TICK)]
        return frames

    assert all(np.array_equal(one, other) for one, other in zip(history(), history(), strict=True))


@pytest.mark.parametrize("samples", [4, 1797, 20_000])
@pytest.mark.parametrize("widths", [(1,), (2, 3), (48, 48, 32)])
def test_any_number_of_spirits_and_any_width(samples: int, widths: tuple[int, ...]) -> None:
    sea = sea_with(samples, widths=widths)
    sea.receive(snapshot(shoals(samples, 2, widths)))
    sea.advance(TICK)
    assert sea.spirits == samples * len(widths)
    assert sea.places.shape == (len(widths), samples, 8)
    assert np.isfinite(sea.places).all()
    assert not sea.places[0, :, widths[0] :].any()


def test_identical_points_are_finite_and_stay_one_point() -> None:
    sea = sea_with(size=0.0)
    for _ in range(5):
        sea.advance(TICK)
    assert not sea.places.any()
    assert np.isfinite(sea.display_scale).all()
    assert not sea.drift(3.0).any()


def test_time_and_number_of_snapshots_are_told() -> None:
    sea = sea_with()
    for _ in range(30):
        sea.advance(TICK)
    assert sea.since_snapshot == pytest.approx(0.5)
    sea.receive(snapshot(shoals(30, 2)))
    assert sea.since_snapshot == 0.0
    assert sea.snapshots == 2
    first = sea.unrest()
    for _ in range(30):
        sea.advance(TICK)
    assert 0.0 < sea.unrest() < 0.6 * first


def test_a_snapshot_of_another_task_is_refused() -> None:
    sea = Sea(sheet(30), seed=0)
    with pytest.raises(ValueError, match=r"step 5: coords of shapes .*\(31, 8\)"):
        sea.receive(snapshot(shoals(31, 0), step=5))
    with pytest.raises(ValueError, match=r"probs \(30, 4\), the sheet says \(30, 3\)"):
        sea.receive(snapshot(shoals(30, 0), classes=4))
