"""Shoals stand where they can be told apart, and go there rigidly and without a leap."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.core.arrays import F32
from seaspirits_game.sea.layout import BAND_SPACING, Choice
from seaspirits_game.sea.sea import Sea
from tests.sea.seas import sheet, shoals, snapshot

TICK = 1 / 60
seeds = st.integers(0, 10_000)


def settled(choice: Choice, seconds: float = 12.0) -> Choice:
    for _ in range(round(seconds / TICK)):
        choice.advance(TICK)
    return choice


def points(seed: int, layers: int, size: float = 0.5) -> F32:
    rng = np.random.default_rng(seed)
    return (size * rng.standard_normal((layers, 60, 3))).astype(np.float32)


def test_one_shoal_stands_alone_in_the_middle() -> None:
    choice = Choice(4, 2, all_bands=False)
    layout = choice.layout()
    assert not choice.in_flight
    assert layout.visible() == slice(2, 3)
    shoal = points(0, 1)
    assert np.allclose(layout.place(shoal, layout.visible()), shoal)


@given(st.integers(1, 8), seeds)
def test_bands_are_stacked_from_the_first_layer_down(layers: int, seed: int) -> None:
    layout = Choice(layers, 0, all_bands=True).layout()
    assert layout.visible() == slice(0, layers)
    heights = layout.place(np.zeros((layers, 1, 3), np.float32), layout.visible())[:, 0, 1]
    assert np.allclose(np.diff(heights), -BAND_SPACING)
    assert heights.sum() == pytest.approx(0.0, abs=1e-4)


@given(st.integers(2, 8), seeds, st.floats(0.01, 30.0))
def test_with_room_made_bands_never_meet(layers: int, seed: int, size: float) -> None:
    widths = (16,) * layers
    sea = Sea(sheet(80, widths=widths), seed=0)
    sea.receive(snapshot(shoals(80, seed, widths, size)))
    choice = Choice(layers, 0, all_bands=True)
    choice.make_room(sea.reach)
    layout = settled(choice).layout()
    for frame_pitch in (0.0, 0.25):  # seen level, or from a little above
        world = layout.place(np.ascontiguousarray(sea.places[..., :3]), slice(0, layers))
        height = np.cos(frame_pitch) * world[..., 1]
        assert np.all(height[:-1].min(axis=1) > height[1:].max(axis=1))


@given(st.integers(1, 6), seeds, st.floats(0, 2.0))
def test_shoals_move_as_rigid_bodies(layers: int, seed: int, seconds: float) -> None:
    choice = Choice(layers, 0, all_bands=False)
    choice.all_bands = True
    layout = settled(choice, seconds).layout()
    shoal = points(seed, layers)
    world = layout.place(shoal, slice(0, layers))
    for before, after in zip(shoal, world, strict=True):
        wanted = np.linalg.norm(before[:, None] - before[None], axis=2)
        assert np.allclose(np.linalg.norm(after[:, None] - after[None], axis=2), wanted, atol=1e-5)


def test_placing_tails_places_each_like_its_spirit() -> None:
    layout = Choice(3, 0, all_bands=True).layout()
    shoal = points(1, 3)
    tails = np.stack([shoal, 2 * shoal])
    assert np.array_equal(layout.place(tails, slice(0, 3))[0], layout.place(shoal, slice(0, 3)))
    assert np.allclose(layout.place(shoal[1:2], slice(1, 2)), layout.place(shoal, slice(0, 3))[1:2])


def test_every_change_is_a_glide_of_the_time_that_was_asked_for() -> None:
    choice, shoal = Choice(3, 1, all_bands=False, flight_s=2.0), points(0, 3)
    places, presences, ticks = [choice.layout().place(shoal, slice(0, 3))], [choice.layout().presence], 0
    choice.all_bands = True
    while choice.in_flight:
        choice.advance(TICK)
        ticks += 1
        places.append(choice.layout().place(shoal, slice(0, 3)))
        presences.append(choice.layout().presence)
    assert ticks * TICK == pytest.approx(2.0, abs=2 * TICK)
    assert max(np.abs(b - a).max() for a, b in itertools.pairwise(places)) < 0.06
    assert max(np.abs(b - a).max() for a, b in itertools.pairwise(presences)) < 0.03
    assert np.all(presences[-1] == 1.0)


def test_another_shoal_is_cross_faded_and_one_is_always_there() -> None:
    choice = Choice(3, 0, all_bands=False)
    choice.chosen = 2
    assert choice.in_flight
    while choice.in_flight:
        choice.advance(TICK)
        assert choice.layout().presence.max() >= 0.45
    assert np.array_equal(choice.layout().presence, [0, 0, 1])


def test_with_reduced_motion_changes_are_made_at_once() -> None:
    choice = Choice(3, 0, all_bands=False, flight_s=0.0)
    choice.all_bands, choice.chosen = True, 1
    choice.make_room(np.array([2, 2, 2], np.float32))
    choice.advance(TICK)
    assert not choice.in_flight
    assert choice.layout().offsets[0, 1] == pytest.approx(4.2)


def test_one_layer_needs_no_room() -> None:
    choice = Choice(1, 0, all_bands=True, flight_s=0.0)
    choice.make_room(np.array([50], np.float32))
    choice.advance(TICK)
    assert not choice.layout().offsets.any()
