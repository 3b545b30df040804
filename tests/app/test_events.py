"""One touch is one press, however often the system reports it."""

import pygame
import pytest

from seaspirits_game.app.events import Translator
from seaspirits_game.scenes.events import Event, KeyPress, PointerDown, PointerMove, PointerUp

SIZE = (1000, 500)


def finger(kind: int, x: float, y: float, finger_id: int = 7) -> pygame.event.Event:
    return pygame.event.Event(kind, touch_id=1, finger_id=finger_id, x=x, y=y, dx=0, dy=0)


def click(kind: int, pos: tuple[int, int], touch: bool = False) -> pygame.event.Event:
    return pygame.event.Event(kind, pos=pos, button=1, touch=touch)


def presses(events: list[Event]) -> int:
    return sum(isinstance(event, PointerDown) for event in events)


@pytest.mark.parametrize("touch_flag", [True, False])
def test_a_touch_with_its_echo_click_is_one_press(touch_flag: bool) -> None:
    translator = Translator()
    seen = translator.translate([finger(pygame.FINGERDOWN, 0.5, 0.5)], SIZE, 0.0)
    seen += translator.translate([finger(pygame.FINGERUP, 0.5, 0.5)], SIZE, 0.05)
    echo = [click(pygame.MOUSEBUTTONDOWN, (503, 251), touch_flag), click(pygame.MOUSEBUTTONUP, (503, 251), touch_flag)]
    seen += translator.translate(echo, SIZE, 0.3)
    assert presses(seen) == 1
    assert sum(isinstance(event, PointerUp) for event in seen) == 1


def test_a_real_click_elsewhere_or_later_counts() -> None:
    translator = Translator()
    translator.translate([finger(pygame.FINGERDOWN, 0.5, 0.5), finger(pygame.FINGERUP, 0.5, 0.5)], SIZE, 0.0)
    assert presses(translator.translate([click(pygame.MOUSEBUTTONDOWN, (10, 10))], SIZE, 0.1)) == 1
    assert presses(translator.translate([click(pygame.MOUSEBUTTONDOWN, (500, 250))], SIZE, 2.0)) == 1


def test_fingers_get_small_numbers_and_give_them_back() -> None:
    translator = Translator()
    down = translator.translate(
        [finger(pygame.FINGERDOWN, 0.1, 0.2, 900), finger(pygame.FINGERDOWN, 0.3, 0.4, 901)], SIZE, 0
    )
    assert [event.pointer for event in down if isinstance(event, PointerDown)] == [0, 1]
    up = translator.translate([finger(pygame.FINGERUP, 0.1, 0.2, 900)], SIZE, 0)
    assert up == [PointerUp(100, 100, 0)]
    again = translator.translate([finger(pygame.FINGERDOWN, 0.1, 0.2, 902)], SIZE, 0)
    assert again == [PointerDown(100, 100, 0)]


def test_forty_lost_lifts_do_not_stop_the_next_finger() -> None:
    translator = Translator()
    for number in range(40):
        assert presses(translator.translate([finger(pygame.FINGERDOWN, 0.1, 0.1, number)], SIZE, 0)) == 1


def test_a_motion_of_an_unknown_finger_is_nothing() -> None:
    assert Translator().translate([finger(pygame.FINGERMOTION, 0.1, 0.1)], SIZE, 0) == []


def test_keys_have_names_and_the_mouse_hovers() -> None:
    key = pygame.event.Event(pygame.KEYDOWN, key=pygame.K_F11, mod=0)
    move = pygame.event.Event(pygame.MOUSEMOTION, pos=(4, 5), rel=(1, 1), buttons=(0, 0, 0))
    assert Translator().translate([key, move], SIZE, 0) == [KeyPress("f11"), PointerMove(4, 5)]
