"""Visits in the gallery: touched, asked, left; doors that open, and no way out but the operator's."""

import random

import pytest

from seaspirits_game.kiosk import pin
from seaspirits_game.kiosk.config import KioskConfig, Operator
from seaspirits_game.render.ui.layout import TOUCH, Screen
from seaspirits_game.scenes.events import Event, KeyPress, PointerDown, PointerMove, PointerUp, QuitAsked, Wheel
from seaspirits_game.scenes.kiosk.doors import DOORS, lay_out_doors
from seaspirits_game.scenes.kiosk.gallery import Gallery
from seaspirits_game.scenes.kiosk.pad import lay_out_pad
from seaspirits_game.scenes.kiosk.question import lay_out_question
from seaspirits_game.scenes.preferences import Preferences
from seaspirits_game.scenes.stage import Stage
from tests.scenes.voyages import drawn, sail

SIZES = ((1280, 720), (1920, 1080), (1080, 1920), (3840, 2160))

SECRET = pin.hashed("2741", b"0" * 16)


LARGER = Preferences(text_scale=1.25)


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Room:
    """A gallery with its clock, its counts and its hands."""

    def __init__(self, size: tuple[int, int] = (1280, 720), step: int = 150, likes: Preferences = LARGER) -> None:
        self.clock, self.counted = Clock(), list[str]()
        self.stage = Stage(size, likes, send=lambda _: None, seed=0)
        sail(self.stage, step)
        config = KioskConfig(operator=Operator(pin=SECRET, corner="top left", corner_seconds=5.0))
        self.gallery = Gallery(self.stage, config, self.counted.append, self.clock)
        self.wait(0.1)

    def wait(self, seconds: float, tick: float = 0.5) -> None:
        for _ in range(max(round(seconds / tick), 1)):
            self.clock.now += min(tick, seconds)
            self.stage.advance(min(tick, seconds))
            self.gallery.advance(min(tick, seconds))
        drawn(self.gallery)

    def touch(self, x: float, y: float) -> None:
        self.gallery.handle(PointerDown(x, y, 0))
        self.gallery.handle(PointerUp(x, y, 0))
        for ask in self.stage.take_asks():
            if hasattr(ask, "scene"):
                self.gallery.go(ask.scene)
        drawn(self.gallery)

    def open(self, name: str) -> None:
        screen = self.stage.kit.screen
        rect = dict(zip([door.name for door in DOORS], lay_out_doors(screen, len(DOORS)), strict=True))[name]
        self.touch(*rect.center)


def test_a_visit_from_touch_to_silence() -> None:
    room = Room()
    assert room.gallery.name == "attract"
    room.touch(600, 300)
    assert room.gallery.name == "doors"
    room.open("steer")
    assert room.gallery.name == "sea"
    assert room.counted == ["arrived", "steer"]
    room.wait(46.0)
    assert room.gallery.presence.countdown(room.clock.now) > 0.0
    room.wait(16.0)
    assert room.gallery.name == "attract"
    assert room.gallery.alone
    room.touch(600, 300)
    assert room.gallery.visits == 2


@pytest.mark.parametrize(("button", "ends"), [(1, False), (2, True)])
def test_the_question_is_answered_by_its_buttons(button: int, ends: bool) -> None:
    room = Room()
    room.touch(600, 300)
    room.wait(46.0)
    kit = room.stage.kit
    rect = lay_out_question(kit.screen, kit.type.line_height("title"))[button]
    room.touch(*rect.center)
    room.wait(1.0)
    assert room.gallery.alone is ends
    assert room.gallery.name == ("attract" if ends else "doors")


def test_a_stick_that_leans_is_nobody() -> None:
    room = Room()
    lean = KeyPress("left", repeated=True)
    room.gallery.handle(lean)
    assert room.gallery.alone
    room.touch(600, 300)
    for _ in range(70):
        room.gallery.handle(lean)
        room.wait(1.0)
    assert room.gallery.alone
    assert room.gallery.visits == 1


def test_a_button_answers_the_question() -> None:
    room = Room()
    room.touch(600, 300)
    room.wait(46.0)
    room.gallery.handle(KeyPress("left"))
    assert room.gallery.presence.countdown(room.clock.now) == 0.0
    assert not room.gallery.alone


def test_every_door_opens_and_leads_back() -> None:
    for door in DOORS:
        room = Room()
        room.touch(600, 300)
        room.open(door.name)
        assert room.gallery.name == door.scene
        for _ in range(6):
            room.gallery.handle(KeyPress("escape"))
            for ask in room.stage.take_asks():
                room.gallery.go(getattr(ask, "scene", room.gallery.name))
        assert room.gallery.name in ("doors", "attract")


def test_without_a_trainer_the_sea_waits_and_the_duel_is_open() -> None:
    room = Room(step=-1)
    room.touch(600, 300)
    room.open("watch")
    assert room.gallery.name == "doors"
    room.open("duel")
    assert room.gallery.name == "duel"


def test_the_operator_leaves_by_corner_and_pin() -> None:
    room = Room()
    room.gallery.handle(PointerDown(3, 3, 0))
    room.wait(6.0)
    assert room.gallery.lock.asking
    room.gallery.handle(PointerUp(3, 3, 0))
    assert room.gallery.lock.asking
    for figure in "2741":
        room.gallery.handle(KeyPress(figure))
    assert not room.gallery.lock.open
    room.gallery.handle(KeyPress("return"))
    assert room.gallery.lock.open


def test_a_monkey_neither_leaves_nor_wedges() -> None:
    chance, room = random.Random(3), Room()
    keys = (
        "escape",
        "return",
        "space",
        "tab",
        "f3",
        "f9",
        "f10",
        "f11",
        "f12",
        "q",
        "left",
        "1",
        "?",
        "l",
        "p",
        "k",
        "o",
    )
    for number in range(400):
        x, y, finger = chance.uniform(-5, 1290), chance.uniform(-5, 725), chance.randrange(4)
        event: Event = chance.choice(
            [
                PointerDown(x, y, finger),
                PointerMove(x, y, finger, True),
                PointerUp(x, y, finger),
                Wheel(x, y, chance.choice([-1, 1])),
                KeyPress(chance.choice(keys), chance.random() < 0.2),
                QuitAsked(),
            ]
        )
        room.gallery.handle(event)
        for ask in room.stage.take_asks():
            if hasattr(ask, "scene"):
                room.gallery.go(ask.scene)
        room.clock.now += 0.02
        room.gallery.advance(0.02)
        if number % 20 == 0:
            drawn(room.gallery)
    assert not room.gallery.lock.open
    room.wait(130.0, 1.0)
    assert room.gallery.name == "attract"


@pytest.mark.parametrize("size", SIZES)
def test_targets_are_large_and_low(size: tuple[int, int]) -> None:
    screen = Screen(*size, 1.25)
    for rect in (*lay_out_doors(screen, 3), *lay_out_question(screen, screen.px(60))[1:]):
        assert screen.rect.contains(rect)
        assert min(rect.size) >= screen.px(TOUCH)
        assert rect.top >= size[1] // 3
    card, keys = lay_out_pad(screen)
    assert screen.rect.contains(card)
    assert all(card.contains(key) and min(key.size) >= screen.px(TOUCH) for key in keys)
    assert all(not one.colliderect(other) for one in keys for other in keys if one is not other)
