"""The trainer by itself: its pace, the cost of a snapshot, and what it has learned. Runs in a process of its own.

Everything on one thread, as the trainer beside the window.
"""

import contextlib
import importlib
import os
import statistics
import time
from collections.abc import Callable
from typing import Any

from seaspirits_game.app.bench.machine import fine_clock
from seaspirits_game.core.arrays import COORDINATES
from seaspirits_game.core.config import Measures, VoyageConfig
from seaspirits_game.geometry.alignment import aligned_picture
from seaspirits_game.learning.threads import limit_torch
from seaspirits_game.learning.trainer import Trainer
from seaspirits_game.learning.worker import NICENESS

STEPS = 1_500
"""After so many steps of the default settings digits should be learned."""
_WINDOW_S = 0.5
_BETWEEN = 10  # steps between two snapshots


def pace(quick: bool) -> dict[str, Any]:
    """Optimiser steps a second with nothing else to do, in windows of half a second; the priority is the worker's."""
    limit_torch(1)
    if hasattr(os, "nice"):
        with contextlib.suppress(OSError):
            os.nice(NICENESS)
    trainer = Trainer(VoyageConfig(), Measures.NONE)
    _steps(trainer, 200)
    rates = []
    for _ in range(4 if quick else 12):
        start, first = time.perf_counter(), trainer.step_index
        while time.perf_counter() - start < _WINDOW_S:
            trainer.step()
        rates.append((trainer.step_index - first) / (time.perf_counter() - start))
    return {"steps_per_s": rates}


def snapshots(quick: bool) -> dict[str, Any]:
    """Milliseconds of a snapshot with and without measures, and of its pictures beside scikit-learn's PCA of the same.

    Processor time: a single thread's own. `pca_ms` is None where scikit-learn is not installed.
    """
    limit_torch(1)
    trainer, plain = Trainer(VoyageConfig()), Trainer(VoyageConfig(), Measures.NONE)
    repeats = 15 if quick else 100
    whole: list[float] = []
    bare: list[float] = []
    for _ in range(repeats + 1):
        for one, taken in ((trainer, whole), (plain, bare)):
            _steps(one, _BETWEEN)
            taken.append(_ms(one.snapshot))
    before = [aligned_picture(Z, None).coords for Z in trainer.activations()]
    _steps(trainer, _BETWEEN)
    layers = trainer.activations()

    def ours() -> None:
        for Z, coords in zip(layers, before, strict=True):
            aligned_picture(Z, coords)

    pca = _pca()
    pictures, theirs = [], []
    for _ in range(repeats):
        pictures.append(_ms(ours))
        if pca is not None:
            theirs.append(_ms(lambda: [pca(Z) for Z in layers]))
    return {
        "snapshot_ms": statistics.median(whole[1:]),  # the first one fills the caches
        "bare_ms": statistics.median(bare[1:]),
        "pictures_ms": statistics.median(pictures),
        "pca_ms": statistics.median(theirs) if theirs else None,
        "shapes": [list(Z.shape) for Z in layers],
    }


def accuracy(quick: bool) -> dict[str, Any]:
    """Validation accuracies of digits with default settings after `STEPS` steps, a seed each."""
    limit_torch(1)
    found = []
    for seed in range(2 if quick else 10):
        trainer = Trainer(VoyageConfig(seed=seed), Measures.NONE)
        _steps(trainer, STEPS)
        found.append(trainer.snapshot().val_accuracy)
    return {"val_accuracy": found}


PARTS_BY_NAME: dict[str, Callable[[bool], dict[str, Any]]] = {
    "pace": pace,
    "snapshots": snapshots,
    "accuracy": accuracy,
}


def _steps(trainer: Trainer, count: int) -> None:
    for _ in range(count):
        trainer.step()


def _ms(action: Callable[[], object]) -> float:
    clock = fine_clock()
    start = clock()
    action()
    return (clock() - start) * 1e3


def _pca() -> Callable[[Any], object] | None:
    """scikit-learn's way to the same coordinates; an oracle of the tests, which need not be there."""
    try:
        decomposition = importlib.import_module("sklearn.decomposition")
    except ImportError:
        return None
    return lambda Z: decomposition.PCA(COORDINATES).fit_transform(Z)
