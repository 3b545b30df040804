"""The logbook as one file to carry away, and another one's pages put into this one.

Exporting copies a consistent moment of a logbook that may be in use. Importing adds what is not there yet, in one
transaction, and trusts nothing: the file is copied, checked and migrated as if it were ours, and every entry is read
as a value and written as if it had just been played.
"""

import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from seaspirits_game.core.errors import UserError
from seaspirits_game.core.files import replace_bytes
from seaspirits_game.storage import dives, duels, voyages
from seaspirits_game.storage.database import APPLICATION_ID, all_or_nothing, connect

LARGEST = 1 << 30
"""Bytes of a file that is imported."""
_MAGIC = b"SQLite format 3\x00"


@dataclass(frozen=True, slots=True)
class Added:
    """How much an import has brought that was not there."""

    voyages: int = 0
    dives: int = 0
    duels: int = 0
    lessons: int = 0
    settings: int = 0


def export(connection: sqlite3.Connection, path: Path) -> int:
    """Write all of the logbook into the one file `path`, atomically; returns its size in bytes.

    Raises:
        OSError, sqlite3.Error: it cannot be written or read.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "logbook.sqlite"
        with closing(sqlite3.connect(copy)) as target:
            connection.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")  # no second file beside it
            target.execute("VACUUM")
        content = copy.read_bytes()
    replace_bytes(path, content)
    return len(content)


def import_from(connection: sqlite3.Connection, path: Path) -> Added:
    """Add what the logbook at `path` holds and this one does not, all or nothing.

    Raises:
        UserError: the file is missing, too large, damaged, no logbook, or of a newer version; nothing has changed then.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "logbook.sqlite"
        _copy(path, copy)
        try:
            _check(copy, path)
            with closing(connect(copy)) as other:
                _check_tables(other, path)
                return _merge(connection, other)
        except UserError as error:
            told = str(error).replace(str(copy), str(path))
            raise UserError(told if str(path) in told else f"{path}: {told}") from None
        except (sqlite3.Error, ValueError, TypeError, KeyError) as error:
            raise UserError(f"{path}: cannot be imported ({error})") from None


def _copy(path: Path, copy: Path) -> None:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            magic = file.read(len(_MAGIC))
        if magic != _MAGIC:
            raise UserError(f"{path}: is not a logbook")
        if size > LARGEST:
            raise UserError(f"{path}: {size} bytes are more than a logbook has ({LARGEST})")
        shutil.copyfile(path, copy)
    except OSError as error:
        raise UserError(f"{path}: cannot be read ({error.strerror or error})") from None


def _check(copy: Path, path: Path) -> None:
    """Before anything in it is run: no triggers and views, and nothing damaged."""
    with closing(sqlite3.connect(copy, isolation_level=None)) as other:
        other.execute("PRAGMA trusted_schema = OFF")
        owner = int(other.execute("PRAGMA application_id").fetchone()[0])
        if owner != APPLICATION_ID:
            raise UserError(f"{path}: is a database of another program, not a logbook")
        odd = other.execute("SELECT name FROM sqlite_schema WHERE type NOT IN ('table', 'index')").fetchone()
        if odd is not None:
            raise UserError(f"{path}: holds something that no logbook has ({str(odd[0])[:40]!r})")
        (told,) = other.execute("PRAGMA integrity_check(1)").fetchone()
        if told != "ok":
            raise UserError(f"{path}: is damaged ({str(told)[:80]})")


def _check_tables(other: sqlite3.Connection, path: Path) -> None:
    """After migration its tables are ours, word for word."""
    with closing(connect(Path(":memory:"))) as ours:
        mine, theirs = (
            dict(each.execute("SELECT name, sql FROM sqlite_schema WHERE sql NOT NULL").fetchall())
            for each in (ours, other)
        )
    if mine != theirs:
        odd = min(name for name in mine.keys() | theirs.keys() if mine.get(name) != theirs.get(name))
        raise UserError(f"{path}: its table {odd[:40]!r} is not a logbook's")


def _merge(mine: sqlite3.Connection, theirs: sqlite3.Connection) -> Added:
    with all_or_nothing(mine):
        voyages_added = 0
        numbers: dict[int, int] = {}
        for number in voyages.voyage_numbers(theirs):
            entry = voyages.voyage(theirs, number)
            known = mine.execute(
                "SELECT id FROM voyages WHERE begun_at = ? AND task = ? AND seed = ?",
                (entry.begun_at, entry.config.task, entry.config.seed),
            ).fetchone()
            if known is None:
                voyages_added += 1
                numbers[number] = voyages.add_voyage(mine, entry)
            else:
                numbers[number] = int(known[0])
        there = {(dive.played_at, dive.name, dive.seed) for dive in dives.dives(mine)}
        new_dives = [dive for dive in dives.dives(theirs) if (dive.played_at, dive.name, dive.seed) not in there]
        for dive in new_dives:
            at = numbers.get(dive.voyage) if dive.voyage is not None else None
            dives.add_dive(mine, replace(dive, voyage=at))
        duels_added = 0
        for number in duels.duel_numbers(theirs):
            duel = duels.duel(theirs, number)
            if not duels.has_duel(mine, duel):
                duels.add_duel(mine, duel)
                duels_added += 1
        known_lessons = {lesson.name for lesson in dives.lessons(mine)}
        new_lessons = [lesson for lesson in dives.lessons(theirs) if lesson.name not in known_lessons]
        for lesson in new_lessons:
            dives.add_lesson(mine, lesson)
        known_settings = {setting.name for setting in dives.settings(mine)}
        new_settings = [setting for setting in dives.settings(theirs) if setting.name not in known_settings]
        for setting in new_settings:
            dives.put_setting(mine, setting)
    return Added(voyages_added, len(new_dives), duels_added, len(new_lessons), len(new_settings))
