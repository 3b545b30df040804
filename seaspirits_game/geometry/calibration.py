"""Whether confidence is honest: of the predictions made with confidence 0.8, eight in ten should be right."""

import math

import numpy as np

from seaspirits_game.core.arrays import F64, I64, AnyArray
from seaspirits_game.geometry.checked import labels_of, probabilities
from seaspirits_game.geometry.errors import ShapeError

BINS = 15


def expected_calibration_error(probs: AnyArray, labels: I64, bins: int = BINS) -> float:
    """Σ_b (n_b/N) |accuracy − mean confidence| over equal-width bins (low, high] of the top probability, 0 to 1.

    Empty bins count nothing. Biased up for small N: a perfectly calibrated net reads about √(bins/N)/2, not 0; compare
    with `calibration_error_by_chance`.

    Raises:
        NonFiniteError, ShapeError, ValueError: a row of `probs` (N, C) is no distribution, or a label is not below C.

    Source: Naeini, Cooper and Hauskrecht 2015; Guo, Pleiss, Sun and Weinberger 2017.
    """
    p, truth = _checked(probs, labels)
    right = (p.argmax(axis=1) == truth).astype(np.float64)
    return error_of_bins(p.max(axis=1), right, bins)


def calibration_error_by_chance(probs: AnyArray, rng: np.random.Generator, draws: int = 100) -> F64:
    """(draws,) calibration errors of networks that predict `probs` (N, C) and are right exactly as often as they say.

    Labels are drawn from the predictions; a measured error inside this range is no evidence of dishonesty.

    Raises:
        NonFiniteError, ShapeError, ValueError: a row is no distribution.

    Source: consistency resampling, Bröcker and Smith 2007.
    """
    confidence = probabilities(probs).max(axis=1)
    return np.array(
        [error_of_bins(confidence, (rng.random(len(confidence)) < confidence) * 1.0, BINS) for _ in range(draws)]
    )


def brier_score(probs: AnyArray, labels: I64) -> float:
    """Mean over samples of Σ_c (p_c − [c is the label])², 0 (certain and right) to 2 (certain and wrong).

    Raises:
        NonFiniteError, ShapeError, ValueError: a row of `probs` (N, C) is no distribution, or a label is not below C.

    Source: Brier 1950 (his original form over all classes; some programs halve it).
    """
    p, truth = _checked(probs, labels)
    gaps = p.copy()
    gaps[np.arange(len(p)), truth] -= 1.0
    return float(np.einsum("ij,ij->", gaps, gaps)) / len(p)


def wilson_interval(right: int, trials: int, z: float = 1.959963984540054) -> tuple[float, float]:
    """The interval of a share that `right` of `trials` are compatible with, within 0 to 1; default: 95 %.

    Raises:
        ShapeError: no trials.
        ValueError: `right` is not from 0 to `trials`.

    Source: Wilson 1927.
    """
    if trials < 1:
        raise ShapeError(f"{trials} trials: a share needs at least one")
    if not 0 <= right <= trials:
        raise ValueError(f"{right} right of {trials} is not possible")
    share, square = right / trials, z * z
    middle = (share + square / (2 * trials)) / (1 + square / trials)
    half = z * math.sqrt(share * (1 - share) / trials + square / (4 * trials**2)) / (1 + square / trials)
    return max(0.0, middle - half), min(1.0, middle + half)


def error_of_bins(confidence: F64, right: F64, bins: int = BINS) -> float:
    """`expected_calibration_error` from (N,) top probabilities and whether each was right, 0 or 1."""
    places = np.searchsorted(np.linspace(0.0, 1.0, bins + 1)[1:-1], confidence, side="left")
    gaps = np.bincount(places, weights=right - confidence, minlength=bins)
    return float(np.abs(gaps).sum()) / len(confidence)


def _checked(probs: AnyArray, labels: I64) -> tuple[F64, I64]:
    p = probabilities(probs)
    truth = labels_of(labels, len(p))
    if truth.max() >= p.shape[1]:
        raise ValueError(f"label {truth.max()} is not below the number of classes, {p.shape[1]}")
    return p, truth
