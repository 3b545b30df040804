"""What randomized quicksort must expect, exactly: mean and variance of its number of comparisons.

C_0 = C_1 = 0 and C_n = n - 1 + C_K + C'_(n-1-K) with K uniform on 0..n-1. The same law holds for any rule that takes
a fixed place when the row is a uniformly random permutation.

Source: Knuth, The Art of Computer Programming 3, section 5.2.2; limit law: Régnier 1989, Rösler 1991.
"""

import math
from functools import lru_cache

import numpy as np

from seaspirits_game.core.arrays import F64


def harmonic(n: int, power: int = 1) -> float:
    """H_n of that power: the sum of 1 / k**power for k from 1 to n.

    >>> harmonic(4)
    2.0833333333333335
    """
    return math.fsum(1.0 / k**power for k in range(1, n + 1))


def mean_comparisons(n: int) -> float:
    """2(n+1)H_n - 4n: the mean number of comparisons of randomized quicksort on n distinct values.

    >>> round(mean_comparisons(64), 1)
    360.7
    """
    return 2 * (n + 1) * harmonic(n) - 4 * n


def variance_comparisons(n: int) -> float:
    """7n² - 4(n+1)²H_n^(2) - 2(n+1)H_n + 13n: the variance of that number.

    >>> round(variance_comparisons(64) ** 0.5, 1)
    36.7
    """
    return max(0.0, 7 * n**2 - 4 * (n + 1) ** 2 * harmonic(n, 2) - 2 * (n + 1) * harmonic(n) + 13 * n)


def mean_table(n: int) -> F64:
    """(n + 1,) `mean_comparisons` of 0 to n."""
    sizes = np.arange(n + 1, dtype=np.float64)
    harmonics = np.concatenate([[0.0], np.cumsum(1.0 / sizes[1:])])
    table: F64 = 2 * (sizes + 1) * harmonics - 4 * sizes
    return table


@lru_cache(maxsize=20_000)
def three_way_mean(counts: tuple[int, ...]) -> float:
    """The mean number of comparisons of randomized three-way quicksort on a row that holds `counts[k]` times its k-th
    smallest value.

    >>> three_way_mean((5,)), three_way_mean((1, 1))
    (8.0, 1.5)
    """
    size, below, total = sum(counts), 0, 0.0
    if size < 2:
        return 0.0
    for index, count in enumerate(counts):
        cost = three_way_cost(size, below)
        total += count * (cost + three_way_mean(counts[:index]) + three_way_mean(counts[index + 1 :]))
        below += count
    return total / size


def three_way_cost(size: int, below: int) -> int:
    """Comparisons of a three-way partition of `size` elements around one that `below` of them are smaller than."""
    return (size - 1) + (size - 1 - below)


def multiplicities(values: F64) -> tuple[int, ...]:
    """How often each value of `values`, (n,), occurs, in their order.

    >>> multiplicities(np.array([3.0, 1.0, 3.0]))
    (1, 2)
    """
    return tuple(np.unique(values, return_counts=True)[1].tolist())


def best_table(n: int) -> F64:
    """(n + 1,) the fewest comparisons that any pivots can reach on 0 to n elements: halve every segment."""
    table = np.zeros(n + 1)
    for size in range(2, n + 1):
        half = (size - 1) // 2
        table[size] = size - 1 + table[half] + table[size - 1 - half]
    return table


def worst_comparisons(n: int) -> int:
    """n(n-1)/2: every pivot the smallest or the largest of its segment."""
    return n * (n - 1) // 2
