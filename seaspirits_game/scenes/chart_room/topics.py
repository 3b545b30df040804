"""What can be charted: the recorded columns as topics, one chart each, with titles from the catalogue of measures."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from seaspirits_game.geometry.catalogue import DEAR_LAYER_MEASURES, DEAR_MEASURES, NETWORK_MEASURES, WEIGHT_MEASURES
from seaspirits_game.geometry.registry import LAYER_MEASURES, Measure

_LAYER = re.compile(r"layer([1-9]\d*)\.(\w+)")
_NO_TOPIC = ("step", "epoch")
"""Columns that are axes, not measures."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What one chart shows."""

    key: str
    """`loss`, or `layers.entropy` for a measure of every layer."""
    title: str
    unit: str
    description: str
    lines: tuple[tuple[str, str], ...]
    """(column, name of its curve); a layer's curve is named by its number, a lonely one needs no name."""
    of_layers: bool = False
    log_up: bool = False
    """Whether its values are told apart by their ratios."""
    low: float = -math.inf
    high: float = math.inf
    """Possible values."""


_TRAIN, _UNSEEN = "learned", "unseen"
_NETWORK: tuple[Topic, ...] = (
    Topic(
        "loss",
        "Loss",
        "nats",
        "How surprised the network is by the true classes, on average.",
        (("train_loss", _TRAIN), ("val_loss", _UNSEEN)),
        log_up=True,
        low=0.0,
    ),
    Topic(
        "accuracy",
        "Accuracy",
        "share",
        "Share of samples whose true class it finds the likeliest.",
        (("train_accuracy", _TRAIN), ("val_accuracy", _UNSEEN)),
        low=0.0,
        high=1.0,
    ),
    Topic(
        "generalization_gap",
        "Generalization gap",
        "nats",
        "Loss on what it has never seen minus loss on what it learned from.",
        (("generalization_gap", ""),),
    ),
    Topic(
        "learning_rate",
        "Warmth",
        "learning rate",
        "How far each step follows the slope: the learning rate that was in force.",
        (("learning_rate", ""),),
        log_up=True,
        low=0.0,
    ),
)
_VARIANCE_SHOWN = Measure(
    "variance_shown",
    "Variance shown",
    "share",
    "Share of the layer's variance along the three axes of the picture.",
    0.0,
    1.0,
)
_LAYERS: tuple[Measure, ...] = (*LAYER_MEASURES, _VARIANCE_SHOWN, *WEIGHT_MEASURES, *DEAR_LAYER_MEASURES)
_BESIDE = {"sharpness": (("sharpness", "steepest wall"), ("edge_of_stability", "edge of stability"))}
"""Columns that say most beside each other."""
_BY_RATIO = frozenset({"sharpness", "sharpness_error", "edge_of_stability", "path_length"})


def topics(columns: Iterable[str]) -> tuple[Topic, ...]:
    """The topics of these columns of metrics.csv: the network's, then those of every layer, each in the catalogue's
    order; a column that the catalogue does not know comes last, under its own name."""
    there = [column for column in columns if column not in _NO_TOPIC]
    known = {column for topic in _NETWORK for column, _ in topic.lines}
    of_network = [column for column in there if _LAYER.fullmatch(column) is None and column not in known]
    found = [replace(topic, lines=_present(topic.lines, there)) for topic in _NETWORK]
    measures = {measure.column: measure for measure in (*NETWORK_MEASURES, *DEAR_MEASURES)}
    found += [_of_network(column, measures.get(column), there) for column in _ordered(of_network, measures)]
    layered: dict[str, list[int]] = {}
    for match in filter(None, map(_LAYER.fullmatch, there)):
        layered.setdefault(match[2], []).append(int(match[1]))
    measures = {measure.column: measure for measure in _LAYERS}
    found += [_of_layers(name, measures.get(name), layered[name]) for name in _ordered(layered, measures)]
    return tuple(topic for topic in found if topic.lines)


def _present(lines: tuple[tuple[str, str], ...], columns: Iterable[str]) -> tuple[tuple[str, str], ...]:
    there = set(columns)
    return tuple(line for line in lines if line[0] in there)


def _ordered(names: Iterable[str], measures: dict[str, Measure]) -> list[str]:
    """`names` in the order of `measures`, then the others as they came."""
    ranks = {name: rank for rank, name in enumerate(measures)}
    return sorted(names, key=lambda name: ranks.get(name, len(ranks)))


def _of_network(column: str, measure: Measure | None, there: Iterable[str]) -> Topic:
    lines = _present(_BESIDE.get(column, ((column, ""),)), there)
    return _topic(column, column, measure, lines, of_layers=False)


def _of_layers(name: str, measure: Measure | None, layers: list[int]) -> Topic:
    lines = tuple((f"layer{layer}.{name}", str(layer)) for layer in sorted(layers))
    return _topic(f"layers.{name}", name, measure, lines, of_layers=True)


def _topic(
    key: str, column: str, measure: Measure | None, lines: tuple[tuple[str, str], ...], of_layers: bool
) -> Topic:
    if measure is None:
        return Topic(key, _plain(column), "", "", lines, of_layers)
    return Topic(
        key,
        measure.title,
        measure.unit,
        measure.description,
        lines,
        of_layers,
        log_up=column in _BY_RATIO,
        low=measure.low,
        high=measure.high,
    )


def _plain(column: str) -> str:
    """A column's name as words.

    >>> _plain("path_length")
    'Path length'
    """
    return column.replace("_", " ").capitalize()
