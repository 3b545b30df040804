"""Other processes that do what is measured, so that no part warms or slows another."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import seaspirits_game

Pulse = Callable[[], None]
"""Called a few times a second while something runs."""

PACKAGE = "seaspirits_game"
PARTS = f"{PACKAGE}.app.bench"
GLANCE = 0.1
_FAREWELL = 5.0
_PLAIN_PLAY = (
    *("--no-fullscreen", "--no-still-water", "--no-reduced-motion", "--no-glyphs"),
    *("--palette", "default", "--text-scale", "1", "--quality", "high", "--threads", "1"),
)
"""What a person has settled for good must not change what is measured."""


class NotMeasuredError(Exception):
    """A part that this system cannot do; the message is one line."""


def environment(inherited: Mapping[str, str]) -> dict[str, str]:
    """`inherited` without the settings of the person at hand, without a screen and without sound."""
    plain = {name: value for name, value in inherited.items() if not name.startswith("SEASPIRITS_")}
    return {**plain, "SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy", "PYGAME_HIDE_SUPPORT_PROMPT": "1"}


def play_words(*words: str) -> list[str]:
    """The arguments of `play` with default settings, and `words`."""
    return ["play", *_PLAIN_PLAY, *words]


def ask(part: str, *, quick: bool, pulse: Pulse, most: float = 600.0) -> dict[str, Any]:
    """What the part of this name (see `__main__`) measured in a process of its own.

    Raises:
        NotMeasuredError: it failed, or took more than `most` seconds.
    """
    words = [sys.executable, "-m", PARTS, part, *(["--quick"] if quick else [])]
    with _started(words) as (process, streams):
        _await(process, streams, pulse, most)
        answer: dict[str, Any] = json.loads(_text(streams[0]))
        return answer


def play(
    *words: str,
    pulse: Pulse,
    most: float = 120.0,
    enough: Callable[[int], bool] | None = None,
) -> dict[str, Any]:
    """The statistics of a headless `play` with default settings and `words`.

    `enough` is asked a few times a second with the number of its process; when it says so, the window is closed.

    Raises:
        NotMeasuredError: it failed, or took more than `most` seconds.
    """
    with tempfile.TemporaryDirectory(prefix="sea-of-spirits-bench-") as folder:
        stats = Path(folder) / "stats.json"
        command = [sys.executable, "-m", PACKAGE, *play_words(*words), "--stats", str(stats)]
        with _started(command) as (process, streams):
            closing = False

            def beat() -> None:
                nonlocal closing
                pulse()
                if enough is not None and not closing and enough(process.pid):
                    # SDL takes this for a closed window; where it does not, there is no record. Once: SDL leaves first
                    closing = True
                    process.terminate()

            _await(process, streams, beat, most)
        try:
            record: dict[str, Any] = json.loads(stats.read_text(encoding="utf-8"))
        except OSError:
            raise NotMeasuredError("the window was closed before it wrote its statistics") from None
        return record


@contextmanager
def _started(words: list[str]) -> Iterator[tuple[subprocess.Popen[bytes], tuple[IO[bytes], IO[bytes]]]]:
    """A process that writes to two files, not pipes, which it could fill and wait for; it never outlives this."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(
            words,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            env=environment(os.environ),
            cwd=Path(seaspirits_game.__file__).resolve().parents[1],  # found there, installed or not
        )
        try:
            yield process, (out, err)
        finally:
            _end(process)


def _await(process: subprocess.Popen[bytes], streams: tuple[IO[bytes], IO[bytes]], pulse: Pulse, most: float) -> None:
    until = time.monotonic() + most
    while process.poll() is None:
        pulse()
        if time.monotonic() > until:
            raise NotMeasuredError(f"took longer than {most:.0f} s")
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(GLANCE)
    if process.returncode:
        raise NotMeasuredError(last_line(_text(streams[1])) or f"ended with exit code {process.returncode}")


def last_line(text: str) -> str:
    """The last line with something in it: of a traceback, its error; of our own refusals, the refusal.

    >>> last_line("Traceback:\\n  ...\\nseaspirits: no display\\n\\n")
    'no display'
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1].removeprefix("seaspirits: ") if lines else ""


def _text(stream: IO[bytes]) -> str:
    stream.seek(0)
    return stream.read().decode(errors="replace")


def _end(process: subprocess.Popen[bytes]) -> None:
    """As Ctrl-C would, which lets it sweep up; then less and less politely."""
    for number in (signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGKILL", signal.SIGTERM)):
        if process.poll() is not None:
            return
        try:
            process.send_signal(number)
        except (OSError, ValueError):  # Windows knows no Ctrl-C for one process
            process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_FAREWELL)
