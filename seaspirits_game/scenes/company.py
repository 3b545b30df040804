"""The scenes that are on: the one that is shown, and what lies over every one of them (messages, help, the overlay)."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import pygame

from seaspirits_game.scenes import overlays
from seaspirits_game.scenes.asks import Film, GoTo, TakePicture, ToggleFullscreen
from seaspirits_game.scenes.buttons import Control, Controls
from seaspirits_game.scenes.events import Event, KeyPress, PointerDown
from seaspirits_game.scenes.guide import Guide
from seaspirits_game.scenes.helm import Helm
from seaspirits_game.scenes.menu import Menu
from seaspirits_game.scenes.pointing import Pointing, Sight, Sights
from seaspirits_game.scenes.sea_scene import SeaScene
from seaspirits_game.scenes.stage import Stage
from seaspirits_game.scenes.title import TitleScene

if TYPE_CHECKING:
    from seaspirits_game.scenes.keeper.voyages import Voyages
    from seaspirits_game.storage.logbook import Logbook

_SCENES = {
    "title": "title",
    "sea": "sea",
    "layers": "sea",
    "charts": "charts",
    "duel": "duel",
    "keeper": "keeper",
    "codex": "codex",
    "tide": "tide",
    "settings": "settings",
    "logbook": "logbook",
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


@runtime_checkable
class LeavesWater(Protocol):
    """A scene that says where the guide's words have room."""

    def free_water(self) -> pygame.Rect: ...


@runtime_checkable
class TakesRawKeys(Protocol):
    """A scene that may want a key as it is, to give it to an action."""

    def takes_raw_keys(self) -> bool: ...

    def hears_button(self) -> Callable[[int], None] | None: ...


class Company:
    """Makes each scene when it is first gone to, so that the first frame waits for none of the others; shows one."""

    def __init__(
        self,
        stage: Stage,
        first: str,
        open_logbook: "Callable[[], Logbook | None] | None" = None,
        voyages: "Voyages | None" = None,
    ) -> None:
        """`open_logbook` is called when something is first played that is kept; `voyages` gives dives trainers."""
        self.stage = stage
        self._voyages = voyages
        self._open_logbook = open_logbook
        self._scenes_by_name: dict[str, Scene] = {}
        self.menu = Menu(stage, self.show_help, self.point, self._helm)
        self.pointing = Pointing(stage)
        self.guide = Guide(stage)
        self._overlay = False
        self._help = False
        self.name = first
        self._wanted_view = ""
        self._came_from = "title"
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
        if name == "settings" and self.name != "settings":
            self._came_from = self.name
        self.name = name
        self.stage.scene = _SCENES[name]
        if name == "title":
            self.stage.return_to_now()
        if name in _VIEWS:
            self._wanted_view = name
            self._apply_view(at_once=self.stage.snapshot is None)
        self.scene.enter()

    def resized(self) -> None:
        """The window has another size: lay out anew."""
        self.scene.enter()

    @property
    def heard(self) -> Stage:
        """The stage of the voyage that is watched: the window's own, or that of a dive."""
        stage = getattr(getattr(self.scene, "page", self.scene), "stage", self.stage)
        return stage if isinstance(stage, Stage) else self.stage

    def _helm(self) -> Helm | None:
        helm = getattr(getattr(self.scene, "page", self.scene), "helm", None)
        # before the first snapshot there is nothing to steer
        return helm if isinstance(helm, Helm) and self.heard.snapshot is not None else None

    def renew(self) -> None:
        """Another language: make every scene anew when it is next gone to, but for the one that is shown."""
        kept = _SCENES[self.name]
        for name, scene in list(self._scenes_by_name.items()):
            if name != kept:
                if isinstance(scene, Closes):
                    scene.close()
                del self._scenes_by_name[name]

    def focused(self) -> Control | None:
        """The control that keys act on now."""
        holder = self.menu if self.menu.is_open else getattr(self.scene, "page", self.scene)
        controls = getattr(holder, "controls", None)
        return controls.named(controls.focused) if isinstance(controls, Controls) else None

    def hears_button(self) -> Callable[[int], None] | None:
        """Who wants the next button of a gamepad as it is; None when it does what it does."""
        return self.scene.hears_button() if isinstance(self.scene, TakesRawKeys) else None

    def handle(self, event: Event) -> None:
        """Keys of every scene, then the scene's own."""
        if isinstance(event, KeyPress):
            if isinstance(self.scene, TakesRawKeys) and self.scene.takes_raw_keys():
                self.scene.handle(event)
                return
            heard = self.stage.preferences.keys.translated(event, _SCENES[self.name])
            if heard is None:
                return
            event = heard
        if self._help and isinstance(event, KeyPress | PointerDown):
            self._help = False
            return
        match event:
            case KeyPress("f11", _, False):
                self.stage.ask(ToggleFullscreen())
            case KeyPress("f12", shift, False):
                self.stage.ask(Film() if shift else TakePicture())
            case KeyPress("f8", _, False):
                self.stage.choose(muted=not self.stage.preferences.muted)
            case _ if self.menu.is_open:
                self.menu.handle(event)
            case _ if self.pointing.is_open:
                self.pointing.handle(event)
            case KeyPress("f9" | "pause", _, False):
                self.menu.open()
            case KeyPress("f10", _, False) if self.name != "settings":
                self.stage.ask(GoTo("settings"))
            case KeyPress("f3", _, False):
                self._overlay = not self._overlay
            case KeyPress("?" | "f2", _, False) | KeyPress("/", True, False):
                self.point()
            case KeyPress("f1" | "h", _, False):
                self._help = True
            case _ if _SCENES[self.name] == "sea" and self.guide.handle(event):
                pass
            case KeyPress("escape", _, False) if self.name != "title" and not self._escape_is_used():
                self.stage.ask(GoTo("title"))
            case _:
                self.scene.handle(event)

    def advance(self, dt: float) -> None:
        """One tick."""
        if self.menu.is_open:
            return
        if self._wanted_view and self.stage.world is not None:
            self._apply_view(at_once=True)
        self.scene.advance(dt)
        if _SCENES[self.name] == "sea":
            self.guide.advance(dt)

    def draw(self, surface: pygame.Surface, alpha: float) -> None:
        """The scene, then what lies over it."""
        self.scene.draw(surface, alpha)
        if isinstance(self.scene, LeavesWater) and not self.pointing.is_open:
            self.guide.draw(surface, self.scene.free_water())
        self.pointing.draw(surface)
        if self.menu.is_open:
            self.menu.draw(surface)
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
                return SeaScene(self.stage, self.show_help, self.menu.open)
            case "charts":
                from seaspirits_game.scenes.chart_room.scene import ChartRoomScene

                return ChartRoomScene(self.stage)
            case "codex":
                from seaspirits_game.scenes.codex.scene import CodexScene

                return CodexScene(self.stage)
            case "tide":
                from seaspirits_game.scenes.tide_cube.scene import TideCubeScene

                return TideCubeScene(self.stage)
            case "settings":
                from seaspirits_game.scenes.settings.scene import SettingsScene

                return SettingsScene(self.stage, lambda: self.stage.ask(GoTo(self._came_from)))
            case "logbook":
                from seaspirits_game.scenes.logbook.scene import LogbookScene

                return LogbookScene(self.stage, tuple(_SCENES), self._open_logbook)
            case "duel":
                from seaspirits_game.scenes.duel.scene import DuelScene

                return DuelScene(self.stage, self.show_help, self._open_logbook)
            case "keeper":
                from seaspirits_game.scenes.keeper.scene import KeeperScene

                return KeeperScene(self.stage, self.show_help, self._voyages, self._open_logbook)
            case _:
                raise KeyError(name)

    def show_help(self) -> None:
        """Open the help card."""
        self._help = True

    def point(self) -> None:
        """Point at what there is to see and to do in the scene."""
        scene = getattr(self.scene, "page", self.scene)
        sights = list(self.scene.sights()) if isinstance(self.scene, Sights) else []
        controls = getattr(scene, "controls", None)
        items = controls.items if controls is not None else ()
        sights += [Sight(item.rect, item.hint) for item in items if item.hint]
        self.pointing.open(sights)

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
