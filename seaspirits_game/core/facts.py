"""What happened to the trainer: facts travel in order and are never overwritten, unlike snapshots."""

from dataclasses import dataclass

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
class Stopped:
    """The trainer ended because it was asked to."""

    step: int


Fact = Started | Saved | NotSaved | Restored | Torn | Refused | Failed | Lost | Stopped
