"""Dives, stars, lessons and settings come back as they were written, and stars only rise."""

import sqlite3

import pytest

from seaspirits_game.core.errors import UserError
from seaspirits_game.storage import dives
from seaspirits_game.storage.database import connect
from seaspirits_game.storage.voyages import add_voyage
from tests.storage.entries import a_dive, a_lesson, a_setting, a_voyage, at


@pytest.fixture
def book(tmp_path):
    connection = connect(tmp_path / "logbook.sqlite")
    yield connection
    connection.close()


def test_dives_come_back_and_stars_only_rise(book):
    for number, stars in enumerate((1, 3, 2)):
        dives.add_dive(book, a_dive(number, stars=stars))
    dives.add_dive(book, a_dive(9, name="echo", stars=0))
    assert [dive.stars for dive in dives.dives(book, "first-light")] == [1, 3, 2]
    assert dives.dives(book)[3] == a_dive(9, name="echo", stars=0)
    told = [(star.dive, star.stars, star.reached_at, star.played) for star in dives.best_stars(book)]
    assert told == [("echo", 0, at(9), 1), ("first-light", 3, at(1), 3)]


def test_a_dive_whose_voyage_is_forgotten_stays(book):
    voyage = add_voyage(book, a_voyage())
    dives.add_dive(book, a_dive(voyage=voyage))
    book.execute("DELETE FROM voyages")
    assert dives.dives(book)[0].voyage is None


@pytest.mark.parametrize("wrong", [{"stars": 4}, {"stars": -1}, {"steps": -1}, {"voyage": 77}])
def test_what_cannot_be_is_refused_whole(book, wrong):
    entry = a_dive()
    for name, value in wrong.items():
        object.__setattr__(entry, name, value)
    with pytest.raises(sqlite3.IntegrityError):
        dives.add_dive(book, entry)
    assert dives.dives(book) == []
    assert dives.best_stars(book) == []


def test_lessons_count_and_keep_their_first_time(book):
    for number in (5, 3, 8):
        dives.add_lesson(book, a_lesson(number=number))
    (lesson,) = dives.lessons(book)
    assert (lesson.name, lesson.completed_at, lesson.times) == ("pivot duel", at(3), 3)


def test_the_later_setting_counts(book):
    dives.put_setting(book, a_setting(value={"a": [1, None, "ä"]}, number=4))
    dives.put_setting(book, a_setting(value=0, number=2))
    assert [entry.value for entry in dives.settings(book)] == [{"a": [1, None, "ä"]}]
    dives.put_setting(book, a_setting(value=0, number=6))
    assert [entry.value for entry in dives.settings(book)] == [0]
    with pytest.raises(ValueError, match="JSON"):
        dives.put_setting(book, a_setting(value=float("nan")))


def test_a_spoilt_setting_is_told(book):
    dives.put_setting(book, a_setting())
    book.execute("UPDATE settings SET value = '{'")
    with pytest.raises(UserError, match="settings"):
        dives.settings(book)
