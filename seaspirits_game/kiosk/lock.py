"""The only way out: the operator's chord, or a held corner, and then the PIN. Pure; events come in as plain values."""

from dataclasses import dataclass, field, replace

from seaspirits_game.kiosk import pin
from seaspirits_game.kiosk.config import Operator

_CORNER = 0.08
"""Side of the corner as a share of the shorter side of the screen."""
_GIVES_UP = 20.0
"""Seconds without a figure after which the pad for the PIN goes away."""
_WAITS = 5.0
"""Seconds after a wrong PIN in which none is taken."""
_MOST = 8


@dataclass(frozen=True, slots=True)
class Lock:
    """Where the operator's way out stands."""

    rules: Operator
    held: frozenset[str] = frozenset()
    """Keys that are down."""
    corner_since: float | None = None
    """When a finger came to rest in the corner; None when there is none."""
    asking: bool = False
    """Whether the pad for the PIN is shown."""
    typed: str = ""
    last: float = 0.0
    barred_until: float = field(default=-1.0)
    open: bool = False
    """The operator may leave."""

    def key(self, name: str, down: bool, now: float) -> "Lock":
        """A key went down or up."""
        held = self.held | {name} if down else self.held - {name}
        chord = self.rules.chord
        if self.rules.pin and chord and set(chord) <= held:
            return replace(self, held=frozenset(), asking=True, typed="", last=now)
        return replace(self, held=held)

    def pointer(self, x: float, y: float, size: tuple[int, int], down: bool, now: float) -> "Lock":
        """A finger or button is down at a place, or was lifted."""
        if not down or not self.rules.pin or self.rules.corner_seconds <= 0 or not self._in_corner(x, y, size):
            return replace(self, corner_since=None)
        return replace(self, corner_since=now if self.corner_since is None else self.corner_since)

    def at(self, now: float) -> "Lock":
        """As time goes by."""
        if self.corner_since is not None and now - self.corner_since >= self.rules.corner_seconds:
            return replace(self, corner_since=None, asking=True, typed="", last=now)
        if self.asking and now - self.last > _GIVES_UP:
            return replace(self, asking=False, typed="")
        return self

    def figure(self, figure: str, now: float) -> "Lock":
        """A figure of the PIN."""
        if not self.asking or now < self.barred_until or len(figure) != 1 or not figure.isdigit():
            return self
        return replace(self, typed=(self.typed + figure)[-_MOST:], last=now)

    def entered(self, now: float) -> "Lock":
        """The PIN is complete: open, or barred for a while."""
        if not self.asking or now < self.barred_until:
            return self
        if pin.fits(self.typed, self.rules.pin):
            return replace(self, asking=False, typed="", open=True)
        return replace(self, typed="", last=now, barred_until=now + _WAITS)

    def cancelled(self) -> "Lock":
        """The pad is put away."""
        return replace(self, asking=False, typed="")

    def _in_corner(self, x: float, y: float, size: tuple[int, int]) -> bool:
        reach = _CORNER * min(size)
        across = x if "left" in self.rules.corner else size[0] - 1 - x
        down = y if "top" in self.rules.corner else size[1] - 1 - y
        return across <= reach and down <= reach
