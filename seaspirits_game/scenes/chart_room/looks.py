"""How the chart room is looked at: which charts hang, which page of the list is open, where the cursor is pinned."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from seaspirits_game.core.arrays import F64
from seaspirits_game.render.ui.ticks import Axis, Kind
from seaspirits_game.scenes.chart_room.room import MOST_CHARTS
from seaspirits_game.scenes.chart_room.topics import Topic

FIRST = ("loss", "layers.log_volume", "layers.entropy", "accuracy", "layers.rate_reduction", "layers.coherence")
"""What hangs on the wall at first, as far as it was recorded."""


@dataclass(slots=True)
class Looks:
    """Kept as long as the program runs: who comes back finds the wall as it was."""

    chosen: list[str] = field(default_factory=lambda: list(FIRST))
    """Keys of topics in the order in which they hang; some may not be recorded (yet)."""
    page: int = 0
    steps: Kind = "log1p"
    beside: bool = True
    """Whether the compared voyage is drawn."""
    pinned: float | None = None
    """The step at which all charts are read."""
    hovered: float | None = None
    """The step under the mouse."""

    @property
    def cursor(self) -> float | None:
        """The step that the charts read out: the pinned one, else the one under the mouse."""
        return self.pinned if self.pinned is not None else self.hovered

    def hanging(self, topics: Sequence[Topic]) -> list[Topic]:
        """The chosen ones of these topics, in their order on the wall; the first topics where none of them is there."""
        by_key = {topic.key: topic for topic in topics}
        found = [by_key[key] for key in self.chosen if key in by_key]
        return found or list(topics[:1])

    def toggle(self, topic: Topic, topics: Sequence[Topic]) -> bool:
        """Hang a topic, or take it down; whether that could be done. One chart stays, six are the most."""
        hanging = [each.key for each in self.hanging(topics)]
        if topic.key in hanging:
            if len(hanging) == 1:
                return False
            hanging.remove(topic.key)
        else:
            if len(hanging) >= MOST_CHARTS:
                return False
            hanging.append(topic.key)
        self.chosen = hanging
        return True

    def move(self, places: int, steps: F64) -> None:
        """Pin the cursor so many recorded steps later, or earlier when negative; from nowhere, at the newest one."""
        if len(steps) == 0:
            return
        if self.cursor is None:
            self.pinned = float(steps[-1])
            return
        index = int(np.abs(steps - self.cursor).argmin()) + places
        self.pinned = float(steps[min(max(index, 0), len(steps) - 1)])

    def settle(self, steps: F64) -> None:
        """Keep the pin on a recorded step: the record may have been thinned, or cut by a restored checkpoint."""
        if self.pinned is not None and len(steps):
            self.pinned = float(steps[int(np.abs(steps - self.pinned).argmin())])


def step_at(across: Axis, share: float, steps: F64) -> float | None:
    """The recorded step nearest to a share of an axis; None while nothing is recorded."""
    if len(steps) == 0:
        return None
    return float(steps[int(np.abs(across.shares(steps) - min(max(share, 0.0), 1.0)).argmin())])


def pages_of(topics: Sequence[Topic], rows: int) -> list[list[Topic]]:
    """The topics in pages of at most `rows`: the network's, then those of every layer; none is mixed."""
    pages = []
    for of_layers in (False, True):
        group = [topic for topic in topics if topic.of_layers is of_layers]
        pages += [group[start : start + rows] for start in range(0, len(group), rows)]
    return pages
