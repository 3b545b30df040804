"""The record is bounded, ordered, and forgets what a restored checkpoint undid."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.core.snapshot import Snapshot
from seaspirits_game.scenes.curves import CAPACITY, Curves


def snapshot(step: int) -> Snapshot:
    return Snapshot(
        step=step,
        epoch=0.0,
        coords=(),
        variance_share=(),
        probs=np.zeros((1, 2), np.float32),
        train_loss=1.0 / (step + 1),
        val_loss=1.0,
        train_accuracy=0.5,
        val_accuracy=0.5,
        learning_rate=0.1,
        readings={"layer1.entropy": float(step)},
    )


@given(st.lists(st.integers(0, 500), max_size=120))
def test_steps_always_rise_and_the_newest_is_last(steps: list[int]) -> None:
    curves = Curves()
    for step in steps:
        curves.add(snapshot(step))
        column = curves.column("step")
        assert np.all(np.diff(column) > 0)
        assert column[-1] == step


def test_memory_is_bounded_and_both_ends_stay() -> None:
    curves = Curves()
    for step in range(10 * CAPACITY):
        curves.add(snapshot(step))
    column = curves.column("step")
    assert len(column) <= CAPACITY
    assert (column[0], column[-1]) == (0, 10 * CAPACITY - 1)
    assert np.array_equal(curves.column("layer1.entropy"), column)
    assert np.isnan(curves.column("layer9.entropy")).all()


def test_early_readings_stay_however_long_the_voyage() -> None:
    curves = Curves()
    for step in range(10 * CAPACITY):
        curves.add(snapshot(step))
    column = curves.column("step")
    assert list(column[:20]) == list(range(20))
    assert np.diff(column).max() < 40


def test_a_dear_measure_has_points_where_it_was_taken_and_gaps_only_where_it_has_no_value() -> None:
    rows = [{"step": step, "train_loss": 1.0 / (step + 1)} for step in range(0, 50, 10)]
    rows[1]["sharpness"], rows[3]["sharpness"] = 7.0, float("nan")
    curves = Curves.of(rows)
    steps, values = curves.measured("sharpness")
    assert steps.tolist() == [10.0, 30.0]
    np.testing.assert_array_equal(values, [7.0, np.nan])
    assert len(curves.measured("train_loss")[0]) == len(curves) == 5
    assert len(curves.measured("echo")[0]) == 0
    assert curves.names() == ["step", "train_loss", "sharpness"]


def test_a_finished_voyage_is_read_as_it_would_have_been_recorded() -> None:
    rows = [{"step": step, "val_loss": float(step)} for step in (0, 10, 20, 30, 10, 20)]  # restored at 30
    curves = Curves.of(rows)
    assert curves.column("step").tolist() == [0.0, 10.0, 20.0]
    long = Curves.of({"step": step, "val_loss": float(step)} for step in range(5 * CAPACITY))
    assert len(long) <= CAPACITY
    assert np.array_equal(long.column("val_loss"), long.column("step"))


def test_the_version_grows_with_every_reading() -> None:
    curves = Curves()
    versions = [curves.version]
    for step in (0, 5, 2):
        curves.add(snapshot(step))
        versions.append(curves.version)
    assert versions == sorted(set(versions))
