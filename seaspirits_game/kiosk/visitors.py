"""How many came, by the hour, and what they chose: counts and nothing else; no person can be read out of them.

SQLite, written ahead and fully synchronised: what was counted survives a power cut. A disk that is full or cannot be
written loses counts, never a visit; it is said once.
"""

import csv
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TextIO

_SCHEMA = """
CREATE TABLE IF NOT EXISTS visits (hour TEXT NOT NULL, choice TEXT NOT NULL, count INTEGER NOT NULL,
                                   PRIMARY KEY (hour, choice)) STRICT
"""
ARRIVED = "arrived"


class Visitors:
    """The counts in one file."""

    def __init__(self, path: Path, complain: Callable[[str], None]) -> None:
        self._path, self._complain = path, complain
        self._database: sqlite3.Connection | None = None
        self._told = False
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._database = self._opened()
        except (OSError, sqlite3.Error) as error:
            self._say(error)

    def count(self, choice: str, now: datetime) -> None:
        """One more visitor who made this choice in the hour of `now`."""
        if self._database is None:
            return
        try:
            with self._database:
                self._database.execute(
                    "INSERT INTO visits VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET count = count + 1",
                    (now.strftime("%Y-%m-%dT%H:00"), choice),
                )
        except sqlite3.Error as error:
            self._say(error)

    def rows(self) -> list[tuple[str, str, int]]:
        """Hour, choice and count, in order."""
        if self._database is None:
            return []
        found = self._database.execute("SELECT hour, choice, count FROM visits ORDER BY hour, choice")
        return [(str(hour), str(choice), int(count)) for hour, choice, count in found]

    def export(self, out: TextIO) -> None:
        """All of it as CSV."""
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["hour", "choice", "count"])
        writer.writerows(self.rows())

    def close(self) -> None:
        """Give the file back."""
        if self._database is not None:
            self._database.close()
            self._database = None

    def _opened(self) -> sqlite3.Connection:
        try:
            return self._prepared(sqlite3.connect(self._path, timeout=2.0))
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            # not a database: set aside, never overwritten
            aside = self._path.with_name(f"{self._path.name}.damaged")
            self._path.replace(aside)
            self._complain(f"{self._path}: is damaged; it is kept as {aside.name}, counting begins anew")
            return self._prepared(sqlite3.connect(self._path, timeout=2.0))

    @staticmethod
    def _prepared(database: sqlite3.Connection) -> sqlite3.Connection:
        try:
            database.execute("PRAGMA journal_mode=WAL")
            database.execute("PRAGMA synchronous=FULL")
            database.execute(_SCHEMA)
        except sqlite3.Error:
            database.close()
            raise
        return database

    def _say(self, error: Exception) -> None:
        if not self._told:
            self._told = True
            self._complain(f"{self._path}: visitors are not counted ({error})")
