"""A course of commands is followed step for step, whatever the clock says: the voyage of a code is that voyage."""

import time

from seaspirits_game.cli import run_command
from seaspirits_game.core.commands import (
    Command,
    RestoreCheckpoint,
    SaveCheckpoint,
    SetLearningRate,
    SetTempo,
    SingleStep,
    Tempo,
)
from seaspirits_game.core.config import Measures, VoyageConfig
from seaspirits_game.learning.session import Session
from seaspirits_game.learning.trainer import Trainer
from seaspirits_game.link.messages import Applied

CONFIG = VoyageConfig(task="moons", layers=(8, 6), seed=3)
COURSE: tuple[tuple[int, Command], ...] = (
    (0, SetLearningRate(0.02)),
    (20, SetTempo(Tempo.PAUSE)),
    (20, SingleStep()),
    (30, SetLearningRate(0.3)),
    (40, SaveCheckpoint()),
    (70, RestoreCheckpoint()),
    (50, SetLearningRate(0.1)),
)


class Outlet:
    def __init__(self) -> None:
        self.applied: list[tuple[int, Command]] = []

    def deliver(self, snapshot: object) -> None:
        pass

    def report(self, fact: object) -> None:
        if isinstance(fact, Applied):
            self.applied.append((fact.step, fact.command))


def by_hand() -> bytes:
    """The same voyage, each command given at its moment."""
    trainer = Trainer(CONFIG, Measures.NONE)
    session = Session(CONFIG, trainer, None, Outlet(), clock=time.monotonic, save_seconds=None)
    session.start()
    for step, command in COURSE:
        session.advance(step - session.step_index)
        if not isinstance(command, SetTempo | SingleStep):
            session.submit(command)
            session.advance(0)
    session.advance(90 - session.step_index)
    return bits(trainer)


def bits(trainer: Trainer) -> bytes:
    return b"".join(array.tobytes() for array in trainer.parameters().values())


def test_a_course_is_the_same_by_steps_and_by_the_clock() -> None:
    outlet, now = Outlet(), [0.0]
    trainer = Trainer(CONFIG, Measures.NONE)
    session = Session(
        CONFIG,
        trainer,
        None,
        outlet,
        clock=lambda: now[0],
        tempo=Tempo.X16,
        hold_at=90,
        course=COURSE,
        save_seconds=0.1,
    )
    session.start()
    for _ in range(5_000):
        session.grant()
        session.turn()
        now[0] += 0.01
        if session.step_index == 90:
            break
    assert session.step_index == 90
    assert bits(trainer) == by_hand()
    wanted = [(step, command) for step, command in COURSE if not isinstance(command, SetTempo | SingleStep)]
    assert [entry for entry in outlet.applied if entry in wanted] == wanted


def test_what_a_person_does_on_the_way_is_done_as_well() -> None:
    outlet = Outlet()
    session = Session(
        CONFIG, Trainer(CONFIG, Measures.NONE), None, outlet, clock=time.monotonic, course=COURSE[:1], save_seconds=None
    )
    session.start()
    session.advance(5)
    session.submit(SetLearningRate(0.4))
    session.advance(5)
    assert outlet.applied == [(0, SetLearningRate(0.02)), (5, SetLearningRate(0.4))]


def test_a_wrong_code_opens_no_window(capsys) -> None:
    assert run_command(["play", "--code", "sea1.wrong", "--frames", "1"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert "code" in told.err
