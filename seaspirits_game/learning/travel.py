"""Time travel: to any step of any branch, by restoring an earlier state and repeating what happened since."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from seaspirits_game.core.commands import Command
from seaspirits_game.core.facts import Branches as Tree
from seaspirits_game.learning.branches import Branches, Place
from seaspirits_game.learning.checkpoint import TrainingState
from seaspirits_game.learning.memory import EVERY, MOST_BYTES, Memory

Pulse = Callable[[int], None]
"""Told of each step that is repeated."""


class Traveller(Protocol):
    """What travels: a trainer."""

    @property
    def step_index(self) -> int: ...

    def step(self) -> float: ...

    def apply(self, command: Command) -> None: ...

    def look(self) -> None: ...

    def state(self) -> TrainingState: ...

    def resume(self, state: TrainingState) -> None: ...


class Travel:
    """Is told of each step, command and picture of `trainer`, and takes it elsewhere.

    The voyage begins where the trainer stands, on the branch that `state` was taken on, if it was begun from one.
    """

    def __init__(self, trainer: Traveller, state: TrainingState | None = None, most_bytes: int = MOST_BYTES) -> None:
        self._trainer = trainer
        known = (state.branch, state.branches) if state is not None else (0, 1)
        self.branches = Branches(trainer.step_index, *known)
        self.memory = Memory(most_bytes)
        self.memory.keep(self.branches.here, trainer.state())

    @property
    def here(self) -> Place:
        """Where the voyage stands."""
        return self.branches.here

    @property
    def tree(self) -> Tree:
        """What is told of the branches."""
        return Tree(self.branches.tree, self.branches.current)

    def state(self) -> TrainingState:
        """The trainer's state, and the branch that it lies on."""
        return replace(self._trainer.state(), branch=self.branches.current, branches=self.branches.count)

    def stepped(self) -> bool:
        """The trainer has made a step; whether that began a new branch."""
        fresh = self.branches.step()
        if fresh or self._trainer.step_index % EVERY == 0:
            self.memory.keep(self.branches.here, self._trainer.state())
        return fresh

    def commanded(self, command: Command) -> bool:
        """The trainer has applied `command`; whether that began a new branch."""
        return self.branches.command(command)

    def looked(self) -> None:
        """A picture was taken."""
        self.branches.picture()

    def go(self, place: Place, pulse: Pulse) -> None:
        """Take the trainer to `place`."""
        start, state = self.memory.nearest(place, self.branches)
        self._trainer.resume(state)
        for step, command in self.branches.between(start, place):
            self._walk(step, pulse)
            if command is None:
                self._trainer.look()
            else:
                self._trainer.apply(command)
        self._walk(place.step, pulse)
        self.branches.stand(place)

    def put(self, place: Place, state: TrainingState) -> None:
        """Take the trainer to `place`, whose `state` is known."""
        self._trainer.resume(state)
        self.branches.stand(place)

    def _walk(self, step: int, pulse: Pulse) -> None:
        while self._trainer.step_index < step:
            self._trainer.step()
            pulse(self._trainer.step_index)
