"""The body of the command `simulate`: a voyage without a window, the same bytes every time, interrupted or not.

What can be resumed is the state *before* a snapshot: a resumed run takes that very snapshot again, with the same
picture before it to align to, and goes on as if nothing had happened. A voyage that goes back to checkpoints of its
own depends on all of them; when interrupted, it is repeated from its beginning.
"""

import errno
import json
import math
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from seaspirits_game.app.progress import progress
from seaspirits_game.app.tensorboard import check_tensorboard, write_events
from seaspirits_game.core.commands import Command, HopBranch, RestoreCheckpoint, Rewind, StepBack, Tempo
from seaspirits_game.core.config import Measures, VoyageConfig
from seaspirits_game.core.errors import UserError
from seaspirits_game.core.facts import Fact
from seaspirits_game.core.snapshot import Snapshot
from seaspirits_game.geometry.stages import stages
from seaspirits_game.learning.checkpoint import CheckpointFolder, TrainingState
from seaspirits_game.learning.session import Session
from seaspirits_game.learning.threads import limit_torch
from seaspirits_game.learning.trainer import Trainer
from seaspirits_game.link.messages import Applied
from seaspirits_game.voyage.command_file import read_commands
from seaspirits_game.voyage.metrics import read_metrics, row_of, write_metrics
from seaspirits_game.voyage.record import (
    Status,
    Voyage,
    current_versions,
    difference,
    read_voyage,
    table_digest,
    write_voyage,
)
from seaspirits_game.voyage.state import NetworkState, write_state

COMPLETE, TORN, INTERRUPTED = 0, 3, 130
"""Exit codes."""
SAVE_SECONDS = 2.0
"""Wall time between checkpoints: what a power cut can cost."""
_GLANCE = 16
"""Steps between two looks at the clock and at Ctrl-C."""
RECORD, METRICS, _STATE, _CHECKPOINTS = "voyage.json", "metrics.csv", "state.npz", "checkpoints"
TENSORBOARD = "tensorboard"


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulateOptions:
    """What the command line asks of a simulation."""

    config: VoyageConfig
    steps: int
    out: Path
    every: int = 25
    commands: Path | None = None
    save_state: bool = False
    measures: Measures = Measures.ALL
    as_json: bool = False
    tensorboard: bool = False
    """Write an event file besides."""


def run(options: SimulateOptions) -> int:
    """Simulate into `options.out`, or go on where an interrupted run of the same voyage stopped; the exit code.

    Raises:
        UserError: a wrong task or command file, a folder that holds something else or cannot be written.
    """
    if options.tensorboard:
        check_tensorboard()
    commands = () if options.commands is None else read_commands(options.commands, options.steps)
    voyage = Voyage(
        config=options.config,
        steps=options.steps,
        every=options.every,
        commands=commands,
        save_state=options.save_state,
        measures=options.measures,
        table_sha256=table_digest(options.config.task),
        versions=current_versions(),
    )
    made = carry_out(voyage, options.out)
    if options.tensorboard:
        write_events(options.out / TENSORBOARD, made.rows)
    return INTERRUPTED if made.voyage.status is Status.INTERRUPTED else _report(options, made)


@dataclass(frozen=True, slots=True)
class Made:
    """What lies in the folder of a voyage now."""

    voyage: Voyage
    rows: list[dict[str, float]]
    resumed_from: int | None
    """The step from which an interrupted run went on."""
    already: bool
    """It had ended before."""


def carry_out(voyage: Voyage, out: Path) -> Made:
    """Sail `voyage` into the folder `out`, go on where it was interrupted, or find that it has ended.

    Raises:
        UserError: the task is wrong, or the folder holds something else or cannot be written.
    """
    try:
        before = _found(out, voyage)
        if before is not None and before.status is not Status.INTERRUPTED:
            return Made(before, read_metrics(out / METRICS), None, already=True)
        limit_torch(1)
        simulation = _Simulation(out, voyage, resume=before is not None)
        with _asked_to_stop() as stop:
            ended = simulation.run(stop)
    except OSError as error:
        raise UserError(f"--out: {str(out)!r} cannot be written ({error.strerror or error})") from error
    return Made(ended, simulation.rows, simulation.resumed_from, already=False)


class _RememberingTrainer(Trainer):
    """Keeps the state in which its newest snapshot was begun."""

    before_snapshot: TrainingState

    def snapshot(self, tempo: Tempo = Tempo.UNBOUNDED, steps_per_second: float = 0.0) -> Snapshot:
        self.before_snapshot = self.state()
        return super().snapshot(tempo, steps_per_second)


_GOING_BACK = RestoreCheckpoint | StepBack | Rewind | HopBranch


class _OneState:
    """Checkpoints of a session that only begins at a given state; what it saves, it keeps in memory by itself."""

    def __init__(self, state: TrainingState | None) -> None:
        self._state = state

    def save(self, state: TrainingState) -> int:
        return state.step

    def fork(self, state: TrainingState) -> Path:
        raise OSError(errno.ENOTSUP, "a simulation has no twin")

    def latest_good(self) -> TrainingState | None:
        return self._state


class _Simulation:
    """One run into one folder."""

    def __init__(self, out: Path, voyage: Voyage, *, resume: bool) -> None:
        self.rows: list[dict[str, float]] = []
        self.resumed_from: int | None = None
        self._out = out
        self._voyage = voyage
        self._newest: Snapshot | None = None
        self._checkpoints = CheckpointFolder(out / _CHECKPOINTS)
        self._resumable = not any(isinstance(command, _GOING_BACK) for _, command in voyage.commands)
        self._trainer = _RememberingTrainer(voyage.config, voyage.measures)
        state = self._known_state() if resume and self._resumable else None
        self._session = Session(
            voyage.config,
            self._trainer,
            _OneState(state),
            self,
            clock=time.monotonic,
            every=voyage.every,
            hold_at=voyage.steps,
            save_seconds=None,
        )
        self._ahead = [entry for entry in voyage.commands if state is None or entry[0] >= state.step]
        self._saved_at = time.monotonic()

    def deliver(self, snapshot: Snapshot) -> None:
        """A row more."""
        self._newest = snapshot
        self.rows.append(row_of(snapshot))

    def report(self, fact: Fact | Applied) -> None:
        """Facts are not news here: the session is asked."""

    def run(self, stop: threading.Event) -> Voyage:
        """How the voyage ended, after all of it was written."""
        self._out.mkdir(parents=True, exist_ok=True)
        if self.resumed_from is None:
            write_voyage(self._out / RECORD, self._voyage)
        self._session.start(resume=self.resumed_from is not None)
        self._session.advance(0)
        with progress("steps", self._voyage.steps) as show:
            self._sail(stop, show)
        torn = self._session.torn
        if torn is not None:
            ended = replace(self._voyage, status=Status.TORN, step=torn.step, torn_in=torn.where)
        elif stop.is_set():
            ended = replace(self._voyage, status=Status.INTERRUPTED, step=self._last_row_step)
        else:
            ended = replace(self._voyage, status=Status.COMPLETE, step=self._voyage.steps)
        if len(self._session.branches) > 1:
            ended = replace(ended, branches=self._session.branches)
        self._write(ended)
        return ended

    def _sail(self, stop: threading.Event, show: Callable[[int], None]) -> None:
        session = self._session
        course: list[tuple[int, Command | None]] = [*self._ahead, (self._voyage.steps, None)]
        for step, command in course:
            while session.step_index < step and session.torn is None and not stop.is_set():
                session.advance(min(_GLANCE, step - session.step_index))
                show(session.step_index)
                self._save_if_due()
            # a torn sea still hears what was meant for the step that tore it: it may be the way back
            if stop.is_set() or (session.torn is not None and session.torn.step < step):
                return
            if command is not None:
                session.submit(command)
                session.advance(0)

    @property
    def _last_row_step(self) -> int:
        return int(self.rows[-1]["step"]) if self.rows else 0

    def _save_if_due(self) -> None:
        if time.monotonic() < self._saved_at + SAVE_SECONDS:
            return
        self._save()
        self._saved_at = time.monotonic()

    def _save(self) -> None:
        """Rows first: a checkpoint without the rows before it would be of no use."""
        write_metrics(self._out / METRICS, self.rows)
        if self._resumable and self._session.torn is None:
            self._checkpoints.save(self._trainer.before_snapshot)

    def _write(self, ended: Voyage) -> None:
        if ended.status is Status.INTERRUPTED:
            self._save()
        else:
            write_metrics(self._out / METRICS, self.rows)
        if ended.status is Status.COMPLETE and ended.save_state:
            write_state(self._out / _STATE, self._network_state())
        write_voyage(self._out / RECORD, ended)
        if ended.status is not Status.INTERRUPTED:
            shutil.rmtree(self._out / _CHECKPOINTS, ignore_errors=True)
            for name in (RECORD, METRICS, _STATE):  # what a killed run was just writing
                for left in self._out.glob(f".{name}.*"):
                    left.unlink(missing_ok=True)

    def _network_state(self) -> NetworkState:
        assert self._newest is not None
        task = self._trainer.task
        return NetworkState(
            x=task.x,
            y=task.y,
            split=task.sheet.split,
            parameters=self._trainer.parameters(),
            activations=self._trainer.activations(),
            probs=self._newest.probs,
            coords=self._newest.coords,
            activation=self._voyage.config.activation,
        )

    def _known_state(self) -> TrainingState | None:
        """The newest state that the rows on disk reach up to, whose rows are then taken over; None to start over."""
        state = self._checkpoints.latest_good()
        if state is None or state.config != self._voyage.config:
            return None
        try:
            rows = [row for row in read_metrics(self._out / METRICS) if row["step"] < state.step]
        except UserError:
            return None
        if [row["step"] for row in rows] != list(range(0, state.step, self._voyage.every)):
            return None
        self.rows = rows
        self.resumed_from = state.step
        return state


def _found(out: Path, voyage: Voyage) -> Voyage | None:
    """The same voyage, as far as it came in `out`; None where nothing is."""
    if out.exists() and not out.is_dir():
        raise UserError(f"--out: {str(out)!r} is a file; a folder is needed")
    if not (out / RECORD).exists():
        if out.is_dir() and any(not path.name.startswith(".") for path in out.iterdir()):
            raise UserError(f"--out: {str(out)!r} holds other files; choose a new or an empty folder")
        return None
    before = read_voyage(out / RECORD)
    other = difference(before, voyage)
    if other is not None:
        raise UserError(f"--out: {str(out)!r} holds another voyage ({other}); choose a new folder")
    return before


def _report(options: SimulateOptions, made: Made) -> int:
    voyage, rows = made.voyage, made.rows
    last = rows[-1] if rows else {}
    torn = voyage.status is Status.TORN
    if options.as_json:
        record: dict[str, Any] = {
            "out": str(options.out),
            "status": voyage.status.value,
            "step": voyage.step,
            "rows": len(rows),
            "already_done": made.already,
            "resumed_from": made.resumed_from,
            # JSON knows no NaN: what is undefined is null
            "last": {name: value if math.isfinite(value) else None for name, value in last.items()},
            "stage": stages(rows)[-1].value if rows else None,
        }
        print(json.dumps(record))
    elif not torn:
        word = "is complete already" if made.already else "is complete"
        print(f"{options.out}: {word}, {voyage.step} steps, {len(rows)} rows", end="")
        print(f"; validation accuracy {last['val_accuracy']:.4f}, loss {last['val_loss']:.4f}" if last else "")
    if torn:
        reach = f"metrics.csv goes up to step {last['step']}" if last else "metrics.csv is empty"
        where = f"torn at step {voyage.step}, {voyage.torn_in} is no longer finite"
        print(f"seaspirits: {options.out}: {where}; {reach}, a smaller --lr may help", file=sys.stderr)
        return TORN
    return COMPLETE


@contextmanager
def _asked_to_stop() -> Iterator[threading.Event]:
    """An event that the first Ctrl-C sets; the second one interrupts at once."""
    stop = threading.Event()
    before = signal.getsignal(signal.SIGINT)
    if before is not signal.default_int_handler or threading.current_thread() is not threading.main_thread():
        yield stop  # somebody else decides what Ctrl-C means
        return

    def ask(number: int, frame: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    signal.signal(signal.SIGINT, ask)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)
