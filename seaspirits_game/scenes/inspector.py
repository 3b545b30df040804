"""Looking at one spirit: which one it is, and what measuring it has given so far."""

from dataclasses import dataclass, field

from seaspirits_game.core.streams import stream
from seaspirits_game.scenes.stage import Stage
from seaspirits_game.scenes.world import Spirit
from seaspirits_game.sea.kinship import measure

KIN = 6
"""How many of its kin are shown."""


@dataclass(slots=True)
class Measured:
    """Classes drawn from one spirit's probabilities by touching and holding it."""

    sample: int = -1
    counts: dict[int, int] = field(default_factory=dict)
    last: int = -1


class Inspector:
    """Selects, hovers and measures; the world remembers which spirit, so that every scene sees the same one."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.measured = Measured()
        self._rng = stream(stage.seed, "measure")

    @property
    def is_open(self) -> bool:
        """Whether a spirit is looked at."""
        return self.stage.world is not None and self.stage.world.selected is not None

    def hover(self, spirit: Spirit | None) -> None:
        """Mark the spirit under the pointer, or none."""
        if self.stage.world is not None:
            self.stage.world.hovered = spirit

    def select(self, spirit: Spirit | None) -> None:
        """Look at a spirit, or at none."""
        if self.stage.world is not None:
            self.stage.world.selected = spirit

    def close(self) -> None:
        """Look at none."""
        self.select(None)

    def measure_selected(self, pan: float = 0.0) -> None:
        """Touch the selected spirit: draw a class by the Born rule from its probabilities as they are now.

        It is heard at `pan`, −1 (left) to 1.
        """
        world, snapshot = self.stage.world, self.stage.shown
        if world is None or snapshot is None or world.selected is None:
            return
        sample = world.selected.sample
        if self.measured.sample != sample:
            self.measured = Measured(sample)
        drawn = measure(snapshot.probs[sample], self._rng)
        self.measured.last = drawn
        self.measured.counts[drawn] = self.measured.counts.get(drawn, 0) + 1
        from seaspirits_game.audio.sounds import Struck  # the first frame waits for nothing that is heard later

        names, share = world.sheet.class_names, float(snapshot.probs[sample, drawn])
        self.stage.sound(Struck(drawn, len(names), share, names[drawn], pan))
