"""What is kept is bounded, dense late and sparse early, and always enough to come back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.core.config import VoyageConfig
from seaspirits_game.learning.branches import Branches
from seaspirits_game.learning.checkpoint import TrainingState
from seaspirits_game.learning.memory import Memory

SIZE = 1_000
CONFIG = VoyageConfig()


def state(step: int) -> TrainingState:
    """A kilobyte and a bit that knows its step."""
    return TrainingState(
        config=CONFIG,
        task_fingerprint="fake",
        step=step,
        samples_seen=0,
        levers=CONFIG.levers,
        arrays={"W1": np.zeros(SIZE // 8)},
    )


def filled(memory: Memory, steps: int, every: int) -> Branches:
    branches = Branches()
    memory.keep(branches.here, state(0))
    for step in range(1, steps + 1):
        branches.step()
        if step % every == 0:
            memory.keep(branches.here, state(step))
    return branches


@given(st.integers(1, 3_000), st.integers(1, 40), st.integers(3, 40))
def test_bytes_are_bounded_and_the_first_and_the_last_state_stay(steps: int, every: int, room: int) -> None:
    memory = Memory(room * SIZE)
    branches = filled(memory, steps, every)
    assert memory.size == len(memory.places) * SIZE <= room * SIZE
    kept = [place.step for place in memory.places]
    assert kept == sorted(kept)
    assert kept[0] == 0
    assert kept[-1] == steps - steps % every
    for goal in {0, steps // 3, steps // 2, steps}:
        place, found = memory.nearest(branches.at_step(goal), branches)
        assert found.step == place.step == max(step for step in kept if step <= goal)


def test_gaps_grow_with_age() -> None:
    memory = Memory(60 * SIZE)
    filled(memory, 40_000, 10)
    kept = np.array([place.step for place in memory.places])
    gaps, ages = np.diff(kept), 40_000 - kept[:-1]
    assert gaps[-5:].max() <= 40
    assert gaps.max() < 0.6 * 40_000
    early, late = gaps[ages > 10_000], gaps[ages < 2_000]
    assert early.mean() > 8 * late.mean()


def test_with_room_for_all_nothing_is_thrown_away() -> None:
    memory = Memory(1_000 * SIZE)
    filled(memory, 500, 5)
    assert len(memory.places) == 101


def test_a_state_of_another_branch_is_no_way_here() -> None:
    branches, memory = Branches(), Memory()
    memory.keep(branches.here, state(0))
    for step in range(1, 41):
        branches.step()
        if step % 10 == 0:
            memory.keep(branches.here, state(step))
    branches.stand(branches.at_step(15))
    for _ in range(20):
        branches.step()
    here = branches.here
    assert (here.branch, here.step) == (1, 35)
    assert memory.nearest(here, branches)[1].step == 10
    assert memory.nearest(branches.tip(0), branches)[1].step == 40


@pytest.mark.parametrize("goal", [0, 7])
def test_the_only_state_may_be_larger_than_the_room(goal: int) -> None:
    memory = Memory(10)
    branches = filled(memory, 7, 100)
    assert memory.nearest(branches.at_step(goal), branches)[1].step == 0
