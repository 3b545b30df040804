"""How many steps a tempo owes, and how many are made: by the times that they are told."""

import math
from collections import deque

from seaspirits_game.core.commands import Tempo

MOST_DEBT = 0.25
"""Seconds of a paced tempo that are made up for after a stall; what is beyond is forgiven."""


class Pace:
    """How many steps a tempo owes; a fresh one owes the first step at once."""

    def __init__(self, tempo: Tempo, now: float) -> None:
        self._rate = tempo.steps_per_second
        self._then = now
        self._debt = 0.0 if tempo is Tempo.PAUSE else 1.0

    def steps_due(self, now: float) -> float:
        """Whole steps that are due, taken off the debt; infinite when unbounded, 0 when paused."""
        if math.isinf(self._rate):
            return math.inf
        self._debt = min(self._debt + (now - self._then) * self._rate, max(1.0, MOST_DEBT * self._rate))
        self._then = now
        due = math.floor(self._debt)
        self._debt -= due
        return due

    def next_step_in(self, now: float) -> float:
        """Seconds until the next whole step."""
        if math.isinf(self._rate):
            return 0.0
        return (1.0 - self._debt) / self._rate - (now - self._then) if self._rate else math.inf


class Meter:
    """Steps per second over about the last second."""

    def __init__(self) -> None:
        self._notes: deque[tuple[float, int]] = deque()

    def clear(self) -> None:
        self._notes.clear()

    def note(self, now: float, step: int) -> None:
        self._notes.append((now, step))
        while len(self._notes) > 2 and self._notes[1][0] <= now - 1.0:
            self._notes.popleft()

    @property
    def steps_per_second(self) -> float:
        """0 before there are two moments to compare."""
        if len(self._notes) < 2:
            return 0.0
        (since, first), (until, last) = self._notes[0], self._notes[-1]
        return (last - first) / (until - since) if until > since else 0.0
