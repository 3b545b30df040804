"""What a scene asks of the window; commands to the trainer do not pass here, they go to `Stage.send`."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GoTo:
    """Show another scene, by its name."""

    scene: str


@dataclass(frozen=True, slots=True)
class ToggleFullscreen:
    """Between window and full screen."""


@dataclass(frozen=True, slots=True)
class TakePicture:
    """Save what is on screen as a PNG."""


@dataclass(frozen=True, slots=True)
class Film:
    """Start a film of what is on screen, or end it."""


@dataclass(frozen=True, slots=True)
class Poster:
    """Save the sea as a picture for a wall."""


@dataclass(frozen=True, slots=True)
class Loop:
    """Save the voyage so far as a looping GIF."""


@dataclass(frozen=True, slots=True)
class Keep:
    """Write settings down for good, and let the window follow them; by the names of the settings file."""

    changes: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Leave:
    """Close the program."""


Ask = GoTo | ToggleFullscreen | TakePicture | Film | Poster | Loop | Keep | Leave
