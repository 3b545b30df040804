"""The echo: how much of the way forth the way back undoes, when the optimiser's own algebra is turned round.

Named after the Loschmidt echo: reverse all velocities, and a perfect mechanics returns to where it came from. It says
how reversible the arithmetic of descent is, not how good the network; friction (β < 1) blows rounding errors up by 1/β
a step on the way back.

Source: Maclaurin, Duvenaud and Adams 2015, section 2.2; the name: Loschmidt 1876.
"""

import math
from typing import Protocol

import numpy as np
import torch

from seaspirits_game.core.arrays import F32
from seaspirits_game.learning.gradient import Gradient
from seaspirits_game.learning.network import Architecture, views
from seaspirits_game.learning.reversible import OverflowingError

STEPS = 64
"""Forth, and as many back: far enough that a single-precision echo at β = 0.9 is clearly blurred, yet not lost."""


class Motion(Protocol):
    """Heavy ball that can be turned round; `reversible.ReversibleMomentum` is one."""

    @property
    def position(self) -> F32: ...

    def forth(self, gradient: F32, learning_rate: float) -> None: ...

    def retreat(self) -> float: ...

    def undo(self, gradient: F32) -> None: ...


class FloatMomentum:
    """A copy of an ordinary trainer's state, and the algebraic inverse of its steps, in single precision."""

    def __init__(self, position: F32, velocity: F32, momentum: float) -> None:
        """
        Args:
            position, velocity: (n,); copied.
            momentum: β, above 0.
        """
        self.position = position.copy()
        self.velocity = velocity.copy()
        self._momentum = np.float32(momentum)
        self._rate = np.float32(0.0)

    def forth(self, gradient: F32, learning_rate: float) -> None:
        """v ← βv + g(θ), θ ← θ − ηv."""
        self._rate = np.float32(learning_rate)
        self.velocity = self._momentum * self.velocity + gradient
        self.position = self.position - self._rate * self.velocity

    def retreat(self) -> float:
        """θ ← θ + ηv; returns η."""
        self.position = self.position + self._rate * self.velocity
        return float(self._rate)

    def undo(self, gradient: F32) -> None:
        """v ← (v − g(θ))/β."""
        self.velocity = (self.velocity - gradient) / self._momentum


def echo(
    motion: Motion,
    gradient: Gradient,
    architecture: Architecture,
    *,
    learning_rate: float,
    step: int,
    samples_seen: int,
    steps: int = STEPS,
) -> float:
    """log₁₀(‖θ̂₀ − θ₀‖/‖θₙ − θ₀‖) after n = `steps` steps forth and the inverse ones back, with the same batches.

    −inf is a perfect echo, 0 and above is none; NaN when the network tears or stands still on the way forth.

    Args:
        motion: where the network is; is moved, so hand in a copy.
        gradient: what the steps follow.
        step, samples_seen: how far the voyage has come.
    """
    start = motion.position.astype(np.float64)
    here, slope = (views(architecture, torch.zeros(architecture.size)) for _ in range(2))

    def look(index: int) -> F32:
        here.flat.copy_(torch.from_numpy(motion.position))
        gradient.fill(slope, here, step=step + index, samples_seen=samples_seen + index * gradient.batch)
        return np.asarray(slope.flat.numpy())

    with np.errstate(over="ignore", invalid="ignore"):  # a torn way is told by where it ends
        try:
            for index in range(steps):
                motion.forth(look(index), learning_rate)
        except OverflowingError:
            return math.nan
        away = float(np.linalg.norm(motion.position - start))
        for index in reversed(range(steps)):
            motion.retreat()
            motion.undo(look(index))
        missed = float(np.linalg.norm(motion.position - start))
    if not (math.isfinite(away) and away > 0.0):
        return math.nan
    if not math.isfinite(missed):
        return math.inf
    return math.log10(missed / away) if missed > 0.0 else -math.inf
