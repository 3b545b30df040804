"""Whose turn it is: the two dearest passes of the sea, soft light and lines, are drawn anew in every second frame each.

Both are soft or faint, so that at 60 frames a second nobody sees a sixtieth of a second of delay; the spirits
themselves are drawn in every frame. A frame then costs two thirds, and all frames cost alike.
"""

import math

from seaspirits_game.render.picture import WHOLE, Parts

_LONGEST = 0.1
"""Seconds between two frames after which the older one has no worth."""


class Turns:
    """Parts for frame after frame; the first is whole, and so is one after a gap."""

    def __init__(self) -> None:
        self._last_s = -math.inf
        self._taken = 0

    def restart(self) -> None:
        """Let the next frame be whole: what was drawn before belongs to another picture."""
        self._last_s = -math.inf

    def take(self, time_s: float, thrifty: bool = False) -> Parts | None:
        """The parts of the frame at `time_s` seconds.

        For a `thrifty` painter only those of a painting, or None in every second frame, where the last one is shown
        again while its light is renewed.
        """
        waited, self._last_s = time_s - self._last_s, time_s
        if waited > _LONGEST:
            self._taken = 0
            return WHOLE
        self._taken += 1
        if thrifty:
            return None if self._taken % 2 else Parts(light=False, lines=self._taken % 4 == 0)
        light = self._taken % 2 == 0
        return Parts(light=light, lines=not light)
