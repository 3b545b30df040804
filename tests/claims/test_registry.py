"""Every claim is whole, and every effect is computed from readings in the direction that its words say."""

import math
from itertools import chain

import pytest

from seaspirits_game.claims.effects import (
    across,
    alarmed,
    change,
    dip_and_rise,
    gain,
    is_healthy,
    log_ratio,
    quiet,
    raised,
    reading,
)
from seaspirits_game.claims.recipes import (
    COHERENCE_STEPS,
    CURVED,
    HEALTHY,
    LEVERS,
    PIVOTS,
    PROVOKED,
    RECIPES,
    STEPS,
    TASKS,
    compared,
    glanced,
)
from seaspirits_game.claims.registry import CLAIMS, CLAIMS_BY_KEY
from seaspirits_game.core.config import TASK_NAMES, VoyageConfig
from seaspirits_game.geometry.alarms import Alarm

HYPOTHESES = list(chain.from_iterable(claim.hypotheses for claim in CLAIMS))


def test_keys_and_words_are_there_once():
    keys = [hypothesis.key for hypothesis in HYPOTHESES]
    assert len(set(keys)) == len(keys) >= 30
    assert len(CLAIMS_BY_KEY) == len(CLAIMS) == 9
    for claim in CLAIMS:
        assert all(words.endswith(".") for words in (claim.idea, claim.caveat))
        assert claim.hypotheses


@pytest.mark.parametrize("hypothesis", HYPOTHESES, ids=lambda hypothesis: hypothesis.key)
def test_a_hypothesis_is_whole(hypothesis):
    assert hypothesis.statement.endswith(".")
    assert hypothesis.statistic
    assert hypothesis.threshold > 0.0
    assert set(hypothesis.recipes) <= {*RECIPES, PIVOTS}
    assert hypothesis.seeds_only is (hypothesis.recipes == (PIVOTS,))


def test_recipes_can_be_made():
    assert set(TASKS) <= set(TASK_NAMES)
    for recipe in RECIPES.values():
        VoyageConfig(**recipe.settings)
    assert {*HEALTHY, *LEVERS, *PROVOKED} <= set(RECIPES)
    assert set(PROVOKED.values()) == {alarm.value for alarm in Alarm}
    assert not set(HEALTHY) & set(PROVOKED)


def test_looks_are_taken_where_readings_need_them():
    assert all(glanced(step) for step in range(0, STEPS + 1, COHERENCE_STEPS))
    assert [step for step in range(101) if compared(step)] == [0, 25, 50, 75, 100]
    assert max(CURVED) <= STEPS


def test_simple_effects():
    voyages = {"a": {"x.start": 1.0, "x.end": 3.0, "x": 2.0, "n": None}, "b": {"x": 8.0, "n": 1.0}}
    assert change("a", "x")(voyages) == 2.0
    assert change("b", "x")(voyages) is None
    assert gain("b", "a", "x")(voyages) == 6.0
    assert gain("b", "a", "n")(voyages) is None
    assert reading("a", "x", less=0.5)(voyages) == 1.5
    assert reading("a", "n")(voyages) is None
    assert log_ratio("b", "a", "x")(voyages) == pytest.approx(math.log(4.0))
    assert log_ratio("b", "a", "n")(voyages) is None


@pytest.mark.parametrize(
    ("start", "low", "end", "effect"), [(2.0, 0.5, 1.2, 0.7), (2.0, 1.9, 3.0, 0.1), (1.0, 1.0, 3.0, 0.0)]
)
def test_a_dip_counts_as_much_as_its_rise(start, low, end, effect):
    names = ("start", "low", "end")
    readings = {f"deepest.entropy.{name}": value for name, value in zip(names, (start, low, end), strict=True)}
    assert dip_and_rise("small")({"small": readings}) == pytest.approx(effect)
    assert dip_and_rise("small")({"small": {**readings, "deepest.entropy.low": None}}) is None


def test_correlation_across_settings_bears_one_gap():
    voyages = {name: {"x": float(index), "y": float(index**2)} for index, name in enumerate(LEVERS)}
    effect = across(LEVERS, "x", "y")
    assert effect(voyages) == pytest.approx(1.0)
    assert effect({**voyages, LEVERS[0]: {"torn": 5.0}}) == pytest.approx(1.0)
    assert effect({**voyages, LEVERS[0]: {}, LEVERS[1]: {}}) is None
    assert effect({name: {"x": 1.0, "y": 2.0} for name in LEVERS}) is None


def test_alarms_are_counted_where_a_voyage_ended_well():
    well, ill = {"val_accuracy.end": 0.97}, {"val_accuracy.end": 0.4, "alarm.stagnation": 300.0}
    assert is_healthy(well)
    assert not is_healthy(ill)
    assert not is_healthy({"torn": 12.0})
    assert alarmed(ill)
    assert not alarmed({**well, "alarm.chaos": None})
    assert raised("stuck", Alarm.STAGNATION)({"stuck": ill}) == 1.0
    assert raised("stuck", Alarm.CHAOS)({"stuck": ill}) == 0.0
    everyone = dict.fromkeys(HEALTHY, well)
    assert quiet(everyone) == 1.0
    assert quiet({**everyone, "slow": ill}) == 1.0  # it did not end well: its alarm is no false one
    assert quiet({**everyone, "fast": {**well, "alarm.chaos": 500.0}}) == 0.0
    assert quiet(dict.fromkeys(HEALTHY, ill)) is None
