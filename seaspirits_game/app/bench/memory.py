"""How much memory the window and its trainer hold, from second to second, and by how much that grows. Linux only."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from seaspirits_game.app.bench.machine import resident_bytes, trainer_of

WARM_UP = 0.2
"""Share of the time in which sprites are made and buffers find their size."""
_SPAN = 0.1  # of the time: how much of it the medians at both ends see
_EVERY = 1.0
_PER_MINUTES = 10.0


@dataclass(slots=True)
class Watch:
    """Looks once a second at a window's process and the trainer that it started."""

    clock: Callable[[], float] = time.monotonic
    window: list[tuple[float, int]] = field(default_factory=list)
    """(seconds, bytes)."""
    trainer: list[tuple[float, int]] = field(default_factory=list)
    trainer_pids: set[int] = field(default_factory=set)
    _next: float = 0.0

    @property
    def seconds(self) -> float:
        """How long there has been something to see."""
        return self.window[-1][0] - self.window[0][0] if self.window else 0.0

    def look(self, pid: int) -> None:
        """Note what process `pid` and its trainer hold, if a second has passed."""
        now = self.clock()
        if now < self._next:
            return
        self._next = now + _EVERY
        child = trainer_of(pid)
        if child is None:  # starting, or between two lives
            return
        self.trainer_pids.add(child)
        for notes, process in ((self.window, pid), (self.trainer, child)):
            held = resident_bytes(process)
            if held:
                notes.append((now, held))


def growth(notes: list[tuple[float, int]]) -> float | None:
    """Per cent by which memory grew after the warm-up: between the medians of its first and its last tenth.

    Over more than ten minutes it is the growth in ten. None when there is too little to compare.

    >>> growth([(float(second), 100 if second < 500 else 101) for second in range(600)])
    1.0
    """
    if not notes:
        return None
    first, last = notes[0][0], notes[-1][0]
    duration = last - first
    warm = first + WARM_UP * duration
    early = [held for when, held in notes if warm <= when <= warm + _SPAN * duration]
    late = [held for when, held in notes if when >= last - _SPAN * duration]
    if duration <= 0.0 or not early or not late:
        return None
    grown = 100.0 * (statistics.median(late) / statistics.median(early) - 1.0)
    minutes = (1.0 - WARM_UP - _SPAN) * duration / 60.0
    return round(grown * _PER_MINUTES / max(minutes, _PER_MINUTES), 3)
