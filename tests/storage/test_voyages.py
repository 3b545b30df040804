"""Voyages with their branches come back as they were written, the same one replaces itself, spoilt ones are told."""

from dataclasses import replace

import pytest

from seaspirits_game.core.errors import UserError
from seaspirits_game.storage.database import connect
from seaspirits_game.storage.voyages import BranchEntry, add_voyage, voyage, voyage_numbers
from tests.storage.entries import a_voyage


@pytest.fixture
def book(tmp_path):
    connection = connect(tmp_path / "logbook.sqlite")
    yield connection
    connection.close()


def test_a_voyage_comes_back_with_its_commands_and_branches(book):
    number = add_voyage(book, a_voyage(3))
    assert voyage_numbers(book) == [number]
    assert voyage(book, number) == a_voyage(3)


def test_the_same_voyage_further_on_replaces_itself(book):
    number = add_voyage(book, a_voyage(3))
    later = replace(a_voyage(3, steps=900), ended="complete", val_accuracy=None)
    assert add_voyage(book, later) == number
    assert voyage(book, number) == later
    other = add_voyage(book, a_voyage(4))
    assert voyage_numbers(book) == [number, other]


def test_what_is_wrong_leaves_nothing(book):
    with pytest.raises(ValueError, match="sunk"):
        add_voyage(book, replace(a_voyage(), ended="sunk"))
    orphan = BranchEntry(number=1, parent=2, forked_at=0, last_step=5)
    with pytest.raises(Exception, match="CHECK"):
        add_voyage(book, replace(a_voyage(), branches=(orphan,)))
    assert voyage_numbers(book) == []
    assert not book.in_transaction


@pytest.mark.parametrize(
    ("column", "content"),
    [("settings", "{"), ("settings", "[]"), ("settings", '{"seed": -1}'), ("commands", "[[1]]"), ("commands", "7")],
)
def test_a_spoilt_voyage_is_told_by_its_number(book, column, content):
    number = add_voyage(book, a_voyage())
    book.execute(f"UPDATE voyages SET {column} = ?", (content,))
    with pytest.raises(UserError, match=f"voyage {number}: cannot be read"):
        voyage(book, number)
    with pytest.raises(UserError, match="voyage 99: the logbook has none"):
        voyage(book, 99)
