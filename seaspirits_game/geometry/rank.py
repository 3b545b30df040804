"""How many directions a cloud really uses, counted in several ways that must not be mixed up.

For one spectrum always 1 <= participation ratio <= effective rank <= number of variances above zero: Rényi's orders
2, 1 and 0.
"""

import math

import numpy as np

from seaspirits_game.core.arrays import F64
from seaspirits_game.geometry.checked import spectrum, vector
from seaspirits_game.geometry.entropy import entropy_of, purity, von_neumann_entropy
from seaspirits_game.geometry.errors import UndefinedError

EXPONENT_FIRST = 3
"""The fit of `spectrum_exponent` begins at the third variance: the first ones are the classes, not the decay."""
EXPONENT_FLOOR = 1e-9
"""... and ends where a variance is below this share of the first."""


def effective_rank(variances: F64) -> float:
    """exp S(ρ) of the variance shares, 1 to W.

    Not Roy and Vetterli's (see `roy_vetterli_rank`), which is larger for the same cloud.

    Raises:
        UndefinedError: the cloud is a point.
    """
    return math.exp(von_neumann_entropy(variances))


def roy_vetterli_rank(singular_values: F64) -> float:
    """exp of the entropy of singular values (k,) over their sum, 1 to k.

    Of centred activations pass the roots of the variances. Of uncentred embeddings it is RankMe, but for its ε.

    Raises:
        UndefinedError: all singular values are zero.

    Source: Roy and Vetterli 2007; Garrido, Balestriero, Najman and LeCun 2023 (RankMe).
    """
    values = vector(singular_values, "singular values")
    if (values < 0.0).any():
        raise ValueError(f"singular value {values.min()} is negative")
    total = float(values.sum())
    if total <= 0.0:
        raise UndefinedError("the cloud is a point: all singular values are zero")
    return math.exp(entropy_of(values / total))


def participation_ratio(variances: F64) -> float:
    """(Σλ)²/Σλ² = 1/purity, 1 to W: like `effective_rank`, less moved by the tail.

    Raises:
        UndefinedError: the cloud is a point.
    """
    return 1.0 / purity(variances)


def spectrum_exponent(variances: F64, first: int = EXPONENT_FIRST, last: int | None = None) -> float:
    """α of λᵢ ~ i^−α: minus the least-squares slope of log λᵢ on log i for ranks `first` to `last`, counted from 1.

    `last` is by default the last rank whose variance is above 1e-9 of the first. The value depends on this range.

    Raises:
        UndefinedError: fewer than three variances above zero lie in the range.

    Source: Stringer et al. 2019; Agrawal et al. 2022 (α-ReQ).
    """
    return fading(spectrum(variances), first, last)


def fading(values: F64, first: int = EXPONENT_FIRST, last: int | None = None) -> float:
    """`spectrum_exponent` of checked variances.

    Raises:
        UndefinedError: as there.
    """
    alive = int(np.count_nonzero(values > EXPONENT_FLOOR * values[0]))
    stop = alive if last is None else min(last, alive)
    if first < 1 or stop - first < 2:
        raise UndefinedError(f"ranks {first} to {stop} hold fewer than three variances to fit an exponent to")
    rise = np.log(np.arange(first, stop + 1))
    rise -= rise.mean()
    return -float(rise @ np.log(values[first - 1 : stop]) / (rise @ rise))
