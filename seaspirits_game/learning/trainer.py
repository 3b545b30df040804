"""Trains one network, step by step, the same way every time.

What a step follows is a function of the parameters and of its number (`gradient`), so that a run restored from a
checkpoint goes on bit for bit, and looking at the network (`snapshot`) cannot change its course.
"""

import hashlib
import math
from functools import cached_property
from pathlib import Path

import numpy as np
import torch

from seaspirits_game.core.arrays import COORDINATES, F32, F64, AnyArray
from seaspirits_game.core.commands import LEARNING_RATE_RANGE, Tempo
from seaspirits_game.core.config import Measures, VoyageConfig
from seaspirits_game.core.errors import UserError
from seaspirits_game.core.snapshot import Snapshot, TaskSheet
from seaspirits_game.geometry.alignment import align_layers, aligned_picture
from seaspirits_game.geometry.errors import NonFiniteError
from seaspirits_game.geometry.predictions import of_true_classes
from seaspirits_game.geometry.principal import Principal, principal
from seaspirits_game.learning.checkpoint import TrainingState, read_checkpoint, write_checkpoint
from seaspirits_game.learning.dear import DEAR, Moment, dear_readings
from seaspirits_game.learning.expansion import frame_matrices, visible
from seaspirits_game.learning.gradient import Gradient
from seaspirits_game.learning.network import (
    Architecture,
    Views,
    forward,
    initial_parameters,
    log_softmax,
    nearest_orthogonal,
    views,
)
from seaspirits_game.learning.reader import Reader
from seaspirits_game.learning.reversible import OverflowingError, ReversibleMomentum
from seaspirits_game.learning.tasks import Task, load_task
from seaspirits_game.learning.torn import TornError
from seaspirits_game.learning.way import grains_between, grains_of, heavy_ball_grains

__all__ = ["TornError", "Trainer"]

WHOLE = "reversible."
"""What the arrays of a reversible voyage's whole numbers are called by in a checkpoint."""


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
        self._way = 0
        """Length of the way of the parameters so far, in `way.GRAIN`."""
        self._architecture = Architecture(
            inputs=self.task.x.shape[1],
            hidden=config.layers,
            classes=len(self.sheet.class_names),
            activation=config.activation,
        )
        self._parameters = initial_parameters(
            self._architecture, seed=config.seed, init=config.init, orthogonal=config.orthogonal
        )
        self._velocities = views(self._architecture, torch.zeros(self._architecture.size))
        self._gradients = views(self._architecture, torch.zeros(self._architecture.size))
        self._whole: ReversibleMomentum | None = None
        """The same network in whole numbers, of which the parameters are the image; None in ordinary descent."""
        if config.reversible:
            self._whole = ReversibleMomentum(self._parameters.flat.numpy(), config.momentum)
            self._parameters.flat.copy_(torch.from_numpy(self._whole.position))
        self._gradient = Gradient(config, self.task, self._architecture)
        self._reader = Reader(self.task, self._architecture, self._parameters.flat.clone())
        self._coords: list[F64 | None] = [None] * len(config.layers)
        self._frames: tuple[F64, ...] = ()
        """The visible frames of the inputs and of the last picture."""
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
        With `orthogonal`, the hidden weights are then replaced by their polar factors. With `reversible`, the same in
        whole numbers (see `learning.reversible`).

        Raises:
            TornError: a parameter or the loss is no longer finite; so does every further step until `restore`.

        Source: Polyak, 1964 (heavy ball).
        """
        self._refuse_if_torn()
        loss = self._gradient.fill(
            self._gradients, self._parameters, step=self.step_index, samples_seen=self._samples_seen
        )
        if not math.isfinite(loss):
            self._tear(_non_finite(self._parameters) or "loss")
        if self._whole is None:
            self._descend()
        else:
            self._descend_in_whole_numbers(self._whole)
        self.step_index += 1
        self._samples_seen += self._gradient.batch
        return loss

    def _descend(self) -> None:
        config, parameters, velocities = self.config, self._parameters, self._velocities
        before = parameters.flat.clone() if config.orthogonal else None
        velocities.flat.mul_(config.momentum).add_(self._gradients.flat)
        parameters.flat.add_(velocities.flat, alpha=-self.learning_rate)
        # one sum is non-finite whenever an entry is; it may overflow by itself, so the entries have the last word
        if not math.isfinite(float(parameters.flat.sum())) and (where := _non_finite(parameters)):
            self._tear(where)
        if before is None:
            self._way += heavy_ball_grains(velocities.flat, self.learning_rate)
        else:
            for W in parameters.weights[:-1]:
                W.copy_(nearest_orthogonal(W))
            self._way += grains_between(before, parameters.flat)

    def _descend_in_whole_numbers(self, whole: ReversibleMomentum) -> None:
        try:
            whole.forth(self._gradients.flat.numpy(), self.learning_rate)
        except OverflowingError as overflow:
            self._tear(_non_finite(self._gradients) or str(overflow))
        self._way += grains_of(self.learning_rate * whole.speed)
        self._parameters.flat.copy_(torch.from_numpy(whole.position))

    def step_back(self) -> float:
        """Take the last step back, to the last bit; the loss (nats) that it began with. Only in a reversible voyage.

        The learning rate is again what it was then; whoever steps forth from here with another one makes another way.

        Raises:
            TornError: there is nothing finite to go back from; a checkpoint mends that.
            UserError: the voyage is not reversible, or this is its first step, or as far as its memory reaches.
        """
        self._refuse_if_torn()
        whole = self._whole
        if whole is None:
            raise UserError("only a voyage that was begun as reversible can be walked back step by step")
        self.learning_rate = whole.retreat()
        self._way -= grains_of(self.learning_rate * whole.speed)
        self.step_index -= 1
        self._samples_seen -= self._gradient.batch
        self._parameters.flat.copy_(torch.from_numpy(whole.position))
        loss = self._gradient.fill(
            self._gradients, self._parameters, step=self.step_index, samples_seen=self._samples_seen
        )
        whole.undo(self._gradients.flat.numpy())
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
        axes = self._axes(hidden, logits)
        pictures = align_layers(axes, self._coords)
        self._coords = [picture.coords for picture in pictures]
        self._frames = (self._input_frame, *(visible(picture.basis) for picture in pictures))
        log_probs = log_softmax(logits)
        probs = np.exp(log_probs)
        losses = -of_true_classes(log_probs.T, self.task.y)
        right = logits.argmax(axis=1) == self.task.y
        train, validation = self.task.train, self.task.validation
        accuracies = float(right[train].mean()), float(right[validation].mean())
        readings: dict[str, float] = {}
        if self._measures is not Measures.NONE:
            readings |= self._reader.layers(hidden, axes, at_start=self.step_index == 0)
            readings |= self._reader.weights(self._parameters)
            readings |= self._reader.network(
                self._parameters,
                probs,
                log_probs,
                accuracies=accuracies,
                way=self._way,
                learning_rate=self.learning_rate,
                momentum=self.config.momentum,
            )
        self._reader.note(self._parameters)
        return Snapshot(
            step=self.step_index,
            epoch=self.epoch,
            coords=tuple(picture.coords.astype(np.float32) for picture in pictures),
            variance_share=tuple(picture.variance_share.astype(np.float32) for picture in pictures),
            probs=np.ascontiguousarray(probs),
            train_loss=float(losses[train].mean()),
            val_loss=float(losses[validation].mean()),
            train_accuracy=accuracies[0],
            val_accuracy=accuracies[1],
            learning_rate=self.learning_rate,
            tempo=tempo,
            steps_per_second=steps_per_second,
            readings=readings,
            frame_maps=self._frame_maps(),
        )

    def _axes(self, hidden: tuple[F32, ...], logits: F32) -> tuple[Principal, ...]:
        """Finite weights may be so large that what they compute is not: then this step tore the network after all."""
        axes = []
        for name, Z in zip(self.sheet.layer_names, hidden, strict=True):
            try:
                axes.append(principal(Z))
            except NonFiniteError:
                self._torn = (self.step_index, name)
                self._refuse_if_torn()
        if not np.isfinite(logits).all():
            self._torn = (self.step_index, "loss")
            self._refuse_if_torn()
        return tuple(axes)

    @property
    def dear_names(self) -> tuple[str, ...]:
        """The dear measures that this trainer was asked to take, in their order."""
        return tuple(DEAR) if self._measures is Measures.ALL else ()

    def dear(self, name: str) -> dict[str, float]:
        """The readings of the dear measure `name` at this very step, seen from the last snapshot; changes nothing.

        Raises:
            KeyError: there is no such measure.
        """
        return dear_readings(name, self._moment())

    def _moment(self) -> Moment:
        if not self._frames:
            raise RuntimeError("dear measures look through the axes of a snapshot, and there was none")
        return Moment(
            config=self.config,
            task=self.task,
            architecture=self._architecture,
            parameters=self._parameters,
            velocities=self._velocities,
            whole=self._whole,
            gradient=self._gradient,
            step=self.step_index,
            samples_seen=self._samples_seen,
            learning_rate=self.learning_rate,
            frames=self._frames,
        )

    def _frame_maps(self) -> tuple[F64, ...]:
        weights = [W.numpy() for W in self._parameters.weights[:-1]]
        biases = [b.numpy() for b in self._parameters.biases[:-1]]
        return frame_matrices(weights, biases, self._architecture.activation, self._middle, self._frames)

    @cached_property
    def _middle(self) -> F64:
        return np.asarray(self.task.x[self.task.train].mean(axis=0, dtype=np.float64))

    @cached_property
    def _fingerprint(self) -> str:
        return _fingerprint(self.task)

    @cached_property
    def _input_frame(self) -> F64:
        return visible(aligned_picture(self.task.x, None).basis)

    def activations(self) -> tuple[F32, ...]:
        """L arrays (N, W): what each hidden layer makes of every sample, training and validation, without dropout."""
        return self._evaluate()[0]

    def parameters(self) -> dict[str, F32]:
        """Copies of W1, b1, ..., W{L+1}, b{L+1} in this order; W is (out, in)."""
        return {name: tensor.numpy().copy() for name, tensor in self._parameters.named.items()}

    def state(self) -> TrainingState:
        """Copies of all that is needed to go on from here."""
        arrays: dict[str, AnyArray] = dict(self.parameters())
        if self._whole is not None:
            self._velocities.flat.copy_(torch.from_numpy(self._whole.velocity))
            arrays |= {f"{WHOLE}{name}": array for name, array in self._whole.arrays().items()}
        for name, tensor in self._velocities.named.items():
            arrays[f"velocity.{name}"] = tensor.numpy().copy()
        for name, coords in zip(self.sheet.layer_names, self._coords, strict=True):
            if coords is not None:
                arrays[f"coords.{name}"] = coords.copy()
        if (seen := self._reader.seen) is not None:
            arrays["seen"] = seen
        return TrainingState(
            config=self.config,
            task_fingerprint=self._fingerprint,
            step=self.step_index,
            samples_seen=self._samples_seen,
            learning_rate=self.learning_rate,
            way=self._way,
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
        if state.task_fingerprint != self._fingerprint:
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
        whole = self._resumed_whole(state)
        found = {
            name: (array.dtype.type, array.shape)
            for name, array in state.arrays.items()
            if whole is None or not name.startswith(WHOLE)
        }
        if found != wanted:
            odd = min(name for name in found.keys() | wanted.keys() if found.get(name) != wanted.get(name))
            raise UserError(f"the checkpoint's array {odd!r} is missing, superfluous or of another shape")
        for prefix, target in (("", self._parameters), ("velocity.", self._velocities)):
            for name, tensor in target.named.items():
                tensor.copy_(torch.from_numpy(state.arrays[f"{prefix}{name}"]))
        coords = [state.arrays.get(f"coords.{name}") for name in self.sheet.layer_names]
        self._coords = [None if array is None else array.copy() for array in coords]
        self._reader.resume(state.arrays.get("seen"))
        self._whole = whole
        self.step_index = state.step
        self._samples_seen = state.samples_seen
        self._way = state.way
        self.learning_rate = state.learning_rate
        self._torn = None

    def _resumed_whole(self, state: TrainingState) -> ReversibleMomentum | None:
        if self._whole is None:
            return None
        whole = self._whole.copy()
        whole.resume({name[len(WHOLE) :]: array for name, array in state.arrays.items() if name.startswith(WHOLE)})
        if whole.steps != state.step:
            raise UserError(f"the checkpoint's way back leads from step {whole.steps}, not from step {state.step}")
        return whole

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

    def _evaluate(self) -> tuple[tuple[F32, ...], F32]:
        with np.errstate(over="ignore", invalid="ignore"):  # huge weights: the caller looks at what came out
            return forward(self._parameters, self.task.x, self.config.activation)

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
