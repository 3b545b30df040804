"""What a person does to have an instrument explained, by mouse, finger and keys."""

import pygame
import pytest

from seaspirits_game.scenes.asks import GoTo
from seaspirits_game.scenes.company import Company
from seaspirits_game.scenes.events import KeyPress, PointerDown, PointerUp
from seaspirits_game.scenes.explained.pages import PAGES
from seaspirits_game.scenes.preferences import Preferences
from seaspirits_game.scenes.sea_scene import SeaScene
from seaspirits_game.scenes.world import Spirit
from tests.render.golden import assert_matches_golden
from tests.scenes.voyages import advance, drawn, staged

STILL = Preferences(still_water=True, reduced_motion=True)


def opened(size: tuple[int, int] = (1280, 720)) -> tuple[Company, SeaScene]:
    company = staged(1500, "sea", size, STILL, seconds=0.5)
    drawn(company)
    scene = company.scene
    assert isinstance(scene, SeaScene)
    return company, scene


def press(company: Company, *keys: str) -> None:
    for key in keys:
        company.handle(KeyPress(key))
        advance(company, 0.1)
        drawn(company)


def touch(company: Company, scene: SeaScene, name: str) -> None:
    place = next(item.rect for item in scene.controls.items if item.name == name).center
    company.handle(PointerDown(*place, 0))
    company.handle(PointerUp(*place, 0))
    advance(company, 0.1)
    drawn(company)


def told(scene: SeaScene) -> tuple[str, str]:
    page = scene.explaining.page
    return (page.key if page else "", scene.explaining.depth)


@pytest.mark.parametrize("size", [(1280, 720), (1080, 1920)], ids=str)
def test_a_touched_dial_is_explained_and_its_neighbours_stay_in_reach(size: tuple[int, int]) -> None:
    company, scene = opened(size)
    touch(company, scene, "dial entropy")
    assert told(scene) == ("entropy", "visitor")
    touch(company, scene, "explain researcher")
    assert told(scene) == ("entropy", "researcher")
    touch(company, scene, "dial coherence")
    assert told(scene) == ("coherence", "researcher"), "who asked deeply goes on asking deeply"
    touch(company, scene, "explain close")
    assert told(scene)[0] == ""


def test_a_dial_in_focus_is_explained_and_escape_goes_back_step_by_step() -> None:
    company, scene = opened()
    names = [item.name for item in scene.controls.items]
    assert "dial log_volume" in names
    while scene.controls.focused != "dial log_volume":
        press(company, "tab")
    assert told(scene)[0] == "log_volume"
    press(company, "escape")
    assert scene.controls.focused is None
    assert scene.explaining.is_open
    press(company, "escape")
    assert not scene.explaining.is_open
    assert company.stage.take_asks() == []
    press(company, "escape")
    assert company.stage.take_asks() == [GoTo("title")]


def test_one_key_goes_deeper() -> None:
    company, scene = opened()
    press(company, "e")
    assert told(scene) == (PAGES[0].key, "visitor")
    press(company, "e", "e")
    assert told(scene) == (PAGES[0].key, "researcher")
    press(company, "e")
    assert told(scene) == (PAGES[0].key, "visitor")


def test_all_instruments_are_reached_from_one_to_the_next() -> None:
    company, scene = opened()
    press(company, "e")
    seen = []
    for _ in PAGES:
        seen.append(told(scene)[0])
        touch(company, scene, "explain next")
    assert seen == [page.key for page in PAGES]
    touch(company, scene, "explain previous")
    assert told(scene)[0] == PAGES[-1].key
    assert {"log_volume", "entropy", "coherence", "sharpness", "val_accuracy", "val_loss", "variance_shown"} <= set(
        seen
    )


def test_lines_of_the_heading_are_explained_too() -> None:
    company, scene = opened()
    for key in ("variance_shown", "val_loss", "val_accuracy"):
        touch(company, scene, f"dial {key}")
        assert told(scene)[0] == key


def test_the_codex_says_more() -> None:
    company, scene = opened()
    touch(company, scene, "dial entropy")
    touch(company, scene, "explain more")
    assert company.stage.take_asks() == [GoTo("codex")]
    assert company.stage.wanted_article == "entropy"
    company.go("codex")
    drawn(company)
    article = getattr(company.scene, "article", None)
    assert article is not None
    assert article.key == "entropy"


def test_a_spirit_and_an_instrument_are_looked_at_one_at_a_time() -> None:
    company, scene = opened()
    world = company.stage.world
    assert world is not None
    press(company, "e")
    scene.inspector.select(Spirit(1, 42))
    advance(company, 0.1)
    assert not scene.explaining.is_open
    drawn(company)
    press(company, "e")
    assert world.selected is None


def test_the_sea_makes_room_and_a_touch_on_the_card_is_not_one_on_the_sea() -> None:
    company, scene = opened()
    before = scene._aimed
    press(company, "e")
    card = scene._card(scene._hud())
    assert scene._aimed == card.sea != before
    company.handle(PointerDown(*card.body.center, 0))
    company.handle(PointerUp(*card.body.center, 0))
    advance(company, 0.1)
    assert company.stage.world is not None
    assert company.stage.world.selected is None
    assert scene.explaining.is_open


def test_before_the_first_snapshot_one_may_ask() -> None:
    company = staged(-1, "sea")
    drawn(company)
    press(company, "e", "e", "e", "escape")
    drawn(company)


def test_every_depth_has_its_own_picture() -> None:
    company, _ = opened()
    press(company, "e")
    pictures = []
    for _ in range(3):
        pictures.append(pygame.image.tobytes(drawn(company), "RGB"))
        press(company, "e")
    assert len(set(pictures)) == 3


@pytest.mark.parametrize(
    ("name", "key", "depth", "size"),
    [
        ("explained", "entropy", "researcher", (1280, 720)),
        ("explained_student", "log_volume", "student", (1920, 1080)),
        ("explained_portrait", "entropy", "student", (1080, 1920)),
    ],
)
def test_it_looks_as_it_did(name: str, key: str, depth: str, size: tuple[int, int]) -> None:
    company, scene = opened(size)
    touch(company, scene, f"dial {key}")
    touch(company, scene, f"explain {depth}")
    advance(company, 1.0)
    assert_matches_golden(drawn(company), f"scene_{name}")
