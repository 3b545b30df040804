"""What of a duel is heard: each partition, where it is seen, as two glides to the sizes of its sides."""

from collections.abc import Callable
from typing import Literal

from seaspirits_game.audio.sounds import Parted
from seaspirits_game.scenes.duel.side import Side
from seaspirits_game.scenes.stage import Stage


class Heard:
    """Follows one side of a duel; a partition is heard once, when it begins."""

    def __init__(self, stage: Stage, side: Side, who: Literal["you", "rival"]) -> None:
        self._stage, self._side, self._who = stage, side, who
        self._moves = 0

    def follow(self, x_of: Callable[[float], float]) -> None:
        """Once a tick; `x_of` gives the pixel of a place in the row. Of several moves at once the largest is heard."""
        moves = self._side.state.moves
        new, self._moves = moves[self._moves :], len(moves)
        steps = [made.step for made in new if not made.step.heap and made.step.hi - made.step.lo > 2]
        if not steps:
            return
        step = max(steps, key=lambda one: one.hi - one.lo)
        width = self._stage.kit.screen.width

        def pan(lo: float, hi: float) -> float:
            return min(max(2.0 * x_of((lo + hi) / 2.0) / width - 1.0, -1.0), 1.0)

        self._stage.sound(
            Parted(
                smaller=step.left_end - step.lo,
                larger=step.hi - step.right_start,
                n=len(self._side.state.values),
                who=self._who,
                pan_left=pan(step.lo, step.left_end),
                pan_right=pan(step.right_start, step.hi),
            )
        )
