"""Opening the logbook's file: write-ahead logging, migrations in one transaction, nothing done to foreign files."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from seaspirits_game.core.errors import UserError
from seaspirits_game.storage.schema import MIGRATIONS

APPLICATION_ID = 0x53656153
"""`SeaS`: marks our files, so that another program's database is never migrated."""
_PATIENCE_S = 5.0
"""How long a second window waits for the first one's write."""


def connect(path: Path) -> sqlite3.Connection:
    """A connection to the logbook at `path`, made and migrated if needed; every statement is its own transaction
    unless `BEGIN` is said.

    A commit that returned survives a killed process and, by full synchronisation, a power cut.

    Raises:
        UserError: the folder or file cannot be used, is not a logbook, is damaged, or was written by a newer version.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=_PATIENCE_S, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise UserError(f"{path}: the logbook cannot be opened ({error})") from None
    try:
        _check_owner(connection, path)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        _migrate(connection, path)
    except sqlite3.Error as error:
        connection.close()
        raise UserError(f"{path}: the logbook cannot be used ({error})") from None
    except UserError:
        connection.close()
        raise
    return connection


@contextmanager
def all_or_nothing(connection: sqlite3.Connection) -> Iterator[None]:
    """A transaction that is committed at the end, or leaves nothing behind; within another one, a part of it."""
    within = connection.in_transaction
    if not within:
        connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        if not within:
            connection.execute("COMMIT")
    except BaseException:
        if not within and connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def version_of(connection: sqlite3.Connection) -> int:
    """How many migrations the file has seen."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _check_owner(connection: sqlite3.Connection, path: Path) -> None:
    owner = int(connection.execute("PRAGMA application_id").fetchone()[0])
    tables = int(connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0])
    if owner != APPLICATION_ID and (owner != 0 or tables > 0):
        raise UserError(f"{path}: is a database of another program, not a logbook")


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    seen = version_of(connection)
    if seen == len(MIGRATIONS):
        return
    connection.execute("BEGIN IMMEDIATE")  # two windows may open a new file at once
    try:
        seen = version_of(connection)
        if seen > len(MIGRATIONS):
            raise UserError(
                f"{path}: was written by a newer version of this program "
                f"(its logbook is version {seen}, this one knows {len(MIGRATIONS)})"
            )
        for statements in MIGRATIONS[seen:]:
            for statement in statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
