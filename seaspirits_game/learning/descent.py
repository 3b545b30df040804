"""The steps of one network with one setting of the levers: down the gradient with momentum, and back.

Whoever moves a lever, or changes the network's shape, goes on with another `Descent` from the same place.
"""

import math
from dataclasses import replace

import torch

from seaspirits_game.core.config import VoyageConfig
from seaspirits_game.core.errors import UserError
from seaspirits_game.learning.easing import Scales, descend, rescale, scales_of
from seaspirits_game.learning.gradient import Gradient
from seaspirits_game.learning.growth import Network
from seaspirits_game.learning.network import Views, views
from seaspirits_game.learning.reef import retract
from seaspirits_game.learning.reversible import OverflowingError, ReversibleMomentum
from seaspirits_game.learning.tasks import Task
from seaspirits_game.learning.torn import TornError
from seaspirits_game.learning.way import grains_between, grains_of, heavy_ball_grains


class Descent:
    """Owns the network while it descends, and counts its steps."""

    def __init__(
        self,
        settings: VoyageConfig,
        task: Task,
        network: Network,
        *,
        whole: ReversibleMomentum | None,
        step_index: int = 0,
        samples_seen: int = 0,
        way: int = 0,
        reef_left: int = 0,
    ) -> None:
        """
        Args:
            settings: of the voyage, with the levers where they stand.
            task: what is learned.
            network: is changed in place.
            whole: the same network in whole numbers, of which the parameters are the image; None in ordinary descent.
            step_index: optimiser steps done before.
            samples_seen: training samples drawn before.
            way: length of the way so far, in `way.GRAIN`.
            reef_left: steps until the hidden weights are on the reef, if there is one.
        """
        self.learning_rate = float(settings.learning_rate)
        self.network = network
        self.whole = whole
        self.step_index = step_index
        self.samples_seen = samples_seen
        self.way = way
        self.reef_left = reef_left
        self.gradient = Gradient(settings, task, network.architecture)
        self._momentum = settings.momentum
        self._orthogonal = settings.orthogonal
        self._gradients = views(network.architecture, torch.zeros(network.architecture.size))
        self._scales: Scales | None = scales_of(network.easing) if any(network.easing) else None

    @property
    def eases(self) -> bool:
        """Whether a layer is being eased in."""
        return self._scales is not None

    def step(self) -> float:
        """Make one step; the loss (nats) of its batch before it. See `Trainer.step`.

        Raises:
            TornError: a parameter or the loss is no longer finite.
        """
        network = self.network
        loss = self.gradient.fill(
            self._gradients,
            network.parameters,
            step=self.step_index,
            samples_seen=self.samples_seen,
            scales=self._scales,
        )
        if not math.isfinite(loss):
            raise TornError(self.step_index + 1, _non_finite(network.parameters) or "loss")
        if self.whole is None:
            self._descend(network.parameters, network.velocities)
        else:
            self._descend_in_whole_numbers(self.whole)
        self.step_index += 1
        self.samples_seen += self.gradient.batch
        return loss

    def step_back(self) -> float:
        """Take the last step back; the loss (nats) that it began with. The learning rate is that of then.

        Raises:
            UserError: the descent is not in whole numbers, or its memory does not reach further back.
        """
        whole, network = self.whole, self.network
        if whole is None:
            raise UserError("only a voyage that was begun as reversible can be walked back step by step")
        self.learning_rate = whole.retreat()
        self.way -= grains_of(self.learning_rate * whole.speed)
        self.step_index -= 1
        self.samples_seen -= self.gradient.batch
        network.parameters.flat.copy_(torch.from_numpy(whole.position))
        loss = self.gradient.fill(
            self._gradients, network.parameters, step=self.step_index, samples_seen=self.samples_seen
        )
        whole.undo(self._gradients.flat.numpy())
        return loss

    def _descend(self, parameters: Views, velocities: Views) -> None:
        scales = self._scales
        led = self._orthogonal or scales is not None
        before = parameters.flat.clone() if led else None
        velocities.flat.mul_(self._momentum).add_(self._gradients.flat)
        if scales is None:
            parameters.flat.add_(velocities.flat, alpha=-self.learning_rate)
        else:
            descend(parameters, velocities, self.learning_rate, scales)
        # one sum is non-finite whenever an entry is; it may overflow by itself, so the entries have the last word
        if not math.isfinite(float(parameters.flat.sum())) and (where := _non_finite(parameters)):
            raise TornError(self.step_index + 1, where)
        if before is None:
            self.way += heavy_ball_grains(velocities.flat, self.learning_rate)
            return
        if scales is not None:
            self._ease(scales)
        if self._orthogonal:
            self.reef_left = retract(parameters, self.reef_left, self._scales)
        self.way += grains_between(before, parameters.flat)

    def _ease(self, before: Scales) -> None:
        network = self.network
        left = tuple(max(0, steps - 1) for steps in network.easing)
        rescale(network.parameters, network.velocities, before, scales_of(left))
        self.network = replace(network, easing=left)
        self._scales = scales_of(left) if any(left) else None

    def _descend_in_whole_numbers(self, whole: ReversibleMomentum) -> None:
        try:
            whole.forth(self._gradients.flat.numpy(), self.learning_rate)
        except OverflowingError as overflow:
            raise TornError(self.step_index + 1, _non_finite(self._gradients) or str(overflow)) from overflow
        self.way += grains_of(self.learning_rate * whole.speed)
        self.network.parameters.flat.copy_(torch.from_numpy(whole.position))


def _non_finite(parameters: Views) -> str | None:
    """The name of the first tensor with an entry that is not finite."""
    return next((name for name, tensor in parameters.named.items() if not torch.isfinite(tensor).all()), None)
