"""Runs in pieces: the same steps as `sorting.play_out`, one at a time, for a picture that must not wait for them."""

from collections.abc import Iterator, Sequence

import numpy as np

from seaspirits_game.core.streams import stream
from seaspirits_game.quicksort.adversary import can_be_drowned, mist
from seaspirits_game.quicksort.inputs import ARRANGEMENTS_BY_NAME
from seaspirits_game.quicksort.partition import Row, Scheme, two_way
from seaspirits_game.quicksort.race import RACE_SIZES, RacePoint
from seaspirits_game.quicksort.rules import PivotRule, Sight, depth_limit
from seaspirits_game.quicksort.sorting import VECTOR_FROM, Step, haze_of, take_step, working_copy

KILLER = "killer"
"""The arrangement in which each rule meets the adversary that adapts to it."""


def walk(
    row: Row, rule: PivotRule, rng: np.random.Generator, *, haze: float = 0.0, scheme: Scheme = two_way
) -> Iterator[Step]:
    """The steps by which `rule` sorts `row`, which is sorted in place as they are taken.

    >>> from seaspirits_game.quicksort.rules import RULES_BY_NAME
    >>> row = [3, 1, 2, 0]
    >>> sum(step.comparisons for step in walk(row, RULES_BY_NAME["first"], np.random.default_rng(0))), row
    (6, [0, 1, 2, 3])
    """
    limit = depth_limit(len(row))

    def steps_of(part: Row, offset: int, depth: int) -> Iterator[Step]:
        vector = isinstance(part, np.ndarray)
        waiting = [(0, len(part), depth)]
        while waiting:
            lo, hi, depth = waiting.pop()
            if hi - lo < 2:
                continue
            if vector and hi - lo < VECTOR_FROM:  # as `play_out` does: short segments are faster as lists
                short = part[lo:hi].tolist()  # type: ignore[union-attr]  # it is an array
                yield from steps_of(short, offset + lo, depth)
                part[lo:hi] = short
                continue
            sight = Sight(part, lo, hi, depth, limit, haze)
            step = take_step(part, sight, rule.choose(sight, rng), scheme)
            waiting.append((step.right_start, hi, depth + 1))
            waiting.append((lo, step.left_end, depth + 1))
            yield step._replace(
                lo=lo + offset, hi=hi + offset, left_end=step.left_end + offset, right_start=step.right_start + offset
            )

    return steps_of(row, 0, 0)


def race_in_pieces(
    rules: Sequence[PivotRule],
    arrangement: str,
    *,
    seed: int,
    sizes: Sequence[int] = RACE_SIZES,
    runs: int = 8,
    murk: float = 0.0,
) -> Iterator[RacePoint | None]:
    """The points of `race.race`, and None after every step on the way to one.

    With `killer` a rule that can be drowned plays against the adversary itself: what it suffers there is what its
    killer sequence does to it, which need not be played once more.
    """
    for n in sizes:
        for rule in rules:
            against = arrangement == KILLER and can_be_drowned(rule)
            name = "random" if arrangement == KILLER else arrangement
            chance = rule.randomized or (not against and name in ("random", "few-distinct"))
            costs = []
            for number in range(runs if chance else 1):
                cost = 0
                for step in _run(rule, against, name, n, seed, number, murk):
                    cost += step.comparisons
                    yield None
                costs.append(cost)
            yield RacePoint(rule.name, n, len(costs), sum(costs) / len(costs), min(costs), max(costs))


def _run(
    rule: PivotRule, against: bool, arrangement: str, n: int, seed: int, number: int, murk: float
) -> Iterator[Step]:
    if against:
        return walk(list(mist(n)), rule, np.random.default_rng(0))  # the generator is never drawn from
    values = ARRANGEMENTS_BY_NAME[arrangement].make(n, stream(seed, f"race row {n}", number))
    rng = stream(seed, f"race {rule.name} {n}", number)
    return walk(working_copy(values), rule, rng, haze=haze_of(values, murk))
