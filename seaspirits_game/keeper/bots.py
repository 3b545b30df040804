"""Players without hands. Each decides from what a person sees, the dive's state and the newest snapshot, and acts by
the same commands; a bot knows nothing that is hidden from a person.

- `idle` touches nothing and lets the Kraken win.
- `random` moves a random lever of the dive to a random place within its whole range at every judged snapshot.
- `textbook` follows the rules of `textbook`.
- `Constant` sets one lever at the beginning and never again: the table of balance shows by it that none wins alone.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar, Protocol

import numpy as np

from seaspirits_game.core import ranges
from seaspirits_game.core.commands import (
    Command,
    GrowDeeper,
    GrowWider,
    PruneDead,
    Rewind,
    SetBatchSize,
    SetClipping,
    SetDropout,
    SetGradientNoise,
    SetLearningRate,
    SetOrthogonal,
    SetShuffle,
    SetWeightDecay,
)
from seaspirits_game.core.snapshot import Snapshot
from seaspirits_game.core.streams import stream
from seaspirits_game.keeper.state import DiveState
from seaspirits_game.keeper.textbook import Textbook


class Bot(Protocol):
    """A player."""

    @property
    def pivots(self) -> str:
        """The pivot rule by which it duels; empty for one that does not answer, and loses."""
        ...

    def decide(self, state: DiveState, snapshot: Snapshot) -> tuple[Command, ...]:
        """What it does at a judged snapshot of a dive that is under way."""
        ...


class Idle:
    """Touches nothing."""

    pivots: ClassVar[str] = ""

    def decide(self, state: DiveState, snapshot: Snapshot) -> tuple[Command, ...]:
        return ()


class Random:
    """Moves levers at random."""

    pivots: ClassVar[str] = "random"

    def __init__(self, seed: int) -> None:
        self._random = stream(seed, "bot random")

    def decide(self, state: DiveState, snapshot: Snapshot) -> tuple[Command, ...]:
        if not state.dive.levers:
            return ()
        lever = state.dive.levers[int(self._random.integers(len(state.dive.levers)))]
        return (_ANYWHERE[lever](self._random, state),)


@dataclass(frozen=True, slots=True)
class Constant:
    """Sets one lever as soon as it can be paid for, as often as it takes, and leaves it."""

    commands: tuple[Command, ...]
    pivots: str = "random"

    def decide(self, state: DiveState, snapshot: Snapshot) -> tuple[Command, ...]:
        wanted = [command for command in self.commands if not _stands(command, snapshot)]
        return tuple(wanted[:1])


def _stands(command: Command, snapshot: Snapshot) -> bool:
    levers = snapshot.levers
    if isinstance(command, GrowWider):
        return command.layer <= len(levers.layers) and levers.layers[command.layer - 1] >= command.width
    if isinstance(command, GrowDeeper):
        return len(levers.layers) > command.layer
    name = command.name.removeprefix("set_")
    return bool(getattr(levers, name, None) == getattr(command, "value", getattr(command, "on", None)))


def constants(lever: str, layers: tuple[int, ...]) -> tuple[Constant, ...]:
    """A grid of `Constant` bots over the whole useful range of `lever`, for a network of these hidden widths.

    Empty for levers that are moments rather than places (prune, rewind).
    """
    last = len(layers)
    grid: Mapping[str, tuple[tuple[Command, ...], ...]] = {
        "learning_rate": tuple((SetLearningRate(value),) for value in (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0)),
        "batch_size": tuple((SetBatchSize(value),) for value in (4, 16, 64, 256, 1024)),
        "gradient_noise": tuple((SetGradientNoise(value),) for value in (0.0, 0.3, 1.0, 3.0)),
        "weight_decay": tuple((SetWeightDecay(value),) for value in (1e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1)),
        "dropout": tuple((SetDropout(value),) for value in (0.1, 0.25, 0.4, 0.6)),
        "orthogonal": ((SetOrthogonal(True),),),
        "clipping": tuple((SetClipping(value),) for value in (0.03, 0.1, 0.3, 1.0, 3.0)),
        "shuffle": ((SetShuffle(True),), (SetShuffle(False),)),
        "grow_wider": tuple(
            tuple(GrowWider(index, max(width, wide)) for index, width in enumerate(layers, start=1))
            for wide in (8, 16, 32)
        ),
        "grow_deeper": ((GrowDeeper(last),), (GrowDeeper(last), GrowDeeper(last + 1))),
        "prune_dead": (),
        "rewind": (),
    }
    return tuple(Constant(commands) for commands in grid[lever])


def _log(low: float, high: float) -> "Callable[[np.random.Generator], float]":
    return lambda random: float(math.exp(random.uniform(math.log(low), math.log(high))))


def _any_layer(random: np.random.Generator, state: DiveState) -> int:
    return 1 + int(random.integers(len(state.layers)))


def _any_wider(random: np.random.Generator, state: DiveState) -> Command:
    layer = _any_layer(random, state)
    return GrowWider(layer, min(state.layers[layer - 1] + 1 + int(random.integers(32)), ranges.WIDTH_RANGE[1]))


def _any_step(random: np.random.Generator, state: DiveState) -> Command:
    return Rewind(state.trace[int(random.integers(len(state.trace)))].step if state.trace else 0)


_ANYWHERE: Mapping[str, Callable[[np.random.Generator, DiveState], Command]] = {
    "learning_rate": lambda random, state: SetLearningRate(_log(*ranges.LEARNING_RATE_RANGE)(random)),
    "batch_size": lambda random, state: SetBatchSize(2 ** int(random.integers(11))),
    "gradient_noise": lambda random, state: SetGradientNoise(_log(0.01, 10.0)(random)),
    "weight_decay": lambda random, state: SetWeightDecay(_log(1e-5, 1.0)(random)),
    "dropout": lambda random, state: SetDropout(float(random.uniform(0.0, 0.9))),
    "orthogonal": lambda random, state: SetOrthogonal(bool(random.integers(2))),
    "clipping": lambda random, state: SetClipping(_log(0.01, 100.0)(random)),
    "shuffle": lambda random, state: SetShuffle(bool(random.integers(2))),
    "grow_wider": _any_wider,
    "grow_deeper": lambda random, state: GrowDeeper(_any_layer(random, state)),
    "prune_dead": lambda random, state: PruneDead(_any_layer(random, state)),
    "rewind": _any_step,
}

BOTS: Mapping[str, Callable[[int], Bot]] = {
    "idle": lambda seed: Idle(),
    "random": Random,
    "textbook": lambda seed: Textbook(),
}
"""A fresh bot by its name, from the seed of the dive."""
