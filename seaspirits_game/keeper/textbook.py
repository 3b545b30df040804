"""The textbook bot: a sensible policy that a beginner could follow from the screen alone. The first rule that applies
acts, then it waits `REST` looks, for a lever needs time to show what it did; rules marked ! do not wait.

1. ! *Shuffle* batches that come in order.
2. ! *Cool* when the sea tears, at the alarm of chaos, or when the loss stands at twice its lowest: a third of the
   warmth, and that warmth is remembered as too warm. At first sight of it within the first looks, *rewind* to the start
   as well, for what boiling leaves behind learns badly.
3. *Reef*: in a network of five layers or more, whose loss has not come down by a twentieth by the second look; such a
   network is never warmed.
4. *Calm* small batches: 16 or fewer samples become 256, and noise is switched off.
5. ! *Keep a floor*: cool to two thirds when a goal that must not be broken is near breaking.
6. *Anchor* when the validation loss has risen a tenth above its lowest while the training loss fell, or training
   accuracy has left validation accuracy behind by 0.05: weight decay 0.01, then 0.03; where that is no lever, dropout.
7. *Lift* an anchor above 0.03 or mist above 0.3 that was down at the start, when less than half is learned by the third
   look or the loss stands still.
8. *Grow* the narrowest layer to twice its width when the loss stands still short of the aim and no layer has 16 units.
9. *Warm* to twice the warmth when the loss comes down by less than a twentieth a look with more than a third of the
   first still to go, up to half of what was once too warm.
10. *Settle*: with the aim in reach but not held, two thirds of the warmth.

A tide makes a new sea: what was read before it is forgotten.

"The aim" is the validation accuracy that the goals ask for.

Source: common advice on training, as in Goodfellow, Bengio and Courville, Deep Learning, 2016, chapters 8 and 11.
"""

import math
from bisect import bisect_right
from collections import deque
from collections.abc import Callable
from typing import ClassVar

from seaspirits_game.core.commands import (
    Command,
    GrowWider,
    Rewind,
    SetBatchSize,
    SetDropout,
    SetGradientNoise,
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
MEMORY = 4
"""Looks over which the loss is judged to move or not."""
DEEP = 5
ANCHORS = (0.01, 0.03)
WARMEST, COOLEST = 0.5, 0.003


class Textbook:
    """See the module's docstring."""

    pivots: ClassVar[str] = "noisy-median"

    def __init__(self) -> None:
        self._losses: deque[float] = deque(maxlen=MEMORY)
        self._first = math.nan
        self._lowest = math.inf
        self._lowest_validation = math.inf
        self._loss_then = math.inf
        """Training loss when the validation loss was lowest."""
        self._too_warm = math.inf
        self._tide = 0.0
        self._tears = 0
        self._looks = 0
        self._rest = 0

    def decide(self, state: DiveState, snapshot: Snapshot) -> tuple[Command, ...]:
        """What the first rule that applies does; mostly nothing."""
        self._note(snapshot)
        self._rest -= 1
        for rule, urgent in self._rules:
            if self._rest > 0 and not urgent:
                continue
            commands = tuple(command for command in rule(self, state, snapshot) if self._has(state, command))
            if commands:
                self._rest = REST
                return commands
        return ()

    def _note(self, seen: Snapshot) -> None:
        self._looks += 1
        loss = seen.train_loss
        if (
            seen.levers.input_shift != self._tide
        ):  # everyone is told of a tide: what was read before it says nothing now
            self._tide = seen.levers.input_shift
            self._first, self._lowest, self._lowest_validation, self._too_warm = math.nan, math.inf, math.inf, math.inf
            self._losses.clear()
        if math.isnan(self._first):
            self._first = loss
        self._lowest = min(self._lowest, loss)
        if seen.val_loss < self._lowest_validation:
            self._lowest_validation, self._loss_then = seen.val_loss, loss
        self._losses.append(loss)

    @staticmethod
    def _has(state: DiveState, command: Command) -> bool:
        return command.name.removeprefix("set_") in state.dive.levers

    def _shuffle(self, state: DiveState, seen: Snapshot) -> tuple[Command, ...]:
        return () if seen.levers.shuffle else (SetShuffle(True),)

    def _cool(self, state: DiveState, seen: Snapshot) -> tuple[Command, ...]:
        tore, self._tears = state.tears > self._tears, state.tears
        thrown = seen.train_loss > 2.0 * self._lowest and seen.train_loss > self._first / 3.0
        if not (tore or (self._rest <= 0 and (thrown or Alarm.CHAOS in state.alarms))):
            return ()
        self._too_warm = min(self._too_warm, seen.learning_rate)
        again = (Rewind(0),) if thrown and self._looks <= 6 else ()
        self._lowest = self._first if again else seen.train_loss
        self._losses.clear()
        self._losses.append(seen.train_loss)
        cooler = seen.learning_rate / 3.0
        return (*again, SetLearningRate(cooler)) if cooler >= COOLEST else again

    def _reef(self, state: DiveState, seen: Snapshot) -> tuple[Command, ...]:
        stuck = self._looks >= 2 and self._lowest > 0.95 * self._first
        return (SetOrthogonal(True),) if len(state.layers) >= DEEP and stuck and not seen.levers.orthogonal else ()

    def _calm(self, state: DiveState, seen: Snapshot) -> tuple[Command, ...]:
        larger = (SetBatchSize(256),) if seen.levers.batch_size <= 16 else ()
        return (*larger, SetGradientNoise(0.0)) if seen.levers.gradient_noise > 0.0 else larger

    def _keep(self, state: DiveState, seen: Snapshot) -> tuple[Command, ...]:
        for goal in state.dive.goals:
            value = measured(goal.quantity, state, seen)
            near = goal.at_least is not None and value < goal.at_least + 0.05 * abs(goal.at_least)
            cooler = seen.learning_rate / 1.5
            if goal.keep and near and cooler >= COOLEST:
                self._too_warm = min(self._too_warm, 1.5 * seen.learning_rate)
                return (SetLearningRate(cooler),)
        return ()

    def _anchor(self, state: DiveState, seen: Snapshot) -> tuple[Command, ...]:
        risen = seen.val_loss > 1.1 * self._lowest_validation and seen.train_loss < self._loss_then
        apart = seen.train_accuracy - seen.val_accuracy >= 0.05 and self._looks > MEMORY
        if not (risen or apart or Alarm.OVERFITTING in state.alarms):
            return ()
        self._lowest_validation = math.inf
        decay, dropout = seen.levers.weight_decay, seen.levers.dropout
        if "weight_decay" in state.dive.levers:
            return (SetWeightDecay(ANCHORS[bisect_right(ANCHORS, decay)]),) if decay < ANCHORS[-1] else ()
        return (SetDropout(0.2 if dropout < 0.2 else 0.4),) if dropout < 0.4 else ()

    def _lift(self, state: DiveState, seen: Snapshot) -> tuple[Command, ...]:
        poor = self._looks >= 3 and (seen.train_loss > self._first / 2.0 or self._still)
        if not poor or seen.val_accuracy >= _asked(state):
            return ()
        if seen.levers.weight_decay > 0.03 and "weight_decay" in state.dive.levers:
            return (SetWeightDecay(0.0),)
        return (SetDropout(0.0),) if seen.levers.dropout > 0.4 else ()

    def _grow(self, state: DiveState, seen: Snapshot) -> tuple[Command, ...]:
        narrow = min(state.layers)
        if not self._still or max(state.layers) >= 16 or seen.train_accuracy >= _asked(state):
            return ()
        return (GrowWider(state.layers.index(narrow) + 1, 2 * narrow),)

    def _warm(self, state: DiveState, seen: Snapshot) -> tuple[Command, ...]:
        if len(state.layers) >= DEEP:
            return ()
        slow = len(self._losses) >= 2 and self._fall < 0.05 * (len(self._losses) - 1)
        far = seen.train_loss > self._first / 3.0 and seen.val_accuracy < _asked(state)
        warmer = 2.0 * seen.learning_rate
        return (SetLearningRate(warmer),) if slow and far and warmer <= min(WARMEST, self._too_warm / 2.0) else ()

    def _settle(self, state: DiveState, seen: Snapshot) -> tuple[Command, ...]:
        near = _asked(state) > seen.val_accuracy > _asked(state) - 0.03 and self._still
        cooler = seen.learning_rate / 1.5
        return (SetLearningRate(cooler),) if near and cooler >= 0.02 else ()

    @property
    def _fall(self) -> float:
        """Share by which the loss has come down over the looks that are remembered."""
        return 1.0 - self._losses[-1] / self._losses[0] if self._losses[0] > 0.0 else 0.0

    @property
    def _still(self) -> bool:
        """Whether the loss has hardly moved over `MEMORY` looks."""
        return len(self._losses) == MEMORY and self._fall < 0.05

    _Rule = Callable[["Textbook", DiveState, Snapshot], tuple[Command, ...]]
    _rules: ClassVar[tuple[tuple[_Rule, bool], ...]] = (
        (_shuffle, True),
        (_cool, True),
        (_reef, False),
        (_calm, False),
        (_keep, True),
        (_anchor, False),
        (_lift, False),
        (_grow, False),
        (_warm, False),
        (_settle, False),
    )
    """Each with whether it may interrupt the rest after a move."""


def _asked(state: DiveState) -> float:
    """The validation accuracy that the goals ask for; 0.97 where they ask for none."""
    asked = [goal.at_least for goal in state.dive.goals if goal.quantity == "val_accuracy" and goal.at_least]
    return max(asked, default=0.97)
