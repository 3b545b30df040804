"""What a lever really did: the quantity that it is known to move, before and after, read off snapshots. Pure.

That a lever was moved is itself read off the snapshots, which say where the levers stand; so the reading is of what
happened, whoever moved it. *Before* is the mean over the last few snapshots with the lever where it was, *after* over
the newest few with it where it is now, until `WATCHED` steps have passed or somebody moves it again.
"""

import math
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from seaspirits_game.core.levers import Levers
from seaspirits_game.core.snapshot import Snapshot
from seaspirits_game.scenes.keeper.levers import STANDING
from seaspirits_game.texts.numbers import percent, significant

WATCHED = 60
"""Steps for which a lever's effect is followed."""
_MEAN_OF = 4
"""Snapshots."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """Something that a lever moves."""

    title: str
    read: "Callable[[Snapshot, Snapshot | None], float]"
    """From a snapshot and the one before it; NaN where there is none."""
    told: Callable[[float], str]


@dataclass(frozen=True, slots=True)
class Effect:
    """What followed the move of a lever."""

    lever: str
    quantity: Quantity
    at: int
    """The last step with the lever where it was."""
    until: int
    """The newest step that `after` knows."""
    before: float
    after: float
    """NaN until there is something to read."""


def _step_length(now: Snapshot, before: Snapshot | None) -> float:
    if before is None or now.step <= before.step or now.branch != before.branch:
        return math.nan
    way = now.readings.get("path_length", math.nan) - before.readings.get("path_length", math.nan)
    return way / (now.step - before.step)


def _gap(now: Snapshot, before: Snapshot | None) -> float:
    return now.train_accuracy - now.val_accuracy


def _defect(now: Snapshot, before: Snapshot | None) -> float:
    """Mean distance of the hidden layers from rotations."""
    readings = [value for name, value in now.readings.items() if name.endswith(".orthogonality_defect")]
    return sum(readings) / len(readings) if readings else math.nan


def _dead(now: Snapshot, before: Snapshot | None) -> float:
    readings = [value for name, value in now.readings.items() if name.endswith(".dead")]
    return max(readings) if readings else math.nan


STEP_LENGTH = Quantity("stride", _step_length, lambda value: significant(value, 2))
GAP = Quantity("gap", _gap, percent)
DEFECT = Quantity("defect", _defect, lambda value: significant(value, 2))
LOSS = Quantity("loss", lambda now, before: now.train_loss, lambda value: significant(value, 3))
DEAD = Quantity("dead", _dead, percent)

QUANTITY_BY_LEVER: Mapping[str, Quantity] = {
    "learning_rate": STEP_LENGTH,
    "batch_size": STEP_LENGTH,
    "gradient_noise": STEP_LENGTH,
    "weight_decay": GAP,
    "dropout": GAP,
    "clipping": STEP_LENGTH,
    "orthogonal": DEFECT,
    "shuffle": LOSS,
    "grow_wider": LOSS,
    "grow_deeper": LOSS,
    "prune_dead": DEAD,
}
"""The quantity by which each lever is known. What lengthens, roughens or shortens a step: how far the weights go in it.
What holds against learning by heart: the gap. The reef: the distance from rotations. Growth: the loss, which it must
leave where it was. Pruning: the dead that are left."""


def moved(before: Levers, after: Levers) -> tuple[str, ...]:
    """The levers that stand elsewhere, by name; growth and pruning by what became of the layers."""
    names = [lever.name for lever in STANDING if lever.read(before) != lever.read(after)]
    then, now = before.layers, after.layers
    if len(now) > len(then):
        names.append("grow_deeper")
    elif len(now) == len(then) and now != then:
        names.append("grow_wider" if sum(now) > sum(then) else "prune_dead")
    return tuple(names)


class Effects:
    """The newest effect of each lever, by its name."""

    def __init__(self) -> None:
        self._seen: deque[Snapshot] = deque(maxlen=_MEAN_OF + 1)
        self._after: dict[str, deque[float]] = {}
        self._effects: dict[str, Effect] = {}
        self.version = 0
        """Grows with each change."""

    def of(self, lever: str) -> Effect | None:
        """What the last move of `lever` did; None when it was not moved yet."""
        return self._effects.get(lever)

    def add(self, snapshot: Snapshot) -> None:
        """Read a snapshot. Going back in time, or to another branch, forgets what came before: nothing follows it."""
        last = self._seen[-1] if self._seen else None
        if last is not None and (snapshot.step < last.step or snapshot.branch != last.branch):
            self._seen.clear()
            self._after.clear()
            last = None
        if last is not None:
            for lever in moved(last.levers, snapshot.levers):
                self._begin(lever)
        for lever in list(self._after):
            self._follow(lever, snapshot, last)
        self._seen.append(snapshot)

    def _begin(self, lever: str) -> None:
        quantity, seen = QUANTITY_BY_LEVER[lever], list(self._seen)
        readings = [
            quantity.read(now, before)
            for now, before in zip(seen, [None, *seen], strict=False)
            if moved(now.levers, seen[-1].levers) == ()
        ]
        at = seen[-1].step
        self._effects[lever] = Effect(lever, quantity, at, at, _mean(readings[-_MEAN_OF:]), math.nan)
        self._after[lever] = deque(maxlen=_MEAN_OF)
        self.version += 1

    def _follow(self, lever: str, snapshot: Snapshot, last: Snapshot | None) -> None:
        effect, readings = self._effects[lever], self._after[lever]
        reading = effect.quantity.read(snapshot, last)
        if math.isfinite(reading):
            readings.append(reading)
            self._effects[lever] = replace(effect, after=_mean(readings), until=snapshot.step)
            self.version += 1
        if snapshot.step >= effect.at + WATCHED:
            del self._after[lever]


def _mean(readings: "list[float] | deque[float]") -> float:
    finite = [reading for reading in readings if math.isfinite(reading)]
    return sum(finite) / len(finite) if finite else math.nan
