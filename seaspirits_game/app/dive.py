"""The body of the command `dive`: a bot dives without a window, over seeds.

The trainer runs in this process, a judged snapshot at a time, so that the same dive, bot and seed end the same way.
"""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from seaspirits_game.app.arguments import one_of
from seaspirits_game.app.progress import progress
from seaspirits_game.core.commands import Command, RestoreCheckpoint, SaveCheckpoint
from seaspirits_game.core.config import Measures
from seaspirits_game.core.errors import UserError
from seaspirits_game.core.facts import Torn
from seaspirits_game.keeper.bots import BOTS, Bot
from seaspirits_game.keeper.dive import Dive, KrakenDuel
from seaspirits_game.keeper.state import (
    SAVE_EVERY,
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
from seaspirits_game.keeper.written import load_dives
from seaspirits_game.learning.session import Session
from seaspirits_game.learning.threads import limit_torch
from seaspirits_game.learning.trainer import Trainer
from seaspirits_game.link.inprocess import InProcessLink
from seaspirits_game.quicksort.duel import duel_rounds, row_maker
from seaspirits_game.quicksort.rules import rule_named

MOST_ROUNDS = 4
"""Times the budget that may be sailed in all, going back included."""


def run(*, name: str, bot: str | None, seeds: tuple[int, ...], as_json: bool) -> int:
    """0, after the bot dived with every seed and its results were printed.

    Raises:
        UserError: no such dive or bot, or a dive whose file is wrong.
    """
    limit_torch(1)
    dives = {dive.key: dive for dive in load_dives()}
    dive = dives[one_of("NAME", name, dives)]
    if bot is None:
        raise UserError(f"--bot: is missing; one of {', '.join(BOTS)}")
    make_bot = BOTS[one_of("--bot", bot, BOTS)]
    ends = []
    with progress("dives", len(seeds)) as show:
        for done, seed in enumerate(seeds, start=1):
            ends.append(dive_once(dive, make_bot, seed))
            show(done)
    record = to_record(dive, bot, ends)
    print(json.dumps(record) if as_json else _told(dive, record, ends))
    return 0


def to_record(dive: Dive, bot: str, ends: Sequence["Ended"]) -> dict[str, Any]:
    """JSON-ready: `dive`, `bot`, `seeds`, `wins`, `win_rate`, and for each seed its `stars` and `steps`."""
    wins = sum(end.won for end in ends)
    return {
        "dive": dive.key,
        "bot": bot,
        "seeds": [end.seed for end in ends],
        "wins": wins,
        "stars": [end.stars for end in ends],
        "steps": [end.step for end in ends],
        "win_rate": wins / len(ends),
    }


def _told(dive: Dive, record: dict[str, Any], ends: Sequence["Ended"]) -> str:
    lines = [f"{dive.title}: {record['bot']} wins {record['wins']} of {len(ends)}"]
    lines += [f"  seed {end.seed}: {'*' * end.stars or 'lost':4}  step {end.step:4}  {_why(end.state)}" for end in ends]
    return "\n".join(lines)


def _why(state: DiveState) -> str:
    """The reason in a few words, with the alarm and the moment that a lost dive offers."""
    if state.outcome is Outcome.WON:
        return f"light {state.light:.1f}"
    alarm = f", {state.alarm.alarm.value} at step {state.alarm.step}" if state.alarm else ""
    broken = f" {state.broken.quantity}" if state.broken else ""
    return f"{state.reason.value}{broken}{alarm}; worth another try from step {state.turning}"


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
