"""The measures that need derivatives, or steps of their own, by their names; none of them changes the network.

Which samples they look at, and where a search begins, comes from the seed alone: the same network gives the same
readings whenever and however often it is asked.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch

from seaspirits_game.core.arrays import F64, I64
from seaspirits_game.core.config import VoyageConfig
from seaspirits_game.core.streams import stream
from seaspirits_game.geometry.errors import NonFiniteError
from seaspirits_game.geometry.neighbours import NEIGHBOURS, asked_samples, trustworthiness
from seaspirits_game.learning.curvature import hessian_product, top_curvature
from seaspirits_game.learning.echo import FloatMomentum, Motion, echo
from seaspirits_game.learning.expansion import frame_readings, growth_readings
from seaspirits_game.learning.gradient import Gradient
from seaspirits_game.learning.network import Architecture, Views, backward, forward, views
from seaspirits_game.learning.noise_scale import PARTS, noise_scale, sample_gradient_squares
from seaspirits_game.learning.reversible import ReversibleMomentum
from seaspirits_game.learning.tasks import Task

GROWTH_SAMPLES, CURVATURE_SAMPLES, NOISE_SAMPLES = 64, 512, 2048
"""Most training samples that are looked at."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A trainer at one step: what belongs to it may be looked at, not changed, and not kept."""

    config: VoyageConfig
    task: Task
    architecture: Architecture
    parameters: Views
    velocities: Views
    whole: ReversibleMomentum | None
    """The whole numbers of a reversible voyage."""
    gradient: Gradient
    step: int
    samples_seen: int
    learning_rate: float
    frames: tuple[F64, ...]
    """L+1 visible frames (W, k): of the inputs, and of each hidden layer as the last picture showed it."""


def expansion(moment: Moment) -> dict[str, float]:
    """Growth of small cubes at up to 64 training samples, and the tide cube in the middle of the training inputs."""
    weights = [W.double().numpy() for W in moment.parameters.weights[:-1]]
    biases = [b.double().numpy() for b in moment.parameters.biases[:-1]]
    task, activation = moment.task, moment.architecture.activation
    rows = _rows(moment, "expansion", GROWTH_SAMPLES)
    middle = task.x[task.train].mean(axis=0, dtype=np.float64)
    return growth_readings(weights, biases, activation, task.x[rows], moment.frames[0]) | frame_readings(
        weights, biases, activation, middle, list(moment.frames)
    )


def curvature(moment: Moment) -> dict[str, float]:
    """Top eigenvalue of the Hessian on up to 512 training samples, from a fixed start; see `learning.curvature`."""
    rows = torch.from_numpy(_rows(moment, "curvature", CURVATURE_SAMPLES))
    x, labels = torch.from_numpy(moment.task.x)[rows], torch.from_numpy(moment.task.y)[rows]
    product = hessian_product(moment.architecture, moment.parameters.flat, x, labels)
    start = stream(moment.config.seed, "curvature start").standard_normal(moment.architecture.size)
    found = top_curvature(product, start)
    return {"sharpness": found.top, "sharpness_error": found.residual}


def noise(moment: Moment) -> dict[str, float]:
    """Noise scale and its band for up to 2048 training samples.

    The plain gradient of the cross-entropy is meant, without dropout, added noise and weight decay.
    """
    rows = _rows(moment, "noise scale", NOISE_SAMPLES)
    names = ("noise_scale", "noise_scale_low", "noise_scale_high")
    if len(rows) < 3:
        return dict.fromkeys(names, math.nan)
    order = torch.from_numpy(stream(moment.config.seed, "noise scale parts").permutation(rows))
    x, labels = torch.from_numpy(moment.task.x)[order].double(), torch.from_numpy(moment.task.y)[order]
    activation, parameters = moment.architecture.activation, views(moment.architecture, moment.parameters.flat.double())
    squares = sample_gradient_squares(parameters, x, labels, activation).numpy()
    parts = np.array_split(np.arange(len(rows)), min(PARTS, len(rows)))
    gradients = torch.zeros(len(parts), moment.architecture.size, dtype=torch.float64)
    for part, gradient in zip(parts, gradients, strict=True):
        backward(parameters, views(moment.architecture, gradient), x[part], labels[part], activation)
    found = noise_scale(
        np.array([squares[part].mean() for part in parts]),
        gradients.numpy(),
        np.array([float(len(part)) for part in parts]),
    )
    return dict(zip(names, (found.value, found.low, found.high), strict=True))


def reversal(moment: Moment) -> dict[str, float]:
    """The echo of 64 steps; NaN without momentum, and on orthogonal weights, whose retraction nothing takes back."""
    config = moment.config
    if config.orthogonal or not config.momentum:
        return {"echo": math.nan}
    motion: Motion
    if moment.whole is None:
        motion = FloatMomentum(moment.parameters.flat.numpy(), moment.velocities.flat.numpy(), config.momentum)
    else:
        motion = moment.whole.copy()
    value = echo(
        motion,
        moment.gradient,
        moment.architecture,
        learning_rate=moment.learning_rate,
        step=moment.step,
        samples_seen=moment.samples_seen,
    )
    return {"echo": value}


def trust(moment: Moment) -> dict[str, float]:
    """Trustworthiness of each layer's picture for up to 300 samples; NaN when there are too few to have neighbours."""
    task = moment.task
    rows = asked_samples(len(task.x), stream(moment.config.seed, "trustworthiness"))
    hidden, _ = forward(moment.parameters, task.x[rows], moment.architecture.activation)
    enough = len(rows) > 2 * NEIGHBOURS
    return {
        f"layer{index}.trustworthiness": trustworthiness(h, h.astype(np.float64) @ frame) if enough else math.nan
        for index, (h, frame) in enumerate(zip(hidden, moment.frames[1:], strict=True), start=1)
    }


@dataclass(frozen=True, slots=True)
class Dear:
    """A measure and the columns that it fills."""

    read: Callable[[Moment], dict[str, float]]
    of_layers: tuple[str, ...]
    of_network: tuple[str, ...]

    def columns(self, layers: int) -> tuple[str, ...]:
        """For a network of so many hidden layers."""
        each = tuple(f"layer{index + 1}.{column}" for index in range(layers) for column in self.of_layers)
        return each + self.of_network


DEAR: dict[str, Dear] = {
    "expansion": Dear(
        expansion, ("expansion", "expansion_sd", "frame_logdet", "frame_sign"), ("expansion", "expansion_sd")
    ),
    "curvature": Dear(curvature, (), ("sharpness", "sharpness_error")),
    "noise": Dear(noise, (), ("noise_scale", "noise_scale_low", "noise_scale_high")),
    "echo": Dear(reversal, (), ("echo",)),
    "trust": Dear(trust, ("trustworthiness",), ()),
}


def dear_readings(name: str, moment: Moment) -> dict[str, float]:
    """The readings of the measure `name` by column, all of them NaN when its numbers overflow.

    Raises:
        KeyError: there is no such measure.
    """
    measure = DEAR[name]
    try:
        with np.errstate(over="ignore", invalid="ignore"):  # what overflows is found where it matters
            return measure.read(moment)
    except NonFiniteError:
        return dict.fromkeys(measure.columns(len(moment.architecture.hidden)), math.nan)


def _rows(moment: Moment, name: str, most: int) -> I64:
    """Up to `most` training rows, the same at every step of a voyage."""
    train = moment.task.train
    if len(train) <= most:
        return train
    return np.sort(stream(moment.config.seed, f"{name} samples").choice(train, most, replace=False))
