"""How far down a long text one is; pure. It glides where a wheel or key sends it, and follows a finger at once."""

from dataclasses import dataclass, replace

from seaspirits_game.render.ui.motion import approach

_GLIDE_S = 0.09
_THROW_S = 0.22
"""A finger that lifts while it moves sends the text as far as it would go in so many seconds."""
_FRESH_S = 0.08


@dataclass(frozen=True, slots=True)
class Scroll:
    """`offset` pixels of a text of `length` are above the view of `height`."""

    length: float = 0.0
    height: float = 0.0
    offset: float = 0.0
    goal: float = 0.0
    speed: float = 0.0
    """Pixels a second, of the finger."""
    since_s: float = 0.0
    """Since the finger last moved."""

    @property
    def most(self) -> float:
        """The largest offset."""
        return max(self.length - self.height, 0.0)

    @property
    def share(self) -> float:
        """0 at the top, 1 at the end; 0 when all of it is in view."""
        return self.offset / self.most if self.most else 0.0

    def of(self, length: float, height: float) -> "Scroll":
        """The same for a text and a view of other sizes, as far down as before where that is possible."""
        most = max(length - height, 0.0)
        return replace(self, length=length, height=height, offset=min(self.offset, most), goal=min(self.goal, most))

    def by(self, pixels: float) -> "Scroll":
        """Sent further down, or up, than it was sent before."""
        return replace(self, goal=min(max(self.goal + pixels, 0.0), self.most))

    def dragged(self, pixels: float, dt: float) -> "Scroll":
        """Under a finger that moved by `pixels` down within `dt` seconds."""
        offset = min(max(self.offset - pixels, 0.0), self.most)
        speed = -pixels / dt if dt > 0.0 else self.speed
        return replace(self, offset=offset, goal=offset, speed=0.6 * speed + 0.4 * self.speed, since_s=0.0)

    def let_go(self) -> "Scroll":
        """The finger lifts."""
        throw = self.speed * _THROW_S if self.since_s < _FRESH_S else 0.0
        return replace(self.by(throw), speed=0.0)

    def advance(self, dt: float, calm: bool) -> "Scroll":
        """After `dt` seconds; at once where motion is to be reduced."""
        offset = self.goal if calm else approach(self.offset, self.goal, dt, _GLIDE_S)
        if abs(offset - self.goal) < 0.5:
            offset = self.goal
        return replace(self, offset=offset, since_s=self.since_s + dt)
