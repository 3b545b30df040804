"""Garbage is collected between frames, not in the middle of them."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_YOUNG_EVERY, _ALL_EVERY = 60, 3600
"""Frames between two collections: of what is new, about a second; of everything, about a minute."""


@contextmanager
def collected_between_frames() -> Iterator[Callable[[int], None]]:
    """Hold the collector; yields a function to call with the number of each frame once its work is done.

    A frame of thousands of spirits makes thousands of small tuples, and would call the collector again and again. What
    lives when this begins lives to the end: it need not be walked either.
    """
    gc.collect()
    gc.freeze()
    gc.disable()

    def tidy(frame: int) -> None:
        if frame % _ALL_EVERY == 0:
            gc.collect()
        elif frame % _YOUNG_EVERY == 0:
            gc.collect(1)

    try:
        yield tidy
    finally:
        gc.enable()
        gc.unfreeze()
