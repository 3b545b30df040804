"""Writing settings down: only what was changed is touched, what a person has written beside it stays."""

import re
from collections.abc import Mapping
from pathlib import Path

from seaspirits_game.core.errors import UserError
from seaspirits_game.core.files import replace_bytes
from seaspirits_game.core.toml import quoted

_HEADING = re.compile(r"\s*\[")


def keep(file: Path, changes: Mapping[str, object]) -> None:
    """Write `changes`, by the names of settings, into `file`; None takes a setting out. The file changes in one step.

    Raises:
        UserError: it cannot be written.
    """
    try:
        text = file.read_text(encoding="utf-8-sig") if file.exists() else ""
        replace_bytes(file, changed(text, changes).encode())
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise UserError(f"{file}: the settings cannot be written ({reason})") from None


def changed(text: str, changes: Mapping[str, object]) -> str:
    """The TOML `text` with other values for some settings; comments and the rest stay.

    >>> changed('# mine\\nglyphs = true  # signs\\n', {"glyphs": False, "volume": 0.5})
    '# mine\\nglyphs = false  # signs\\nvolume = 0.5\\n'
    """
    lines = text.splitlines()
    for name, value in changes.items():
        lines = _with_table(lines, name, value) if isinstance(value, Mapping) else _with_line(lines, name, value)
    return "\n".join(lines) + "\n" if lines else ""


def set_aside(file: Path) -> Path | None:
    """Where a damaged file lies from now on, beside the place where it lay; None where it cannot be moved."""
    number = 1
    while (aside := file.with_name(f"{file.stem}-damaged-{number:03d}{file.suffix}")).exists():
        number += 1
    try:
        file.rename(aside)
    except OSError:
        return None
    return aside


def written(value: object) -> str:
    """A value as TOML writes it.

    >>> written(True), written(0.5), written('a "b"'), written((800, 600))
    ('true', '0.5', '"a \\\\"b\\\\""', '"800x600"')
    """
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case (int() as width, int() as height):
            return f'"{width}x{height}"'
        case str():
            return quoted(value)
        case _:
            raise TypeError(f"{value!r} is no value of a setting")


def _with_line(lines: list[str], name: str, value: object) -> list[str]:
    pattern = re.compile(
        rf"""(\s*["']?{re.escape(name)}["']?\s*=\s*)("(?:[^"\\]|\\.)*"|'[^']*'|[^#]*?)(\s*(?:#.*)?)$"""
    )
    end = next((index for index, line in enumerate(lines) if _HEADING.match(line)), len(lines))
    for index in range(end):
        found = pattern.match(lines[index])
        if found is not None:
            rest = [] if value is None else [f"{found.group(1)}{written(value)}{found.group(3)}"]
            return [*lines[:index], *rest, *lines[index + 1 :]]
    if value is None:
        return lines
    while end > 0 and not lines[end - 1].strip() and end == len(lines):
        end -= 1
    gap = [""] if end < len(lines) and (end == 0 or lines[end - 1].strip()) else []
    return [*lines[:end], f"{name} = {written(value)}", *gap, *lines[end:]]


def _with_table(lines: list[str], name: str, table: Mapping[str, object]) -> list[str]:
    heading = re.compile(rf"""\s*\[\s*["']?{re.escape(name)}["']?\s*\]""")
    inline = re.compile(rf"""\s*["']?{re.escape(name)}["']?\s*=\s*\{{""")
    lines = [line for line in lines if not inline.match(line)]
    start = next((index for index, line in enumerate(lines) if heading.match(line)), None)
    if start is not None:
        end = next((index for index in range(start + 1, len(lines)) if _HEADING.match(lines[index])), len(lines))
        del lines[start:end]
    while lines and not lines[-1].strip():
        lines.pop()
    if table:
        lines += [*([""] if lines else []), f"[{name}]"]
        lines += [f"{written(key)} = {written(value)}" for key, value in sorted(table.items())]
    return lines
