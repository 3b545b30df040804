"""How evenly the variance of a cloud is spread over its directions.

The density matrix ρ = covariance / trace has eigenvalues pᵢ = λᵢ/Σλ. The words are quantum mechanics', the cloud is
not: this is the shape of a variance spectrum.
"""

import math

import numpy as np

from seaspirits_game.core.arrays import F64
from seaspirits_game.geometry.checked import spectrum
from seaspirits_game.geometry.errors import UndefinedError


def variance_shares(variances: F64) -> F64:
    """p = `variances` (W,) divided by their sum: eigenvalues of the density matrix.

    Raises:
        UndefinedError: the cloud is a point: there is no variance to share.
    """
    values = spectrum(variances)
    total = float(values.sum())
    if total <= 0.0:
        raise UndefinedError("the cloud is a point: without variance there is no density matrix")
    return values / total


def entropy_of(shares: F64) -> float:
    """−Σ p log p of a distribution, nats, with 0 · log 0 = 0."""
    present = shares[shares > 0.0]
    return max(0.0, -float(present @ np.log(present)))


def von_neumann_entropy(variances: F64) -> float:
    """S(ρ) = −Σ pᵢ log pᵢ, nats, 0 (a line) to log W (a round cloud).

    Samples that are few for W bias it down; compare clouds of equal N.

    Raises:
        UndefinedError: the cloud is a point.

    Source: von Neumann 1927.
    """
    return entropy_of(variance_shares(variances))


def purity(variances: F64) -> float:
    """tr ρ² = Σ pᵢ², 1/W (round) to 1 (a line).

    Raises:
        UndefinedError: the cloud is a point.
    """
    shares = variance_shares(variances)
    return float(shares @ shares)


def largest_entropy(width: int) -> float:
    """log W: the entropy of a round cloud of `width` units, for gauges."""
    return math.log(width)
