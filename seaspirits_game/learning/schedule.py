"""When dear measures are taken, and what they said last.

Knows neither torch nor the clock. They are taken with a snapshot, so that each reading belongs to a step that is seen.
Where snapshots come at fixed steps, so do they, and a run repeats; where snapshots come by the clock, they take turns
and have a bounded share of the trainer's time.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import replace

from seaspirits_game.core.snapshot import Reading, Snapshot

SHARE = 0.05
"""Most of the trainer's time that dear measures may take."""
EVERY = 10
"""Where snapshots come at fixed steps: with each tenth of them, and with the first and the last."""

Measure = Callable[[str], Mapping[str, float]]
"""The name of a dear measure to its readings by their columns."""


class Schedule:
    """`names` are the dear measures in their order; `every` and `hold_at` are those of the session."""

    def __init__(self, names: tuple[str, ...], *, every: int | None, hold_at: int | None) -> None:
        self._names = names
        self._every = every
        self._hold_at = hold_at
        self._turn = 0
        self._next = -math.inf
        self._known: dict[str, Reading] = {}

    def forget(self) -> None:
        """The network went back: what was read is of a time that has not been yet."""
        self._known = {}

    def completed(self, snapshot: Snapshot, measure: Measure, clock: Callable[[], float] | None) -> Snapshot:
        """`snapshot` with the newest dear readings, those that are due taken now.

        Without `every`, `clock` decides; without a clock as well, none is taken.
        """
        names = self._due(snapshot.step, clock)
        began = clock() if clock else 0.0
        fresh = {column: value for name in names for column, value in measure(name).items()}
        if clock and names:
            self._next = clock() + (clock() - began) * (1.0 / SHARE - 1.0)
        if not fresh and not self._known:
            return snapshot
        self._known |= {column: Reading(value, snapshot.step) for column, value in fresh.items()}
        return replace(snapshot, readings={**snapshot.readings, **fresh}, dear=dict(self._known))

    def _due(self, step: int, clock: Callable[[], float] | None) -> tuple[str, ...]:
        if self._every is not None:
            return self._names if step == self._hold_at or step % (EVERY * self._every) == 0 else ()
        if clock is None or not self._names:
            return ()
        if math.isinf(self._next):  # the first picture waits for nothing
            self._next = clock()
            return ()
        if clock() < self._next:
            return ()
        self._turn += 1
        return (self._names[(self._turn - 1) % len(self._names)],)
