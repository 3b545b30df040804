"""What a person does in the chart room, by mouse, finger and keys, and what comes of it."""

import numpy as np
import pygame
import pytest

from seaspirits_game.scenes.asks import GoTo, TakePicture, ToggleFullscreen
from seaspirits_game.scenes.chart_room.drawing import ROW
from seaspirits_game.scenes.chart_room.looks import FIRST
from seaspirits_game.scenes.company import Company
from seaspirits_game.scenes.events import KeyPress, PointerDown, PointerMove, PointerUp, Wheel
from tests.scenes.chart_room.rooms import entered, finish, room_of, rows
from tests.scenes.voyages import drawn, snapshots, staged


@pytest.fixture
def company() -> Company:
    return entered(compared=True)


def press(company: Company, *keys: str, shift: bool = False) -> None:
    for key in keys:
        company.handle(KeyPress(key, shift))
        drawn(company)


def names(company: Company) -> list[str]:
    drawn(company)
    return [item.name for item in room_of(company).controls.items]


def click(company: Company, name: str) -> None:
    drawn(company)
    rect = next(item.rect for item in room_of(company).controls.items if item.name == name)
    touch(company, *rect.center)


def touch(company: Company, x: float, y: float, pointer: int = 0) -> None:
    company.handle(PointerDown(x, y, pointer))
    company.handle(PointerUp(x, y, pointer))
    drawn(company)


def chart(company: Company, number: int) -> pygame.Rect:
    return room_of(company)._lay_out().room.charts[number]


def hanging(company: Company) -> list[str]:
    return [topic.key for topic in room_of(company)._lay_out().hanging]


def test_the_chart_room_is_one_key_or_one_touch_away() -> None:
    sea = staged(600, "sea")
    sea.handle(KeyPress("c"))
    assert sea.stage.take_asks() == [GoTo("charts")]
    rect = next(item.rect for item in sea.scene.controls.items if item.name == "charts")
    touch(sea, *rect.center)
    assert sea.stage.take_asks() == [GoTo("charts")]


@pytest.mark.parametrize("view", ["sea", "layers"])
def test_one_comes_back_to_the_sea_as_it_was(view: str) -> None:
    company = staged(600, view)
    company.go("charts")
    press(company, "c")
    assert company.stage.take_asks() == [GoTo(view)]


def test_escape_leads_back_step_by_step(company: Company) -> None:
    press(company, "left", "tab", "escape")
    assert room_of(company).controls.focused is None
    assert room_of(company).looks.pinned is not None
    press(company, "escape")
    assert room_of(company).looks.pinned is None
    assert company.stage.take_asks() == []
    press(company, "escape")
    assert company.stage.take_asks() == [GoTo("sea")]


def test_measures_are_hung_and_taken_down_by_touch_and_by_keys(company: Company) -> None:
    assert hanging(company) == list(FIRST)
    click(company, ROW + "loss")
    assert hanging(company) == list(FIRST[1:])
    click(company, ROW + "learning_rate")
    assert hanging(company) == [*FIRST[1:], "learning_rate"]
    room_of(company).controls.focused = ROW + "learning_rate"
    press(company, "return")
    assert hanging(company) == list(FIRST[1:])


def test_a_full_wall_takes_no_seventh_chart_and_an_empty_one_is_not_to_be_had(company: Company) -> None:
    click(company, ROW + "learning_rate")
    assert hanging(company) == list(FIRST)
    assert "Six" in company.stage.message
    room_of(company).looks.chosen = ["loss"]
    click(company, ROW + "loss")
    assert hanging(company) == ["loss"]


def test_pages_hold_every_measure(company: Company) -> None:
    seen: set[str] = set()
    for _ in range(len(room_of(company)._lay_out().pages)):
        seen |= {name for name in names(company) if name.startswith(ROW)}
        click(company, "later page")
    assert {ROW + "sharpness", ROW + "layers.coherence", ROW + "layers.variance_shown", ROW + "loss"} <= seen
    panel = room_of(company)._lay_out().room.panel
    before = room_of(company).looks.page
    company.handle(Wheel(*panel.center, -1.0))
    assert room_of(company).looks.page != before


def test_every_control_is_reached_by_keys_alone(company: Company) -> None:
    press(company, "left")
    wanted = set(names(company))
    seen = set()
    for _ in range(len(wanted) + 1):
        press(company, "tab")
        seen.add(room_of(company).controls.focused)
    assert seen == wanted
    assert {"back", "see", "beside", "axis", "camera", "fullscreen", "earlier page", "later page"} < wanted


def test_every_button_does_what_its_hint_says(company: Company) -> None:
    assert all(item.hint for item in room_of(company).controls.items if not item.name.startswith(ROW))
    for name, ask in (("camera", TakePicture()), ("fullscreen", ToggleFullscreen()), ("back", GoTo("sea"))):
        click(company, name)
        assert company.stage.take_asks() == [ask]
    click(company, "axis")
    assert room_of(company).looks.steps == "linear"
    finish(company)
    assert {pane.chart.across.kind for pane in room_of(company).wall.panes} == {"linear"}
    press(company, "x")
    assert room_of(company).looks.steps == "log1p"


def test_the_compared_voyage_is_shown_and_hidden(company: Company) -> None:
    def dashed() -> int:
        finish(company)
        return sum(curve.dashed for curve in room_of(company).wall.panes[0].chart.curves)

    assert dashed() == 2
    click(company, "beside")
    assert dashed() == 0
    press(company, "v")
    assert dashed() == 2
    alone = entered()
    assert "beside" not in names(alone)
    press(alone, "v")
    assert room_of(alone).looks.beside


def test_one_pin_reads_all_charts_at_a_recorded_step(company: Company) -> None:
    place = chart(company, 4).center
    touch(company, *place)
    pinned = room_of(company).looks.pinned
    assert pinned in company.stage.curves.column("step").tolist()
    assert 0.0 < pinned < 1500.0
    assert {painted.cursor for painted in room_of(company)._painted.values()} == {pinned}
    company.handle(PointerMove(chart(company, 1).centerx - 30, place[1]))
    assert room_of(company).looks.cursor == pinned  # the mouse alone does not move a pin
    touch(company, *place)
    assert room_of(company).looks.cursor is None or room_of(company).looks.pinned is None


def test_the_pin_follows_a_finger_in_the_chart_where_it_began(company: Company) -> None:
    first = chart(company, 0)
    company.handle(PointerDown(first.centerx, first.centery, 5))
    company.handle(PointerMove(first.left, first.centery, 5, True))
    assert room_of(company).looks.pinned == 0.0
    company.handle(PointerMove(first.right, first.bottom + 500, 5, True))
    assert room_of(company).looks.pinned == 1500.0
    company.handle(PointerUp(first.right, first.centery, 5))
    assert room_of(company).looks.pinned == 1500.0


def test_the_mouse_reads_where_it_rests(company: Company) -> None:
    place = chart(company, 2).center
    company.handle(PointerMove(*place))
    assert room_of(company).looks.cursor is not None
    company.handle(PointerMove(*room_of(company)._lay_out().room.panel.center))
    assert room_of(company).looks.cursor is None


def test_keys_move_the_cursor_from_reading_to_reading(company: Company) -> None:
    looks = room_of(company).looks
    seen = []
    for key in ("left", "left", "right", "home", "right", "end", ","):
        press(company, key)
        seen.append(looks.pinned)
    assert seen == [1500.0, 1490.0, 1500.0, 0.0, 10.0, 1500.0, 1490.0]


def test_from_a_pin_one_goes_to_the_sea_of_that_step(company: Company) -> None:
    room_of(company).looks.pinned = 160.0
    assert "see" in names(company)
    assert "150" in room_of(company)._lay_out().words["see"]  # the nearest snapshot that was kept
    press(company, "return")
    assert company.stage.take_asks() == [GoTo("sea")]
    assert company.stage.shown.step == 150
    company.go("charts")
    assert room_of(company).looks.pinned == 150.0


def test_what_is_read_out_is_what_was_recorded(company: Company) -> None:
    room_of(company).looks.pinned = 150.0
    recorded = next(row for row in rows() if row["step"] == 150)
    for pane in room_of(company).wall.panes:
        for curve, (column, _) in zip(pane.chart.curves[-len(pane.topic.lines) :], pane.topic.lines, strict=True):
            index = curve.nearest(pane.chart.across, 150.0)
            assert curve.y[index] == recorded[column]
    assert recorded["val_loss"] == pytest.approx(snapshots()[3].val_loss)  # and the rows are those of the voyage


def test_a_still_room_gives_the_same_pixels_and_news_shows(company: Company) -> None:
    before = pygame.surfarray.array3d(drawn(company))
    assert np.array_equal(before, pygame.surfarray.array3d(drawn(company)))
    company.stage.curves.add(snapshots()[-1])
    room_of(company).looks.pinned = 40.0
    assert not np.array_equal(before, pygame.surfarray.array3d(drawn(company)))


def test_a_window_of_another_size_is_laid_out_anew(company: Company) -> None:
    company.stage.resize((1080, 1920))
    company.resized()
    finish(company)
    assert drawn(company).get_size() == (1080, 1920)
    assert all(pane.still is not None for pane in room_of(company).wall.panes)


def test_before_the_first_snapshot_everything_already_draws_and_answers() -> None:
    company = staged(-1, "charts")
    drawn(company)
    for key in ("left", "home", "x", "v", "tab", "return", "tab", "tab", "return", "end", "escape", "escape"):
        press(company, key)
    touch(company, 640, 360)
    company.handle(PointerMove(640, 360))
    company.handle(Wheel(100, 300, 1.0))
    drawn(company)
    assert room_of(company).looks.cursor is None
