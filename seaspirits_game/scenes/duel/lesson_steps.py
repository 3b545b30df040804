"""The five steps of the lesson, each a small reef and something to do with the hands."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from seaspirits_game.core.arrays import F64, I64
from seaspirits_game.core.streams import stream
from seaspirits_game.quicksort.costs import best_table, mean_comparisons, worst_comparisons
from seaspirits_game.quicksort.distribution import simulated_costs
from seaspirits_game.quicksort.game import move, rule_move
from seaspirits_game.quicksort.rules import RULES_BY_NAME
from seaspirits_game.scenes.duel.play import with_pairs
from seaspirits_game.scenes.duel.side import Side
from seaspirits_game.texts.catalogue import Texts
from seaspirits_game.texts.numbers import decimal, whole

_TRY_AGAIN_S = 2.2
THROWS = 3
GAMES = 1000
_GAMES_S = 3.0
"""How long the thousand games take to be laid out."""
_THROW_PACE = 5.0


@dataclass(frozen=True, slots=True)
class Deed:
    """A button of a step."""

    name: str
    words: str
    hint: str
    press: Callable[[], None]
    enabled: bool


class Step:
    """One step: a task, then, once `done`, an insight. Subclasses are the five steps."""

    title = ""

    def __init__(self, texts: Texts, seed: int, calm: bool) -> None:
        self.texts = texts
        self.seed = seed
        self.calm = calm
        self.done = False
        self.note = ""
        """A reaction to what was just done."""
        self.side = self.fresh(0)

    def row(self, attempt: int) -> F64:
        """The heights that the step is about."""
        raise NotImplementedError

    @property
    def task(self) -> str:
        """What is to be done."""
        raise NotImplementedError

    @property
    def insight(self) -> str:
        """What it showed."""
        raise NotImplementedError

    def deeds(self) -> list[Deed]:
        """Buttons of the step."""
        return []

    def choose(self, place: int) -> None:
        """The person touched a pen."""

    @property
    def span(self) -> tuple[int, int]:
        """[lo, hi) in which a pen can be chosen; empty when none can."""
        segment = self.side.state.segment
        if self.done or self.side.busy or segment is None:
            return 0, 0
        return segment.lo, segment.hi

    def advance(self, dt: float) -> None:
        """One tick."""
        self.side.advance(dt)

    def fresh(self, attempt: int) -> Side:
        """A reef at its beginning."""
        values = self.row(attempt)

        def nothing(lo: int, hi: int) -> np.random.Generator:
            return stream(self.seed, "lesson look", lo * 100 + hi)  # never drawn from: the water is clear

        return Side(values, 0.0, nothing, calm=self.calm)

    def parted(self, place: int) -> bool:
        """Part the current segment there; whether that was possible."""
        low, high = self.span
        if not low <= place < high:
            return False
        self.side.show_moves(with_pairs(move(self.side.state, place - low)))
        return True


class Partition(Step):
    """Touch any pen."""

    title = "Partition"

    def row(self, attempt: int) -> F64:
        return stream(self.seed, "lesson partition").permutation(9).astype(np.float64)

    @property
    def task(self) -> str:
        return self.texts.t(
            "Touch any pen. It becomes the pivot: every shorter pen drifts to its left, every taller one to its right."
        )

    @property
    def insight(self) -> str:
        return self.texts.t(
            "The pivot now stands where it will stay for good. It was compared with each of the other 8 pens once: "
            "8 comparisons. What is left and right of it is sorted in the same way, and never mixes again."
        )

    def choose(self, place: int) -> None:
        if not self.side.state.moves and self.parted(place):
            self.done = True


class Balance(Step):
    """Find a pivot that parts evenly."""

    title = "Balance"
    pens, least = 15, 4

    def __init__(self, texts: Texts, seed: int, calm: bool) -> None:
        self._attempt, self._until_again = 0, 0.0
        super().__init__(texts, seed, calm)

    def row(self, attempt: int) -> F64:
        return stream(self.seed, "lesson balance", attempt).permutation(self.pens).astype(np.float64)

    @property
    def task(self) -> str:
        return self.texts.t(
            "Now choose a pivot of middle height, so that about as many pens go left as right: at least 4 on each side."
        )

    @property
    def insight(self) -> str:
        step = self.side.state.moves[0].step
        return self.texts.t(
            "{left} and {right}: two small reefs are less work than one large one. If every pivot halved its part, "
            "15 pens would be sorted after {best} comparisons, the fewest there can be."
        ).format(left=step.left_end, right=self.pens - 1 - step.left_end, best=whole(int(best_table(self.pens)[-1])))

    def choose(self, place: int) -> None:
        if self._until_again > 0.0 or not self.parted(place):
            return
        left = self.side.state.moves[0].step.left_end
        right = self.pens - 1 - left
        if min(left, right) >= self.least:
            self.done = True
            self.note = ""
            return
        self._until_again = _TRY_AGAIN_S
        self.note = self.texts.t("{left} left, {right} right: one side keeps nearly all the work. Try another reef.")
        self.note = self.note.format(left=left, right=right)

    def advance(self, dt: float) -> None:
        super().advance(dt)
        if self._until_again > 0.0:
            self._until_again -= dt
            if self._until_again <= 0.0:
                self._attempt += 1
                self.side = self.fresh(self._attempt)


class WorstCase(Step):
    """Always take the first pen of a sorted row."""

    title = "The worst case"
    pens = 8

    def row(self, attempt: int) -> F64:
        return np.arange(self.pens, dtype=np.float64)

    @property
    def task(self) -> str:
        return self.texts.t(
            "This row is sorted already. Follow a simple rule all the same: always take the first pen of the lit part."
        )

    @property
    def insight(self) -> str:
        return self.texts.t(
            "{cost} comparisons: 7 + 6 + 5 + 4 + 3 + 2 + 1. Every pivot was the shortest and parted nothing. On n pens "
            "that makes n(n − 1)/2: a storm. Halving would have needed {best}."
        ).format(cost=whole(worst_comparisons(self.pens)), best=whole(int(best_table(self.pens)[-1])))

    def choose(self, place: int) -> None:
        low, high = self.span
        if not low <= place < high:
            return
        if place != low:
            self.note = self.texts.t("The rule says: the first pen, the leftmost of the lit ones.")
            return
        self.note = ""
        if self.parted(place) and self.side.state.done:
            self.done = True


class WhyRandom(Step):
    """Throw the coin on the row that drowned the rule."""

    title = "Why random"
    pens = 16

    def __init__(self, texts: Texts, seed: int, calm: bool) -> None:
        self.throws: list[int] = []
        self._thrown = False
        super().__init__(texts, seed, calm)
        self.side.pace = _THROW_PACE

    def row(self, attempt: int) -> F64:
        return np.arange(self.pens, dtype=np.float64)

    @property
    def task(self) -> str:
        return self.texts.t(
            "On such a row of 16 the rule of the first pen needs {cost} comparisons. Throw the coin instead, three "
            "times: it takes any pen with equal chance."
        ).format(cost=whole(worst_comparisons(self.pens)))

    @property
    def insight(self) -> str:
        return self.texts.t(
            "{throws}: each time another way, where the rule always needs {worst}. Whoever lays out a row must do it "
            "before the coin falls. Bad luck remains possible, but no row can cause it."
        ).format(throws=", ".join(whole(cost) for cost in self.throws), worst=whole(worst_comparisons(self.pens)))

    @property
    def span(self) -> tuple[int, int]:
        return 0, 0

    def deeds(self) -> list[Deed]:
        t = self.texts.t
        words = t("throw the coin")
        return [Deed("throw", words, t("sort with random pivots  (Enter)"), self.throw, not self._thrown)]

    def throw(self) -> None:
        """Let the coin sort the row."""
        if self._thrown or self.done:
            return
        self._thrown = True
        self.side = self.fresh(0)
        self.side.pace = _THROW_PACE
        coin = stream(self.seed, "lesson throw", len(self.throws))
        states = [rule_move(self.side.state, RULES_BY_NAME["random"], coin)]
        while not states[-1].done:
            states.append(rule_move(states[-1], RULES_BY_NAME["random"], coin))
        self.side.show_moves(states)

    def advance(self, dt: float) -> None:
        super().advance(dt)
        if self._thrown and not self.side.busy:
            self._thrown = False
            self.throws.append(self.side.state.comparisons)
            self.done = len(self.throws) >= THROWS


class ExpectedCost(Step):
    """Guess where a thousand games come out on average."""

    title = "What to expect"
    pens = 24

    def __init__(self, texts: Texts, seed: int, calm: bool) -> None:
        self.guess = 150
        self.costs: I64 = np.zeros(0, np.int64)
        """What the coin's games cost; empty before they were played."""
        self.laid_out = 0.0
        """Share of them that is laid out."""
        super().__init__(texts, seed, calm)

    def row(self, attempt: int) -> F64:
        return stream(self.seed, "lesson expected").permutation(self.pens).astype(np.float64)

    @property
    def limits(self) -> tuple[int, int]:
        """Between which numbers the guess can be."""
        return int(best_table(self.pens)[-1]), worst_comparisons(self.pens)

    @property
    def task(self) -> str:
        low, high = self.limits
        return self.texts.t(
            "The luckiest game on 24 pens needs {low} comparisons, the unluckiest {high}. Where will a thousand games "
            "of the coin come out on average? Set the lamp, then let them sort."
        ).format(low=low, high=high)

    @property
    def insight(self) -> str:
        return self.texts.t(
            "On average {mean}; the formula 2(n + 1)Hₙ − 4n says {exact}. It grows like 1.39 n log₂ n: fair weather, "
            "and hardly any game of the thousand was far from it."
        ).format(mean=decimal(float(self.costs.mean()), 1), exact=decimal(mean_comparisons(self.pens), 1))

    @property
    def span(self) -> tuple[int, int]:
        return 0, 0

    def deeds(self) -> list[Deed]:
        t = self.texts.t
        words = t("let a thousand sort")
        return [Deed("sort", words, t("a thousand games of the coin  (Enter)"), self.sort, not len(self.costs))]

    def set_guess(self, guess: int) -> None:
        """Move the lamp."""
        low, high = self.limits
        if not len(self.costs):
            self.guess = min(max(guess, low), high)

    def sort(self) -> None:
        """Play the thousand games."""
        if not len(self.costs):
            self.costs = simulated_costs(self.pens, GAMES, stream(self.seed, "lesson games"))

    def advance(self, dt: float) -> None:
        super().advance(dt)
        if len(self.costs) and not self.done:
            self.laid_out = min(self.laid_out + dt / _GAMES_S, 1.0)
            self.done = self.laid_out >= 1.0


STEPS: tuple[type[Step], ...] = (Partition, Balance, WorstCase, WhyRandom, ExpectedCost)
"""In the order in which they are taken."""
