"""What a person did, in the program's own words: mouse and touch are one pointer, keys have names.

The window translates pygame's events into these (`app/events.py`); scenes and tests speak only these.
Positions are in pixels of the window, y down.
"""

from dataclasses import dataclass, field

MOUSE = -1
"""The pointer id of the mouse; fingers have ids of 0 and more."""


@dataclass(frozen=True, slots=True)
class PointerDown:
    """A button was pressed or a finger put down."""

    x: float
    y: float
    pointer: int = MOUSE
    secondary: bool = False
    """The right or middle mouse button."""


@dataclass(frozen=True, slots=True)
class PointerMove:
    """A pointer moved; `pressed` when a button or finger is down."""

    x: float
    y: float
    pointer: int = MOUSE
    pressed: bool = False


@dataclass(frozen=True, slots=True)
class PointerUp:
    """A button or finger was lifted."""

    x: float
    y: float
    pointer: int = MOUSE
    secondary: bool = False


@dataclass(frozen=True, slots=True)
class Wheel:
    """The wheel turned by `amount` notches, positive away from the person."""

    x: float
    y: float
    amount: float


@dataclass(frozen=True, slots=True)
class KeyPress:
    """A key went down; `key` is pygame's name of it ("space", "f11", "a", "left")."""

    key: str
    shift: bool = False
    repeated: bool = False
    by_pad: bool = field(default=False, compare=False)
    """A gamepad's button: what it does is not moved with the keyboard's keys."""


@dataclass(frozen=True, slots=True)
class Resized:
    """The window has another size, in pixels."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class QuitAsked:
    """The window's close button."""


Event = PointerDown | PointerMove | PointerUp | Wheel | KeyPress | Resized | QuitAsked
