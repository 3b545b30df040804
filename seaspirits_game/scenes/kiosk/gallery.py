"""The exhibit's company of scenes: who comes and goes, which doors open, and that nobody leaves but the operator."""

import time
from collections.abc import Callable

import pygame

from seaspirits_game.kiosk.config import KioskConfig
from seaspirits_game.kiosk.lock import Lock
from seaspirits_game.kiosk.presence import Mood, Presence
from seaspirits_game.scenes import overlays
from seaspirits_game.scenes.company import Company, Scene
from seaspirits_game.scenes.events import Event, KeyPress, PointerDown, PointerMove, PointerUp, QuitAsked, Resized
from seaspirits_game.scenes.kiosk.attract import Attract
from seaspirits_game.scenes.kiosk.doors import Door, Doors
from seaspirits_game.scenes.kiosk.pad import Pad
from seaspirits_game.scenes.kiosk.question import Question
from seaspirits_game.scenes.stage import Stage

_OWN = ("attract", "doors")
_OPEN = ("sea", "layers", "duel", "charts", "codex", "tide")
"""Ordinary scenes that a visitor may see; every other one leads back to the doors."""
_DEAF = ("f3", "f8", "f9", "f10", "f11", "f12", "pause", "print screen")
"""Keys of the ordinary program that would lead a visitor where an exhibit has nothing for them."""


class Gallery(Company):
    """A company in which visits begin and end."""

    def __init__(
        self,
        stage: Stage,
        config: KioskConfig,
        count: Callable[[str], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`count` is told of each visit and choice; `clock` runs forward only."""
        self._count, self._clock = count, clock
        self.presence = Presence(config.visits)
        self.lock = Lock(config.operator)
        self.visits = 0
        self._own: dict[str, Scene] = {"attract": Attract(stage), "doors": Doors(stage, self._through)}
        self._question = Question(stage, self._stays, self._leaves)
        self._pad = Pad(stage, self._typed)
        super().__init__(stage, "attract")

    @property
    def scene(self) -> Scene:
        """The one that is shown."""
        return self._own[self.name] if self.name in _OWN else super().scene

    @property
    def alone(self) -> bool:
        """Whether nobody is there."""
        return self.presence.mood is Mood.ATTRACT

    def go(self, name: str) -> None:
        """Show another scene; what an exhibit does not show leads to the doors."""
        if name in _OPEN:
            super().go(name)
            return
        self.name = name if name in _OWN else "doors"
        self.stage.scene = self.name
        self.stage.return_to_now()
        self.scene.enter()

    def handle(self, event: Event) -> None:
        """Every input is somebody; then the pad, the question, the scene."""
        now, was_alone = self._clock(), self.alone
        if isinstance(event, QuitAsked | Resized) or (isinstance(event, PointerMove) and was_alone):
            return  # the window manager's wishes, and a mouse that was only jogged
        asked = self.presence.mood is Mood.ASKING
        # a stick that leans, or a book on a key, is nobody: it must not hold up the question
        leaning = isinstance(event, KeyPress) and event.repeated
        self._watch_corner(event, now)
        if self.lock.asking:
            self._pad.handle(event)
            return
        if asked:
            self._question.handle(event)
            if self.presence.mood is Mood.ASKING and not leaning and not isinstance(event, PointerDown | PointerMove):
                self._stays()  # beside the buttons, too, somebody has answered
            return
        if leaning and was_alone:
            return
        if not leaning:
            self.presence = self.presence.touched(now)
        if was_alone:
            self.visits += 1
            self._count("arrived")
            self.go("doors")
        elif self.name in _OWN:
            if isinstance(event, KeyPress) and event.key == "escape":
                self._leaves()
            else:
                self.scene.handle(event)
        elif not (isinstance(event, KeyPress) and event.key in _DEAF):
            super().handle(event)

    def advance(self, dt: float) -> None:
        """One tick."""
        now = self._clock()
        before = self.presence
        self.presence = before.at(now)
        self.lock = self.lock.at(now)
        if self.alone and before.mood is not Mood.ATTRACT:
            self._empty()
        if self.name in _OWN:
            self.scene.advance(dt)
        else:
            super().advance(dt)

    def draw(self, surface: pygame.Surface, alpha: float) -> None:
        """The scene, then what lies over it."""
        if self.name in _OWN:
            self.scene.draw(surface, alpha)
            overlays.message(self.stage, surface)
        else:
            super().draw(surface, alpha)
        if self.lock.asking:
            self._pad.draw(surface, len(self.lock.typed), self._clock() < self.lock.barred_until)
        elif self.presence.mood is Mood.ASKING:
            self._question.draw(surface, self.presence.countdown(self._clock()))

    def hold(self, key: str, down: bool) -> None:
        """A key of the operator's chord is down or up."""
        self.lock = self.lock.key(key, down, self._clock())

    def _watch_corner(self, event: Event, now: float) -> None:
        size = (self.stage.kit.screen.width, self.stage.kit.screen.height)
        match event:
            case PointerDown(x, y):
                self.lock = self.lock.pointer(x, y, size, True, now)
            case PointerMove(x, y, _, pressed):
                self.lock = self.lock.pointer(x, y, size, pressed, now)
            case PointerUp(x, y):
                self.lock = self.lock.pointer(x, y, size, False, now)
            case _:
                pass

    def _typed(self, what: str) -> None:
        now = self._clock()
        match what:
            case "enter":
                self.lock = self.lock.entered(now)
            case "cancel":
                self.lock = self.lock.cancelled()
            case figure:
                self.lock = self.lock.figure(figure, now)

    def _through(self, door: Door) -> None:
        self._count(door.name)
        self.go(door.scene)

    def _stays(self) -> None:
        self.presence = self.presence.touched(self._clock())

    def _leaves(self) -> None:
        self.presence = self.presence.left(self._clock())
        self._empty()

    def _empty(self) -> None:
        """The visitor is gone: everything as it was before anybody came."""
        self.menu.close()
        self.close()
        self._scenes_by_name.clear()  # whoever comes next finds every room as nobody has left it
        self._help = self._overlay = False
        self.go("attract")
