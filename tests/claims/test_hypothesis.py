"""A verdict is what its rule says, on effects made to show each, and chance alone hardly ever supports anything."""

import math
from dataclasses import replace

import numpy as np
import pytest

from seaspirits_game.claims.hypothesis import Hypothesis, Question, Verdict, evidence, judge, opposite, together

SUPPORTED, PARTLY, NOT = Verdict
ABOVE_ZERO, ABOVE_THRESHOLD, WITHIN, OFTEN = Question

PLAIN = Hypothesis(
    key="plain",
    statement="s",
    statistic="t",
    recipes=("standard",),
    effect=lambda voyages: None,
    question=ABOVE_ZERO,
    threshold=1.0,
)


def verdict(question, effects, threshold=1.0):
    hypothesis = replace(PLAIN, question=question, threshold=threshold)
    found = evidence(hypothesis, effects)
    return judge(hypothesis, found, found.p), opposite(hypothesis, found)


@pytest.mark.parametrize(
    ("question", "effects", "expected", "reversed_"),
    [
        (ABOVE_ZERO, [1.9, 2.1, 2.0, 2.2], SUPPORTED, False),
        (ABOVE_ZERO, [0.49, 0.51, 0.5, 0.52], NOT, False),  # real, but never as large as what would matter
        (ABOVE_ZERO, [0.5, 1.1, 0.8, 1.2], PARTLY, False),  # real, and may be as large
        (ABOVE_ZERO, [9.0, -3.0, 4.0, 1.0], PARTLY, False),  # large, and may be nothing
        (ABOVE_ZERO, [-9.0, 3.0, -4.0, 1.0], NOT, False),
        (ABOVE_ZERO, [-2.0, -2.1, -1.9, -2.0], NOT, True),
        (ABOVE_THRESHOLD, [1.9, 2.1, 2.0, 2.2], SUPPORTED, False),
        (ABOVE_THRESHOLD, [0.8, 1.4, 1.0, 1.2], PARTLY, False),
        (ABOVE_THRESHOLD, [0.1, 0.2, 0.1, 0.2], NOT, False),
        (WITHIN, [0.1, -0.2, 0.2, 0.0], SUPPORTED, False),
        (WITHIN, [0.5, -1.9, 1.9, 0.0], PARTLY, False),
        (WITHIN, [2.1, 2.2, 1.9, 2.0], NOT, False),
        (WITHIN, [-2.1, -2.2, -1.9, -2.0], NOT, False),
    ],
)
def test_the_rule(question, effects, expected, reversed_):
    assert verdict(question, effects) == (expected, reversed_)


@pytest.mark.parametrize(
    ("hits", "seeds", "expected", "reversed_"),
    [
        (10, 10, SUPPORTED, False),
        (3, 3, PARTLY, False),
        (7, 10, PARTLY, False),
        (5, 10, NOT, False),
        (0, 10, NOT, True),
    ],
)
def test_the_rule_for_shares(hits, seeds, expected, reversed_):
    assert verdict(OFTEN, [1.0] * hits + [0.0] * (seeds - hits), 0.8) == (expected, reversed_)


def test_without_two_effects_nothing_can_be_said():
    for effects in ([], [None, None], [5.0], [5.0, None, math.nan]):
        found = evidence(PLAIN, effects)
        assert (found.enough, found.p, found.missing) == (False, 1.0, len(effects) - len(found.effects))
        assert math.isnan(found.mean)
        assert judge(PLAIN, found, found.p) is PARTLY
        assert not opposite(PLAIN, found)
    assert evidence(PLAIN, [1.0, None, 3.0]).effects == (1.0, 3.0)


def test_what_is_adjusted_away_is_not_supported():
    found = evidence(PLAIN, [1.9, 2.1, 2.0, 2.2])
    assert judge(PLAIN, found, 0.2) is PARTLY


def test_together():
    assert together([SUPPORTED]) is SUPPORTED
    assert together([NOT, NOT]) is NOT
    assert together([SUPPORTED, NOT]) is together([SUPPORTED, PARTLY]) is PARTLY


@pytest.mark.parametrize("question", [ABOVE_ZERO, ABOVE_THRESHOLD, OFTEN])
def test_chance_alone_is_seldom_taken_for_evidence(question):
    random = np.random.default_rng(0)
    null = {ABOVE_ZERO: 0.0, ABOVE_THRESHOLD: 0.01, OFTEN: 0.0}[question]
    supported = 0
    for _ in range(1000):
        draws = random.normal(null, 1.0, 5)
        effects = (draws > 0).astype(float) if question is OFTEN else draws
        supported += verdict(question, list(effects), 0.01)[0] is SUPPORTED
    assert supported <= 70
    assert question is OFTEN or supported >= 30


def test_the_question_is_told_with_its_number():
    assert WITHIN.told(0.25) == "mean within ±0.25"
    assert OFTEN.told(0.8) == "more often than not, and in a share of at least 0.8"
