"""What a session needs of a trainer, and of a place to save to; free of torch, so that it can be tested alone."""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from seaspirits_game.core.commands import Command, Tempo
from seaspirits_game.core.levers import Levers
from seaspirits_game.core.snapshot import Snapshot, TaskSheet
from seaspirits_game.learning.checkpoint import TrainingState


class Trainable(Protocol):
    """What a session needs of a trainer."""

    @property
    def step_index(self) -> int: ...

    @property
    def sheet(self) -> TaskSheet: ...

    @property
    def levers(self) -> Levers: ...

    def step(self) -> float: ...

    def step_back(self) -> float: ...

    def apply(self, command: Command) -> None: ...

    def look(self) -> None: ...

    def snapshot(self, tempo: Tempo, steps_per_second: float) -> Snapshot: ...

    @property
    def dear_names(self) -> tuple[str, ...]: ...

    def dear(self, name: str) -> Mapping[str, float]: ...

    def state(self) -> TrainingState: ...

    def resume(self, state: TrainingState) -> None: ...


class Checkpoints(Protocol):
    """Where a session saves to disk."""

    def save(self, state: TrainingState) -> int: ...

    def fork(self, state: TrainingState) -> Path: ...

    def latest_good(self) -> TrainingState | None: ...
