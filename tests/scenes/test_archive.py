"""Recorded snapshots come back as they were, within the bounds that their packing states; memory is bounded."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seaspirits_game.core.snapshot import Snapshot
from seaspirits_game.scenes.archive import MOST, MOST_BYTES, Archive
from tests.scenes.voyages import snapshots


def small(step: int, samples: int = 5, scale: float = 1.0, classes: int = 3) -> Snapshot:
    rng = np.random.default_rng([step, samples])
    return Snapshot(
        step=step,
        epoch=step / 10,
        coords=tuple((scale * rng.standard_normal((samples, 8))).astype(np.float32) for _ in range(2)),
        variance_share=(np.full(8, 0.1, np.float32),) * 2,
        probs=rng.dirichlet(np.ones(classes), samples).astype(np.float32),
        train_loss=1.0 / (step + 1),
        val_loss=1.5 / (step + 1),
        train_accuracy=0.5,
        val_accuracy=0.25,
        learning_rate=0.1,
        readings={"layer1.entropy": step / 3},
    )


@settings(deadline=None)
@given(st.integers(0, 50), st.floats(1e-7, 1e5))
def test_what_comes_back_is_wrong_by_no_more_than_is_said(step: int, scale: float) -> None:
    archive, given_ = Archive(), small(step, 40, scale)
    archive.add(given_)
    back = archive.at(step)
    for coords, original in zip(back.coords, given_.coords, strict=True):
        bound = np.abs(original).max(axis=0) / 65_534
        assert np.all(np.abs(coords - original) <= bound * 1.01)  # and float32 itself
    assert np.abs(back.probs - given_.probs).max() <= 3 / 65_534  # each rounded, then their sum brought back to 1
    np.testing.assert_allclose(back.probs.sum(axis=1), 1.0, atol=1e-6)
    plain = {"coords": (), "probs": np.zeros((0, 0))}
    assert repr(replace(back, **plain)) == repr(replace(given_, **plain))  # every number on screen is the recorded one


def test_a_flat_cloud_comes_back_flat() -> None:
    archive = Archive()
    archive.add(replace(small(0), coords=(np.zeros((5, 8), np.float32),) * 2))
    assert not archive.at(0).coords[0].any()


@given(st.lists(st.integers(0, 300), max_size=60))
def test_steps_rise_and_a_restored_checkpoint_cuts_the_future(steps: list[int]) -> None:
    archive = Archive()
    for step in steps:
        archive.add(small(step))
        assert archive.steps() == sorted(set(archive.steps()))
        assert archive.steps()[-1] == step


def test_memory_is_bounded_and_the_whole_voyage_stays() -> None:
    archive = Archive()
    for step in range(1_000):
        archive.add(small(step))
        assert len(archive) <= MOST
    steps = archive.steps()
    assert (steps[0], steps[1], steps[-1]) == (0, 1, 999)
    assert np.diff(steps).max() <= 25


def test_a_full_archive_of_digits_takes_less_than_64_mebibytes() -> None:
    digits = snapshots()[-1]
    archive = Archive()
    archive.add(digits)
    samples, classes, layers = len(digits.probs), digits.probs.shape[1], len(digits.coords)
    assert archive.weight == samples * (layers * 8 + classes) * 2 + layers * 8 * 4
    assert MOST * archive.weight < 20 * 2**20 < MOST_BYTES


def test_a_large_table_keeps_fewer() -> None:
    archive = Archive()
    for step in range(40):
        archive.add(small(step, samples=40_000, classes=20))
    assert 8 <= len(archive) < 40
    assert archive.weight <= MOST_BYTES


def test_the_nearest_recorded_step_is_found_and_no_other_is_made_up() -> None:
    archive = Archive()
    assert archive.nearest(7.0) is None
    for step in (0, 10, 40):
        archive.add(small(step))
    assert [archive.nearest(step) for step in (-3, 4, 26, 99)] == [0, 0, 40, 40]
    with pytest.raises(KeyError):
        archive.at(11)
    assert archive.until(12).steps() == [0, 10]
