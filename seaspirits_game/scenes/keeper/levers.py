"""The Keeper's levers as a hand meets them: their names, their places, and the command that each place gives.

A lever has *places*: values that a hand would choose, geometrically spaced where ratios count. A pointer takes the
nearest one, a key goes to the next.
"""

import math
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from seaspirits_game.core.commands import (
    Command,
    GrowDeeper,
    GrowWider,
    PruneDead,
    SetBatchSize,
    SetClipping,
    SetDropout,
    SetGradientNoise,
    SetLearningRate,
    SetOrthogonal,
    SetShuffle,
    SetWeightDecay,
)
from seaspirits_game.core.levers import Levers
from seaspirits_game.core.ranges import WIDTH_RANGE
from seaspirits_game.texts.numbers import DASH, significant, whole

_FEW = 8
"""Units: a narrower layer is doubled, a wider one gets so many more."""


@dataclass(frozen=True, slots=True)
class Slider:
    """A lever with many places."""

    name: str
    """As `keeper.light.LEVERS` calls it."""
    title: str
    hint: str
    places: tuple[float, ...]
    read: Callable[[Levers], float]
    command: Callable[[float], Command]
    told: Callable[[float], str] = significant

    def share(self, value: float) -> float:
        """Where `value` stands on the lever, 0 to 1; between two places in proportion to its logarithm."""
        last = len(self.places) - 1
        at = min(max(bisect_right(self.places, value) - 1, 0), last - 1)
        low, high = self.places[at], self.places[at + 1]
        return (at + _between(value, low, high)) / last

    def place_at(self, share: float) -> float:
        """The place nearest to a share of the lever's length."""
        last = len(self.places) - 1
        return self.places[round(min(max(share, 0.0), 1.0) * last)]

    def beside(self, value: float, steps: int) -> float:
        """The place so many further on (back, when negative) from `value`, which may lie between two."""
        here = self.share(value) * (len(self.places) - 1)
        start = math.floor(here + 1e-6) if steps > 0 else math.ceil(here - 1e-6)
        return self.places[min(max(start + steps, 0), len(self.places) - 1)]


@dataclass(frozen=True, slots=True)
class Switch:
    """A lever with two places."""

    name: str
    title: str
    hint: str
    read: Callable[[Levers], bool]
    command: Callable[[bool], Command]


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that is done once, to the hidden layer that is looked at."""

    name: str
    title: str
    hint: str
    command: Callable[[Levers, int], Command]
    """From where the levers stand and the layer's number, from 1."""


def _between(value: float, low: float, high: float) -> float:
    if value <= low or value >= high:
        return float(value >= high)
    if math.isinf(high):
        return 0.0
    return math.log(value / low) / math.log(high / low) if low > 0.0 else (value - low) / (high - low)


def _geometric(low: float, high: float, count: int) -> tuple[float, ...]:
    """`count` values to two significant digits, the same factor apart."""
    return tuple(float(f"{low * (high / low) ** (index / (count - 1)):.2g}") for index in range(count))


def _unlimited(value: float) -> float:
    """A clipping of 0 lets every gradient pass: it stands where an infinite limit would."""
    return math.inf if value == 0.0 else value


SLIDERS: tuple[Slider, ...] = (
    Slider(
        "learning_rate",
        "warmth",
        "learning rate: the length of a step",
        _geometric(1e-3, 3.0, 36),
        lambda levers: levers.learning_rate,
        SetLearningRate,
    ),
    Slider(
        "batch_size",
        "batch",
        "turbulence: how many spirits a step listens to; few make it rough",
        tuple(float(2**power) for power in range(11)),
        lambda levers: float(levers.batch_size),
        lambda value: SetBatchSize(round(value)),
        lambda value: whole(round(value)),
    ),
    Slider(
        "gradient_noise",
        "turbulence",
        "noise on each gradient, in units of the gradient itself",
        (0.0, *_geometric(0.03, 10.0, 20)),
        lambda levers: levers.gradient_noise,
        SetGradientNoise,
    ),
    Slider(
        "weight_decay",
        "anchor",
        "weight decay: what pulls the weights back to nothing",
        (0.0, *_geometric(1e-5, 1.0, 30)),
        lambda levers: levers.weight_decay,
        SetWeightDecay,
    ),
    Slider(
        "dropout",
        "mist",
        "dropout: the share of units that is silenced in each step",
        tuple(round(0.05 * index, 2) for index in range(19)),
        lambda levers: levers.dropout,
        SetDropout,
        lambda value: significant(value, 2),
    ),
    Slider(
        "clipping",
        "clipping",
        "the longest gradient that is followed; longer ones are shortened",
        (*_geometric(0.03, 100.0, 24), math.inf),
        lambda levers: _unlimited(levers.clipping),
        lambda value: SetClipping(0.0 if math.isinf(value) else value),
        lambda value: DASH if math.isinf(value) else significant(value, 2),
    ),
)
SWITCHES: tuple[Switch, ...] = (
    Switch(
        "orthogonal",
        "reef",
        "orthogonal layers: rotations, that neither stretch nor squash",
        lambda levers: levers.orthogonal,
        SetOrthogonal,
    ),
    Switch(
        "shuffle",
        "shuffle",
        "batches in random order; off: in the order of the clans",
        lambda levers: levers.shuffle,
        SetShuffle,
    ),
)
DEEDS: tuple[Deed, ...] = (
    Deed(
        "grow_wider",
        "wider",
        "more units in this shoal; what the network says stays the same",
        lambda levers, layer: GrowWider(layer, wider(levers.layers[layer - 1])),
    ),
    Deed(
        "grow_deeper",
        "deeper",
        "a new shoal below this one; what the network says stays the same",
        lambda levers, layer: GrowDeeper(layer),
    ),
    Deed(
        "prune_dead",
        "prune",
        "take out units that say the same to every spirit",
        lambda levers, layer: PruneDead(layer),
    ),
)
STANDING: tuple[Slider | Switch, ...] = (*SLIDERS, *SWITCHES)
"""Levers that stand somewhere."""
SLIDERS_BY_NAME: Mapping[str, Slider] = {slider.name: slider for slider in SLIDERS}
TITLES: Mapping[str, str] = {
    **{lever.name: lever.title for lever in STANDING},
    **{deed.name: deed.title for deed in DEEDS},
    "rewind": "rewind",
}
"""What a person calls each lever."""


def wider(width: int) -> int:
    """To how many units a layer of `width` grows at one touch.

    >>> wider(3), wider(16), wider(512)
    (6, 24, 512)
    """
    return min(2 * width if width < _FEW else width + _FEW, WIDTH_RANGE[1])
