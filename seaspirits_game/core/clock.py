"""What the clock on the wall says, where it is written down; nothing is timed by it."""

from datetime import UTC, datetime


def now_utc() -> str:
    """The time of the world, to the second, as ISO 8601 writes it."""
    return datetime.now(UTC).isoformat(timespec="seconds")
