"""Trains one network, step by step, the same way every time.

What a step follows is a function of the parameters, of the levers and of its number (`gradient`), so that a run
restored from a checkpoint goes on bit for bit, and looking at the network (`snapshot`) cannot change its course.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import numpy as np
import torch

from seaspirits_game.core import ranges
from seaspirits_game.core.arrays import F32, AnyArray
from seaspirits_game.core.commands import (
    Command,
    GrowDeeper,
    GrowWider,
    PruneDead,
    SetBatchSize,
    SetClipping,
    SetDropout,
    SetGradientNoise,
    SetLearningRate,
    SetOrthogonal,
    SetShuffle,
    SetWeightDecay,
    ShiftInputs,
    Tempo,
)
from seaspirits_game.core.config import Measures, VoyageConfig
from seaspirits_game.core.errors import UserError
from seaspirits_game.core.levers import Levers
from seaspirits_game.core.snapshot import Snapshot, TaskSheet
from seaspirits_game.core.streams import stream
from seaspirits_game.learning.checkpoint import TrainingState, read_checkpoint, write_checkpoint
from seaspirits_game.learning.dear import DEAR, Moment, dear_readings
from seaspirits_game.learning.descent import Descent
from seaspirits_game.learning.easing import EASE_STEPS
from seaspirits_game.learning.growth import Network, deepened, pruned, widened
from seaspirits_game.learning.network import Architecture, initial_parameters, views
from seaspirits_game.learning.red_tide import shifted
from seaspirits_game.learning.reef import REEF_STEPS
from seaspirits_game.learning.reversible import ReversibleMomentum
from seaspirits_game.learning.tasks import Task, load_task
from seaspirits_game.learning.torn import TornError
from seaspirits_game.learning.viewer import Viewer, check_arrays

__all__ = ["TornError", "Trainer"]

WHOLE = "reversible."
"""What the arrays of a reversible voyage's whole numbers are called by in a checkpoint."""
_VIEWED = ("seen", "begun", "rotation.")
"""What the viewer's arrays are called by, or begin with."""


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
        self.levers: Levers = config.levers
        """Where they stand; the next step follows them."""
        self._task_at_first = load_task(config)
        self.task: Task = self._task_at_first
        self._measures = measures
        architecture = self._architecture_of(config.layers)
        network = Network(
            architecture,
            initial_parameters(architecture, seed=config.seed, init=config.init, orthogonal=config.orthogonal),
            views(architecture, torch.zeros(architecture.size)),
            (0,) * len(config.layers),
        )
        whole: ReversibleMomentum | None = None
        if config.reversible:
            whole = ReversibleMomentum(network.parameters.flat.numpy(), config.momentum)
            network.parameters.flat.copy_(torch.from_numpy(whole.position))
        self._begun_at_first = network.parameters.flat.clone()
        self._viewer = Viewer(self.task, architecture, self._begun_at_first, measures)
        self._descent = Descent(config, self.task, network, whole=whole)
        self._torn: tuple[int, str] | None = None

    @property
    def step_index(self) -> int:
        """Optimiser steps done."""
        return self._descent.step_index

    @property
    def sheet(self) -> TaskSheet:
        """What is true of every snapshot until the network grows or goes to another time."""
        return replace(self.task.sheet, layer_widths=self.levers.layers)

    @property
    def epoch(self) -> float:
        """Passes over the training samples done."""
        return self._descent.samples_seen / len(self.task.train)

    @property
    def learning_rate(self) -> float:
        """Where that lever stands."""
        return self.levers.learning_rate

    # steps

    def step(self) -> float:
        """The loss (mean cross-entropy, nats) of the next minibatch, before the step that it causes.

        g = clip(gradient + noise) + weight_decay * W;  v <- momentum * v + g;  parameters <- parameters -
        learning_rate * v. With `orthogonal`, the hidden weights then go toward their polar factors, or onto them (see
        `learning.reef`); layers that are being eased in have a step of their own (`learning.easing`). With
        `reversible`, the same in whole numbers (see `learning.reversible`).

        Raises:
            TornError: a parameter or the loss is no longer finite; so does every further step until `restore`.

        Source: Polyak, 1964 (heavy ball).
        """
        self._refuse_if_torn()
        try:
            return self._descent.step()
        except TornError as torn:
            self._torn = (torn.step, torn.where)
            raise

    def step_back(self) -> float:
        """Take the last step back, to the last bit; the loss (nats) that it began with. Only in a reversible voyage.

        The learning rate is again what it was then; whoever steps forth from here with another one makes another way.
        Beyond the last time that another lever was moved there is no way back.

        Raises:
            TornError: there is nothing finite to go back from; a checkpoint mends that.
            UserError: the voyage is not reversible, or this is its first step, or as far as its memory reaches.
        """
        self._refuse_if_torn()
        loss = self._descent.step_back()
        self.levers = replace(self.levers, learning_rate=self._descent.learning_rate)
        return loss

    # levers

    def set_learning_rate(self, value: float) -> None:
        """Use `value` from the next step on.

        Raises:
            UserError: it is out of `LEARNING_RATE_RANGE`.
        """
        rate = ranges.real("learning rate", value, *ranges.LEARNING_RATE_RANGE)
        self.levers = replace(self.levers, learning_rate=rate)
        self._descent.learning_rate = rate

    def apply(self, command: Command) -> None:
        """Do what `command` asks of levers or network, before the next step.

        Raises:
            UserError: it cannot be done, or asks something that is no trainer's business; nothing has changed.
        """
        match command:
            case SetLearningRate(value):
                self.set_learning_rate(value)
            case SetBatchSize(value):
                self._pull(batch_size=value)
            case SetGradientNoise(value):
                self._pull(gradient_noise=float(value))
            case SetWeightDecay(value):
                self._pull(weight_decay=float(value))
            case SetDropout(value):
                self._pull(dropout=float(value))
            case SetClipping(value):
                self._pull(clipping=float(value))
            case SetShuffle(on):
                self._pull(shuffle=on)
            case ShiftInputs(strength):
                self._pull(input_shift=float(strength))
            case SetOrthogonal(on):
                self._set_orthogonal(on)
            case GrowWider(layer, width):
                random = stream(self.config.seed, f"grow wider.{layer}.{width}", self.step_index)
                self._become(widened(self._shapeable(), layer, width, random), range(len(self.levers.layers)))
            case GrowDeeper(layer):
                old = range(len(self.levers.layers))
                self._become(deepened(self._shapeable(), layer), [*old[:layer], None, *old[layer:]])
            case PruneDead(layer):
                hidden = self.activations()
                said = hidden[layer - 1] if layer <= len(hidden) else hidden[-1]
                self._become(pruned(self._shapeable(), layer, said), range(len(hidden)))
            case _:
                raise UserError(f"{command.name} is no lever of the trainer")

    def _pull(self, **changes: float | bool) -> None:
        levers = replace(self.levers, **changes)  # type: ignore[arg-type]  # checked by the dataclass
        if levers == self.levers:
            return
        moved = levers.input_shift != self.levers.input_shift
        self.levers = levers
        descent = self._descent
        if descent.whole is not None:
            descent.whole.forget()
        if moved:
            self.task = shifted(self._task_at_first, levers.input_shift, self.config.seed)
            self._viewer.moved(self.task, descent.network.parameters, self.step_index)
        self._descend_with(descent.network, way=descent.way, reef_left=descent.reef_left)

    def _set_orthogonal(self, on: bool) -> None:
        if on and self._descent.whole is not None:
            raise UserError("a reversible voyage has no reef: steps onto orthogonal weights cannot be taken back")
        if on != self.levers.orthogonal:
            self._descent.reef_left = REEF_STEPS if on else 0
            self._pull(orthogonal=on)

    def _shapeable(self) -> Network:
        self._refuse_if_torn()
        if self._descent.whole is not None:
            raise UserError("a reversible voyage keeps its shape: the way back does not lead through growth")
        return self._descent.network

    def _become(self, network: Network, origins: Sequence[int | None]) -> None:
        self.levers = replace(self.levers, layers=network.architecture.hidden)
        self._viewer.grown(network.architecture, network.parameters, origins, self.step_index)
        self._descend_with(network, way=0, reef_left=REEF_STEPS if self.levers.orthogonal else 0)

    def _descend_with(self, network: Network, *, way: int, reef_left: int) -> None:
        """Go on from here with these levers."""
        before = self._descent
        self._descent = Descent(
            self.config.steered(self.levers),
            self.task,
            network,
            whole=before.whole,
            step_index=before.step_index,
            samples_seen=before.samples_seen,
            way=way,
            reef_left=reef_left,
        )

    def _architecture_of(self, layers: tuple[int, ...]) -> Architecture:
        return Architecture(
            inputs=self.task.x.shape[1],
            hidden=layers,
            classes=len(self.task.sheet.class_names),
            activation=self.config.activation,
        )

    # looking

    def snapshot(self, tempo: Tempo = Tempo.UNBOUNDED, steps_per_second: float = 0.0) -> Snapshot:
        """The network as all samples see it at this very step; changes nothing but the next snapshot's alignment.

        Raises:
            TornError: there is nothing finite to be seen.
        """
        self._refuse_if_torn()
        try:
            return self._viewer.snapshot(
                self._descent.network.parameters,
                step=self.step_index,
                samples_seen=self._descent.samples_seen,
                way=self._descent.way,
                momentum=self.config.momentum,
                levers=self.levers,
                tempo=tempo,
                steps_per_second=steps_per_second,
            )
        except TornError as torn:
            self._torn = (torn.step, torn.where)
            raise

    def look(self) -> None:
        """Have the next snapshot compared with this very step, as if one had been taken."""
        self._refuse_if_torn()
        self._viewer.look(self._descent.network.parameters, self.step_index)

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
        if not self._viewer.frames:
            raise RuntimeError("dear measures look through the axes of a snapshot, and there was none")
        descent, settings = self._descent, self.config.steered(self.levers)
        if descent.eases:  # like steps onto the reef, the steps of easing have no echo
            settings = replace(settings, orthogonal=True)
        return Moment(
            config=settings,
            task=self.task,
            architecture=descent.network.architecture,
            parameters=descent.network.parameters,
            velocities=descent.network.velocities,
            whole=descent.whole,
            gradient=descent.gradient,
            step=descent.step_index,
            samples_seen=descent.samples_seen,
            learning_rate=descent.learning_rate,
            frames=self._viewer.frames,
        )

    def activations(self) -> tuple[F32, ...]:
        """L arrays (N, W): what each hidden layer makes of every sample, training and validation, without dropout."""
        return self._viewer.evaluate(self._descent.network.parameters)[0]

    def parameters(self) -> dict[str, F32]:
        """Copies of W1, b1, ..., W{L+1}, b{L+1} in this order; W is (out, in)."""
        return {name: tensor.numpy().copy() for name, tensor in self._descent.network.parameters.named.items()}

    # checkpoints

    def state(self) -> TrainingState:
        """Copies of all that is needed to go on from here."""
        descent, arrays = self._descent, dict[str, AnyArray](self.parameters())
        velocities, easing = descent.network.velocities, descent.network.easing
        if descent.whole is not None:
            velocities.flat.copy_(torch.from_numpy(descent.whole.velocity))
            arrays |= {f"{WHOLE}{name}": array for name, array in descent.whole.arrays().items()}
        arrays |= {f"velocity.{name}": tensor.numpy().copy() for name, tensor in velocities.named.items()}
        return TrainingState(
            config=self.config,
            task_fingerprint=self._fingerprint,
            step=descent.step_index,
            samples_seen=descent.samples_seen,
            levers=self.levers,
            way=descent.way,
            arrays=arrays | self._viewer.arrays(),
            reef_left=descent.reef_left,
            easing=easing if any(easing) else (),
        )

    def resume(self, state: TrainingState) -> None:
        """Become the trainer that `state` was taken of.

        Raises:
            UserError: it belongs to other settings or other data; nothing has changed then.
        """
        self._refuse_if_foreign(state)
        layers = state.levers.layers
        own: dict[str, AnyArray] = {}
        viewed: dict[str, AnyArray] = {}
        whole_numbers: dict[str, AnyArray] = {}
        for name, array in state.arrays.items():
            if self.config.reversible and name.startswith(WHOLE):
                whole_numbers[name[len(WHOLE) :]] = array
            else:
                (viewed if name.startswith(_VIEWED) else own)[name] = array
        architecture = self._architecture_of(layers)
        parameters, velocities = (views(architecture, torch.zeros(architecture.size)) for _ in range(2))
        targets = {f"{prefix}{name}": tensor for prefix, half in (("", parameters), ("velocity.", velocities))
                   for name, tensor in half.named.items()}  # fmt: skip
        check_arrays(
            {name: (array.dtype.type, array.shape) for name, array in own.items()},
            {name: (np.float32, tuple(tensor.shape)) for name, tensor in targets.items()},
        )
        if layers != self.config.layers and "begun" not in viewed:
            raise UserError("the checkpoint's array 'begun' is missing, though its network has grown")
        begun = torch.from_numpy(viewed["begun"].copy()) if "begun" in viewed else self._begun_at_first
        task = shifted(self._task_at_first, state.levers.input_shift, self.config.seed)
        viewer = Viewer(task, architecture, begun, self._measures)
        viewer.resume(viewed)
        whole = self._resumed_whole(state.step, whole_numbers)
        for name, tensor in targets.items():
            tensor.copy_(torch.from_numpy(own[name]))
        network = Network(architecture, parameters, velocities, state.easing or (0,) * len(layers))
        self.levers, self.task, self._viewer = state.levers, task, viewer
        self._descent = Descent(
            self.config.steered(state.levers),
            task,
            network,
            whole=whole,
            step_index=state.step,
            samples_seen=state.samples_seen,
            way=state.way,
            reef_left=state.reef_left,
        )
        self._torn = None

    def _refuse_if_foreign(self, state: TrainingState) -> None:
        if state.config != self.config:
            theirs, ours = state.config.to_record(), self.config.to_record()
            field = next(name for name in ours if theirs[name] != ours[name])
            raise UserError(f"the checkpoint is of {field} {theirs[field]!r}, this voyage has {field} {ours[field]!r}")
        if state.task_fingerprint != self._fingerprint:
            raise UserError(f"the checkpoint is of other data than task {self.config.task!r} holds now")
        if state.reef_left > REEF_STEPS or max(state.easing, default=0) > EASE_STEPS:
            raise UserError("the checkpoint is of a reef, or of a new layer, that takes longer than any does")
        if state.levers.nonlinearity != self.config.activation:
            raise UserError(f"the checkpoint's network is made of {state.levers.nonlinearity}")

    def _resumed_whole(self, step: int, arrays: dict[str, AnyArray]) -> ReversibleMomentum | None:
        if self._descent.whole is None:
            return None
        whole = self._descent.whole.copy()
        whole.resume(arrays)
        if whole.steps != step:
            raise UserError(f"the checkpoint's way back leads from step {whole.steps}, not from step {step}")
        return whole

    @cached_property
    def _fingerprint(self) -> str:
        return _fingerprint(self._task_at_first)

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

    def _refuse_if_torn(self) -> None:
        if self._torn:
            raise TornError(*self._torn)


def _fingerprint(task: Task) -> str:
    digest = hashlib.sha256()
    for array in (task.x, task.y, task.train, task.validation):
        digest.update(f"{array.dtype.str} {array.shape}\n".encode())
        digest.update(array.tobytes())
    return digest.hexdigest()
