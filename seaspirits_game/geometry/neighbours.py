"""Whether neighbours on screen are neighbours in the layer: how far a picture of fewer dimensions can be trusted."""

import numpy as np

from seaspirits_game.core.arrays import F64, I64, AnyArray
from seaspirits_game.geometry.checked import table
from seaspirits_game.geometry.errors import ShapeError

NEIGHBOURS = 12
"""k: how many neighbours of a spirit are asked about."""
SAMPLES = 300
"""Spirits asked on each snapshot."""


def trustworthiness(activations: AnyArray, picture: AnyArray, neighbours: int = NEIGHBOURS) -> float:
    """1 − 2/(N k (2N − 3k − 1)) · Σ_i Σ_{j in U_k(i)} (r(i, j) − k), 0 to 1, of N samples.

    U_k(i) are those of the k nearest of i in the `picture` (N, d) that are not among its k nearest in `activations`
    (N, W); r(i, j) is the rank of j by distance from i there, 1 for the nearest. 1: every neighbour seen is one; a
    picture that knows nothing reads about 0.5. Strangers that look near lower it; neighbours torn apart do not (hand
    in the two the other way round for that: continuity).

    Samples at the same distance have the same rank, the better one.

    Raises:
        NonFiniteError, ShapeError: not as many points as samples, or `neighbours` not from 1 to below N/2.

    Source: Venna and Kaski 2001.
    """
    original, shown = table(activations), table(picture, "picture")
    samples = len(original)
    if len(shown) != samples:
        raise ShapeError(f"{len(shown)} points of a picture for {samples} samples")
    if not 1 <= neighbours < samples / 2:
        raise ShapeError(f"{neighbours} neighbours among {samples} samples: from 1 to below half of them are possible")
    near = np.argpartition(_farness(shown), neighbours - 1, axis=1)[:, :neighbours].astype(np.int64)
    ranks = _ranks(_farness(original), near)
    excess = np.maximum(ranks - neighbours, 0).sum()
    return 1.0 - 2.0 * float(excess) / (samples * neighbours * (2.0 * samples - 3.0 * neighbours - 1.0))


def asked_samples(samples: int, rng: np.random.Generator, most: int = SAMPLES) -> I64:
    """(min(`samples`, `most`),) rows to ask, ascending: drawn once a voyage, so that readings can be compared.

    A subset has its own, wider neighbourhoods: of 300 of 1,797 digits, 12 neighbours reach about as far as 72 of all.
    """
    if samples <= most:
        return np.arange(samples, dtype=np.int64)
    return np.sort(rng.choice(samples, most, replace=False)).astype(np.int64)


def _farness(points: F64) -> F64:
    """(N, N) numbers that order each row as the distances from that row's point do; infinite from it to itself.

    |x_j|² − 2 x_i·x_j: the squared distance less |x_i|², which is the same all along the row.
    """
    centred = points - points.mean(axis=0)  # far from the origin the squares would drown the distances
    farness: F64 = centred @ (-2.0 * centred.T)
    farness += np.einsum("ij,ij->i", centred, centred)
    np.fill_diagonal(farness, np.inf)
    return farness


def _ranks(farness: F64, chosen: I64) -> I64:
    """(N, k) 1 + how many samples are nearer than each `chosen` (N, k) sample of its row."""
    thresholds = np.take_along_axis(farness, chosen, axis=1)
    ranks = np.empty(chosen.shape, dtype=np.int64)
    for column in range(chosen.shape[1]):  # k comparisons of whole rows are faster than sorting them
        ranks[:, column] = np.count_nonzero(farness < thresholds[:, column, None], axis=1)
    return ranks + 1
