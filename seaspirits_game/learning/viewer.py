"""Takes pictures of a network, and remembers what the next picture is compared with.

The memory is the flat parameters of the last picture and the rotation that each layer's axes had in it: a checkpoint
keeps these, and whoever resumes works out the rest to the same bits. After growth the picture is taken again of the
network that has grown, so that the next one is compared with a network of its own size.
"""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import torch
from torch import Tensor

from seaspirits_game.core.arrays import COORDINATES, F32, F64, AnyArray
from seaspirits_game.core.commands import Tempo
from seaspirits_game.core.config import Measures
from seaspirits_game.core.errors import UserError
from seaspirits_game.core.levers import Levers
from seaspirits_game.core.snapshot import Snapshot
from seaspirits_game.geometry.alignment import AlignedPicture, align_layers, aligned_picture, turned
from seaspirits_game.geometry.errors import NonFiniteError
from seaspirits_game.geometry.predictions import of_true_classes
from seaspirits_game.geometry.principal import Principal, principal
from seaspirits_game.learning.expansion import frame_matrices, visible
from seaspirits_game.learning.network import Architecture, Views, forward, log_softmax, views
from seaspirits_game.learning.reader import Reader
from seaspirits_game.learning.reef import singular_values
from seaspirits_game.learning.tasks import Task
from seaspirits_game.learning.torn import TornError

Evaluated = tuple[tuple[F32, ...], F32]
"""Hidden activations, L arrays (N, W), and logits (N, C)."""


class Viewer:
    """See the module's docstring; `begun` are the parameters that the network began with, or last grew to."""

    def __init__(self, task: Task, architecture: Architecture, begun: Tensor, measures: Measures) -> None:
        self._task = task
        self._architecture = architecture
        self._measures = measures
        self._has_grown = False
        self._begun = begun.clone()
        self._reader = Reader(task, architecture, self._begun)
        self._coords: list[F64 | None] | None = [None] * len(architecture.hidden)
        """Of the last picture; None when they are still to be worked out from the two below."""
        self._rotations: list[F64] | None = None
        self._seen: F32 | None = None
        self.frames: tuple[F64, ...] = ()
        """The visible frames of the inputs and of the last picture."""

    def evaluate(self, parameters: Views) -> Evaluated:
        """What the network makes of every sample, without dropout."""
        with np.errstate(over="ignore", invalid="ignore"):  # huge weights: the caller looks at what came out
            return forward(parameters, self._task.x, self._architecture.activation)

    def look(self, parameters: Views, step: int) -> None:
        """Remember the network as `snapshot` would, without measuring it.

        Raises:
            TornError: what it computes is not finite.
        """
        self._remember(parameters, self._pictures(self._axes(self.evaluate(parameters), step)))
        self._reader.resume(self._seen)

    def snapshot(
        self,
        parameters: Views,
        *,
        step: int,
        samples_seen: int,
        way: int,
        momentum: float,
        levers: Levers,
        tempo: Tempo,
        steps_per_second: float,
    ) -> Snapshot:
        """The network as all samples see it; changes nothing but what the next one is compared with.

        Raises:
            TornError: finite weights may be so large that what they compute is not.
        """
        evaluated = self.evaluate(parameters)
        hidden, logits = evaluated
        axes = self._axes(evaluated, step)
        pictures = self._pictures(axes)
        log_probs = log_softmax(logits)
        probs = np.exp(log_probs)
        losses = -of_true_classes(log_probs.T, self._task.y)
        right = logits.argmax(axis=1) == self._task.y
        train, validation = self._task.train, self._task.validation
        accuracies = float(right[train].mean()), float(right[validation].mean())
        readings: dict[str, float] = {}
        if self._measures is not Measures.NONE:
            readings |= self._reader.layers(hidden, axes, at_start=step == 0)
            readings |= self._reader.weights(parameters)
            readings |= self._reader.network(
                parameters,
                probs,
                log_probs,
                accuracies=accuracies,
                way=way,
                learning_rate=levers.learning_rate,
                momentum=momentum,
            )
        self._remember(parameters, pictures)
        self._reader.note(parameters)
        weights = [W.numpy() for W in parameters.weights[:-1]]
        biases = [b.numpy() for b in parameters.biases[:-1]]
        inside = (weights, biases, self._architecture.activation, self._middle)
        return Snapshot(
            step=step,
            epoch=samples_seen / len(train),
            coords=tuple(picture.coords.astype(np.float32) for picture in pictures),
            variance_share=tuple(picture.variance_share.astype(np.float32) for picture in pictures),
            probs=np.ascontiguousarray(probs),
            train_loss=float(losses[train].mean()),
            val_loss=float(losses[validation].mean()),
            train_accuracy=accuracies[0],
            val_accuracy=accuracies[1],
            learning_rate=levers.learning_rate,
            tempo=tempo,
            steps_per_second=steps_per_second,
            readings=readings,
            frame_maps=frame_matrices(*inside, self.frames),
            levers=levers,
            singular_values=singular_values(*inside),
        )

    # another network, another sea

    def grown(self, architecture: Architecture, parameters: Views, origins: Sequence[int | None], step: int) -> None:
        """The network has changed its shape without changing what it computes.

        `origins` say which layer each one was before; None is a new one.
        """
        before = self._previous
        self._architecture = architecture
        self._has_grown = True
        self._begun = parameters.flat.clone()
        self._reader = Reader(self._task, architecture, self._begun)
        self._coords = [None if origin is None else before[origin] for origin in origins]
        if self._seen is not None:
            self.look(parameters, step)

    def moved(self, task: Task, parameters: Views, step: int) -> None:
        """The samples stand elsewhere now."""
        self._coords = self._previous
        self._task = task
        self._reader = Reader(task, self._architecture, self._begun)
        self.__dict__.pop("_middle", None)
        self.__dict__.pop("_input_frame", None)
        if self._seen is not None:
            self.look(parameters, step)

    # checkpoints

    def arrays(self) -> dict[str, AnyArray]:
        """Copies of what is remembered, by name."""
        arrays: dict[str, AnyArray] = {}
        if self._seen is not None and self._rotations is not None:
            arrays["seen"] = self._seen.copy()
            arrays |= {f"rotation.layer{index}": R.copy() for index, R in enumerate(self._rotations, start=1)}
        if self._has_grown:
            arrays["begun"] = self._begun.numpy().copy()
        return arrays

    def resume(self, arrays: dict[str, AnyArray]) -> None:
        """Remember what `arrays` were taken of; the viewer must have been made for what they say that it has `begun`.

        Raises:
            UserError: they do not fit; nothing has changed.
        """
        size, widths = (self._architecture.size,), self._architecture.hidden
        wanted: dict[str, tuple[type, tuple[int, ...]]] = {}
        if "seen" in arrays:
            kept = [min(COORDINATES, width) for width in widths]
            wanted = {f"rotation.layer{index}": (np.float64, (k, k)) for index, k in enumerate(kept, start=1)}
            wanted["seen"] = (np.float32, size)
        if "begun" in arrays:
            wanted["begun"] = (np.float32, size)
        check_arrays({name: (array.dtype.type, array.shape) for name, array in arrays.items()}, wanted)
        self._has_grown = "begun" in arrays
        self._seen = self._rotations = None
        self._coords = [None] * len(widths)
        if "seen" in arrays:
            self._seen = arrays["seen"].copy()
            self._rotations = [arrays[f"rotation.layer{index}"].copy() for index in range(1, len(widths) + 1)]
            self._coords = None
        self._reader.resume(self._seen)
        self.frames = ()

    # inside

    @property
    def _previous(self) -> list[F64 | None]:
        """The coordinates of the last picture."""
        if self._coords is None:
            assert self._seen is not None
            assert self._rotations is not None
            hidden, _ = self.evaluate(views(self._architecture, torch.from_numpy(self._seen)))
            self._coords = [turned(principal(Z), R) for Z, R in zip(hidden, self._rotations, strict=True)]
        return self._coords

    def _pictures(self, axes: Sequence[Principal]) -> list[AlignedPicture]:
        return align_layers(axes, self._previous)

    def _remember(self, parameters: Views, pictures: Sequence[AlignedPicture]) -> None:
        self._coords = [picture.coords for picture in pictures]
        self._rotations = [picture.rotation for picture in pictures]
        self._seen = parameters.flat.numpy().copy()
        self.frames = (self._input_frame, *(visible(picture.basis) for picture in pictures))

    def _axes(self, evaluated: Evaluated, step: int) -> tuple[Principal, ...]:
        hidden, logits = evaluated
        axes = []
        for index, Z in enumerate(hidden, start=1):
            try:
                axes.append(principal(Z))
            except NonFiniteError as error:
                raise TornError(step, f"layer{index}") from error
        if not np.isfinite(logits).all():
            raise TornError(step, "loss")
        return tuple(axes)

    @cached_property
    def _middle(self) -> F64:
        return np.asarray(self._task.x[self._task.train].mean(axis=0, dtype=np.float64))

    @cached_property
    def _input_frame(self) -> F64:
        return visible(aligned_picture(self._task.x, None).basis)


def check_arrays(
    found: dict[str, tuple[type, tuple[int, ...]]], wanted: dict[str, tuple[type, tuple[int, ...]]]
) -> None:
    """Hold the kinds and shapes of a checkpoint's arrays against what they should be.

    Raises:
        UserError: names one that is missing, superfluous or of another shape.
    """
    if found != wanted:
        odd = min(name for name in found.keys() | wanted.keys() if found.get(name) != wanted.get(name))
        raise UserError(f"the checkpoint's array {odd!r} is missing, superfluous or of another shape")
