"""What a person does in the codex, by mouse, finger and keys, and what comes of it."""

from pathlib import Path

import numpy as np
import pygame
import pytest

from seaspirits_game.scenes.asks import GoTo
from seaspirits_game.scenes.codex import scene as codex_scene
from seaspirits_game.scenes.codex.scene import CodexScene
from seaspirits_game.scenes.company import Company
from seaspirits_game.scenes.events import KeyPress, PointerDown, PointerMove, PointerUp, Wheel
from seaspirits_game.scenes.preferences import Preferences
from tests.render.golden import assert_matches_golden
from tests.scenes.voyages import advance, drawn, staged

STILL = Preferences(still_water=True, reduced_motion=True)
SIZES = [(1280, 720), (1920, 1080), (1080, 1920), (3840, 2160)]


def opened(key: str = "spirit", size: tuple[int, int] = (1280, 720), step: int = 600) -> tuple[Company, CodexScene]:
    company = staged(step, "sea", size, STILL, seconds=0.1)
    company.stage.wanted_article = key
    company.go("codex")
    drawn(company)
    scene = company.scene
    assert isinstance(scene, CodexScene)
    return company, scene


def press(company: Company, *keys: str) -> None:
    for key in keys:
        company.handle(KeyPress(key))
        advance(company, 0.05)
        drawn(company)


def rect_of(scene: CodexScene, name: str) -> pygame.Rect:
    return next(item.rect for item in scene.controls.items if item.name == name)


def touch(company: Company, place: tuple[int, int]) -> None:
    company.handle(PointerDown(*place, 0))
    company.handle(PointerUp(*place, 0))
    drawn(company)


def test_the_sea_leads_to_the_codex_and_escape_back() -> None:
    company = staged(150, "sea")
    company.handle(KeyPress("x"))
    assert company.stage.take_asks() == [GoTo("codex")]
    company.go("codex")
    for key in ("escape", "x"):
        company.handle(KeyPress(key))
        assert company.stage.take_asks() == [GoTo("sea")]


def test_keys_turn_articles_and_read_on() -> None:
    company, scene = opened("volume")
    assert scene.article is not None
    assert scene.article.key == "volume"
    press(company, "down", "down")
    assert scene.scroll.offset > 0.0
    press(company, "end")
    assert scene.scroll.offset == scene.scroll.most > 0.0
    press(company, "home")
    assert scene.scroll.offset == 0.0
    press(company, "page down")
    assert 0.0 < scene.scroll.offset <= scene.scroll.height
    press(company, "right")
    assert scene.article.key == "layers"
    assert scene.scroll.offset == 0.0, "another article begins at its top"
    press(company, "left", "left")
    assert scene.article.key == "spirit"
    press(company, "left")
    assert scene.article.order == 13


def test_the_wheel_and_a_finger_move_the_text() -> None:
    company, scene = opened("volume")
    company.handle(Wheel(700, 400, -2.0))
    advance(company, 0.1)
    there = scene.scroll.offset
    assert there > 0.0
    x, y = scene._lay_out().text.center
    company.handle(PointerDown(x, y, 0))
    for step in range(1, 6):
        advance(company, 1 / 60)
        company.handle(PointerMove(x, y - 8 * step, 0, True))
    assert scene.scroll.offset == pytest.approx(there + 40.0)
    advance(company, 0.5)
    company.handle(PointerUp(x, y - 40, 0))
    assert scene.scroll.goal == pytest.approx(there + 40.0)


def test_an_article_is_opened_by_touch_and_by_focus() -> None:
    company, scene = opened()
    touch(company, rect_of(scene, "article entropy").center)
    assert scene.article is not None
    assert scene.article.key == "entropy"
    names = [item.name for item in scene.controls.items]
    seen = []
    for _ in names:
        press(company, "tab")
        seen.append(scene.controls.focused)
    assert sorted(seen) == sorted(names)
    scene.controls.focused = "article kinship"
    press(company, "return")
    assert scene.article.key == "kinship"


def test_the_button_leads_to_where_it_can_be_seen() -> None:
    company, scene = opened("volume")
    world = company.stage.world
    assert world is not None
    touch(company, rect_of(scene, "see").center)
    assert company.stage.take_asks() == [GoTo("sea")]
    assert world.choice.chosen == len(world.sheet.layer_widths) - 1
    company, scene = opened("superposition")
    press(company, "return")
    assert company.stage.take_asks() == [GoTo("sea")]
    world, snapshot = company.stage.world, company.stage.shown
    assert world is not None
    assert snapshot is not None
    assert world.selected is not None
    assert world.selected.sample == int(np.argmin(snapshot.probs.max(axis=1)))
    company, scene = opened("picture")
    scene.see()
    assert company.stage.world is not None
    assert company.stage.world.tour.touring


def test_every_article_leads_somewhere_that_there_is() -> None:
    company, scene = opened()
    for number in range(13):
        scene.open(number)
        drawn(company)
        scene.see()
        (ask,) = company.stage.take_asks()
        assert isinstance(ask, GoTo)
        company.go(ask.scene)
        drawn(company)
        company.go("codex")


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_every_article_draws_on_every_screen(size: tuple[int, int]) -> None:
    company, scene = opened(size=size)
    for number in range(13):
        scene.open(number)
        first = pygame.surfarray.array3d(drawn(company))
        room = scene._lay_out()
        outside = np.ones(first.shape[:2], bool)
        for rect in (room.panel, room.page):
            outside[rect.left : rect.right, rect.top : rect.bottom] = False
        press(company, "end")
        last = pygame.surfarray.array3d(drawn(company))
        assert np.array_equal(first[outside], last[outside]), "text has left its page"


def test_before_the_first_snapshot_it_can_already_be_read() -> None:
    company = staged(-1, "codex")
    drawn(company)
    press(company, "right", "down", "return")
    assert company.stage.take_asks() == [GoTo("sea")]


def test_a_wrong_article_is_told_in_a_line_and_nothing_breaks(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "bad.toml").write_text("order = 1\n", encoding="utf-8")
    load = codex_scene.load_articles
    monkeypatch.setattr(codex_scene, "load_articles", lambda: load(tmp_path))
    company, scene = opened("volume")
    assert "bad.toml: title is missing" in scene.refusal
    assert company.stage.message == scene.refusal
    press(company, "right", "down", "return", "tab")
    drawn(company)
    press(company, "escape", "escape")  # the focus, then the codex
    assert GoTo("sea") in company.stage.take_asks()


@pytest.mark.parametrize(
    ("name", "key", "size", "down"),
    [
        ("codex", "entropy", (1920, 1080), 0.0),
        ("codex_end", "volume", (1280, 720), 1.0),
        ("codex_portrait", "coherence", (1080, 1920), 0.0),
    ],
)
def test_it_looks_as_it_did(name: str, key: str, size: tuple[int, int], down: float, monkeypatch) -> None:
    monkeypatch.setattr(codex_scene, "load_evidence", lambda: None)  # whatever the table says today
    company, scene = opened(key, size, 1500)
    scene.scroll = scene.scroll.by(down * scene.scroll.length).advance(1.0, calm=True)
    assert_matches_golden(drawn(company), f"scene_{name}")


def test_the_mark_of_the_focus_is_seen() -> None:
    company, scene = opened()
    plain = pygame.surfarray.array3d(drawn(company)).astype(int)
    scene.controls.focused = "article entropy"
    marked = pygame.surfarray.array3d(drawn(company)).astype(int)
    rect = rect_of(scene, "article entropy")
    change = np.abs(marked - plain)[rect.left : rect.right, rect.top : rect.bottom]
    assert change.max() > 80
