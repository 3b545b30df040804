"""pygame's events into the program's own; the one place that knows both.

Known traps (see docs/architecture.md, Input): SDL doubles a touch as mouse events, and some systems send a second,
real-looking click; so synthetic ones are dropped and a click right after and beside a touch is dropped too.
"""

import pygame

from seaspirits_game.scenes.events import (
    MOUSE,
    Event,
    KeyPress,
    PointerDown,
    PointerMove,
    PointerUp,
    QuitAsked,
    Resized,
    Wheel,
)

_ECHO_SECONDS = 0.7
_ECHO_PIXELS = 24.0
_FINGERS = 32


class Translator:
    """Turns pygame events into ours; remembers fingers only to recognise their echoes."""

    def __init__(self) -> None:
        self._numbers_by_finger: dict[tuple[int, int], int] = {}
        self._last_touch = (-1e9, 0.0, 0.0)
        self._swallowed_press = False

    def translate(self, events: list[pygame.event.Event], size: tuple[int, int], now: float) -> list[Event]:
        """Our events for pygame's, in order; `size` is the window's in pixels, `now` a steady clock in seconds."""
        translated = [self._one(event, size, now) for event in events]
        return [event for event in translated if event is not None]

    def _one(self, event: pygame.event.Event, size: tuple[int, int], now: float) -> Event | None:
        if event.type in (pygame.FINGERDOWN, pygame.FINGERMOTION, pygame.FINGERUP):
            return self._finger(event, size, now)
        if event.type in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP, pygame.MOUSEMOTION):
            return self._mouse(event, now)
        if event.type == pygame.MOUSEWHEEL:
            x, y = pygame.mouse.get_pos()
            return Wheel(x, y, float(getattr(event, "precise_y", event.y)))
        if event.type == pygame.KEYDOWN:
            shift = bool(event.mod & pygame.KMOD_SHIFT)
            return KeyPress(pygame.key.name(event.key).lower(), shift, bool(getattr(event, "repeat", False)))
        if event.type == pygame.VIDEORESIZE:
            return Resized(event.w, event.h)
        if event.type == pygame.QUIT:
            return QuitAsked()
        return None

    def _finger(self, event: pygame.event.Event, size: tuple[int, int], now: float) -> Event | None:
        key = (event.touch_id, event.finger_id)
        x, y = event.x * size[0], event.y * size[1]
        self._last_touch = (now, x, y)
        if event.type == pygame.FINGERDOWN:
            if len(self._numbers_by_finger) >= _FINGERS:  # lost lifts have piled up: begin anew
                self._numbers_by_finger.clear()
            number = next(n for n in range(_FINGERS) if n not in self._numbers_by_finger.values())
            self._numbers_by_finger[key] = number
            return PointerDown(x, y, number)
        if key not in self._numbers_by_finger:
            return None
        if event.type == pygame.FINGERMOTION:
            return PointerMove(x, y, self._numbers_by_finger[key], True)
        return PointerUp(x, y, self._numbers_by_finger.pop(key))

    def _mouse(self, event: pygame.event.Event, now: float) -> Event | None:
        if getattr(event, "touch", False):
            return None
        x, y = event.pos
        if event.type == pygame.MOUSEMOTION:
            return PointerMove(x, y, MOUSE, any(event.buttons))
        if event.button > 3:
            return None  # the wheel's old button numbers
        if event.type == pygame.MOUSEBUTTONDOWN:
            since, touch_x, touch_y = self._last_touch
            beside = abs(x - touch_x) < _ECHO_PIXELS and abs(y - touch_y) < _ECHO_PIXELS
            self._swallowed_press = now - since < _ECHO_SECONDS and beside
            return None if self._swallowed_press else PointerDown(x, y, MOUSE, event.button != 1)
        if self._swallowed_press:
            self._swallowed_press = False
            return None
        return PointerUp(x, y, MOUSE, event.button != 1)
