"""Who chooses the pivot: a registry of rules, each a small value. To add one, write its `choose` and list it.

A rule sees a `Sight`: the open segment in its current order. It may compare two of its elements with `Sight.less`,
which counts; the count is what the choice *spent*. Only rules marked `peeks` look at the heights themselves.

Source: Hoare 1962 (random); Singleton 1969 (median of three); Bentley & McIlroy, "Engineering a sort function", 1993
(ninther); Musser, "Introspective sorting and selection algorithms", 1997 (introsort).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from seaspirits_game.core.arrays import F64
from seaspirits_game.core.errors import UserError
from seaspirits_game.quicksort.partition import Row


@dataclass(slots=True)
class Sight:
    """What a rule may look at when it chooses. Indices run from 0 to `length` - 1 in the segment's current order."""

    row: Row
    lo: int
    hi: int
    depth: int
    """Partitions above this segment: 0 for the whole row."""
    depth_limit: int
    """Where introsort loses patience."""
    haze: float
    """Standard deviation of the murk, in the units of the values."""
    spent: int = 0
    """Comparisons made by `less` so far."""

    @property
    def length(self) -> int:
        """m, the number of elements of the segment; at least 2."""
        return self.hi - self.lo

    @property
    def heights(self) -> F64:
        """(m,) the exact values, for rules that peek."""
        return np.array(self.row[self.lo : self.hi], np.float64)

    def less(self, first: int, second: int) -> bool:
        """Whether element `first` is smaller than element `second`; costs one comparison."""
        self.spent += 1
        return bool(self.row[self.lo + first] < self.row[self.lo + second])


HEAP = -1
"""What a rule answers when it wants no pivot at all: sort this segment with a heap."""

Choose = Callable[[Sight, np.random.Generator], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class PivotRule:
    """A way to choose pivots."""

    name: str
    description: str
    choose: Choose
    """The pivot's index in the segment's current order, or `HEAP`."""
    randomized: bool = False
    """Draws from the generator: no input arranged beforehand can drown it."""
    peeks: bool = False
    """Sees heights without comparing: an oracle, or an eye looking through murk."""
    person: bool = False
    """Waits for moves from outside."""


def depth_limit(n: int) -> int:
    """2 floor(log2 n): the depth at which introsort hands a segment to the heap."""
    return 2 * (max(n, 1).bit_length() - 1)


def seen_through_murk(heights: F64, haze: float, rng: np.random.Generator) -> F64:
    """(m,) the heights as seen through moving water: Gaussian noise of standard deviation `haze`, fresh at each look.

    The game draws these heights, and `noisy-median` chooses by them: player and rule look through the same water.
    """
    return heights + haze * rng.standard_normal(len(heights))


def _first(sight: Sight, rng: np.random.Generator) -> int:
    return 0


def _last(sight: Sight, rng: np.random.Generator) -> int:
    return sight.hi - sight.lo - 1


def _middle(sight: Sight, rng: np.random.Generator) -> int:
    return (sight.hi - sight.lo - 1) // 2


def _random(sight: Sight, rng: np.random.Generator) -> int:
    # a scaled double is five times faster than rng.integers; its bias is below m / 2**53
    return int(rng.random() * (sight.hi - sight.lo))


def _median_of_three(sight: Sight, a: int, b: int, c: int) -> int:
    if sight.less(a, b):
        if sight.less(b, c):
            return b
        return c if sight.less(a, c) else a
    if sight.less(a, c):
        return a
    return c if sight.less(b, c) else b


def _median3(sight: Sight, rng: np.random.Generator) -> int:
    if sight.length < 3:
        return 0
    return _median_of_three(sight, 0, _middle(sight, rng), sight.length - 1)


def _ninther(sight: Sight, rng: np.random.Generator) -> int:
    if sight.length < 9:
        return _median3(sight, rng)
    stride, middle, end = sight.length // 8, _middle(sight, rng), sight.length - 1
    return _median_of_three(
        sight,
        _median_of_three(sight, 0, stride, 2 * stride),
        _median_of_three(sight, middle - stride, middle, middle + stride),
        _median_of_three(sight, end - 2 * stride, end - stride, end),
    )


def _introsort(sight: Sight, rng: np.random.Generator) -> int:
    return HEAP if sight.depth >= sight.depth_limit else _median3(sight, rng)


def median_place(heights: F64) -> int:
    """The index of the lower median of `heights`, (m,)."""
    half = (len(heights) - 1) // 2
    return int(np.argpartition(heights, half)[half])


def _true_median(sight: Sight, rng: np.random.Generator) -> int:
    return median_place(sight.heights)


def _noisy_median(sight: Sight, rng: np.random.Generator) -> int:
    return median_place(seen_through_murk(sight.heights, sight.haze, rng))


def _no_person(sight: Sight, rng: np.random.Generator) -> int:
    raise UserError("rule 'human': its pivots come from a person in the window; headless, choose another rule")


def human_rule(pivots: Iterable[int]) -> PivotRule:
    """The rule `human` fed with these pivots, one a segment, in the order in which segments come up.

    Raises (when it chooses):
        ValueError: the pivots ran out.
    """
    waiting = iter(pivots)

    def choose(sight: Sight, rng: np.random.Generator) -> int:
        pivot = next(waiting, None)
        if pivot is None:
            raise ValueError(f"no pivot left for segment [{sight.lo}, {sight.hi})")
        return pivot

    return PivotRule(name="human", description="Pivots that a person chose.", choose=choose, person=True)


RULES_BY_NAME: dict[str, PivotRule] = {
    rule.name: rule
    for rule in (
        PivotRule(name="first", description="Always the first element. Sorted rows drown it.", choose=_first),
        PivotRule(name="last", description="Always the last element. Sorted rows drown it.", choose=_last),
        PivotRule(name="middle", description="Always the middle element: calm on sorted rows.", choose=_middle),
        PivotRule(
            name="random",
            description="Any element with equal chance: no row arranged beforehand can drown it.",
            choose=_random,
            randomized=True,
        ),
        PivotRule(
            name="median3",
            description="The median of first, middle and last, for 2 or 3 comparisons; from 3 elements on.",
            choose=_median3,
        ),
        PivotRule(
            name="ninther",
            description="The median of three medians of three, for 8 to 12 comparisons; below 9 elements median3.",
            choose=_ninther,
        ),
        PivotRule(
            name="true-median",
            description="An oracle that knows the median and pays nothing for it: as good as it gets.",
            choose=_true_median,
            peeks=True,
        ),
        PivotRule(
            name="noisy-median",
            description="The median of heights seen through murk; pays nothing for the look.",
            choose=_noisy_median,
            randomized=True,
            peeks=True,
        ),
        PivotRule(
            name="introsort",
            description="median3, but from depth 2 floor(log2 n) on a heap sorts the segment.",
            choose=_introsort,
        ),
        PivotRule(name="human", description="A person chooses.", choose=_no_person, person=True),
    )
}

HEADLESS_RULES = tuple(name for name, rule in RULES_BY_NAME.items() if not rule.person)
"""Names of the rules that play by themselves."""


def rule_named(name: str, place: str = "rule") -> PivotRule:
    """The rule of that name; `place` is what the person called it (`--player`).

    Raises:
        UserError: no such rule, or one that needs a person; lists those that play by themselves.
    """
    known = ", ".join(HEADLESS_RULES)
    if name not in RULES_BY_NAME:
        raise UserError(f"{place}: unknown rule {name!r}; known are {known}")
    if RULES_BY_NAME[name].person:
        raise UserError(f"{place}: rule {name!r} needs a person in the window; headless, choose one of {known}")
    return RULES_BY_NAME[name]
