"""Dives and their stars, lessons, and what a person has set, in the logbook."""

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from seaspirits_game.core.errors import UserError
from seaspirits_game.storage.database import all_or_nothing

MOST_STARS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class DiveEntry:
    """A dive as it was played."""

    played_at: str
    """UTC, ISO 8601."""
    name: str
    seed: int
    won: bool
    stars: int
    """0 to 3."""
    steps: int
    light: float
    """What was left."""
    seconds: float
    voyage: int | None = None
    """Number of its voyage in this logbook."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StarEntry:
    """The best of all plays of a dive."""

    dive: str
    stars: int
    reached_at: str
    played: int
    """How often it was played."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonEntry:
    """A lesson that was completed."""

    name: str
    completed_at: str
    """For the first time; UTC, ISO 8601."""
    times: int = 1


def add_dive(connection: sqlite3.Connection, entry: DiveEntry) -> int:
    """The number of the dive, once it and the stars that it won are written: all or nothing."""
    with all_or_nothing(connection):
        cursor = connection.execute(
            "INSERT INTO dives (played_at, name, seed, won, stars, steps, light, seconds, voyage) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                entry.played_at,
                entry.name,
                entry.seed,
                int(entry.won),
                entry.stars,
                entry.steps,
                entry.light,
                entry.seconds,
                entry.voyage,
            ),
        )
        number = cursor.lastrowid
        assert number is not None
        connection.execute(
            """
            INSERT INTO stars (dive, stars, reached_at, played) VALUES (?, ?, ?, 1)
            ON CONFLICT (dive) DO UPDATE SET
                played = stars.played + 1,
                reached_at = CASE WHEN excluded.stars > stars.stars THEN excluded.reached_at ELSE stars.reached_at END,
                stars = max(stars.stars, excluded.stars)
            """,
            (entry.name, entry.stars, entry.played_at),
        )
    return number


def dives(connection: sqlite3.Connection, name: str | None = None) -> list[DiveEntry]:
    """Dives, of one name or all, oldest first."""
    rows = connection.execute(
        "SELECT played_at, name, seed, won, stars, steps, light, seconds, voyage FROM dives "
        "WHERE ? IS NULL OR name = ? ORDER BY id",
        (name, name),
    )
    return [
        DiveEntry(
            played_at=at,
            name=dive,
            seed=seed,
            won=bool(won),
            stars=stars,
            steps=steps,
            light=light,
            seconds=seconds,
            voyage=voyage,
        )
        for at, dive, seed, won, stars, steps, light, seconds, voyage in rows
    ]


def best_stars(connection: sqlite3.Connection) -> list[StarEntry]:
    """The stars of each dive that was ever played, by name."""
    rows = connection.execute("SELECT dive, stars, reached_at, played FROM stars ORDER BY dive")
    return [StarEntry(dive=dive, stars=stars, reached_at=at, played=played) for dive, stars, at, played in rows]


def add_lesson(connection: sqlite3.Connection, entry: LessonEntry) -> None:
    """Note that a lesson was completed, `entry.times` times more."""
    with all_or_nothing(connection):
        connection.execute(
            """
            INSERT INTO lessons (name, completed_at, times) VALUES (?, ?, ?)
            ON CONFLICT (name) DO UPDATE SET
                times = lessons.times + excluded.times,
                completed_at = min(lessons.completed_at, excluded.completed_at)
            """,
            (entry.name, entry.completed_at, entry.times),
        )


def lessons(connection: sqlite3.Connection) -> list[LessonEntry]:
    """Lessons that were completed, by name."""
    rows = connection.execute("SELECT name, completed_at, times FROM lessons ORDER BY name")
    return [LessonEntry(name=name, completed_at=at, times=times) for name, at, times in rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingEntry:
    """A thing that a person has set."""

    name: str
    value: Any
    """Whatever JSON can say."""
    changed_at: str
    """UTC, ISO 8601."""


def put_setting(connection: sqlite3.Connection, entry: SettingEntry) -> None:
    """Remember what a person has set; the later one counts.

    Raises:
        ValueError: JSON cannot say it.
    """
    with all_or_nothing(connection):
        connection.execute(
            """
            INSERT INTO settings (name, value, changed_at) VALUES (?, ?, ?)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at
            WHERE excluded.changed_at >= settings.changed_at
            """,
            (entry.name, json.dumps(entry.value, allow_nan=False), entry.changed_at),
        )


def settings(connection: sqlite3.Connection) -> list[SettingEntry]:
    """All that was set, by name.

    Raises:
        UserError: a value cannot be read.
    """
    rows = connection.execute("SELECT name, value, changed_at FROM settings ORDER BY name").fetchall()
    try:
        return [SettingEntry(name=name, value=json.loads(value), changed_at=at) for name, value, at in rows]
    except (ValueError, RecursionError) as error:
        raise UserError(f"settings: cannot be read ({error})") from None
