"""The vector that a voyage's step follows: a function of the parameters and of the step's number, and of nothing else.

Batches, dropout masks and gradient noise come from (seed, name, epoch or step), never from a generator's past. Hence a
restored run goes on bit for bit, and a step can be looked at from a copy, or walked backwards.
"""

import math

import numpy as np
import torch
from torch import Tensor

from seaspirits_game.core.arrays import I64
from seaspirits_game.core.config import VoyageConfig
from seaspirits_game.core.streams import derived_seed, stream
from seaspirits_game.learning.easing import Scales
from seaspirits_game.learning.network import Architecture, Views, backward, views
from seaspirits_game.learning.tasks import Task


class Gradient:
    """Knows the task and the settings; keeps two epochs' orders of samples at hand, and no other state."""

    def __init__(self, config: VoyageConfig, task: Task, architecture: Architecture) -> None:
        self.batch = min(config.batch, len(task.train))
        """Samples in each step's batch."""
        self._config = config
        self._task = task
        self._architecture = architecture
        self._x = torch.from_numpy(task.x)
        self._y = torch.from_numpy(task.y)
        self._orders: dict[int, Tensor] = {}

    def fill(
        self, gradients: Views, parameters: Views, *, step: int, samples_seen: int, scales: Scales | None = None
    ) -> float:
        """Put clip(gradient + noise) + weight_decay · W into `gradients`; returns the loss (mean cross-entropy, nats).

        Args:
            gradients: like `parameters`, overwritten.
            parameters: where the network stands.
            step: optimiser steps done before, for dropout and noise.
            samples_seen: training samples drawn before, the place in the stream of batches.
            scales: of a network whose layers are being eased in (`learning.easing`): lengths are those of its u.

        Dropout is inverted (survivors are divided by 1 - p). A gradient longer than `clip` is shortened to it.

        Source: Srivastava et al., 2014 (dropout); Pascanu, Mikolov and Bengio, 2013 (clipping).
        """
        config = self._config
        rows = self.rows(samples_seen)
        masks = self.dropout_masks(step, len(rows)) if config.dropout else None
        x, y = self._x.index_select(0, rows), self._y.index_select(0, rows)
        loss = float(backward(parameters, gradients, x, y, config.activation, masks))
        if config.noise:
            self._add_noise(gradients, step)
        if config.clip:
            self._shorten(gradients, scales)
        if config.weight_decay:
            for index, (gradient, W) in enumerate(zip(gradients.weights, parameters.weights, strict=True)):
                share = 1.0 if scales is None else scales[index][0] ** -2
                gradient.add_(W, alpha=config.weight_decay * share)
        return loss

    def rows(self, samples_seen: int) -> Tensor:
        """Rows of the next batch: one endless stream of shuffled epochs, cut into equal pieces across their seams."""
        epoch, start = divmod(samples_seen, len(self._task.train))
        rows = self._order(epoch)[start : start + self.batch]
        if len(rows) < self.batch:
            rows = torch.cat([rows, self._order(epoch + 1)[: self.batch - len(rows)]])
        return rows

    def dropout_masks(self, step: int, rows: int) -> tuple[Tensor, ...]:
        """L tensors (rows, W) of 0 with probability p, else 1/(1-p)."""
        random, p = self._generator("dropout", step), self._config.dropout
        draws = [torch.rand(rows, width, generator=random) for width in self._config.layers]
        return tuple((draw >= p).float().div_(1.0 - p) for draw in draws)

    def _order(self, epoch: int) -> Tensor:
        if epoch not in self._orders:
            self._orders = {number: order for number, order in self._orders.items() if abs(number - epoch) == 1}
            self._orders[epoch] = torch.from_numpy(self._drawn(epoch))
        return self._orders[epoch]

    def _drawn(self, epoch: int) -> I64:
        train = self._task.train
        if self._config.shuffle:
            return stream(self._config.seed, "batches", epoch).permutation(train)
        return train[np.argsort(self._task.y[train], kind="stable")]

    def _shorten(self, gradients: Views, scales: Scales | None) -> None:
        if scales is None:
            length = float(gradients.flat.norm())
        else:
            pairs = zip(gradients.weights, gradients.biases, scales, strict=True)
            length = math.hypot(*(f * float(g.norm()) for W, b, (w, c) in pairs for g, f in ((W, w), (b, c))))
        if length > self._config.clip:
            gradients.flat.mul_(self._config.clip / length)

    def _generator(self, name: str, step: int) -> torch.Generator:
        return torch.Generator().manual_seed(derived_seed(self._config.seed, name, step))

    def _add_noise(self, gradients: Views, step: int) -> None:
        """Gaussian noise of `noise` times each tensor's own root-mean-square gradient."""
        random = self._generator("noise", step)
        noise = views(self._architecture, torch.randn(self._architecture.size, generator=random))
        for gradient, draw in zip(gradients.named.values(), noise.named.values(), strict=True):
            level = gradient.square().mean().sqrt_().mul_(self._config.noise)
            gradient.add_(draw.mul_(level))
