"""A trainer of a few numbers, without torch: what it computes depends on every step, command and snapshot before."""

import os
import signal
import time
from dataclasses import replace
from multiprocessing.connection import Connection

import numpy as np

from seaspirits_game.core.commands import Command, GrowDeeper, SetDropout, SetLearningRate, Tempo
from seaspirits_game.core.config import VoyageConfig
from seaspirits_game.core.errors import UserError
from seaspirits_game.core.snapshot import Snapshot, TaskSheet
from seaspirits_game.learning import worker
from seaspirits_game.learning.checkpoint import TrainingState
from seaspirits_game.learning.torn import TornError
from seaspirits_game.link.messages import WorkerOptions

TEARING_RATE = 5.0
"""Above this learning rate the fake tears at its next step."""


class FakeTrainer:
    """Tasks that it knows: any name; `slow` takes 2 ms a step, `measured` has dear measures."""

    def __init__(self, config: VoyageConfig) -> None:
        if config.task == "refused":
            raise UserError("unknown task 'refused'; known is none")
        self.config = config
        self.step_index = 0
        self.levers = config.levers
        self.weights = np.random.default_rng(config.seed).normal(size=8)
        self.seen = np.zeros(8)
        self.sheet = TaskSheet(
            name=config.task,
            inputs=np.zeros((4, 2), np.float32),
            labels=np.array([0, 1, 0, 1]),
            split=np.zeros(4, np.uint8),
            class_names=("a", "b"),
            layer_widths=config.layers,
        )

    def step(self) -> float:
        if self.config.task == "slow":
            time.sleep(0.002)
        if self.config.task == "raises" and self.step_index == 5:
            raise RuntimeError("the fake was told to raise")
        if self.learning_rate > TEARING_RATE:
            raise TornError(self.step_index + 1, "W1")
        self.weights = np.sin(self.weights + self.learning_rate)
        self.step_index += 1
        return float(self.weights.sum())

    def step_back(self) -> float:
        raise UserError("the fake walks forth only")

    @property
    def learning_rate(self) -> float:
        return self.levers.learning_rate

    def apply(self, command: Command) -> None:
        match command:
            case SetLearningRate(value):
                self.levers = replace(self.levers, learning_rate=value)
            case SetDropout(value):
                self.levers = replace(self.levers, dropout=value)
                self.weights = self.weights + value
            case GrowDeeper():
                self.levers = replace(self.levers, layers=(*self.levers.layers, 8))
                self.sheet = replace(self.sheet, layer_widths=self.levers.layers)
            case _:
                raise UserError(f"the fake knows no {command.name}")

    def look(self) -> None:
        self.seen = 0.5 * self.seen + self.weights  # as alignment: depends on the snapshots before

    def snapshot(self, tempo: Tempo, steps_per_second: float) -> Snapshot:
        self.look()
        return Snapshot(
            step=self.step_index,
            epoch=0.0,
            coords=(np.tile(self.seen, (4, 1)).astype(np.float32),),
            variance_share=(np.full(8, 0.125, np.float32),),
            probs=np.full((4, 2), 0.5, np.float32),
            train_loss=float(self.weights.sum()),
            val_loss=0.0,
            train_accuracy=0.5,
            val_accuracy=0.5,
            learning_rate=self.learning_rate,
            tempo=tempo,
            steps_per_second=steps_per_second,
            levers=self.levers,
        )

    @property
    def dear_names(self) -> tuple[str, ...]:
        return ("depth", "height") if self.config.task == "measured" else ()

    def dear(self, name: str) -> dict[str, float]:
        return {name: float(self.weights[len(name)])}

    def state(self) -> TrainingState:
        return TrainingState(
            config=self.config,
            task_fingerprint="fake",
            step=self.step_index,
            samples_seen=0,
            levers=self.levers,
            arrays={"weights": self.weights.copy(), "seen": self.seen.copy()},
        )

    def resume(self, state: TrainingState) -> None:
        self.weights = state.arrays["weights"].copy()
        self.seen = state.arrays["seen"].copy()
        self.step_index = state.step
        self.levers = state.levers
        self.sheet = replace(self.sheet, layer_widths=self.levers.layers)


def _fake(config: VoyageConfig, options: WorkerOptions) -> FakeTrainer:
    return FakeTrainer(config)


def run_fake(inbox: Connection, outbox: Connection, config: VoyageConfig, options: WorkerOptions) -> None:
    """What a fake trainer's process runs."""
    worker.run_with(_fake, inbox, outbox, config, options)


def run_and_vanish(inbox: Connection, outbox: Connection, config: VoyageConfig, options: WorkerOptions) -> None:
    """A process that ends without a word."""
    os.kill(os.getpid(), signal.SIGKILL)


def equal_but_for_the_clock(one: Snapshot, other: Snapshot) -> bool:
    """Whether two snapshots hold the same bytes; the measured speed of training is the machine's business."""
    arrays = zip(
        (*one.coords, *one.variance_share, one.probs), (*other.coords, *other.variance_share, other.probs), strict=True
    )
    return (
        all(mine.tobytes() == theirs.tobytes() and mine.shape == theirs.shape for mine, theirs in arrays)
        and (one.step, one.epoch, one.train_loss, one.val_loss, one.learning_rate, one.train_accuracy)
        == (other.step, other.epoch, other.train_loss, other.val_loss, other.learning_rate, other.train_accuracy)
        and repr(one.readings) == repr(other.readings)  # NaN is not equal to itself
        and repr(one.dear) == repr(other.dear)
    )
