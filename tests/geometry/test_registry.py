"""All cheap measures at once are the documented functions one by one; what has no value is NaN and says why."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.geometry import coding, coherence, entropy, rank, units, volume
from seaspirits_game.geometry.errors import NonFiniteError, ShapeError, UndefinedError
from seaspirits_game.geometry.principal import principal
from seaspirits_game.geometry.registry import (
    LAYER_MEASURES,
    MEASURES_BY_COLUMN,
    NEED_PREVIOUS,
    NEED_VARIANCE,
    snapshot_readings,
    why_undefined,
)
from tests.geometry.clouds import AGREE, cloud, labels

seeds = st.integers(0, 10_000)
COLUMNS = [measure.column for measure in LAYER_MEASURES]


def one_by_one(z, y, before, start, nonlinearity):
    """Every measure by its own function, from the activations themselves; an undefined one is NaN."""
    variances = principal(z).variances
    functions = {
        "log_volume": lambda: volume.log_volume(variances),
        "coding_rate": lambda: coding.coding_rate(z),
        "coding_rate_raw": lambda: coding.coding_rate_raw(z),
        "rate_reduction": lambda: coding.rate_reduction(z, y),
        "entropy": lambda: entropy.von_neumann_entropy(variances),
        "effective_rank": lambda: rank.effective_rank(variances),
        "singular_rank": lambda: rank.roy_vetterli_rank(np.sqrt(variances)),
        "participation_ratio": lambda: rank.participation_ratio(variances),
        "purity": lambda: entropy.purity(variances),
        "spectrum_exponent": lambda: rank.spectrum_exponent(variances),
        "coherence": lambda: coherence.linear_cka(z, before),
        "coherence_start": lambda: coherence.linear_cka(z, start),
        "fidelity": lambda: coherence.uhlmann_fidelity(z, before),
        "saturated": lambda: units.saturated_share(z, nonlinearity),
        "dead": lambda: units.dead_share(z, nonlinearity),
    }
    values = {}
    for column, function in functions.items():
        try:
            values[column] = function()
        except UndefinedError:
            values[column] = math.nan
    return values


def voyage(seed, width, samples, nonlinearity):
    """Three snapshots of one layer, each moved a little, with some units on the flat part."""
    rng = np.random.default_rng(seed)
    raw = 2.0 * cloud(seed, width, samples)
    raw[:, 0] = -9.0 if nonlinearity == "relu" else 9.0  # a dead unit
    bend = np.tanh if nonlinearity == "tanh" else lambda a: np.maximum(a, 0.0)
    return [bend(raw + 0.1 * step * rng.standard_normal(raw.shape)) for step in range(3)]


@pytest.mark.parametrize(("kind", "agree"), [(np.float64, 1e-9), (np.float32, AGREE)])
@given(seed=seeds, width=st.integers(2, 40), nonlinearity=st.sampled_from(["tanh", "relu"]))
def test_all_at_once_are_the_documented_functions_one_by_one(kind, agree, seed, width, nonlinearity):
    y = labels(seed, 150, 4)
    snapshots = [z.astype(kind) for z in voyage(seed, width, 150, nonlinearity)]
    memory = None
    for z in snapshots:
        readings, memory = snapshot_readings([z], y, memory, nonlinearity=nonlinearity)
    assert list(readings) == [f"layer1.{column}" for column in COLUMNS]
    expected = one_by_one(snapshots[2], y, snapshots[1], snapshots[0], nonlinearity)
    for column, value in expected.items():
        assert readings[f"layer1.{column}"] == pytest.approx(value, rel=agree, abs=agree, nan_ok=True), column
    assert readings["layer1.dead"] >= 1.0 / width


def test_a_unit_that_sleeps_for_the_first_samples_only_is_not_dead():
    z = np.abs(cloud(2, 4, 150)) + 0.1
    z[:, 1] = 0.0
    z[:140, 2] = 0.0
    readings, _ = snapshot_readings([z], labels(2, 150, 3), nonlinearity="relu")
    assert readings["layer1.dead"] == 0.25


def test_layers_are_read_apart_from_each_other():
    y = labels(0, 150, 4)
    first, second = voyage(1, 12, 150, "tanh")[0], voyage(2, 7, 150, "tanh")[0]
    both, _ = snapshot_readings([first, second], y)
    alone, _ = snapshot_readings([second], y)
    assert [name for name in both if name.startswith("layer2.")] == [f"layer2.{column}" for column in COLUMNS]
    for column in COLUMNS:
        assert both[f"layer2.{column}"] == pytest.approx(alone[f"layer1.{column}"], nan_ok=True)


@given(seed=seeds, width=st.integers(1, 20))
def test_readings_lie_where_the_registry_says(seed, width):
    readings, memory = snapshot_readings([voyage(seed, width, 60, "tanh")[0]], labels(seed, 60, 3))
    readings, _ = snapshot_readings([voyage(seed, width, 60, "tanh")[2]], labels(seed, 60, 3), memory)
    for column, measure in MEASURES_BY_COLUMN.items():
        value = readings[f"layer1.{column}"]
        assert math.isnan(value) or measure.low <= value <= measure.high + 1e-12, column


def test_what_has_no_value_is_nan_and_says_why():
    y = labels(0, 60, 3)
    alive, point = voyage(0, 8, 60, "tanh")[0], np.full((60, 8), 0.25)
    first, memory = snapshot_readings([alive], y)
    assert {column for column in COLUMNS if math.isnan(first[f"layer1.{column}"])} == NEED_PREVIOUS
    assert all("no earlier snapshot" in why_undefined(f"layer1.{column}", first) for column in NEED_PREVIOUS)
    assert first["layer1.coherence_start"] == 1.0
    collapsed, after = snapshot_readings([point], y, memory)
    silent = {column for column in COLUMNS if math.isnan(collapsed[f"layer1.{column}"])}
    assert silent == NEED_VARIANCE | NEED_PREVIOUS | {"spectrum_exponent", "coherence_start"}
    assert all("collapsed to a point" in why_undefined(f"layer1.{column}", collapsed) for column in silent)
    assert collapsed["layer1.log_volume"] == -math.inf
    assert "flat" in why_undefined("layer1.log_volume", collapsed)
    awake, _ = snapshot_readings([alive], y, after)
    assert "then a point" in why_undefined("layer1.coherence", awake)
    assert awake["layer1.coherence_start"] == pytest.approx(1.0)
    assert why_undefined("layer1.entropy", awake) == ""
    narrow, _ = snapshot_readings([alive[:, :2]], y)
    assert "fewer than three" in why_undefined("layer1.spectrum_exponent", narrow)
    with pytest.raises(KeyError):
        why_undefined("layer9.entropy", first)


def test_another_width_keeps_its_coherence_and_another_number_of_samples_begins_anew():
    y = labels(0, 60, 3)
    wide, narrow = voyage(0, 8, 60, "tanh")[0], voyage(0, 5, 60, "tanh")[0]
    _, memory = snapshot_readings([wide], y)
    grown, _ = snapshot_readings([narrow], y, memory)
    assert math.isnan(grown["layer1.fidelity"])
    assert grown["layer1.coherence"] == pytest.approx(coherence.linear_cka(narrow, wide))
    fewer, _ = snapshot_readings([wide[:50]], y[:50], memory)
    assert fewer["layer1.coherence_start"] == 1.0
    assert math.isnan(fewer["layer1.coherence"])


def test_broken_activations_and_labels_are_named():
    z, y = voyage(0, 4, 30, "tanh")[0], labels(0, 30, 3)
    with pytest.raises(ShapeError, match="29 labels for 30"):
        snapshot_readings([z], y[1:])
    z[3, 2] = np.nan
    with pytest.raises(NonFiniteError):
        snapshot_readings([z], y)
