"""Whether somebody is there: any input begins a visit, silence is asked about, and then the exhibit is alone again.

Seconds are those of a clock that only runs forward (the loop's own), so that a corrected wall clock ends no visit.
"""

from dataclasses import dataclass, replace
from enum import Enum

from seaspirits_game.kiosk.config import Visits


class Mood(Enum):
    """What the exhibit does."""

    ATTRACT = "attract"
    """Nobody is there."""
    VISIT = "visit"
    ASKING = "asking"
    """Still there? The countdown runs."""


@dataclass(frozen=True, slots=True)
class Presence:
    """Where a visit stands."""

    rules: Visits
    mood: Mood = Mood.ATTRACT
    since: float = 0.0
    """When the mood began."""
    last_input: float = 0.0

    def touched(self, now: float) -> "Presence":
        """After an input of any kind; in the countdown it is an answer."""
        begun = now if self.mood is Mood.ATTRACT else self.since
        return replace(self, mood=Mood.VISIT, since=begun, last_input=now)

    def at(self, now: float) -> "Presence":
        """As time goes by without input."""
        silent = now - self.last_input
        if self.mood is Mood.VISIT and silent >= self.rules.still_there_after:
            return replace(self, mood=Mood.ASKING, since=now)
        if self.mood is Mood.ASKING and silent >= self.rules.still_there_after + self.rules.countdown:
            return self.left(now)
        return self

    def left(self, now: float) -> "Presence":
        """After the visit: the visitor said so, or did not answer."""
        return replace(self, mood=Mood.ATTRACT, since=now)

    def countdown(self, now: float) -> float:
        """Seconds that are left to answer; 0 when nothing was asked."""
        if self.mood is not Mood.ASKING:
            return 0.0
        return max(self.rules.still_there_after + self.rules.countdown - (now - self.last_input), 0.0)
