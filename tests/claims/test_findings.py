"""All of it together, on outcomes made by hand: verdicts, tables, JSON and the page."""

import json
from dataclasses import replace

import pytest

from seaspirits_game.claims.document import document
from seaspirits_game.claims.findings import ROWS, needed, recipes_of, study
from seaspirits_game.claims.hypothesis import Verdict
from seaspirits_game.claims.recipes import PIVOTS
from seaspirits_game.claims.registry import CLAIMS, CURVATURE, DANGERS, ENTROPY, RANDOMNESS, STAGES

SUPPORTED, PARTLY, NOT = Verdict
SEEDS = tuple(range(3, 13))


def made(task, recipe, seed):
    """Entropy rises in moons only; every alarm does what it should; the seed is a small disturbance."""
    if task == ROWS:
        return {"first.sorted": 5.5, "median3.killer": 4.5, "random.worst": 0.001 * seed}
    rise = (1.0 if task == "moons" else -1.0) + 0.01 * seed
    readings = {
        "deepest.entropy.start": 1.0,
        "deepest.entropy.low": 0.2,
        "deepest.entropy.end": 1.0 + rise if task == "moons" else 0.2,
        "noise_over_signal": 0.5 + 0.01 * seed,
        "sharpness.slope": -1.0 - 0.01 * seed if recipe == "standard" else 0.01 * seed,
        "val_accuracy.end": 0.95,
        "stages.in_order": 1.0,
        "stage.foundation": 5.0,
        "stage.expansion": 20.0 + seed,
        "stage.refinement": None if recipe == "standard" else 100.0,
    }
    for recipes, alarm in (
        ("drowned", "collapse"),
        ("stormy", "chaos"),
        ("memorising", "overfitting"),
        ("stuck", "stagnation"),
    ):
        readings[f"alarm.{alarm}"] = 50.0 if recipe == recipes else None
    return readings


def judged(*claims, tasks=("digits", "moons"), outcome=made, seeds=SEEDS):
    return study(claims, tasks, seeds, 1500, outcome)


def test_tasks_that_disagree_make_it_partly():
    (entropy,) = judged(ENTROPY).judged
    rises = entropy.claim.hypotheses[0]
    assert [finding.verdict for finding in entropy.findings if finding.hypothesis is rises] == [NOT, SUPPORTED]
    assert [finding.opposite for finding in entropy.findings if finding.hypothesis is rises] == [True, False]
    assert entropy.of(rises) is entropy.verdict is PARTLY


def test_hypotheses_that_disagree_make_it_partly_and_those_that_agree_do_not():
    found = judged(CURVATURE, DANGERS, STAGES, RANDOMNESS)
    verdicts = [each.verdict for each in found.judged]
    assert verdicts == [PARTLY, SUPPORTED, SUPPORTED, SUPPORTED]
    assert [found.judged[0].of(hypothesis) for hypothesis in CURVATURE.hypotheses] == [NOT, SUPPORTED]


def test_p_is_adjusted_within_a_claim():
    (dangers,) = judged(DANGERS, tasks=("moons",), seeds=SEEDS[:6]).judged
    for finding in dangers.findings:
        assert finding.evidence.p == pytest.approx(1 / 64)
        assert finding.adjusted_p == pytest.approx(5 / 64)
        assert finding.verdict is PARTLY  # six seeds are too few for five hypotheses


def test_what_is_needed_is_asked_once_and_rows_know_no_tasks():
    keys = needed(CLAIMS, ("digits", "moons"), (1, 2))
    assert len(set(keys)) == len(keys) == 2 * (2 * 14 + 1)
    assert {key for key in keys if key[0] == ROWS} == {(ROWS, PIVOTS, 1), (ROWS, PIVOTS, 2)}
    assert [key[2] for key in keys] == sorted(key[2] for key in keys)
    assert recipes_of([ENTROPY]) == ("small", "standard")
    assert needed([RANDOMNESS], ("digits",), (9,)) == [(ROWS, PIVOTS, 9)]


def test_alarms_and_stages_are_counted():
    found = judged(DANGERS, STAGES)
    assert found.alarms["moons"]["stuck"] == {"collapse": 0, "chaos": 0, "overfitting": 0, "stagnation": 10}
    assert found.healthy["digits"] == (80, 0)
    assert found.stages["digits"]["small"]["expansion"] == (10, 27.5)
    count, step = found.stages["digits"]["standard"]["refinement"]
    assert (count, step != step) == (0, True)


def test_the_record_is_json_without_nan():
    record = judged(*CLAIMS).to_record()
    assert json.loads(json.dumps(record, allow_nan=False)) == record
    assert [claim["key"] for claim in record["claims"]] == [claim.key for claim in CLAIMS]
    moons = record["claims"][0]["hypotheses"][0]["tasks"]["moons"]
    assert moons["verdict"] == "supported"
    assert moons["effects"] == pytest.approx([1.0 + 0.01 * seed for seed in SEEDS])
    assert record["stages"]["moons"]["standard"]["refinement"] == {"seeds": 0, "median_step": None}


def test_a_missing_voyage_is_told_not_hidden():
    def torn_once(task, recipe, seed):
        return {"torn": 12.0} if seed == 5 else made(task, recipe, seed)

    found = judged(ENTROPY, outcome=torn_once)
    assert {finding.evidence.missing for finding in found.judged[0].findings} == {1}
    assert "digits, 1 seeds without" in document(found, "command")
    empty = judged(ENTROPY, outcome=lambda task, recipe, seed: {"torn": 1.0})
    assert empty.judged[0].verdict is PARTLY
    assert "| — | — to — |" in document(empty, "command")


def test_the_page_tells_all_of_it():
    page = document(judged(*CLAIMS), "python main.py claims --seeds 3-12")
    assert page.startswith("# The claims, tested\n")
    assert "    python main.py claims --seeds 3-12\n" in page
    assert "from 10 seeds (3 to 12) of digits and moons, 1,500 steps each" in page
    for claim in CLAIMS:
        assert f"\n## {claim.title}\n" in page
        assert f"**Mind**: {claim.caveat}" in page
        for hypothesis in claim.hypotheses:
            assert hypothesis.statement in page
    assert "| 1 | digits | −0.8 | −0.8 to −0.8 |" in page
    assert "**not**, reversed" in page
    assert "collapse 20 of 20, chaos 20 of 20, overfitting 20 of 20, stagnation 20 of 20" in page
    assert "| moons | default settings | 10, from 5 | 10, from 28 | — |" in page
    assert " nan " not in page
    rows = [line for line in page.splitlines() if line.startswith("|")]
    widths = {line.count("|") for line in rows}
    assert widths <= {7, 6}


def test_links_lead_to_headings():
    page = document(judged(*CLAIMS), "command")
    for claim in CLAIMS:
        anchor = claim.title.lower().replace(" ", "-")
        assert f"(#{anchor})" in page


def test_one_task_has_no_table_of_alarms_when_only_rows_were_sorted():
    page = document(study([RANDOMNESS], ("digits",), SEEDS, 1500, made), "command")
    assert "## Alarms" not in page
    assert "supported" in page


def test_a_claim_of_another_threshold_may_be_judged_otherwise():
    strict = replace(CURVATURE.hypotheses[1], threshold=0.01)
    (found,) = study([replace(CURVATURE, hypotheses=(strict,))], ("moons",), SEEDS, 1500, made).judged
    assert found.verdict is NOT
