"""Everything can rest, anywhere; while it does, nothing below hears a key or a tick."""

import pytest

from seaspirits_game.core.commands import Command, SetTempo, Tempo
from seaspirits_game.scenes.asks import GoTo, Leave
from seaspirits_game.scenes.events import KeyPress, PointerDown, PointerUp
from seaspirits_game.scenes.preferences import Preferences
from tests.render.golden import assert_matches_golden
from tests.scenes.voyages import advance, drawn, staged

SIZES = [(1280, 720), (1920, 1080), (1080, 1920), (3840, 2160), (640, 480)]


@pytest.mark.parametrize(
    "scene", ["title", "sea", "layers", "charts", "duel", "codex", "tide", "settings", "keeper", "logbook"]
)
def test_a_game_can_be_paused_anywhere_and_goes_on_as_before(scene: str) -> None:
    sent: list[Command] = []
    company = staged(600, scene, sent=sent, seconds=0.2)
    company.handle(KeyPress("f9"))
    assert company.menu.is_open
    assert sent == [SetTempo(Tempo.PAUSE)]
    drawn(company)
    assert company.focused() is not None
    company.handle(KeyPress("f9"))
    assert not company.menu.is_open
    assert sent == [SetTempo(Tempo.PAUSE), SetTempo(Tempo.X4)]


def test_a_duels_clock_stands_still() -> None:
    company = staged(600, "duel", seconds=0.1)
    company.handle(KeyPress("d"))
    drawn(company)
    advance(company, 1.0)
    before = company.scene.page.seconds
    company.handle(KeyPress("f9"))
    advance(company, 5.0)
    assert company.scene.page.seconds == before


def test_every_way_leads_somewhere() -> None:
    company = staged(600, "sea")
    for down, wanted in ((1, [GoTo("settings")]), (4, [GoTo("title")]), (9, [Leave()])):
        company.handle(KeyPress("f9"))
        for _ in range(down):
            company.handle(KeyPress("down"))
        company.handle(KeyPress("return"))
        assert company.stage.take_asks() == wanted
        company.menu.close()


def test_a_pointer_closes_it() -> None:
    company = staged(600, "sea")
    company.handle(KeyPress("f9"))
    drawn(company)
    x, y = company.menu.controls.items[0].rect.center
    company.handle(PointerDown(x, y, 0))
    company.handle(PointerUp(x, y, 0))
    assert not company.menu.is_open


def test_where_training_rested_it_rests_on() -> None:
    sent: list[Command] = []
    company = staged(-1, "sea", sent=sent)
    company.handle(KeyPress("f9"))
    company.handle(KeyPress("escape"))
    assert sent == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("text_scale", [0.8, 1.0, 2.0])
def test_all_ways_stand_apart_on_every_screen(size: tuple[int, int], text_scale: float) -> None:
    company = staged(600, "sea", size, Preferences(text_scale=text_scale), seconds=0.0)
    company.handle(KeyPress("f9"))
    company.menu.draw(drawn(company))
    screen = company.stage.kit.screen.rect
    rects = [item.rect for item in company.menu.controls.items]
    assert all(screen.contains(rect) for rect in rects)
    assert not any(one.colliderect(other) for one in rects for other in rects if one is not other)


def test_it_looks_as_it_did() -> None:
    company = staged(600, "sea", preferences=Preferences(still_water=True, reduced_motion=True))
    company.handle(KeyPress("f9"))
    assert_matches_golden(drawn(company), "scene_menu")
