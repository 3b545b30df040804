"""The mood is read off the deepest layer, and what was not measured changes nothing."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.audio.mood import Mood, mood_of
from seaspirits_game.geometry.alarms import Alarm

READINGS = {
    "layer1.log_volume": 1.0,
    "layer1.entropy": 0.1,
    "layer1.coherence": 0.2,
    "layer2.log_volume": 1.0,
    "layer2.entropy": 0.5 * math.log(32),
    "layer2.coherence": 0.9,
}


def test_the_deepest_layer_decides() -> None:
    mood = mood_of(READINGS, (48, 32), depth01=0.4)
    assert mood == Mood(pytest.approx(0.5), pytest.approx(0.75), 0.0, 0.4)


def test_what_was_not_measured_is_as_usual() -> None:
    assert mood_of({}, ()) == Mood()
    assert mood_of({"layer1.log_volume": 0.0, "layer1.entropy": math.nan}, (48,)) == Mood()


def test_the_greatest_danger_is_heard() -> None:
    unrest = {alarm: mood_of(READINGS, (48, 32), (alarm, Alarm.STAGNATION)).unrest for alarm in Alarm}
    assert unrest[Alarm.CHAOS] == 1.0
    assert unrest[Alarm.CHAOS] > unrest[Alarm.COLLAPSE] > unrest[Alarm.OVERFITTING] > unrest[Alarm.STAGNATION] > 0.0
    assert mood_of(READINGS, (48, 32), torn=True).unrest == 1.0


@given(st.floats(), st.floats(), st.floats())
def test_it_stays_within_its_range(entropy: float, coherence: float, depth: float) -> None:
    readings = {"layer1.log_volume": 0.0, "layer1.entropy": entropy, "layer1.coherence": coherence}
    mood = mood_of(readings, (8,), depth01=depth)
    assert all(0.0 <= value <= 1.0 for value in (mood.openness, mood.steadiness, mood.unrest, mood.depth))
