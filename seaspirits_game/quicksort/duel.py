"""A duel of two rules: the same row for both in every round, independent random streams, fewer comparisons win.

Round r of a seed is the same whatever other rounds are played: its row, the player's and the rival's draws each come
from a stream with its own name and the round's number.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from seaspirits_game.core.arrays import F64
from seaspirits_game.core.streams import stream
from seaspirits_game.quicksort.adversary import can_be_drowned, killer
from seaspirits_game.quicksort.inputs import ARRANGEMENTS_BY_NAME
from seaspirits_game.quicksort.rules import RULES_BY_NAME, PivotRule
from seaspirits_game.quicksort.sorting import OnStep, Step, haze_of, play_out, working_copy

KILLER = "killer"
"""Name of the input that is built against a rule."""
INPUT_NAMES = (*ARRANGEMENTS_BY_NAME, KILLER)
SIDES = ("player", "rival")

RowOfRound = Callable[[int], F64]
"""The row of each round, by its number from 0."""


@dataclass(frozen=True, slots=True)
class Round:
    """What one row cost either side, in comparisons."""

    number: int
    player: int
    rival: int


@dataclass(frozen=True, slots=True)
class DuelResult:
    """All rounds of a duel."""

    n: int
    player: PivotRule
    rival: PivotRule
    rounds: tuple[Round, ...]

    @property
    def player_wins(self) -> int:
        """Rounds in which the player needed fewer comparisons."""
        return sum(played.player < played.rival for played in self.rounds)

    @property
    def ties(self) -> int:
        """Rounds in which both needed as many."""
        return sum(played.player == played.rival for played in self.rounds)

    def to_record(self) -> dict[str, Any]:
        """JSON-ready: `n`, `rounds`, `player` and `rival` (`rule`, `comparisons`, `mean`), `player_wins`, `ties`."""
        return {
            "n": self.n,
            "rounds": len(self.rounds),
            "player": _side_record(self.player, [played.player for played in self.rounds]),
            "rival": _side_record(self.rival, [played.rival for played in self.rounds]),
            "player_wins": self.player_wins,
            "ties": self.ties,
        }


def row_maker(arrangement: str, n: int, seed: int) -> RowOfRound:
    """The rows of a named arrangement; those with chance in them are fresh every round.

    Raises:
        KeyError: no such arrangement (`killer` is not one: see `killer_row`).
    """
    make = ARRANGEMENTS_BY_NAME[arrangement].make
    return lambda number: make(n, stream(seed, "duel row", number))


def killer_target(player: PivotRule, rival: PivotRule) -> PivotRule:
    """The rule against which `killer` is built: the player's, else the rival's if only that can be drowned.

    Where neither can be drowned it is median3's killer, to show that it does no harm.
    """
    return next((rule for rule in (player, rival) if can_be_drowned(rule)), RULES_BY_NAME["median3"])


def killer_row(player: PivotRule, rival: PivotRule, n: int) -> F64:
    """(n,) the killer sequence of `killer_target`."""
    return killer(killer_target(player, rival), n)


def duel_rounds(
    row_of_round: RowOfRound,
    player: PivotRule,
    rival: PivotRule,
    *,
    seed: int,
    rounds: int,
    murk: float = 0.0,
    on_step: Callable[[int, str, Step], None] | None = None,
) -> Iterator[Round]:
    """The rounds of a duel, one after another; `on_step` hears of every step with its round and side.

    `murk` is the noise of rules that look through water, as a share of the row's range.
    """
    undrawn = np.random.default_rng(seed)  # for rules without chance: making a stream costs more than a short sort
    for number in range(rounds):
        values = row_of_round(number)
        haze = haze_of(values, murk)
        costs = [
            play_out(
                working_copy(values),
                rule,
                stream(seed, f"duel {side}", number) if rule.randomized else undrawn,
                haze=haze,
                on_step=_told_by(on_step, number, side),
            )
            for side, rule in zip(SIDES, (player, rival), strict=True)
        ]
        yield Round(number, *costs)


def transcript_record(number: int, side: str, step: Step) -> dict[str, Any]:
    """A transcript line: `round`, `side`, `lo`, `hi`, `pivot`, `spent`.

    hi - lo - 1 + spent is what the step cost. Where introsort's heap sorted the segment, `pivot` is null, `heap` is
    true, and no lines for parts of it follow.
    """
    line: dict[str, Any] = {
        "round": number,
        "side": side,
        "lo": step.lo,
        "hi": step.hi,
        "pivot": None if step.heap else step.pivot,
        "spent": step.spent,
    }
    return {**line, "heap": True} if step.heap else line


def _told_by(on_step: Callable[[int, str, Step], None] | None, number: int, side: str) -> OnStep | None:
    return None if on_step is None else lambda step: on_step(number, side, step)


def _side_record(rule: PivotRule, comparisons: list[int]) -> dict[str, Any]:
    return {"rule": rule.name, "comparisons": comparisons, "mean": sum(comparisons) / len(comparisons)}
