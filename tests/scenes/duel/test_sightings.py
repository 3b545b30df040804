"""What is drawn of a row says no more than the water does."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.quicksort.game import SortState, move, new_game, ping, rule_move
from seaspirits_game.quicksort.rules import RULES_BY_NAME, seen_through_murk
from seaspirits_game.scenes.duel.sightings import first_sight, looked, settled, shares_of, told, veil
from tests.scenes.duel.tables import shuffled


def partly_played(n: int, moves: int, seed: int) -> SortState:
    state, rng = new_game(shuffled(n, seed)), np.random.default_rng(seed)
    for _ in range(moves):
        if not state.done:
            state = rule_move(state, RULES_BY_NAME["random"], rng)
    return state


def test_clear_water_shows_all_and_murk_knows_nothing() -> None:
    state = new_game(shuffled(20))
    clear = first_sight(state, 0.0, np.random.default_rng(0))
    assert clear.known.all()
    assert np.array_equal(clear.seen, shares_of(state.values))
    murky = first_sight(state, 0.2, np.random.default_rng(0))
    assert not murky.known.any()


def test_the_player_looks_through_the_same_water_as_the_rule() -> None:
    state = new_game(shuffled(30))
    seen = first_sight(state, 0.3, np.random.default_rng(4)).seen
    assert np.array_equal(seen, seen_through_murk(shares_of(state.values), 0.3, np.random.default_rng(4)))


@pytest.mark.parametrize("murk", [0.1, 0.4])
def test_a_murky_look_tells_no_more_than_its_noise(murk: float) -> None:
    """Over many looks the error of what is drawn has the murk's deviation: nothing exact shines through."""
    state = new_game(shuffled(25))
    errors = [
        first_sight(state, murk, np.random.default_rng(seed)).seen - shares_of(state.values) for seed in range(400)
    ]
    assert np.std(errors) == pytest.approx(murk, rel=0.03)
    assert abs(np.mean(errors)) < 0.01


@given(st.integers(4, 40), st.integers(0, 12), st.integers(0, 50), st.floats(0.05, 0.4))
def test_only_settled_and_pinged_elements_are_known(n: int, moves: int, seed: int, murk: float) -> None:
    state = partly_played(n, moves, seed)
    before = first_sight(new_game(shuffled(n, seed)), murk, np.random.default_rng(1))
    sightings = looked(before, state, murk, np.random.default_rng(2))
    known_places = sightings.known[state.identities]
    assert np.array_equal(known_places, settled(state))
    exact = shares_of(state.values)
    assert np.array_equal(sightings.seen[state.identities][known_places], exact[known_places])
    segment = state.segment
    if segment is not None:
        pinged = told(sightings, ping(state, segment.length // 2))
        assert pinged.known.sum() == sightings.known.sum() + 1
        assert pinged.known[state.identities[segment.lo + segment.length // 2]]


@given(st.integers(4, 40), st.integers(1, 12), st.integers(0, 50))
def test_the_veil_is_the_same_whoever_stands_where(n: int, moves: int, seed: int) -> None:
    """Shuffling the elements inside every open segment changes nothing of what a veiled reef shows."""
    state = partly_played(n, moves, seed)
    levels, known = veil(state)
    values = state.values.copy()
    rng = np.random.default_rng(seed + 1)
    for segment in state.waiting:
        rng.shuffle(values[segment.lo : segment.hi])
    other = SortState(values, state.identities, state.waiting, state.moves)
    again, known_again = veil(other)
    assert np.array_equal(levels, again)
    assert np.array_equal(known, known_again)
    assert (np.diff(levels) >= 0).all(), "it rises step by step"


def test_what_sonar_told_is_not_forgotten_when_its_segment_is_parted() -> None:
    state = new_game(shuffled(16))
    sightings = told(first_sight(state, 0.3, np.random.default_rng(0)), ping(state, 3))
    parted = move(ping(state, 3), 7)
    later = looked(sightings, parted, 0.3, np.random.default_rng(1))
    assert later.known[3]
    assert later.seen[3] == shares_of(state.values)[3]


def test_equal_values_are_half_way() -> None:
    assert shares_of(np.full(4, 7.0)).tolist() == [0.5] * 4
