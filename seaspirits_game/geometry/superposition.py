"""The state of a sample as amplitudes ψ = √p of its class probabilities, and mixtures of such states.

Quantum words at their literal, classical meaning; a softmax is not a calibrated belief, and no quantum physics happens.
"""

import math

import numpy as np

from seaspirits_game.core.arrays import F64, AnyArray
from seaspirits_game.geometry.checked import probabilities, vector
from seaspirits_game.geometry.entropy import entropy_of


def superposition_entropies(probs: AnyArray) -> F64:
    """(N,) −Σ p log p of each row of `probs` (N, C), nats, 0 (decided) to log C.

    Raises:
        NonFiniteError, ShapeError, ValueError: a row is no distribution.

    Source: Shannon 1948.
    """
    p = probabilities(probs)
    logs = np.log(np.where(p > 0.0, p, 1.0))
    return np.asarray(np.maximum(0.0, -np.einsum("ij,ij->i", p, logs)))


def superposition_entropy(probs: AnyArray) -> float:
    """Mean of `superposition_entropies`: how undecided the samples are on average, nats.

    Raises:
        NonFiniteError, ShapeError, ValueError: a row is no distribution.
    """
    return float(superposition_entropies(probs).mean())


def class_density(probs: AnyArray) -> F64:
    """ρ = (1/N) Σ ψψᵀ (C, C) of the amplitudes ψ = √p: symmetric, not negative, trace 1.

    Raises:
        NonFiniteError, ShapeError, ValueError: a row is no distribution.
    """
    amplitudes = np.sqrt(probabilities(probs))
    return np.asarray(amplitudes.T @ amplitudes / len(amplitudes))


def class_density_entropy(probs: AnyArray) -> float:
    """Von Neumann entropy of `class_density`, nats, 0 to log C: how mixed the whole sea is over the classes.

    Decided samples of C equally large classes give log C; samples that all share one superposition give 0.

    Raises:
        NonFiniteError, ShapeError, ValueError: a row is no distribution.

    Source: von Neumann 1927.
    """
    eigenvalues = np.maximum(np.linalg.eigvalsh(class_density(probs)), 0.0)
    return entropy_of(eigenvalues / eigenvalues.sum())


def state_fidelity(p: AnyArray, q: AnyArray) -> float:
    """(Σ √(pᵢqᵢ))² of two distributions (C,), 0 (no class in common) to 1 (equal).

    Raises:
        NonFiniteError, ShapeError, ValueError: they are no distributions of as many classes.

    Source: Bhattacharyya 1943; the overlap of pure states.
    """
    pair = probabilities(np.stack([vector(p, "p"), vector(q, "q")]))
    return min(1.0, math.pow(float(np.sqrt(pair[0] * pair[1]).sum()), 2.0))
