"""How the row lies at the start: a registry of arrangements, and rows from a person's file or from real spirits.

The heights of a made row are 0 to n - 1; only `few-distinct` repeats values. Killer sequences are in `adversary`.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from seaspirits_game.core.arrays import F64, AnyArray
from seaspirits_game.core.errors import UserError

SIZE_RANGE = (2, 100_000)
"""Fewest and most elements of a row."""
FEW = 5
"""Distinct heights of `few-distinct`."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A way to lay out n heights."""

    name: str
    description: str
    make: Callable[[int, np.random.Generator], F64]
    """(n, generator) -> (n,)."""


def _shuffled(n: int, rng: np.random.Generator) -> F64:
    return rng.permutation(n).astype(np.float64)


def _sorted(n: int, rng: np.random.Generator) -> F64:
    return np.arange(n, dtype=np.float64)


def _reversed(n: int, rng: np.random.Generator) -> F64:
    return np.arange(n - 1, -1, -1, dtype=np.float64)


def _organ_pipe(n: int, rng: np.random.Generator) -> F64:
    ranks = np.arange(n, dtype=np.float64)
    return np.concatenate([ranks[::2], ranks[1::2][::-1]])


def _few_distinct(n: int, rng: np.random.Generator) -> F64:
    return rng.integers(0, FEW, n).astype(np.float64)


ARRANGEMENTS_BY_NAME: dict[str, Arrangement] = {
    arrangement.name: arrangement
    for arrangement in (
        Arrangement("random", "Every order equally likely.", _shuffled),
        Arrangement("sorted", "Already in order.", _sorted),
        Arrangement("reversed", "In falling order.", _reversed),
        Arrangement("organ-pipe", "Rising, then falling.", _organ_pipe),
        Arrangement("few-distinct", f"{FEW} heights, each many times: drowns two-way partition.", _few_distinct),
    )
}


def from_values(values: AnyArray, place: str) -> F64:
    """(n,) the row of these numbers (losses or coordinates of real spirits); `place` says whose they are in errors.

    Raises:
        UserError: not a vector, too short or too long, or not finite.
    """
    if values.ndim != 1:
        raise UserError(f"{place}: an array of shape {values.shape} is not a row of numbers")
    _check_size(len(values), place)
    row = values.astype(np.float64)
    bad = np.flatnonzero(~np.isfinite(row))
    if len(bad):
        raise UserError(f"{place}: value {int(bad[0])} is {row[bad[0]]}, not a finite number")
    return row


def read_values(path: Path) -> F64:
    """(n,) the numbers of a text file, separated by line ends, blanks, commas or semicolons.

    Raises:
        UserError: unreadable, not text, not a finite number (with its line), fewer than 2 or more than 100,000.
    """
    values: list[float] = []
    try:
        with path.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, 1):
                values.extend(_finite(word, path, number) for word in line.replace(",", " ").replace(";", " ").split())
                if len(values) > SIZE_RANGE[1]:
                    raise UserError(f"{path}, line {number}: more than {SIZE_RANGE[1]} numbers")
    except OSError as error:
        raise UserError(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise UserError(f"{path}: is not a text file of numbers") from error
    _check_size(len(values), str(path))
    return np.array(values, np.float64)


def _finite(word: str, path: Path, number: int) -> float:
    try:
        value = float(word)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise UserError(f"{path}, line {number}: {word[:40]!r} is not a finite number")
    return value


def _check_size(n: int, place: str) -> None:
    if not SIZE_RANGE[0] <= n <= SIZE_RANGE[1]:
        raise UserError(f"{place}: {n} numbers; a duel needs {SIZE_RANGE[0]} to {SIZE_RANGE[1]}")
