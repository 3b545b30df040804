"""What a rule suffered from the Kraken, and what the page says of it."""

from dataclasses import dataclass

from seaspirits_game.core.arrays import F64, I64
from seaspirits_game.quicksort.adversary import can_be_drowned
from seaspirits_game.quicksort.distribution import CostLaw
from seaspirits_game.quicksort.game import SortState
from seaspirits_game.quicksort.rules import RULES_BY_NAME, PivotRule
from seaspirits_game.texts.catalogue import Texts
from seaspirits_game.texts.numbers import decimal, whole

COIN_GAMES = 400
"""Games of the coin on the player's row, to show that it does not matter."""
DROWNED = 0.9
"""Share of the worst that there is for a rule, from which on it counts as drowned."""
NAMES_BY_RULE = {"first": "first", "last": "last", "middle": "middle", "median3": "median of 3", "random": "chance"}
LOOKS_BY_RULE = {
    "first": "This rule always takes the first pen of a part as its pivot.",
    "last": "This rule always takes the last pen of a part as its pivot.",
    "middle": "This rule always takes the middle pen of a part as its pivot.",
    "median3": "This rule compares the first, middle and last pen of a part and takes the middling one.",
    "random": "Chance takes any pen of a part.",
}


@dataclass(frozen=True, slots=True, eq=False)
class Catch:
    """What a rule suffered."""

    rule: str
    values: F64
    """The row, as it was or as it turned out to be."""
    state: SortState
    """The finished game."""
    adaptive: bool
    worst: int
    """The most that any row can do to the rule; for chance, n(n - 1)/2."""

    @property
    def cost(self) -> int:
        """Comparisons."""
        return self.state.comparisons

    @property
    def drowned(self) -> bool:
        """Whether it was nearly as bad as can be, by a row laid out beforehand."""
        return not self.adaptive and can_be_drowned(RULES_BY_NAME[self.rule]) and self.cost >= DROWNED * self.worst


def told(texts: Texts, target: PivotRule, adaptive: bool, catch: Catch | None, coin_costs: I64, law: CostLaw) -> str:
    """What the page says: the task, or what came of it. `coin_costs` are the coin's further games on the row."""
    t, mean = texts.t, law.mean
    if catch is None:
        return _task(texts, target, adaptive)
    cost = whole(catch.cost)
    if catch.adaptive:
        return t(
            "{cost} comparisons. This adversary lays out nothing beforehand: it decides each height only when it "
            "is asked, after the pivot was drawn. It drowns even chance; but it must watch the sort while it runs."
        ).format(cost=cost)
    if catch.rule == "random":
        return _of_chance(texts, cost, coin_costs, law)
    if catch.drowned:
        return t(
            "Drowned: the rule needs {cost} comparisons on your row. Chance needs {mean} on average, on any row."
        ).format(cost=cost, mean=decimal(mean, 0))
    if catch.cost > mean + law.variance**0.5:
        return t("A rough sea: {cost} comparisons. The worst row there is for this rule costs it {worst}.").format(
            cost=cost, worst=whole(catch.worst)
        )
    return t(
        "It swims: {cost} comparisons, where {worst} would be possible. Think of where the rule looks, and put the "
        "shortest or the tallest pen there, again and again."
    ).format(cost=cost, worst=whole(catch.worst))


def _task(texts: Texts, target: PivotRule, adaptive: bool) -> str:
    t = texts.t
    if adaptive:
        return t(
            "Nothing is laid out beforehand: all pens are mist. Release, and the Kraken decides each height while "
            "the sort runs, always as unluckily as its answers so far allow."
        )
    if target.name == "random":
        return t(
            "Chance takes any pen of a part with equal chance. Arrange the row against it as cunningly as you "
            "can, then release."
        )
    return t(LOOKS_BY_RULE[target.name]) + " " + t("Drag pens so that it parts nothing, then release.")


def _of_chance(texts: Texts, cost: str, games: I64, law: CostLaw) -> str:
    t = texts.t
    if len(games) < COIN_GAMES:
        return t("{cost} comparisons this time. The coin plays on, on your very row …").format(cost=cost)
    return t(
        "{count} games of the coin on your row cost {mine} on average; on any row they cost {mean}. Whatever you "
        "arrange, the coin is thrown after you: chance cannot be drowned in advance."
    ).format(count=COIN_GAMES, mine=decimal(float(games.mean()), 1), mean=decimal(law.mean, 1))
