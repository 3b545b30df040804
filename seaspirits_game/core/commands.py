"""What a Keeper, a bot, a replay or the kiosk may ask of the trainer: all by the same door, all recorded.

A command is a small frozen dataclass; `to_record` and `from_record` carry it through JSON (voyages, `--commands`).
What each lever does, and what undoes it, is in docs/levers.md.
"""

import math
from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any, ClassVar

from seaspirits_game.core import ranges
from seaspirits_game.core.errors import UserError
from seaspirits_game.core.ranges import LEARNING_RATE_RANGE as LEARNING_RATE_RANGE


class Tempo(Enum):
    """How fast training runs, in optimiser steps per second of wall time; independent of the frame rate."""

    PAUSE = "pause"
    X1 = "1x"
    X4 = "4x"
    X16 = "16x"
    UNBOUNDED = "unbounded"

    @property
    def steps_per_second(self) -> float:
        """0 when paused, infinity when unbounded."""
        return _STEPS_PER_SECOND[self]


_STEPS_PER_SECOND = {
    Tempo.PAUSE: 0.0,
    Tempo.X1: 8.0,  # the first clans part around step 25-80: within ten seconds of the first look
    Tempo.X4: 32.0,
    Tempo.X16: 128.0,
    Tempo.UNBOUNDED: math.inf,
}


@dataclass(frozen=True, slots=True)
class SetTempo:
    """Train at another pace."""

    name: ClassVar[str] = "set_tempo"
    tempo: Tempo


@dataclass(frozen=True, slots=True)
class SingleStep:
    """Make one optimiser step; meant for a paused sea, harmless in a running one."""

    name: ClassVar[str] = "single_step"


@dataclass(frozen=True, slots=True)
class SetLearningRate:
    """Set the learning rate from the next step on; `value` > 0, at most `LEARNING_RATE_RANGE[1]`."""

    name: ClassVar[str] = "set_learning_rate"
    value: float


@dataclass(frozen=True, slots=True)
class SaveCheckpoint:
    """Write a checkpoint now."""

    name: ClassVar[str] = "save_checkpoint"


@dataclass(frozen=True, slots=True)
class RestoreCheckpoint:
    """Go back to the last good checkpoint; after a torn sea this is the way on."""

    name: ClassVar[str] = "restore_checkpoint"


@dataclass(frozen=True, slots=True)
class SetBatchSize:
    """Draw so many samples a step; a task with fewer gives all it has."""

    name: ClassVar[str] = "set_batch_size"
    value: int


@dataclass(frozen=True, slots=True)
class SetGradientNoise:
    """Add Gaussian noise to each gradient entry; `value` is its standard deviation in units of the root-mean-square
    of that tensor's gradient, 0 for none."""

    name: ClassVar[str] = "set_gradient_noise"
    value: float


@dataclass(frozen=True, slots=True)
class SetWeightDecay:
    """Pull the weights toward 0 with this L2 coefficient."""

    name: ClassVar[str] = "set_weight_decay"
    value: float


@dataclass(frozen=True, slots=True)
class SetDropout:
    """Silence each hidden unit with this probability in each step."""

    name: ClassVar[str] = "set_dropout"
    value: float


@dataclass(frozen=True, slots=True)
class SetOrthogonal:
    """Let the hidden weights glide to the nearest orthogonal matrices and stay on them; or let them go."""

    name: ClassVar[str] = "set_orthogonal"
    on: bool


@dataclass(frozen=True, slots=True)
class SetClipping:
    """Shorten gradients that are longer than `value`; 0 shortens none."""

    name: ClassVar[str] = "set_clipping"
    value: float


@dataclass(frozen=True, slots=True)
class SetShuffle:
    """Draw batches in random order, or, off, in the order of the classes."""

    name: ClassVar[str] = "set_shuffle"
    on: bool


@dataclass(frozen=True, slots=True)
class ShiftInputs:
    """Turn all inputs, away from where they were at first, by `strength` radians in planes that the seed chooses."""

    name: ClassVar[str] = "shift_inputs"
    strength: float


@dataclass(frozen=True, slots=True)
class GrowWider:
    """Give hidden layer `layer`, counted from 1, `width` units in all; what the network computes stays the same."""

    name: ClassVar[str] = "grow_wider"
    layer: int
    width: int


@dataclass(frozen=True, slots=True)
class GrowDeeper:
    """Put a new hidden layer, as wide, after hidden layer `layer`; what the network computes stays the same."""

    name: ClassVar[str] = "grow_deeper"
    layer: int


@dataclass(frozen=True, slots=True)
class PruneDead:
    """Take the units out of hidden layer `layer` that say the same to every training sample."""

    name: ClassVar[str] = "prune_dead"
    layer: int


@dataclass(frozen=True, slots=True)
class Rewind:
    """Go to `step` of this branch, as it was when that step had just been made; what is done from there on makes a
    new branch."""

    name: ClassVar[str] = "rewind"
    step: int


@dataclass(frozen=True, slots=True)
class StepBack:
    """Take the last `steps` steps back, by the dynamics themselves and to the last bit; only in a reversible voyage."""

    name: ClassVar[str] = "step_back"
    steps: int


@dataclass(frozen=True, slots=True)
class HopBranch:
    """Go to the last step of another branch of this voyage."""

    name: ClassVar[str] = "hop_branch"
    branch: int


@dataclass(frozen=True, slots=True)
class Fork:
    """Write this very state where a second trainer can begin from it; the fact `Forked` says where."""

    name: ClassVar[str] = "fork"


Command = (
    SetTempo
    | SingleStep
    | SetLearningRate
    | SaveCheckpoint
    | RestoreCheckpoint
    | SetBatchSize
    | SetGradientNoise
    | SetWeightDecay
    | SetDropout
    | SetOrthogonal
    | SetClipping
    | SetShuffle
    | ShiftInputs
    | GrowWider
    | GrowDeeper
    | PruneDead
    | Rewind
    | StepBack
    | HopBranch
    | Fork
)

Check = Callable[[str, Any], Any]
"""A place to name, and a value, to the value as it should be."""


def _real(low: float, high: float) -> Check:
    return lambda place, value: ranges.real(place, value, low, high)


def _whole(low: int, high: int) -> Check:
    return lambda place, value: ranges.whole(place, value, low, high)


def _tempo(place: str, value: Any) -> Tempo:
    return Tempo(ranges.one_of(place, value, tuple(member.value for member in Tempo)))


_LAYER = _whole(*ranges.DEPTH_RANGE)
_CHECKS: dict[type[Command], dict[str, Check]] = {
    SetTempo: {"tempo": _tempo},
    SingleStep: {},
    SetLearningRate: {"value": _real(*ranges.LEARNING_RATE_RANGE)},
    SaveCheckpoint: {},
    RestoreCheckpoint: {},
    SetBatchSize: {"value": _whole(*ranges.BATCH_RANGE)},
    SetGradientNoise: {"value": _real(*ranges.GRADIENT_NOISE_RANGE)},
    SetWeightDecay: {"value": _real(*ranges.WEIGHT_DECAY_RANGE)},
    SetDropout: {"value": _real(*ranges.DROPOUT_RANGE)},
    SetOrthogonal: {"on": ranges.flag},
    SetClipping: {"value": _real(*ranges.CLIPPING_RANGE)},
    SetShuffle: {"on": ranges.flag},
    ShiftInputs: {"strength": _real(*ranges.SHIFT_RANGE)},
    GrowWider: {"layer": _LAYER, "width": _whole(*ranges.WIDTH_RANGE)},
    GrowDeeper: {"layer": _LAYER},
    PruneDead: {"layer": _LAYER},
    Rewind: {"step": _whole(*ranges.STEP_RANGE)},
    StepBack: {"steps": _whole(1, ranges.STEP_RANGE[1])},
    HopBranch: {"branch": _whole(*ranges.BRANCH_RANGE)},
    Fork: {},
}
"""How each field of each command is held against its range."""

COMMANDS_BY_NAME: dict[str, type[Command]] = {kind.name: kind for kind in _CHECKS}


def to_record(command: Command) -> dict[str, Any]:
    """The command as a JSON-ready dict.

    >>> to_record(SetLearningRate(0.1))
    {'command': 'set_learning_rate', 'value': 0.1}
    """
    fields = {key: value.value if isinstance(value, Enum) else value for key, value in asdict(command).items()}
    return {"command": command.name, **fields}


def from_record(record: dict[str, Any]) -> Command:
    """The command that `to_record` wrote.

    Raises:
        UserError: unknown command, missing or surplus field, or a value out of range; says which.

    >>> from_record({"command": "set_tempo", "tempo": "4x"})
    SetTempo(tempo=<Tempo.X4: '4x'>)
    """
    fields = dict(record)
    name = fields.pop("command", None)
    if not isinstance(name, str) or name not in COMMANDS_BY_NAME:
        raise UserError(f"unknown command {name!r}; known are {', '.join(COMMANDS_BY_NAME)}")
    kind = COMMANDS_BY_NAME[name]
    checked = {field: check(f"{name}: {field}", fields.pop(field, None)) for field, check in _CHECKS[kind].items()}
    if fields:
        raise UserError(f"{name}: unknown field {next(iter(fields))!r}")
    return kind(**checked)
