"""Kinship of spirits, and measuring one: the quantum words taken at their literal, classical meaning.

A spirit's state is the amplitude vector ψ = √p of its class probabilities. Kinship is the overlap |⟨ψ|φ⟩|² of two
states (Bhattacharyya 1943); to measure is to draw a class with probability |ψ_c|² = p_c (Born 1926). No quantum physics
happens.
"""

import numpy as np

from seaspirits_game.core.arrays import F32, F64, I64


def fidelities(probs: F32, sample: int) -> F64:
    """(N,) state fidelity (Σ√(pᵢqᵢ))² of `sample` with every spirit, 0 to 1; `probs` is (N, C)."""
    amplitudes = np.sqrt(np.maximum(probs, 0.0, dtype=np.float64))
    overlap: F64 = amplitudes @ amplitudes[sample]
    return np.minimum(overlap * overlap, 1.0)


def kin(probs: F32, places: F32, sample: int, count: int) -> I64:
    """The `count` spirits most akin to `sample`, itself left out; ties go by distance in `places` (N, K)."""
    likeness = np.round(fidelities(probs, sample), 3)  # beyond the third digit they are alike: the place decides
    likeness[sample] = -1.0
    count = min(count, len(likeness) - 1)
    if count <= 0:
        return np.empty(0, np.int64)
    bar = np.partition(likeness, -count)[-count]
    candidates = np.flatnonzero(likeness >= bar)
    gaps = np.linalg.norm(places[candidates] - places[sample], axis=1)
    order = np.lexsort((gaps, -likeness[candidates]))
    return np.asarray(candidates[order[:count]], dtype=np.int64)


def measure(probabilities: F32, rng: np.random.Generator) -> int:
    """Draw a class from one spirit's probabilities (C,): the Born rule as a touch."""
    p = np.maximum(probabilities.astype(np.float64), 0.0)
    return int(rng.choice(len(p), p=p / p.sum()))
