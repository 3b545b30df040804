"""What the trainer's process runs.

NumPy and torch read their number of threads when they are first imported, so this module imports neither before `run`
has set it; nor does anything that it imports at its top.
"""

import contextlib
import ctypes
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING

from seaspirits_game.core.config import VoyageConfig
from seaspirits_game.core.errors import UserError
from seaspirits_game.link.messages import Applied, Grant, Heartbeat, Stop, WorkerOptions

if TYPE_CHECKING:
    from seaspirits_game.core.facts import Fact
    from seaspirits_game.core.snapshot import Snapshot
    from seaspirits_game.learning.session import Session
    from seaspirits_game.learning.trainable import Trainable

HEARTBEAT = 1.0
"""Seconds of silence after which the trainer says that it is still there."""
NICENESS = 5
"""Lower priority than the window's, which must keep its frame rate when cores are few."""
PR_SET_PDEATHSIG = 1

MakeTrainer = Callable[[VoyageConfig, WorkerOptions], "Trainable"]


def run(inbox: Connection, outbox: Connection, config: VoyageConfig, options: WorkerOptions) -> None:
    """Train until the viewer says `Stop`, or is gone; every way out but a kill is told on `outbox`."""
    run_with(torch_trainer, inbox, outbox, config, options)


def torch_trainer(config: VoyageConfig, options: WorkerOptions) -> "Trainable":
    """The real trainer, on so many threads as the options say.

    Raises:
        UserError: the task or the settings are wrong.
    """
    import torch

    from seaspirits_game.learning.trainer import Trainer

    torch.set_num_threads(options.threads)
    torch.set_num_interop_threads(1)
    return Trainer(config, options.measures)


def run_with(
    make_trainer: MakeTrainer, inbox: Connection, outbox: Connection, config: VoyageConfig, options: WorkerOptions
) -> None:
    """`run` with another trainer."""
    _settle_in(options)
    from seaspirits_game.core.facts import Failed, Refused

    try:
        _serve(_session(make_trainer, outbox, config, options), inbox, outbox, resume=options.resume)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # the viewer is gone: nobody is left to tell
    except UserError as refusal:
        outbox.send(Refused(str(refusal)))
    except Exception:
        outbox.send(Failed(traceback.format_exc()))
        sys.exit(1)


def _session(make_trainer: MakeTrainer, outbox: Connection, config: VoyageConfig, options: WorkerOptions) -> "Session":
    from seaspirits_game.learning.checkpoint import CheckpointFolder
    from seaspirits_game.learning.session import Session

    return Session(
        config,
        make_trainer(config, options),
        CheckpointFolder(options.checkpoints),
        _PipeOutlet(outbox),
        clock=time.monotonic,
        tempo=options.tempo,
        every=options.every,
        hold_at=options.hold_at,
        save_seconds=options.save_seconds,
        course=options.course,
    )


def _serve(session: "Session", inbox: Connection, outbox: Connection, *, resume: bool) -> None:
    session.start(resume=resume)
    patience = 0.0
    beat_at = time.monotonic()
    while True:
        while inbox.poll(patience):
            patience = 0.0
            message = inbox.recv()
            if isinstance(message, Stop):
                session.stop()
                return
            if isinstance(message, Grant):
                session.grant()
            else:
                session.submit(message)
        patience = min(session.turn(), HEARTBEAT)
        if time.monotonic() >= beat_at:
            outbox.send(Heartbeat())
            beat_at = time.monotonic() + HEARTBEAT


class _PipeOutlet:
    def __init__(self, outbox: Connection) -> None:
        self._outbox = outbox

    def deliver(self, snapshot: "Snapshot") -> None:
        self._outbox.send(snapshot)

    def report(self, fact: "Fact | Applied") -> None:
        self._outbox.send(fact)


def _settle_in(options: WorkerOptions) -> None:
    """Die with the parent, leave Ctrl-C to it, and take so many threads as the options say."""
    _die_with(options.parent_pid)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for library in ("OMP", "MKL", "OPENBLAS"):
        os.environ[f"{library}_NUM_THREADS"] = str(options.threads)
    if hasattr(os, "nice"):
        with contextlib.suppress(OSError):
            os.nice(NICENESS)


def _die_with(parent_pid: int) -> None:
    """End this process, at once and whatever it is doing, when the parent ends, however that ends."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent_pid:  # it ended before that; its number is asked for, since 1 may be a real parent
            os._exit(0)
    if (parent := parent_process()) is not None:
        sentinel = parent.sentinel

        def watch() -> None:
            wait([sentinel])
            os._exit(0)

        threading.Thread(target=watch, name="parent-watch", daemon=True).start()
