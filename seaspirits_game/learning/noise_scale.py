"""Drift against current: the batch at which a minibatch gradient's noise is as strong as its signal.

Signal is the gradient G of the whole training set, noise the scatter Σ of its samples' gradients around it. The set is
taken for what it is, all there is to draw batches from: once learned from, its samples are no fresh draws from
anywhere, and an estimate that takes them for such loses the signal late in training. So McCandlish's two batch sizes
are 1 and the whole set, and both squared norms are exact; the band says how much hangs on which samples it holds.
"""

import math
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from seaspirits_game.core.arrays import F64
from seaspirits_game.geometry.errors import ShapeError
from seaspirits_game.learning.network import Views

PARTS = 16
"""Equal parts of the training set, of which one at a time is left out for the band."""


@dataclass(frozen=True, slots=True)
class NoiseScale:
    """tr Σ/‖G‖², samples, with its 95 % band; all NaN where G is zero, since then there is no signal at all."""

    value: float
    low: float
    high: float


def noise_scale(squares: F64, gradients: F64, counts: F64) -> NoiseScale:
    """The noise scale (mean of ‖gᵢ‖² − ‖G‖²)/‖G‖² of samples with gradients gᵢ and mean gradient G.

    The band is the jackknife's on the logarithm: how much the number would differ with other samples of the same sea.

    Args:
        squares: (m,) mean of ‖gᵢ‖² over the samples of each of m >= 3 parts.
        gradients: (m, P) mean gradient of each part.
        counts: (m,) samples in each.

    Raises:
        ShapeError: fewer than three parts.

    Source: McCandlish, Kaplan, Amodei and the OpenAI Dota Team 2018, equation 2.8 and appendix A.1; Efron 1982.
    """
    parts = len(counts)
    if parts < 3:
        raise ShapeError(f"{parts} parts of the samples, 3 are needed for a band")
    total = counts.sum()
    value = _ratio(counts @ squares / total, counts @ gradients / total)
    if not value > 0.0:
        return NoiseScale(value, value, value)
    left = (total - counts)[:, None]
    others = (counts @ gradients - counts[:, None] * gradients) / left
    without = [
        _ratio(square, gradient)
        for square, gradient in zip((counts @ squares - counts * squares) / left[:, 0], others, strict=True)
    ]
    if not min(without) > 0.0:  # all the noise, or all the signal, is in one part
        return NoiseScale(value, 0.0, math.inf)
    logs = np.log(without)
    deviation = math.sqrt((parts - 1.0) / parts * float(((logs - logs.mean()) ** 2).sum()))
    spread = math.exp(min(student(parts - 1) * deviation, 700.0))
    return NoiseScale(value, value / spread, value * spread)


def sample_gradient_squares(parameters: Views, x: Tensor, labels: Tensor, activation: str) -> Tensor:
    """(N,) ‖∇ℓᵢ‖² of each sample's cross-entropy, without a single sample's gradient being written down.

    A weight's gradient is the outer product δ hᵀ, whose squared norm is ‖δ‖² ‖h‖²; the bias adds ‖δ‖².

    Source: Goodfellow 2015.
    """
    inputs, h = [x], x
    for W, b in zip(parameters.weights[:-1], parameters.biases[:-1], strict=True):
        linear = torch.addmm(b, h, W.t())
        h = linear.tanh() if activation == "tanh" else linear.relu()
        inputs.append(h)
    delta = torch.addmm(parameters.biases[-1], h, parameters.weights[-1].t()).softmax(dim=1)
    delta[torch.arange(len(x)), labels] -= 1.0
    squares = torch.zeros(len(x), dtype=x.dtype)
    for index in range(len(inputs) - 1, -1, -1):
        squares += delta.square().sum(dim=1) * (inputs[index].square().sum(dim=1) + 1.0)
        if index:
            slope = 1.0 - inputs[index].square() if activation == "tanh" else (inputs[index] > 0).to(x.dtype)
            delta = delta @ parameters.weights[index] * slope
    return squares


def student(degrees: int) -> float:
    """The 97.5 % point of Student's t, good to 1 % from 4 degrees of freedom on. Source: Fisher and Cornish 1960."""
    z = 1.959963984540054
    first = (z**3 + z) / 4.0
    second = (5.0 * z**5 + 16.0 * z**3 + 3.0 * z) / 96.0
    third = (3.0 * z**7 + 19.0 * z**5 + 17.0 * z**3 - 15.0 * z) / 384.0
    return z + first / degrees + second / degrees**2 + third / degrees**3


def _ratio(square: float, gradient: F64) -> float:
    signal = float(gradient @ gradient)
    return max(0.0, float(square) - signal) / signal if signal > 0.0 else math.nan
