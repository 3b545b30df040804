"""What is kept of one voyage: a flat table of readings that the hypotheses are computed from.

Names: `layer3.entropy.start`, `.end`, `.low` (smallest of all rows) and `.low_step` for the columns of `CURVES`;
`deepest.` instead of `layer3.` for the last hidden layer. None is where a reading has no value.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from seaspirits_game.claims.recipes import compared
from seaspirits_game.claims.statistics import slope
from seaspirits_game.geometry.alarms import Alarm, alarms
from seaspirits_game.geometry.stages import Row, Stage, layer_count, stages

CURVES = ("entropy", "effective_rank", "log_volume", "coding_rate", "coding_rate_raw", "rate_reduction")
EARLY_STEPS, LATE_STEPS = 100, 500
"""Coherence is *early* up to the first and *late* from the second on."""
STORY = (Stage.FOUNDATION, Stage.EXPANSION, Stage.REFINEMENT)


@dataclass(frozen=True, slots=True)
class Log:
    """What was written down on one voyage."""

    rows: tuple[Row, ...]
    """Rows of metrics.csv, at the steps that `recipes.glanced` names."""
    coherences: tuple[tuple[int, float], ...]
    """(step, linear CKA of each layer with itself 25 steps before, mean over the layers)."""
    sharpness: tuple[tuple[int, float], ...] = ()
    """(step, top eigenvalue of the Hessian)."""
    at_end: Mapping[str, float] = field(default_factory=dict)
    """Readings of the last step that metrics.csv does not have."""


def summary(log: Log) -> dict[str, float | None]:
    """The readings of a voyage, JSON-ready: no NaN and no infinity, None instead."""
    first, last = log.rows[0], log.rows[-1]
    readings: dict[str, float] = {}
    layers = layer_count(first)
    for layer in range(1, layers + 1):
        for column in CURVES:
            curve = [row[f"layer{layer}.{column}"] for row in log.rows]
            names = [f"layer{layer}", "deepest"] if layer == layers else [f"layer{layer}"]
            for name in names:
                readings |= _curve(f"{name}.{column}", curve, log.rows)
    for column in ("train_loss", "val_loss", "train_accuracy", "val_accuracy", "straightness"):
        readings[f"{column}.start"] = first.get(column, math.nan)
        readings[f"{column}.end"] = last.get(column, math.nan)
    defects = [last.get(f"layer{layer}.scale_free_defect", math.nan) for layer in range(1, layers + 1)]
    readings["scale_free_defect"] = float(np.mean(defects))
    readings |= _growth(log.rows, layers) | _coherence(log) | _stages(log.rows) | _alarms(log.rows)
    if log.sharpness:
        steps, tops = zip(*log.sharpness, strict=True)
        readings["sharpness.slope"] = _log_slope(steps, tops)
        readings["sharpness.end"] = tops[-1]
    readings |= log.at_end
    readings |= _layers(readings, layers)
    return {name: value if math.isfinite(value) else None for name, value in readings.items()}


def in_order(found: Sequence[Stage]) -> bool:
    """Whether the three stages follow each other as the essay tells: each begins after the one before, none is missing.

    >>> in_order([Stage.NONE, Stage.FOUNDATION, Stage.EXPANSION, Stage.NONE, Stage.REFINEMENT])
    True
    >>> in_order([Stage.EXPANSION, Stage.REFINEMENT])
    False
    """
    begins = [found.index(stage) if stage in found else math.inf for stage in STORY]
    return begins[0] < begins[1] < begins[2] < math.inf


def _curve(name: str, curve: Sequence[float], rows: Sequence[Row]) -> dict[str, float]:
    values = np.asarray(curve)
    place = int(np.argmin(np.where(np.isnan(values), math.inf, values)))
    return {
        f"{name}.start": curve[0],
        f"{name}.end": curve[-1],
        f"{name}.low": curve[place],
        f"{name}.low_step": float(rows[place]["step"]),
    }


def _growth(rows: Sequence[Row], layers: int) -> dict[str, float]:
    """The share of stretches of 25 steps in which the visible volume of the deepest layer grew."""
    volumes = [row[f"layer{layers}.log_volume"] for row in rows if compared(int(row["step"]))]
    grown = [later > earlier for earlier, later in pairwise(volumes)]
    return {"deepest.log_volume.share_grown": float(np.mean(grown)) if grown else math.nan}


def _coherence(log: Log) -> dict[str, float]:
    early = [value for step, value in log.coherences if step <= EARLY_STEPS]
    late = [value for step, value in log.coherences if step >= LATE_STEPS]
    every = [value for _, value in log.coherences]
    named = (("early", early), ("late", late), ("mean", every))
    readings = {f"coherence.{name}": float(np.mean(values)) if values else math.nan for name, values in named}
    return {**readings, "coherence.gained": readings["coherence.late"] - readings["coherence.early"]}


def _layers(readings: Mapping[str, float], layers: int) -> dict[str, float]:
    """The least that any layer adds to the visible volume of what it gets, and by which it stretches a small cube."""
    volumes = [readings[f"layer{layer}.log_volume.end"] for layer in range(1, layers + 1)]
    if math.isfinite(readings.get("inputs.log_volume", math.nan)):  # two inputs have no volume
        volumes.insert(0, readings["inputs.log_volume"])
    factors = [readings.get(f"layer{layer}.expansion", math.nan) for layer in range(1, layers + 1)]
    steps = [later - earlier for earlier, later in pairwise(volumes)]
    return {
        "layers.log_volume.least_step": min(steps) if steps and all(map(math.isfinite, steps)) else math.nan,
        "layers.expansion.least": float(np.min(factors)),
    }


def _stages(rows: Sequence[Row]) -> dict[str, float]:
    found = stages(rows)
    readings = {
        f"stage.{stage.value}": float(rows[found.index(stage)]["step"]) if stage in found else math.nan
        for stage in STORY
    }
    return {**readings, "stages.in_order": float(in_order(found))}


def _alarms(rows: Sequence[Row]) -> dict[str, float]:
    """The step at which each alarm first went on; NaN if it never did."""
    found = alarms(rows)
    first = {
        alarm: next((float(row["step"]) for row, on in zip(rows, found, strict=True) if alarm in on), math.nan)
        for alarm in Alarm
    }
    return {f"alarm.{alarm.value}": step for alarm, step in first.items()}


def _log_slope(steps: Sequence[int], tops: Sequence[float]) -> float:
    if min(tops) <= 0.0:
        return math.nan
    return slope([math.log(step) for step in steps], [math.log(top) for top in tops])
