"""Snapshots and dives made by hand: what a dive sees, without a trainer."""

from dataclasses import replace
from typing import Any

import numpy as np

from seaspirits_game.core.commands import SetGradientNoise
from seaspirits_game.core.levers import Levers
from seaspirits_game.core.snapshot import Snapshot
from seaspirits_game.keeper.dive import Dive, Goal, Hazard

_CLOUD = np.random.default_rng(1).normal(size=(2, 40, 8)).astype(np.float32)


def seen(step: int, val_accuracy: float = 0.5, *, loss: float = 0.7, **changes: Any) -> Snapshot:
    """A snapshot of a quiet network of two layers at `step`."""
    readings = {
        f"layer{index}.{column}": value
        for index in (1, 2)
        for column, value in {"log_volume": -1.0, "entropy": 1.0, "coherence": 0.1}.items()
    }
    snapshot = Snapshot(
        step=step,
        epoch=step / 10.0,
        coords=tuple(_CLOUD),
        variance_share=tuple(np.full((2, 8), 0.125, np.float32)),
        probs=np.full((40, 2), 0.5, np.float32),
        train_loss=loss,
        val_loss=loss,
        train_accuracy=val_accuracy,
        val_accuracy=val_accuracy,
        learning_rate=0.05,
        readings=readings,
        levers=Levers(layers=(8, 8)),
    )
    return replace(snapshot, **changes)


def dive(**changes: Any) -> Dive:
    """A dive of 100 steps, judged every 10: validation accuracy 0.9, held twice."""
    made = Dive(
        key="test",
        order=1,
        reef=1,
        title="Test",
        idea="An idea.",
        lesson="A lesson.",
        won="Won.",
        lost="Lost.",
        hints=("First.", "Second."),
        voyage={"task": "moons", "layers": [8, 8]},
        steps=100,
        every=10,
        levers=("learning_rate", "grow_wider", "rewind"),
        goals=(Goal("val_accuracy", at_least=0.9, hold=2),),
        stars=(Goal("step", at_most=50), Goal("tears", at_most=0)),
    )
    return replace(made, **changes)


def hazard(at: int, every: int = 0) -> Hazard:
    """A storm."""
    return Hazard(at=at, command=SetGradientNoise(1.0), says="A storm.", every=every)
