"""The closed forms agree with the recurrence that defines them, in exact arithmetic."""

from fractions import Fraction

import numpy as np
import pytest

from seaspirits_game.quicksort.costs import (
    best_table,
    mean_comparisons,
    mean_table,
    multiplicities,
    three_way_mean,
    variance_comparisons,
    worst_comparisons,
)


def exact_moments(n: int) -> list[tuple[Fraction, Fraction]]:
    """Mean and second moment of C_0 to C_n by C_n = n - 1 + C_K + C'_(n-1-K)."""
    moments = [(Fraction(0), Fraction(0))] * 2
    for size in range(2, n + 1):
        mean = second = Fraction(0)
        for left in range(size):
            (m1, s1), (m2, s2) = moments[left], moments[size - 1 - left]
            toll = size - 1
            mean += toll + m1 + m2
            second += toll**2 + s1 + s2 + 2 * toll * (m1 + m2) + 2 * m1 * m2
        moments.append((mean / size, second / size))
    return moments


def test_mean_and_variance_solve_the_recurrence() -> None:
    for n, (mean, second) in enumerate(exact_moments(40)):
        assert mean_comparisons(n) == pytest.approx(float(mean), abs=1e-9)
        assert variance_comparisons(n) == pytest.approx(float(second - mean**2), abs=1e-8)


def test_the_table_is_the_formula() -> None:
    assert mean_table(300) == pytest.approx(np.array([mean_comparisons(n) for n in range(301)]), abs=1e-9)


def test_halving_is_best_and_one_sided_is_worst() -> None:
    best = [0, 0]
    for size in range(2, 60):
        best.append(size - 1 + min(best[left] + best[size - 1 - left] for left in range(size)))
    assert best_table(59).tolist() == best
    worst = [0, 0]
    for size in range(2, 60):
        worst.append(size - 1 + max(worst[left] + worst[size - 1 - left] for left in range(size)))
    assert [worst_comparisons(size) for size in range(60)] == worst


def exact_three_way_mean(counts: tuple[int, ...]) -> Fraction:
    """The mean by the recurrence, every pivot by itself, in exact arithmetic."""
    row = [value for value, count in enumerate(counts) for _ in range(count)]
    if len(row) < 2:
        return Fraction(0)
    total = Fraction(0)
    for pivot in row:
        smaller, larger = sum(value < pivot for value in row), sum(value > pivot for value in row)
        total += len(row) - 1 + (len(row) - 1 - smaller)
        total += exact_three_way_mean(counts[:pivot])
        total += exact_three_way_mean(counts[pivot + 1 :])
        assert smaller + larger + counts[pivot] == len(row)
    return total / len(row)


@pytest.mark.parametrize("counts", [(2,), (7,), (1, 1), (3, 1, 4), (1, 5, 9, 2, 6), (1,) * 9])
def test_the_three_way_mean_is_that_of_the_recurrence(counts):
    assert three_way_mean(counts) == pytest.approx(float(exact_three_way_mean(counts)), rel=1e-12)


def test_few_values_cost_less_than_distinct_ones():
    assert three_way_mean((12, 12)) < mean_comparisons(24) < three_way_mean((1,) * 24)
    assert multiplicities(np.array([2.0, 2.0, 0.5])) == (1, 2)
