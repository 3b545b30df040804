"""Trains one network, step by step, the same way every time.

Batches, dropout masks and gradient noise are functions of (seed, step), never of a generator's past, so that a run
restored from a checkpoint goes on bit for bit, and looking at the network (`snapshot`) cannot change its course.
"""

import hashlib
import math
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from seaspirits_game.core.arrays import COORDINATES, F32, F64, AnyArray
from seaspirits_game.core.commands import LEARNING_RATE_RANGE, Tempo
from seaspirits_game.core.config import Measures, VoyageConfig
from seaspirits_game.core.errors import UserError
from seaspirits_game.core.snapshot import Snapshot, TaskSheet
from seaspirits_game.core.streams import derived_seed, stream
from seaspirits_game.geometry.alignment import align
from seaspirits_game.geometry.principal import Principal, principal
from seaspirits_game.geometry.registry import Memory, snapshot_readings
from seaspirits_game.learning.checkpoint import TrainingState, read_checkpoint, write_checkpoint
from seaspirits_game.learning.network import (
    Architecture,
    Views,
    backward,
    forward,
    initial_parameters,
    log_softmax,
    nearest_orthogonal,
    views,
)
from seaspirits_game.learning.tasks import Task, load_task
from seaspirits_game.learning.torn import TornError

__all__ = ["TornError", "Trainer"]


class Trainer:
    """The owner of a network's parameters; deterministic for one machine and one number of torch threads."""

    def __init__(self, config: VoyageConfig, measures: Measures = Measures.CHEAP) -> None:
        """
        Args:
            config: the voyage; its task is loaded here.
            measures: what is read off the network at each snapshot.

        Raises:
            UserError: the task does not exist or does not fit.
        """
        self.config = config
        self.task: Task = load_task(config)
        self.step_index = 0
        """Optimiser steps done."""
        self.learning_rate = float(config.learning_rate)
        self._measures = measures
        self._samples_seen = 0
        self._batch = min(config.batch, len(self.task.train))
        self._architecture = Architecture(
            inputs=self.task.x.shape[1],
            hidden=config.layers,
            classes=len(self.sheet.class_names),
            activation=config.activation,
        )
        self._parameters = self._initial()
        self._velocities = views(self._architecture, torch.zeros(self._architecture.size))
        self._gradients = views(self._architecture, torch.zeros(self._architecture.size))
        self._x = torch.from_numpy(self.task.x)
        self._y = torch.from_numpy(self.task.y)
        self._orders: dict[int, Tensor] = {}
        self._coords: list[F64 | None] = [None] * len(config.layers)
        self._seen: Tensor | None = None
        """The flat parameters of the last snapshot: enough to recompute what the next one is compared with."""
        self._memory: Memory | None = None
        self._torn: tuple[int, str] | None = None

    @property
    def sheet(self) -> TaskSheet:
        """What is true of every snapshot."""
        return self.task.sheet

    @property
    def epoch(self) -> float:
        """Passes over the training samples done."""
        return self._samples_seen / len(self.task.train)

    def step(self) -> float:
        """The loss (mean cross-entropy, nats) of the next minibatch, before the step that it causes.

        g = gradient + noise + weight_decay * W;  v <- momentum * v + g;  parameters <- parameters - learning_rate * v.
        Dropout is inverted (survivors are divided by 1 - p). With `orthogonal`, the hidden weights are then replaced
        by their polar factors.

        Raises:
            TornError: a parameter or the loss is no longer finite; so does every further step until `restore`.

        Source: Polyak, 1964 (heavy ball); Srivastava et al., 2014 (dropout).
        """
        self._refuse_if_torn()
        config, parameters, gradients, velocities = self.config, self._parameters, self._gradients, self._velocities
        rows = self._next_rows()
        masks = self._dropout_masks(len(rows)) if config.dropout else None
        x, y = self._x.index_select(0, rows), self._y.index_select(0, rows)
        loss = float(backward(parameters, gradients, x, y, config.activation, masks))
        if not math.isfinite(loss):
            self._tear(_non_finite(parameters) or "loss")
        if config.noise:
            self._add_noise()
        if config.weight_decay:
            for gradient, W in zip(gradients.weights, parameters.weights, strict=True):
                gradient.add_(W, alpha=config.weight_decay)
        velocities.flat.mul_(config.momentum).add_(gradients.flat)
        parameters.flat.add_(velocities.flat, alpha=-self.learning_rate)
        # one sum is non-finite whenever an entry is; it may overflow by itself, so the entries have the last word
        if not math.isfinite(float(parameters.flat.sum())) and (where := _non_finite(parameters)):
            self._tear(where)
        if config.orthogonal:
            for W in parameters.weights[:-1]:
                W.copy_(nearest_orthogonal(W))
        self.step_index += 1
        self._samples_seen += self._batch
        return loss

    def set_learning_rate(self, value: float) -> None:
        """Use `value` from the next step on.

        Raises:
            UserError: it is out of `LEARNING_RATE_RANGE`.
        """
        low, high = LEARNING_RATE_RANGE
        if not low <= value <= high:
            raise UserError(f"learning rate: {value!r} is not a number from {low:g} to {high:g}")
        self.learning_rate = float(value)

    def snapshot(self, tempo: Tempo = Tempo.UNBOUNDED, steps_per_second: float = 0.0) -> Snapshot:
        """The network as all samples see it at this very step; changes nothing but the next snapshot's alignment.

        Raises:
            TornError: there is nothing finite to be seen.
        """
        self._refuse_if_torn()
        hidden, logits = self._evaluate()
        # finite weights may be so large that what they compute is not: then this step tore the network after all
        for name, values in zip((*self.sheet.layer_names, "loss"), (*hidden, logits), strict=True):
            if not np.isfinite(values).all():
                self._torn = (self.step_index, name)
                self._refuse_if_torn()
        axes = tuple(principal(Z) for Z in hidden)
        pictures = [align(found, before) for found, before in zip(axes, self._coords, strict=True)]
        readings = self._readings(hidden, axes)
        self._coords = [picture.coords for picture in pictures]
        self._seen = self._parameters.flat.clone()
        log_probs = log_softmax(logits)
        losses = -log_probs[np.arange(len(self.task.y)), self.task.y].astype(np.float64)
        right = logits.argmax(axis=1) == self.task.y
        train, validation = self.task.train, self.task.validation
        return Snapshot(
            step=self.step_index,
            epoch=self.epoch,
            coords=tuple(picture.coords.astype(np.float32) for picture in pictures),
            variance_share=tuple(picture.variance_share.astype(np.float32) for picture in pictures),
            probs=np.ascontiguousarray(np.exp(log_probs)),
            train_loss=float(losses[train].mean()),
            val_loss=float(losses[validation].mean()),
            train_accuracy=float(right[train].mean()),
            val_accuracy=float(right[validation].mean()),
            learning_rate=self.learning_rate,
            tempo=tempo,
            steps_per_second=steps_per_second,
            readings=readings,
        )

    def activations(self) -> tuple[F32, ...]:
        """L arrays (N, W): what each hidden layer makes of every sample, training and validation, without dropout."""
        return self._evaluate()[0]

    def parameters(self) -> dict[str, F32]:
        """Copies of W1, b1, ..., W{L+1}, b{L+1} in this order; W is (out, in)."""
        return {name: tensor.numpy().copy() for name, tensor in self._parameters.named.items()}

    def state(self) -> TrainingState:
        """Copies of all that is needed to go on from here."""
        arrays: dict[str, AnyArray] = dict(self.parameters())
        for name, tensor in self._velocities.named.items():
            arrays[f"velocity.{name}"] = tensor.numpy().copy()
        for name, coords in zip(self.sheet.layer_names, self._coords, strict=True):
            if coords is not None:
                arrays[f"coords.{name}"] = coords.copy()
        if self._seen is not None:
            arrays["seen"] = self._seen.numpy().copy()
        return TrainingState(
            config=self.config,
            task_fingerprint=_fingerprint(self.task),
            step=self.step_index,
            samples_seen=self._samples_seen,
            learning_rate=self.learning_rate,
            arrays=arrays,
        )

    def resume(self, state: TrainingState) -> None:
        """Become the trainer that `state` was taken of.

        Raises:
            UserError: it belongs to other settings or other data; nothing has changed then.
        """
        if state.config != self.config:
            theirs, ours = state.config.to_record(), self.config.to_record()
            field = next(name for name in ours if theirs[name] != ours[name])
            raise UserError(f"the checkpoint is of {field} {theirs[field]!r}, this voyage has {field} {ours[field]!r}")
        if state.task_fingerprint != _fingerprint(self.task):
            raise UserError(f"the checkpoint is of other data than task {self.config.task!r} holds now")
        wanted: dict[str, tuple[type, tuple[int, ...]]] = {
            name: (np.float32, tuple(tensor.shape)) for name, tensor in self._parameters.named.items()
        }
        wanted |= {f"velocity.{name}": kind for name, kind in wanted.items()}
        for name in self.sheet.layer_names:
            if f"coords.{name}" in state.arrays:
                wanted[f"coords.{name}"] = (np.float64, (len(self.task.y), COORDINATES))
        if "seen" in state.arrays:
            wanted["seen"] = (np.float32, (self._architecture.size,))
        found = {name: (array.dtype.type, array.shape) for name, array in state.arrays.items()}
        if found != wanted:
            odd = min(name for name in found.keys() | wanted.keys() if found.get(name) != wanted.get(name))
            raise UserError(f"the checkpoint's array {odd!r} is missing, superfluous or of another shape")
        for prefix, target in (("", self._parameters), ("velocity.", self._velocities)):
            for name, tensor in target.named.items():
                tensor.copy_(torch.from_numpy(state.arrays[f"{prefix}{name}"]))
        coords = [state.arrays.get(f"coords.{name}") for name in self.sheet.layer_names]
        self._coords = [None if array is None else array.copy() for array in coords]
        self._seen = torch.from_numpy(state.arrays["seen"].copy()) if "seen" in state.arrays else None
        self._memory = None
        self.step_index = state.step
        self._samples_seen = state.samples_seen
        self.learning_rate = state.learning_rate
        self._torn = None

    def save(self, path: Path) -> None:
        """Write a checkpoint to `path` (.safetensors), atomically.

        Raises:
            OSError: it could not be written.
            TornError: the network is not finite; what cannot be restored is not saved.
        """
        self._refuse_if_torn()
        write_checkpoint(path, self.state())

    def restore(self, path: Path) -> None:
        """Go back, or on, to what `save` wrote.

        Raises:
            UserError: the file is missing, damaged, or of another voyage; nothing has changed then.
        """
        state = read_checkpoint(path)
        try:
            self.resume(state)
        except UserError as error:
            raise UserError(f"{path}: {error}") from error

    def _next_rows(self) -> Tensor:
        """Rows of the next batch: one endless stream of shuffled epochs, cut into equal pieces across their seams."""
        epoch, start = divmod(self._samples_seen, len(self.task.train))
        rows = self._order(epoch)[start : start + self._batch]
        if len(rows) < self._batch:
            rows = torch.cat([rows, self._order(epoch + 1)[: self._batch - len(rows)]])
        return rows

    def _order(self, epoch: int) -> Tensor:
        if epoch not in self._orders:
            self._orders = {number: order for number, order in self._orders.items() if number == epoch - 1}
            order = stream(self.config.seed, "batches", epoch).permutation(self.task.train)
            self._orders[epoch] = torch.from_numpy(order)
        return self._orders[epoch]

    def _generator(self, name: str) -> torch.Generator:
        return torch.Generator().manual_seed(derived_seed(self.config.seed, name, self.step_index))

    def _dropout_masks(self, rows: int) -> tuple[Tensor, ...]:
        """L tensors (rows, W) of 0 with probability p, else 1/(1-p)."""
        random, p = self._generator("dropout"), self.config.dropout
        draws = [torch.rand(rows, width, generator=random) for width in self.config.layers]
        return tuple((draw >= p).float().div_(1.0 - p) for draw in draws)

    def _add_noise(self) -> None:
        """Gaussian noise of `noise` times each tensor's own root-mean-square gradient."""
        noise = views(self._architecture, torch.randn(self._architecture.size, generator=self._generator("noise")))
        for gradient, draw in zip(self._gradients.named.values(), noise.named.values(), strict=True):
            level = gradient.square().mean().sqrt_().mul_(self.config.noise)
            gradient.add_(draw.mul_(level))

    def _evaluate(self) -> tuple[tuple[F32, ...], F32]:
        with np.errstate(over="ignore", invalid="ignore"):  # huge weights: the caller looks at what came out
            return forward(self._parameters, self.task.x, self.config.activation)

    def _readings(self, hidden: tuple[F32, ...], axes: tuple[Principal, ...]) -> dict[str, float]:
        if self._measures is Measures.NONE:
            return {}
        memory = self._memory or self._recalled(axes)
        readings, self._memory = snapshot_readings(
            hidden, self.task.y, memory, nonlinearity=self.config.activation, axes=axes
        )
        return readings

    def _recalled(self, axes: tuple[Principal, ...]) -> Memory:
        """What the last snapshot left behind, recomputed from its parameters: the same bits at no cost in memory."""
        previous = None if self._seen is None else self._axes_of(views(self._architecture, self._seen))
        return Memory(previous, axes if self.step_index == 0 else self._axes_of(self._initial()))

    def _axes_of(self, parameters: Views) -> tuple[Principal, ...]:
        return tuple(principal(Z) for Z in forward(parameters, self.task.x, self.config.activation)[0])

    def _initial(self) -> Views:
        config = self.config
        return initial_parameters(self._architecture, seed=config.seed, init=config.init, orthogonal=config.orthogonal)

    def _tear(self, where: str) -> None:
        self._torn = (self.step_index + 1, where)
        raise TornError(*self._torn)

    def _refuse_if_torn(self) -> None:
        if self._torn:
            raise TornError(*self._torn)


def _non_finite(parameters: Views) -> str | None:
    """The name of the first tensor with an entry that is not finite."""
    return next((name for name, tensor in parameters.named.items() if not torch.isfinite(tensor).all()), None)


def _fingerprint(task: Task) -> str:
    digest = hashlib.sha256()
    for array in (task.x, task.y, task.train, task.validation):
        digest.update(f"{array.dtype.str} {array.shape}\n".encode())
        digest.update(array.tobytes())
    return digest.hexdigest()
