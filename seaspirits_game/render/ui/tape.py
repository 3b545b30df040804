"""Drawings that are taken down once and laid down again: an interface that hardly changes costs its blits alone.

What a drawing lays on a `Tape` it keeps as a list of pictures and places. `Tapes` renews a few drawings in turn, one a
frame, so that each is a few frames old at most and no frame has to pay for all of them.
"""

from collections.abc import Callable, Hashable, Sequence

import pygame

_LONGEST = 0.1
"""Seconds between two frames after which everything is drawn anew."""
Drawing = tuple[Hashable, Callable[[pygame.Surface], None]]
"""What must be seen at once when it changes, and what draws."""


class Tape(pygame.Surface):
    """A surface that remembers what is blitted on it, instead of showing it."""

    def __init__(self, size: tuple[int, int]) -> None:
        super().__init__((1, 1))
        self._size = size
        self._laid: list[tuple[pygame.Surface, int | None, tuple[float, float]]] = []

    def get_size(self) -> tuple[int, int]:
        """That of the surface for which it stands."""
        return self._size

    def blit(  # type: ignore[override]  # fewer ways than a surface takes: those that our interface uses
        self, source: pygame.Surface, dest: pygame.Rect | tuple[float, float]
    ) -> pygame.Rect:
        """Take down `source` and where it belongs; it must not be changed afterwards but for its opacity."""
        place = dest.topleft if isinstance(dest, pygame.Rect) else (dest[0], dest[1])
        self._laid.append((source, source.get_alpha(), place))
        return pygame.Rect(place, source.get_size())

    def play(self, surface: pygame.Surface) -> None:
        """Lay all of it on `surface`, in order."""
        for image, opacity, place in self._laid:
            image.set_alpha(opacity)  # it may be laid down elsewhere at another
            surface.blit(image, place)


class Tapes:
    """The tapes of the drawings of one scene."""

    def __init__(self) -> None:
        self._tapes: list[tuple[Hashable, Tape]] = []
        self._last_s = float("-inf")
        self._turn = 0

    def draw(self, surface: pygame.Surface, time_s: float, drawings: Sequence[Drawing]) -> None:
        """Draw all `drawings` in order; one is drawn anew, and so are those whose key has changed.

        After a gap, or with another number of drawings, all are.
        """
        if len(drawings) != len(self._tapes) or not 0.0 <= time_s - self._last_s <= _LONGEST:
            self._tapes = [(None, Tape((0, 0)))] * len(drawings)
            turns = set(range(len(drawings)))
        else:
            self._turn += 1
            turns = {self._turn % len(drawings)}
        self._last_s = time_s
        for number, (key, draw) in enumerate(drawings):
            if number in turns or key != self._tapes[number][0]:
                tape = Tape(surface.get_size())
                draw(tape)
                self._tapes[number] = (key, tape)
            self._tapes[number][1].play(surface)
