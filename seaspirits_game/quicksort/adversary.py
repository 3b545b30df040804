"""Rows that drown a rule, built by answering its comparisons as unluckily as truth allows.

No element has a value at first: all are *mist*, larger than anything settled. When two elements of mist meet, the
second is settled as the smallest of what is left. In our partition the second is always the pivot, so every pivot
turns out as small as the comparisons made before allow, and every answer stays consistent with the final row. That
row, given to the same deterministic rule, replays the disaster exactly: it is a *killer sequence*. Cost on n elements:
n(n-1)/2 for rules that take a place without looking; about n²/4 for median3 (two elements settle a partition); about
n²/10 for ninther (about five do).

Played against a rule *while* it runs, the same adversary is `adaptive`: it even drowns random pivots, since it settles
the pivot after it was drawn. An adversary that must lay out the row beforehand cannot do that to `random`.

Source: McIlroy, "A killer adversary for quicksort", 1999; ours needs no candidate, since the pivot is known by its
side of the comparison.
"""

import math
from dataclasses import dataclass, field

import numpy as np

from seaspirits_game.core.arrays import F64
from seaspirits_game.quicksort.rules import PivotRule
from seaspirits_game.quicksort.sorting import Step, play_out


@dataclass(frozen=True, slots=True, eq=False)
class AdaptiveRun:
    """What a rule suffered from an adversary that answered while it ran."""

    comparisons: int
    steps: tuple[Step, ...]
    values: F64
    """(n,) the row that all answers turned out to describe: a permutation of 0 to n - 1."""


@dataclass(slots=True)
class _Tide:
    """How many elements are settled."""

    settled: int = 0


@dataclass(slots=True, eq=False)
class _Drop:
    """An element whose height is decided when a comparison forces it."""

    tide: _Tide
    height: float = field(default=math.inf)

    def __lt__(self, other: "_Drop") -> bool:
        if self.height == other.height:  # only mist equals mist: settled heights are distinct
            other.height = float(self.tide.settled)
            self.tide.settled += 1
        return self.height < other.height


def mist(n: int) -> list["_Drop"]:
    """n elements without heights yet: a rule that is played on them meets the adversary that adapts."""
    tide = _Tide()
    return [_Drop(tide) for _ in range(n)]


def adaptive(rule: PivotRule, n: int, rng: np.random.Generator) -> AdaptiveRun:
    """The run of `rule` on n elements against the adversary that adapts to its comparisons.

    The game can show it move by move: replay `steps` on `values`.

    Raises:
        ValueError: the rule looks at heights (there are none yet), or n < 2.
    """
    if rule.peeks:
        raise ValueError(f"rule {rule.name!r} looks at heights; the adaptive adversary has none to show")
    if n < 2:
        raise ValueError(f"n = {n}: a row needs two or more elements")
    drops = mist(n)
    steps: list[Step] = []
    comparisons = play_out(list(drops), rule, rng, on_step=steps.append)
    tide = drops[0].tide
    for drop in drops:
        if drop.height == math.inf:
            drop.height = float(tide.settled)
            tide.settled += 1
    return AdaptiveRun(comparisons, tuple(steps), np.array([drop.height for drop in drops]))


def can_be_drowned(rule: PivotRule) -> bool:
    """Whether a row arranged beforehand can hurt the rule: it is deterministic and does not peek."""
    return not (rule.randomized or rule.peeks or rule.person)


def killer(rule: PivotRule, n: int) -> F64:
    """(n,) the permutation of 0 to n - 1 on which this deterministic rule suffers what `adaptive` did to it.

    Raises:
        ValueError: the rule is randomized, peeks, or is a person.

    >>> from seaspirits_game.quicksort.rules import RULES_BY_NAME
    >>> killer(RULES_BY_NAME["last"], 4).tolist()
    [1.0, 2.0, 3.0, 0.0]
    """
    if not can_be_drowned(rule):
        raise ValueError(f"rule {rule.name!r} cannot be drowned by a row arranged beforehand")
    return adaptive(rule, n, np.random.default_rng(0)).values  # the generator is never drawn from
