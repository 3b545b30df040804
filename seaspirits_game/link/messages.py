"""What crosses the process boundary besides commands, facts and snapshots.

The trainer's process imports this module before it has set its number of threads, and NumPy reads that number when it
is first imported: nothing here may import NumPy.
"""

from dataclasses import dataclass
from pathlib import Path

from seaspirits_game.core.commands import Command, Tempo
from seaspirits_game.core.config import Measures


@dataclass(frozen=True, slots=True)
class Grant:
    """Viewer to trainer: one more snapshot is welcome."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Viewer to trainer: save and end."""


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """Trainer to viewer: still here, with nothing to say."""


@dataclass(frozen=True, slots=True)
class Applied:
    """Trainer to viewer: `command` took effect when `step` optimiser steps were done."""

    step: int
    command: Command


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerOptions:
    """How a trainer's process runs; what it trains is the voyage's config."""

    checkpoints: Path
    """Folder of this voyage's checkpoints."""
    parent_pid: int
    """Who started it; when that process is gone, so is the trainer."""
    resume: bool = False
    """Go on from the newest checkpoint in the folder, if there is one."""
    tempo: Tempo = Tempo.UNBOUNDED
    every: int | None = None
    """A snapshot at each multiple of so many steps, none left out; None shows as often as it costs little."""
    hold_at: int | None = None
    """Make no step beyond this one."""
    save_seconds: float | None = 5.0
    """Wall time between checkpoints; None saves at step 0 and on command only."""
    threads: int = 1
    course: tuple[tuple[int, Command], ...] = ()
    """Commands that are carried out by themselves, each with the step before which it is."""
    measures: Measures = Measures.ALL
