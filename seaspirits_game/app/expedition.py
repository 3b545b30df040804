"""Makes the voyages that the claims need: one (task, recipe, seed) after another, each in whatever process is free.

`outcome_record` is a function of its arguments alone, to the last bit on one machine, and what it returns is
JSON-ready: so it may run anywhere and be kept anywhere.
"""

import math
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from seaspirits_game.claims.findings import ROWS
from seaspirits_game.claims.recipes import CURVED, FALSE_SHARE, MEMORISED, PIVOTS, RECIPES, compared, glanced
from seaspirits_game.claims.summary import Log, summary
from seaspirits_game.core.arrays import F32, F64
from seaspirits_game.core.config import Measures, VoyageConfig
from seaspirits_game.core.streams import stream
from seaspirits_game.geometry.coherence import linear_cka
from seaspirits_game.geometry.errors import UndefinedError
from seaspirits_game.geometry.generalization import effective_batch
from seaspirits_game.geometry.jacobian import layer_jacobian, slopes, stretching
from seaspirits_game.geometry.principal import principal
from seaspirits_game.geometry.volume import log_volume
from seaspirits_game.learning.tasks import default_layers, load_task
from seaspirits_game.learning.threads import limit_torch
from seaspirits_game.learning.torn import TornError
from seaspirits_game.learning.trainer import Trainer
from seaspirits_game.quicksort.adversary import killer
from seaspirits_game.quicksort.costs import mean_comparisons
from seaspirits_game.quicksort.inputs import ARRANGEMENTS_BY_NAME
from seaspirits_game.quicksort.rules import RULES_BY_NAME
from seaspirits_game.quicksort.sorting import play_out, working_copy
from seaspirits_game.voyage.metrics import row_of

FORMAT = 1
"""Of the readings; outcomes of another format are made anew."""
STRETCHED_SAMPLES = 32
SORTED_ELEMENTS, SORTS = 1024, 20


def expected_header(task: str, recipe: str, seed: int, steps: int, versions: dict[str, str]) -> dict[str, Any]:
    """What an outcome says about itself: with anything else in it, it is of another undertaking."""
    settings = None if recipe == PIVOTS else config_of(task, recipe, seed).to_record()
    return {
        "format": FORMAT,
        "task": task,
        "recipe": recipe,
        "seed": seed,
        "steps": steps,
        "settings": settings,
        "versions": versions,
    }


def outcome_record(task: str, recipe: str, seed: int, steps: int, versions: dict[str, str]) -> dict[str, Any]:
    """The header and the readings of one voyage, or of one sorting of rows."""
    limit_torch(1)
    readings = pivots(seed) if task == ROWS else voyage(task, recipe, seed, steps)
    return {**expected_header(task, recipe, seed, steps, versions), "readings": readings}


def config_of(task: str, recipe: str, seed: int) -> VoyageConfig:
    """Settings of a voyage; of one that memorises, `task` will be replaced by a table made of that task's samples."""
    return VoyageConfig(**{"task": task, "seed": seed, "layers": default_layers(task), **RECIPES[recipe].settings})


def voyage(task: str, recipe: str, seed: int, steps: int) -> dict[str, float | None]:
    """The readings of one voyage. Of one that was torn: only that it was, and its alarms until then."""
    config = config_of(task, recipe, seed)
    with tempfile.TemporaryDirectory() as folder:
        if RECIPES[recipe].memorising:
            table = Path(folder) / "memorised.npz"
            _write_memorised(table, config)
            config = replace(config, task=str(table))
        trainer = Trainer(config, Measures.CHEAP)
    log = _sailed(trainer, steps, dear=RECIPES[recipe].dear)
    readings = summary(log)
    if trainer.step_index < steps:
        alarms = {name: value for name, value in readings.items() if name.startswith("alarm.")}
        return {"torn": float(trainer.step_index), **alarms}
    return readings


def pivots(seed: int) -> dict[str, float | None]:
    """log₂ of what deterministic rules suffer on bad rows, and log of what random pivots suffer at worst on any.

    Both over the exact mean number of comparisons of random pivots on as many distinct values.
    """
    n = SORTED_ELEMENTS
    expected = mean_comparisons(n)
    random = stream(seed, "claims.rows")
    rows = {name: ARRANGEMENTS_BY_NAME[name].make(n, random) for name in ("sorted", "reversed", "organ-pipe")}
    rows["killer"] = killer(RULES_BY_NAME["median3"], n)
    first = play_out(working_copy(rows["sorted"]), RULES_BY_NAME["first"], random)
    median3 = play_out(working_copy(rows["killer"]), RULES_BY_NAME["median3"], random)
    costs = {
        name: np.mean([play_out(working_copy(row), RULES_BY_NAME["random"], random) for _ in range(SORTS)])
        for name, row in rows.items()
    }
    return {
        "first.sorted": math.log2(first / expected),
        "median3.killer": math.log2(median3 / expected),
        "random.worst": math.log(float(max(costs.values())) / expected),
    }


def _sailed(trainer: Trainer, steps: int, *, dear: bool) -> Log:
    rows: list[dict[str, float]] = []
    coherences: list[tuple[int, float]] = []
    sharpness: list[tuple[int, float]] = []
    before: tuple[F32, ...] | None = None
    try:
        for step in _steps(trainer, steps):
            if glanced(step) or step == steps:
                rows.append(row_of(trainer.snapshot()))
            if compared(step):
                now = trainer.activations()
                coherences += _coherence(step, before, now)
                before = now
            if dear and step in CURVED:
                sharpness.append((step, trainer.dear("curvature")["sharpness"]))
        at_end = _at_end(trainer, dear=dear)
    except TornError:
        at_end = {}
    return Log(tuple(rows), tuple(coherences), tuple(sharpness), at_end)


def _steps(trainer: Trainer, steps: int) -> Iterator[int]:
    """Each step after it was made, from 0 on."""
    yield 0
    for step in range(1, steps + 1):
        trainer.step()
        yield step


def _coherence(step: int, before: tuple[F32, ...] | None, now: tuple[F32, ...]) -> list[tuple[int, float]]:
    """Nothing where there is nothing to compare with, or where a layer is a point."""
    if before is None:
        return []
    try:
        return [(step, float(np.mean([linear_cka(old, new) for old, new in zip(before, now, strict=True)])))]
    except UndefinedError:
        return []


def _at_end(trainer: Trainer, *, dear: bool) -> dict[str, float]:
    task, config = trainer.task, trainer.config
    readings = {name: value for name, value in trainer.dear("expansion").items() if name.endswith("expansion")}
    readings["inputs.log_volume"] = log_volume(principal(task.x).variances)
    readings["stretch_spread"] = _stretch_spread(trainer)
    if dear:
        noise = trainer.dear("noise")["noise_scale"]
        heard = effective_batch(min(config.batch, len(task.train)), config.momentum)
        readings["noise_over_signal"] = math.log(noise / heard) if noise > 0.0 else math.nan
    return readings


def _stretch_spread(trainer: Trainer) -> float:
    """Mean over training samples of the spread of log singular values from the inputs to the deepest hidden layer."""
    parameters, layers = trainer.parameters(), len(trainer.config.layers)
    rows = trainer.task.train[:: max(1, len(trainer.task.train) // STRETCHED_SAMPLES)][:STRETCHED_SAMPLES]
    hidden = [h[rows] for h in trainer.activations()]
    spreads = []
    for sample in range(len(rows)):
        jacobian: F64 = np.eye(trainer.task.x.shape[1])
        for layer in range(layers):
            slope = slopes(hidden[layer][sample], trainer.config.activation)
            jacobian = layer_jacobian(parameters[f"W{layer + 1}"], slope) @ jacobian
        try:
            spreads.append(stretching(jacobian).spread_log)
        except UndefinedError:  # some direction is lost: a dead relu
            continue
    return float(np.mean(spreads)) if spreads else math.nan


def _write_memorised(path: Path, config: VoyageConfig) -> None:
    """A few samples of the task, some with a label drawn at random."""
    sheet = load_task(config).sheet
    random = stream(config.seed, "claims.memorised")
    rows = random.permutation(len(sheet.labels))[:MEMORISED]
    labels = sheet.labels[rows]
    wrong = random.random(len(rows)) < FALSE_SHARE
    labels = np.where(wrong, random.integers(0, len(sheet.class_names), len(rows)), labels)
    np.savez(path, X=sheet.inputs[rows], y=labels)
