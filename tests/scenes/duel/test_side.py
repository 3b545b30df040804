"""A reef in time: what is shown leads from state to state, whatever the frame rate."""

import numpy as np
import pytest

from seaspirits_game.quicksort.game import SortState, move, new_game, ping, rule_move, turn_to
from seaspirits_game.quicksort.rules import RULES_BY_NAME
from seaspirits_game.scenes.duel.replay import Replay
from seaspirits_game.scenes.duel.side import AWAKE, OPEN, STILL, Side
from tests.scenes.duel.tables import shuffled


def looks(lo: int, hi: int) -> np.random.Generator:
    return np.random.default_rng([lo, hi])


def side(n: int = 16, murk: float = 0.2, **options: bool) -> Side:
    return Side(shuffled(n), murk, looks, **options)


def rested(one: Side, dt: float = 1 / 60) -> None:
    for _ in range(10_000):
        if not one.busy:
            return
        one.advance(dt)
    raise AssertionError("it never comes to rest")


def game(n: int = 16) -> list[SortState]:
    states, rng = [new_game(shuffled(n))], np.random.default_rng(3)
    while not states[-1].done:
        states.append(rule_move(states[-1], RULES_BY_NAME["random"], rng))
    return states


@pytest.mark.parametrize("options", [{}, {"veiled": True}, {"calm": True}], ids=["plain", "veiled", "calm"])
def test_a_shown_game_ends_sorted_still_and_known(options: dict[str, bool]) -> None:
    one = side(**options)
    states = game()
    for made in states[1:]:
        one.show_moves([made])
        assert one.busy
        rested(one)
    frame = one.frame()
    assert frame.shape.known.all()
    assert (frame.shape.light == STILL).all()
    assert frame.span == (0, 0)
    order = np.argsort(frame.shape.places)
    assert (np.diff(frame.shape.seen[order]) > 0).all()
    assert frame.shape.comparisons == states[-1].comparisons
    assert frame.shape.remaining == 0.0
    assert [len(state.moves) for state in one.history] == list(range(len(states)))


def test_counters_only_rise_and_never_jump_ahead() -> None:
    one, states = side(), game()
    one.show_moves(states[1:])
    spent = []
    while one.busy:
        spent.append(one.frame().shape.comparisons)
        one.advance(1 / 60)
    assert spent == sorted(spent)
    assert spent[0] == 0.0
    assert spent[-1] <= states[-1].comparisons


def test_the_picture_hangs_on_time_not_on_frames() -> None:
    fine, coarse = side(), side()
    for one, dt in ((fine, 1 / 240), (coarse, 1 / 12)):
        one.show_moves(game()[1:6])
        for _ in range(round(0.75 / dt)):
            one.advance(dt)
    assert np.allclose(fine.frame().shape.places, coarse.frame().shape.places, atol=1e-6)


def test_the_segment_in_play_is_lit_and_the_rest_asleep() -> None:
    one = side()
    one.show_moves([move(new_game(shuffled(16)), 5)])
    rested(one)
    segment = one.state.segment
    assert segment is not None
    light = one.frame().shape.light[one.state.identities]
    assert (light[segment.lo : segment.hi] == AWAKE).all()
    others = np.ones(16, np.bool_)
    others[segment.lo : segment.hi] = False
    assert set(light[others].tolist()) <= {OPEN, STILL}


def test_looks_do_not_hang_on_the_order_of_play() -> None:
    """A segment seen late is seen as it would have been early: looks come from their own streams."""
    parted = move(new_game(shuffled(20)), 8)
    early, late = side(20), side(20)
    for one in (early, late):
        one.show_moves([parted])
        rested(one)
    other = parted.waiting[0]
    early.change(turn_to(early.state, other.lo))
    rested(early)
    late.show_moves([rule_move(late.state, RULES_BY_NAME["true-median"], np.random.default_rng(0))])
    late.change(turn_to(late.state, other.lo))
    rested(late)
    who = parted.identities[other.lo : other.hi]
    assert np.array_equal(early.frame().shape.seen[who], late.frame().shape.seen[who])


def test_sonar_comes_clear_and_counts() -> None:
    one = side()
    one.change(ping(one.state, 4))
    rested(one)
    assert one.frame().shape.known[4]
    assert one.frame().shape.comparisons == 1


def test_a_veiled_side_moves_nobody() -> None:
    one = side(veiled=True)
    one.show_moves([game()[1]])
    one.advance(0.5)
    frame = one.frame()
    assert 0.0 < frame.share < 1.0
    assert frame.shape.places.tolist() == list(range(16))
    assert not frame.lifts.any()


def test_the_rest_of_a_game_can_be_shown_at_once() -> None:
    one, states = side(veiled=True), game()
    one.show_moves([states[1]])
    one.advance(0.1)
    one.show_end(states[2:])
    rested(one)
    assert one.state.done
    assert len(one.history) == len(states)


def test_in_reduced_motion_pens_change_places_only_in_the_dark() -> None:
    one = side(calm=True)
    one.show_moves([game()[1]])
    before = one.frame().shape.places
    darkest = 1.0
    while one.busy:
        frame = one.frame()
        assert not frame.lifts.any()
        if not np.array_equal(frame.shape.places, before):
            darkest = float(frame.shape.light.max())
            break
        one.advance(1 / 240)
    assert darkest < 0.25


def test_a_replay_goes_anywhere_and_plays_to_its_end() -> None:
    states = game()
    replay = Replay(states[0].values, [made.step for made in states[-1].moves])
    assert replay.state is replay.states[0]
    replay.seek(0.5)
    assert replay.share == pytest.approx(0.5)
    replay.toggle()
    for _ in range(5000):
        replay.advance(1 / 60)
    assert not replay.playing
    assert replay.share == 1.0
    assert replay.frame().shape.comparisons == states[-1].comparisons
    replay.toggle()
    assert replay.position == 0.0
    assert replay.playing
