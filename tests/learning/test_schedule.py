"""Dear measures: at fixed steps where a run must repeat, else in turns with a bounded share of the time."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seaspirits_game.core.snapshot import Reading, Snapshot
from seaspirits_game.learning.schedule import EVERY, SHARE, Schedule

NAMES = ("a", "b")


def snapshot(step):
    return Snapshot(
        step=step,
        epoch=0.0,
        coords=(),
        variance_share=(),
        probs=np.zeros((1, 2), np.float32),
        train_loss=0.0,
        val_loss=0.0,
        train_accuracy=0.0,
        val_accuracy=0.0,
        learning_rate=0.1,
        readings={"cheap": 1.0},
    )


class Clock:
    def __init__(self, costs):
        self.now, self.costs, self.taken = 0.0, costs, []

    def __call__(self):
        return self.now

    def measure(self, name):
        self.now += self.costs[name]
        self.taken.append(name)
        return {name: self.now}


def test_at_fixed_steps_all_are_taken_at_each_tenth_snapshot_the_first_and_the_last():
    schedule = Schedule(NAMES, every=5, hold_at=113)
    taken = {}
    for step in [*range(0, 111, 5), 113]:
        done = schedule.completed(snapshot(step), lambda name, step=step: {name: float(step), f"{name}2": 0.0}, None)
        assert done.readings["cheap"] == 1.0
        if "a" in done.readings:
            taken[step] = set(done.readings) - {"cheap"}
        newest = max(taken)
        assert done.dear == {name: Reading(float(newest) if len(name) == 1 else 0.0, newest) for name in done.dear}
        assert set(done.dear) == {"a", "a2", "b", "b2"}
    assert list(taken) == [0, 5 * EVERY, 10 * EVERY, 113]
    assert all(columns == {"a", "a2", "b", "b2"} for columns in taken.values())


def test_the_clock_does_not_matter_where_steps_are_fixed():
    clock = Clock({"a": 100.0, "b": 100.0})
    schedule = Schedule(NAMES, every=1, hold_at=None)
    for step in range(2 * EVERY + 1):
        schedule.completed(snapshot(step), clock.measure, clock)
    assert clock.taken == ["a", "b"] * 3


@settings(max_examples=20)
@given(st.floats(0.01, 0.5), st.floats(0.01, 0.5), st.floats(0.01, 0.2))
def test_by_the_clock_they_take_turns_and_a_bounded_share(one, other, pause):
    clock = Clock({"a": one, "b": other})
    schedule, step, spent = Schedule(NAMES, every=None, hold_at=None), 0, 0.0
    while clock.now < 100.0:
        before = clock.now
        done = schedule.completed(snapshot(step), clock.measure, clock)
        spent += clock.now - before
        assert len(done.readings) <= 2, "one at a time, so that no snapshot waits for all"
        clock.now += pause
        step += 1
    assert clock.taken[:4] == ["a", "b", "a", "b"]
    assert spent <= SHARE * clock.now + max(one, other)
    assert spent >= 0.5 * SHARE * min(1.0, (one + other) / (one + other + 2 * pause)) * clock.now


def test_a_reading_stays_with_its_step_until_a_newer_one():
    clock = Clock({"a": 1.0, "b": 1.0})
    schedule = Schedule(NAMES, every=None, hold_at=None)
    assert schedule.completed(snapshot(0), clock.measure, clock).dear == {}, "the first picture waits for nothing"
    first = schedule.completed(snapshot(0), clock.measure, clock)
    assert (first.readings["a"], first.dear) == (1.0, {"a": Reading(1.0, 0)})
    later = schedule.completed(snapshot(1), clock.measure, clock)
    assert "a" not in later.readings
    assert later.dear == {"a": Reading(1.0, 0)}
    schedule.forget()
    assert schedule.completed(snapshot(2), clock.measure, clock).dear == {}


def test_without_names_or_without_a_clock_nothing_is_taken():
    plain = snapshot(3)
    never = pytest.fail
    assert Schedule((), every=1, hold_at=3).completed(plain, never, None) is plain
    assert Schedule((), every=None, hold_at=None).completed(plain, never, lambda: math.inf) is plain
    assert Schedule(NAMES, every=None, hold_at=3).completed(plain, never, None) is plain
