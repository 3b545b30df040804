"""The tables of the logbook, as the migrations that lead to them.

`PRAGMA user_version` is how many of them a file has seen. A migration is never changed once it was released: another
one is appended.
"""

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """
        CREATE TABLE duels (
            id INTEGER PRIMARY KEY,
            played_at TEXT NOT NULL,              -- UTC, ISO 8601
            mode TEXT NOT NULL,
            n INTEGER NOT NULL CHECK (n >= 2),
            murk REAL NOT NULL CHECK (murk >= 0),
            clock INTEGER NOT NULL CHECK (clock IN (0, 1)),
            seed INTEGER NOT NULL,
            winner INTEGER NOT NULL CHECK (winner IN (-1, 0, 1))
        ) STRICT
        """,
        """
        CREATE TABLE rounds (
            duel INTEGER NOT NULL REFERENCES duels (id) ON DELETE CASCADE,
            number INTEGER NOT NULL CHECK (number >= 0),
            player INTEGER NOT NULL CHECK (player >= 0),      -- comparisons
            rival INTEGER NOT NULL CHECK (rival >= 0),
            score REAL NOT NULL,
            seconds REAL NOT NULL CHECK (seconds >= 0),
            replay TEXT NOT NULL,                             -- JSON: values, player, rival
            PRIMARY KEY (duel, number)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE best_scores (
            mode TEXT NOT NULL,
            n INTEGER NOT NULL,
            score REAL NOT NULL,
            comparisons INTEGER NOT NULL,
            murk REAL NOT NULL,
            played_at TEXT NOT NULL,
            duel INTEGER REFERENCES duels (id) ON DELETE SET NULL,
            PRIMARY KEY (mode, n)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX duels_by_mode ON duels (mode, id)",
    ),
)
"""Statements of each migration, oldest first."""
