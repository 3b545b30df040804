"""What is kept of a voyage, from rows made by hand."""

import json
import math

import pytest

from seaspirits_game.claims.summary import Log, in_order, summary
from seaspirits_game.geometry.stages import Stage
from tests.geometry.curves import constant, made, ramp

NONE, FOUNDATION, EXPANSION, REFINEMENT = Stage


def log(**more):
    rows = made(
        range(0, 1525, 25),
        volume=ramp(10, 160, -3.0, 0.5),
        entropy=lambda step: ramp(10, 40, 2.0, 0.5)(step) + ramp(100, 400, 0.0, 0.7)(step),
        loss=ramp(0, 2000, 2.0, 0.01),
    )
    for row in rows:
        for layer in (1, 2):
            for column in ("effective_rank", "coding_rate", "coding_rate_raw", "rate_reduction"):
                row[f"layer{layer}.{column}"] = float(layer)
            row[f"layer{layer}.scale_free_defect"] = 0.5 * layer
        row["layer1.log_volume"] += 1.0
    return Log(**{"rows": tuple(rows), "coherences": ((25, 0.5), (100, 0.7), (500, 0.9), (1500, 1.0)), **more})


def test_curves_begin_end_and_have_a_lowest():
    found = summary(log())
    assert found["deepest.entropy.start"] == found["layer2.entropy.start"] == pytest.approx(2.0)
    assert found["deepest.entropy.low"] == pytest.approx(0.5)
    assert found["deepest.entropy.low_step"] == 50.0
    assert found["deepest.entropy.end"] == pytest.approx(1.2)
    assert found["layer1.log_volume.end"] == pytest.approx(2.5)
    assert found["deepest.log_volume.share_grown"] == pytest.approx(7 / 60)  # up to step 175 of 1500
    assert found["scale_free_defect"] == pytest.approx(0.75)
    assert found["train_loss.start"] == 2.0
    assert found["straightness.end"] is None


def test_coherence_is_early_late_and_in_the_mean():
    found = summary(log())
    names = ("coherence.early", "coherence.late", "coherence.mean", "coherence.gained")
    assert [found[name] for name in names] == pytest.approx([0.6, 0.95, 0.775, 0.35])
    assert summary(log(coherences=()))["coherence.mean"] is None


def test_layers_are_compared_with_what_they_get():
    found = summary(log(at_end={"layer1.expansion": 0.3, "layer2.expansion": -0.2, "inputs.log_volume": 3.0}))
    assert found["layers.log_volume.least_step"] == pytest.approx(-1.0)
    assert found["layers.expansion.least"] == -0.2
    flat = summary(log(at_end={"inputs.log_volume": -math.inf}))
    assert flat["inputs.log_volume"] is None
    assert flat["layers.log_volume.least_step"] == pytest.approx(-1.0)  # from layer 1 to layer 2
    assert flat["layers.expansion.least"] is None


def test_layers_that_have_collapsed_have_no_steps():
    rows = [dict(row) for row in log().rows]
    for layer in (1, 2):
        rows[-1][f"layer{layer}.log_volume"] = -math.inf
    assert summary(log(rows=tuple(rows)))["layers.log_volume.least_step"] is None


def test_curvature_has_a_slope_over_the_logarithm_of_the_step():
    found = summary(log(sharpness=((500, 8.0), (1000, 4.0), (2000, 2.0))))
    assert found["sharpness.slope"] == pytest.approx(-1.0)
    assert found["sharpness.end"] == 2.0
    assert summary(log(sharpness=((500, 8.0), (1000, -4.0))))["sharpness.slope"] is None
    assert "sharpness.slope" not in summary(log())


def test_stages_and_alarms_have_their_first_step():
    found = summary(log())
    assert found["stages.in_order"] == 1.0
    assert found["stage.foundation"] < found["stage.expansion"] < found["stage.refinement"]
    assert found["alarm.chaos"] is None
    still = [{**row, "train_loss": 2.0} for row in log().rows]
    assert summary(log(rows=tuple(still)))["alarm.stagnation"] == 250.0


def test_what_has_no_value_is_none_and_all_of_it_is_json():
    rows = [dict(row) for row in log().rows]
    for row in rows[30:]:
        row["layer2.log_volume"], row["layer2.entropy"] = -math.inf, math.nan
    found = summary(log(rows=tuple(rows)))
    assert found["deepest.log_volume.end"] is None
    assert found["deepest.entropy.low"] == pytest.approx(0.5)
    assert json.loads(json.dumps(found, allow_nan=False)) == found


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ([NONE, FOUNDATION, NONE, EXPANSION, REFINEMENT, EXPANSION], True),
        ([EXPANSION, FOUNDATION, EXPANSION, REFINEMENT], False),
        ([FOUNDATION, REFINEMENT, EXPANSION], False),
        ([FOUNDATION, EXPANSION], False),
        ([], False),
    ],
)
def test_the_story_must_be_told_in_order(found, told):
    assert in_order(found) is told


def test_a_voyage_of_one_row():
    alone = made([0], entropy=constant(1.0))
    for layer in (1, 2):
        for column in ("effective_rank", "coding_rate", "coding_rate_raw", "rate_reduction"):
            alone[0][f"layer{layer}.{column}"] = 1.0
    found = summary(Log(tuple(alone), ()))
    assert found["deepest.log_volume.share_grown"] is None
    assert found["deepest.entropy.end"] == 1.0
