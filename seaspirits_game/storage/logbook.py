"""The logbook as scenes hold it: reads at once, writes in the background, so that no frame waits for a disk."""

import queue
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from seaspirits_game.core.errors import UserError
from seaspirits_game.quicksort.sorting import Step
from seaspirits_game.storage import dives, duels, transfer, voyages
from seaspirits_game.storage.database import connect
from seaspirits_game.storage.dives import DiveEntry, LessonEntry, SettingEntry, StarEntry
from seaspirits_game.storage.duels import BestScore, DuelEntry, Outcome
from seaspirits_game.storage.transfer import Added
from seaspirits_game.storage.voyages import VoyageEntry

Entry = DuelEntry | VoyageEntry | DiveEntry | LessonEntry | SettingEntry
"""What can be written."""
Found = TypeVar("Found")
_WRITERS: dict[type[Entry], tuple[str, Callable[[sqlite3.Connection, Any], object]]] = {
    DuelEntry: ("this duel is", duels.add_duel),
    VoyageEntry: ("this voyage is", voyages.add_voyage),
    DiveEntry: ("this dive is", dives.add_dive),
    LessonEntry: ("this lesson is", dives.add_lesson),
    SettingEntry: ("what was set is", dives.put_setting),
}
_LAST_WORDS_S = 10.0
"""How long closing waits for what is still to be written."""


class Logbook:
    """Owns the file at `path`. Reading and `add` are for one thread; a second one writes."""

    def __init__(self, path: Path) -> None:
        """Raises:
        UserError: see `database.connect`.
        """
        self.path = path
        self._connection = connect(path)
        self._waiting: queue.SimpleQueue[Entry | None] = queue.SimpleQueue()
        self._idle = threading.Condition()
        self._pending = 0
        self._complaints: list[str] = []
        self._writer: threading.Thread | None = None

    def add(self, entry: Entry) -> None:
        """Write an entry soon; what prevents it is told by `take_complaints`."""
        if self._writer is None:
            self._writer = threading.Thread(target=self._write, name="logbook", daemon=True)
            self._writer.start()
        with self._idle:
            self._pending += 1
        self._waiting.put(entry)

    def settle(self, seconds: float = _LAST_WORDS_S) -> bool:
        """Wait until all is written, at most so long; whether it is."""
        with self._idle:
            return self._idle.wait_for(lambda: self._pending == 0, seconds)

    def take_complaints(self) -> list[str]:
        """What could not be written since the last call, and why."""
        with self._idle:
            complaints, self._complaints = self._complaints, []
        return complaints

    def best_scores(self, mode: str | None = None) -> list[BestScore]:
        """The best-score table, of one mode or of all; empty when it cannot be read."""
        return self._read(lambda: duels.best_scores(self._connection, mode), [])

    def player_steps(self, rounds: int) -> list[Step]:
        """The player's steps in the newest rounds; empty when they cannot be read."""
        return self._read(lambda: duels.player_steps(self._connection, rounds), [])

    def sea_duels(self, since: str = "") -> list[Outcome]:
        """Duels on real spirits, newest first, played at `since` (UTC, ISO 8601) or later: light for the Keeper."""
        return self._read(lambda: duels.outcomes(self._connection, "sea", since), [])

    def best_stars(self) -> list[StarEntry]:
        """The stars of each dive that was ever played."""
        return self._read(lambda: dives.best_stars(self._connection), [])

    def dives(self, name: str | None = None) -> list[DiveEntry]:
        """Dives, of one name or all, oldest first."""
        return self._read(lambda: dives.dives(self._connection, name), [])

    def lessons(self) -> list[LessonEntry]:
        """Lessons that were completed."""
        return self._read(lambda: dives.lessons(self._connection), [])

    def settings(self) -> dict[str, Any]:
        """What a person has set, by name; empty when it cannot be read."""
        return self._read(lambda: {entry.name: entry.value for entry in dives.settings(self._connection)}, {})

    def voyages(self) -> list[VoyageEntry]:
        """Voyages with their branches, oldest first."""

        def ask() -> list[VoyageEntry]:
            return [voyages.voyage(self._connection, number) for number in voyages.voyage_numbers(self._connection)]

        return self._read(ask, [])

    def export(self, path: Path) -> int:
        """Write all that is known, also what waits to be written, into one file; returns its bytes.

        Raises:
            UserError: it cannot be written.
        """
        self.settle()
        try:
            return transfer.export(self._connection, path)
        except (OSError, sqlite3.Error) as error:
            raise UserError(f"{path}: cannot be written ({error})") from None

    def import_from(self, path: Path) -> Added:
        """Add what the logbook at `path` holds and this one does not.

        Raises:
            UserError: it is no logbook, damaged, or of a newer version; nothing has changed then.
        """
        self.settle()
        return transfer.import_from(self._connection, path)

    def duel_numbers(self, mode: str | None = None) -> list[int]:
        """Numbers of the duels, oldest first."""
        return self._read(lambda: duels.duel_numbers(self._connection, mode), [])

    def duel(self, number: int) -> DuelEntry:
        """A duel with its replays.

        Raises:
            UserError: there is none, or it cannot be read.
        """
        try:
            return duels.duel(self._connection, number)
        except sqlite3.Error as error:
            raise UserError(f"{self.path}: duel {number} cannot be read ({error})") from None

    def close(self) -> None:
        """Write what is waiting, and close the file."""
        if self._writer is not None:
            self._waiting.put(None)
            self._writer.join(_LAST_WORDS_S)
            self._writer = None
        self._connection.close()

    def _write(self) -> None:
        connection: sqlite3.Connection | None = None
        while (entry := self._waiting.get()) is not None:
            try:
                connection = connection or connect(self.path)
                _WRITERS[type(entry)][1](connection, entry)
            except (sqlite3.Error, UserError, ValueError) as error:
                with self._idle:
                    self._complaints.append(f"{_WRITERS[type(entry)][0]} not in the logbook: {error}")
            with self._idle:
                self._pending -= 1
                self._idle.notify_all()
        if connection is not None:
            connection.close()

    def _read(self, ask: Callable[[], Found], otherwise: Found) -> Found:
        try:
            return ask()
        except (sqlite3.Error, UserError, ValueError, TypeError, KeyError) as error:
            with self._idle:
                self._complaints.append(f"the logbook cannot be read: {error}")
            return otherwise
