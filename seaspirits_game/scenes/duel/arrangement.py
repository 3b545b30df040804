"""A row that a person arranges by hand: pens are taken, moved between others, and put down."""

from collections.abc import Sequence

import numpy as np

from seaspirits_game.core.arrays import F64
from seaspirits_game.render.ui.motion import approach

_GLIDE_S = 0.07


class Arrangement:
    """Owns the order of n pens of heights 0 to n - 1, and where each is drawn while it glides to its place."""

    def __init__(self, order: Sequence[float]) -> None:
        self._order = [int(value) for value in order]
        self.drawn = np.empty(len(self._order))
        """(n,) the place at which each height is drawn."""
        self.held: int | None = None
        """The height of the pen in hand."""
        self.drawn[self._order] = np.arange(len(self._order))

    @property
    def values(self) -> F64:
        """(n,) heights from left to right."""
        return np.array(self._order, np.float64)

    def set_order(self, order: Sequence[float]) -> None:
        """Lay the whole row out anew; the pens glide there."""
        self.held = None
        self._order = [int(value) for value in order]

    def take(self, place: int) -> None:
        """Take the pen at `place` into the hand."""
        self.held = self._order[place]

    def move_to(self, place: int) -> None:
        """Move the pen in hand to `place`; those between step aside."""
        if self.held is None:
            return
        self._order.remove(self.held)
        self._order.insert(min(max(place, 0), len(self._order)), self.held)

    def put_down(self) -> None:
        """Let it stand."""
        self.held = None

    @property
    def held_place(self) -> int | None:
        """Where the pen in hand stands now."""
        return None if self.held is None else self._order.index(self.held)

    def advance(self, dt: float, calm: bool = False) -> None:
        """Let the pens glide; at once in reduced motion."""
        goal = np.empty(len(self._order))
        goal[self._order] = np.arange(len(self._order))
        if calm:
            self.drawn = goal
            return
        share = approach(0.0, 1.0, dt, _GLIDE_S)
        self.drawn = self.drawn + (goal - self.drawn) * share
