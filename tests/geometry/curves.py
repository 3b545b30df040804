"""Rows of metrics.csv for tests: made by hand, or read off networks that really train."""

import math
from collections.abc import Callable
from functools import cache

from seaspirits_game.core.config import VoyageConfig
from seaspirits_game.learning.tasks import default_layers
from seaspirits_game.learning.trainer import Trainer
from seaspirits_game.voyage.metrics import row_of

Row = dict[str, float]
At = Callable[[float], float]


def constant(value: float) -> At:
    return lambda step: value


def ramp(start: float, end: float, low: float, high: float) -> At:
    """`low` up to step `start`, `high` from step `end` on, a straight line in the logarithm of the step between."""

    def at(step: float) -> float:
        share = (math.log1p(step) - math.log1p(start)) / (math.log1p(end) - math.log1p(start))
        return low + (high - low) * min(max(share, 0.0), 1.0)

    return at


STEADY, ROUND, ALIKE, UNDECIDED = constant(0.0), constant(2.0), constant(0.999), constant(0.5)


def made(
    steps,
    *,
    volume: At = STEADY,
    entropy: At = ROUND,
    coherence: At = ALIKE,
    loss: At = UNDECIDED,
    validation: At | None = None,
    accuracy: At = UNDECIDED,
    validation_accuracy: At | None = None,
    layers: int = 2,
) -> list[Row]:
    """Rows in which all layers read alike; `volume` is that of one axis, a third of the log-volume."""
    rows = []
    for step in steps:
        row = {
            "step": step,
            "epoch": step / 20.0,
            "learning_rate": 0.05,
            "train_loss": loss(step),
            "val_loss": (validation or loss)(step),
            "train_accuracy": accuracy(step),
            "val_accuracy": (validation_accuracy or accuracy)(step),
        }
        for layer in range(1, layers + 1):
            row[f"layer{layer}.log_volume"] = 3.0 * volume(step)
            row[f"layer{layer}.entropy"] = entropy(step)
            row[f"layer{layer}.coherence"] = math.nan if step == 0 else coherence(step)
        rows.append(row)
    return rows


@cache
def trained(task: str, steps: int, every: int, **settings: object) -> tuple[Row, ...]:
    """Rows of a real voyage; those of a settings that was asked for before are not trained again."""
    trainer = Trainer(VoyageConfig(task=task, **{"layers": default_layers(task), **settings}))
    rows = [row_of(trainer.snapshot())]
    while trainer.step_index < steps:
        trainer.step()
        if trainer.step_index % every == 0:
            rows.append(row_of(trainer.snapshot()))
    return tuple(rows)
