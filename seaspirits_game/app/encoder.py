"""What every film needs of PyAV, which is the extra `film`; nothing else of the program needs it."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from seaspirits_game.core.arrays import U8
from seaspirits_game.core.errors import UserError


def pyav() -> Any:
    """The module `av`.

    Raises:
        UserError: it is not installed; says how to.
    """
    try:
        import av
    except ImportError:
        raise UserError(
            '--out: .mp4 and .gif need PyAV, which is not here: pip install -e ".[film]" brings it; .png does without'
        ) from None
    av.logging.set_level(None)  # what encoders like to say of themselves is no news
    return av


def open_stream(
    container: Any, codec: str, fps: int, size: tuple[int, int], pixel_format: str, options: dict[str, str]
) -> Any:
    """A new video stream of an open container of PyAV's."""
    stream = container.add_stream(codec, rate=fps, options=options)
    stream.width, stream.height = size
    stream.pix_fmt = pixel_format
    return stream


def numbered(av: Any, pictures: Iterable[U8], fps: int) -> Iterator[Any]:
    """PyAV's frames of pictures (H, W, 3), each with its time."""
    for index, pixels in enumerate(pictures):
        frame = av.VideoFrame.from_ndarray(pixels, format="rgb24")
        frame.pts, frame.time_base = index, Fraction(1, fps)
        yield frame
