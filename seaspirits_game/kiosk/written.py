"""The operator's TOML file: read into a `KioskConfig`, or into one line per mistake with the line it stands on."""

import difflib
import ipaddress
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from seaspirits_game.core import ranges
from seaspirits_game.core.config import TASK_NAMES
from seaspirits_game.core.errors import UserError
from seaspirits_game.core.toml import quoted
from seaspirits_game.kiosk import pin
from seaspirits_game.kiosk.config import CORNERS, LANGUAGES, KioskConfig, Span

QUALITIES = ("auto", "low", "medium", "high")
PALETTES = ("default", "deuteranopia", "protanopia", "tritanopia", "monochrome")
SIZES = ((640, 480), (7680, 4320))
MOST_BYTES = 1 << 20
"""Of the file; a larger one is none of ours."""
_MOST_KEYS, _MOST_SPANS = 5, 8
_NEVER = "never"

Check = Callable[[object], Any]
"""Takes what TOML gave; returns the value or raises UserError with what would be right."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong."""

    line: int
    text: str


class MistakesError(UserError):
    """All that is wrong in a file; `lines` has a line for each."""

    def __init__(self, path: Path, mistakes: list[Mistake]) -> None:
        self.lines = [f"{path}, line {one.line}: {one.text}" for one in sorted(mistakes, key=lambda one: one.line)]
        super().__init__("; ".join(self.lines))


def read(path: Path | None) -> KioskConfig:
    """The operator's settings; the defaults without a file.

    Raises:
        UserError: the file cannot be read.
        MistakesError: something in it is wrong; says all of it.
    """
    if path is None:
        return KioskConfig()
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UserError(f"--config: {str(path)!r} cannot be read ({error.strerror or error})") from None
    if len(content) > MOST_BYTES:
        raise UserError(f"--config: {str(path)!r} is larger than a megabyte: not a file of settings")
    return parse(content, path)


def parse(content: bytes, path: Path) -> KioskConfig:
    """`read` for a file's content.

    Raises:
        MistakesError: see `read`.
    """
    try:
        text = content.decode("utf-8-sig")
        document = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise MistakesError(path, [Mistake(line, "not UTF-8 text")]) from None
    except RecursionError:
        raise MistakesError(path, [Mistake(1, "not TOML (brackets within brackets without end)")]) from None
    except ValueError as error:  # TOMLDecodeError, or a number with more digits than Python reads
        raise MistakesError(path, [_syntax(text, str(error))]) from None
    config, mistakes = _settled(document, text)
    if mistakes:
        raise MistakesError(path, mistakes)
    return config


def told(config: KioskConfig) -> str:
    """The effective settings as TOML; what `parse` reads back as the same. A PIN is not told, only its hash."""
    blocks = []
    for table in fields(config):
        values = getattr(config, table.name)
        lines = [f"[{table.name}]"]
        for one in fields(values):
            value = getattr(values, one.name)
            lines.append(f"{one.name} = {_written(table.name, one.name, value)}")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def _settled(document: dict[str, Any], text: str) -> tuple[KioskConfig, list[Mistake]]:
    mistakes: list[Mistake] = []
    made: dict[str, Any] = {}
    types_by_table = {one.name: one.default_factory for one in fields(KioskConfig)}
    for table, entries in document.items():
        if table not in _CHECKS:
            known = ", ".join(f"[{name}]" for name in _CHECKS)
            mistakes.append(
                Mistake(line_of(text, table), f"{table}: unknown; known are {known}{_near(table, _CHECKS)}")
            )
        elif not isinstance(entries, dict):
            mistakes.append(Mistake(line_of(text, table), f"{table}: is a table, write [{table}]"))
    for table, checks in _CHECKS.items():
        entries = document.get(table, {})
        values: dict[str, Any] = {}
        for name, given in entries.items() if isinstance(entries, dict) else ():
            line, place = line_of(text, table, name), f"{table}.{name}"
            if name not in checks:
                known = ", ".join(checks)
                mistakes.append(Mistake(line, f"{place}: unknown; known are {known}{_near(name, checks)}"))
                continue
            try:
                values[name] = checks[name](given)
            except UserError as error:
                mistakes.append(Mistake(line, f"{place}: {_shown(given)} is not {error}"))
        factory: Any = types_by_table[table]
        made[table] = factory(**values)
    config = KioskConfig(**made)
    if config.languages.first not in config.languages.offered:
        line = line_of(text, "languages", "first" if "first" in document.get("languages", {}) else "offered")
        mistakes.append(Mistake(line, f"languages.first: {config.languages.first!r} is not among those offered"))
    return config, mistakes


def line_of(text: str, table: str, name: str | None = None) -> int:
    """The line of a well-formed TOML `text` on which `[table]`, or its key `name`, begins; tomllib does not tell."""
    key = r"""["']?{}["']?"""
    header = re.compile(rf"\s*\[\s*{key.format(re.escape(table))}\s*[\].]")
    any_header = re.compile(r"\s*\[\s*[\w\"'.\-\s]+\]\s*(#.*)?$")
    dotted = re.compile(rf"\s*{key.format(re.escape(table))}\s*[.=]")
    at_table, inside = 0, False
    for number, line in enumerate(text.splitlines(), start=1):
        if header.match(line):
            at_table, inside = at_table or number, True
        elif any_header.match(line):
            inside = False
        elif dotted.match(line) and not inside:
            at_table = at_table or number
            if name is not None and re.search(rf"[.{{,\s]\s*{key.format(re.escape(name))}\s*=", line):
                return number
        elif inside and name is not None and re.match(rf"\s*{key.format(re.escape(name))}\s*[.=]", line):
            return number
    return max(at_table, 1)


def _syntax(text: str, message: str) -> Mistake:
    found = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", message)
    if found is None:
        return Mistake(1, f"not TOML ({message})")
    line = int(found.group(1) or max(len(text.splitlines()), 1))
    return Mistake(line, f"not TOML ({message[: found.start()]})")


def _near(word: str, known: Any) -> str:
    close = difflib.get_close_matches(word, list(known), n=1)
    return f"; did you mean {close[0]}?" if close else ""


def _shown(given: object) -> str:
    text = " ".join(repr(given).split())
    return text if len(text) <= 60 else text[:57] + "..."


# how a value is checked


def _flag(given: object) -> bool:
    if not isinstance(given, bool):
        raise UserError("true or false")
    return given


def _real(low: float, high: float) -> Check:
    def check(given: object) -> float:
        if isinstance(given, bool) or not isinstance(given, int | float) or not low <= given <= high:
            raise UserError(f"a number from {low:g} to {high:g}")
        return float(given)

    return check


def _whole(low: int, high: int, besides: int | None = None) -> Check:
    def check(given: object) -> int:
        fits = isinstance(given, int) and not isinstance(given, bool) and (low <= given <= high or given == besides)
        if not fits:
            other = "" if besides is None else f", or {besides}"
            raise UserError(f"a whole number from {low} to {high}{other}")
        assert isinstance(given, int)
        return given

    return check


def _one_of(known: tuple[str, ...]) -> Check:
    def check(given: object) -> str:
        if not isinstance(given, str) or given not in known:
            near = _near(given, known) if isinstance(given, str) else ""
            raise UserError(f"one of {', '.join(known)}{near}")
        return given

    return check


def _task(given: object) -> str:
    if isinstance(given, str) and given in TASK_NAMES:
        return given
    raise UserError(f"one of {', '.join(TASK_NAMES)}{_near(given, TASK_NAMES) if isinstance(given, str) else ''}")


def _size(given: object) -> tuple[int, int]:
    if isinstance(given, str) and (found := re.fullmatch(r"([0-9]{3,4})x([0-9]{3,4})", given)):
        width, height = int(found[1]), int(found[2])
        # upright screens are as long as lying ones are wide
        if min(width, height) >= SIZES[0][1] and max(width, height) <= SIZES[1][0]:
            return width, height
    raise UserError("WIDTHxHEIGHT in pixels, each from 480 to 7680, as 1920x1080 or 1080x1920")


def _languages(given: object) -> tuple[str, ...]:
    fits = (
        isinstance(given, list) and given and all(one in LANGUAGES for one in given) and len(set(given)) == len(given)
    )
    if not fits:
        raise UserError(f"a list of some of {', '.join(LANGUAGES)}, none of them twice")
    assert isinstance(given, list)
    return tuple(given)


def _time(given: object) -> int:
    if isinstance(given, str) and (found := re.fullmatch(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", given)):
        return 60 * int(found[1]) + int(found[2])
    raise UserError('a time of day, as "03:30"')


def _nightly(given: object) -> int | None:
    try:
        return None if given == _NEVER else _time(given)
    except UserError:
        raise UserError(f'a time of day, as "03:30", or "{_NEVER}"') from None


def _spans(given: object) -> tuple[Span, ...]:
    wanted = UserError('a list of spans of the day, as ["20:00-09:00"]')
    if not isinstance(given, list) or len(given) > _MOST_SPANS:
        raise wanted
    spans = []
    for one in given:
        first, dash, last = one.partition("-") if isinstance(one, str) else ("", "", "")
        try:
            span = (_time(first.strip()), _time(last.strip()))
        except UserError:
            raise wanted from None
        if not dash or span[0] == span[1]:
            raise wanted
        spans.append(span)
    return tuple(spans)


def _chord(given: object) -> tuple[str, ...]:
    fits = isinstance(given, list) and all(isinstance(one, str) and 1 <= len(one) <= 20 for one in given)
    if not fits or len(given) == 1 or len(given) > _MOST_KEYS:  # type: ignore[arg-type]  # a list by then
        raise UserError('a list of 2 to 5 names of keys, as ["left ctrl", "left shift", "f10"], or an empty one')
    assert isinstance(given, list)
    return tuple(one.lower() for one in given)


def _pin(given: object) -> str:
    if isinstance(given, str) and (given == "" or pin.is_hash(given)):
        return given
    if isinstance(given, str) and pin.is_pin(given):
        return pin.hashed(given)
    raise UserError(f"4 to 8 figures in quotes, or a hash of them that begins with {pin.PREFIX}")


def _address(given: object) -> str:
    try:
        return str(ipaddress.ip_address(given if isinstance(given, str) else ""))
    except ValueError:
        raise UserError("an address of this machine, as 127.0.0.1") from None


def _folder(given: object) -> Path | None:
    if given == "":
        return None
    if isinstance(given, str) and "\0" not in given and Path(given).is_absolute():
        return Path(given)
    raise UserError('an absolute path, as "/var/lib/sea-of-spirits", or ""')


_CHECKS: dict[str, dict[str, Check]] = {
    "voyage": {"task": _task, "seed": _whole(*ranges.SEED_RANGE), "minutes": _real(1.0, 60.0)},
    "display": {
        "fullscreen": _flag,
        "size": lambda given: None if given == "" else _size(given),
        "economy": _flag,
        "quality": _one_of(QUALITIES),
        "palette": _one_of(PALETTES),
        "text_scale": _real(1.0, 1.6),
        "reduced_motion": _flag,
        "high_contrast": _flag,
    },
    "languages": {"offered": _languages, "first": _one_of(LANGUAGES)},
    "visits": {"still_there_after": _real(10.0, 600.0), "countdown": _real(5.0, 120.0)},
    "sound": {"volume": _real(0.0, 1.0), "quiet": _spans},
    "operator": {
        "chord": _chord,
        "corner": _one_of(CORNERS),
        "corner_seconds": lambda given: 0.0 if given == 0 and given is not False else _real(2.0, 30.0)(given),
        "pin": _pin,
    },
    "supervisor": {
        "hung_after": _real(1.0, 30.0),
        "start_within": _real(5.0, 600.0),
        "failures": _whole(2, 20),
        "healthy_after": _real(5.0, 3600.0),
        "safe_minutes": _real(1.0, 1440.0),
        "nightly": _nightly,
        "memory_mb": _whole(300, 64_000),
    },
    "health": {"address": _address, "port": _whole(1024, 65_535, besides=0)},
    "files": {"folder": _folder, "log_mb": _real(0.5, 200.0)},
}


# how a value is written


def _written(table: str, name: str, value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if name == "size":
        return '""' if value is None else '"{}x{}"'.format(*value)  # type: ignore[misc]  # a pair
    if name == "nightly":
        return f'"{_NEVER}"' if value is None else f'"{_clock(value)}"'  # type: ignore[arg-type]  # minutes
    if name == "quiet":
        return "[" + ", ".join(f'"{_clock(first)}-{_clock(last)}"' for first, last in value) + "]"  # type: ignore[attr-defined]
    if isinstance(value, tuple):
        return "[" + ", ".join(quoted(str(one)) for one in value) + "]"
    if isinstance(value, int | float):
        return repr(value)
    return '""' if value is None else quoted(str(value))


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
