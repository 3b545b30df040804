"""Drift against current: the batch at which a gradient's noise is as strong as its signal.

The plain gradient of the cross-entropy is meant, without dropout, added noise and weight decay; the training samples
count as drawn from a larger sea.
"""

import math
from dataclasses import dataclass

import numpy as np

from seaspirits_game.core.arrays import F64
from seaspirits_game.geometry.errors import ShapeError, UndefinedError
from seaspirits_game.geometry.generalization import gradient_noise_scale

BATCHES = 16
"""Disjoint batches that are compared; their mean is the big batch."""


@dataclass(frozen=True, slots=True)
class NoiseScale:
    """tr Σ/‖G‖², samples, with its 95 % band."""

    value: float
    """NaN when the estimated ‖G‖² is not above 0: there is only noise."""
    low: float
    high: float
    """inf when the data do not exclude that there is only noise."""


def noise_scale(gradients: F64, batch: int) -> NoiseScale:
    """The noise scale from the gradients (m, P) of m >= 3 disjoint batches of `batch` samples each.

    The two batch sizes are `batch` and m · `batch`, so that both parts are unbiased; the band is Fieller's for a
    quotient, with variances from the delete-one jackknife over the batches.

    Raises:
        ShapeError: fewer than three batches.

    Source: McCandlish, Kaplan, Amodei and the OpenAI Dota Team 2018, appendix A.1; Fieller 1954; Efron 1982.
    """
    count = len(gradients)
    if count < 3:
        raise ShapeError(f"{count} batches, 3 are needed to tell noise from signal and how well it is told")
    products = gradients @ gradients.T
    own, all_pairs, rows = float(products.trace()), float(products.sum()), products.sum(axis=1)
    signal, noise = _parts(own, all_pairs, count, batch)
    # without batch i, its row and its column are gone from the products
    others = products.diagonal()
    signals, noises = _parts(own - others, all_pairs - 2.0 * rows + others, count - 1, batch)
    deviations = np.stack([signals - signals.mean(), noises - noises.mean()])
    variances = deviations @ deviations.T * ((count - 1.0) / count)
    try:
        value = gradient_noise_scale(own / count, batch, all_pairs / count**2, count * batch)
    except UndefinedError:
        value = math.nan
    # a square that is estimated below zero counts as zero
    return NoiseScale(value, *_fieller(float(noise), max(0.0, float(signal)), variances, _student(count - 1) ** 2))


def _parts(own: F64 | float, all_pairs: F64 | float, count: int, batch: int) -> tuple[F64, F64]:
    """(‖G‖², tr Σ) from the sum of the squared norms and that of all products of `count` gradients."""
    signal = (np.asarray(all_pairs) - own) / (count * (count - 1.0))
    return signal, batch * (np.asarray(own) / count - signal)


def _fieller(above: float, below: float, variances: F64, square: float) -> tuple[float, float]:
    """Which quotients r of non-negative expectations leave (above − r · below)² within `square` variances."""
    a = below * below - square * float(variances[0, 0])
    b = above * below - square * float(variances[0, 1])
    c = above * above - square * float(variances[1, 1])
    far = b + math.sqrt(max(0.0, b * b - a * c))
    return c / far if c > 0.0 and far > 0.0 else 0.0, far / a if a > 0.0 else math.inf


def _student(degrees: int) -> float:
    """The 97.5 % point of Student's t, good to 1 % from 4 degrees of freedom on. Source: Fisher and Cornish 1960."""
    z = 1.959963984540054
    first = (z**3 + z) / 4.0
    second = (5.0 * z**5 + 16.0 * z**3 + 3.0 * z) / 96.0
    third = (3.0 * z**7 + 19.0 * z**5 + 17.0 * z**3 - 15.0 * z) / 384.0
    return z + first / degrees + second / degrees**2 + third / degrees**3
