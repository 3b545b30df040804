"""The tutorial: a few words beside the first dive, each gone when it is done. It never stands in the way.

A word goes when what it invites to is done, after its time, or at a touch of the guide's button; Backspace ends it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from seaspirits_game.scenes.keeper.dive_page import DivePage


@dataclass(frozen=True, slots=True)
class Step:
    """One of them."""

    words: str
    done: "Callable[[DivePage], bool]"
    seconds: float
    """After which it goes, done or not."""


STEPS: tuple[Step, ...] = (
    Step(
        "Each light is one sample, as the network sees it now. Drag the sea to turn it, or wait.",
        lambda page: page.stage.world is not None and not page.stage.world.auto_orbit,
        8.0,
    ),
    Step(
        "On the left: the goal, the steps that are left, and your light.",
        lambda page: False,
        7.0,
    ),
    Step(
        "Space lets the water rest, and go on. You may think as long as you like.",
        lambda page: page.rests,
        9.0,
    ),
    Step(
        "On the right: warmth, the learning rate. Move it up a little; ] does the same.",
        lambda page: "set_learning_rate" in page.diving.used,
        14.0,
    ),
    Step(
        "Beside the lever stands what it did: the stride, how far a step takes the weights, before and after.",
        lambda page: (effect := page.board.effects.of("learning_rate")) is not None and effect.after == effect.after,
        9.0,
    ),
    Step(
        "The line below is the dive so far. Drag its lamp back to see what was; Esc returns to now.",
        lambda page: page.stage.in_past,
        9.0,
    ),
    Step(
        "The lamp button gives a hint. Now let the clans part.",
        lambda page: page.diving.state.hints > 0,
        8.0,
    ),
)
_LEAST_S = 1.2
"""So long a word stays at least."""


class Tutorial:
    """Where it is; it goes on by itself."""

    def __init__(self, page: "DivePage") -> None:
        self._page = page
        self.at = 0
        self._age = 0.0

    @property
    def over(self) -> bool:
        """Whether all was said."""
        return self.at >= len(STEPS)

    def next(self) -> None:
        """Say the next thing."""
        self.at, self._age = self.at + 1, 0.0

    def advance(self, dt: float) -> None:
        """One tick; before there are spirits there is nothing to say about them."""
        if self.over or self._page.stage.snapshot is None:
            return
        self._age += dt
        step = STEPS[self.at]
        if self._age >= step.seconds or (self._age >= _LEAST_S and step.done(self._page)):
            self.next()

    def words(self) -> str:
        """What it says now; empty when it has said all."""
        return "" if self.over else self._page.stage.texts.t(STEPS[self.at].words)
