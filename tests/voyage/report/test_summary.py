"""What a report tells of rows: held against rows of which the answer is known."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.geometry.alarms import Alarm, alarms
from seaspirits_game.geometry.stages import stages
from seaspirits_game.voyage.metrics import LEADING_COLUMNS
from seaspirits_game.voyage.report import summary
from seaspirits_game.voyage.report.summary import Reading, Spell, kept, moments, quarters, reading


def row(step: float, **cells: float) -> dict[str, float]:
    return {**dict.fromkeys(LEADING_COLUMNS, 1.0), "step": step, **cells}


@given(st.lists(st.integers(1, 500), max_size=40))
def test_moments_and_quarters_rise_from_the_first_row_to_the_last(gaps: list[int]) -> None:
    steps = [sum(gaps[:index]) for index in range(len(gaps) + 1)]
    rows = [row(step) for step in steps]
    for chosen in (moments(rows), quarters(rows)):
        assert chosen == sorted(set(chosen))
        assert chosen[0] == 0
        assert chosen[-1] == len(rows) - 1
        assert len(chosen) <= 5
    assert len(moments(rows)) == 5 or len(rows) < 50


def test_moments_are_nearest_to_a_logarithmic_course() -> None:
    rows = [row(step) for step in range(1501)]
    wanted = [6.0 * ((1501.0 + 5.0) / 6.0) ** (k / 4) - 6.0 for k in range(5)]
    assert moments(rows) == [round(step) for step in wanted]


def test_nothing_comes_of_nothing() -> None:
    assert moments([]) == quarters([]) == summary.stage_spells([]) == summary.alarm_spells([]) == kept([]) == []


def test_what_was_undone_is_left_out() -> None:
    steps = [0, 10, 20, 30, 10, 20]
    assert [each["step"] for each in kept([row(step) for step in steps])] == [0, 10, 20]
    assert moments([row(step) for step in steps])[-1] == 5


def test_a_dear_measure_is_read_where_it_was_last_taken() -> None:
    rows = [row(0), row(10, sharpness=2.0), row(20), row(30, sharpness=math.nan)]
    assert reading(rows, 0, "sharpness") is None
    assert reading(rows, 2, "sharpness") == Reading(2.0, 10)
    found = reading(rows, 3, "sharpness")
    assert found is not None
    assert math.isnan(found.value)


def test_spells_of_stages_cover_every_row_with_what_the_detector_says() -> None:
    def cells(step: int) -> dict[str, float]:
        t = math.log2(step + 1.0)
        return {
            "layer1.log_volume": -3.0 + max(0.0, min(t, 8.0) - 4.0),
            "layer1.entropy": 2.0 - 0.3 * min(t, 4.0),
            "layer1.coherence": 0.99,
            "train_loss": 1.0 / (1.0 + t),
        }

    rows = [row(step, **cells(step)) for step in range(0, 2001, 5)]
    spells = summary.stage_spells(rows)
    assert [spell.what.value for spell in spells] == ["none", "foundation", "expansion", "refinement"]
    told = [next(s.what for s in spells if s.begin <= each["step"] <= s.end) for each in rows]
    assert told == stages(rows)


def test_spells_of_alarms_are_those_of_the_detector() -> None:
    rows = [
        row(step, train_loss=1.0 / (1.0 + step), val_loss=0.5 + 0.01 * step, val_accuracy=0.7) for step in range(80)
    ]
    rows += [row(step, train_loss=0.01, val_loss=0.5, val_accuracy=0.99) for step in range(80, 100)]
    [spell] = summary.alarm_spells(rows)
    on = [index for index, each in enumerate(alarms(rows)) if each]
    assert spell == Spell(Alarm.OVERFITTING, on[0], on[-1])
    assert on[-1] < 99


@pytest.mark.parametrize("measure", summary.COURSE, ids=lambda measure: measure.column)
def test_the_course_has_its_columns(measure: summary.Measure) -> None:
    assert measure.column in LEADING_COLUMNS
    assert measure.description.endswith(".")
