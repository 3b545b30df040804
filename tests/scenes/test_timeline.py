"""Going back through the voyage: the sea goes back, training goes on, and the way back to now is always there."""

import numpy as np
import pytest

from seaspirits_game.core.commands import Command
from seaspirits_game.core.snapshot import Snapshot
from seaspirits_game.scenes.asks import GoTo
from seaspirits_game.scenes.company import Company
from seaspirits_game.scenes.events import KeyPress, PointerDown, PointerMove, PointerUp
from seaspirits_game.scenes.sea_scene import SeaScene
from seaspirits_game.scenes.stage import Stage
from seaspirits_game.scenes.world import Spirit
from tests.render.golden import shrunk
from tests.scenes.voyages import STEPS, advance, drawn, snapshots, staged


def at(step: int) -> Snapshot:
    return next(snapshot for snapshot in snapshots() if snapshot.step == step)


@pytest.fixture
def company() -> Company:
    return staged(1500, "sea")


def stands_at(stage: Stage, snapshot: Snapshot) -> bool:
    """Whether the settled sea shows the places and colours of that snapshot."""
    sea = stage.sea
    measured = np.stack(snapshot.coords) * sea.display_scale[:, None, None]
    return bool(np.abs(sea.places - measured).max() < 2e-3 and np.abs(sea.probs - snapshot.probs).max() < 2e-3)


def press(company: Company, *keys: str) -> None:
    for key in keys:
        company.handle(KeyPress(key))
        drawn(company)


def test_the_sea_itself_goes_back_and_returns(company: Company) -> None:
    stage = company.stage
    assert stands_at(stage, at(1500))
    stage.look_back(44.0)
    advance(company, 6.0)
    assert stage.shown.step == 40
    assert stage.shown.readings == at(40).readings
    assert stands_at(stage, at(40))
    assert not stands_at(stage, at(1500))
    assert stage.history.steps() == [0, 10, 40]
    stage.return_to_now()
    advance(company, 6.0)
    assert stage.shown is stage.snapshot
    assert stands_at(stage, at(1500))
    assert stage.history.steps() == list(STEPS)


def test_training_goes_on_while_one_looks_back() -> None:
    company = staged(600, "sea")
    stage = company.stage
    stage.look_back(10)
    stage.receive(at(1500))
    advance(company, 6.0)
    assert stage.snapshot.step == 1500
    assert stage.shown.step == 10
    assert stands_at(stage, at(10))
    assert stage.curves.column("step")[-1] == 1500
    stage.return_to_now()
    assert stage.shown.step == 1500


def test_a_restored_checkpoint_that_undoes_the_moment_leads_back_to_now(company: Company) -> None:
    stage = company.stage
    stage.look_back(600)
    stage.receive(at(150))
    assert not stage.in_past
    assert stage.archive.steps() == [0, 10, 40, 150]
    stage.look_back(10)
    stage.receive(at(40))
    assert stage.shown.step == 10  # it was before what was undone
    assert stage.archive.steps() == [0, 10, 40]


def test_keys_walk_through_the_recorded_moments_and_escape_returns(company: Company) -> None:
    seen = []
    for key in (",", "page up", ",", ";", "page down", ";", ";"):
        press(company, key)
        seen.append(company.stage.shown.step)
    assert seen == [600, 150, 40, 150, 600, 1500, 1500]
    assert not company.stage.in_past
    press(company, ",", "escape")
    assert not company.stage.in_past
    assert company.stage.take_asks() == []
    press(company, "escape")
    assert company.stage.take_asks() == [GoTo("title")]


def control(company: Company, name: str):
    drawn(company)
    sea = company.scene
    assert isinstance(sea, SeaScene)
    return next((item for item in sea.controls.items if item.name == name), None)


def test_a_finger_drags_the_sea_through_time_and_touches_its_way_back(company: Company) -> None:
    line = control(company, "timeline").rect
    assert control(company, "now") is None
    company.handle(PointerDown(line.right - 2, line.centery, 3))
    assert not company.stage.in_past
    company.handle(PointerMove(line.centerx, line.centery, 3, True))
    assert company.stage.shown.step == 40  # half of the logarithm of 1,500
    company.handle(PointerMove(line.left - 40, line.centery, 3, True))
    assert company.stage.shown.step == 0
    company.handle(PointerUp(line.left, line.centery, 3))
    way_back = control(company, "now").rect
    company.handle(PointerDown(*way_back.center, 3))
    company.handle(PointerUp(*way_back.center, 3))
    assert not company.stage.in_past


def test_the_focused_line_moves_by_whole_moments(company: Company) -> None:
    for _ in range(len(company.scene.controls.items)):
        press(company, "tab")
        if company.scene.controls.focused == "timeline":
            break
    assert company.scene.controls.focused == "timeline"
    press(company, "left", "left")
    assert company.stage.shown.step == 150
    press(company, "right")
    assert company.stage.shown.step == 600
    press(company, "return")
    assert not company.stage.in_past


def test_one_snapshot_alone_has_no_past() -> None:
    company = staged(0, "sea")
    assert control(company, "timeline") is None
    press(company, ",", "page up")
    assert not company.stage.in_past


def test_the_levers_are_those_of_the_present(company: Company) -> None:
    sent: list[Command] = []
    company = staged(1500, "sea", sent=sent)
    press(company, ",", ",", "]")
    assert company.stage.in_past
    assert sent[0].value == pytest.approx(0.0625)


def test_the_inspector_looks_at_the_moment_that_is_seen(company: Company) -> None:
    sea = company.scene
    assert isinstance(sea, SeaScene)
    sea.inspector.select(Spirit(1, 142))
    company.stage.look_back(0)
    undecided = at(0).probs[142]
    for _ in range(200):
        sea.inspector.measure_selected()
    assert len(sea.inspector.measured.counts) > 3  # at the end it would be one class
    assert undecided.max() < 0.4
    press(company, "escape")
    assert company.stage.in_past  # the first Escape closes the inspector
    press(company, "escape")
    assert not company.stage.in_past


def test_the_title_is_always_in_the_present(company: Company) -> None:
    company.stage.look_back(10)
    company.go("layers")
    assert company.stage.in_past
    company.go("title")
    assert not company.stage.in_past


def test_the_picture_says_plainly_that_it_is_of_the_past(company: Company) -> None:
    before = shrunk(drawn(company))
    press(company, ",")
    amber = _amber(shrunk(drawn(company))) - _amber(before)
    assert amber > 60


def _amber(surface) -> int:
    """Pixels of lamplight."""
    import pygame

    red, green, blue = np.moveaxis(pygame.surfarray.array3d(surface).astype(int), 2, 0)
    return int(((red > 110) & (red - blue > 50) & (green > 70) & (red > green)).sum())
