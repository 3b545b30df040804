"""The logbook travels as one file: all of it arrives, twice is once, and strangers' files change nothing."""

import sqlite3
from contextlib import closing

import pytest

from seaspirits_game.core.errors import UserError
from seaspirits_game.storage import database, dives, duels, voyages
from seaspirits_game.storage.database import connect
from seaspirits_game.storage.logbook import Logbook
from seaspirits_game.storage.schema import MIGRATIONS
from seaspirits_game.storage.transfer import Added
from tests.storage.entries import a_dive, a_duel, a_lesson, a_setting, a_voyage


def filled(path):
    """A logbook with something of each kind."""
    with closing(connect(path)) as book:
        voyages.add_voyage(book, a_voyage(1))
        number = voyages.add_voyage(book, a_voyage(2))
        dives.add_dive(book, a_dive(1, voyage=number))
        dives.add_dive(book, a_dive(2, name="echo", stars=3))
        duels.add_duel(book, a_duel(1, scores=(0.9, 0.3)))
        dives.add_lesson(book, a_lesson())
        dives.put_setting(book, a_setting())
    return path


def content(book):
    return (
        [voyages.voyage(book, number) for number in voyages.voyage_numbers(book)],
        dives.dives(book),
        dives.best_stars(book),
        duels.best_scores(book),
        [duels.duel(book, number).seed for number in duels.duel_numbers(book)],
        dives.lessons(book),
        dives.settings(book),
    )


def test_all_of_it_arrives_and_twice_is_once(tmp_path):
    here = Logbook(filled(tmp_path / "here.sqlite"))
    size = here.export(tmp_path / "carried.sea")
    assert size == (tmp_path / "carried.sea").stat().st_size
    assert sorted(path.name for path in tmp_path.iterdir() if "carried" in path.name) == ["carried.sea"]
    there = Logbook(tmp_path / "there.sqlite")
    assert there.import_from(tmp_path / "carried.sea") == Added(2, 2, 1, 1, 1)
    assert content(there._connection) == content(here._connection)
    assert there.import_from(tmp_path / "carried.sea") == Added()
    assert content(there._connection) == content(here._connection)
    here.close()
    there.close()


def test_what_is_there_already_stays_and_numbers_find_their_voyages(tmp_path):
    filled(tmp_path / "one.sqlite")
    with closing(connect(tmp_path / "two.sqlite")) as other:
        voyages.add_voyage(other, a_voyage(7))
        dives.put_setting(other, a_setting(value="mine"))
        dives.add_dive(other, a_dive(5, stars=3))
    book = Logbook(tmp_path / "two.sqlite")
    assert book.import_from(tmp_path / "one.sqlite") == Added(2, 2, 1, 1, 0)
    assert book.settings() == {"keeper.hints": "mine"}
    assert {star.dive: (star.stars, star.played) for star in book.best_stars()} == {
        "echo": (3, 1),
        "first-light": (3, 2),
    }
    dive = next(dive for dive in book.dives("first-light") if dive.seed == 1)
    assert dive.voyage is not None
    assert voyages.voyage(book._connection, dive.voyage).config.seed == 2
    book.close()


def test_an_older_logbook_is_imported(tmp_path, monkeypatch):
    monkeypatch.setattr(database, "MIGRATIONS", MIGRATIONS[:1])
    with closing(connect(tmp_path / "old.sqlite")) as old:
        duels.add_duel(old, a_duel(4))
    monkeypatch.undo()
    book = Logbook(tmp_path / "new.sqlite")
    assert book.import_from(tmp_path / "old.sqlite") == Added(duels=1)
    book.close()


def spoil(path, *statements):
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        for statement in statements:
            file.execute(statement)


def test_strangers_files_change_nothing(tmp_path):
    book = Logbook(filled(tmp_path / "mine.sqlite"))
    before = content(book._connection)
    cases = {
        "missing": ("cannot be read", lambda path: path.unlink()),
        "text": ("is not a logbook", lambda path: path.write_text("dear diary")),
        "empty": ("is not a logbook", lambda path: path.write_bytes(b"")),
        "foreign": ("another program", lambda path: spoil(path, "PRAGMA application_id = 7")),
        "newer": ("newer version", lambda path: spoil(path, "PRAGMA user_version = 99")),
        "trigger": (
            "no logbook has",
            lambda path: spoil(path, "CREATE TRIGGER evil AFTER INSERT ON duels BEGIN DELETE FROM duels; END"),
        ),
        "view": ("no logbook has", lambda path: spoil(path, "CREATE VIEW evil AS SELECT * FROM duels")),
        "table": ("not a logbook's", lambda path: spoil(path, "CREATE TABLE evil (a)")),
        "column": ("not a logbook's", lambda path: spoil(path, "ALTER TABLE duels ADD COLUMN evil TEXT")),
        "replay": ("replay cannot be read", lambda path: spoil(path, "UPDATE rounds SET replay = '{'")),
        "voyage": ("cannot be read", lambda path: spoil(path, "UPDATE voyages SET settings = '[]'")),
        "cut": ("", lambda path: path.write_bytes(path.read_bytes()[: 4096 * 3])),
    }
    for name, (told, harm) in cases.items():
        path = filled(tmp_path / f"{name}.sqlite")
        with closing(sqlite3.connect(path)) as file:
            file.execute("PRAGMA journal_mode = DELETE")
        spoil(path, "UPDATE duels SET seed = 1234", "UPDATE voyages SET seed = 77")
        harm(path)
        with pytest.raises(UserError) as refusal:
            book.import_from(path)
        assert told in str(refusal.value), name
        assert str(path) in str(refusal.value), name
        assert "\n" not in str(refusal.value), name
        assert content(book._connection) == before, name
    book.close()


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    book = Logbook(tmp_path / "logbook.sqlite")
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(UserError, match="cannot be written"):
        book.export(tmp_path / "file" / "out.sqlite")
    book.close()
