"""Nobody is locked out: title, sea, inspector, duel, codex and settings by keyboard alone, and by a gamepad alone."""

import pygame
import pytest

from seaspirits_game.app.gamepad import Gamepads
from seaspirits_game.scenes.asks import GoTo
from seaspirits_game.scenes.codex.drawing import ROW
from seaspirits_game.scenes.company import Company
from seaspirits_game.scenes.duel.play import PlayPage
from seaspirits_game.scenes.events import KeyPress
from seaspirits_game.scenes.keeper.dive_page import DivePage
from seaspirits_game.scenes.keys import KeyMap
from tests.scenes.keeper.afloat import Diver
from tests.scenes.voyages import advance, drawn, staged

MOST_PRESSES = 120
SCENES = ["title", "sea", "layers", "charts", "duel", "codex", "tide", "settings", "keeper", "logbook"]


class Person:
    """Presses one thing after another, sees what is drawn, and goes where the window goes."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self.focus_seen = 0

    def press(self, key: str, shift: bool = False) -> None:
        self.company.handle(KeyPress(key, shift))
        self._look()

    def _look(self) -> None:
        for ask in self.company.stage.take_asks():
            if isinstance(ask, GoTo):
                self.company.go(ask.scene)
        drawn(self.company)
        advance(self.company, 0.1)
        if self.company.focused() is not None:
            self.focus_seen += 1

    def seek(self, name: str) -> None:
        """Move the focus to a control by Tab alone."""
        for _ in range(MOST_PRESSES):
            self.next()
            focused = self.company.focused()
            if focused is not None and focused.name == name:
                return
        raise AssertionError(f"{name} cannot be reached in {self.company.name}")

    def next(self) -> None:
        self.press("tab")

    def choose(self) -> None:
        self.press("return")

    def back(self) -> None:
        self.press("escape")

    def rest(self) -> None:
        self.press("f9")

    def spirit(self) -> None:
        self.press("i")

    def arrow(self, way: str) -> None:
        self.press(way)


class Gamer(Person):
    """The same with a gamepad: only its buttons and its cross are used."""

    def __init__(self, company: Company) -> None:
        super().__init__(company)
        self._pads = Gamepads(keys=KeyMap())
        self._now = 0.0

    def button(self, number: int) -> None:
        self._hear(pygame.event.Event(pygame.JOYBUTTONDOWN, instance_id=1, button=number))

    def _hear(self, event: pygame.event.Event) -> None:
        self._now += 0.1
        for press in self._pads.translate([event], self._now):
            self.company.handle(press)
        self._look()

    def next(self) -> None:
        self.button(5)

    def choose(self) -> None:
        self.button(0)

    def back(self) -> None:
        self.button(1)

    def rest(self) -> None:
        self.button(7)

    def spirit(self) -> None:
        self.button(3)

    def arrow(self, way: str) -> None:
        value = {"left": (-1, 0), "right": (1, 0), "up": (0, 1), "down": (0, -1)}[way]
        self._hear(pygame.event.Event(pygame.JOYHATMOTION, instance_id=1, hat=0, value=value))
        self._hear(pygame.event.Event(pygame.JOYHATMOTION, instance_id=1, hat=0, value=(0, 0)))


@pytest.mark.parametrize("kind", [Person, Gamer])
def test_the_whole_way_without_a_pointer(kind: type[Person]) -> None:
    company = staged(1500, "title", seconds=0.2)
    drawn(company)
    hand = kind(company)

    hand.seek("dive")
    hand.choose()
    assert company.name == "sea"

    hand.spirit()
    assert company.stage.world.selected is not None
    first = company.stage.world.selected
    hand.arrow("right")
    assert company.stage.world.selected not in (None, first)
    hand.seek("measure")
    hand.choose()
    assert sum(company.scene.inspector.measured.counts.values()) == 1
    while company.stage.world.selected is not None:
        hand.back()

    hand.seek("codex")
    hand.choose()
    assert company.name == "codex"
    hand.seek(ROW + "volume")
    hand.choose()
    assert company.scene.article.key == "volume"
    hand.back()
    if company.name == "codex":  # the first one took the focus away
        hand.back()
    assert company.name == "sea"

    hand.rest()
    assert company.menu.is_open
    hand.seek("settings")
    hand.choose()
    assert company.name == "settings"
    hand.seek("tab words")
    hand.choose()
    hand.seek("row text_scale")
    hand.arrow("right")
    assert company.stage.preferences.text_scale == 1.1
    hand.back()
    assert company.name == "sea"

    hand.rest()
    hand.seek("title")
    hand.choose()
    assert company.name == "title"
    hand.seek("duel")
    hand.choose()
    assert company.name == "duel"
    hand.seek("door duel")
    hand.choose()
    assert isinstance(company.scene.page, PlayPage)
    advance(company, 0.5)
    for _ in range(4):
        hand.arrow("right")
    hand.choose()
    advance(company, 0.5)
    assert len(company.scene.page.player.state.moves) >= 1

    hand.rest()
    hand.seek("leave")
    assert hand.focus_seen > 30  # what had the focus was drawn, wherever it was


@pytest.mark.parametrize("scene", SCENES)
def test_tab_reaches_every_control_of_every_scene(scene: str) -> None:
    company = staged(1500, scene, seconds=0.2)
    drawn(company)
    page = getattr(company.scene, "page", company.scene)
    reached = set()
    for _ in range(MOST_PRESSES):
        company.handle(KeyPress("tab"))
        company.stage.take_asks()
        drawn(company)
        focused = company.focused()
        assert focused is not None
        reached.add(focused.name)
    assert {item.name for item in page.controls.items if item.enabled} <= reached


@pytest.mark.parametrize("scene", SCENES)
def test_the_focus_can_be_seen(scene: str) -> None:
    """Drawn pixels round a control change when it gets the focus."""
    company = staged(1500, scene, seconds=0.2)
    company.stage.prefer(still_water=True, reduced_motion=True)
    drawn(company)
    for _ in range(6):
        before = pygame.surfarray.array3d(drawn(company)).astype(int)
        company.handle(KeyPress("tab"))
        after = pygame.surfarray.array3d(drawn(company)).astype(int)
        focused = company.focused()
        assert focused is not None
        rect = focused.rect.inflate(24, 24).clip(company.stage.kit.screen.rect)
        change = abs(after - before)[rect.left : rect.right, rect.top : rect.bottom].max()
        assert change > 60, f"{scene}: {focused.name}"


@pytest.mark.parametrize("kind", [Person, Gamer])
def test_a_dive_without_a_pointer(kind: type[Person]) -> None:
    diver = Diver()
    company = diver.company
    company.go("title")
    drawn(company)
    hand = kind(company)
    hand.seek("keeper")
    hand.choose()
    assert company.name == "keeper"
    hand.seek("dive first-light")  # the focus chooses, Enter begins
    hand.choose()
    page = company.scene.page
    assert isinstance(page, DivePage)
    diver.frames(20)
    hand.seek("pause")
    hand.choose()
    assert page.rests
    hand.choose()
    assert not page.rests
    hand.rest()
    assert company.menu.is_open
    assert page.rests  # the dive's own training waits, too
    hand.seek("go on")
    hand.choose()
    assert not page.rests
    reached = set()
    for _ in range(MOST_PRESSES):
        hand.next()
        reached.add(company.focused().name)
    assert {item.name for item in page.controls.items if item.enabled} <= reached
    company.close()
