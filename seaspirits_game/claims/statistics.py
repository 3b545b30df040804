"""The few tests that the claims need, in NumPy and the standard library; oracles in the tests are SciPy's."""

import math
from collections.abc import Sequence

import numpy as np

from seaspirits_game.core.arrays import F64, AnyArray

CONFIDENCE = 0.95


def t_below(t: float, freedom: float) -> float:
    """P(T ≤ t) of Student's distribution with `freedom` > 0 degrees of freedom.

    Source: Student 1908; by the incomplete beta function, Abramowitz and Stegun 26.7.1.
    """
    if math.isinf(t):
        return 1.0 if t > 0.0 else 0.0
    square = t * t
    if square < freedom:  # from the middle outwards: the tail would round it away
        return 0.5 + math.copysign(0.5 * _incomplete_beta(square / (freedom + square), 0.5, freedom / 2.0), t)
    tail = 0.5 * _incomplete_beta(freedom / (freedom + square), freedom / 2.0, 0.5)
    return 1.0 - tail if t > 0.0 else tail


def t_quantile(share: float, freedom: float) -> float:
    """The t below which Student's distribution has `share`, 0 < share < 1, by bisection."""
    if share < 0.5:
        return -t_quantile(1.0 - share, freedom)
    low, high = 0.0, 1.0
    while t_below(high, freedom) < share:
        high *= 2.0
    for _ in range(200):
        middle = 0.5 * (low + high)
        if middle in (low, high):
            break
        low, high = (middle, high) if t_below(middle, freedom) < share else (low, middle)
    return 0.5 * (low + high)


def mean_interval(values: Sequence[float], confidence: float = CONFIDENCE) -> tuple[float, float, float]:
    """(mean, low, high) of Student's interval for the mean of `values`, two at least.

    Seeds are independent draws of data split, initial weights and batches; for five of them a bootstrap would be too
    narrow, Student's interval is right for near-normal effects.

    Raises:
        ValueError: fewer than two values.
    """
    if len(values) < 2:
        raise ValueError(f"{len(values)} values have no interval, 2 at least have")
    mean, error = _mean_and_error(values)
    reach = t_quantile(0.5 + confidence / 2.0, len(values) - 1) * error
    return mean, mean - reach, mean + reach


def mean_above(values: Sequence[float], level: float = 0.0) -> float:
    """One-sided p that the mean is not above `level`: Student's test of two values at least.

    Values without any spread are exact: 0 or 1.

    Raises:
        ValueError: fewer than two values.
    """
    if len(values) < 2:
        raise ValueError(f"{len(values)} values cannot be tested, 2 at least can")
    mean, error = _mean_and_error(values)
    if error == 0.0:
        return 0.0 if mean > level else 1.0
    return 1.0 - t_below((mean - level) / error, len(values) - 1)


def often_above_half(hits: int, trials: int) -> float:
    """One-sided p that a success is not more likely than not: P(X ≥ `hits`) of `trials` fair coins.

    >>> often_above_half(5, 5)
    0.03125
    """
    return sum(math.comb(trials, count) for count in range(hits, trials + 1)) / 2.0**trials


def holm(p_values: Sequence[float]) -> list[float]:
    """The p-values of one family, adjusted so that at 0.05 one true null of them all is rejected 1 time in 20 at most.

    Source: Holm 1979.

    >>> holm([0.01, 0.04, 0.03])
    [0.03, 0.06, 0.06]
    """
    order = sorted(range(len(p_values)), key=lambda index: p_values[index])
    adjusted, worst = [0.0] * len(p_values), 0.0
    for place, index in enumerate(order):
        worst = max(worst, min(1.0, (len(p_values) - place) * p_values[index]))
        adjusted[index] = worst
    return adjusted


def rank_correlation(x: Sequence[float], y: Sequence[float]) -> float:
    """Spearman's ρ, −1 to 1, equal values sharing their mean rank; NaN when one of the two never changes.

    Source: Spearman 1904.
    """
    first, second = _ranks(x), _ranks(y)
    first, second = first - first.mean(), second - second.mean()
    size = math.sqrt(float(first @ first) * float(second @ second))
    return float(first @ second) / size if size > 0.0 else math.nan


def slope(x: Sequence[float], y: Sequence[float]) -> float:
    """The slope of the least-squares line through the points; NaN for fewer than two different x."""
    across = np.asarray(x, dtype=np.float64)
    across = across - across.mean() if len(across) else across
    size = float(across @ across)
    return float(across @ np.asarray(y, dtype=np.float64)) / size if size > 0.0 else math.nan


def _mean_and_error(values: Sequence[float]) -> tuple[float, float]:
    numbers = np.asarray(values, dtype=np.float64)
    mean = float(numbers.mean())
    spread = float(numbers.std(ddof=1))
    # of equal numbers the mean may be off by a rounding, and the spread with it
    if spread <= 1e-14 * abs(mean):
        spread = 0.0
    return mean, spread / math.sqrt(len(numbers))


def _ranks(values: Sequence[float]) -> F64:
    numbers: AnyArray = np.asarray(values, dtype=np.float64)
    below = (numbers[None, :] < numbers[:, None]).sum(axis=1)
    equal = (numbers[None, :] == numbers[:, None]).sum(axis=1)
    ranks: F64 = below + (equal + 1.0) / 2.0
    return ranks


def _incomplete_beta(x: float, a: float, b: float) -> float:
    """I_x(a, b), regularised. Source: continued fraction by Lentz's method, Press et al., Numerical Recipes, 6.4."""
    if x <= 0.0 or x >= 1.0:
        return 0.0 if x <= 0.0 else 1.0
    if x > (a + 1.0) / (a + b + 2.0):
        return 1.0 - _incomplete_beta(1.0 - x, b, a)
    logarithm = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    front = math.exp(logarithm) / a
    tiny = 1e-300
    c, d = 1.0, 1.0 / _away_from_zero(1.0 - (a + b) * x / (a + 1.0), tiny)
    fraction = d
    for m in range(1, 1000):
        for numerator in (
            m * (b - m) * x / ((a + 2 * m - 1.0) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1.0)),
        ):
            d = 1.0 / _away_from_zero(1.0 + numerator * d, tiny)
            c = _away_from_zero(1.0 + numerator / c, tiny)
            fraction *= c * d
        if abs(c * d - 1.0) < 1e-16:
            break
    return front * fraction


def _away_from_zero(value: float, tiny: float) -> float:
    return value if abs(value) > tiny else tiny
