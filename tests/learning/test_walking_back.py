"""`StepBack` in a session and in a voyage's file: to the last bit, to the first step, refused where it cannot be."""

import json
import time

import numpy as np
import pytest

from seaspirits_game.cli import run_command
from seaspirits_game.core.commands import RestoreCheckpoint, Rewind, SetLearningRate, StepBack, from_record, to_record
from seaspirits_game.core.config import Measures, VoyageConfig
from seaspirits_game.core.errors import UserError
from seaspirits_game.core.facts import Declined
from seaspirits_game.learning.checkpoint import CheckpointFolder
from seaspirits_game.learning.session import Session
from seaspirits_game.learning.trainer import Trainer
from seaspirits_game.link.inprocess import InProcessLink
from seaspirits_game.voyage.metrics import read_metrics

SMALL = {"task": "moons", "layers": (8, 6), "seed": 3}


class Walk:
    """A link to a session over a real trainer that can be looked at."""

    def __init__(self, **changes: object) -> None:
        config = VoyageConfig(**{**SMALL, **changes})  # type: ignore[arg-type]
        self.trainer = Trainer(config, Measures.CHEAP)

        def session(outlet):
            return Session(config, self.trainer, None, outlet, clock=time.monotonic, save_seconds=None)

        self.link = InProcessLink(session)

    def bits(self) -> bytes:
        return b"".join(array.tobytes() for array in self.trainer.parameters().values())


def test_a_walk_back_comes_to_the_same_bits_and_the_same_picture_of_losses():
    walk = Walk(reversible=True)
    marks = {0: walk.bits()}
    for step in (10, 25, 60):
        walk.link.latest()
        walk.link.advance(step - walk.link.step_index)
        marks[step] = walk.bits()
    walk.link.send(SetLearningRate(0.2))
    walk.link.advance(20)
    for step, steps in ((60, 20), (25, 35), (10, 15), (0, 10)):
        walk.link.latest()
        walk.link.send(StepBack(steps))
        assert walk.link.step_index == step
        assert walk.bits() == marks[step]
        snapshot = walk.link.latest()
        assert snapshot is not None
        assert snapshot.step == step
    assert not [fact for fact in walk.link.facts() if isinstance(fact, Declined)]


def test_it_goes_no_further_than_the_first_step_and_then_says_so():
    walk = Walk(reversible=True)
    first = walk.bits()
    walk.link.advance(7)
    walk.link.send(StepBack(1000))
    assert (walk.link.step_index, walk.bits()) == (0, first)
    assert not [fact for fact in walk.link.facts() if isinstance(fact, Declined)]
    walk.link.send(StepBack(1))
    (declined,) = [fact for fact in walk.link.facts() if isinstance(fact, Declined)]
    assert "\n" not in declined.reason
    assert walk.bits() == first


def test_an_ordinary_voyage_declines_and_goes_on():
    walk = Walk()
    walk.link.advance(7)
    before = walk.bits()
    walk.link.send(StepBack(2))
    (declined,) = [fact for fact in walk.link.facts() if isinstance(fact, Declined)]
    assert declined.command == StepBack(2)
    assert "reversible" in declined.reason
    assert (walk.link.step_index, walk.bits()) == (7, before)
    assert walk.link.advance(3) == 3


def test_the_command_travels_and_is_checked():
    assert from_record(to_record(StepBack(5))) == StepBack(5)
    for steps in (0, -1, True, "5", 1.5):
        with pytest.raises(UserError, match="step_back: steps"):
            from_record({"command": "step_back", "steps": steps})


def test_a_voyage_with_a_walk_back_is_sailed_the_same_twice_and_replayed(tmp_path):
    commands = tmp_path / "commands.json"
    commands.write_text(
        json.dumps([{"step": 60, "command": "step_back", "steps": 40}, {"step": 30, "command": "single_step"}])
    )
    words = ["simulate", "--task", "moons", "--layers", "8,6", "--steps", "80", "--every", "10", "--reversible"]
    for name in ("one", "two"):
        assert run_command([*words, "--commands", str(commands), "--out", str(tmp_path / name)]) == 0
    assert (tmp_path / "one" / "metrics.csv").read_bytes() == (tmp_path / "two" / "metrics.csv").read_bytes()
    rows = read_metrics(tmp_path / "one" / "metrics.csv")
    steps = [row["step"] for row in rows]
    assert steps[:8] == [0, 10, 20, 30, 40, 50, 60, 20]
    assert steps[-1] == 80
    assert rows[7]["train_loss"] == rows[2]["train_loss"]
    assert rows[8]["train_loss"] == rows[3]["train_loss"], "the same way forth again"
    assert run_command(["replay", str(tmp_path / "one" / "voyage.json"), "--out", str(tmp_path / "again")]) == 0


def test_a_walk_back_beyond_the_memory_of_a_restarted_trainer_begins_a_new_memory(tmp_path):
    folder, config = CheckpointFolder(tmp_path), VoyageConfig(**SMALL, reversible=True)  # type: ignore[arg-type]
    first = Trainer(config)
    for _ in range(20):
        first.step()
    folder.save(first.state())

    class Nowhere:
        def deliver(self, snapshot):
            pass

        def report(self, fact):
            assert not isinstance(fact, Declined)

    trainer = Trainer(config)
    session = Session(config, trainer, folder, Nowhere(), clock=time.monotonic, save_seconds=None)
    session.start(resume=True)
    assert session.step_index == 20
    session.submit(StepBack(15))
    session.advance(3)
    session.submit(Rewind(6))
    session.submit(RestoreCheckpoint())
    session.advance(0)
    assert session.step_index == 5
    again = Trainer(config)
    for _ in range(5):
        again.step()
    assert all(
        np.array_equal(a, b) for a, b in zip(trainer.parameters().values(), again.parameters().values(), strict=True)
    )
