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
    (
        """
        CREATE TABLE voyages (
            id INTEGER PRIMARY KEY,
            begun_at TEXT NOT NULL,               -- UTC, ISO 8601
            task TEXT NOT NULL,
            seed INTEGER NOT NULL,
            settings TEXT NOT NULL,               -- JSON: the settings of a voyage
            commands TEXT NOT NULL,               -- JSON: [[step, command], ...]
            steps INTEGER NOT NULL CHECK (steps >= 0),
            ended TEXT NOT NULL,                  -- complete, interrupted, torn
            val_accuracy REAL,                    -- at the last step; NULL when there is none
            UNIQUE (begun_at, task, seed)
        ) STRICT
        """,
        """
        CREATE TABLE branches (
            voyage INTEGER NOT NULL REFERENCES voyages (id) ON DELETE CASCADE,
            number INTEGER NOT NULL CHECK (number >= 0),
            parent INTEGER CHECK (parent < number),   -- NULL for the first
            forked_at INTEGER NOT NULL CHECK (forked_at >= 0),
            last_step INTEGER NOT NULL CHECK (last_step >= forked_at),
            PRIMARY KEY (voyage, number)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE dives (
            id INTEGER PRIMARY KEY,
            played_at TEXT NOT NULL,
            name TEXT NOT NULL,
            seed INTEGER NOT NULL,
            won INTEGER NOT NULL CHECK (won IN (0, 1)),
            stars INTEGER NOT NULL CHECK (stars BETWEEN 0 AND 3),
            steps INTEGER NOT NULL CHECK (steps >= 0),
            light REAL NOT NULL,
            seconds REAL NOT NULL CHECK (seconds >= 0),
            voyage INTEGER REFERENCES voyages (id) ON DELETE SET NULL,
            UNIQUE (played_at, name, seed)
        ) STRICT
        """,
        """
        CREATE TABLE stars (
            dive TEXT PRIMARY KEY,
            stars INTEGER NOT NULL CHECK (stars BETWEEN 0 AND 3),
            reached_at TEXT NOT NULL,
            played INTEGER NOT NULL CHECK (played >= 1)   -- how often
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE lessons (
            name TEXT PRIMARY KEY,
            completed_at TEXT NOT NULL,           -- for the first time
            times INTEGER NOT NULL CHECK (times >= 1)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE settings (
            name TEXT PRIMARY KEY,
            value TEXT NOT NULL,                  -- JSON
            changed_at TEXT NOT NULL
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX dives_by_name ON dives (name, id)",
    ),
)
"""Statements of each migration, oldest first."""
