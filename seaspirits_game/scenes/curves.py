"""What the instruments have read so far: bounded memory, whatever the length of the voyage."""

from collections.abc import Iterable, Mapping

import numpy as np

from seaspirits_game.core.arrays import F64
from seaspirits_game.core.snapshot import Snapshot
from seaspirits_game.scenes.thinning import kept
from seaspirits_game.voyage.metrics import row_of

CAPACITY = 1024
_ROOM = CAPACITY // 16
"""Rows that a full record makes room for at once, so that thinning is seldom."""


class Curves:
    """Columns of readings over steps, by their names in metrics.csv. A full record is thinned: the whole voyage stays
    in view, the early steps as finely as the late ones."""

    def __init__(self) -> None:
        self._rows: list[Mapping[str, float]] = []
        self._columns_by_name: dict[str, F64] = {}
        self._names: dict[str, None] = {}
        self.version = 0
        """Grows whenever something was recorded."""

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, float]]) -> "Curves":
        """The record of a voyage whose rows are known already."""
        curves = cls()
        for row in rows:
            curves._append(row)
        curves._thin()
        return curves

    def add(self, snapshot: Snapshot) -> None:
        """Record a snapshot; one that goes back in time (a restored checkpoint) cuts what lies after it."""
        self._append(row_of(snapshot))
        self._thin()

    def cut(self, step: int) -> None:
        """Forget what lies after `step`: it was another branch's."""
        while self._rows and self._rows[-1]["step"] > step:
            self._rows.pop()
        self._columns_by_name.clear()
        self.version += 1

    def __len__(self) -> int:
        return len(self._rows)

    def names(self) -> list[str]:
        """All columns that were ever read, in the order in which they came."""
        return list(self._names)

    def column(self, name: str) -> F64:
        """(rows,) the readings of one column in order of steps; NaN where a row has none. Not to be written to.

        >>> len(Curves().column("train_loss"))
        0
        """
        if name not in self._columns_by_name:
            column = np.array([row.get(name, np.nan) for row in self._rows], dtype=np.float64)
            column.flags.writeable = False
            self._columns_by_name[name] = column
        return self._columns_by_name[name]

    def measured(self, name: str) -> tuple[F64, F64]:
        """(steps, readings) of one column where it was read at all: a dear measure has no gaps between its readings.

        NaN stays where it was read, but had no value.
        """
        read = np.array([name in row for row in self._rows], dtype=bool)
        return self.column("step")[read], self.column(name)[read]

    def _append(self, row: Mapping[str, float]) -> None:
        while self._rows and self._rows[-1]["step"] >= row["step"]:
            self._rows.pop()
        self._rows.append(row)
        self._names.update(dict.fromkeys(row))
        self._columns_by_name.clear()
        self.version += 1

    def _thin(self) -> None:
        if len(self._rows) > CAPACITY:
            steps = self.column("step")
            self._rows = [self._rows[index] for index in kept(steps, CAPACITY - _ROOM).tolist()]
            self._columns_by_name.clear()
