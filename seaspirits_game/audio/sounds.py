"""What can be heard, as values: scenes say what happened and where on screen; how it sounds is decided in `voices`.

`pan` is −1 at the left edge of the screen to 1 at the right one.
"""

from dataclasses import dataclass
from typing import Literal

from seaspirits_game.geometry.alarms import Alarm
from seaspirits_game.geometry.stages import Stage


@dataclass(frozen=True, slots=True)
class Drop:
    """The network has moved on to another snapshot; `accuracy` 0 to 1 brightens it."""

    step: int
    accuracy: float = 0.0
    pan: float = 0.0


@dataclass(frozen=True, slots=True)
class Swell:
    """Another stage of the voyage has begun."""

    stage: Stage


@dataclass(frozen=True, slots=True)
class Struck:
    """A spirit was measured: the class that was drawn, of how many, and how probable it was, 0 to 1."""

    clan: int
    clans: int
    probability: float
    name: str = ""
    pan: float = 0.0


@dataclass(frozen=True, slots=True)
class Parted:
    """A segment was parted into `smaller` and `larger`, of a row of `n`; by `who` plays."""

    smaller: int
    larger: int
    n: int
    who: Literal["you", "rival"] = "you"
    pan_left: float = -0.5
    pan_right: float = 0.5


@dataclass(frozen=True, slots=True)
class Warned:
    """One of the essay's dangers has begun."""

    alarm: Alarm


Sound = Drop | Swell | Struck | Parted | Warned
