"""Looking at spirits by keys: every one can be reached, and an arrow leads where it points."""

import numpy as np

from seaspirits_game.scenes.events import KeyPress
from seaspirits_game.scenes.neighbours import neighbour
from seaspirits_game.scenes.sea_picture import show
from seaspirits_game.scenes.sea_scene import SeaScene
from tests.scenes.voyages import drawn, staged


def test_a_key_looks_at_the_spirit_in_the_middle_and_arrows_lead_on() -> None:
    company = staged(1500, "sea")
    sea, world = company.scene, company.stage.world
    assert isinstance(sea, SeaScene)
    assert world is not None
    company.handle(KeyPress("i"))
    first = world.selected
    assert first is not None
    shown = show(world, 1.0, company.stage.time_s)
    for key, axis, sign in (("right", 0, 1), ("left", 0, -1), ("down", 1, 1), ("up", 1, -1)):
        before = shown.screen.xy[shown.row(world.selected)]
        company.handle(KeyPress(key))
        after = shown.screen.xy[shown.row(world.selected)]
        assert sign * (after - before)[axis] > 0 or np.abs(after - before).max() > 100  # or round at the edge
    company.handle(KeyPress("n"))
    assert world.selected is not None
    company.handle(KeyPress("escape"))
    assert world.selected is None
    layer = world.choice.chosen
    company.handle(KeyPress("right"))
    assert world.choice.chosen != layer  # with nobody looked at, arrows turn to another shoal as before


def test_going_right_comes_round_through_many() -> None:
    company = staged(600, "sea")
    world = company.stage.world
    assert world is not None
    drawn(company)
    shown = show(world, 1.0, company.stage.time_s)
    seen, spirit = set(), None
    for _ in range(400):
        row = neighbour(shown, spirit, "right", (640, 360))
        assert row is not None
        spirit = shown.spirit(row)
        seen.add(row)
    assert len(seen) > 30


def test_where_nothing_is_seen_nobody_is_looked_at() -> None:
    company = staged(-1, "sea")
    company.handle(KeyPress("i"))
    assert company.stage.world is None
