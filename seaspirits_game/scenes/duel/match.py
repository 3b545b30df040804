"""A match: what was agreed, whose row each round is, what came of it. Pure values; best of three."""

from dataclasses import dataclass, replace

import numpy as np

from seaspirits_game.core.arrays import F64
from seaspirits_game.core.streams import stream
from seaspirits_game.quicksort.distribution import CostLaw, LawShelf, three_way_law
from seaspirits_game.quicksort.duel import KILLER, RowOfRound, killer_row, row_maker
from seaspirits_game.quicksort.game import SortState, expected_remaining
from seaspirits_game.quicksort.partition import Scheme, three_way, two_way
from seaspirits_game.quicksort.rules import RULES_BY_NAME, PivotRule
from seaspirits_game.quicksort.sorting import Step

SIZES = (12, 48)
"""Fewest and most pens of a duel."""
MURKS = (0.0, 0.4)
"""Clearest and murkiest water: standard deviation of what is seen, as a share of the row's range."""
DEFAULT_SIZE, DEFAULT_MURK = 24, 0.2
ROUNDS = 3
_CLOCK_S_A_PEN = 2.5

RIVALS = ("random", "median3", "ninther", "introsort", "noisy-median", "true-median")
"""Rules that can be met; the first is the coin."""
FEW = "few-distinct"
ROWS = ("random", FEW, KILLER)
"""How the rows lie: shuffled, with few heights that many pens share, or built against the rival."""
Mode = str
"""`duel`, `habits`, `sea`; and for the logbook `kraken`, `lesson`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What is agreed before the first move. The same terms and the same moves make the same match."""

    n: int = DEFAULT_SIZE
    murk: float = DEFAULT_MURK
    clock: bool = False
    """Whether each round has its time, after which the coin plays on for the player."""
    seed: int = 0
    mode: Mode = "duel"
    note: str = ""
    """What the row is, when it is not simply shuffled."""
    rival_rule: str = RIVALS[0]
    row: str = ROWS[0]

    @property
    def clock_s(self) -> float:
        """Seconds of a round.

        >>> Terms(n=24).clock_s
        60.0
        """
        return _CLOCK_S_A_PEN * self.n

    @property
    def rival(self) -> PivotRule:
        """Whom the player meets."""
        return RULES_BY_NAME[self.rival_rule]

    @property
    def book_mode(self) -> str:
        """What the logbook calls this way to play."""
        return self.mode if self.row == ROWS[0] else f"{self.mode} {self.row}"

    @property
    def scheme(self) -> Scheme:
        """How segments are parted: three-way where many pens are equally high."""
        return three_way if self.row == FEW else two_way

    def law(self, shelf: LawShelf, values: F64) -> CostLaw:
        """What the coin's games on a round's row cost."""
        return three_way_law(values) if self.row == FEW else shelf.law(len(values))


@dataclass(frozen=True, slots=True, eq=False)
class RoundRecord:
    """A round that was played to its end."""

    number: int
    """From 0."""
    values: F64
    """(n,) the row as it was."""
    player_steps: tuple[Step, ...]
    rival_steps: tuple[Step, ...]
    seconds: float
    """How long the player took."""

    @property
    def player(self) -> int:
        """Comparisons."""
        return sum(step.comparisons for step in self.player_steps)

    @property
    def rival(self) -> int:
        """Comparisons."""
        return sum(step.comparisons for step in self.rival_steps)


@dataclass(frozen=True, slots=True, eq=False)
class Match:
    """Best of three rounds; never changed, `after` returns another."""

    terms: Terms
    row_of_round: RowOfRound
    rounds: tuple[RoundRecord, ...] = ()

    @property
    def player_wins(self) -> int:
        """Rounds in which the player needed fewer comparisons."""
        return sum(played.player < played.rival for played in self.rounds)

    @property
    def rival_wins(self) -> int:
        """Rounds in which the rival needed fewer."""
        return sum(played.rival < played.player for played in self.rounds)

    @property
    def over(self) -> bool:
        """Whether nothing can change any more: three rounds, or two won."""
        return len(self.rounds) == ROUNDS or max(self.player_wins, self.rival_wins) > ROUNDS // 2

    @property
    def winner(self) -> int:
        """1 the player, -1 the rival, 0 neither (yet). Where both won as many rounds, the fewer comparisons decide."""
        if not self.over:
            return 0
        by_rounds = self.player_wins - self.rival_wins
        by_cost = sum(played.rival for played in self.rounds) - sum(played.player for played in self.rounds)
        return int(np.sign(by_rounds or by_cost))

    def after(self, played: RoundRecord) -> "Match":
        """The match with one more round.

        Raises:
            ValueError: the match is over.
        """
        if self.over:
            raise ValueError("the match is over: no further round can be played")
        return replace(self, rounds=(*self.rounds, played))


def new_match(terms: Terms, row_of_round: RowOfRound | None = None) -> Match:
    """A match before its first round; rows are as the terms say unless others are given."""
    if row_of_round is not None:
        return Match(terms, row_of_round)
    if terms.row == KILLER:
        row = killer_row(RULES_BY_NAME["random"], terms.rival, terms.n)
        return Match(terms, lambda number: row)
    return Match(terms, row_maker(terms.row, terms.n, terms.seed))


def look_stream(terms: Terms, number: int, lo: int, hi: int) -> np.random.Generator:
    """The generator of a look at a segment in a round: the same whatever else was looked at."""
    return stream(terms.seed, f"duel look {number}", lo * (terms.n + 1) + hi)


def rival_stream(terms: Terms, number: int) -> np.random.Generator:
    """The rival's coin of a round, as in the headless duel."""
    return stream(terms.seed, "duel rival", number)


def clock_stream(terms: Terms, number: int) -> np.random.Generator:
    """The coin that plays on for a player whose time is up."""
    return stream(terms.seed, "duel clock", number)


def projected(state: SortState) -> float:
    """What a game will come to if the coin plays the rest: comparisons so far and those still expected."""
    return state.comparisons + expected_remaining(state)
