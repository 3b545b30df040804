"""The duel among the other scenes: its door on the title, Escape, help, the key that leads there."""

import pytest

from seaspirits_game.scenes.asks import GoTo
from seaspirits_game.scenes.duel.play import PlayPage
from seaspirits_game.scenes.duel.scene import DuelScene
from seaspirits_game.scenes.events import KeyPress, PointerDown, PointerUp
from tests.scenes.voyages import advance, drawn, staged


def test_the_title_has_a_door_and_everything_else_dives() -> None:
    company = staged(0, "title")
    drawn(company)
    company.handle(KeyPress("p"))
    assert company.stage.take_asks() == [GoTo("duel")]
    x, y = next(item.rect.center for item in company.scene.controls.items if item.name == "duel")
    company.handle(PointerDown(x, y, 0))
    company.handle(PointerUp(x, y, 0))
    assert company.stage.take_asks() == [GoTo("duel")]
    company.handle(PointerDown(x, y - 250, 0))
    company.handle(PointerUp(x, y - 250, 0))
    assert company.stage.take_asks() == [GoTo("sea")]


@pytest.mark.parametrize("step", [-1, 600])
def test_the_duel_is_a_scene_with_or_without_a_sea(step: int) -> None:
    company = staged(step, "duel", seconds=0.5)
    assert isinstance(company.scene, DuelScene)
    company.handle(KeyPress("d"))
    advance(company, 1.0)
    drawn(company)
    assert isinstance(company.scene.page, PlayPage)
    company.handle(KeyPress("h"))
    drawn(company)
    company.handle(KeyPress("k"))  # only closes the card
    assert not company.scene.page.rival.state.done
    company.handle(KeyPress("escape"))
    assert company.stage.take_asks() == []
    company.handle(KeyPress("escape"))
    assert company.stage.take_asks() == [GoTo("title")]
    company.close()


def test_the_sea_moves_on_behind() -> None:
    company = staged(600, "duel", seconds=0.2)
    before = drawn(company).copy()
    advance(company, 2.0)
    for _ in range(8):
        after = drawn(company)
    assert before.get_size() == after.get_size()
    assert company.stage.time_s > 2.0
