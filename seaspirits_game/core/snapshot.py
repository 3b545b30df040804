"""What the trainer tells the sea: the unchanging sheet of a task, and the network's state at one step."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from seaspirits_game.core.arrays import F32, F64, I64, U8
from seaspirits_game.core.commands import Tempo
from seaspirits_game.core.levers import Levers

TRAIN, VALIDATION = 0, 1
"""Codes of `TaskSheet.split`."""


@dataclass(frozen=True, slots=True)
class TaskSheet:
    """What is true of every snapshot of a voyage; sent once, when the trainer starts."""

    name: str
    inputs: F32
    """(N, D) raw features as the person knows them (pixels 0 to 16 for digits), not standardised."""
    labels: I64
    """(N,) from 0 to C-1."""
    split: U8
    """(N,) `TRAIN` or `VALIDATION`."""
    class_names: tuple[str, ...]
    """C names."""
    layer_widths: tuple[int, ...]
    """Units of each of the L hidden layers."""
    image_shape: tuple[int, int] | None = None
    """(rows, columns) when a sample is a picture."""
    feature_names: tuple[str, ...] = ()
    """D names, or empty when they have none."""

    @property
    def layer_names(self) -> tuple[str, ...]:
        """`layer1` to `layerL`, as in the columns of metrics.csv."""
        return tuple(f"layer{index + 1}" for index in range(len(self.layer_widths)))


@dataclass(frozen=True, slots=True)
class Reading:
    """A measure that is too dear to come with every snapshot, with the step at which it was taken."""

    value: float
    """NaN when the measure has no value there."""
    step: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The network at one step: every array belongs to the parameters of that very step."""

    step: int
    """Optimiser steps done."""
    epoch: float
    """Passes over the training samples done."""
    coords: tuple[F32, ...]
    """L arrays (N, 8): aligned principal coordinates of each hidden layer; the first three are the picture."""
    variance_share: tuple[F32, ...]
    """L arrays (8,): share of the layer's total variance along each of those axes, 0 to 1."""
    probs: F32
    """(N, C) class probabilities, rows sum to 1."""
    train_loss: float
    """Mean cross-entropy over all training samples, nats."""
    val_loss: float
    train_accuracy: float
    """0 to 1."""
    val_accuracy: float
    learning_rate: float
    tempo: Tempo = Tempo.UNBOUNDED
    steps_per_second: float = 0.0
    """Measured over the last second of training, 0 when paused."""
    readings: Mapping[str, float] = field(default_factory=dict)
    """Measures of this very step by their metrics.csv column, e.g. `layer1.entropy`; dear ones only when taken now."""
    dear: Mapping[str, Reading] = field(default_factory=dict)
    """The newest reading of each dear measure, e.g. `sharpness`, of this step or an earlier one."""
    frame_maps: tuple[F64, ...] = ()
    """L matrices (k, k), k = 3 or less: how each layer carries the visible frame of the layer before (the first one, of
    the inputs) into its own, in the middle of the training inputs."""
    levers: Levers = field(default_factory=Levers)
    """Where the levers stand; the next step follows them."""
    branch: int = 0
    """The branch of the voyage that this step lies on; 0 is the first one."""
    singular_values: tuple[F64, ...] = ()
    """L arrays, falling: the singular values of each hidden layer's Jacobian, diag(φ′) W, in the middle of the training
    inputs; all 1 is an isometry."""
