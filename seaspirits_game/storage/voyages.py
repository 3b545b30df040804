"""Voyages in the logbook, with the branches that rewinding left."""

import json
import sqlite3
from dataclasses import dataclass

from seaspirits_game.core.commands import Command, from_record, to_record
from seaspirits_game.core.config import VoyageConfig
from seaspirits_game.core.errors import UserError
from seaspirits_game.storage.database import all_or_nothing

ENDS = ("complete", "interrupted", "torn")


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchEntry:
    """One branch of a voyage."""

    number: int
    """From 0; larger than that of its parent."""
    parent: int | None
    forked_at: int
    """Step at which it left its parent; 0 for the first."""
    last_step: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VoyageEntry:
    """A voyage as it was sailed."""

    begun_at: str
    """UTC, ISO 8601."""
    config: VoyageConfig
    commands: tuple[tuple[int, Command], ...] = ()
    """Each with the step before which it was applied."""
    steps: int
    ended: str
    """One of `ENDS`."""
    val_accuracy: float | None
    """At the last step; None when nothing was measured."""
    branches: tuple[BranchEntry, ...] = ()


def add_voyage(connection: sqlite3.Connection, entry: VoyageEntry) -> int:
    """The number of the voyage, once it and its branches are written: all or nothing.

    One that was begun at the same time with the same task and seed is replaced: it is the same one, further on.

    Raises:
        ValueError: it did not end in one of `ENDS`.
    """
    if entry.ended not in ENDS:
        raise ValueError(f"a voyage ended {entry.ended!r}, not in one of {', '.join(ENDS)}")
    commands = [[step, to_record(command)] for step, command in entry.commands]
    settings = json.dumps(entry.config.to_record(), separators=(",", ":"), allow_nan=False)
    told = json.dumps(commands, separators=(",", ":"), allow_nan=False)
    with all_or_nothing(connection):
        (number,) = connection.execute(
            """
            INSERT INTO voyages (begun_at, task, seed, settings, commands, steps, ended, val_accuracy)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (begun_at, task, seed) DO UPDATE SET
                settings = excluded.settings, commands = excluded.commands, steps = excluded.steps,
                ended = excluded.ended, val_accuracy = excluded.val_accuracy
            RETURNING id
            """,
            (
                entry.begun_at,
                entry.config.task,
                entry.config.seed,
                settings,
                told,
                entry.steps,
                entry.ended,
                entry.val_accuracy,
            ),
        ).fetchone()
        connection.execute("DELETE FROM branches WHERE voyage = ?", (number,))
        connection.executemany(
            "INSERT INTO branches (voyage, number, parent, forked_at, last_step) VALUES (?, ?, ?, ?, ?)",
            [(number, branch.number, branch.parent, branch.forked_at, branch.last_step) for branch in entry.branches],
        )
    return int(number)


def voyage_numbers(connection: sqlite3.Connection) -> list[int]:
    """Numbers of the voyages, oldest first."""
    return [int(number) for (number,) in connection.execute("SELECT id FROM voyages ORDER BY id")]


def voyage(connection: sqlite3.Connection, number: int) -> VoyageEntry:
    """The voyage of that number, with its branches.

    Raises:
        UserError: there is none, or it cannot be read.
    """
    found = connection.execute(
        "SELECT begun_at, settings, commands, steps, ended, val_accuracy FROM voyages WHERE id = ?", (number,)
    ).fetchone()
    if found is None:
        raise UserError(f"voyage {number}: the logbook has none of that number")
    begun_at, settings, commands, steps, ended, accuracy = found
    branches = connection.execute(
        "SELECT number, parent, forked_at, last_step FROM branches WHERE voyage = ? ORDER BY number", (number,)
    )
    try:
        record = json.loads(settings)
        if not isinstance(record, dict):
            raise TypeError("settings are no object")
        return VoyageEntry(
            begun_at=begun_at,
            config=VoyageConfig.from_record(record),
            commands=tuple((int(step), from_record(record)) for step, record in json.loads(commands)),
            steps=steps,
            ended=ended,
            val_accuracy=accuracy,
            branches=tuple(
                BranchEntry(number=branch, parent=parent, forked_at=forked_at, last_step=last_step)
                for branch, parent, forked_at, last_step in branches
            ),
        )
    except (ValueError, TypeError, AttributeError, RecursionError, UserError) as error:
        raise UserError(f"voyage {number}: cannot be read ({error})") from None
