"""One voyage of the claims: the same anywhere, whole when it went well, and honest when it did not."""

import json
import math

import numpy as np
import pytest

from seaspirits_game.app import expedition
from seaspirits_game.app.expedition import config_of, expected_header, outcome_record, pivots, voyage
from seaspirits_game.claims.findings import ROWS
from seaspirits_game.claims.recipes import FALSE_SHARE, MEMORISED, PIVOTS, RECIPES
from seaspirits_game.core.config import VoyageConfig
from seaspirits_game.learning.tables import read_table
from seaspirits_game.learning.tasks import load_task
from seaspirits_game.quicksort.costs import mean_comparisons, worst_comparisons

STEPS = 60


@pytest.fixture(scope="module")
def moons():
    return voyage("moons", "standard", 3, STEPS)


def test_it_repeats_to_the_last_bit_and_is_json(moons):
    again = outcome_record("moons", "standard", 3, STEPS, {"numpy": "x"})
    assert again["readings"] == moons
    assert json.loads(json.dumps(again, allow_nan=False)) == again
    header = {name: value for name, value in again.items() if name != "readings"}
    assert header == expected_header("moons", "standard", 3, STEPS, {"numpy": "x"})
    assert voyage("moons", "standard", 4, STEPS) != moons


def test_it_has_what_the_claims_ask_for(moons):
    for name in ("deepest.entropy.end", "val_accuracy.end", "scale_free_defect", "stretch_spread", "noise_over_signal"):
        assert moons[name] is not None, name
    assert moons["coherence.late"] is None  # it ended too early for that
    assert moons["expansion"] == pytest.approx(sum(moons[f"layer{layer}.expansion"] for layer in (1, 2, 3)))
    assert moons["inputs.log_volume"] is None  # a plane has no volume


def test_curvature_is_read_where_it_was_asked_for(monkeypatch):
    monkeypatch.setattr(expedition, "CURVED", (20, 40, 60))
    found = voyage("moons", "weight_decay", 3, STEPS)
    assert found["sharpness.end"] > 0.0
    assert math.isfinite(found["sharpness.slope"])
    assert "sharpness.end" not in voyage("moons", "dropout", 3, 5)


@pytest.mark.parametrize("recipe", list(RECIPES))
def test_every_recipe_sails(recipe):
    found = voyage("moons", recipe, 1, 8)
    assert found["deepest.log_volume.end"] is not None
    settings = config_of("moons", recipe, 1).to_record()
    assert all(
        settings[name] == (list(value) if name == "layers" else value)
        for name, value in RECIPES[recipe].settings.items()
    )


def test_what_is_memorised_is_a_part_of_the_task_with_false_labels(tmp_path):
    config = VoyageConfig(task="digits", seed=5)
    expedition._write_memorised(tmp_path / "a.npz", config)
    expedition._write_memorised(tmp_path / "b.npz", config)
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    table, sheet = read_table(tmp_path / "a.npz"), load_task(config).sheet
    assert len(table.labels) == MEMORISED
    place = {row.tobytes(): label for row, label in zip(sheet.inputs, sheet.labels, strict=True)}
    true = np.array([place[row.tobytes()] for row in table.inputs.astype(np.float32)])
    names = np.array([int(name) for name in table.class_names])
    wrong = np.mean(names[table.labels] != true)
    assert wrong == pytest.approx(0.9 * FALSE_SHARE, abs=0.12)  # one in ten is drawn right by chance


def test_a_torn_voyage_says_so_and_keeps_its_alarms(monkeypatch):
    monkeypatch.setitem(
        expedition.RECIPES,
        "hot",
        expedition.RECIPES["hot"].__class__("tears", {"learning_rate": 10.0, "activation": "relu", "momentum": 0.99}),
    )
    found = voyage("digits", "hot", 0, 400)
    assert 0 < found["torn"] < 400
    assert {name.split(".")[0] for name in found} == {"torn", "alarm"}


def test_rows_are_sorted_at_the_cost_that_theory_tells():
    found = pivots(7)
    n = expedition.SORTED_ELEMENTS
    assert found["first.sorted"] == pytest.approx(math.log2(worst_comparisons(n) / mean_comparisons(n)))
    assert found["median3.killer"] > 4.0
    assert abs(found["random.worst"]) < 0.08
    assert outcome_record(ROWS, PIVOTS, 7, 1500, {})["readings"] == found
    assert expected_header(ROWS, PIVOTS, 7, 1500, {})["settings"] is None
