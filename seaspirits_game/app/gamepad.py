"""A gamepad as keys: the pad and the left stick are arrows, buttons have the keys that a hand would press.

Only the first pads are read; whatever is plugged in later is heard from then on. A machine without any notices nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pygame

from seaspirits_game.scenes.events import KeyPress
from seaspirits_game.scenes.keys import KEYS_BY_DEED, KeyMap

_PRESSED, _RELEASED = 0.55, 0.35
"""A stick counts as pressed from here on, and as released below: it does not chatter in between."""
_FIRST_S, _NEXT_S = 0.35, 0.12
"""A direction that is held is repeated, first after a while, then faster."""
_MOST_PADS = 4


@dataclass(slots=True)
class _Held:
    key: str
    until_repeat: float


@dataclass(slots=True)
class Gamepads:
    """Turns events of joysticks into key presses; remembers which direction each pad holds."""

    keys: KeyMap = field(default_factory=KeyMap)
    """Which button does what."""
    hear: Callable[[int], None] | None = None
    """Who is given the next button, instead of what it does."""
    _pads: dict[int, pygame.joystick.JoystickType] = field(default_factory=dict)
    _held_by_pad: dict[int, _Held] = field(default_factory=dict)
    _stick_by_pad: dict[int, list[float]] = field(default_factory=dict)

    def start(self) -> None:
        """Listen to what is plugged in; a system without joysticks is no trouble."""
        try:
            pygame.joystick.init()
        except pygame.error:
            return

    def translate(self, events: list[pygame.event.Event], now: float) -> list[KeyPress]:
        """The key presses that these events and the directions that are held amount to at `now`, a steady clock."""
        presses: list[KeyPress] = []
        for event in events:
            if event.type == pygame.JOYDEVICEADDED and len(self._pads) < _MOST_PADS:
                pad = pygame.joystick.Joystick(event.device_index)
                self._pads[pad.get_instance_id()] = pad
            elif event.type == pygame.JOYDEVICEREMOVED:
                for known in (self._pads, self._held_by_pad, self._stick_by_pad):
                    known.pop(event.instance_id, None)
            elif event.type == pygame.JOYBUTTONDOWN:
                presses += self._pressed(event.button)
            elif event.type == pygame.JOYHATMOTION:
                presses += self._turned(
                    event.instance_id, _direction(float(event.value[0]), -float(event.value[1])), now
                )
            elif event.type == pygame.JOYAXISMOTION and event.axis in (0, 1):
                presses += self._leaned(event.instance_id, event.axis, float(event.value), now)
        return presses + self._repeated(now)

    def _pressed(self, button: int) -> list[KeyPress]:
        if self.hear is not None:
            hear, self.hear = self.hear, None
            hear(button)
            return []
        deed = self.keys.deed_of(button)
        return [replace(KEYS_BY_DEED[deed], by_pad=True)] if deed is not None else []

    def _leaned(self, pad: int, axis: int, value: float, now: float) -> list[KeyPress]:
        stick = self._stick_by_pad.setdefault(pad, [0.0, 0.0])
        stick[axis] = value
        held = self._held_by_pad.get(pad)
        if held is not None and _along(stick, held.key) > _RELEASED and _direction(*stick) in (held.key, None):
            return []
        return self._turned(pad, _direction(*stick), now)

    def _turned(self, pad: int, key: str | None, now: float) -> list[KeyPress]:
        held = self._held_by_pad.get(pad)
        if key is None:
            self._held_by_pad.pop(pad, None)
            return []
        if held is not None and held.key == key:
            return []
        self._held_by_pad[pad] = _Held(key, now + _FIRST_S)
        return [KeyPress(key)]

    def _repeated(self, now: float) -> list[KeyPress]:
        presses = []
        for held in self._held_by_pad.values():
            if now >= held.until_repeat:
                held.until_repeat = now + _NEXT_S
                presses.append(KeyPress(held.key, repeated=True))
        return presses


def _direction(x: float, y: float) -> str | None:
    """The arrow that a stick leans to, y down; None when it hardly leans."""
    if max(abs(x), abs(y)) < _PRESSED:
        return None
    if abs(x) >= abs(y):
        return "right" if x > 0 else "left"
    return "down" if y > 0 else "up"


def _along(stick: list[float], key: str) -> float:
    x, y = stick
    return {"right": x, "left": -x, "down": y, "up": -y}[key]
