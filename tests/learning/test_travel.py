"""Time travel is exact: to any step of any branch, through levers and growth; twins go as one until they part."""

import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seaspirits_game.core.commands import (
    Command,
    Fork,
    GrowDeeper,
    GrowWider,
    HopBranch,
    PruneDead,
    RestoreCheckpoint,
    Rewind,
    SaveCheckpoint,
    SetBatchSize,
    SetClipping,
    SetDropout,
    SetGradientNoise,
    SetLearningRate,
    SetOrthogonal,
    SetShuffle,
    SetWeightDecay,
    ShiftInputs,
    SingleStep,
)
from seaspirits_game.core.config import Measures, VoyageConfig
from seaspirits_game.core.facts import Branches, Declined, Fact, Forked, Resized, Rewound
from seaspirits_game.core.snapshot import Snapshot
from seaspirits_game.learning.checkpoint import CheckpointFolder, read_checkpoint
from seaspirits_game.learning.memory import MOST_BYTES
from seaspirits_game.learning.session import Session
from seaspirits_game.learning.trainer import Trainer
from seaspirits_game.learning.travel import Travel
from seaspirits_game.link.inprocess import InProcessLink
from seaspirits_game.link.messages import Applied

SMALL = VoyageConfig(task="moons", layers=(8, 6), batch=32, learning_rate=0.1)


class Sink:
    def __init__(self) -> None:
        self.facts: list[Fact] = []
        self.snapshots: list[Snapshot] = []

    def deliver(self, snapshot: Snapshot) -> None:
        self.snapshots.append(snapshot)

    def report(self, fact: Fact | Applied) -> None:
        if not isinstance(fact, Applied):
            self.facts.append(fact)

    def last(self, kind: type) -> Fact:
        return next(fact for fact in reversed(self.facts) if isinstance(fact, kind))


class Sailing:
    """A session over a real trainer, with a snapshot every ten steps."""

    def __init__(self, config: VoyageConfig = SMALL, folder: Path | None = None) -> None:
        self.sink = Sink()
        self.trainer = Trainer(config, Measures.NONE)
        checkpoints = CheckpointFolder(folder) if folder else None
        self.session = Session(config, self.trainer, checkpoints, self.sink, clock=lambda: 0.0, every=10)
        self.session.start()

    def sail(self, steps: int) -> None:
        for _ in range(steps):
            self.session.grant()
            self.session.advance(1)

    def do(self, *commands: Command) -> None:
        for command in commands:
            self.session.submit(command)
        self.session.grant()
        self.session.advance(0)

    def bits(self) -> dict[str, bytes]:
        """All that decides what follows; what the next picture is compared with is tested by the pictures."""
        state = self.trainer.state()
        return {
            **{name: array.tobytes() for name, array in state.arrays.items() if not name.startswith(("seen", "rot"))},
            "rest": repr((state.step, state.samples_seen, state.levers, state.way, state.easing)).encode(),
        }


DEEDS: list[Command] = [
    SetLearningRate(0.03),
    SetBatchSize(16),
    SetGradientNoise(0.5),
    SetWeightDecay(0.01),
    SetDropout(0.2),
    SetClipping(0.5),
    SetShuffle(False),
    ShiftInputs(0.4),
    SetOrthogonal(True),
    GrowWider(1, 11),
    GrowDeeper(2),
]


def test_every_lever_and_every_growth_can_be_taken_back_and_made_again_bit_for_bit() -> None:
    sailing, marks, pictures = Sailing(), {}, {}
    for deed in DEEDS:
        sailing.sail(20)
        marks[sailing.trainer.step_index] = sailing.bits()
        pictures[sailing.trainer.step_index] = sailing.sink.snapshots[-1].coords
        sailing.do(deed)
    assert not any(isinstance(fact, Declined) for fact in sailing.sink.facts), sailing.sink.facts
    sailing.sail(20)
    tip = sailing.bits()
    for step in (200, 40, 120, 20, 220):
        sailing.do(Rewind(step))
        assert sailing.trainer.step_index == step
        assert sailing.bits() == marks[step]
        assert sailing.sink.last(Rewound).step == step
        shown = sailing.sink.snapshots[-1]
        assert shown.step == step
        assert all(np.array_equal(now, then) for now, then in zip(shown.coords, pictures[step], strict=True))
    sailing.do(HopBranch(0))
    assert sailing.bits() == tip
    assert sailing.sink.last(Branches).current == 0
    assert len(sailing.sink.last(Branches).tree) == 1, "who only looked has begun no branch"


def test_going_on_from_the_past_begins_a_branch_and_both_are_kept() -> None:
    sailing = Sailing()
    sailing.sail(60)
    old = sailing.bits()
    sailing.do(Rewind(30), SetLearningRate(0.01))
    sailing.sail(25)
    new = sailing.bits()
    assert new != old
    tree = sailing.sink.last(Branches)
    assert tree.current == 1
    assert [(one.id, one.parent, one.fork_step) for one in tree.tree] == [(0, None, 0), (1, 0, 30)]
    sailing.do(HopBranch(0))
    assert sailing.bits() == old
    sailing.do(HopBranch(1))
    assert sailing.bits() == new
    assert sailing.sink.snapshots[-1].branch == 1
    sailing.do(Rewind(10))
    assert sailing.trainer.step_index == 10


def test_what_cannot_be_is_declined_and_changes_nothing() -> None:
    sailing = Sailing()
    sailing.sail(20)
    before = sailing.bits()
    for deed in (Rewind(21), HopBranch(3), Fork(), PruneDead(7), GrowWider(1, 2), GrowWider(9, 20)):
        count = len(sailing.sink.facts)
        sailing.do(deed)
        told = [fact for fact in sailing.sink.facts[count:] if isinstance(fact, Declined)]
        assert len(told) == 1, deed
        assert "\n" not in told[0].reason
        assert sailing.bits() == before


def test_a_new_shape_is_told_and_so_is_the_way_back() -> None:
    sailing = Sailing()
    sailing.sail(10)
    sailing.do(GrowWider(1, 12))
    assert sailing.sink.last(Resized).sheet.layer_widths == (12, 6)
    assert sailing.sink.snapshots[-1].levers.layers == (12, 6)
    sailing.sail(10)
    sailing.do(Rewind(5))
    assert sailing.sink.last(Resized).sheet.layer_widths == (8, 6)
    assert len(sailing.sink.snapshots[-1].coords) == 2


def test_a_checkpoint_leads_back_across_branches() -> None:
    sailing = Sailing()
    sailing.sail(30)
    sailing.do(SaveCheckpoint())
    saved = sailing.bits()
    sailing.sail(20)
    sailing.do(Rewind(10))
    sailing.sail(15)
    sailing.do(RestoreCheckpoint())
    assert sailing.bits() == saved


@given(st.lists(st.one_of(st.integers(1, 15), st.sampled_from(DEEDS[:6]), st.just("back")), max_size=10))
@settings(max_examples=20)
def test_every_moment_of_any_voyage_can_be_come_back_to(deeds: list[int | Command | str]) -> None:
    sailing, marks = Sailing(), {}
    for deed in deeds:
        if isinstance(deed, int):
            sailing.sail(deed)
            marks[sailing.session._travel.here.branch, sailing.trainer.step_index] = sailing.bits()
        elif isinstance(deed, str):
            sailing.do(Rewind(sailing.trainer.step_index // 2))
        else:
            sailing.do(deed)
    for (branch, step), bits in reversed(marks.items()):
        sailing.do(HopBranch(branch), Rewind(step))
        assert sailing.bits() == bits


def test_twins_are_one_until_a_lever_differs(tmp_path: Path) -> None:
    one = Sailing(folder=tmp_path)
    one.sail(37)
    one.do(SetDropout(0.1))
    one.do(Fork())
    path = one.sink.last(Forked).path
    twin = Sailing()
    twin.session = Session(SMALL, twin.trainer, None, twin.sink, clock=lambda: 0.0, every=10)
    twin.session.begin_from(read_checkpoint(path))
    twin.session.start()
    assert twin.trainer.step_index == 37
    for sailing in (one, twin):
        sailing.sail(40)
    assert one.trainer.parameters().keys() == twin.trainer.parameters().keys()
    assert all(
        np.array_equal(ours, theirs)
        for ours, theirs in zip(one.trainer.parameters().values(), twin.trainer.parameters().values(), strict=True)
    )
    twin.do(SetLearningRate(0.02))
    for sailing in (one, twin):
        sailing.sail(1)
    assert not np.array_equal(one.trainer.parameters()["W1"], twin.trainer.parameters()["W1"])


def test_five_hundred_steps_of_digits_are_taken_back_exactly(capsys: pytest.CaptureFixture[str]) -> None:
    sailing = Sailing(VoyageConfig())
    sailing.sail(100)
    then = sailing.bits()
    sailing.sail(500)
    begun = time.process_time()
    sailing.do(Rewind(100))
    took = time.process_time() - begun
    assert sailing.bits() == then
    with capsys.disabled():
        print(f"\nrewinding 500 steps of digits: {took:.2f} s of processor time")


def test_memory_is_bounded_over_twenty_thousand_steps() -> None:
    """Of a network as large as that of digits; what is kept says how far one has to walk."""
    trainer = Trainer(VoyageConfig(task="moons", layers=(64, 96, 64)), Measures.NONE)
    travel = Travel(trainer)
    for _ in range(3_000):
        trainer.step()
        travel.stepped()
    small = Travel(trainer, most_bytes=MOST_BYTES // 64)
    for _ in range(2_000):
        trainer.step()
        small.stepped()
    assert travel.memory.size <= MOST_BYTES
    assert small.memory.size <= MOST_BYTES // 64
    steps = sorted(place.step for place in small.memory.places)
    assert steps[0] == 3_000
    gaps = np.diff(steps)
    assert gaps[-3:].max() <= gaps.max(), "dense late, sparse early"
    assert len(steps) > 3


def test_single_steps_and_rewinds_by_the_link() -> None:
    link = InProcessLink(
        lambda outlet: Session(SMALL, Trainer(SMALL, Measures.NONE), None, outlet, clock=time.monotonic, every=1)
    )
    link.advance(12)
    link.send(Rewind(4))
    link.send(SingleStep())
    link.advance(0)
    snapshot = link.latest()
    assert snapshot is not None
    assert (snapshot.step, snapshot.branch) == (5, 1)
    kinds = [type(fact).__name__ for fact in link.facts()]
    assert "Rewound" in kinds
    assert "Branches" in kinds
    link.close()
