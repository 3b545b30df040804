"""A film of what is on screen while it is played: encoded in a thread, at the pace of the clock, never slowing a frame.

Each picture carries the time at which it was shown; where the encoder cannot keep up, pictures are left out and the
film still runs at the right speed.
"""

import queue
import threading
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pygame

from seaspirits_game.app.encoder import open_stream
from seaspirits_game.core.errors import UserError
from seaspirits_game.core.files import replace_atomically

FPS = 30
MOST_SECONDS = 600.0
"""Whoever forgets a film finds it ended after ten minutes."""
_WAITING = 4
"""Pictures that may wait for the encoder: 32 MB at 1920x1080."""
_CODECS = ("libx264", "mpeg4")
_BT709 = {"color_range": "tv", "colorspace": "bt709", "color_primaries": "bt709", "color_trc": "bt709"}
_OPTIONS = {
    "libx264": {"crf": "20", "preset": "veryfast", "threads": "1", **_BT709},
    "mpeg4": {"qmin": "2", "qmax": "5", "threads": "1", **_BT709},
}


def available() -> bool:
    """Whether films can be made: PyAV, the extra `film`, is installed."""
    try:
        import av  # noqa: F401
    except ImportError:
        return False
    return True


class Filming:
    """One film, from its beginning to its end."""

    def __init__(self, path: Path, size: tuple[int, int]) -> None:
        self.path = path
        self.size = (size[0] // 2 * 2, size[1] // 2 * 2)
        self.seconds = 0.0
        self.pictures = 0
        """How many are in it; those that wait, too."""
        self.trouble = ""
        """Why it could not be written."""
        self._window = size
        self._last = -1
        self._waiting: queue.Queue[tuple[int, pygame.Surface] | None] = queue.Queue(_WAITING)
        self._thread = threading.Thread(target=self._run, name="film", daemon=True)
        self._thread.start()

    @property
    def over(self) -> bool:
        """Whether it must end: it is too long, in trouble, or the window has another size."""
        return self.seconds > MOST_SECONDS or bool(self.trouble)

    def fits(self, surface: pygame.Surface) -> bool:
        """Whether a picture of this surface can be added."""
        return surface.get_size() == self._window

    def feed(self, surface: pygame.Surface, elapsed: float) -> None:
        """Add what is shown, `elapsed` seconds after the last call; left out where it comes too soon or too fast."""
        self.seconds += elapsed
        number = round(self.seconds * FPS)
        if number <= self._last or self._waiting.full():
            return
        self._last = number
        self.pictures += 1
        self._waiting.put_nowait((number, surface.copy()))

    def end(self) -> None:
        """Finish the file; waits until it is whole.

        Raises:
            UserError: it could not be written.
        """
        while self._thread.is_alive():
            try:
                self._waiting.put(None, timeout=0.2)
                break
            except queue.Full:
                continue
        self._thread.join()
        if self.trouble:
            raise UserError(self.trouble)

    def _run(self) -> None:
        import av

        av.logging.set_level(None)
        try:
            replace_atomically(self.path, lambda temporary: self._write(av, temporary))
        except (OSError, av.FFmpegError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            self.trouble = f"{self.path}: the film cannot be written ({reason})"

    def _write(self, av: Any, path: Path) -> None:
        codec = next(name for name in _CODECS if name in av.codecs_available)
        with av.open(str(path), "w", format="mp4", options={"movflags": "+faststart"}) as container:
            stream = open_stream(container, codec, FPS, self.size, "yuv420p", _OPTIONS[codec])
            for number, surface in self._pictures():
                frame = av.VideoFrame.from_ndarray(_pixels(surface, self.size), format="bgra")
                frame = frame.reformat(format="yuv420p", dst_colorspace="ITU709")
                frame.pts, frame.time_base = number, Fraction(1, FPS)
                container.mux(stream.encode(frame))
            container.mux(stream.encode(None))

    def _pictures(self) -> Iterator[tuple[int, pygame.Surface]]:
        while (waiting := self._waiting.get()) is not None:
            yield waiting


def _pixels(surface: pygame.Surface, size: tuple[int, int]) -> Any:
    """(H, W, 4) blue, green, red, nothing: a 32-bit surface's own memory, without a copy where its rows are whole."""
    width, height = size
    plain = surface if surface.get_bytesize() == 4 else surface.convert(32)
    rows = np.frombuffer(plain.get_buffer().raw, np.uint8).reshape(plain.get_height(), plain.get_pitch())
    pixels = rows[:height, : 4 * width].reshape(height, width, 4)
    return np.ascontiguousarray(pixels)
