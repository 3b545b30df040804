"""The body of the command `dive`: bots dive without a window, over seeds, and the table of all dives is kept.

The trainer runs in this process, a judged snapshot at a time, so that the same dive, bot and seed end the same way.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from seaspirits_game.core.commands import Command, RestoreCheckpoint, SaveCheckpoint
from seaspirits_game.core.config import Measures
from seaspirits_game.core.facts import Torn
from seaspirits_game.keeper.bots import Bot
from seaspirits_game.keeper.dive import Dive, KrakenDuel
from seaspirits_game.keeper.state import (
    DiveState,
    Outcome,
    advance,
    attended,
    begin,
    duel_ended,
    paid,
    refusal,
    torn,
)
from seaspirits_game.learning.session import Session
from seaspirits_game.learning.trainer import Trainer
from seaspirits_game.link.inprocess import InProcessLink
from seaspirits_game.quicksort.duel import duel_rounds, row_maker
from seaspirits_game.quicksort.rules import rule_named

SAVE_EVERY = 4
"""Judged snapshots between two checkpoints: where a torn sea goes back to."""
MOST_ROUNDS = 4
"""Times the budget that may be sailed in all, going back included."""


@dataclass(frozen=True, slots=True)
class Ended:
    """One dive of one bot."""

    seed: int
    won: bool
    stars: int
    step: int
    """Of the last judged snapshot."""
    state: DiveState


def dive_once(dive: Dive, make_bot: Callable[[int], Bot], seed: int) -> Ended:
    """How a fresh bot fares with `seed`; the same every time."""
    return _Run(dive, make_bot(seed), seed).to_its_end()


class _Run:
    def __init__(self, dive: Dive, bot: Bot, seed: int) -> None:
        self._bot = bot
        self._state = begin(dive, seed)
        config = dive.config(seed)
        self._link = InProcessLink(
            lambda outlet: Session(
                config,
                Trainer(config, Measures.CHEAP),
                None,
                outlet,
                clock=time.monotonic,
                every=dive.every,
                save_seconds=None,
            )
        )

    def to_its_end(self) -> Ended:
        link, dive = self._link, self._state.dive
        self._attend()
        looks = 0
        while self._state.outcome is Outcome.UNDER_WAY and looks <= MOST_ROUNDS * dive.steps / dive.every:
            looks += 1
            self._look()
            if looks % SAVE_EVERY == 0:
                link.send(SaveCheckpoint())
            link.advance(dive.every - link.step_index % dive.every)
        link.close()
        state = self._state
        return Ended(state.seed, state.outcome is Outcome.WON, state.stars, max(0, state.step), state)

    def _look(self) -> None:
        """Judge what is there, do what the sea does, then what the bot decides."""
        for fact in self._link.facts():
            if isinstance(fact, Torn):
                self._state = torn(self._state, fact)
                self._link.send(RestoreCheckpoint())
        snapshot = self._link.latest()
        assert snapshot is not None
        before = self._state
        self._state = advance(before, snapshot)
        self._attend()
        if self._state is before or self._state.outcome is not Outcome.UNDER_WAY:
            return
        for command in self._bot.decide(self._state, snapshot):
            if not refusal(self._state, command):
                self._state = paid(self._state, command)
                self._send(command)

    def _attend(self) -> None:
        while self._state.due or self._state.duel:
            for command in self._state.due:
                self._send(command)
            self._state = attended(self._state)
            if self._state.duel:
                won = fought(self._state.duel, self._bot.pivots, self._state.seed, self._state.duels_called)
                self._state = duel_ended(self._state, won)

    def _send(self, command: Command) -> None:
        self._link.send(command)


def fought(duel: KrakenDuel, pivots: str, seed: int, number: int) -> bool:
    """Whether the rule `pivots` needs fewer comparisons than the Kraken's; one that does not answer loses."""
    if not pivots:
        return False
    rules = rule_named(pivots), rule_named(duel.rival)
    rows = row_maker("random", duel.n, seed)
    played = next(
        iter(duel_rounds(lambda _: rows(number), *rules, seed=seed + 1000 * number, rounds=1, murk=duel.murk))
    )
    return played.player < played.rival
