"""The last few snapshots of every spirit, for the inspector: bounded, whatever the length of the voyage."""

from collections import deque
from dataclasses import dataclass

import numpy as np

from seaspirits_game.core.arrays import COORDINATES, F32
from seaspirits_game.core.snapshot import Snapshot

KEPT = 12


@dataclass(frozen=True, slots=True)
class Moment:
    """What one snapshot said."""

    step: int
    coords: tuple[F32, ...]
    probs: F32


class History:
    """The newest `KEPT` snapshots' places and probabilities, oldest first."""

    def __init__(self) -> None:
        self._moments: deque[Moment] = deque(maxlen=KEPT)

    def add(self, snapshot: Snapshot) -> None:
        """Remember a snapshot; one that goes back in time forgets what lies after it."""
        while self._moments and self._moments[-1].step >= snapshot.step:
            self._moments.pop()
        if self._moments and len(self._moments[-1].coords) != len(snapshot.coords):
            self._moments.clear()  # of other layers: there is no way from theirs to these
        self._moments.append(Moment(snapshot.step, snapshot.coords, snapshot.probs))

    def __len__(self) -> int:
        return len(self._moments)

    def steps(self) -> list[int]:
        """The remembered steps."""
        return [moment.step for moment in self._moments]

    def path(self, layer: int, sample: int) -> F32:
        """(M, 8) measured coordinates of one spirit, activation units, oldest first."""
        rows = [moment.coords[layer][sample] for moment in self._moments]
        return np.array(rows, dtype=np.float32).reshape(len(rows), COORDINATES)

    def probabilities(self, sample: int) -> F32:
        """(M, C) class probabilities of one sample, oldest first."""
        rows = [moment.probs[sample] for moment in self._moments]
        return np.array(rows, dtype=np.float32).reshape(len(rows), len(rows[0]) if rows else 0)
