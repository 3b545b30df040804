"""The sea learns your habits: what places a player tends to choose, and a row laid out against them.

A habit is a histogram of relative pivot places. The adversary is *oblivious*: it sees past games only, lays out the
row before the first move, and does not answer while the sort runs. It rehearses a few layouts against a dummy with
the player's habits and keeps the worst. Against a player without habits, choosing evenly, no layout is worse than
another (every order costs random pivots the same on average): that is the lesson.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from seaspirits_game.core.arrays import F64, I64
from seaspirits_game.quicksort.adversary import killer
from seaspirits_game.quicksort.rules import PivotRule, Sight
from seaspirits_game.quicksort.sorting import Step, play_out, working_copy

BINS = 12
"""Intervals of relative place, from the left end of the segment to its right end."""
SHORTEST = 4
"""Shorter segments are no sign of a habit: two or three places leave hardly a choice."""
REHEARSALS = 24
"""Games that the dummy plays on each layout."""


@dataclass(frozen=True, slots=True, eq=False)
class Habits:
    """How often a player chose pivots at each relative place."""

    counts: I64
    """(BINS,) pivots seen from the left end to the right end."""

    @property
    def shares(self) -> F64:
        """(BINS,) probabilities; even where nothing has been seen."""
        total = int(self.counts.sum())
        return self.counts / total if total else np.full(BINS, 1.0 / BINS)


def habits_of(steps: Iterable[Step]) -> Habits:
    """The habits that these past steps show; heaps and segments below `SHORTEST` are left out."""
    counts = np.zeros(BINS, np.int64)
    for step in steps:
        length = step.hi - step.lo
        if length >= SHORTEST and not step.heap:
            counts[int(_bin_of_places(length)[step.pivot])] += 1
    return Habits(counts)


def habit_rule(habits: Habits) -> PivotRule:
    """A dummy that draws pivots as the player would: a place's chance is its bin's share, divided among the bin."""

    def choose(sight: Sight, rng: np.random.Generator) -> int:
        chances = place_chances(habits, sight.length)
        return min(int(np.searchsorted(np.cumsum(chances), rng.random(), "right")), sight.length - 1)

    return PivotRule(name="habit", description="Draws pivots by a player's habits.", choose=choose, randomized=True)


def place_chances(habits: Habits, length: int) -> F64:
    """(length,) the probability of each place of a segment of that length, at least a trifle everywhere."""
    bins = _bin_of_places(length)
    places_in_bin = np.bincount(bins, minlength=BINS)
    # the trifle keeps chances a distribution when every bin seen holds no place of a short segment
    chances = habits.shares[bins] / places_in_bin[bins] + 1e-9
    whole: F64 = chances / chances.sum()
    return whole


def row_against(habits: Habits, n: int, rng: np.random.Generator) -> F64:
    """(n,) the permutation of 0 to n - 1 that cost a dummy with these habits most, of the layouts tried."""
    layouts = [_against_favourite(habits, n), _slope(habits, n), _valley(habits, n)]
    rule = habit_rule(habits)
    costs = [sum(play_out(working_copy(layout), rule, rng) for _ in range(REHEARSALS)) for layout in layouts]
    return layouts[int(np.argmax(costs))]


def _bin_of_places(length: int) -> I64:
    """(length,) the bin of each place: the centre of place i is at relative (i + ½) / length."""
    return ((2 * np.arange(length) + 1) * BINS // (2 * length)).astype(np.int64)


def _against_favourite(habits: Habits, n: int) -> F64:
    """The killer of a rule that always takes the likeliest place."""

    def choose(sight: Sight, rng: np.random.Generator) -> int:
        chances = place_chances(habits, sight.length)
        best = np.flatnonzero(chances >= chances.max() * (1 - 1e-9))
        return int(best[len(best) // 2])

    return killer(PivotRule(name="favourite", description="The likeliest place.", choose=choose), n)


def _slope(habits: Habits, n: int) -> F64:
    """The likelier a place, the smaller its element."""
    values = np.empty(n)
    values[_likeliest_first(habits, n)] = np.arange(n)
    return values


def _valley(habits: Habits, n: int) -> F64:
    """The likelier a place, the more extreme its element, small and large in turn."""
    outside_in = np.empty(n)
    outside_in[::2] = np.arange((n + 1) // 2)
    outside_in[1::2] = n - 1 - np.arange(n // 2)
    values = np.empty(n)
    values[_likeliest_first(habits, n)] = outside_in
    return values


def _likeliest_first(habits: Habits, n: int) -> I64:
    return np.argsort(-place_chances(habits, n), kind="stable")
