"""The state of a training run on disk: one safetensors file that is whole or refused, never unpickled.

The settings, the step and a SHA-256 over settings and arrays travel in the header of the very file that holds the
arrays, so that they cannot be exchanged for another step's. The .json beside it is for people and is never read back.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import deserialize
from safetensors.numpy import save as to_safetensors

from seaspirits_game.core.arrays import AnyArray
from seaspirits_game.core.config import VoyageConfig
from seaspirits_game.core.errors import UserError
from seaspirits_game.core.files import replace_bytes
from seaspirits_game.core.levers import Levers

FORMAT = 3
GENERATIONS = 3

_DTYPES: dict[str, np.dtype[Any]] = {"F32": np.dtype("<f4"), "F64": np.dtype("<f8"), "I64": np.dtype("<i8")}


@dataclass(frozen=True, slots=True)
class TrainingState:
    """All that a trainer needs to go on as if it had never stopped."""

    config: VoyageConfig
    task_fingerprint: str
    """SHA-256 of inputs, labels and split: a table that was edited meanwhile is another task."""
    step: int
    samples_seen: int
    """Training samples drawn so far; the place in the stream of batches."""
    levers: Levers
    arrays: dict[str, AnyArray]
    """float32 parameters `W1`... and velocities `velocity.W1`...; what the next snapshot is compared with: `seen`, the
    flat float32 parameters of the last one, and its float64 `rotation.layer1`...; of a network that has grown, `begun`,
    the flat float32 parameters that it last grew to; of a reversible voyage the int64 `reversible.position`..."""
    way: int = 0
    """Length of the way of the parameters so far, in `way.GRAIN`."""
    reef_left: int = 0
    """Steps until the hidden weights are on the reef; 0 when they are, or when there is none."""
    easing: tuple[int, ...] = ()
    """Steps until each hidden layer is an ordinary one; empty when all are."""
    branch: int = 0
    """The branch of the voyage that the step lies on."""
    branches: int = 1
    """How many branches had been begun."""


def write_checkpoint(path: Path, state: TrainingState) -> None:
    """Put `state` into `path` (.safetensors) and a readable summary into the .json beside it, atomically each.

    Raises:
        OSError: the folder is not writable or the disk is full; an older file at `path` is then as it was.
    """
    record = _record(state)
    arrays = {name: np.ascontiguousarray(array) for name, array in state.arrays.items()}
    header = {"seaspirits": json.dumps(record, sort_keys=True), "sha256": _digest(record, arrays)}
    readable = {**record, "arrays": {name: list(array.shape) for name, array in arrays.items()}}
    # the summary first: if the disk fills up now, no checkpoint exists that the caller believes to be missing
    replace_bytes(path.with_suffix(".json"), (json.dumps(readable, indent=2) + "\n").encode())
    replace_bytes(path, to_safetensors(arrays, metadata=header))


def read_checkpoint(path: Path) -> TrainingState:
    """What `write_checkpoint` wrote.

    Raises:
        UserError: the file is missing, unreadable, damaged, or not ours; one line that names it.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UserError(f"{path}: cannot be read ({error.strerror})") from error
    try:
        return _parsed(content)
    except UserError as error:
        raise UserError(f"{path}: {error}") from error
    except Exception as error:
        # damage may surface in safetensors, in JSON, in NumPy or in our own look-ups: all mean the same
        raise UserError(f"{path}: damaged, or not a checkpoint of this program ({type(error).__name__})") from error


class CheckpointFolder:
    """The last three checkpoints of a voyage, and its last three forks, numbered in the order of writing.

    The number, not the step, tells which is the latest: a Keeper who goes back to step 500 and saves at 600 means 600,
    although an abandoned 900 lies beside it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def save(self, state: TrainingState) -> int:
        """Write `state` and let go of the fourth last; returns its step.

        Raises:
            OSError: it could not be written; the earlier ones are untouched.
        """
        files = self._files()
        number = _number(files[-1]) + 1 if files else 1
        write_checkpoint(self.path / f"{number:08d}-step{state.step}.safetensors", state)
        for old in self._files()[:-GENERATIONS]:
            old.with_suffix(".json").unlink(missing_ok=True)
            old.unlink(missing_ok=True)
        return state.step

    def fork(self, state: TrainingState) -> Path:
        """Write `state` for another trainer to begin from; returns the file. The fourth last one is let go of.

        Raises:
            OSError: it could not be written.
        """
        files = sorted(self.path.glob("fork-*.safetensors"))
        number = int(files[-1].name.split("-")[1]) + 1 if files else 1
        path = self.path / f"fork-{number:08d}-step{state.step}.safetensors"
        write_checkpoint(path, state)
        for old in [*files, path][:-GENERATIONS]:
            old.with_suffix(".json").unlink(missing_ok=True)
            old.unlink(missing_ok=True)
        return path

    def latest_good(self) -> TrainingState | None:
        """The most recently written checkpoint that is whole, or None."""
        for file in reversed(self._files()):
            try:
                return read_checkpoint(file)
            except UserError:
                continue
        return None

    def _files(self) -> list[Path]:
        """Oldest first."""
        named = [path for path in self.path.glob("*-step*.safetensors") if path.name.split("-")[0].isdecimal()]
        return sorted(named, key=_number)


def _number(path: Path) -> int:
    return int(path.name.split("-")[0])


def _record(state: TrainingState) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "config": state.config.to_record(),
        "task_fingerprint": state.task_fingerprint,
        "step": state.step,
        "samples_seen": state.samples_seen,
        "levers": state.levers.to_record(),
        "way": state.way,
        "reef_left": state.reef_left,
        "easing": list(state.easing),
        "branch": state.branch,
        "branches": state.branches,
    }


def _digest(record: dict[str, Any], arrays: dict[str, AnyArray]) -> str:
    digest = hashlib.sha256(json.dumps(record, sort_keys=True).encode())
    for name in sorted(arrays):
        digest.update(f"\n{name} {arrays[name].dtype.str} {arrays[name].shape}\n".encode())
        digest.update(arrays[name].tobytes())
    return digest.hexdigest()


def _parsed(content: bytes) -> TrainingState:
    arrays = {name: _array(entry) for name, entry in deserialize(content)}  # type: ignore[no-untyped-call]
    header = json.loads(content[8 : 8 + int.from_bytes(content[:8], "little")])["__metadata__"]
    record = json.loads(header["seaspirits"])
    if record["format"] != FORMAT:
        raise UserError(f"checkpoint format {record['format']!r}, this program reads format {FORMAT}")
    if _digest(record, arrays) != header["sha256"]:
        raise UserError("damaged: its checksum does not fit its content")
    state = TrainingState(
        config=VoyageConfig.from_record(record["config"]),
        task_fingerprint=record["task_fingerprint"],
        step=record["step"],
        samples_seen=record["samples_seen"],
        levers=Levers.from_record(record["levers"]),
        way=record["way"],
        reef_left=record["reef_left"],
        easing=tuple(record["easing"]),
        branch=record["branch"],
        branches=record["branches"],
        arrays=arrays,
    )
    if not _plausible(state):
        raise UserError("holds a negative step, or numbers that are not finite")
    return state


def _array(entry: dict[str, Any]) -> AnyArray:
    flat: AnyArray = np.frombuffer(bytearray(entry["data"]), _DTYPES[entry["dtype"]])
    return flat.reshape(entry["shape"])


def _plausible(state: TrainingState) -> bool:
    """Whether a file with a valid checksum, which anyone can compute, says what a trainer can have said."""
    counts = (state.step, state.samples_seen, state.way, state.reef_left, *state.easing, state.branch, state.branches)
    return (
        all(type(count) is int and count >= 0 for count in counts)
        and len(state.easing) in (0, len(state.levers.layers))
        and isinstance(state.task_fingerprint, str)
        and all(np.isfinite(array).all() for array in state.arrays.values())
    )
