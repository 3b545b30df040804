"""A file of commands: a JSON list, or a JSON object a line, each `{"step": n, "command": name, ...}`."""

import json
from collections.abc import Iterator
from pathlib import Path

from seaspirits_game.core.commands import Command
from seaspirits_game.core.errors import UserError
from seaspirits_game.voyage.record import command_of, out_of_order

_BLANK = " \t\r\n"


def read_commands(path: Path, last_step: int) -> tuple[tuple[int, Command], ...]:
    """The commands in order, each with the step before which it is applied.

    Raises:
        UserError: the file cannot be read, is not JSON, or a command is wrong, beyond `last_step` or out of order;
            names file and line.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UserError(f"--commands: {str(path)!r} cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise UserError(f"{path}: not UTF-8 text (byte {error.start + 1})") from error
    lines, commands = [], []
    for line, entry in _entries(path, text):
        try:
            step, command = command_of(entry)
        except UserError as error:
            raise UserError(f"{path}, line {line}: {error}") from error
        if step > last_step:
            raise UserError(f"{path}, line {line}: step {step} lies beyond the last step, {last_step}")
        lines.append(line)
        commands.append((step, command))
    wrong = out_of_order(commands)
    if wrong is not None:
        before, step = commands[wrong - 1][0], commands[wrong][0]
        raise UserError(f"{path}, line {lines[wrong]}: step {step} after step {before}; steps must not decrease")
    return tuple(commands)


def _entries(path: Path, text: str) -> Iterator[tuple[int, object]]:
    """(line, entry), lines counted from 1."""
    try:
        if text.lstrip(_BLANK).startswith("["):
            json.loads(text)  # finds what is wrong; from here on the list is known to be well-formed
            yield from _elements(text)
            return
        for line, content in enumerate(text.split("\n"), start=1):
            if content.strip(_BLANK):
                try:
                    yield line, json.loads(content)
                except json.JSONDecodeError as error:
                    raise UserError(f"{path}, line {line}: not JSON ({error.msg})") from error
    except json.JSONDecodeError as error:
        raise UserError(f"{path}, line {error.lineno}: not JSON ({error.msg})") from error
    except (RecursionError, ValueError) as error:
        raise UserError(f"{path}: not a list of commands") from error


def _elements(text: str) -> Iterator[tuple[int, object]]:
    decoder = json.JSONDecoder()
    at = text.index("[") + 1
    while True:
        while text[at] in _BLANK + ",":
            at += 1
        if text[at] == "]":
            return
        line = text.count("\n", 0, at) + 1
        entry, at = decoder.raw_decode(text, at)
        yield line, entry
