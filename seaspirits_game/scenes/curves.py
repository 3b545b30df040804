"""What the instruments have read so far: bounded memory, whatever the length of the voyage."""

import numpy as np

from seaspirits_game.core.arrays import F64
from seaspirits_game.core.snapshot import Snapshot

CAPACITY = 1024


class Curves:
    """Columns of readings over steps. When full, every other row but the newest is dropped, so that the whole voyage
    stays in view at half the grain."""

    def __init__(self) -> None:
        self._rows: list[dict[str, float]] = []

    def add(self, snapshot: Snapshot) -> None:
        """Record a snapshot; one that goes back in time (a restored checkpoint) cuts what lies after it."""
        while self._rows and self._rows[-1]["step"] >= snapshot.step:
            self._rows.pop()
        self._rows.append(
            {
                "step": float(snapshot.step),
                "train_loss": snapshot.train_loss,
                "val_loss": snapshot.val_loss,
                "train_accuracy": snapshot.train_accuracy,
                "val_accuracy": snapshot.val_accuracy,
                **snapshot.readings,
            }
        )
        if len(self._rows) > CAPACITY:
            self._rows = [*self._rows[:-1:2], self._rows[-1]]

    def __len__(self) -> int:
        return len(self._rows)

    def column(self, name: str) -> F64:
        """(rows,) the readings of one column in order of steps; NaN where a row has none.

        >>> len(Curves().column("train_loss"))
        0
        """
        return np.array([row.get(name, np.nan) for row in self._rows], dtype=np.float64)
