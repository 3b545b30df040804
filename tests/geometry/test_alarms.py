"""Each alarm fires on what it is for, on nothing else, does not flicker, and never knows the future."""

import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seaspirits_game.geometry.alarms import GAP, IDLE_STEPS, PATIENCE, Alarm, AlarmDetector, alarms
from tests.geometry.curves import constant, made, ramp, trained

COLLAPSE, CHAOS, OVERFITTING, STAGNATION = Alarm
STEPS = range(0, 2000, 10)
LEARNING = ramp(0, 2000, 2.0, 0.05)


def ever(rows):
    return set().union(*alarms(rows))


def switches(found, alarm):
    return sum((alarm in one) is not (alarm in other) for one, other in pairwise(found))


def healthy(**curves):
    return made(STEPS, **{"loss": LEARNING, "volume": ramp(0, 2000, -1.0, 1.0), **curves})


losses = st.floats(0.001, 5.0) | st.just(math.nan)
shares = st.floats(0.0, 1.0)
volumes = st.floats(-20.0, 3.0) | st.sampled_from([math.nan, -math.inf])
readings = st.tuples(losses, losses, shares, shares, volumes, shares | st.just(math.nan))


def rows_of(draws):
    rows = []
    for index, (loss, validation, right, validated, volume, coherence) in enumerate(draws):
        rows += made(
            [index * 7],
            loss=constant(loss),
            validation=constant(validation),
            accuracy=constant(right),
            validation_accuracy=constant(validated),
            volume=constant(volume),
            coherence=constant(coherence),
        )
    return rows


@given(st.lists(readings, min_size=1, max_size=60), st.data())
@settings(max_examples=100)
def test_alarms_of_a_row_depend_on_no_later_row(draws, data):
    rows = rows_of(draws)
    whole = alarms(rows)
    cut = data.draw(st.integers(1, len(rows)))
    assert alarms(rows[:cut]) == whole[:cut]
    detector = AlarmDetector()
    assert [detector.advance(row) for row in rows] == whole


@given(st.lists(readings, min_size=PATIENCE, max_size=80))
def test_no_alarm_switches_within_its_patience(draws):
    found = alarms(rows_of(draws))
    for alarm in Alarm:
        turns = [index for index in range(1, len(found)) if (alarm in found[index]) is not (alarm in found[index - 1])]
        assert all(later - earlier >= PATIENCE for earlier, later in pairwise(turns))


def test_a_healthy_voyage_is_quiet():
    assert ever(healthy()) == set()
    assert alarms([]) == []


@pytest.mark.parametrize(
    ("curves", "expected"),
    [
        ({"volume": ramp(100, 200, 1.0, -4.0), "loss": ramp(100, 200, 0.2, 2.0)}, {COLLAPSE}),  # it never got better
        ({"volume": ramp(100, 200, 1.0, -4.0)}, set()),  # small and right
        (
            {"volume": ramp(100, 200, 1.0, 0.7), "loss": lambda s: LEARNING(min(s, 100)) + ramp(100, 200, 0, 1.5)(s)},
            set(),
        ),
        (
            {"volume": ramp(100, 200, 1.0, -4.0), "loss": lambda s: LEARNING(min(s, 100)) + ramp(100, 200, 0, 1.5)(s)},
            {COLLAPSE},
        ),
        ({"coherence": constant(0.5)}, set()),  # thrown about, but ever better
        ({"loss": lambda s: LEARNING(min(s, 500)) * (3.0 if s > 500 else 1.0)}, set()),  # worse, but steady
        (
            {"coherence": constant(0.5), "loss": lambda s: LEARNING(min(s, 500)) * (3.0 if s > 500 else 1.0)},
            {CHAOS},
        ),
        ({"validation": ramp(500, 2000, 0.4, 0.8), "accuracy": constant(0.99)}, set()),  # without a gap
        ({"accuracy": constant(0.99), "validation_accuracy": constant(0.9)}, set()),  # a gap, but ever better
        (
            {
                "validation": ramp(500, 2000, 0.4, 0.8),
                "accuracy": constant(0.99),
                "validation_accuracy": constant(0.99 - 2 * GAP),
            },
            {OVERFITTING},
        ),
        ({"loss": constant(2.0)}, {STAGNATION}),
        ({"loss": ramp(0, 100, 2.0, 0.9)}, set()),  # it stands still, but has learned
        ({"loss": ramp(0, 100, 2.0, 1.9)}, {STAGNATION}),
    ],
)
def test_what_an_alarm_is_for(curves, expected):
    assert ever(healthy(**curves)) == expected


def test_a_layer_that_becomes_a_point_has_collapsed():
    rows = healthy(loss=lambda step: LEARNING(min(step, 800)) if step <= 800 else 2.0)
    for row in rows:
        if row["step"] > 800:
            row["layer1.log_volume"], row["layer1.entropy"] = -math.inf, math.nan
    found = dict(zip([row["step"] for row in rows], alarms(rows), strict=True))
    assert found[800] == set()
    assert COLLAPSE in found[800 + 10 * PATIENCE]
    assert STAGNATION not in found[1990]  # what has collapsed is not called idle as well


def test_a_point_has_collapsed_even_if_nothing_had_been_learned_but_a_flat_cloud_has_not():
    flat = made(STEPS, loss=ramp(0, 2000, 2.0, 1.0), volume=lambda step: -1.0 if step < 800 else -math.inf)
    assert ever(flat) == set()  # it tells classes apart along fewer axes
    point = [{**row, "layer2.entropy": math.nan} if row["step"] >= 800 else row for row in flat]
    assert ever(point) == {COLLAPSE}
    always = [{**row, "layer1.log_volume": -math.inf, "layer1.entropy": math.nan} for row in healthy()]
    assert ever(always) == set()  # a layer that never was more than a point has not become one


def test_stagnation_waits_and_ends_when_something_moves():
    rows = made(STEPS, loss=lambda step: 2.0 if step < 1200 else 2.0 - (step - 1200) * 0.002)
    on = [row["step"] for row, found in zip(rows, alarms(rows), strict=True) if STAGNATION in found]
    assert on[0] == IDLE_STEPS + 10 * (PATIENCE - 1)
    assert 1200 < on[-1] < 1600
    assert switches(alarms(rows), STAGNATION) == 2


@pytest.mark.parametrize(("calm_every", "expected"), [(20, 0), (50, 1)], ids=["never thrice running", "on for good"])
def test_a_value_that_crosses_the_threshold_back_and_forth_does_not_flicker(calm_every, expected):
    def stormy(step):
        return 0.5 if step < 500 else 0.5 * (2.1 if step % calm_every else 1.8)

    found = alarms(made(STEPS, loss=stormy, coherence=constant(0.9)))
    assert switches(found, CHAOS) == expected


def test_without_measures_of_layers_two_alarms_are_deaf():
    rows = made(STEPS, layers=0, loss=lambda step: (2.0 if step < 10 else 0.1) if step < 500 else 3.0)
    assert ever(rows) == set()
    assert ever(made(STEPS, layers=0, loss=constant(2.0))) == {STAGNATION}
    with pytest.raises(KeyError):
        alarms([{"step": 0.0, "train_loss": 1.0}])


def test_going_back_silences_the_alarm_until_it_is_earned_again():
    rows = healthy(coherence=constant(0.5), loss=lambda s: LEARNING(min(s, 500)) * (3.0 if s > 500 else 1.0))
    detector = AlarmDetector()
    for row in rows:
        last = detector.advance(row)
    assert last == {CHAOS}
    assert detector.advance(rows[20]) == set()
    assert detector.advance(rows[21]) == set()


RUNS = [
    ("digits", {"weight_decay": 0.3}, COLLAPSE),
    ("moons", {"weight_decay": 0.3}, COLLAPSE),
    ("digits", {"noise": 10.0}, CHAOS),
    ("digits", {"learning_rate": 1e-5}, STAGNATION),
    ("digits", {"init": "small", "layers": (48,) * 8}, STAGNATION),
    ("digits", {}, None),
    ("digits", {"init": "small"}, None),
    ("digits", {"dropout": 0.3}, None),
    ("moons", {}, None),
]


@pytest.mark.parametrize(("task", "settings", "alarm"), RUNS, ids=[f"{task} {words}" for task, words, _ in RUNS])
def test_networks_that_really_train(task, settings, alarm):
    assert ever(trained(task, 300, 10, seed=7, **settings)) == ({alarm} if alarm else set())
