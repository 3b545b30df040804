"""Films of surfaces, encoded while they are drawn: what a film's name asks for, and H.264 in .mp4."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pygame

from seaspirits_game.app.encoder import numbered, open_stream, pyav
from seaspirits_game.app.gif import write_gif
from seaspirits_game.core.arrays import U8
from seaspirits_game.core.errors import UserError
from seaspirits_game.core.files import replace_atomically

STILL = ".png"
_FPS_BY_SUFFIX = {".mp4": 30, ".gif": 15, STILL: 30}
"""A still picture is the last frame of a film. All divide the sea's 60 ticks a second."""
_CODECS = ("libx264", "mpeg4")
"""H.264 when this PyAV was built with it; else what every build has and nearly every player plays."""
_BT709 = {"color_range": "tv", "colorspace": "bt709", "color_primaries": "bt709", "color_trc": "bt709"}
_OPTIONS_BY_CODEC = {
    # aq-mode 3 spends on dark water, where steps would show; the bytes depend on the number of threads
    "libx264": {"crf": "18", "preset": "medium", "aq-mode": "3", "threads": "4", **_BT709},
    "mpeg4": {"qmin": "2", "qmax": "3", "b": "100000000", "threads": "1", **_BT709},
}


def fps_of(path: Path) -> int:
    """Frames a second of a film of that name."""
    return _FPS_BY_SUFFIX[path.suffix.lower()]


def is_still(path: Path) -> bool:
    """Whether the name is a picture's."""
    return path.suffix.lower() == STILL


def check_film(path: Path, size: tuple[int, int]) -> None:
    """Refuse what cannot become a film, before anything is computed.

    Raises:
        UserError: an unknown suffix, an odd size for .mp4, or PyAV is not installed.
    """
    suffix = path.suffix.lower()
    if suffix not in _FPS_BY_SUFFIX:
        raise UserError(f"--out: {str(path)!r} is not the name of a {', '.join(_FPS_BY_SUFFIX)} file")
    width, height = size
    if suffix == ".mp4" and (width % 2 or height % 2):
        even = f"{width + width % 2}x{height + height % 2}"
        raise UserError(f"--size: {width}x{height} is odd, and an .mp4 needs even numbers; {even} would do")
    if not is_still(path):
        pyav()


def write_film(path: Path, frames: Iterable[pygame.Surface], size: tuple[int, int]) -> None:
    """Encode the frames, each of `size`, one after the other as they come; the file appears whole at the end.

    Raises:
        UserError: PyAV is not installed, or the file cannot be written.
    """
    av = pyav()
    write = write_gif if path.suffix.lower() == ".gif" else _write_mp4
    try:
        replace_atomically(path, lambda temporary: write(av, temporary, map(pixels_of, frames), size, fps_of(path)))
    except (OSError, av.FFmpegError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UserError(f"--out: {str(path)!r} cannot be written ({reason})") from None


def pixels_of(surface: pygame.Surface) -> U8:
    """(H, W, 3) red, green, blue of a surface; a copy."""
    width, height = surface.get_size()
    return np.frombuffer(pygame.image.tobytes(surface, "RGB"), np.uint8).reshape(height, width, 3)


def _write_mp4(av: Any, path: Path, pictures: Iterable[U8], size: tuple[int, int], fps: int) -> None:
    codec = next(name for name in _CODECS if name in av.codecs_available)
    # the index goes to the front, so that a browser can begin before it has the whole file
    with av.open(str(path), "w", format="mp4", options={"movflags": "+faststart"}) as container:
        stream = open_stream(container, codec, fps, size, "yuv420p", _OPTIONS_BY_CODEC[codec])
        for frame in numbered(av, pictures, fps):
            container.mux(stream.encode(frame.reformat(format="yuv420p", dst_colorspace="ITU709")))
        container.mux(stream.encode(None))
