"""The scenes that are on: the one that is shown, and what lies over every one of them (messages, help, the overlay)."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import pygame

from seaspirits_game.scenes import overlays
from seaspirits_game.scenes.asks import GoTo
from seaspirits_game.scenes.events import Event, KeyPress, PointerDown
from seaspirits_game.scenes.sea_scene import SeaScene
from seaspirits_game.scenes.stage import Stage
from seaspirits_game.scenes.title import TitleScene

if TYPE_CHECKING:
    from seaspirits_game.storage.logbook import Logbook

_SCENES = {
    "title": "title",
    "sea": "sea",
    "layers": "sea",
    "charts": "charts",
    "duel": "duel",
    "codex": "codex",
    "tide": "tide",
}
_VIEWS = ("title", "sea", "layers")
"""Those that show the sea, each in its own way; the others leave it as it is."""


class Scene(Protocol):
    """What the loop asks of a scene."""

    def enter(self) -> None: ...

    def handle(self, event: Event) -> None: ...

    def advance(self, dt: float) -> None: ...

    def draw(self, surface: pygame.Surface, alpha: float) -> None: ...


@runtime_checkable
class HelpsItself(Protocol):
    """A scene with a help card of its own."""

    def draw_help(self, surface: pygame.Surface) -> None: ...


@runtime_checkable
class UsesEscape(Protocol):
    """A scene in which Escape may close something before it leaves the scene."""

    def uses_escape(self) -> bool: ...


@runtime_checkable
class Closes(Protocol):
    """A scene with something to finish when the window closes."""

    def close(self) -> None: ...


class Company:
    """Makes each scene when it is first gone to, so that the first frame waits for none of the others; shows one."""

    def __init__(self, stage: Stage, first: str, open_logbook: "Callable[[], Logbook | None] | None" = None) -> None:
        """`open_logbook` is called when something is first played that is kept."""
        self.stage = stage
        self._open_logbook = open_logbook
        self._scenes_by_name: dict[str, Scene] = {}
        self._overlay = False
        self._help = False
        self.name = first
        self._wanted_view = ""
        self.go(first)

    @property
    def scene(self) -> Scene:
        """The one that is shown."""
        name = _SCENES[self.name]
        if name not in self._scenes_by_name:
            self._scenes_by_name[name] = self._made(name)
        return self._scenes_by_name[name]

    def go(self, name: str) -> None:
        """Show another scene; the world behind it stays."""
        self.name = name
        if name == "title":
            self.stage.return_to_now()
        if name in _VIEWS:
            self._wanted_view = name
            self._apply_view(at_once=self.stage.snapshot is None)
        self.scene.enter()

    def resized(self) -> None:
        """The window has another size: lay out anew."""
        self.scene.enter()

    def handle(self, event: Event) -> None:
        """Keys of every scene, then the scene's own."""
        if self._help and isinstance(event, KeyPress | PointerDown):
            self._help = False
            return
        match event:
            case KeyPress("f3", _, False):
                self._overlay = not self._overlay
            case KeyPress("f1" | "h" | "?", _, False) | KeyPress("/", True, False):
                self._help = True
            case KeyPress("escape", _, False) if self.name != "title" and not self._escape_is_used():
                self.stage.ask(GoTo("title"))
            case _:
                self.scene.handle(event)

    def advance(self, dt: float) -> None:
        """One tick."""
        if self._wanted_view and self.stage.world is not None:
            self._apply_view(at_once=True)
        self.scene.advance(dt)

    def draw(self, surface: pygame.Surface, alpha: float) -> None:
        """The scene, then what lies over it."""
        self.scene.draw(surface, alpha)
        overlays.message(self.stage, surface)
        if self._overlay:
            overlays.debug(self.stage, surface)
        if self._help and isinstance(self.scene, HelpsItself):
            self.scene.draw_help(surface)
        elif self._help:
            overlays.help_card(self.stage, surface)

    def close(self) -> None:
        """Nothing is shown any more: what waits to be written is written."""
        for scene in self._scenes_by_name.values():
            if isinstance(scene, Closes):
                scene.close()

    def _made(self, name: str) -> Scene:
        match name:
            case "title":
                return TitleScene(self.stage)
            case "sea":
                return SeaScene(self.stage, self.show_help)
            case "charts":
                from seaspirits_game.scenes.chart_room.scene import ChartRoomScene

                return ChartRoomScene(self.stage)
            case "codex":
                from seaspirits_game.scenes.codex.scene import CodexScene

                return CodexScene(self.stage)
            case "tide":
                from seaspirits_game.scenes.tide_cube.scene import TideCubeScene

                return TideCubeScene(self.stage)
            case "duel":
                from seaspirits_game.scenes.duel.scene import DuelScene

                return DuelScene(self.stage, self.show_help, self._open_logbook)
            case _:
                raise KeyError(name)

    def show_help(self) -> None:
        """Open the help card."""
        self._help = True

    def _apply_view(self, at_once: bool) -> None:
        """Set the layout that the scene's name asks for, once there is a world to lay out."""
        world = self.stage.world
        if world is None:
            return
        self._wanted_view = ""
        world.choice.all_bands = self.name == "layers"
        if at_once:
            flight, world.choice.flight_s = world.choice.flight_s, 0.0
            world.choice.advance(0.0)
            world.choice.flight_s = flight
            world.reframe(at_once=True)

    def _escape_is_used(self) -> bool:
        return isinstance(self.scene, UsesEscape) and self.scene.uses_escape()
