"""Controls under pointers and keys."""

import pygame
import pytest

from seaspirits_game.render.ui.layout import Screen
from seaspirits_game.scenes.buttons import Control, Controls
from seaspirits_game.scenes.events import MOUSE

SCREEN = Screen(1920, 1080)


class Board:
    """Two buttons and a lever between them, in a row."""

    def __init__(self) -> None:
        self.pressed: list[str] = []
        self.shares: list[float] = []
        self.controls = Controls()
        self.controls.items = [
            Control("first", pygame.Rect(100, 100, 60, 60), lambda: self.pressed.append("first")),
            Control("lever", pygame.Rect(300, 100, 200, 60), lambda: None, set_share=self.shares.append, share=0.5),
            Control("last", pygame.Rect(600, 100, 60, 60), lambda: self.pressed.append("last")),
            Control("shut", pygame.Rect(800, 100, 60, 60), lambda: self.pressed.append("shut"), enabled=False),
        ]


@pytest.fixture
def board() -> Board:
    return Board()


def test_a_press_and_a_lift_on_one_button_press_it(board: Board) -> None:
    assert board.controls.pointer_down(130, 130, SCREEN)
    assert board.controls.look(board.controls.items[0]).pressed
    assert board.controls.pointer_up(131, 129, SCREEN)
    assert board.pressed == ["first"]


def test_sliding_off_before_lifting_cancels(board: Board) -> None:
    board.controls.pointer_down(130, 130, SCREEN)
    assert board.controls.pointer_up(630, 130, SCREEN)
    assert board.pressed == []


def test_open_water_is_not_taken(board: Board) -> None:
    assert not board.controls.pointer_down(1000, 800, SCREEN)
    assert not board.controls.pointer_up(1000, 800, SCREEN)


def test_a_disabled_control_swallows_the_press(board: Board) -> None:
    assert board.controls.pointer_down(830, 130, SCREEN)
    assert not board.controls.pointer_up(830, 130, SCREEN)
    assert board.pressed == []


def test_a_lever_follows_its_finger_beyond_its_ends(board: Board) -> None:
    for x in (350, 500, 900, 0):
        if x == 350:
            board.controls.pointer_down(x, 130, SCREEN, 0)
        else:
            assert board.controls.pointer_moved(x, 400, SCREEN, 0)
    assert board.controls.pointer_up(0, 400, SCREEN, 0)
    assert board.shares == [0.25, 1.0, 1.0, 0.0]
    assert not board.controls.pointer_moved(350, 130, SCREEN, 0)


def test_another_finger_does_not_move_the_lever(board: Board) -> None:
    board.controls.pointer_down(350, 130, SCREEN, 0)
    assert not board.controls.pointer_moved(480, 130, SCREEN, 1)
    assert not board.controls.pointer_up(480, 130, SCREEN, 1)
    assert board.shares == [0.25]


def test_a_lost_lift_blocks_nobody(board: Board) -> None:
    board.controls.pointer_down(350, 130, SCREEN, 0)
    board.controls.pointer_down(130, 130, SCREEN, 1)
    board.controls.pointer_up(130, 130, SCREEN, 1)
    assert board.pressed == ["first"]
    assert not board.controls.pointer_moved(480, 130, SCREEN, 0)


def test_only_the_mouse_hovers(board: Board) -> None:
    board.controls.pointer_moved(630, 130, SCREEN, 0)
    assert board.controls.hovered is None
    board.controls.pointer_moved(630, 130, SCREEN, MOUSE)
    assert board.controls.hovered == "last"
    board.controls.pointer_moved(1300, 900, SCREEN, MOUSE)
    assert board.controls.hovered is None


def test_tab_reaches_every_enabled_control_and_returns(board: Board) -> None:
    seen = []
    for _ in range(4):
        board.controls.key("tab", shift=False)
        seen.append(board.controls.focused)
    assert seen == ["first", "lever", "last", "first"]
    board.controls.key("tab", shift=True)
    assert board.controls.focused == "last"


def test_keys_press_what_has_the_focus(board: Board) -> None:
    assert not board.controls.key("return", shift=False)  # nothing has it yet: the scene may use the key
    board.controls.key("tab", shift=False)
    assert board.controls.key("return", shift=False)
    assert board.pressed == ["first"]
    assert board.controls.key("escape", shift=False)
    assert board.controls.focused is None


def test_a_focused_lever_is_moved_by_left_and_right(board: Board) -> None:
    board.controls.key("tab", shift=False)
    board.controls.key("right", shift=False)
    assert board.controls.focused == "lever"
    board.controls.key("right", shift=False)
    board.controls.key("left", shift=False)
    assert board.shares == pytest.approx([0.525, 0.475])
