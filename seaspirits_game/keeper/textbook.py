"""The textbook bot: a sensible policy that a beginner could follow from the screen alone. The first rule that applies
acts, then it waits `REST` looks, for a lever needs time to show what it did.

1. *Shuffle* batches that come in order.
2. *Cool* (a third of the learning rate) when the sea has torn, at the alarm of chaos, or when the loss stands half
   above its lowest; and remember that as too warm. Where there is such a lever, *clip* gradients at length 1 as well.
3. *Reef*: in a network of five layers or more, whose loss has not come down by a twentieth by the third look.
4. *Keep a floor*: halve the learning rate when a goal that must not be broken is within a tenth of breaking.
5. *Anchor* when training accuracy leaves validation accuracy behind by 0.04 or overfitting is alarmed: weight decay
   0.003, then three times as much each time, up to 0.03; then *mist*, dropout 0.2 and 0.4.
6. *Grow* the narrowest layer to twice its width when the loss stands still, training accuracy is below what is asked
   for, and no layer has 32 units.
7. *Warm* (twice the learning rate) when the loss comes down by less than a fiftieth a look with more than a third of
   it still to go, up to half of what was once too warm.
8. *Settle*: when an aim is in reach but not held, halve the learning rate, and double the batch.

Source: common advice on training, as in Goodfellow, Bengio and Courville, Deep Learning, 2016, chapter 11.
"""

import math
from collections import deque
from collections.abc import Callable
from typing import ClassVar

from seaspirits_game.core.commands import (
    Command,
    GrowWider,
    SetBatchSize,
    SetClipping,
    SetDropout,
    SetLearningRate,
    SetOrthogonal,
    SetShuffle,
    SetWeightDecay,
)
from seaspirits_game.core.snapshot import Snapshot
from seaspirits_game.geometry.alarms import Alarm
from seaspirits_game.keeper.quantities import measured
from seaspirits_game.keeper.state import DiveState

REST = 2
"""Looks between two moves."""
MEMORY = 5
"""Looks over which the loss is judged to move or not."""
DEEP = 5
WARMEST, COOLEST = 1.0, 0.001


class Textbook:
    """See the module's docstring."""

    pivots: ClassVar[str] = "noisy-median"

    def __init__(self) -> None:
        self._losses: deque[float] = deque(maxlen=MEMORY)
        self._first_loss = math.nan
        self._lowest = math.inf
        self._too_warm = math.inf
        self._tears = 0
        self._looks = 0
        self._rest = 0

    def decide(self, state: DiveState, snapshot: Snapshot) -> tuple[Command, ...]:
        """One command, or none."""
        self._looks += 1
        loss = snapshot.train_loss
        if math.isnan(self._first_loss):
            self._first_loss = loss
        self._lowest = min(self._lowest, loss)
        self._losses.append(loss)
        self._rest -= 1
        for rule, urgent in self._rules:
            if self._rest > 0 and not urgent:
                continue
            commands = tuple(command for command in rule(self, state, snapshot) if self._has(state, command))
            if commands:
                self._rest = REST
                return commands
        return ()

    @staticmethod
    def _has(state: DiveState, command: Command) -> bool:
        return command.name.removeprefix("set_") in state.dive.levers

    def _shuffle(self, state: DiveState, seen: Snapshot) -> tuple[Command, ...]:
        return () if seen.levers.shuffle else (SetShuffle(True),)

    def _cool(self, state: DiveState, seen: Snapshot) -> tuple[Command, ...]:
        tore = state.tears > self._tears
        self._tears = state.tears
        thrown = seen.train_loss > 1.5 * self._lowest and seen.train_loss > 0.1
        if not (tore or (self._rest <= 0 and (thrown or Alarm.CHAOS in state.alarms))):
            return ()
        self._too_warm = min(self._too_warm, seen.learning_rate)
        self._lowest = seen.train_loss
        if seen.learning_rate / 3.0 < COOLEST:
            return ()
        return SetLearningRate(seen.learning_rate / 3.0), SetClipping(1.0)

    def _reef(self, state: DiveState, seen: Snapshot) -> tuple[Command, ...]:
        stuck = self._looks >= 3 and self._lowest > 0.95 * self._first_loss
        deep = len(state.layers) >= DEEP
        return (SetOrthogonal(True),) if deep and stuck and not seen.levers.orthogonal else ()

    def _keep(self, state: DiveState, seen: Snapshot) -> tuple[Command, ...]:
        for goal in state.dive.goals:
            value = measured(goal.quantity, state, seen)
            low = goal.at_least is not None and value < goal.at_least + 0.1 * abs(goal.at_least)
            if goal.keep and low and seen.learning_rate / 2.0 >= COOLEST:
                return (SetLearningRate(seen.learning_rate / 2.0),)
        return ()

    def _anchor(self, state: DiveState, seen: Snapshot) -> tuple[Command, ...]:
        gap = seen.train_accuracy - seen.val_accuracy
        if gap < 0.04 and Alarm.OVERFITTING not in state.alarms:
            return ()
        decay, dropout = seen.levers.weight_decay, seen.levers.dropout
        if decay < 0.03 and "weight_decay" in state.dive.levers:
            return (SetWeightDecay(min(0.03, max(0.003, 3.0 * decay))),)
        return (SetDropout(0.2 if dropout < 0.2 else 0.4),) if dropout < 0.4 else ()

    def _grow(self, state: DiveState, seen: Snapshot) -> tuple[Command, ...]:
        narrow = min(state.layers)
        still = self._fall < 0.05 and self._looks >= MEMORY
        if not still or max(state.layers) >= 32 or seen.train_accuracy >= _asked(state):
            return ()
        layer = state.layers.index(narrow) + 1
        return (GrowWider(layer, min(32, 2 * narrow)),)

    def _warm(self, state: DiveState, seen: Snapshot) -> tuple[Command, ...]:
        slow = self._fall < 0.02 * len(self._losses) and self._looks >= 3
        warmer = 2.0 * seen.learning_rate
        far = seen.train_loss > self._first_loss / 3.0
        return (SetLearningRate(warmer),) if slow and far and warmer <= min(WARMEST, self._too_warm / 2.0) else ()

    def _settle(self, state: DiveState, seen: Snapshot) -> tuple[Command, ...]:
        near = seen.val_accuracy > _asked(state) - 0.03 and self._fall < 0.02 * len(self._losses)
        if not near or seen.learning_rate / 2.0 < COOLEST * 10.0:
            return ()
        return SetLearningRate(seen.learning_rate / 2.0), SetBatchSize(min(256, 2 * seen.levers.batch_size))

    @property
    def _fall(self) -> float:
        """Share by which the loss has come down over the last looks."""
        return 1.0 - self._losses[-1] / self._losses[0] if self._losses[0] > 0.0 else 0.0

    _Rule = Callable[["Textbook", DiveState, Snapshot], tuple[Command, ...]]
    _rules: ClassVar[tuple[tuple[_Rule, bool], ...]] = (
        (_shuffle, True),
        (_cool, True),
        (_reef, False),
        (_keep, True),
        (_anchor, False),
        (_grow, False),
        (_warm, False),
        (_settle, False),
    )
    """Each with whether it may interrupt the rest after a move."""


def _asked(state: DiveState) -> float:
    """The validation accuracy that the goals ask for; 0.97 where they ask for none."""
    asked = [goal.at_least for goal in state.dive.goals if goal.quantity == "val_accuracy" and goal.at_least]
    return max(asked, default=0.97)
