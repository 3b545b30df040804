"""The logbook's place, and trouble with it."""

from contextlib import closing

import pygame
import pytest

from seaspirits_game.app.log import keep_voyage, logbook_path, open_logbook, voyage_entry
from seaspirits_game.core.commands import SetLearningRate
from seaspirits_game.core.config import VoyageConfig
from seaspirits_game.core.facts import Branch, Branches, Torn
from seaspirits_game.storage.logbook import Logbook
from tests.scenes.voyages import staged


@pytest.fixture(autouse=True)
def fonts():
    pygame.font.init()


def test_it_lies_in_the_persons_data_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert logbook_path().name == "logbook.sqlite"
    said: list[str] = []
    book = open_logbook(said.append, tmp_path / "deep" / "logbook.sqlite")
    assert book is not None
    book.close()
    assert said == []


def test_a_damaged_one_is_said_and_the_game_goes_on(tmp_path):
    path = tmp_path / "logbook.sqlite"
    path.write_bytes(b"scribble" * 1000)
    said: list[str] = []
    assert open_logbook(said.append, path) is None
    assert len(said) == 1
    assert "logbook.sqlite" in said[0]


def test_a_voyage_that_is_left_is_kept_with_its_commands_and_branches(tmp_path):
    company = staged(150, "sea", seconds=0.1)
    stage = company.stage
    stage.branches = Branches((Branch(0, None, 0, 90), Branch(1, 0, 40, 150)), 1)
    journal = ((20, SetLearningRate(0.25)),)
    entry = voyage_entry("2025-01-01T00:00:00+00:00", VoyageConfig(seed=3), journal, stage)
    assert entry is not None
    assert (entry.steps, entry.ended) == (150, "interrupted")
    said: list[str] = []
    keep_voyage(entry, said.append, tmp_path / "logbook.sqlite")
    keep_voyage(None, said.append, tmp_path / "logbook.sqlite")
    with closing(Logbook(tmp_path / "logbook.sqlite")) as book:
        (kept,) = book.voyages()
    assert kept == entry
    assert kept.commands == journal
    assert [(branch.number, branch.parent, branch.forked_at) for branch in kept.branches] == [(0, None, 0), (1, 0, 40)]
    assert said == []
    company.close()


def test_a_voyage_that_was_never_seen_or_never_sailed_is_not_kept():
    for step in (-1, 0):
        company = staged(step, "title", seconds=0.1)
        assert voyage_entry("2025-01-01T00:00:00+00:00", VoyageConfig(), (), company.stage) is None
        company.close()


def test_a_torn_voyage_is_kept_as_torn(tmp_path):
    company = staged(150, "sea", seconds=0.1)
    company.stage.hear(Torn(172, "W2", 100))
    entry = voyage_entry("2025-01-01T00:00:00+00:00", VoyageConfig(), (), company.stage)
    assert entry is not None
    assert (entry.steps, entry.ended) == (172, "torn")
    (tmp_path / "logbook.sqlite").write_bytes(b"scribble" * 1000)
    said: list[str] = []
    keep_voyage(entry, said.append, tmp_path / "logbook.sqlite")
    assert len(said) == 1
    company.close()
