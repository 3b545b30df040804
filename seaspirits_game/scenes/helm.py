"""The levers of training as a person handles them: what was asked for, until the trainer says that it is so."""

from seaspirits_game.core.commands import (
    LEARNING_RATE_RANGE,
    RestoreCheckpoint,
    SetLearningRate,
    SetTempo,
    SingleStep,
    StepBack,
    Tempo,
)
from seaspirits_game.core.config import VoyageConfig
from seaspirits_game.core.snapshot import Snapshot
from seaspirits_game.scenes.stage import Stage

WARMTH_RANGE = (1e-3, 3.0)
"""What the lever offers; keys go on to the trainer's own limits."""
TEMPI = (Tempo.X1, Tempo.X4, Tempo.X16, Tempo.UNBOUNDED)
_KEY_STEP = 1.25
_STRIDES = {Tempo.X1: 1, Tempo.X4: 4, Tempo.X16: 16, Tempo.UNBOUNDED: 64}
"""Steps taken back between two pictures of the sea, by the tempo that it went forth at."""


class Helm:
    """Sends commands, and shows a lever where it was put although the trainer has not answered yet."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._asked_rate: float | None = None
        self._asked_tempo: Tempo | None = None
        self._before_pause = Tempo.X1
        self._left: int | None = None
        """The step from which the last stride back was asked for; None while nobody walks back."""

    @property
    def tempo(self) -> Tempo:
        """The tempo asked for, or in force."""
        snapshot = self._stage.snapshot
        return self._asked_tempo or (snapshot.tempo if snapshot is not None else Tempo.X1)

    @property
    def learning_rate(self) -> float:
        """The learning rate asked for, or in force."""
        if self._asked_rate is not None:
            return self._asked_rate
        snapshot = self._stage.snapshot
        return snapshot.learning_rate if snapshot is not None else VoyageConfig().learning_rate

    @property
    def walking_back(self) -> bool:
        """Whether the voyage runs backwards like a film."""
        return self._left is not None

    def walk_back(self) -> None:
        """Run the voyage backwards to its first step, or stop where it is; only where steps can be taken back."""
        snapshot = self._stage.snapshot
        if self.walking_back or not self._stage.reversible or snapshot is None or snapshot.step == 0:
            self._left = None
            return
        if self.tempo is not Tempo.PAUSE:
            self.pause()
        self._stride(snapshot.step)

    def _stride(self, step: int) -> None:
        self._left = step
        self._stage.send(StepBack(_STRIDES.get(self._before_pause, 1)))

    def set_tempo(self, tempo: Tempo) -> None:
        """Ask for another tempo."""
        self._left = None
        self._asked_tempo = tempo
        self._stage.send(SetTempo(tempo))

    def pause(self) -> None:
        """Pause, or go on as before."""
        if self.tempo is Tempo.PAUSE:
            self.set_tempo(self._before_pause)
        else:
            self._before_pause = self.tempo
            self.set_tempo(Tempo.PAUSE)

    def single_step(self) -> None:
        """Pause, and make one optimiser step."""
        self._left = None
        if self.tempo is not Tempo.PAUSE:
            self.pause()
        self._stage.send(SingleStep())

    def warm(self, rate: float) -> None:
        """Ask for another learning rate."""
        low, high = LEARNING_RATE_RANGE
        self._asked_rate = min(max(float(f"{rate:.3g}"), low), high)
        self._stage.send(SetLearningRate(self._asked_rate))

    def warmer(self) -> None:
        """Ask for a quarter more."""
        self.warm(self.learning_rate * _KEY_STEP)

    def colder(self) -> None:
        """Ask for a fifth less."""
        self.warm(self.learning_rate / _KEY_STEP)

    def restore(self) -> None:
        """Go back to the last good checkpoint."""
        self._stage.send(RestoreCheckpoint())

    def hear(self, snapshot: Snapshot | None) -> None:
        """The trainer's own word takes over once it says what was asked for."""
        if snapshot is None:
            return
        if self._left is not None and snapshot.step < self._left:  # the last stride is seen
            if snapshot.step == 0 or self._stage.status.torn is not None:
                self._left = None
            else:
                self._stride(snapshot.step)
        if snapshot.tempo is self._asked_tempo:
            self._asked_tempo = None
        if self._asked_rate is not None and abs(snapshot.learning_rate - self._asked_rate) < 1e-9:
            self._asked_rate = None
