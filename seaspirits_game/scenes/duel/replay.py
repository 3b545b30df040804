"""A finished game shown again in clear water, forward, backward, or at any place."""

from collections.abc import Sequence

import numpy as np

from seaspirits_game.core.arrays import F64
from seaspirits_game.quicksort.game import SortState, new_game, replay_step
from seaspirits_game.quicksort.partition import Scheme, two_way
from seaspirits_game.quicksort.sorting import Step
from seaspirits_game.scenes.duel.side import Flight, SideFrame, flight_of, shape_of
from seaspirits_game.scenes.duel.sightings import Sightings, shares_of

_PAUSE_S = 0.35
"""Between two moves."""


class Replay:
    """Owns a position in a game, in moves: 0 is the row as it was."""

    def __init__(self, values: F64, steps: Sequence[Step], calm: bool = False, scheme: Scheme = two_way) -> None:
        states = [new_game(values, scheme)]
        for step in steps:
            states.append(replay_step(states[-1], step))
        self.states: tuple[SortState, ...] = tuple(states)
        clear = Sightings(shares_of(values), np.ones(len(values), np.bool_))
        self._shapes = [shape_of(state, clear) for state in states]
        self._flights: list[Flight] = [
            flight_of(states[k + 1], self._shapes[k], self._shapes[k + 1], veiled=False) for k in range(len(steps))
        ]
        self._calm = calm
        self.position = 0.0
        self.playing = False

    @property
    def moves(self) -> int:
        """How many moves there are."""
        return len(self._flights)

    @property
    def share(self) -> float:
        """How much of the game lies behind, 0 to 1."""
        return self.position / self.moves if self.moves else 1.0

    @property
    def state(self) -> SortState:
        """The state that holds every move shown."""
        return self.states[min(int(np.ceil(self.position - 1e-9)), self.moves)]

    def seek(self, share: float) -> None:
        """Go to a share of the game and stay there."""
        self.playing = False
        self.position = min(max(share, 0.0), 1.0) * self.moves

    def toggle(self) -> None:
        """Play on, or stay; at the end, begin anew."""
        if not self.playing and self.position >= self.moves:
            self.position = 0.0
        self.playing = not self.playing

    def advance(self, dt: float) -> None:
        """Let time pass."""
        if not self.playing:
            return
        at = min(int(self.position), self.moves - 1)
        self.position = min(self.position + dt / (self._flights[at].seconds + _PAUSE_S), float(self.moves))
        self.playing = self.position < self.moves

    def frame(self) -> SideFrame:
        """How the reef looks there."""
        at = int(self.position)
        if at >= self.moves:
            span = (0, 0)
            return SideFrame(self._shapes[-1], np.zeros(len(self._shapes[-1].places)), None, span, 1.0)
        flight = self._flights[at]
        whole = flight.seconds + _PAUSE_S
        elapsed = max((self.position - at) * whole - _PAUSE_S, 0.0)
        return flight.at(elapsed, self._calm)
