"""A scene's controls as a list: hit testing, focus by keys, and what pressing one does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pygame

from seaspirits_game.render.ui.controls import Look
from seaspirits_game.render.ui.focus import Move, moved
from seaspirits_game.render.ui.layout import Screen, touched
from seaspirits_game.scenes.events import MOUSE, Event, PointerDown, PointerMove, PointerUp


@dataclass(frozen=True, slots=True)
class Control:
    """One thing a person can do, where it is, and what it says of itself."""

    name: str
    rect: pygame.Rect
    press: Callable[[], None]
    hint: str = ""
    """What it does, in words; with its key."""
    set_share: Callable[[float], None] | None = None
    """For a lever: take a share of its length, 0 to 1."""
    share: float = 0.0
    nudge: Callable[[int], None] | None = None
    """For a lever with uneven places: one place on (1) or back (−1)."""
    active: bool = False
    enabled: bool = True


_MOVES_BY_KEY: dict[str, Move] = {"left": "left", "right": "right", "up": "up", "down": "down"}
_LEVER_STEP = 0.025


class Controls:
    """Follows pointer and focus over a list of controls that the scene lays out anew each frame."""

    def __init__(self) -> None:
        self.items: Sequence[Control] = ()
        self.hovered: str | None = None
        """Name of the control under the mouse."""
        self.focused: str | None = None
        """Name of the control that keys act on."""
        self._dragged: str | None = None
        self._pressed: str | None = None
        self._pointer = MOUSE

    def named(self, name: str | None) -> Control | None:
        """The control of that name, if it is laid out now."""
        return next((item for item in self.items if item.name == name), None)

    @property
    def pointed(self) -> Control | None:
        """The control under the mouse, or else in focus: what a hint is about."""
        return self.named(self.hovered or self.focused)

    def look_of(self, name: str) -> Look:
        """How to draw the control of that name now; one that is not laid out is at rest."""
        control = self.named(name)
        return self.look(control) if control is not None else Look()

    def look(self, control: Control) -> Look:
        """How to draw it now."""
        return Look(
            hover=self.hovered == control.name,
            pressed=self._pressed == control.name or self._dragged == control.name,
            focused=self.focused == control.name,
            active=control.active,
            enabled=control.enabled,
        )

    def at(self, x: float, y: float, screen: Screen) -> Control | None:
        """The control under a point: drawn shapes first, then their larger touch areas, nearest first."""
        found = touched([item.rect for item in self.items], x, y, screen)
        return self.items[found] if found is not None else None

    def follow(self, event: Event, screen: Screen) -> bool:
        """Take a pointer's event; whether it was one, for pages where pointers have nothing but controls to touch."""
        match event:
            case PointerMove(x, y, pointer):
                self.pointer_moved(x, y, screen, pointer)
            case PointerDown(x, y, pointer):
                self.pointer_down(x, y, screen, pointer)
            case PointerUp(x, y, pointer):
                self.pointer_up(x, y, screen, pointer)
            case _:
                return False
        return True

    def pointer_moved(self, x: float, y: float, screen: Screen, pointer: int = MOUSE) -> bool:
        """Follow a hovering or dragging pointer; whether a lever took it."""
        if self._dragged is not None and pointer == self._pointer:
            self._drag_to(x)
            return True
        if pointer == MOUSE:
            found = self.at(x, y, screen)
            self.hovered = found.name if found is not None else None
        return False

    def pointer_down(self, x: float, y: float, screen: Screen, pointer: int = MOUSE) -> bool:
        """Whether a control took the press. It ends one whose lift was lost: no finger can block the others."""
        found = self.at(x, y, screen)
        self.focused = None  # a pointer needs no focus ring
        self._dragged = self._pressed = None
        self._pointer = pointer
        if found is None or not found.enabled:
            return found is not None
        if found.set_share is not None:
            self._dragged = found.name
            self._drag_to(x)
        else:
            self._pressed = found.name
        return True

    def pointer_up(self, x: float, y: float, screen: Screen, pointer: int = MOUSE) -> bool:
        """Whether a control took the release; sliding off before lifting cancels."""
        if pointer != self._pointer:
            return False
        if self._dragged is not None:
            self._dragged = None
            return True
        if self._pressed is None:
            return False
        name, self._pressed = self._pressed, None
        found = self.at(x, y, screen)
        if found is not None and found.name == name:
            found.press()
        return True

    def key(self, key: str, shift: bool) -> bool:
        """Tab and arrows move the focus, space and enter press; a focused lever is moved by left and right."""
        current = self.named(self.focused)
        if key == "tab":
            self._move_focus("previous" if shift else "next")
            return True
        if current is None:
            return False
        if key in ("return", "space", "enter"):
            current.press()
            return True
        if current.nudge is not None and key in ("left", "right"):
            current.nudge(1 if key == "right" else -1)
            return True
        if current.set_share is not None and key in ("left", "right"):
            step = _LEVER_STEP if key == "right" else -_LEVER_STEP
            current.set_share(min(max(current.share + step, 0.0), 1.0))
            return True
        if key in _MOVES_BY_KEY:
            self._move_focus(_MOVES_BY_KEY[key])
            return True
        if key == "escape":
            self.focused = None
            return True
        return False

    def _drag_to(self, x: float) -> None:
        lever = self.named(self._dragged)
        if lever is not None and lever.set_share is not None:
            lever.set_share(min(max((x - lever.rect.left) / max(lever.rect.width, 1), 0.0), 1.0))

    def _move_focus(self, move: Move) -> None:
        names = [item.name for item in self.items]
        current = names.index(self.focused) if self.focused in names else None
        found = moved([item.rect for item in self.items], current, move, [item.enabled for item in self.items])
        self.focused = names[found] if found is not None else None
