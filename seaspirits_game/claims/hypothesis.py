"""What a hypothesis is, how its effects over the seeds are tested, and when it counts as supported."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from seaspirits_game.claims.statistics import mean_above, mean_interval, often_above_half
from seaspirits_game.geometry.calibration import wilson_interval

LEVEL = 0.05
"""Of the adjusted p at which an effect is taken for real."""

Readings = Mapping[str, float | None]
"""What is kept of one voyage (`summary`), by name; None where there is no value."""
Effect = Callable[[Mapping[str, Readings]], float | None]
"""The effect in one seed: of the readings of its voyages by the name of their recipe."""


class Question(Enum):
    """What is asked of the effects, one a seed."""

    ABOVE_ZERO = "mean above 0, and at least {threshold:g}"
    """The mean is above zero, and large enough to matter."""
    ABOVE_THRESHOLD = "mean above {threshold:g}"
    """The mean is above the threshold: for statistics that cannot be negative, which are above zero by chance."""
    WITHIN = "mean within ±{threshold:g}"
    """The mean is practically zero: equivalence, two one-sided tests."""
    OFTEN = "more often than not, and in a share of at least {threshold:g}"
    """The effect, 1 or 0, is 1 in more than half of all seeds, and in the threshold's share of those seen."""

    def told(self, threshold: float) -> str:
        """The question in words."""
        return self.value.format(threshold=threshold)


class Verdict(Enum):
    """What the evidence says of a hypothesis, or of a claim."""

    SUPPORTED = "supported"
    PARTLY = "partly"
    NOT = "not"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hypothesis:
    """One thing that would have to be so if a claim holds; written before the seeds were looked at."""

    key: str
    statement: str
    statistic: str
    """What is computed in one seed, and its unit."""
    recipes: tuple[str, ...]
    """The voyages that it is computed from."""
    effect: Effect
    question: Question
    threshold: float
    """The smallest effect that would matter."""
    seeds_only: bool = False
    """It is about rows to be sorted, not about networks: there are no tasks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """An idea of the essay, in our words, and what would have to be so."""

    key: str
    title: str
    idea: str
    caveat: str
    """What the hypotheses do not show even where they are supported."""
    hypotheses: tuple[Hypothesis, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The effects of one hypothesis in one task, tested."""

    effects: tuple[float, ...]
    """One a seed, of the seeds that have one."""
    missing: int
    """Seeds without an effect: a voyage was torn, or had no such reading."""
    mean: float
    low: float
    high: float
    """The 95 % interval of the mean: Student's, or Wilson's for shares."""
    p: float
    """One-sided."""

    @property
    def enough(self) -> bool:
        """Whether there was anything to test."""
        return len(self.effects) >= 2


def evidence(hypothesis: Hypothesis, effects: Sequence[float | None]) -> Evidence:
    """`effects`, one a seed, tested as the hypothesis asks; NaN, and p = 1, where fewer than two of them exist."""
    found = tuple(effect for effect in effects if effect is not None and math.isfinite(effect))
    missing = len(effects) - len(found)
    if len(found) < 2:
        return Evidence(found, missing, math.nan, math.nan, math.nan, 1.0)
    if hypothesis.question is Question.OFTEN:
        hits = round(sum(found))
        low, high = wilson_interval(hits, len(found))
        return Evidence(found, missing, hits / len(found), low, high, often_above_half(hits, len(found)))
    mean, low, high = mean_interval(found)
    if hypothesis.question is Question.WITHIN:
        reach = hypothesis.threshold
        p = max(mean_above(found, -reach), mean_above([-value for value in found], -reach))
    elif hypothesis.question is Question.ABOVE_THRESHOLD:
        p = mean_above(found, hypothesis.threshold)
    else:
        p = mean_above(found)
    return Evidence(found, missing, mean, low, high, p)


def judge(hypothesis: Hypothesis, found: Evidence, adjusted_p: float) -> Verdict:
    """The verdict on one hypothesis in one task.

    *supported*: the adjusted p is below 0.05, and the mean is as large as the threshold asks.
    *not*: nothing speaks for it: the mean is zero or on the other side, or the interval ends below the threshold
    (for "within": the mean is beyond it; for shares: half or less).
    *partly*: what lies between: real but small, or too uncertain to say.
    """
    if not found.enough:
        return Verdict.PARTLY
    mean, threshold = found.mean, hypothesis.threshold
    real = adjusted_p < LEVEL
    if hypothesis.question is Question.WITHIN:
        if real:
            return Verdict.SUPPORTED
        return Verdict.NOT if abs(mean) > threshold else Verdict.PARTLY
    if real and mean >= threshold:
        return Verdict.SUPPORTED
    nothing = 0.5 if hypothesis.question is Question.OFTEN else 0.0
    return Verdict.NOT if mean <= nothing or found.high < threshold else Verdict.PARTLY


def opposite(hypothesis: Hypothesis, found: Evidence) -> bool:
    """Whether the whole interval lies on the other side: not merely unsupported, the reverse was measured."""
    if hypothesis.question in (Question.WITHIN, Question.ABOVE_THRESHOLD) or not found.enough:
        return False
    return found.high < (0.5 if hypothesis.question is Question.OFTEN else 0.0)


def together(verdicts: Sequence[Verdict]) -> Verdict:
    """The verdict on several: what they agree on, else partly.

    >>> together([Verdict.NOT, Verdict.SUPPORTED])
    <Verdict.PARTLY: 'partly'>
    """
    return verdicts[0] if len(set(verdicts)) == 1 else Verdict.PARTLY
