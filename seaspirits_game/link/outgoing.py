"""Commands on their way to a trainer's process: whoever sends never waits, whoever reads may be slow, hung or gone."""

import threading
from collections import deque
from multiprocessing.connection import Connection

from seaspirits_game.core.commands import (
    Command,
    HopBranch,
    RestoreCheckpoint,
    Rewind,
    SetBatchSize,
    SetClipping,
    SetDropout,
    SetGradientNoise,
    SetLearningRate,
    SetOrthogonal,
    SetShuffle,
    SetTempo,
    SetWeightDecay,
    ShiftInputs,
)
from seaspirits_game.link.messages import Grant, Stop

MOST_WAITING = 1024
"""Beyond this the oldest are let go: a trainer that reads nothing for so long is hung, and will be replaced."""

Message = Command | Grant | Stop

_LEVERS = (
    SetTempo,
    SetLearningRate,
    SetBatchSize,
    SetGradientNoise,
    SetWeightDecay,
    SetDropout,
    SetOrthogonal,
    SetClipping,
    SetShuffle,
    ShiftInputs,
)


class Outgoing:
    """A bounded queue and the daemon thread that writes it to the pipe of the trainer of the moment.

    It remembers where the levers stand and tells each new trainer first. After a rewind or a hop it is only the tempo,
    and after a checkpoint was gone back to the learning rate as well: the others went back, and the new trainer's
    checkpoint knows where. Commands that no trainer has read yet outlive the trainer.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._writing = threading.Lock()
        """Held during a write, so that a pipe is never closed under it."""
        self._waiting: deque[Message] = deque(maxlen=MOST_WAITING)
        self._levers: dict[type[Command], Command] = {}
        self._pipe: Connection | None = None
        self._credit_is_out = False
        self._closed = False
        self._thread = threading.Thread(target=self._write, name="trainer-commands", daemon=True)
        self._thread.start()

    def put(self, message: Command | Stop) -> None:
        """Queue `message`; takes microseconds."""
        with self._changed:
            self._waiting.append(message)
            self._changed.notify()

    def grant(self) -> None:
        """Grant the trainer one snapshot, unless it still has that credit."""
        with self._changed:
            if self._pipe is None or self._credit_is_out:
                return
            self._credit_is_out = True
            self._waiting.append(Grant())
            self._changed.notify()

    def credit_spent(self) -> None:
        """A snapshot arrived."""
        self._credit_is_out = False

    def connect(self, pipe: Connection) -> None:
        """Write to `pipe` from now on, the levers first; its reader begins with a credit."""
        with self._changed:
            waiting = [message for message in self._waiting if not isinstance(message, Grant)]
            self._waiting.clear()
            self._waiting.extend([*self._levers.values(), *waiting])
            self._credit_is_out = True
            self._pipe = pipe
            self._changed.notify()

    def disconnect(self) -> None:
        """Close the pipe; its reader must be gone, so that a write that waits for it has ended."""
        with self._writing, self._changed:
            if self._pipe is not None:
                self._pipe.close()
            self._pipe = None

    def close(self) -> None:
        """Write no more. A thread that is caught in a write is left behind, it is a daemon."""
        with self._changed:
            self._closed = True
            self._changed.notify()

    def _write(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._closed or (self._waiting and self._pipe is not None))
                if self._closed:
                    return
            with self._writing:
                with self._changed:
                    pipe = self._pipe
                    if pipe is None or not self._waiting:
                        continue
                    message = self._waiting.popleft()
                try:
                    pipe.send(message)
                except OSError:
                    self._give_back(message, pipe)
                    continue
                self._remember(message)

    def _remember(self, message: Message) -> None:
        if isinstance(message, _LEVERS):
            self._levers[type(message)] = message
        elif isinstance(message, Rewind | HopBranch):
            self._keep_only(SetTempo)
        elif isinstance(message, RestoreCheckpoint):
            self._keep_only(SetTempo, SetLearningRate)

    def _keep_only(self, *kinds: type[Command]) -> None:
        self._levers = {kind: lever for kind, lever in self._levers.items() if kind in kinds}

    def _give_back(self, message: Message, pipe: Connection) -> None:
        with self._changed:
            if not isinstance(message, Grant):
                self._waiting.appendleft(message)
            if self._pipe is pipe:
                pipe.close()
                self._pipe = None
