"""docs/claims.md: the verdicts as a page that people read, written by the program."""

import math
from collections.abc import Mapping, Sequence

from seaspirits_game.claims.findings import Finding, Judged, Study
from seaspirits_game.claims.hypothesis import Hypothesis, Verdict, together
from seaspirits_game.claims.recipes import HEALTHY, LEARNED, PROVOKED, RECIPES
from seaspirits_game.geometry.alarms import Alarm

_WORDS = {Verdict.SUPPORTED: "**supported**", Verdict.PARTLY: "*partly*", Verdict.NOT: "**not**"}
_RULE = """\
**How a verdict is reached.** Each hypothesis stands in the program (`seaspirits_game/claims/registry.py`) with its
statistic, its test and the smallest effect that would matter; nothing of that depends on what the voyages show. While
it was written, seeds 0 to 2 and 100 to 105 were looked at, others were not. A seed draws data split, initial weights
and batches anew, and the samples too, except for digits. There is one effect a seed; the interval is Student's 95 %
interval of their mean (Wilson's for shares), p is one-sided, and Holm's correction is over all rows of a claim.

- *supported*: adjusted p below 0.05, and the mean effect at least as large as what would matter.
- *not*: nothing speaks for it: the mean is zero or on the other side, or the interval ends below what would matter.
  *Reversed*: the whole interval lies on the other side.
- *partly*: what lies between, real but small, or too uncertain to say; for a claim: its hypotheses, or its tasks,
  disagree.
"""


def document(study: Study, command: str) -> str:
    """The page, in Markdown; `command` is what repeats it."""
    parts = [_head(study, command), _overview(study), *(_claim(judged) for judged in study.judged)]
    if study.alarms and any(recipes for recipes in study.alarms.values()):
        parts += [_alarms(study), _stages(study)]
    return "\n".join(parts)


def _head(study: Study, command: str) -> str:
    seeds = f"{study.seeds[0]} to {study.seeds[-1]}" if len(study.seeds) > 1 else str(study.seeds[0])
    return (
        "# The claims, tested\n\n"
        "Written by the program, by\n\n"
        f"    {command}\n\n"
        f"from {len(study.seeds)} seeds ({seeds}) of {_listed(study.tasks)}, {study.steps:,} steps each. "
        "Said of these tasks and these small networks, of no others.\n\n"
        f"{_RULE}"
    )


def _overview(study: Study) -> str:
    lines = [
        "## Verdicts\n",
        f"| the essay's idea | verdict | {' | '.join(study.tasks)} | hypotheses: supported / partly / not |",
        f"|---|---|{'---|' * len(study.tasks)}---|",
    ]
    for judged in study.judged:
        verdicts = [judged.of(hypothesis) for hypothesis in judged.claim.hypotheses]
        counts = " / ".join(str(verdicts.count(verdict)) for verdict in Verdict)
        by_task = " | ".join(_in_task(judged, task) for task in study.tasks)
        title = judged.claim.title
        lines.append(f"| [{title}](#{_anchor(title)}) | {_WORDS[judged.verdict]} | {by_task} | {counts} |")
    return "\n".join(lines) + "\n"


def _in_task(judged: Judged, task: str) -> str:
    """What all hypotheses of a claim say together in one task, if it is asked there."""
    verdicts = [finding.verdict for finding in judged.findings if finding.task == task]
    return together(verdicts).value if verdicts else "—"


def _claim(judged: Judged) -> str:
    claim = judged.claim
    lines = [
        f"## {claim.title}\n",
        f"{claim.idea} Verdict: {_WORDS[judged.verdict]}.\n",
        "| hypothesis | task | mean effect | 95 % interval | p (Holm) | verdict |",
        "|---|---|---|---|---|---|",
    ]
    for number, hypothesis in enumerate(claim.hypotheses, start=1):
        lines += [_row(number, finding) for finding in judged.findings if finding.hypothesis is hypothesis]
    lines.append("")
    lines += [_explained(number, hypothesis) for number, hypothesis in enumerate(claim.hypotheses, start=1)]
    lines.append(f"\n**Mind**: {claim.caveat}\n")
    return "\n".join(lines)


def _row(number: int, finding: Finding) -> str:
    found = finding.evidence
    verdict = _WORDS[finding.verdict] + (", reversed" if finding.opposite else "")
    missing = f", {found.missing} seeds without" if found.missing else ""
    return (
        f"| {number} | {finding.task}{missing} | {_figure(found.mean)} | {_figure(found.low)} to {_figure(found.high)} "
        f"| {_p(finding.adjusted_p)} | {verdict} |"
    )


def _explained(number: int, hypothesis: Hypothesis) -> str:
    question = hypothesis.question.told(hypothesis.threshold)
    return f"{number}. {hypothesis.statement} *Effect*: {hypothesis.statistic}. *Asked*: {question}."


def _alarms(study: Study) -> str:
    """How often each alarm went on in each kind of voyage."""
    seeds = len(study.seeds)
    lines = [
        "## Alarms, rate by rate\n",
        f"In how many of {seeds} seeds an alarm went on at any time, in the order {_listed(study.tasks)}; "
        "a dash is none at all.\n",
        f"| voyage | built to show | {' | '.join(alarm.value for alarm in Alarm)} |",
        f"|---|---|{'---|' * len(Alarm)}",
    ]
    for recipe in _in_order(study.alarms):
        counts = [[study.alarms[task][recipe][alarm.value] for task in study.tasks] for alarm in Alarm]
        cells = ["—" if not any(one) else " / ".join(map(str, one)) for one in counts]
        purpose = PROVOKED.get(recipe, "health" if recipe in HEALTHY else "")
        lines.append(f"| {RECIPES[recipe].description} | {purpose} | {' | '.join(cells)} |")
    lines += ["", *_rates(study)]
    return "\n".join(lines) + "\n"


def _rates(study: Study) -> list[str]:
    """Hits of the alarm that a voyage was built for, and voyages that ended well in spite of an alarm."""
    made = _in_order(study.alarms)
    runs = len(study.seeds) * len(study.tasks)
    told = []
    for recipe, danger in PROVOKED.items():
        if recipe in made:
            hits = sum(study.alarms[task][recipe][danger] for task in study.tasks)
            told.append(f"{danger} {hits} of {runs}")
    lines = [f"Hits: {', '.join(told)}."] if told else []
    for task, (voyages, alarmed) in study.healthy.items():
        if voyages:
            lines.append(
                f"False alarms, {task}: in {alarmed} of {voyages} voyages that ended well ({LEARNED:.0%} right)."
            )
    return ["\n".join(f"- {line}" for line in lines)]


def _stages(study: Study) -> str:
    lines = [
        "## Stages, step by step\n",
        f"Of {len(study.seeds)} seeds: how many met the stage, and the median step at which it began.\n",
        "| task | voyage | foundation | expansion | refinement |",
        "|---|---|---|---|---|",
    ]
    for task in study.tasks:
        for recipe in _in_order(study.stages):
            cells = [
                "—" if not count else f"{count}, from {step:.0f}" for count, step in study.stages[task][recipe].values()
            ]
            lines.append(f"| {task} | {RECIPES[recipe].description} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _in_order(table: Mapping[str, Mapping[str, object]]) -> list[str]:
    made = next(iter(table.values()))
    return [name for name in RECIPES if name in made]


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _figure(value: float) -> str:
    """Three significant digits with a true minus sign.

    >>> _figure(-0.01234), _figure(12.0), _figure(1234.5)
    ('−0.0123', '12', '1230')
    """
    if not math.isfinite(value):
        return "—"
    if abs(value) < 1e-12:  # rounding
        return "0"
    digits = f"{value:.3g}"
    plain = f"{float(digits):.0f}" if "e+" in digits else digits
    return plain.replace("-", "−")


def _p(value: float) -> str:
    return "< 0.0001" if value < 1e-4 else f"{value:.2g}"


def _anchor(title: str) -> str:
    kept = [letter for letter in title.lower() if letter.isalnum() or letter in " -"]
    return "".join(kept).replace(" ", "-")
