"""What a scene asks of the window; commands to the trainer do not pass here, they go to `Stage.send`."""

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
class Leave:
    """Close the program."""


Ask = GoTo | ToggleFullscreen | TakePicture | Leave
