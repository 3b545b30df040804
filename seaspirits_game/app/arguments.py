"""Words from the command line, turned into values or into one clear line that names the option."""

import difflib
from collections.abc import Iterable
from pathlib import Path

from seaspirits_game.core.config import SEED_RANGE, TASK_NAMES, VoyageConfig
from seaspirits_game.core.errors import UserError

SMALLEST_SIZE, LARGEST_SIZE = (640, 480), (7680, 4320)
TABLE_SUFFIXES = (".csv", ".npz")
MOST_SEEDS = 10_000

_OPTIONS_BY_FIELD = {"learning rate": "--lr", "layers: width": "--layers"}


def whole(option: str, value: int, low: int, high: int) -> int:
    """`value`, when it lies from `low` to `high`.

    Raises:
        UserError: it does not; so do the functions below, each for its own reason.
    """
    if not low <= value <= high:
        raise UserError(f"{option}: {value} is not a whole number from {low} to {high}")
    return value


def real(option: str, value: float, low: float, high: float) -> float:
    """`value`, when it is finite and lies from `low` to `high`."""
    if not low <= value <= high:  # nan is not, either
        raise UserError(f"{option}: {value!r} is not a number from {low:g} to {high:g}")
    return value


def one_of(option: str, value: str, known: Iterable[str]) -> str:
    """`value`, when it is one of `known`; the line names the nearest.

    >>> one_of("--scene", "sea", ("title", "sea"))
    'sea'
    """
    names = tuple(known)
    if value not in names:
        raise UserError(f"{option}: {value!r} is not one of {', '.join(names)}{nearest(value, names)}")
    return value


def nearest(value: str, known: Iterable[str]) -> str:
    """A half-sentence that names the nearest of `known`, or nothing when none is near.

    >>> nearest("mons", ("moons", "blobs"))
    '; did you mean moons?'
    """
    close = difflib.get_close_matches(value, list(known), n=2)
    return f"; did you mean {' or '.join(close)}?" if close else ""


def size(
    option: str, text: str, low: tuple[int, int] = SMALLEST_SIZE, high: tuple[int, int] = LARGEST_SIZE
) -> tuple[int, int]:
    """Pixels of `WIDTHxHEIGHT`, each from `low` to `high`.

    >>> size("--size", "1280x720")
    (1280, 720)
    """
    words = text.lower().split("x")
    fits = len(words) == 2 and all(word.isascii() and word.isdigit() and len(word) <= 5 for word in words)
    if fits:
        width, height = int(words[0]), int(words[1])
        if low[0] <= width <= high[0] and low[1] <= height <= high[1]:
            return width, height
    raise UserError(
        f"{option}: {text!r} is not WIDTHxHEIGHT in pixels from {low[0]}x{low[1]} to {high[0]}x{high[1]}, as 1280x720"
    )


def target(option: str, path: Path | None) -> None:
    """Whether a file can be written at `path`, if there is one."""
    if path is None:
        return
    if path.is_dir():
        raise UserError(f"{option}: {str(path)!r} is a folder, not a file")
    if not path.parent.is_dir():
        raise UserError(f"{option}: there is no folder {str(path.parent)!r} for {path.name!r}")


def seeds(option: str, text: str, least: int = 1) -> tuple[int, ...]:
    """`A-B`, or a single seed: at least `least` of them, and at most `MOST_SEEDS`.

    >>> seeds("--seeds", "3-6")
    (3, 4, 5, 6)
    """
    low, dash, high = text.strip().partition("-")
    words = (low, high if dash else low)
    if not all(word.isascii() and word.isdigit() and len(word) <= 10 for word in words):
        raise UserError(f"{option}: {text!r} is not a range of seeds, as 0-9")
    first, last = int(words[0]), int(words[1])
    whole(option, first, *SEED_RANGE)
    whole(option, last, *SEED_RANGE)
    if not least <= last - first + 1 <= MOST_SEEDS:
        raise UserError(f"{option}: {text!r} is {max(last - first + 1, 0)} seeds; {least} to {MOST_SEEDS} are possible")
    return tuple(range(first, last + 1))


def several(option: str, text: str, known: Iterable[str]) -> tuple[str, ...]:
    """Names with commas between them, each one of `known` and none twice.

    >>> several("--tasks", "moons,digits", ("digits", "moons", "blobs"))
    ('moons', 'digits')
    """
    names = tuple(known)
    words = tuple(one_of(option, word.strip(), names) for word in text.split(","))
    for index, word in enumerate(words):
        if word in words[:index]:
            raise UserError(f"{option}: {word!r} is named twice")
    return words


def layers(option: str, text: str) -> tuple[int, ...]:
    """Widths with commas between them.

    >>> layers("--layers", "48,48,32")
    (48, 48, 32)
    """
    words = [word.strip() for word in text.split(",")]
    if not all(word.isascii() and word.isdigit() and len(word) <= 9 for word in words):
        raise UserError(f"{option}: {text!r} is not a list of whole numbers with commas, as 48,48,32")
    return tuple(int(word) for word in words)


def task(option: str, name: str) -> str:
    """The name of a task, or the path of a table that exists."""
    if name in TASK_NAMES:
        return name
    path = Path(name)
    if path.suffix.lower() not in TABLE_SUFFIXES:
        raise UserError(
            f"{option}: unknown task {name!r}; known are {', '.join(TASK_NAMES)}, or the path of a .csv or .npz table"
            f"{nearest(name, TASK_NAMES)}"
        )
    if not path.is_file():
        raise UserError(f"{option}: there is no file {name!r}")
    return name


def config(**fields: object) -> VoyageConfig:
    """A `VoyageConfig`; its refusals name the option instead of the field."""
    try:
        return VoyageConfig(**fields)  # type: ignore[arg-type]  # checked by the config itself
    except UserError as error:
        field = max((name for name in _OPTIONS_BY_FIELD if str(error).startswith(f"{name}: ")), key=len, default=None)
        if field is not None:
            raise UserError(_OPTIONS_BY_FIELD[field] + str(error).removeprefix(field)) from None
        raise UserError(f"--{error}") from None
