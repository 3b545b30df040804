"""How a dive goes, snapshot by snapshot."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seaspirits_game.core.commands import GrowWider, Rewind, SetDropout, SetGradientNoise, SetLearningRate
from seaspirits_game.core.facts import Torn
from seaspirits_game.geometry.alarms import Alarm
from seaspirits_game.keeper.dive import Goal, KrakenDuel, LightRules
from seaspirits_game.keeper.state import (
    MOST_MARKS,
    MOST_TEARS,
    Outcome,
    Reason,
    advance,
    attended,
    begin,
    continued,
    duel_ended,
    hinted,
    paid,
    refusal,
    retried,
    torn,
)
from tests.keeper.seen import dive, hazard, seen


def sailed(state, *snapshots):
    for snapshot in snapshots:
        state = advance(state, snapshot)
    return state


def test_a_goal_must_hold_as_long_as_it_says():
    state = sailed(begin(dive(), 0), seen(0), seen(10, 0.95), seen(20, 0.5), seen(30, 0.95))
    assert state.outcome is Outcome.UNDER_WAY
    state = advance(state, seen(40, 0.9))
    assert (state.outcome, state.reason, state.stars) == (Outcome.WON, Reason.GOALS, 3)
    assert advance(state, seen(50)) is state


def test_each_star_has_a_condition_of_its_own():
    state = begin(dive(stars=(Goal("step", at_most=20), Goal("light", at_least=1e6))), 0)
    assert sailed(state, seen(0), seen(10, 0.95), seen(20, 0.95)).stars == 2
    assert sailed(state, seen(0), seen(20, 0.95), seen(30, 0.95)).stars == 1


def test_snapshots_between_two_judged_ones_count_for_nothing():
    state = sailed(begin(dive(), 0), seen(0), seen(10, 0.95))
    assert advance(state, seen(19, 0.95)) is state
    assert advance(state, seen(20, 0.95)).outcome is Outcome.WON


def test_a_goal_waits_for_its_time():
    state = begin(dive(goals=(Goal("val_accuracy", at_least=0.9, hold=2, since=50),)), 0)
    state = sailed(state, *(seen(step, 0.95) for step in range(0, 51, 10)))
    assert state.outcome is Outcome.UNDER_WAY
    assert advance(state, seen(60, 0.95)).outcome is Outcome.WON


def test_a_station_stays_met_and_going_back_before_it_undoes_it():
    station = Goal("val_loss", at_most=0.3, hold=2, once=True)
    state = begin(dive(goals=(station, Goal("val_accuracy", at_least=0.9))), 0)
    state = sailed(state, seen(0), seen(10, loss=0.2), seen(20, loss=0.2), seen(30))
    assert state.held == (2, 0)
    assert advance(state, seen(40, 0.95)).outcome is Outcome.WON
    assert sailed(state, seen(25), seen(40, 0.95)).outcome is Outcome.WON
    back = sailed(state, seen(20), seen(30, 0.95))
    assert (back.outcome, back.held) == (Outcome.UNDER_WAY, (0, 1))


def test_the_budget_ends_a_dive_and_a_goal_met_with_the_last_step_still_wins():
    quiet = [seen(step) for step in range(0, 90, 10)]
    assert sailed(begin(dive(), 0), *quiet, seen(90), seen(100)).reason is Reason.BUDGET
    assert sailed(begin(dive(), 0), *quiet, seen(90, 0.95), seen(100, 0.95)).outcome is Outcome.WON


def test_a_floor_that_breaks_ends_a_dive_and_is_named():
    floor = Goal("val_accuracy", at_least=0.4, since=20, keep=True)
    state = begin(dive(goals=(*dive().goals, floor)), 0)
    state = sailed(state, seen(0, 0.1), seen(10, 0.1), seen(20, 0.6))
    assert state.outcome is Outcome.UNDER_WAY
    state = advance(state, seen(30, 0.39))
    assert (state.outcome, state.reason, state.broken) == (Outcome.LOST, Reason.BROKEN, floor)


def test_what_has_no_value_breaks_no_floor_and_wins_nothing():
    coherent = Goal("deepest.coherence", at_least=0.9, keep=True)
    state = begin(dive(goals=(coherent,)), 0)
    assert advance(state, seen(0)).outcome is Outcome.UNDER_WAY
    assert sailed(state, seen(0), seen(10)).outcome is Outcome.WON


def test_coherence_is_that_between_two_judged_snapshots():
    cloud = seen(0).coords
    turned = tuple(np.ascontiguousarray(coords[:, ::-1]) for coords in cloud)
    other = tuple(np.random.default_rng(2).normal(size=cloud[0].shape).astype(np.float32) for _ in cloud)
    state = advance(begin(dive(), 0), seen(0))
    assert all(math.isnan(value) for value in state.coherence)
    assert advance(state, seen(10, coords=turned)).coherence == pytest.approx((1.0, 1.0))
    assert max(advance(state, seen(10, coords=other)).coherence) < 0.6
    assert all(math.isnan(value) for value in advance(state, seen(10, coords=cloud[:1])).coherence)


def test_light_is_earned_by_new_best_accuracy_and_by_calm_only():
    rules = LightRules(start=1.0, accuracy=10.0, calm=0.5)
    state = sailed(begin(dive(light=rules), 0), seen(0, 0.5))
    assert state.light == 1.0
    assert advance(state, seen(10, 0.7)).light == pytest.approx(3.5)
    state = sailed(state, seen(10, 0.7), seen(20, 0.3), seen(30, 0.7))
    assert state.light == pytest.approx(4.5)


def test_going_back_earns_nothing_twice():
    rules = LightRules(start=3.0, accuracy=10.0, calm=0.0, rewind=2.0)
    state = sailed(begin(dive(light=rules), 0), seen(0, 0.5), seen(10, 0.8))
    state = paid(state, Rewind(0))
    assert (state.light, state.rewinds) == (pytest.approx(4.0), 1)
    assert sailed(state, seen(0, 0.5), seen(10, 0.8)).light == pytest.approx(4.0)


def test_commands_beyond_the_dives_levers_or_light_are_refused():
    state = sailed(begin(dive(light=LightRules(start=1.0, unit=0.25)), 0), seen(0))
    assert refusal(state, SetDropout(0.1)) == "lever"
    assert refusal(state, SetLearningRate(0.1)) == ""
    assert refusal(state, GrowWider(1, 13)) == "light"
    assert refusal(state, GrowWider(1, 12)) == ""
    assert paid(state, GrowWider(1, 12)).light == pytest.approx(0.0)


def test_alarms_are_heard_and_the_moment_before_is_offered():
    quiet = [seen(step, 0.5 + step / 1000, loss=0.7 - step / 1000) for step in range(0, 60, 10)]
    far = [
        seen(step, loss=3.0, coords=tuple(np.random.default_rng(step).normal(size=(2, 40, 8)).astype(np.float32)))
        for step in range(60, 110, 10)
    ]
    state = sailed(begin(dive(), 0), *quiet, *far)
    assert state.outcome is Outcome.LOST
    assert state.alarm is not None
    assert state.alarm.alarm is Alarm.CHAOS
    assert state.alarm.step == 80
    assert 40 <= state.turning < 60


def test_without_an_alarm_the_best_moment_is_offered():
    state = sailed(begin(dive(), 0), *(seen(step, 0.8 if step == 40 else 0.5) for step in range(0, 101, 10)))
    assert state.turning == 40


def test_a_lost_dive_can_be_taken_up_again():
    state = sailed(begin(dive(), 0), *(seen(step, 0.8 if step == 40 else 0.5) for step in range(0, 101, 10)))
    again = retried(state)
    assert (again.outcome, again.retries) == (Outcome.UNDER_WAY, 1)
    won = sailed(again, seen(40, 0.8), seen(50, 0.95), seen(60, 0.95))
    assert won.outcome is Outcome.WON
    with pytest.raises(ValueError, match="lost"):
        retried(won)


def test_the_sea_does_its_things_in_time_and_again_after_going_back():
    state = begin(dive(hazards=(hazard(0), hazard(25), hazard(30, every=30))), 0)
    assert state.due == (SetGradientNoise(1.0),)
    state = sailed(attended(state), seen(0), seen(10), seen(20))
    assert state.due == ()
    state = advance(state, seen(30))
    assert (len(state.due), state.told) == (2, "A storm. A storm.")
    state = sailed(attended(state), seen(40), seen(50))
    assert state.due == ()
    assert len(advance(state, seen(60)).due) == 1
    back = sailed(state, seen(20))
    assert back.due == ()
    assert len(advance(back, seen(30)).due) == 2


def test_a_duel_is_called_once_and_its_end_moves_the_sea():
    duel = KrakenDuel(at=10, says="It rises.", light=3.0, on_win=(SetGradientNoise(0.0),))
    state = sailed(begin(dive(duels=(duel,), light=LightRules(calm=0.0)), 0), seen(0), seen(10))
    assert state.duel is duel
    won, lost = duel_ended(state, True), duel_ended(state, False)
    assert (won.light - lost.light, won.due, lost.due) == (3.0, (SetGradientNoise(0.0),), ())
    assert (won.duels_won, lost.duels_won, lost.duels_lost) == (1, 0, 1)
    assert sailed(attended(won), seen(20)).duel is None
    with pytest.raises(ValueError, match="duel"):
        duel_ended(won, True)


def test_a_tear_costs_light_and_too_many_end_the_dive():
    state = sailed(begin(dive(light=LightRules(start=2.0, tear=1.5)), 0), seen(0), seen(10, 0.5))
    for number in range(MOST_TEARS):
        state = torn(state, Torn(15, "W1", 0))
        assert state.torn is not None
        assert state.outcome is Outcome.UNDER_WAY
        state = sailed(state, seen(0), seen(10))
        assert (state.torn, state.tears, state.step) == (None, number + 1, 10)
    assert state.light < 1.0
    assert torn(state, Torn(15, "W1", 0)).reason is Reason.TORN


def test_where_light_burns_the_lamp_can_go_out():
    state = begin(dive(light=LightRules(start=1.0, calm=0.0, drain=0.6)), 0)
    state = sailed(state, seen(0), seen(10), seen(20))
    assert state.reason is Reason.DARK


def test_an_endless_dive_goes_on_after_it_is_won():
    endless = dive(endless=True, light=LightRules(start=1.0, calm=0.0, drain=0.1, accuracy=0.0))
    won = sailed(begin(endless, 0), seen(0), seen(10, 0.95), seen(20, 0.95))
    state = continued(won)
    step = 20
    while state.outcome is Outcome.UNDER_WAY:
        step += 10
        state = advance(state, seen(step, 0.95))
    assert (state.reason, state.stars) == (Reason.DARK, won.stars)
    assert step > 100
    with pytest.raises(ValueError, match="endless"):
        continued(sailed(begin(dive(), 0), seen(0), seen(10, 0.95), seen(20, 0.95)))


def test_hints_come_one_after_another():
    state, first = hinted(begin(dive(), 0))
    state, second = hinted(state)
    state, third = hinted(state)
    assert (first, second, third, state.hints) == ("First.", "Second.", "Second.", 2)


def test_a_long_dive_keeps_a_bounded_trace():
    state = begin(dive(steps=100_000), 0)
    for step in range(0, 10 * (MOST_MARKS + 300), 10):
        state = advance(state, seen(step))
    steps = [mark.step for mark in state.trace]
    assert len(steps) <= MOST_MARKS
    assert steps[0] == 0
    assert steps == sorted(steps)
    assert steps[-1] == 10 * (MOST_MARKS + 299)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(-3, 4), st.floats(0.0, 1.0)), max_size=30))
def test_whatever_is_seen_the_state_stays_whole(moves):
    state, step = begin(dive(hazards=(hazard(20, every=20),)), 0), 0
    for by, accuracy in moves:
        step = max(0, step + 10 * by)
        state = advance(state, seen(step, accuracy))
        assert state.light >= 0.0
        assert [mark.step for mark in state.trace] == sorted({mark.step for mark in state.trace})
        assert all(0 <= count <= len(state.trace) for count in state.held)
        if state.outcome is Outcome.WON:
            assert accuracy >= 0.9
            return
        state = attended(state)
