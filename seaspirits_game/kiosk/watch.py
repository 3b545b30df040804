"""What the supervisor does about its window: a pure rule over a clock that only runs forward.

A window is replaced when it ends, when it shows no frame for a while, or when its hour has come and nobody is there.
Each failure in a row waits twice as long as the one before; after some of them the next window runs in safe mode, a sea
without a trainer, until the trainer is tried again.
"""

from dataclasses import dataclass
from enum import Enum

from seaspirits_game.kiosk.config import Supervision

FIRST_WAIT, MOST_WAIT = 0.2, 4.0
"""Seconds before a failed window is followed by another."""
_DAY = 24 * 60


class Verdict(Enum):
    """What to do now."""

    NOTHING = "nothing"
    START = "start"
    KILL = "kill"
    """It hangs."""
    RENEW = "renew"
    """Nothing is wrong with it: end it gently."""


@dataclass(frozen=True, slots=True)
class Beat:
    """What a window last told."""

    at: float
    alone: bool
    """Nobody is there."""
    memory_mb: float = 0.0


class Watch:
    """Follows one window after another."""

    def __init__(self, rules: Supervision) -> None:
        self._rules = rules
        self._started: float | None = None
        self._beat: Beat | None = None
        self._start_at = float("-inf")
        self._safe_until: float | None = None
        self._renewed_on: int | None = None
        self._renewing = False
        self.failures = 0
        """In a row."""
        self.restarts = 0
        """In all, renewals left out."""

    @property
    def running(self) -> bool:
        """Whether there is a window."""
        return self._started is not None

    def safe(self, now: float) -> bool:
        """Whether a window that starts now runs without a trainer."""
        return self._safe_until is not None and now < self._safe_until

    def started(self, now: float) -> None:
        """A window was started."""
        self._started, self._beat, self._renewing = now, None, False

    def heard(self, beat: Beat) -> None:
        """A window has shown a frame."""
        self._beat = beat
        if self._started is not None and beat.at - self._started >= self._rules.healthy_after:
            self.failures = 0

    def ended(self, now: float) -> None:
        """A window is gone, for whatever reason."""
        begun, self._started = self._started, None
        if self._renewing:
            self._start_at = now
            return
        self.restarts += 1
        if begun is not None and now - begun >= self._rules.healthy_after:
            self.failures = 0
        self.failures += 1
        self._start_at = now + min(FIRST_WAIT * 2 ** (self.failures - 1), MOST_WAIT)
        if self.failures >= self._rules.failures and not self.safe(now):
            self._safe_until = now + 60.0 * self._rules.safe_minutes

    def verdict(self, now: float, minute: int, day: int) -> Verdict:
        """What to do at `now`, `minute` minutes after local midnight of the day numbered `day`."""
        if self._started is None:
            return Verdict.START if now >= self._start_at else Verdict.NOTHING
        patience = self._rules.start_within if self._beat is None else self._rules.hung_after
        if now - (self._beat.at if self._beat else self._started) > patience:
            return Verdict.KILL
        if self._renewing or self._beat is None or not self._beat.alone:
            return Verdict.NOTHING
        if self._is_time(minute, day) or self._beat.memory_mb > self._rules.memory_mb or self._safe_is_over(now):
            self._renewing = True
            return Verdict.RENEW
        return Verdict.NOTHING

    def _is_time(self, minute: int, day: int) -> bool:
        """Once a night, in the hour from the minute that was settled: a clock that jumps a day renews once at most."""
        wanted = self._rules.nightly
        if wanted is None or (minute - wanted) % _DAY >= 60 or self._renewed_on == day:
            return False
        self._renewed_on = day
        return True

    def _safe_is_over(self, now: float) -> bool:
        if self._safe_until is None or now < self._safe_until:
            return False
        self._safe_until = None
        return True
