"""What is read of the predictions all at once are the documented measures one by one."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.geometry.calibration import brier_score, expected_calibration_error
from seaspirits_game.geometry.errors import NonFiniteError
from seaspirits_game.geometry.predictions import of_true_classes, prediction_readings
from seaspirits_game.geometry.superposition import class_density_entropy, superposition_entropy
from tests.geometry.clouds import distributions, labels


@given(st.integers(0, 10_000), st.integers(2, 12))
def test_all_at_once_are_the_documented_functions_one_by_one(seed, classes):
    p, y = distributions(seed, 120, classes), labels(seed, 120, classes)
    validation = np.random.default_rng(seed).choice(120, 40, replace=False)
    found = prediction_readings(p, np.log(p), y, validation)
    assert found["calibration_error"] == pytest.approx(expected_calibration_error(p[validation], y[validation]))
    assert found["brier"] == pytest.approx(brier_score(p[validation], y[validation]), rel=1e-9, abs=1e-12)
    assert found["superposition_entropy"] == pytest.approx(superposition_entropy(p), rel=1e-9)
    assert found["class_density_entropy"] == pytest.approx(class_density_entropy(p), rel=1e-9, abs=1e-9)


def test_a_network_that_is_certain_and_right_has_no_brier_score_below_zero():
    p = np.full((30, 3), 1e-9)
    p[:, 1] = 1.0 - 2e-9
    found = prediction_readings(p, np.log(p), np.ones(30, dtype=np.int64), np.arange(10))
    assert 0.0 <= found["brier"] < 1e-12


def test_predictions_that_are_no_numbers_are_refused():
    p = distributions(0, 20, 3)
    p[4, 1] = math.nan
    with pytest.raises(NonFiniteError):
        prediction_readings(p, np.log(p), labels(0, 20, 3), np.arange(5))


def test_each_sample_is_read_at_its_label():
    table = np.arange(12, dtype=np.float32).reshape(3, 4)
    assert of_true_classes(table, np.array([2, 0, 1, 2])).tolist() == [8.0, 1.0, 6.0, 11.0]
