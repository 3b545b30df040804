"""The logbook: what was played stands in it, newest first; an empty page invites, and its door leads on."""

from pathlib import Path

import pygame
import pytest

from seaspirits_game.scenes.asks import GoTo
from seaspirits_game.scenes.company import Company
from seaspirits_game.scenes.events import KeyPress, PointerDown, PointerUp, Wheel
from seaspirits_game.scenes.logbook.lines import PARTS, SCENES_BY_PART
from seaspirits_game.scenes.logbook.scene import LogbookScene
from seaspirits_game.scenes.preferences import Preferences
from seaspirits_game.storage.logbook import Logbook
from seaspirits_game.texts.catalogue import PSEUDO
from tests.render.golden import assert_matches_golden
from tests.scenes.voyages import drawn, staged
from tests.scenes.words import outside, overlapping, watched
from tests.storage.entries import a_dive, a_duel, a_voyage

STILL = Preferences(still_water=True, reduced_motion=True)


def visited(path: Path | None, size: tuple[int, int] = (1280, 720), likes: Preferences = STILL) -> Company:
    company = staged(1500, "title", size, likes, seconds=0.1)
    company._open_logbook = None if path is None else lambda: Logbook(path)
    company.go("logbook")
    drawn(company)
    return company


@pytest.fixture
def full(tmp_path: Path) -> Path:
    path = tmp_path / "logbook.sqlite"
    logbook = Logbook(path)
    for number in range(30):
        logbook.add(a_voyage(number, steps=500 + number))
    for n in (8, 16, 64):
        logbook.add(a_duel(n=n))
    logbook.add(a_dive())
    assert logbook.settle()
    assert logbook.take_complaints() == []
    logbook.close()
    return path


@pytest.mark.parametrize("kept", [True, False])
def test_an_empty_book_invites_and_its_doors_lead_on(tmp_path: Path, kept: bool) -> None:
    company = visited(tmp_path / "logbook.sqlite" if kept else None)
    scene = company.scene
    assert isinstance(scene, LogbookScene)
    for part in PARTS:
        scene.open(part)
        with watched() as lines:
            drawn(company)
        assert any("yet" in line.text for line in lines)
        door = next((item for item in scene.controls.items if item.name == "door"), None)
        if door is None:
            assert part == "dives"  # where there are no dives yet, nothing leads to them
            continue
        company.handle(PointerDown(*door.rect.center, 0))
        company.handle(PointerUp(*door.rect.center, 0))
        assert company.stage.take_asks() == [GoTo(SCENES_BY_PART[part])]
        company.handle(KeyPress("return"))
        assert company.stage.take_asks() == [GoTo(SCENES_BY_PART[part])]
    company.close()


def test_what_was_played_stands_in_it_newest_first(full: Path) -> None:
    company = visited(full)
    scene = company.scene
    assert isinstance(scene, LogbookScene)
    with watched() as lines:
        drawn(company)
    told = [line.text for line in lines]
    assert any(text.startswith("529 steps") for text in told)  # the newest
    assert not any(text.startswith("500 steps") for text in told)  # the oldest is further down
    company.handle(Wheel(600, 400, -100.0))
    with watched() as lines:
        drawn(company)
    assert any(line.text.startswith("500 steps") for line in lines)
    company.handle(KeyPress("right"))
    assert scene.part == "duels"
    with watched() as lines:
        drawn(company)
    assert any("64 pens" in line.text for line in lines)
    company.handle(KeyPress("right"))
    with watched() as lines:
        drawn(company)
    assert any("stars" in line.text for line in lines)
    company.close()


def test_keys_scroll_and_never_past_the_ends(full: Path) -> None:
    company = visited(full)
    scene = company.scene
    assert isinstance(scene, LogbookScene)
    for _ in range(100):
        company.handle(KeyPress("page down"))
    end = scene.first
    company.handle(KeyPress("down"))
    assert scene.first == end
    for _ in range(100):
        company.handle(KeyPress("up"))
    assert scene.first == 0
    company.close()


def test_the_title_has_its_door_and_escape_leads_back(tmp_path: Path) -> None:
    company = visited(None)
    company.handle(KeyPress("escape"))
    assert company.stage.take_asks() == [GoTo("title")]
    company.go("title")
    company.handle(KeyPress("o"))
    assert company.stage.take_asks() == [GoTo("logbook")]


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (1080, 1920), (3840, 2160)])
@pytest.mark.parametrize("text_scale", [0.8, 1.0, 2.0])
@pytest.mark.parametrize("language", ["en", PSEUDO])
def test_words_keep_apart_and_whole(size: tuple[int, int], text_scale: float, language: str, full: Path) -> None:
    for path in (full, None):
        likes = Preferences(text_scale=text_scale, language=language, reduced_motion=True)
        company = visited(path, size, likes)
        for part in PARTS:
            company.scene.open(part)
            surface = pygame.Surface(size, 0, 32)
            with watched() as lines:
                company.draw(surface, 1.0)
            assert overlapping(lines, size) == []
            assert [line.text for line in lines if line.cut] == []
            assert outside(lines, company.stage.kit.screen.rect) == []
        company.close()


def test_it_looks_as_it_did(full: Path) -> None:
    company = visited(full)
    assert_matches_golden(drawn(company), "scene_logbook")
    company.close()
    assert_matches_golden(drawn(visited(None)), "scene_logbook_empty")
