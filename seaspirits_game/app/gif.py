"""Looping GIFs that are small and keep every clan's hue.

Two passes, since the best 256 colours are known only at the end: the frames wait in a lossless file beside the film,
so that memory stays bounded. What is not seen to change is not sent again, and palettes are chosen by rarity too.
"""

import tempfile
from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from seaspirits_game.app.encoder import numbered, open_stream
from seaspirits_game.app.progress import progress
from seaspirits_game.core.arrays import F32, F64, U8

COLOURS = 255
"""One more is kept for "as before"."""
_AT_ONCE, _AT_ONCE_SHARE, _PATIENCE = 6.0, 0.2, 40.0
"""A change is shown at once from so many levels on, and so much of the brightness; a smaller one when its sum over the
frames is the last. Of a film of 9 s at 640x360 they save a quarter of the bytes."""
_BITS = 5
"""Of each channel that the histogram tells apart."""
_RARITY = 0.45
"""Exponent on how often a colour is seen: at 1, water would take nearly all colours and clans would share the rest."""
_ROUNDS = 12
_DITHER = "dither=bayer:bayer_scale=3:diff_mode=rectangle"
"""An ordered pattern: what rests, rests in the dithered picture, too."""


class Still:
    """Lets each pixel rest until its change can be seen: at once when it is large, else when it has lasted.

    A GIF costs what changes. Errors add up until they are renewed, so that no ghost stays behind. What each pixel bears
    follows an ordered pattern, so that light which fades slowly leaves grain instead of contours.
    """

    def __init__(self, size: tuple[int, int]) -> None:
        width, height = size
        rows, columns = np.arange(height)[:, None] % 8, np.arange(width) % 8
        self._bears: F32 = 0.5 + _ordered(3)[rows, columns]
        self._waited: F32 = np.zeros((height, width), np.float32)
        self._shown: U8 | None = None

    def rested(self, picture: U8) -> U8:
        """(H, W, 3) what to show instead of `picture`; good until the next call."""
        if self._shown is None:
            self._shown = picture.copy()
            return self._shown
        error = np.maximum(picture, self._shown)
        brightest = error.max(axis=2)
        error -= np.minimum(picture, self._shown)
        change = error.max(axis=2)
        self._waited += change
        due = (self._waited > _PATIENCE * self._bears) | (
            change > (_AT_ONCE + _AT_ONCE_SHARE * brightest) * self._bears
        )
        due &= change > 0
        self._shown[due] = picture[due]
        self._waited[due] = 0.0
        return self._shown


def _ordered(doublings: int) -> F32:
    """Bayer's matrix (1973) of side 2^doublings: each pixel's rank, evenly from 0 to 1."""
    ranks = np.zeros((1, 1), np.float32)
    for _ in range(doublings):
        ranks = np.block([[4 * ranks, 4 * ranks + 2], [4 * ranks + 3, 4 * ranks + 1]])
    return (ranks + np.float32(0.5)) / np.float32(ranks.size)


class Histogram:
    """How often colours were seen, by cells of the colour cube: bounded, however long the film."""

    def __init__(self) -> None:
        cells = 1 << (3 * _BITS)
        self._counts: F64 = np.zeros(cells)
        self._sums: F64 = np.zeros((3, cells))
        self.pictures = 0
        """How many were counted."""

    def add(self, picture: U8) -> None:
        """Count the pixels of (H, W, 3)."""
        channels = picture.reshape(-1, 3).T
        red, green, blue = (channels >> (8 - _BITS)).astype(np.int64)
        cell = (red << (2 * _BITS)) | (green << _BITS) | blue
        size = len(self._counts)
        self.pictures += 1
        self._counts += np.bincount(cell, minlength=size)
        for channel, total in zip(channels, self._sums, strict=True):
            total += np.bincount(cell, channel, minlength=size)

    def palette(self, colours: int = COLOURS) -> U8:
        """(at most `colours`, 3) colours that stand for all that were seen.

        Source: k-means (Lloyd 1982) from the farthest points (Gonzalez 1985), weighted by the root of the counts.
        """
        seen = self._counts > 0
        counts = self._counts[seen]
        return _k_means((self._sums[:, seen] / counts).T, counts**_RARITY, colours)


def _k_means(points: F64, weights: F64, most: int) -> U8:
    centres = _farthest(points, weights, most)
    for _ in range(_ROUNDS):
        nearest = (np.square(centres).sum(axis=1) - 2.0 * points @ centres.T).argmin(axis=1)
        mass = np.bincount(nearest, weights, minlength=len(centres))
        kept = mass > 0
        for channel in range(3):
            moment = np.bincount(nearest, weights * points[:, channel], minlength=len(centres))
            centres[kept, channel] = moment[kept] / mass[kept]
    return np.unique(centres.round().clip(0, 255).astype(np.uint8), axis=0)


def _farthest(points: F64, weights: F64, most: int) -> F64:
    """Up to `most` of the points, each the farthest from those before by weighted distance."""
    chosen = [int(weights.argmax())]
    gaps = np.square(points - points[chosen[0]]).sum(axis=1)
    while len(chosen) < most and gaps.max() > 0.0:
        chosen.append(int((gaps * weights).argmax()))
        gaps = np.minimum(gaps, np.square(points - points[chosen[-1]]).sum(axis=1))
    return points[chosen]


def write_gif(av: Any, path: Path, pictures: Iterable[U8], size: tuple[int, int], fps: int) -> None:
    """Encode pictures (H, W, 3) of `size` as a GIF that loops forever; `av` is PyAV."""
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=path.name) as folder:
        waiting = Path(folder) / "frames.mkv"
        histogram = Histogram()
        with av.open(str(waiting), "w", format="matroska") as container:
            stream = open_stream(container, "ffv1", fps, size, "bgr0", {"threads": "1"})
            for frame in numbered(av, _counted(pictures, size, histogram), fps):
                container.mux(stream.encode(frame.reformat(format="bgr0")))
            container.mux(stream.encode(None))
        with av.open(str(waiting)) as source, av.open(str(path), "w", format="gif", options={"loop": "0"}) as container:
            stream = open_stream(container, "gif", fps, size, "pal8", {})
            with progress("colours", histogram.pictures) as show:
                for index, frame in enumerate(_coloured(av, source.decode(video=0), histogram.palette(), size, fps)):
                    container.mux(stream.encode(frame))
                    show(index + 1)
            container.mux(stream.encode(None))


def _counted(pictures: Iterable[U8], size: tuple[int, int], histogram: Histogram) -> Iterator[U8]:
    still = Still(size)
    for picture in pictures:
        rested = still.rested(picture)
        histogram.add(rested)
        yield rested


def _coloured(av: Any, frames: Iterable[Any], palette: U8, size: tuple[int, int], fps: int) -> Iterator[Any]:
    """The frames in the colours of the palette."""
    beat = Fraction(1, fps)
    graph = av.filter.Graph()
    pictures = graph.add_buffer(width=size[0], height=size[1], format="bgr0", time_base=beat)
    colours = graph.add_buffer(width=16, height=16, format="bgra", time_base=beat)
    painter, sink = graph.add("paletteuse", _DITHER), graph.add("buffersink")
    pictures.link_to(painter, 0, 0)
    colours.link_to(painter, 0, 1)
    painter.link_to(sink)
    graph.configure()
    table = np.zeros((256, 4), np.uint8)
    table[:COLOURS] = np.append(palette[0, ::-1], 255)
    table[: len(palette)] = np.insert(palette[:, ::-1], 3, 255, axis=1)  # the last one stays transparent
    swatches = av.VideoFrame.from_ndarray(table.reshape(16, 16, 4), format="bgra")
    swatches.pts, swatches.time_base = 0, beat
    colours.push(swatches)
    colours.push(None)
    for index, frame in enumerate(frames):
        frame.pts, frame.time_base = index, beat
        pictures.push(frame)
        yield from _pulled(av, graph)
    pictures.push(None)
    yield from _pulled(av, graph)


def _pulled(av: Any, graph: Any) -> Iterator[Any]:
    while True:
        try:
            yield graph.pull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return
