"""What a goal can be about: numbers that a person reads on the screen, by their names.

- of the network: `train_loss`, `val_loss`, `train_accuracy`, `val_accuracy`, `accuracy_gap`, and every other column
  that comes with each snapshot, as `layer2.entropy`; `deepest.` stands for the last layer, whichever that is;
- of the dive: `step`, `light`, `alarms` (on now), `alarms_heard`, `tears`, `retries`, `hints`, `duels_won`, `units`.

`deepest.coherence` (and any layer's) is that between two *judged* snapshots, from their eight principal coordinates:
the one that comes with a snapshot depends on how long ago the one before it was taken, which in a window is a matter of
the clock. Of two clouds of which eight axes show nearly all the variance, the two agree.
"""

import math
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from seaspirits_game.core.arrays import F32
from seaspirits_game.core.snapshot import Snapshot
from seaspirits_game.geometry.catalogue import NETWORK_MEASURES, WEIGHT_MEASURES
from seaspirits_game.geometry.coherence import linear_cka
from seaspirits_game.geometry.errors import UndefinedError
from seaspirits_game.geometry.registry import LAYER_MEASURES

if TYPE_CHECKING:
    from seaspirits_game.keeper.state import DiveState

DEEPEST = "deepest"

_OF_SNAPSHOT: Mapping[str, Callable[[Snapshot], float]] = {
    "train_loss": lambda seen: seen.train_loss,
    "val_loss": lambda seen: seen.val_loss,
    "train_accuracy": lambda seen: seen.train_accuracy,
    "val_accuracy": lambda seen: seen.val_accuracy,
    "accuracy_gap": lambda seen: seen.train_accuracy - seen.val_accuracy,
}
_OF_STATE: Mapping[str, "Callable[[DiveState], float]"] = {
    "step": lambda state: state.step,
    "light": lambda state: state.light,
    "alarms": lambda state: len(state.alarms),
    "alarms_heard": lambda state: len(state.heard),
    "tears": lambda state: state.tears,
    "retries": lambda state: state.retries,
    "hints": lambda state: state.hints,
    "duels_won": lambda state: state.duels_won,
    "units": lambda state: sum(state.layers),
}
_OF_LAYER = frozenset(measure.column for measure in (*LAYER_MEASURES, *WEIGHT_MEASURES))
_OF_NETWORK = frozenset(measure.column for measure in NETWORK_MEASURES)


def known(name: str) -> bool:
    """Whether `name` is a quantity.

    >>> known("deepest.entropy"), known("layer3.coherence"), known("deepest.beauty")
    (True, True, False)
    """
    if name in _OF_SNAPSHOT or name in _OF_STATE or name in _OF_NETWORK:
        return True
    layer, _, column = name.partition(".")
    number = layer.removeprefix("layer")
    numbered = layer != number and number.isascii() and number.isdigit() and number[0] != "0"
    return column in _OF_LAYER and (layer == DEEPEST or numbered)


def names() -> tuple[str, ...]:
    """All quantities, with `deepest.` for the layers', in alphabetical order: what a refusal can suggest."""
    return tuple(sorted({*_OF_SNAPSHOT, *_OF_STATE, *_OF_NETWORK, *(f"{DEEPEST}.{column}" for column in _OF_LAYER)}))


def measured(name: str, state: "DiveState", snapshot: Snapshot) -> float:
    """The quantity `name` at `snapshot`, when the dive stands at `state`; NaN where it has no value.

    Raises:
        KeyError: there is no such quantity.
    """
    if name in _OF_SNAPSHOT:
        return float(_OF_SNAPSHOT[name](snapshot))
    if name in _OF_STATE:
        return float(_OF_STATE[name](state))
    if not known(name):
        raise KeyError(name)
    layer, _, column = name.rpartition(".")
    number = len(snapshot.coords) if layer == DEEPEST else int(layer.removeprefix("layer") or 0)
    if column == "coherence":
        return state.coherence[number - 1] if 0 < number <= len(state.coherence) else math.nan
    return float(snapshot.readings.get(f"layer{number}.{column}" if layer else name, math.nan))


def coherences(before: tuple[F32, ...], now: tuple[F32, ...]) -> tuple[float, ...]:
    """Linear CKA of each layer's coordinates (N, 8) then and now; NaN where a cloud is a point.

    All NaN when the layers are not as many as they were: which is then which is a matter of opinion.
    """
    if [len(coords) for coords in before] != [len(coords) for coords in now]:
        return (math.nan,) * len(now)
    return tuple(_coherence(then, here) for then, here in zip(before, now, strict=True))


def _coherence(then: F32, now: F32) -> float:
    try:
        return linear_cka(then, now)
    except UndefinedError:
        return math.nan
