"""A gamepad's events as key presses."""

from types import SimpleNamespace

import pygame
import pytest

from seaspirits_game.app import gamepad
from seaspirits_game.app.gamepad import Gamepads
from seaspirits_game.scenes.events import KeyPress
from seaspirits_game.scenes.keys import KeyMap


def hat(x: int, y: int) -> pygame.event.Event:
    return pygame.event.Event(pygame.JOYHATMOTION, instance_id=7, hat=0, value=(x, y))


def lean(axis: int, value: float) -> pygame.event.Event:
    return pygame.event.Event(pygame.JOYAXISMOTION, instance_id=7, axis=axis, value=value)


def button(number: int) -> pygame.event.Event:
    return pygame.event.Event(pygame.JOYBUTTONDOWN, instance_id=7, button=number)


@pytest.mark.parametrize(
    ("number", "press"),
    [
        (0, KeyPress("return")),
        (1, KeyPress("escape")),
        (2, KeyPress("s")),
        (3, KeyPress("n")),
        (4, KeyPress("tab", shift=True)),
        (5, KeyPress("tab")),
        (6, KeyPress("h")),
        (7, KeyPress("f9")),
    ],
)
def test_buttons_are_keys(number: int, press: KeyPress) -> None:
    assert Gamepads().translate([button(number)], 0.0) == [press]
    assert Gamepads().translate([button(99)], 0.0) == []


def test_the_pad_is_arrows_once_a_press() -> None:
    pads = Gamepads()
    assert pads.translate([hat(1, 0)], 0.0) == [KeyPress("right")]
    assert pads.translate([hat(1, 0)], 0.1) == []
    assert pads.translate([hat(0, 0)], 0.2) == []
    assert pads.translate([hat(0, 1)], 0.3) == [KeyPress("up")]
    assert pads.translate([hat(0, -1)], 0.4) == [KeyPress("down")]


def test_what_is_held_is_repeated() -> None:
    pads = Gamepads()
    presses = pads.translate([hat(-1, 0)], 0.0)
    for frame in range(1, 61):
        presses += pads.translate([], frame / 60)
    assert presses[0] == KeyPress("left")
    assert 4 <= len(presses) <= 8
    assert all(press == KeyPress("left", repeated=True) for press in presses[1:])
    pads.translate([hat(0, 0)], 1.1)
    assert pads.translate([], 5.0) == []


def test_a_trembling_stick_does_not_chatter() -> None:
    pads = Gamepads()
    presses = []
    for number, value in enumerate([0.1, 0.5, 0.6, 0.5, 0.58, 0.45, 0.6, 0.3, 0.2]):
        presses += pads.translate([lean(0, value)], number * 0.01)
    assert presses == [KeyPress("right")]
    assert pads.translate([lean(1, -0.9)], 0.2) == [KeyPress("up")]


def test_pads_come_and_go(monkeypatch) -> None:
    monkeypatch.setattr(
        gamepad.pygame.joystick, "Joystick", lambda index: SimpleNamespace(get_instance_id=lambda: 7 + index)
    )
    pads = Gamepads()
    pads.translate([pygame.event.Event(pygame.JOYDEVICEADDED, device_index=0)], 0.0)
    assert pads.translate([hat(1, 0)], 0.0) == [KeyPress("right")]
    pads.translate([pygame.event.Event(pygame.JOYDEVICEREMOVED, instance_id=7)], 0.1)
    assert pads.translate([], 9.0) == [], "what was held when it left is not repeated for ever"


def test_a_machine_without_joysticks_is_no_trouble(monkeypatch) -> None:
    def refuse() -> None:
        raise pygame.error("no joysticks here")

    monkeypatch.setattr(gamepad.pygame.joystick, "init", refuse)
    Gamepads().start()


def test_a_person_may_put_deeds_on_other_buttons() -> None:
    pads = Gamepads(keys=KeyMap().with_button("back", 7))
    assert pads.translate([button(7)], 0.0) == [KeyPress("escape")]
    assert pads.translate([button(1)], 0.0) == [KeyPress("f9")]


def test_a_button_can_be_asked_for() -> None:
    heard: list[int] = []
    pads = Gamepads()
    pads.hear = heard.append
    assert pads.translate([button(5)], 0.0) == []
    assert heard == [5]
    assert pads.translate([button(5)], 0.0) == [KeyPress("tab")]
