"""Motion is continuous, exact for any frame, and never overshoots."""

import itertools
import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from seaspirits_game.render.ui.motion import Needle, Transition, approach, ease

values = st.floats(-1e3, 1e3)
times = st.floats(0.0, 5.0)
durations = st.floats(0.01, 3.0)


@given(st.floats(-2.0, 3.0), st.floats(-2.0, 3.0))
def test_easing_rises_from_0_to_1(first, second):
    low, high = sorted((first, second))
    assert 0.0 <= ease(low) <= ease(high) <= 1.0


def test_easing_begins_and_ends_level():
    assert ease(1e-4) < 1e-7
    assert 1.0 - ease(1.0 - 1e-4) < 1e-7


@given(values, values, times, times, durations)
def test_an_approach_is_the_same_in_one_step_or_two(value, goal, first, second, seconds):
    at_once = approach(value, goal, first + second, seconds)
    in_two = approach(approach(value, goal, first, seconds), goal, second, seconds)
    assert in_two == pytest.approx(at_once, abs=1e-9)
    assert min(value, goal) - 1e-9 <= at_once <= max(value, goal) + 1e-9


def test_an_approach_without_time_is_there():
    assert approach(3.0, 7.0, 0.0, 0.0) == 7.0


@given(values, st.lists(st.tuples(values, st.floats(0.0, 0.5), durations), min_size=1, max_size=6))
def test_a_transition_never_jumps(start, changes):
    """Wherever it is sent, at the moment it leaves it is where it was."""
    now, moving = 0.0, Transition(start)
    for goal, later, seconds in changes:
        now += later
        before = moving.at(now)
        moving = moving.towards(goal, now, seconds)
        assert moving.at(now) == pytest.approx(before, abs=1e-9)
        assert moving.goal == goal
    assert moving.at(now + 10.0) == moving.goal


@given(values, values, durations, st.lists(st.floats(0.0, 1.0), min_size=2, max_size=9))
def test_a_transition_goes_one_way(start, goal, seconds, shares):
    moving = Transition(start).towards(goal, 2.0, seconds)
    seen = [abs(moving.at(2.0 + share * seconds) - goal) for share in sorted(shares)]
    assert all(later <= earlier + 1e-9 for earlier, later in itertools.pairwise(seen))


def test_a_transition_that_goes_there_already_is_left_alone():
    moving = Transition(0.0).towards(1.0, 5.0)
    assert moving.towards(1.0, 5.1) is moving


def test_a_transition_without_time_is_there():
    assert Transition(0.0).towards(1.0, 3.0, seconds=0.0).at(3.0) == 1.0


needles = st.builds(Needle, st.floats(-2.0, 2.0), st.floats(-20.0, 20.0))


@given(needles, st.floats(-2.0, 2.0), times, times, durations)
def test_two_half_steps_of_a_needle_are_one(needle, goal, first, second, seconds):
    at_once = needle.advance(goal, first + second, seconds)
    in_two = needle.advance(goal, first, seconds).advance(goal, second, seconds)
    assert in_two.value == pytest.approx(at_once.value, abs=1e-9)
    assert in_two.velocity == pytest.approx(at_once.velocity, abs=1e-7)


@given(st.floats(-2.0, 2.0), st.floats(-2.0, 2.0), times, durations)
def test_a_needle_at_rest_never_overshoots(value, goal, dt, seconds):
    moved = Needle(value).advance(goal, dt, seconds).value
    assert min(value, goal) - 1e-12 <= moved <= max(value, goal) + 1e-12


@given(needles, st.floats(-2.0, 2.0), st.floats(0.01, 1.0), st.floats(0.05, 1.0))
def test_a_needle_is_a_critically_damped_spring(needle, goal, dt, seconds):
    rate = 1.0 / seconds

    def motion(_, state):
        return [state[1], -2 * rate * state[1] - rate * rate * (state[0] - goal)]

    solved = solve_ivp(motion, (0.0, dt), [needle.value, needle.velocity], rtol=1e-9, atol=1e-11)
    moved = needle.advance(goal, dt, seconds)
    assert [moved.value, moved.velocity] == pytest.approx(solved.y[:, -1].tolist(), rel=1e-5, abs=1e-6)


@pytest.mark.parametrize("goal", [math.nan, math.inf, -math.inf])
def test_a_needle_without_a_goal_comes_to_rest(goal):
    needle = Needle(0.7, 3.0)
    for _ in range(200):
        needle = needle.advance(goal, 1 / 60)
        assert math.isfinite(needle.value)
    assert abs(needle.value) < 1e-3


@given(needles, st.floats(-2.0, 2.0))
def test_a_needle_without_inertia_is_there(needle, goal):
    assume(math.isfinite(goal))
    assert needle.advance(goal, 0.01, seconds=0.0) == Needle(goal)
