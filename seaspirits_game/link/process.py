"""A trainer in a process of its own: started, heard, and replaced when it dies, by one thread that nobody waits for.

That one thread also *starts* the processes, and it outlives each of them: Linux ends a child that asked to die with
its parent when the parent's starting thread ends. Process and pipes only, no shared locks: a process that is killed
while it holds a shared lock would stop the other one for ever.
"""

import atexit
import contextlib
import os
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

from seaspirits_game.core.commands import Command, Tempo
from seaspirits_game.core.config import VoyageConfig
from seaspirits_game.core.facts import Fact, Failed, Lost, Refused, Restored, Rewound, Started, Stopped, Torn
from seaspirits_game.core.snapshot import Snapshot
from seaspirits_game.link.mailbox import Mailbox
from seaspirits_game.link.messages import Applied, Heartbeat, Stop, WorkerOptions
from seaspirits_game.link.outgoing import Outgoing
from seaspirits_game.link.protocol import LinkState, checked

WorkerTarget = Callable[[Connection, Connection, VoyageConfig, WorkerOptions], None]
"""Module-level function that a new process runs: (commands, reports, config, options)."""

FIRST_WAIT, LONGEST_WAIT = 0.25, 30.0
"""Seconds before a restart: the first, doubled with each failure in a row, up to the longest."""
HEALTHY_AFTER = 60.0
"""Seconds of work after which a failure counts as the first again."""
SILENCE_LIMIT = 20.0
"""A running trainer that says nothing for so long, not even a heartbeat, is hung."""
POLITE, FIRM, FORCED = 2.0, 0.5, 1.0
"""Seconds given to a trainer to end after it was asked, terminated, killed."""
GLANCE = 0.05
"""Seconds after which the listening thread looks whether it is asked to end."""


class ProcessLink:
    """A `TrainerLink` to a spawned process; `worker` is what it runs (`learning.worker.run`).

    `checkpoints` is the folder of this voyage alone: after a crash the trainer goes on from its newest checkpoint,
    with tempo and learning rate as they were last sent. With `every`, each snapshot waits until it was asked for, and
    none is left out; the other options are those of `WorkerOptions`.
    """

    def __init__(
        self,
        worker: WorkerTarget,
        config: VoyageConfig,
        checkpoints: Path,
        *,
        tempo: Tempo = Tempo.UNBOUNDED,
        every: int | None = None,
        hold_at: int | None = None,
        save_seconds: float | None = 5.0,
        resume: bool = False,
        threads: int = 1,
        course: tuple[tuple[int, Command], ...] = (),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._worker = worker
        self._config = config
        self._options = WorkerOptions(
            checkpoints=checkpoints,
            parent_pid=os.getpid(),
            tempo=tempo,
            every=every,
            hold_at=hold_at,
            save_seconds=save_seconds,
            threads=threads,
            course=course,
        )
        self._resume = resume
        self._clock = clock
        self._mailbox = Mailbox(clock)
        self._outgoing = Outgoing()
        self._state = LinkState.STARTING
        self._pid: int | None = None
        self._restarts = 0
        self._started_at = -1.0
        self._closing = threading.Event()
        self._supervisor = threading.Thread(target=self._supervise, name="trainer-supervisor", daemon=True)
        self._supervisor.start()
        # multiprocessing's own exit handler would wait for a stopped child for ever; ours runs before it
        atexit.register(self.close)

    @property
    def state(self) -> LinkState:
        return self._state

    @property
    def pid(self) -> int | None:
        """The trainer's process, None while there is none."""
        return self._pid

    @property
    def restarts(self) -> int:
        """How often the trainer had to be started again."""
        return self._restarts

    @property
    def journal(self) -> tuple[tuple[int, Command], ...]:
        return self._mailbox.journal

    def send(self, command: Command) -> None:
        self._outgoing.put(checked(command))

    def latest(self) -> Snapshot | None:
        self._outgoing.grant()
        return self._mailbox.newest()

    def snapshot_age(self) -> float:
        return self._mailbox.age()

    def facts(self) -> list[Fact]:
        return self._mailbox.drain()

    def close(self) -> None:
        self._closing.set()
        atexit.unregister(self.close)
        self._supervisor.join(POLITE + FIRM + FORCED + 1.0)

    # the supervising thread

    def _supervise(self) -> None:
        wait = FIRST_WAIT
        while not self._closing.is_set():
            self._started_at = -1.0
            last_word, exit_code = self._live_once()
            if self._closing.is_set():
                break
            if isinstance(last_word, Refused):
                self._outgoing.close()
                return
            if 0.0 <= self._started_at <= self._clock() - HEALTHY_AFTER:
                wait = FIRST_WAIT
            self._state = LinkState.RECOVERING
            if not isinstance(last_word, Failed):
                self._mailbox.report(Lost(exit_code, wait))
            self._closing.wait(wait)
            wait = min(2.0 * wait, LONGEST_WAIT)
            self._restarts += 1
            self._resume = True
        self._outgoing.close()
        self._state = LinkState.STOPPED

    def _live_once(self) -> tuple[Fact | None, int | None]:
        """Start a trainer and hear it until it ends; its last word, if it is one of those, and its exit code."""
        try:
            process, reports = self._start()
        except OSError:  # no memory, no process or no pipe to be had: that may pass
            return None, None
        self._pid = process.pid
        last_word: Fact | None = None
        try:
            last_word = self._hear(process, reports)
        finally:
            self._end(process)
            self._pid = None
            self._outgoing.disconnect()
            reports.close()
        exit_code = process.exitcode
        with contextlib.suppress(ValueError):  # cannot be closed while it runs, and it may outlive even a kill
            process.close()
        return last_word, exit_code

    def _start(self) -> tuple[SpawnProcess, Connection]:
        context = get_context("spawn")
        inbox, commands = context.Pipe(duplex=False)
        reports, outbox = context.Pipe(duplex=False)
        options = replace(self._options, resume=self._resume)
        process = context.Process(
            target=self._worker, args=(inbox, outbox, self._config, options), name="trainer", daemon=True
        )
        try:
            process.start()
        except OSError:
            commands.close()
            reports.close()
            raise
        finally:
            # with our copies closed, the end of the child is the end of the pipe
            inbox.close()
            outbox.close()
        self._outgoing.connect(commands)
        return process, reports

    def _hear(self, process: SpawnProcess, reports: Connection) -> Fact | None:
        last_word: Fact | None = None
        heard_at = self._clock()
        asked_at: float | None = None
        while True:
            now = self._clock()
            if self._closing.is_set():
                if asked_at is None:
                    if self._started_at < 0:  # it has learnt nothing yet
                        return last_word
                    asked_at = now
                    self._outgoing.put(Stop())
                elif now > asked_at + POLITE:
                    return last_word
            elif self._started_at >= 0 and now > heard_at + SILENCE_LIMIT:
                return last_word
            try:
                if not reports.poll(GLANCE):
                    continue
                message = reports.recv()
            except (EOFError, OSError):
                if last_word is not None:
                    process.join(FIRM)  # it said goodbye: let it leave by itself
                return last_word
            heard_at = self._clock()
            if isinstance(message, Snapshot):
                self._mailbox.deliver(message)
                self._outgoing.credit_spent()
            elif not isinstance(message, Heartbeat):
                self._note(message)
                if isinstance(message, Failed | Refused):
                    last_word = message
                if isinstance(message, Stopped):  # all is saved; tidying torch away would take it another while
                    return message

    def _note(self, fact: Fact | Applied) -> None:
        match fact:
            case Started():
                self._started_at = self._clock()
                self._state = LinkState.RUNNING
            case Restored() | Rewound():
                self._state = LinkState.RUNNING
            case Torn():
                self._state = LinkState.TORN
            case Refused():
                self._state = LinkState.REFUSED
            case _:
                pass
        self._mailbox.report(fact)

    def _end(self, process: SpawnProcess) -> None:
        """Make sure that `process` is gone, by force if need be, and leaves no zombie."""
        for force, patience in ((None, 0.05), (process.terminate, FIRM), (process.kill, FORCED)):
            if force is not None:
                force()
            process.join(patience)
            if process.exitcode is not None:
                return
