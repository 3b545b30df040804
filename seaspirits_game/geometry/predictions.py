"""What a network predicts of all samples, read at once for every snapshot: calibration, undecidedness, mixture.

One conversion and one check of the probabilities serve all; the documented function of each measure gives the same
numbers (a test holds them to 1e-9).
"""

import math

import numpy as np

from seaspirits_game.core.arrays import F32, F64, I64
from seaspirits_game.geometry.calibration import BINS, error_of_bins
from seaspirits_game.geometry.entropy import entropy_of
from seaspirits_game.geometry.errors import NonFiniteError


def prediction_readings(probs: F32, log_probs: F32, labels: I64, validation: I64) -> dict[str, float]:
    """`calibration_error` and `brier` of the `validation` samples, `superposition_entropy` and `class_density_entropy`
    of all, from (N, C) probabilities, their logarithms, and (N,) labels.

    Raises:
        NonFiniteError: a probability is NaN or infinite.

    Source: see the functions of these names.
    """
    # columns that lie in one piece, C of them, are gone through several times as fast as N rows
    p, q = np.asarray(probs.T, dtype=np.float64), np.asarray(log_probs.T, dtype=np.float64)
    samples = p.shape[1]
    undecided = -float(np.vdot(p, q)) / samples
    if not math.isfinite(undecided):
        raise NonFiniteError("probabilities hold NaN or infinity")
    p = p / p.sum(axis=0)
    unseen, truth = p.take(validation, axis=1), labels[validation]
    confidence, chosen = unseen.max(axis=0), unseen.argmax(axis=0)
    sure = float(unseen[truth, np.arange(len(truth))].sum())
    amplitudes = np.sqrt(p)
    mixture = np.maximum(np.linalg.eigvalsh(amplitudes @ amplitudes.T), 0.0)
    return {
        "calibration_error": error_of_bins(confidence, (chosen == truth).astype(np.float64), BINS),
        # the square of (p − truth), multiplied out
        "brier": max(0.0, (float(np.vdot(unseen, unseen)) - 2.0 * sure) / len(truth) + 1.0),
        "superposition_entropy": max(0.0, undecided),
        "class_density_entropy": entropy_of(mixture / mixture.sum()),
    }


def of_true_classes(columns: F32, labels: I64) -> F64:
    """(N,) what `columns` (C, N) hold of each sample's label."""
    places = labels * columns.shape[1] + np.arange(columns.shape[1])
    return np.asarray(columns.reshape(-1).take(places), dtype=np.float64)
