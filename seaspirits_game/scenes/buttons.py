"""A scene's controls as a list: hit testing, focus by keys, and what pressing one does."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pygame

from seaspirits_game.render.ui.controls import Look
from seaspirits_game.render.ui.layout import Screen, touchable


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
    active: bool = False
    enabled: bool = True


_ARROWS = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}


class Controls:
    """Follows pointer and focus over a list of controls that the scene lays out anew each frame."""

    def __init__(self) -> None:
        self.items: Sequence[Control] = ()
        self.hovered: str | None = None
        self.focused: str | None = None
        self._dragged: str | None = None
        self._pressed: str | None = None

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
        inside = [item for item in self.items if item.rect.collidepoint(x, y)]
        if inside:
            return inside[0]
        near = [item for item in self.items if touchable(item.rect, screen).collidepoint(x, y)]
        return min(near, key=lambda item: math.dist(item.rect.center, (x, y)), default=None)

    def pointer_moved(self, x: float, y: float, screen: Screen) -> bool:
        """Follow a hovering or dragging pointer; whether a lever took it."""
        if self._dragged is not None:
            self._drag_to(x)
            return True
        found = self.at(x, y, screen)
        self.hovered = found.name if found is not None else None
        return False

    def pointer_down(self, x: float, y: float, screen: Screen) -> bool:
        """Whether a control took the press."""
        found = self.at(x, y, screen)
        self.focused = None  # a pointer needs no focus ring
        if found is None or not found.enabled:
            return found is not None
        if found.set_share is not None:
            self._dragged = found.name
            self._drag_to(x)
        else:
            self._pressed = found.name
        return True

    def pointer_up(self, x: float, y: float, screen: Screen) -> bool:
        """Whether a control took the release; sliding off before lifting cancels."""
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
        current = next((item for item in self.items if item.name == self.focused), None)
        if key == "tab":
            self._focus_next(-1 if shift else 1)
            return True
        if current is None:
            return False
        if key in ("return", "space", "enter"):
            current.press()
            return True
        if current.set_share is not None and key in ("left", "right"):
            current.set_share(min(max(current.share + (0.025 if key == "right" else -0.025), 0.0), 1.0))
            return True
        if key in _ARROWS:
            self._focus_towards(current, _ARROWS[key])
            return True
        if key == "escape":
            self.focused = None
            return True
        return False

    def _drag_to(self, x: float) -> None:
        lever = next((item for item in self.items if item.name == self._dragged), None)
        if lever is not None and lever.set_share is not None:
            lever.set_share(min(max((x - lever.rect.left) / max(lever.rect.width, 1), 0.0), 1.0))

    def _focus_next(self, step: int) -> None:
        names = [item.name for item in self.items if item.enabled]
        if not names:
            return
        if self.focused not in names:
            self.focused = names[0 if step > 0 else -1]
        else:
            self.focused = names[(names.index(self.focused) + step) % len(names)]

    def _focus_towards(self, current: Control, direction: tuple[int, int]) -> None:
        dx, dy = direction
        best, best_cost = None, math.inf
        for item in self.items:
            across = item.rect.centerx - current.rect.centerx, item.rect.centery - current.rect.centery
            ahead = across[0] * dx + across[1] * dy
            if item.name == current.name or not item.enabled or ahead <= 0:
                continue
            cost = ahead + 2.5 * abs(across[0] * dy - across[1] * dx)
            if cost < best_cost:
                best, best_cost = item, cost
        if best is not None:
            self.focused = best.name
