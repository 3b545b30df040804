"""Duels in the logbook: entries as values, and the statements that write and read them."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from seaspirits_game.core.arrays import F64
from seaspirits_game.core.errors import UserError
from seaspirits_game.quicksort.sorting import Step
from seaspirits_game.storage.database import all_or_nothing


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RoundEntry:
    """A round, with all that is needed to show it again."""

    number: int
    """From 0."""
    player: int
    """Comparisons."""
    rival: int
    """Comparisons."""
    score: float
    """The higher the better; for a duel the share of the coin's games that need more comparisons."""
    seconds: float
    values: F64
    """(n,) the row as it was."""
    player_steps: tuple[Step, ...]
    rival_steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DuelEntry:
    """A duel as it was played."""

    played_at: str
    """UTC, ISO 8601."""
    mode: str
    n: int
    murk: float
    clock: bool
    seed: int
    winner: int
    """1 the player, -1 the rival, 0 neither."""
    rounds: tuple[RoundEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BestScore:
    """The best round of a mode on n pens."""

    mode: str
    n: int
    score: float
    comparisons: int
    murk: float
    played_at: str


def add_duel(connection: sqlite3.Connection, entry: DuelEntry) -> int:
    """The number of the duel, once it, its rounds, and the best scores that it made are written: all or nothing."""
    with all_or_nothing(connection):
        cursor = connection.execute(
            "INSERT INTO duels (played_at, mode, n, murk, clock, seed, winner) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (entry.played_at, entry.mode, entry.n, entry.murk, int(entry.clock), entry.seed, entry.winner),
        )
        number = cursor.lastrowid
        assert number is not None
        for played in entry.rounds:
            connection.execute(
                "INSERT INTO rounds (duel, number, player, rival, score, seconds, replay) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (number, played.number, played.player, played.rival, played.score, played.seconds, _to_json(played)),
            )
            connection.execute(
                """
                INSERT INTO best_scores (mode, n, score, comparisons, murk, played_at, duel)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (mode, n) DO UPDATE SET
                    score = excluded.score, comparisons = excluded.comparisons, murk = excluded.murk,
                    played_at = excluded.played_at, duel = excluded.duel
                WHERE excluded.score > best_scores.score
                """,
                (entry.mode, entry.n, played.score, played.player, entry.murk, entry.played_at, number),
            )
    return number


def has_duel(connection: sqlite3.Connection, entry: DuelEntry) -> bool:
    """Whether the very same duel is there already."""
    found = connection.execute(
        "SELECT id FROM duels WHERE (played_at, mode, n, murk, clock, seed, winner) = (?, ?, ?, ?, ?, ?, ?)",
        (entry.played_at, entry.mode, entry.n, entry.murk, int(entry.clock), entry.seed, entry.winner),
    ).fetchone()
    return found is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a duel ended."""

    played_at: str
    """UTC, ISO 8601."""
    n: int
    winner: int
    """1 the player, -1 the rival, 0 neither."""
    score: float
    """Of the best round."""


def outcomes(connection: sqlite3.Connection, mode: str, since: str = "") -> list[Outcome]:
    """Duels of a mode, newest first, that were played at `since` (UTC, ISO 8601) or later."""
    rows = connection.execute(
        "SELECT played_at, n, winner, (SELECT max(score) FROM rounds WHERE duel = duels.id) "
        "FROM duels WHERE mode = ? AND played_at >= ? ORDER BY id DESC",
        (mode, since),
    )
    return [Outcome(played_at=at, n=n, winner=winner, score=score or 0.0) for at, n, winner, score in rows]


def best_scores(connection: sqlite3.Connection, mode: str | None = None) -> list[BestScore]:
    """The best score of each n, of one mode or of all, in order of mode and n."""
    rows = connection.execute(
        "SELECT mode, n, score, comparisons, murk, played_at FROM best_scores "
        "WHERE ? IS NULL OR mode = ? ORDER BY mode, n",
        (mode, mode),
    )
    return [
        BestScore(mode=name, n=n, score=score, comparisons=comparisons, murk=murk, played_at=played_at)
        for name, n, score, comparisons, murk, played_at in rows
    ]


def duel_numbers(connection: sqlite3.Connection, mode: str | None = None) -> list[int]:
    """Numbers of the duels, of one mode or of all, oldest first."""
    rows = connection.execute("SELECT id FROM duels WHERE ? IS NULL OR mode = ? ORDER BY id", (mode, mode))
    return [int(number) for (number,) in rows]


def duel(connection: sqlite3.Connection, number: int) -> DuelEntry:
    """The duel of that number, with its replays.

    Raises:
        UserError: there is none, or its replay cannot be read.
    """
    found = connection.execute(
        "SELECT played_at, mode, n, murk, clock, seed, winner FROM duels WHERE id = ?", (number,)
    ).fetchone()
    if found is None:
        raise UserError(f"duel {number}: the logbook has none of that number")
    played_at, mode, n, murk, clock, seed, winner = found
    rows = connection.execute(
        "SELECT number, player, rival, score, seconds, replay FROM rounds WHERE duel = ? ORDER BY number", (number,)
    )
    return DuelEntry(
        played_at=played_at,
        mode=mode,
        n=n,
        murk=murk,
        clock=bool(clock),
        seed=seed,
        winner=winner,
        rounds=tuple(_round(number, row) for row in rows),
    )


def player_steps(connection: sqlite3.Connection, rounds: int) -> list[Step]:
    """The player's steps in the newest `rounds` rounds: what the sea learns habits from."""
    rows = connection.execute("SELECT replay FROM rounds ORDER BY duel DESC, number DESC LIMIT ?", (rounds,))
    steps: list[Step] = []
    for (replay,) in rows:
        steps += _steps(json.loads(replay)["player"])
    return steps


def _round(duel_number: int, row: tuple[Any, ...]) -> RoundEntry:
    number, player, rival, score, seconds, replay = row
    try:
        parts = json.loads(replay)
        values = np.array(parts["values"], np.float64)
        steps = _steps(parts["player"]), _steps(parts["rival"])
    except (ValueError, TypeError, KeyError) as error:
        raise UserError(f"duel {duel_number}, round {number}: its replay cannot be read ({error})") from None
    return RoundEntry(
        number=number,
        player=player,
        rival=rival,
        score=score,
        seconds=seconds,
        values=values,
        player_steps=tuple(steps[0]),
        rival_steps=tuple(steps[1]),
    )


def _steps(rows: Iterable[Iterable[int]]) -> list[Step]:
    return [Step(*(int(number) for number in row)) for row in rows]


def _to_json(played: RoundEntry) -> str:
    parts = {
        "values": played.values.tolist(),
        "player": [list(step) for step in played.player_steps],
        "rival": [list(step) for step in played.rival_steps],
    }
    return json.dumps(parts, separators=(",", ":"), allow_nan=False)
