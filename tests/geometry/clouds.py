"""Clouds of activations to measure, and the close agreement that is asked of every measure."""

import numpy as np

from seaspirits_game.core.arrays import F64, I64

AGREE = 1e-6
"""Relative agreement with an independent oracle."""


def cloud(seed: int, width: int, samples: int = 200, offset: float = 0.3) -> F64:
    """(samples, width) Gaussian with fading variances along random directions, away from the origin."""
    rng = np.random.default_rng(seed)
    spread = np.exp(-0.15 * np.arange(width))
    return rng.standard_normal((samples, width)) * spread @ rotation(seed + 1, width) + offset


def rotation(seed: int, width: int) -> F64:
    """A random orthogonal (width, width)."""
    return np.linalg.qr(np.random.default_rng(seed).standard_normal((width, width)))[0]


def round_cloud(samples: int, width: int, deviation: float = 1.0) -> F64:
    """(samples, width) whose covariance is exactly deviation² I and whose mean is zero: the closed-form Gaussian."""
    raw = np.random.default_rng(0).standard_normal((samples, width))
    return deviation * np.sqrt(samples) * np.linalg.qr(raw - raw.mean(axis=0))[0]


def labels(seed: int, samples: int, classes: int) -> I64:
    """(samples,) with every class present."""
    drawn = np.random.default_rng(seed).integers(0, classes, samples)
    drawn[:classes] = np.arange(classes)
    return drawn


def simplex(classes: int, width: int) -> F64:
    """(classes, width) corners of a regular simplex around the origin (width >= classes)."""
    return (np.eye(classes) - 1.0 / classes) @ rotation(3, width)[:classes]


def distributions(seed: int, samples: int, classes: int) -> F64:
    """(samples, classes) rows from nearly decided to undecided."""
    rng = np.random.default_rng(seed)
    logits = rng.standard_normal((samples, classes)) * rng.uniform(0.1, 6.0, (samples, 1))
    return np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
