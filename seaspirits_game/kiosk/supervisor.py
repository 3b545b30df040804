"""The small process that stands behind the window for months: starts it, listens for its heart, replaces it.

Knows no pygame and no torch, and runs no code of the window's. The window writes a line with each heartbeat into a
pipe; the pipe's end is the window's end, however it died.
"""

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from types import FrameType

from seaspirits_game.kiosk.config import Supervision
from seaspirits_game.kiosk.notify import notify, watchdog_interval
from seaspirits_game.kiosk.watch import Beat, Verdict, Watch

BEAT_FD = "SEASPIRITS_BEAT_FD"
"""Where a window finds the number of its end of the pipe."""
SAFE = "SEASPIRITS_SAFE"
"""Set for a window that is to run without a trainer."""
LEFT = 64
"""Exit code of a window that the operator has left: the exhibit ends."""
_LOOK_S = 0.1
_GENTLE_S = 3.0
"""Seconds that a window has to end by itself when it is renewed or the service stops."""
Say = Callable[[str], None]


class Supervisor:
    """Runs windows one after another until the operator leaves or the service is stopped."""

    def __init__(
        self, command: Sequence[str], rules: Supervision, say: Say, heard: Callable[[dict[str, float]], None]
    ) -> None:
        """`heard` is given the figures of each heartbeat, `say` a line for the log."""
        self._command, self._say, self._heard = list(command), say, heard
        self.watch = Watch(rules)
        self._process: subprocess.Popen[bytes] | None = None
        self._pipe = -1
        self._rest = b""
        self._stopping = self._left = False
        self._alive_every = watchdog_interval()
        self._alive_at = float("-inf")

    def run(self) -> int:
        """0 when the service was stopped; `LEFT` when the operator has left, who is not to be brought back."""
        before = {number: signal.signal(number, self._asked_to_stop) for number in (signal.SIGTERM, signal.SIGINT)}
        notify("READY=1")
        try:
            while not self._stopping:
                self.step()
        finally:
            self._end_gently()
            notify("STOPPING=1")
            for number, handler in before.items():
                signal.signal(number, handler)
        return LEFT if self._left else 0

    def step(self) -> None:
        """A tenth of a second: listen, then do what the rules say."""
        self._listen()
        now, today = time.monotonic(), datetime.now()
        match self.watch.verdict(now, today.hour * 60 + today.minute, today.toordinal()):
            case Verdict.START:
                self._start(now)
            case Verdict.KILL:
                self._say("the window hangs: it is replaced")
                self._kill()
            case Verdict.RENEW:
                self._say("the window is renewed")
                self._end_gently()
            case Verdict.NOTHING:
                pass
        self._tell_systemd(now)

    def _start(self, now: float) -> None:
        end, child_end = os.pipe()
        environment = {**os.environ, BEAT_FD: str(child_end)}
        environment.pop("NOTIFY_SOCKET", None)  # systemd listens to this process alone
        environment.pop(SAFE, None)
        if self.watch.safe(now):
            environment[SAFE] = "1"
        try:
            self._process = subprocess.Popen(
                self._command, env=environment, pass_fds=(child_end,), stdin=subprocess.DEVNULL
            )
        except OSError as error:
            os.close(end)
            self._say(f"the window cannot be started ({error.strerror})")
            self.watch.started(now)
            self.watch.ended(now)
            return
        finally:
            os.close(child_end)
        os.set_blocking(end, False)
        self._pipe, self._rest = end, b""
        self.watch.started(now)
        safe = ", without a trainer" if SAFE in environment else ""
        self._say(f"window {self._process.pid} started{safe}")

    def _listen(self) -> None:
        """Wait a moment for a heartbeat or for the end of the window."""
        if self._pipe < 0:
            time.sleep(_LOOK_S)
            return
        ear = select.poll()  # unlike select, it hears files of any number
        ear.register(self._pipe, select.POLLIN)
        if not ear.poll(_LOOK_S * 1000.0):
            return
        data = os.read(self._pipe, 1 << 16)
        if not data:
            self._gone()
            return
        *lines, self._rest = (self._rest + data).split(b"\n")
        if lines:
            figures = figures_of(lines[-1])
            self._heard(figures)
            now = time.monotonic()
            self.watch.heard(Beat(now, figures.get("alone", 1.0) > 0.0, figures.get("memory_mb", 0.0)))
        time.sleep(_LOOK_S / 2)  # a window at 60 frames a second must not keep this process busy

    def _gone(self) -> None:
        assert self._process is not None
        os.close(self._pipe)
        self._pipe = -1
        try:
            code = self._process.wait(timeout=_GENTLE_S)
        except subprocess.TimeoutExpired:  # it closed its heart and lives on
            self._process.kill()
            code = self._process.wait()
        self._process = None
        if code == LEFT:
            self._say("the operator has left")
            self._stopping = self._left = True
            return
        self.watch.ended(time.monotonic())
        self._say(f"the window ended with code {code}; failures in a row: {self.watch.failures}")

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._gone()

    def _end_gently(self) -> None:
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(timeout=_GENTLE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._gone()

    def _tell_systemd(self, now: float) -> None:
        if self._alive_every is not None and now - self._alive_at >= self._alive_every / 3.0:
            self._alive_at = now
            notify("WATCHDOG=1")

    def _asked_to_stop(self, number: int, frame: FrameType | None) -> None:
        self._stopping = True


class Heart:
    """The window's side: tells the supervisor that a frame was shown, four times a second at most."""

    EVERY_S = 0.25

    def __init__(self) -> None:
        """Without a supervisor it beats for nobody."""
        number = os.environ.get(BEAT_FD, "")
        self._pipe = int(number) if number.isdigit() else -1
        self._last = float("-inf")
        if self._pipe >= 0:
            os.set_inheritable(self._pipe, False)  # the trainer must not keep the pipe open after the window is gone
            os.set_blocking(self._pipe, False)

    def due(self, now: float) -> bool:
        """Whether it is time to `beat`."""
        return self._pipe >= 0 and now - self._last >= self.EVERY_S

    def beat(self, now: float, **figures: float) -> None:
        """One beat with what the supervisor may want to know."""
        self._last = now
        line = " ".join(f"{name}={value:.6g}" for name, value in figures.items())
        try:
            os.write(self._pipe, line.encode() + b"\n")
        except BlockingIOError:
            pass  # nobody listens at the moment
        except OSError:
            # the supervisor is gone, and with it whoever would end this window: it ends itself
            sys.exit(0)


def figures_of(line: bytes) -> dict[str, float]:
    """The figures of a heartbeat's line; what is not one is left out.

    >>> figures_of(b"frame_ms=9.5 alone=1 nonsense")
    {'frame_ms': 9.5, 'alone': 1.0}
    """
    figures = {}
    for word in line.decode("ascii", errors="replace").split():
        name, _, value = word.partition("=")
        try:
            figures[name] = float(value)
        except ValueError:
            continue
    return figures
