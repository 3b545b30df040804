"""Reads the cheap measures off a network at each snapshot, and remembers what the next snapshot is compared with.

The memory is a function of two sets of parameters, those of the last snapshot and the initial ones: a checkpoint keeps
the former as one vector, and a resumed reader recomputes the rest to the same bits.
"""

import torch
from torch import Tensor

from seaspirits_game.core.arrays import F32
from seaspirits_game.geometry.coding import ClassOrder
from seaspirits_game.geometry.generalization import accuracy_gap
from seaspirits_game.geometry.orthogonality import defects
from seaspirits_game.geometry.predictions import prediction_readings
from seaspirits_game.geometry.principal import Principal, principal
from seaspirits_game.geometry.registry import Memory, snapshot_readings
from seaspirits_game.learning.curvature import edge_of_stability
from seaspirits_game.learning.network import Architecture, Views, forward, views
from seaspirits_game.learning.tasks import Task
from seaspirits_game.learning.way import GRAIN, straightness


class Reader:
    """See the module's docstring; `initial` are the flat parameters before the first step."""

    def __init__(self, task: Task, architecture: Architecture, initial: Tensor) -> None:
        self._task = task
        self._architecture = architecture
        self._initial = initial
        self._classes = ClassOrder.of(task.y)
        self._memory: Memory | None = None
        self._seen: Tensor | None = None

    @property
    def seen(self) -> F32 | None:
        """A copy of the flat parameters of the last snapshot, for a checkpoint; None before there was one."""
        return None if self._seen is None else self._seen.numpy().copy()

    def resume(self, seen: F32 | None) -> None:
        """Go on as if the last snapshot had been one of the parameters `seen`."""
        self._seen = None if seen is None else torch.from_numpy(seen.copy())
        self._memory = None

    def layers(self, hidden: tuple[F32, ...], axes: tuple[Principal, ...], *, at_start: bool) -> dict[str, float]:
        """`LAYER_MEASURES` of each layer, from its activations (N, W) and their principal axes."""
        if self._memory is None:
            previous = None if self._seen is None else self._axes_of(self._seen)
            self._memory = Memory(previous, axes if at_start else self._axes_of(self._initial))
        readings, self._memory = snapshot_readings(
            hidden,
            self._task.y,
            self._memory,
            nonlinearity=self._architecture.activation,
            axes=axes,
            classes=self._classes,
        )
        return readings

    def weights(self, parameters: Views) -> dict[str, float]:
        """`WEIGHT_MEASURES` of each hidden layer."""
        readings: dict[str, float] = {}
        for index, W in enumerate(parameters.weights[:-1], start=1):
            plain, scale_free = defects(W.numpy())
            readings[f"layer{index}.orthogonality_defect"] = plain
            readings[f"layer{index}.scale_free_defect"] = scale_free
        return readings

    def network(
        self,
        parameters: Views,
        probs: F32,
        log_probs: F32,
        *,
        accuracies: tuple[float, float],
        way: int,
        learning_rate: float,
        momentum: float,
    ) -> dict[str, float]:
        """`NETWORK_MEASURES`, from (N, C) probabilities of all samples, their logs, and the (training, validation)
        accuracies.

        Calibration is that on the validation samples; undecidedness is that of all.
        """
        predicted = prediction_readings(probs, log_probs, self._task.y, self._task.validation)
        return {
            "accuracy_gap": accuracy_gap(*accuracies),
            **predicted,
            "path_length": way * GRAIN,
            "straightness": straightness(self._initial, parameters.flat, way),
            "edge_of_stability": edge_of_stability(learning_rate, momentum),
        }

    def note(self, parameters: Views) -> None:
        """These are the parameters that the next snapshot's changes are counted from."""
        self._seen = parameters.flat.clone()

    def _axes_of(self, flat: Tensor) -> tuple[Principal, ...]:
        hidden, _ = forward(views(self._architecture, flat), self._task.x, self._architecture.activation)
        return tuple(principal(Z) for Z in hidden)
