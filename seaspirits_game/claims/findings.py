"""All claims judged together: from the readings of every voyage to verdicts, and the tables beside them."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from seaspirits_game.claims.effects import alarmed, is_healthy
from seaspirits_game.claims.hypothesis import (
    Claim,
    Evidence,
    Hypothesis,
    Readings,
    Verdict,
    evidence,
    judge,
    opposite,
    together,
)
from seaspirits_game.claims.recipes import HEALTHY, PIVOTS, RECIPES
from seaspirits_game.claims.statistics import holm
from seaspirits_game.claims.summary import STORY
from seaspirits_game.geometry.alarms import Alarm

ROWS = "rows"
"""What stands for a task where rows are sorted."""

Outcome = Callable[[str, str, int], Readings]
"""(task, recipe, seed) to the readings of that voyage."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One hypothesis in one task."""

    hypothesis: Hypothesis
    task: str
    evidence: Evidence
    adjusted_p: float
    """Holm's, within the claim."""
    verdict: Verdict
    opposite: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim and all that was found about it, hypothesis by hypothesis, task by task."""

    claim: Claim
    findings: tuple[Finding, ...]

    @property
    def verdict(self) -> Verdict:
        """What its hypotheses agree on."""
        return together([self.of(hypothesis) for hypothesis in self.claim.hypotheses])

    def of(self, hypothesis: Hypothesis) -> Verdict:
        """What the tasks agree on about one hypothesis."""
        return together([finding.verdict for finding in self.findings if finding.hypothesis is hypothesis])


@dataclass(frozen=True, slots=True)
class Study:
    """What a run of `claims` comes to."""

    tasks: tuple[str, ...]
    seeds: tuple[int, ...]
    steps: int
    judged: tuple[Judged, ...]
    alarms: Mapping[str, Mapping[str, Mapping[str, int]]]
    """Task, recipe, alarm: in how many seeds it went on."""
    healthy: Mapping[str, tuple[int, int]]
    """Task: of how many voyages that ended well, and in how many of those any alarm went on."""
    stages: Mapping[str, Mapping[str, Mapping[str, tuple[int, float]]]]
    """Task, recipe, stage: in how many seeds it was met, and the median step at which it began (NaN for none)."""

    def to_record(self) -> dict[str, Any]:
        """A JSON-ready dict; null where there is no number."""
        return {
            "tasks": list(self.tasks),
            "seeds": list(self.seeds),
            "steps": self.steps,
            "claims": [_claim_record(judged) for judged in self.judged],
            "alarms": self.alarms,
            "healthy": {task: {"voyages": count, "alarmed": on} for task, (count, on) in self.healthy.items()},
            "stages": {
                task: {recipe: _stages_record(met) for recipe, met in recipes.items()}
                for task, recipes in self.stages.items()
            },
        }


def study(claims: Sequence[Claim], tasks: Sequence[str], seeds: Sequence[int], steps: int, outcome: Outcome) -> Study:
    """`claims` judged on what `outcome` says of the voyages that they need."""
    judged = tuple(_judged(claim, tasks, seeds, outcome) for claim in claims)
    recipes = [
        name
        for name in RECIPES
        if any(name in hypothesis.recipes for claim in claims for hypothesis in claim.hypotheses)
    ]
    voyages = {task: {recipe: [outcome(task, recipe, seed) for seed in seeds] for recipe in recipes} for task in tasks}
    return Study(
        tasks=tuple(tasks),
        seeds=tuple(seeds),
        steps=steps,
        judged=judged,
        alarms={task: {name: _alarms(found) for name, found in made.items()} for task, made in voyages.items()},
        healthy={task: _healthy(made) for task, made in voyages.items()},
        stages={task: {name: _stages(found) for name, found in made.items()} for task, made in voyages.items()},
    )


def tasks_of(hypothesis: Hypothesis, tasks: Sequence[str]) -> tuple[str, ...]:
    """The tasks in which a hypothesis is asked."""
    return (ROWS,) if hypothesis.seeds_only else tuple(tasks)


def needed(claims: Sequence[Claim], tasks: Sequence[str], seeds: Sequence[int]) -> list[tuple[str, str, int]]:
    """(task, recipe, seed) of every voyage that the claims need, each once: seed by seed, so that a part is of use."""
    return [
        (task, recipe, seed)
        for seed in seeds
        for recipe in recipes_of(claims)
        for task in ((ROWS,) if recipe == PIVOTS else tasks)
    ]


def recipes_of(claims: Sequence[Claim]) -> tuple[str, ...]:
    """The names of all voyages that these claims need, each once, in a fixed order."""
    return tuple(sorted({name for claim in claims for hypothesis in claim.hypotheses for name in hypothesis.recipes}))


def _judged(claim: Claim, tasks: Sequence[str], seeds: Sequence[int], outcome: Outcome) -> Judged:
    asked = [(hypothesis, task) for hypothesis in claim.hypotheses for task in tasks_of(hypothesis, tasks)]
    found = []
    for hypothesis, task in asked:
        voyages = [{recipe: outcome(task, recipe, seed) for recipe in hypothesis.recipes} for seed in seeds]
        found.append(evidence(hypothesis, [hypothesis.effect(of_seed) for of_seed in voyages]))
    adjusted = holm([one.p for one in found])
    return Judged(
        claim,
        tuple(
            Finding(hypothesis, task, one, p, judge(hypothesis, one, p), opposite(hypothesis, one))
            for (hypothesis, task), one, p in zip(asked, found, adjusted, strict=True)
        ),
    )


def _alarms(voyages: Sequence[Readings]) -> dict[str, int]:
    return {
        alarm.value: sum(readings.get(f"alarm.{alarm.value}") is not None for readings in voyages) for alarm in Alarm
    }


def _healthy(made: Mapping[str, Sequence[Readings]]) -> tuple[int, int]:
    well = [readings for name in HEALTHY for readings in made.get(name, ()) if is_healthy(readings)]
    return len(well), sum(map(alarmed, well))


def _stages(voyages: Sequence[Readings]) -> dict[str, tuple[int, float]]:
    begun = {
        stage.value: [step for readings in voyages if (step := readings.get(f"stage.{stage.value}")) is not None]
        for stage in STORY
    }
    return {name: (len(steps), median(steps) if steps else math.nan) for name, steps in begun.items()}


def _stages_record(met: Mapping[str, tuple[int, float]]) -> dict[str, dict[str, float | None]]:
    return {name: {"seeds": count, "median_step": _number(step)} for name, (count, step) in met.items()}


def _claim_record(judged: Judged) -> dict[str, Any]:
    claim = judged.claim
    return {
        "key": claim.key,
        "title": claim.title,
        "idea": claim.idea,
        "verdict": judged.verdict.value,
        "caveat": claim.caveat,
        "hypotheses": [
            {
                "key": hypothesis.key,
                "statement": hypothesis.statement,
                "statistic": hypothesis.statistic,
                "question": hypothesis.question.told(hypothesis.threshold),
                "threshold": hypothesis.threshold,
                "verdict": judged.of(hypothesis).value,
                "tasks": {
                    finding.task: {
                        "verdict": finding.verdict.value,
                        "opposite": finding.opposite,
                        "mean": _number(finding.evidence.mean),
                        "low": _number(finding.evidence.low),
                        "high": _number(finding.evidence.high),
                        "p": finding.evidence.p,
                        "p_holm": finding.adjusted_p,
                        "seeds": len(finding.evidence.effects),
                        "missing": finding.evidence.missing,
                        "effects": list(finding.evidence.effects),
                    }
                    for finding in judged.findings
                    if finding.hypothesis is hypothesis
                },
            }
            for hypothesis in claim.hypotheses
        ],
    }


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None
