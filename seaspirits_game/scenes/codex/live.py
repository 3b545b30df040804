"""What the running network reads of a measure now: value, name, unit, the step at which it was taken, and its past."""

import math
from dataclasses import dataclass, replace

import numpy as np

from seaspirits_game.core.arrays import F64
from seaspirits_game.core.snapshot import Snapshot
from seaspirits_game.geometry.catalogue import DEAR_LAYER_MEASURES, DEAR_MEASURES, NETWORK_MEASURES, WEIGHT_MEASURES
from seaspirits_game.geometry.registry import LAYER_MEASURES, Measure
from seaspirits_game.scenes.stage import Stage
from seaspirits_game.texts.numbers import decimal, percent, significant, whole
from seaspirits_game.voyage.metrics import row_of

OF_SHOAL = "shoal."
"""How the name of a layer's column begins where any layer may be meant."""
_INF = math.inf
_SHOWN = Measure("variance_shown", "Variance shown", "share", "How much of the cloud the picture shows.", 0.0, 1.0)
_PLAIN = (
    Measure("train_loss", "Loss, learned from", "nats", "Surprise at the samples that it learns from.", 0.0, _INF),
    Measure("val_loss", "Loss, never seen", "nats", "Surprise at samples that it never saw.", 0.0, _INF),
    Measure("train_accuracy", "Accuracy, learned from", "share", "How many that it learns from are right.", 0.0, 1.0),
    Measure("val_accuracy", "Accuracy, never seen", "share", "How many that it never saw are right.", 0.0, 1.0),
    Measure("generalization_gap", "Gap in loss", "nats", "Loss on new samples minus loss on known ones.", -_INF, _INF),
    Measure("learning_rate", "Warmth", "learning rate", "How far a step follows the slope.", 0.0, _INF),
)
_OF_LAYERS = {measure.column: measure for measure in (_SHOWN, *LAYER_MEASURES, *WEIGHT_MEASURES, *DEAR_LAYER_MEASURES)}
_OF_NETWORK = {measure.column: measure for measure in (*_PLAIN, *NETWORK_MEASURES, *DEAR_MEASURES)}


@dataclass(frozen=True, slots=True)
class Live:
    """One reading of the network that is shown."""

    measure: Measure
    column: str
    """Its name in metrics.csv."""
    value: float
    """NaN when it was not taken yet, or has no value."""
    step: int | None
    """When it was taken; None when it was not."""


def measure_of(name: str) -> Measure:
    """The catalogue's entry of a column, or of `shoal.` and a layer's column.

    Raises:
        KeyError: there is no such measure.
    """
    if name.startswith(OF_SHOAL):
        return _OF_LAYERS[name.removeprefix(OF_SHOAL)]
    return _OF_NETWORK[name]


def column_of(name: str, layer: int) -> str:
    """The column of metrics.csv when the shoal `layer`, from 0, is looked at.

    >>> column_of("shoal.entropy", 1), column_of("val_loss", 1)
    ('layer2.entropy', 'val_loss')
    """
    return f"layer{layer + 1}.{name.removeprefix(OF_SHOAL)}" if name.startswith(OF_SHOAL) else name


def live(snapshot: Snapshot | None, name: str, layer: int) -> Live:
    """The newest reading of `name` up to the step of `snapshot`."""
    column, measure = column_of(name, layer), measure_of(name)
    nothing = Live(measure, column, math.nan, None)
    if snapshot is None:
        return nothing
    row = row_of(snapshot)
    if column in row:
        return replace(nothing, value=row[column], step=snapshot.step)
    dear = snapshot.dear.get(column)
    return nothing if dear is None else replace(nothing, value=dear.value, step=dear.step)


def past_of(stage: Stage, column: str) -> tuple[F64, F64]:
    """(steps, readings) of a column up to the step that is shown; NaN where a reading has no finite value."""
    steps, values = stage.curves.measured(column)
    if stage.shown is not None:
        until = int(np.searchsorted(steps, stage.shown.step, side="right"))
        steps, values = steps[:until], values[:until]
    return steps, np.where(np.isfinite(values), values, np.nan)


def told(reading: Live) -> str:
    """The value as it stands on the screen, without its unit unless that is a sign."""
    value = reading.value
    if math.isinf(value):
        return "−∞" if value < 0 else "∞"
    if reading.measure.unit == "share" and reading.measure.low >= 0.0 and reading.measure.column != "coherence":
        return percent(value)
    if reading.measure.column in ("coherence", "coherence_start", "fidelity"):
        return decimal(value, 3)
    if reading.measure.column == "frame_sign":
        return "mirrored" if value < 0 else "flat" if value == 0 else "as it was" if value > 0 else decimal(value, 0)
    return decimal(value, 2) if 0.1 <= abs(value) < 100.0 or value == 0.0 else significant(value)


def when(reading: Live, snapshot: Snapshot | None) -> str:
    """The step of a reading that is older than what is shown; empty otherwise."""
    if reading.step is None or snapshot is None or reading.step == snapshot.step:
        return ""
    return whole(reading.step)
