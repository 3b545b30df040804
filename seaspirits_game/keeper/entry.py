"""Asking a TOML file for what it must hold, key by key; each mistake becomes one line with file, line and key."""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from seaspirits_game.core.errors import UserError

Made = TypeVar("Made")


def read_toml(path: Path) -> "Entry":
    """The whole file as an entry.

    Raises:
        UserError: it cannot be read, or is not TOML; with the line.
    """
    try:
        text = path.read_text(encoding="utf-8")
        record = tomllib.loads(text)
    except OSError as error:
        raise UserError(f"{path}: cannot be read ({error.strerror or error})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError(f"{path}: is not TOML: {error}") from error
    return Entry(path, text.splitlines(), "", record)


class Entry:
    """A table of a file; what was not asked for by `done` is superfluous, most likely misspelt."""

    def __init__(self, path: Path, lines: list[str], place: str, record: Mapping[str, Any]) -> None:
        self.path = path
        self._lines = lines
        self._place = place
        """Such as `voyage` or `goals 2`, empty for the file itself."""
        self._record = record
        self._asked: set[str] = set()

    def has(self, key: str) -> bool:
        return key in self._record

    def get(self, key: str) -> Any:
        """The value as it stands there."""
        self._asked.add(key)
        if key not in self._record:
            raise self.wrong(key, "is missing")
        return self._record[key]

    def text(self, key: str, default: str | None = None) -> str:
        if default is not None and not self.has(key):
            return default
        value = self.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.unfit(key, value, "a text")
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        values = self.get(key)
        if not isinstance(values, list) or not all(isinstance(value, str) and value.strip() for value in values):
            raise self.unfit(key, values, "a list of texts")
        return tuple(value.strip() for value in values)

    def whole(self, key: str, low: int, high: int, default: int | None = None) -> int:
        if default is not None and not self.has(key):
            return default
        value = self.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise self.unfit(key, value, f"a whole number from {low} to {high}")
        return value

    def real(self, key: str, low: float, high: float, default: float | None = None) -> float:
        if default is not None and not self.has(key):
            return default
        value = self.get(key)
        fits = isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high
        if not fits:
            raise self.unfit(key, value, f"a number from {low:g} to {high:g}")
        return float(value)

    def flag(self, key: str) -> bool:
        value = self.get(key) if self.has(key) else False
        if not isinstance(value, bool):
            raise self.unfit(key, value, "true or false")
        return value

    def one_of(self, key: str, known: Iterable[str], default: str | None = None) -> str:
        value = self.text(key, default)
        names = tuple(known)
        if value not in names and value != default:
            raise self.unfit(key, value, f"one of {', '.join(names)}")
        return value

    def table(self, key: str) -> "Entry":
        """An entry for the table `[key]`; an empty one where there is none."""
        value = self.get(key) if self.has(key) else {}
        if not isinstance(value, dict):
            raise self.unfit(key, value, f"a table [{key}]")
        return Entry(self.path, self._lines, key, value)

    def tables(self, key: str) -> tuple["Entry", ...]:
        """An entry for each table `[[key]]`."""
        values = self.get(key) if self.has(key) else []
        if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
            raise self.unfit(key, values, f"tables [[{key}]]")
        place = f"{self._place}.{key}" if self._place else key
        return tuple(
            Entry(self.path, self._lines, f"{place} {number}", value) for number, value in enumerate(values, start=1)
        )

    def rest(self) -> dict[str, Any]:
        """All that nobody has asked for yet; counts as asked for."""
        left = {key: value for key, value in self._record.items() if key not in self._asked}
        self._asked |= set(left)
        return left

    def done(self) -> None:
        """Nothing else may stand there."""
        for key in self._record:
            if key not in self._asked:
                raise self.wrong(key, "is no such setting")

    def unfit(self, key: str, value: object, right: str) -> UserError:
        told = repr(value)
        return self.wrong(key, f"{told if len(told) <= 40 else told[:39] + '…'} is not {right}")

    def wrong(self, key: str, what: str) -> UserError:
        """The one line for a mistake at `key`."""
        number = self._line_of(key)
        where = f"{self.path}, line {number}" if number else str(self.path)
        return UserError(f"{where}: {self._place + ': ' if self._place else ''}{key} {what}")

    def _line_of(self, key: str) -> int:
        """The number of the line on which `key` stands, else of the table's heading, else 0; a plain search."""
        start = self._heading()
        if start is None:
            return 0
        for number, line in enumerate(self._lines[start:], start=start + 1):
            if line.startswith("[") and number > start:
                break
            if line.split("=")[0].strip() == key:
                return number
        return start

    def _heading(self) -> int | None:
        """How many lines come before the table's own; None where it cannot be told."""
        if not self._place:
            return 0
        name, _, count = self._place.partition(" ")
        heading, wanted = (f"[[{name}]]", int(count)) if count.isdigit() else (f"[{name}]", 1)
        found = [number for number, line in enumerate(self._lines, start=1) if line.strip() == heading]
        return found[wanted - 1] if len(found) >= wanted else None
