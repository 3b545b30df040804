"""What a voyage can be restored from: states on its way, near each other late and far apart early, in bounded bytes.

Any step can be reached from an earlier state by repeating the steps between, to the last bit; so few states are enough,
and what is thrown away costs time only. When there is no room left, those go whose neighbours are nearest to each other
for their age: gaps grow in proportion to age.

Source: checkpointing with distances that double, as of log-structured backups; Griewank 1992 for the exchange of memory
for repeated steps.
"""

from dataclasses import dataclass

from seaspirits_game.learning.branches import Branches, Place
from seaspirits_game.learning.checkpoint import TrainingState

MOST_BYTES = 64 * 2**20
EVERY = 32
"""Steps between two states."""
_THINNED = 0.9
"""Share of the bytes that is left when states are thrown away."""


@dataclass(slots=True, eq=False)
class _Kept:
    place: Place
    state: TrainingState
    size: int
    number: int
    """In the order of keeping: its age, counted from the newest."""


class Memory:
    """See the module's docstring. The first state is never thrown away."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._kept: list[_Kept] = []
        self._number = 0
        self.size = 0
        """Bytes of all states."""

    @property
    def places(self) -> tuple[Place, ...]:
        """Where there is a state, in the order of keeping."""
        return tuple(kept.place for kept in self._kept)

    def keep(self, place: Place, state: TrainingState) -> None:
        """Remember `state`, which is that of `place`."""
        size = sum(array.nbytes for array in state.arrays.values())
        self._kept.append(_Kept(place, state, size, self._number))
        self._number += 1
        self.size += size
        if self.size > self._most:
            self._thin()

    def nearest(self, place: Place, branches: Branches) -> tuple[Place, TrainingState]:
        """The state from which `place` is reached in the fewest steps, and its place."""
        ways = [kept for kept in self._kept if branches.on_the_way(kept.place, place)]
        best = max(ways, key=lambda kept: (kept.place.step, kept.number))
        return best.place, best.state

    def _thin(self) -> None:
        while self.size > _THINNED * self._most and len(self._kept) > 2:
            way = sorted(self._kept, key=lambda kept: (kept.place.branch, kept.place.step, kept.number))
            inner = range(1, len(way) - 1)
            worths = {index: self._worth(way[index - 1], way[index], way[index + 1]) for index in inner}
            gone: set[int] = set()
            for index in sorted(inner, key=worths.__getitem__):
                # of two neighbours one stays this time: its gap is about to grow
                if index - 1 not in gone and index + 1 not in gone and self.size > _THINNED * self._most:
                    gone.add(index)
                    self.size -= way[index].size
            left = [kept for index, kept in enumerate(way) if index not in gone]
            self._kept = sorted(left, key=lambda kept: kept.number)

    def _worth(self, before: _Kept, kept: _Kept, after: _Kept) -> float:
        gap = after.place.step - before.place.step if after.place.branch == before.place.branch else 2 * EVERY
        return max(gap, 1) / (self._number - kept.number)
