"""What a Keeper, a bot, a replay or the kiosk may ask of the trainer: all by the same door, all recorded.

A command is a small frozen dataclass; `to_record` and `from_record` carry it through JSON (voyages, `--commands`).
"""

import math
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any, ClassVar

from seaspirits_game.core.errors import UserError


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


Command = SetTempo | SingleStep | SetLearningRate | SaveCheckpoint | RestoreCheckpoint

COMMANDS_BY_NAME: dict[str, type[Command]] = {
    kind.name: kind for kind in (SetTempo, SingleStep, SetLearningRate, SaveCheckpoint, RestoreCheckpoint)
}

LEARNING_RATE_RANGE = (1e-5, 10.0)
"""The generous limits of warmth: beyond them no task of ours learns anything, and floats soon overflow."""


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
    if name == SetLearningRate.name:
        value = _number(fields.pop("value", None), name, *LEARNING_RATE_RANGE)
        command: Command = SetLearningRate(value)
    elif name == SetTempo.name:
        tempo = fields.pop("tempo", None)
        known = [member.value for member in Tempo]
        if tempo not in known:
            raise UserError(f"set_tempo: tempo {tempo!r} is not one of {', '.join(known)}")
        command = SetTempo(Tempo(tempo))
    else:
        command = COMMANDS_BY_NAME[name]()  # type: ignore[call-arg]  # those left have no fields
    if fields:
        raise UserError(f"{name}: unknown field {next(iter(fields))!r}")
    return command


def _number(value: object, name: str, low: float, high: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise UserError(f"{name}: value {value!r} is not a number from {low:g} to {high:g}")
    return float(value)
