"""How many comparisons randomized quicksort needs: the whole distribution, exact for short rows, simulated for long.

The cost of a run depends on the sizes of its segments only, never on the values: parting a segment of m leaves
floor(U m) elements on one side, U uniform, and the rest on the other. So thousands of runs are played at once, level
by level of their recursion trees, as flat NumPy arrays of segment sizes; a segment of two is settled at once (one
comparison). Runs are taken in blocks, so that the arrays stay in the processor's cache.

Source: the recurrence of Knuth, TAOCP 3, 5.2.2; exact laws by convolution.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from seaspirits_game.core.arrays import F64, I64
from seaspirits_game.core.streams import stream
from seaspirits_game.quicksort.costs import best_table, multiplicities, three_way_cost

EXACT_UP_TO = 64
"""n up to which the shelf holds exact laws; beyond it simulates."""
BLOCK_SEGMENTS = 200_000
"""About how many segments are split at a time."""

Progress = Callable[[int, int], None]
"""(runs done, runs in all)."""


@dataclass(frozen=True, slots=True)
class CostLaw:
    """Probabilities of the numbers of comparisons on n elements."""

    n: int
    costs: I64
    """(K,) numbers of comparisons, ascending."""
    probabilities: F64
    """(K,) they sum to 1."""
    runs: int | None
    """How many runs were simulated; None when the law is exact."""

    @property
    def mean(self) -> float:
        """Comparisons."""
        return float(self.costs @ self.probabilities)

    @property
    def variance(self) -> float:
        """Comparisons squared."""
        return float((self.costs - self.mean) ** 2 @ self.probabilities)

    def beaten(self, score: float) -> float:
        """Share of randomized runs that a score beats, 0 to 1: those that need more, and half of those that tie."""
        below = np.searchsorted(self.costs, score, "left")
        up_to = np.searchsorted(self.costs, score, "right")
        ties = self.probabilities[below:up_to].sum()
        return float(min(1.0, self.probabilities[up_to:].sum() + 0.5 * ties))

    def quantile(self, share: float) -> int:
        """The fewest comparisons within which at least this share of runs ends; `share` 0 to 1."""
        cumulative = np.cumsum(self.probabilities)
        return int(self.costs[min(int(np.searchsorted(cumulative, share)), len(self.costs) - 1)])


def exact_laws(n: int) -> tuple[CostLaw, ...]:
    """The exact laws for 0 to n elements, by convolution; work grows like n**6, n = 64 takes a fraction of a second."""
    # most of the range is impossible: no run is cheaper than halving every segment, so arrays start there
    floors = best_table(n).astype(np.int64)
    laws: list[F64] = [np.ones(1), np.ones(1)]
    for size in range(2, n + 1):
        top = size * (size - 1) // 2
        law = np.zeros(top - int(floors[size]) + 1)
        for left in range((size - 1) // 2 + 1):
            right = size - 1 - left
            weight = (1.0 if left == right else 2.0) / size
            both = np.convolve(laws[left], laws[right])
            start = size - 1 + int(floors[left] + floors[right] - floors[size])
            law[start : start + len(both)] += weight * both
        laws.append(law)
    return tuple(
        CostLaw(size, np.arange(len(law), dtype=np.int64) + floors[size], law / law.sum(), None)
        for size, law in enumerate(laws[: n + 1])
    )


def three_way_law(values: F64) -> CostLaw:
    """The exact law of randomized three-way quicksort on `values`, (n,), by convolution over what its pivots are.

    Meant for rows of few distinct values: work grows with the third power of their number.
    """
    counts = multiplicities(values)
    sums = np.concatenate([[0], np.cumsum(counts)]).astype(int).tolist()
    laws: dict[tuple[int, int], F64] = {}
    for span in range(len(counts) + 1):
        for first in range(len(counts) - span + 1):
            last = first + span
            size = sums[last] - sums[first]
            law = np.zeros(size * max(size - 1, 0) + 1)
            if size < 2:
                law[0] = 1.0
            else:
                for pivot in range(first, last):
                    both = np.convolve(laws[first, pivot], laws[pivot + 1, last])
                    start = three_way_cost(size, sums[pivot] - sums[first])
                    law[start : start + len(both)] += counts[pivot] / size * both
            laws[first, last] = np.trim_zeros(law, "b")
    whole = laws[0, len(counts)]
    costs = np.flatnonzero(whole)
    return CostLaw(len(values), costs, whole[costs] / whole.sum(), None)


def simulated_levels(n: int, runs: int, rng: np.random.Generator) -> Iterator[I64]:
    """(runs,) comparisons so far of each of `runs` randomized runs, after each level of their recursion trees.

    All runs move at once: this feeds the living histogram. The last array holds the final counts.
    """
    totals = np.zeros(runs, np.int64)
    owners = np.arange(runs, dtype=np.int32)
    sizes = np.full(runs, n, np.int32)
    if n < 2:
        yield totals
        return
    while len(sizes):
        totals = totals + np.bincount(owners, sizes - 1.0, runs).astype(np.int64)
        yield totals
        deep = np.flatnonzero(sizes > 2)  # a split of two leaves nothing that costs
        owners, sizes = owners[deep], sizes[deep]
        left = (rng.random(len(sizes)) * sizes).astype(np.int32)
        right = sizes - 1 - left
        sizes = np.concatenate([left, right])
        open_again = np.flatnonzero(sizes > 1)
        owners = np.concatenate([owners, owners])[open_again]
        sizes = sizes[open_again]


def simulated_costs(n: int, runs: int, rng: np.random.Generator, progress: Progress | None = None) -> I64:
    """(runs,) the numbers of comparisons of that many randomized runs on n distinct elements."""
    block = max(1, BLOCK_SEGMENTS // max(n, 1))
    costs = np.empty(runs, np.int64)
    for start in range(0, runs, block):
        stop = min(start + block, runs)
        for totals in simulated_levels(n, stop - start, rng):
            costs[start:stop] = totals
        if progress is not None:
            progress(stop, runs)
    return costs


def simulated_law(n: int, runs: int, seed: int, progress: Progress | None = None) -> CostLaw:
    """The law as seen in `runs` simulated runs; the same seed gives the same law."""
    costs = simulated_costs(n, runs, stream(seed, "quicksort distribution", n), progress)
    values, counts = np.unique(costs, return_counts=True)
    return CostLaw(n, values, counts / runs, runs)


@dataclass(slots=True)
class LawShelf:
    """Laws that were asked for once and are kept: exact up to `EXACT_UP_TO` elements, simulated beyond."""

    seed: int = 0
    runs: int = 20_000
    _laws_by_n: dict[int, CostLaw] = field(default_factory=dict)

    def law(self, n: int, progress: Progress | None = None) -> CostLaw:
        """The law for n elements, computed at the first request."""
        if n not in self._laws_by_n:
            if n <= EXACT_UP_TO:
                self._laws_by_n.update((law.n, law) for law in exact_laws(n))
            else:
                self._laws_by_n[n] = simulated_law(n, self.runs, self.seed, progress)
        return self._laws_by_n[n]
