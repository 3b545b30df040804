"""The viewer's side of the boundary: one slot for the newest snapshot, a queue for facts, and the voyage's journal."""

import math
from collections import deque
from collections.abc import Callable

from seaspirits_game.core.commands import Command, SaveCheckpoint, StepBack
from seaspirits_game.core.facts import Declined, Fact, NotSaved, Restored, Saved, Started
from seaspirits_game.core.snapshot import Snapshot
from seaspirits_game.link.messages import Applied

REMEMBERED_SAVES = 16
"""More than any folder keeps generations of a checkpoint."""


class Mailbox:
    """An `Outlet` that one thread fills and another reads; nobody ever waits.

    Each hand-over is a single assignment or a deque operation, which the interpreter does not interrupt.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._newest: tuple[Snapshot, float] | None = None
        self._facts: deque[Fact] = deque()
        self._journal = Journal()

    def deliver(self, snapshot: Snapshot) -> None:
        """Put `snapshot` in the slot, in place of an older one."""
        self._newest = (snapshot, self._clock())

    def report(self, fact: Fact | Applied) -> None:
        """Queue `fact`, and keep the journal."""
        self._journal.note(fact)
        if not isinstance(fact, Applied):
            self._facts.append(fact)

    def newest(self) -> Snapshot | None:
        return self._newest[0] if self._newest else None

    def age(self) -> float:
        """Seconds since the newest snapshot was delivered; infinite before the first."""
        return self._clock() - self._newest[1] if self._newest else math.inf

    def drain(self) -> list[Fact]:
        """All queued facts, oldest first."""
        return [self._facts.popleft() for _ in range(len(self._facts))]

    @property
    def journal(self) -> tuple[tuple[int, Command], ...]:
        return self._journal.entries


class Journal:
    """The commands of a voyage with their steps, so kept that repeating them repeats the voyage.

    Checkpoints that were saved by the clock are not commands; but one that was gone back to is part of what happened,
    so it is then written in at its place. After a crash the entries since the checkpoint are dropped: their effect is
    gone as well.
    """

    def __init__(self) -> None:
        self._entries: list[tuple[int, Command]] = []
        self._saves: dict[int, int] = {}
        """How many entries stood when the checkpoint of a step was saved; the newest few saves."""

    @property
    def entries(self) -> tuple[tuple[int, Command], ...]:
        """(step, command), in the order in which they took effect."""
        return tuple(self._entries)

    def note(self, fact: Fact | Applied) -> None:
        """Learn from `fact` what it means for the journal."""
        match fact:
            case Applied(step, command):
                self._entries.append((step, command))
            case Declined(command=command) if not isinstance(command, StepBack):  # that may have gone part of the way
                # nothing came of it; sailed again, by a trainer that remembers more, something might
                if self._entries and self._entries[-1][1] == command:
                    self._entries.pop()
            case Saved(step) | NotSaved(step=step):  # a session can go back to what no disk would take
                self._saves.pop(step, None)
                self._saves[step] = len(self._entries)
                if len(self._saves) > REMEMBERED_SAVES:
                    del self._saves[next(iter(self._saves))]
            case Restored(step):
                self._write_in_save(step)
            case Started(step=step):
                self._forget_since(step)
            case _:
                pass

    def _write_in_save(self, step: int) -> None:
        place = self._saves.get(step)
        if step == 0 or place is None:  # every voyage saves its beginning by itself
            return
        save: tuple[int, Command] = (step, SaveCheckpoint())
        if place and self._entries[place - 1] == save:
            return
        self._entries.insert(place, save)
        self._saves = {saved: at + (at >= place) for saved, at in self._saves.items()}

    def _forget_since(self, step: int) -> None:
        place = self._saves.get(step, 0)
        del self._entries[place:]
        self._saves = {saved: at for saved, at in self._saves.items() if at <= place}
