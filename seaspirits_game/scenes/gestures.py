"""Pointers into gestures: tap, drag, two-finger pinch and pan, touch-and-hold. Pure: time is an argument."""

import math
from dataclasses import dataclass

from seaspirits_game.scenes.events import MOUSE, Event, PointerDown, PointerMove, PointerUp, Wheel

HOLD_SECONDS = 0.55
STALE_SECONDS = 30.0
"""A finger without a word for so long has left: some panels lose the lift (SDL issue 10950)."""


@dataclass(frozen=True, slots=True)
class Hover:
    """The mouse rests or moves here with no button down."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Tap:
    """Pressed and lifted in about the same place."""

    x: float
    y: float
    secondary: bool = False


@dataclass(frozen=True, slots=True)
class Drag:
    """One pointer moved while down (orbit), or two fingers moved together (pan, `fingers` = 2)."""

    x: float
    y: float
    dx: float
    dy: float
    fingers: int = 1
    secondary: bool = False


@dataclass(frozen=True, slots=True)
class Pinch:
    """Two fingers parted (factor > 1) or the wheel turned, about (x, y)."""

    x: float
    y: float
    factor: float


@dataclass(frozen=True, slots=True)
class Hold:
    """A pointer has been down in one place for `HOLD_SECONDS`; said once a press."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Release:
    """The last pointer was lifted after a drag or hold."""

    x: float
    y: float


Gesture = Hover | Tap | Drag | Pinch | Hold | Release


@dataclass(slots=True)
class _Contact:
    start_x: float
    start_y: float
    x: float
    y: float
    since: float
    heard: float
    secondary: bool
    moved: bool = False
    held: bool = False


class Gestures:
    """Follows every pointer that is down; `slop` is how many pixels a still finger may tremble."""

    def __init__(self, slop: float) -> None:
        self.slop = slop
        self._contacts_by_pointer: dict[int, _Contact] = {}

    def feed(self, event: Event, now: float) -> list[Gesture]:
        """The gestures that `event` completes or continues; `now` in seconds of any steady clock."""
        match event:
            case PointerDown(x, y, pointer, secondary):
                self._contacts_by_pointer[pointer] = _Contact(x, y, x, y, now, now, secondary)
                return []
            case PointerMove(x, y, pointer, _):
                return self._moved(x, y, pointer, now)
            case PointerUp(x, y, pointer, _):
                return self._lifted(x, y, pointer)
            case Wheel(x, y, amount):
                return [Pinch(x, y, 1.12**amount)]
            case _:
                return []

    def tick(self, now: float) -> list[Gesture]:
        """Gestures that need only time: holds; stale fingers are forgotten."""
        for pointer, contact in list(self._contacts_by_pointer.items()):
            if pointer != MOUSE and now - contact.heard > STALE_SECONDS:
                del self._contacts_by_pointer[pointer]
        if len(self._contacts_by_pointer) != 1:
            return []
        contact = next(iter(self._contacts_by_pointer.values()))
        if contact.moved or contact.held or contact.secondary or now - contact.since < HOLD_SECONDS:
            return []
        contact.held = True
        return [Hold(contact.x, contact.y)]

    def clear(self) -> None:
        """Forget every pointer (the scene changed under them)."""
        self._contacts_by_pointer.clear()

    def _moved(self, x: float, y: float, pointer: int, now: float) -> list[Gesture]:
        contact = self._contacts_by_pointer.get(pointer)
        if contact is None:
            return [Hover(x, y)] if pointer == MOUSE else []
        others = [other for key, other in self._contacts_by_pointer.items() if key != pointer]
        dx, dy = x - contact.x, y - contact.y
        before = math.hypot(contact.x - others[0].x, contact.y - others[0].y) if others else 0.0
        contact.x, contact.y, contact.heard = x, y, now
        if not contact.moved and math.hypot(x - contact.start_x, y - contact.start_y) < self.slop:
            return []
        contact.moved = True
        if not others:
            return [Drag(x, y, dx, dy, 1, contact.secondary)]
        after = math.hypot(x - others[0].x, y - others[0].y)
        gestures: list[Gesture] = [Drag(x, y, dx / 2, dy / 2, 2)]
        if before > 1.0 and after > 1.0:
            gestures.append(Pinch((x + others[0].x) / 2, (y + others[0].y) / 2, after / before))
        return gestures

    def _lifted(self, x: float, y: float, pointer: int) -> list[Gesture]:
        contact = self._contacts_by_pointer.pop(pointer, None)
        if contact is None:
            return []
        if self._contacts_by_pointer:
            for other in self._contacts_by_pointer.values():
                other.moved = True  # what remains of a pinch is no tap
            return []
        if contact.moved or contact.held:
            return [Release(x, y)]
        return [Tap(x, y, contact.secondary)]
