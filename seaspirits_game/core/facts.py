"""What happened to the trainer: facts travel in order and are never overwritten, unlike snapshots."""

from dataclasses import dataclass
from pathlib import Path

from seaspirits_game.core.commands import Command
from seaspirits_game.core.config import VoyageConfig
from seaspirits_game.core.snapshot import TaskSheet


@dataclass(frozen=True, slots=True)
class Started:
    """The trainer is up; `step` > 0 when it resumed from a checkpoint."""

    config: VoyageConfig
    sheet: TaskSheet
    step: int
    pid: int


@dataclass(frozen=True, slots=True)
class Saved:
    """A checkpoint of `step` is safely on disk."""

    step: int


@dataclass(frozen=True, slots=True)
class NotSaved:
    """A checkpoint could not be written (full disk, read-only folder); training goes on."""

    step: int
    reason: str


@dataclass(frozen=True, slots=True)
class Restored:
    """The network went back to the checkpoint of `step`."""

    step: int


@dataclass(frozen=True, slots=True)
class Torn:
    """Non-finite numbers appeared in `where` at `step`; training stands still until a checkpoint is restored."""

    step: int
    where: str
    last_good_step: int


@dataclass(frozen=True, slots=True)
class Refused:
    """The task or the settings were wrong: one line for the person; the trainer will not be restarted."""

    message: str


@dataclass(frozen=True, slots=True)
class Failed:
    """The trainer raised; it will be restarted."""

    traceback: str


@dataclass(frozen=True, slots=True)
class Lost:
    """The trainer's process ended without a word; it will be restarted after `retry_in` seconds."""

    exit_code: int | None
    retry_in: float


@dataclass(frozen=True, slots=True)
class Declined:
    """`command` was understood but cannot be done now, for a `reason` in one line; nothing has changed."""

    step: int
    command: Command
    reason: str


@dataclass(frozen=True, slots=True)
class Resized:
    """The hidden layers are others from `step` on: grown, pruned, or those of another time or branch."""

    step: int
    sheet: TaskSheet


@dataclass(frozen=True, slots=True)
class Rewound:
    """The voyage stands at `step` of `branch` now, by a rewind or a hop."""

    step: int
    branch: int


@dataclass(frozen=True, slots=True)
class Rewinding:
    """The trainer repeats steps on its way to another moment, and is at `step` now; told each second."""

    step: int


@dataclass(frozen=True, slots=True)
class Branch:
    """One way that a voyage took."""

    id: int
    """0 is the first one; numbered in the order in which they were begun."""
    parent: int | None
    """The branch that it leaves; None for the first one."""
    fork_step: int
    """The last step that it has in common with its parent."""
    last_step: int
    """Its tip."""


@dataclass(frozen=True, slots=True)
class Branches:
    """The whole tree of a voyage's branches, by id, and the one that it is on; told when either changes."""

    tree: tuple[Branch, ...]
    current: int


@dataclass(frozen=True, slots=True)
class Forked:
    """The state at `step` of `branch` lies at `path`, for a second trainer to begin from."""

    step: int
    branch: int
    path: Path


@dataclass(frozen=True, slots=True)
class Stopped:
    """The trainer ended because it was asked to."""

    step: int


Fact = (
    Started
    | Saved
    | NotSaved
    | Restored
    | Torn
    | Refused
    | Failed
    | Lost
    | Declined
    | Resized
    | Rewound
    | Rewinding
    | Branches
    | Forked
    | Stopped
)
