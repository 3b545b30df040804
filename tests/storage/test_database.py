"""Opening a logbook: new, old, newer, foreign and damaged files."""

import sqlite3

import pytest

from seaspirits_game.core.errors import UserError
from seaspirits_game.storage import database
from seaspirits_game.storage.database import APPLICATION_ID, connect, version_of
from seaspirits_game.storage.duels import add_duel, duel_numbers
from seaspirits_game.storage.schema import MIGRATIONS
from tests.storage.entries import a_duel


def test_a_new_file_is_marked_migrated_and_logs_ahead(tmp_path):
    path = tmp_path / "deep" / "logbook.sqlite"
    connection = connect(path)
    assert version_of(connection) == len(MIGRATIONS)
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
    assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
    connection.close()
    again = connect(path)
    assert version_of(again) == len(MIGRATIONS)
    again.close()


def test_an_older_file_is_migrated_and_keeps_what_is_in_it(tmp_path, monkeypatch):
    path = tmp_path / "logbook.sqlite"
    connection = connect(path)
    number = add_duel(connection, a_duel())
    connection.close()
    monkeypatch.setattr(database, "MIGRATIONS", (*MIGRATIONS, ("ALTER TABLE duels ADD COLUMN mood TEXT",)))
    connection = connect(path)
    assert version_of(connection) == len(MIGRATIONS) + 1
    assert duel_numbers(connection) == [number]
    assert connection.execute("SELECT mood FROM duels").fetchall() == [(None,)]
    connection.close()


def test_a_migration_that_fails_leaves_the_file_as_it_was(tmp_path, monkeypatch):
    path = tmp_path / "logbook.sqlite"
    connect(path).close()
    broken = ("CREATE TABLE half (a INTEGER)", "ALTER TABLE missing ADD COLUMN mood TEXT")
    monkeypatch.setattr(database, "MIGRATIONS", (*MIGRATIONS, broken))
    with pytest.raises(UserError, match="no such table"):
        connect(path)
    monkeypatch.undo()
    connection = connect(path)
    assert version_of(connection) == len(MIGRATIONS)
    assert connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").fetchone() == (0,)
    connection.close()


def test_a_newer_file_is_refused_untouched(tmp_path):
    path = tmp_path / "logbook.sqlite"
    connection = connect(path)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 3}")
    connection.close()
    with pytest.raises(UserError, match=r"logbook\.sqlite: was written by a newer version"):
        connect(path)
    raw = sqlite3.connect(path)
    assert version_of(raw) == len(MIGRATIONS) + 3
    raw.close()


def test_another_programs_database_is_refused_untouched(tmp_path):
    path = tmp_path / "addresses.sqlite"
    foreign = sqlite3.connect(path)
    foreign.execute("CREATE TABLE people (name TEXT)")
    foreign.close()
    before = path.read_bytes()
    with pytest.raises(UserError, match="another program"):
        connect(path)
    assert path.read_bytes() == before


def test_what_is_no_database_is_refused_untouched(tmp_path):
    path = tmp_path / "logbook.sqlite"
    path.write_bytes(b"to be or not to be" * 400)
    before = path.read_bytes()
    with pytest.raises(UserError, match=r"logbook\.sqlite: the logbook cannot be used"):
        connect(path)
    assert path.read_bytes() == before


def test_a_folder_in_its_place_is_refused(tmp_path):
    with pytest.raises(UserError, match="logbook cannot be opened"):
        connect(tmp_path)
