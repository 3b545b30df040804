"""The race: how comparisons grow with n, every rule really run, beside n log2 n and n²/2."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from seaspirits_game.core.arrays import F64
from seaspirits_game.core.streams import stream
from seaspirits_game.quicksort.adversary import can_be_drowned, killer
from seaspirits_game.quicksort.inputs import ARRANGEMENTS_BY_NAME
from seaspirits_game.quicksort.partition import Scheme, two_way
from seaspirits_game.quicksort.rules import PivotRule
from seaspirits_game.quicksort.sorting import haze_of, play_out, working_copy

RACE_SIZES = tuple(2**power for power in range(3, 13))
"""8 to 4,096."""


@dataclass(frozen=True, slots=True)
class RacePoint:
    """What one rule needed at one n."""

    rule: str
    n: int
    runs: int
    mean: float
    """Comparisons."""
    fewest: int
    most: int


def race(
    rules: Sequence[PivotRule],
    arrangement: str,
    *,
    seed: int,
    sizes: Sequence[int] = RACE_SIZES,
    runs: int = 8,
    murk: float = 0.0,
    scheme: Scheme = two_way,
) -> Iterator[RacePoint]:
    """The points of the race, one size after another, all rules of a size in turn: a caller may draw each as it comes.

    `arrangement` is a name of `ARRANGEMENTS_BY_NAME`, or `killer`: each rule on its own killer sequence, and rules that
    cannot be drowned on a random row. Runs that cannot differ (no chance in the row or the rule) are made once.
    """
    for n in sizes:
        for rule in rules:
            rows, chance_in_rows = _rows(rule, arrangement, n, seed)
            repeats = runs if chance_in_rows or rule.randomized else 1
            costs = [_cost(rule, rows(number), seed, number, murk, scheme) for number in range(repeats)]
            yield RacePoint(rule.name, n, repeats, sum(costs) / repeats, min(costs), max(costs))


def n_log_n(sizes: F64) -> F64:
    """n log2 n, of the shape of `sizes`: the fair-weather line."""
    line: F64 = sizes * np.log2(sizes)
    return line


def half_square(sizes: F64) -> F64:
    """n²/2, of the shape of `sizes`: the storm line."""
    line: F64 = sizes**2 / 2
    return line


def _cost(rule: PivotRule, values: F64, seed: int, number: int, murk: float, scheme: Scheme) -> int:
    rng = stream(seed, f"race {rule.name} {len(values)}", number)
    return play_out(working_copy(values), rule, rng, haze=haze_of(values, murk), scheme=scheme)


def _rows(rule: PivotRule, arrangement: str, n: int, seed: int) -> tuple[Callable[[int], F64], bool]:
    """The row of each run, and whether they differ."""
    if arrangement == "killer" and can_be_drowned(rule):
        drowning = killer(rule, n)
        return (lambda number: drowning), False
    name = "random" if arrangement == "killer" else arrangement
    make = ARRANGEMENTS_BY_NAME[name].make
    return (lambda number: make(n, stream(seed, f"race row {n}", number))), name in ("random", "few-distinct")
