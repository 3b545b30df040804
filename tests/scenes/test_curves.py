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
