"""Help that points: at every control of every scene, at every size, beside the thing and not upon it."""

import pytest

from seaspirits_game.scenes.events import KeyPress, PointerDown, PointerUp
from seaspirits_game.scenes.preferences import Preferences
from tests.render.golden import assert_matches_golden
from tests.scenes.voyages import drawn, staged

SCENES = ["sea", "layers", "charts", "duel", "codex", "tide", "settings", "keeper"]


@pytest.mark.parametrize("scene", SCENES)
def test_every_scene_points_at_its_controls(scene: str) -> None:
    company = staged(600, scene, seconds=0.2)
    drawn(company)
    company.handle(KeyPress("f2"))  # there are keyboards without a key of its own for ?
    company.handle(KeyPress("f2"))
    assert not company.pointing.is_open
    company.handle(KeyPress("?"))
    assert company.pointing.is_open
    told = []
    for _ in range(200):
        if not company.pointing.is_open:
            break
        told.append(company.pointing.sight.words)
        drawn(company)
        company.handle(KeyPress("right"))
    assert not company.pointing.is_open
    page = getattr(company.scene, "page", company.scene)
    hints = {item.hint for item in page.controls.items if item.hint}
    assert hints <= set(told)
    assert len(told) >= 2


def test_it_goes_back_and_ends_and_below_nothing_is_heard() -> None:
    company = staged(600, "sea")
    drawn(company)
    company.handle(KeyPress("/", shift=True))
    first = company.pointing.sight
    company.handle(KeyPress("tab"))
    company.handle(KeyPress("tab", shift=True))
    assert company.pointing.sight == first
    company.handle(KeyPress("t"))  # leads on, and starts no tour
    assert not company.stage.world.tour.touring
    company.handle(PointerDown(5, 5, 0))
    company.handle(PointerUp(5, 5, 0))
    assert company.pointing.is_open
    company.handle(KeyPress("escape"))
    assert not company.pointing.is_open
    assert company.name == "sea"


def test_where_there_is_nothing_to_point_at_nothing_opens() -> None:
    company = staged(600, "sea")
    company.pointing.open([])
    assert not company.pointing.is_open


@pytest.mark.parametrize("size", [(1280, 720), (1080, 1920), (3840, 2160)])
@pytest.mark.parametrize("text_scale", [0.8, 2.0])
def test_words_stand_beside_the_thing_on_every_screen(size: tuple[int, int], text_scale: float) -> None:
    company = staged(0, "sea", size, Preferences(text_scale=text_scale), seconds=0.0)
    drawn(company)
    company.handle(KeyPress("?"))
    while company.pointing.is_open:
        sight = company.pointing.sight
        bubble, lines, _ = company.pointing._bubble(sight, "3 of 36   → next   ← before   Esc ends")
        assert company.stage.kit.screen.rect.contains(bubble)
        assert lines
        large = sight.rect.width * sight.rect.height > 0.1 * size[0] * size[1]
        assert large or not bubble.colliderect(sight.rect)
        company.handle(KeyPress("right"))


def test_it_looks_as_it_did() -> None:
    company = staged(600, "sea", preferences=Preferences(still_water=True, reduced_motion=True))
    company.handle(KeyPress("?"))
    for _ in range(4):
        company.handle(KeyPress("right"))
    assert_matches_golden(drawn(company), "scene_pointing")
