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
        self._light_next = False

    def restart(self) -> None:
        """Let the next frame be whole: what was drawn before belongs to another picture."""
        self._last_s = -math.inf

    def take(self, time_s: float) -> Parts:
        """The parts of the frame at `time_s` seconds."""
        waited, self._last_s = time_s - self._last_s, time_s
        if waited > _LONGEST:
            self._light_next = False
            return WHOLE
        light, self._light_next = self._light_next, not self._light_next
        return Parts(light=light, lines=not light)
