"""The title: one name, one line, one invitation, over the sea that is already learning."""

from collections.abc import Callable
from dataclasses import dataclass

import pygame

from seaspirits_game.render.picture import SeaPicture, SpiritFrame
from seaspirits_game.render.ui.controls import focus_ring
from seaspirits_game.render.ui.ink import FOAM, LAMP, MIST
from seaspirits_game.render.ui.layout import TOUCH
from seaspirits_game.render.ui.motion import ease
from seaspirits_game.render.ui.type import Role
from seaspirits_game.scenes.asks import GoTo, Leave
from seaspirits_game.scenes.buttons import Control, Controls
from seaspirits_game.scenes.events import Event, KeyPress, PointerDown, PointerMove, PointerUp
from seaspirits_game.scenes.sea_picture import picture, show
from seaspirits_game.scenes.stage import Stage
from seaspirits_game.scenes.trainer_status import banner
from seaspirits_game.texts.catalogue import Texts

_FADE_S = 1.2
_NAME_AT, _SEA_FROM, _SEA_TO = 0.15, 0.24, 0.83
"""Shares of the height: the middle of the name, and where the sea is framed between name and invitation."""


def empty_picture(stage: Stage) -> SeaPicture:
    """Water without spirits: what there is to see before the first snapshot."""
    return SeaPicture(SpiritFrame.nobody(), (), (), stage.depth01, stage.time_s, stage.preferences.reduced_motion)


@dataclass(frozen=True, slots=True)
class Door:
    """A quieter way from the title, to a scene."""

    scene: str
    key: str
    words: Callable[[Texts], str]


DOORS = (
    Door("keeper", "k", lambda texts: texts.t("The Keeper  (K)")),
    Door("duel", "p", lambda texts: texts.t("Pivot Duel  (P)")),
    Door("logbook", "o", lambda texts: texts.t("Logbook  (O)")),
    Door("settings", "f10", lambda texts: texts.t("Settings  (F10)")),
)
_DIVE = "dive"
_ARROWS = ("left", "right", "up", "down", "tab")


class TitleScene:
    """Any key or touch dives, but for the quieter doors; arrows and Tab look for them, Escape leaves."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.controls = Controls()
        self._age = 0.0

    def enter(self) -> None:
        """Look at the whole sea."""
        screen = self.stage.kit.screen
        if self.stage.world is not None:
            top = round(screen.height * _SEA_FROM)
            area = pygame.Rect(0, top, screen.width, round(screen.height * _SEA_TO) - top)
            self.stage.world.look_through(screen.width, screen.height, (area.x, area.y, area.w, area.h))

    def handle(self, event: Event) -> None:
        """Dive, or leave."""
        match event:
            case KeyPress("escape", _, False):
                self.stage.ask(Leave())
            case KeyPress("l", _, False):
                self.stage.ask(GoTo("layers"))
            case KeyPress(key, _, False) if key in DOORS_BY_KEY:
                self.stage.ask(GoTo(DOORS_BY_KEY[key].scene))
            case KeyPress(key, shift) if key in _ARROWS or self.controls.focused is not None:
                self._reach(key, shift)
            case KeyPress(_, _, False):
                self._dive()
            case PointerMove(x, y, pointer):
                self.controls.pointer_moved(x, y, self.stage.kit.screen, pointer)
            case PointerDown(x, y, pointer):
                self.controls.pointer_down(x, y, self.stage.kit.screen, pointer)
            case PointerUp(x, y, pointer):
                if not self.controls.pointer_up(x, y, self.stage.kit.screen, pointer):
                    self._dive()
            case _:
                pass

    def _reach(self, key: str, shift: bool) -> None:
        if self.controls.focused is None and key != "tab":
            self.controls.focused = _DIVE
        elif not self.controls.key(key, shift):
            self._dive()

    def _dive(self) -> None:
        self.stage.ask(GoTo("sea"))

    def advance(self, dt: float) -> None:
        """One tick."""
        self._age += dt
        world = self.stage.world
        if world is not None and world.view.focal and self._age < 0.1:
            self.enter()

    def draw(self, surface: pygame.Surface, alpha: float) -> None:
        """The sea, the name, the line, the invitation."""
        stage = self.stage
        world = stage.world
        if world is not None and stage.snapshot is not None:
            shown = show(world, alpha, stage.time_s)
            stage.painter.paint(surface, picture(world, shown, stage.palette, stage.time_s, stage.depth01))
        else:
            stage.painter.paint(surface, empty_picture(stage))
        self._words(surface)

    def _words(self, surface: pygame.Surface) -> None:
        kit, t = self.stage.kit, self.stage.texts.t
        screen = kit.screen
        fade = ease(min((self._age + 0.25) / _FADE_S, 1.0))
        middle = screen.width / 2, screen.height * _NAME_AT
        width = screen.width - 2 * screen.margin
        name = kit.type.draw(surface, t("Sea of Spirits"), middle, "display", FOAM, "center", fade, width)
        below = name.bottom + screen.px(10)
        line = t("a network is learning beneath you")
        kit.type.draw(surface, line, (middle[0], below), "heading", FOAM, "midtop", fade, width)
        trouble = banner(self.stage.status, self.stage.texts)
        if trouble:
            y = below + screen.px(70)
            for row in kit.type.wrapped(trouble, "body", min(width, screen.px(820))):
                kit.type.draw(surface, row, (middle[0], y), "body", MIST, "midtop", fade)
                y += kit.type.line_height("body")
        breathing = 1.0 if self.stage.preferences.reduced_motion else 0.86 + 0.14 * _wave(self.stage.time_s)
        keys = t("any key dives   ·   F11 full screen   ·   Esc leaves")
        rects = self._places()
        kit.type.draw(surface, keys, rects[0].center, "small", MIST, "center", 0.85 * fade, width)
        self.controls.items = self._controls(rects[1:])
        for control in self.controls.items:
            role: Role = "heading" if control.name == _DIVE else "name"
            opacity = breathing if control.name == _DIVE else 0.8
            look = self.controls.look(control)
            opacity = 1.0 if look.hover or look.focused else opacity
            place = control.rect.center
            kit.type.draw(surface, control.hint, place, role, LAMP, "center", opacity * fade, control.rect.width)
            if look.focused:
                focus_ring(kit, surface, control.rect)

    def _controls(self, rects: list[pygame.Rect]) -> list[Control]:
        texts, dive, *doors = self.stage.texts, *rects

        def to(scene: str) -> Callable[[], None]:
            return lambda: self.stage.ask(GoTo(scene))

        return [
            Control(_DIVE, dive, self._dive, texts.t("touch the sea")),
            *(
                Control(door.scene, rect, to(door.scene), door.words(texts))
                for door, rect in zip(DOORS, doors, strict=True)
            ),
        ]

    def _places(self) -> list[pygame.Rect]:
        """From the foot upward: the line of keys, then the invitation, and the doors, in as many rows as they need."""
        kit, texts = self.stage.kit, self.stage.texts
        screen, px = kit.screen, kit.screen.px
        widths = [kit.type.size(door.words(texts), "name")[0] + px(36) for door in DOORS]
        rows: list[list[int]] = [[]]
        for width in widths:
            if rows[-1] and sum(rows[-1]) + width > screen.safe.width:
                rows.append([])
            rows[-1].append(min(width, screen.safe.width))
        height = max(kit.type.line_height("name"), px(TOUCH))
        small = kit.type.line_height("small")
        foot = pygame.Rect(screen.margin, screen.height - px(44) - small, screen.safe.width, small)
        top = foot.top - px(10) - len(rows) * height
        doors = []
        for number, line in enumerate(rows):
            left = screen.width // 2 - sum(line) // 2
            for width in line:
                doors.append(pygame.Rect(left, top + number * height, width, height))
                left += width
        tall = max(kit.type.line_height("heading"), px(TOUCH))
        wide = min(kit.type.size(texts.t("touch the sea"), "heading")[0] + px(48), screen.safe.width)
        dive = pygame.Rect(screen.width // 2 - wide // 2, top - px(12) - tall, wide, tall)
        return [foot, dive, *doors]


DOORS_BY_KEY = {door.key: door for door in DOORS}


def _wave(time_s: float) -> float:
    return ease(abs((time_s / 4.0) % 2.0 - 1.0))  # eight seconds a breath
