"""Motion of the interface: pure functions of time, which is handed in."""

import math
from dataclasses import dataclass


def ease(linear: float) -> float:
    """Ease in and out: 0 to 1 with level ends.

    >>> ease(0.0), ease(0.5), ease(1.0)
    (0.0, 0.5, 1.0)
    """
    share = min(max(linear, 0.0), 1.0)
    return share * share * (3.0 - 2.0 * share)


def approach(value: float, goal: float, dt: float, seconds: float) -> float:
    """`value` after `dt` seconds on its way to `goal`, with time constant `seconds`; never past it."""
    if seconds <= 0.0:
        return goal
    return goal + (value - goal) * math.exp(-dt / seconds)


@dataclass(frozen=True, slots=True)
class Transition:
    """A value that eases from `start` to `goal` within `seconds` from `began_s` on.

    >>> fade = Transition(0.0).towards(1.0, now_s=10.0)
    >>> fade.at(10.0), round(fade.at(10.15), 6), fade.at(11.0)
    (0.0, 0.5, 1.0)
    """

    goal: float
    start: float = 0.0
    began_s: float = -math.inf
    seconds: float = 0.3

    def at(self, now_s: float) -> float:
        """The value at that time."""
        if self.seconds <= 0.0 or now_s >= self.began_s + self.seconds:
            return self.goal
        return self.start + (self.goal - self.start) * ease((now_s - self.began_s) / self.seconds)

    def towards(self, goal: float, now_s: float, seconds: float = 0.3) -> "Transition":
        """The transition that leaves now for `goal` from wherever this one is; itself when it goes there already."""
        if goal == self.goal:
            return self
        return Transition(goal, self.at(now_s), now_s, seconds)


@dataclass(frozen=True, slots=True)
class Needle:
    """A needle on a critically damped spring: it never swings past where it is going from rest."""

    value: float = 0.0
    velocity: float = 0.0
    """Per second."""

    def advance(self, goal: float, dt: float, seconds: float = 0.12) -> "Needle":
        """The needle after `dt` seconds, exact for any `dt`; `seconds` is 1/ω. A goal that is not finite is rest, 0.

        Source: the critically damped harmonic oscillator in closed form.
        """
        target = goal if math.isfinite(goal) else 0.0
        if seconds <= 0.0:
            return Needle(target)
        rate = 1.0 / seconds
        away = self.value - target
        push = self.velocity + rate * away
        decay = math.exp(-rate * dt)
        return Needle(target + (away + push * dt) * decay, (self.velocity - rate * push * dt) * decay)
