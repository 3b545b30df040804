"""What typer finds wrong with a command line, told in one line that names the option or the command."""

from typing import Any, Protocol, runtime_checkable

from seaspirits_game.app import arguments


@runtime_checkable
class Usage(Protocol):
    """typer's complaints: they are click's, of which newer versions carry a private copy."""

    @property
    def ctx(self) -> Any: ...

    def format_message(self) -> str: ...


def told(error: Usage, words: list[str]) -> str:
    """One line that names the option or command of `words` that is wrong, and the nearest that exists."""
    message = error.format_message()
    command: Any = getattr(error.ctx, "command", None)
    option = getattr(error, "option_name", None)
    parameter = getattr(error, "param", None)
    if option and message.startswith("No such option"):
        known = sorted({name for each in command.params for name in each.opts if name.startswith("--")} | {"--help"})
        near = arguments.nearest(option, known)
        return f"{option}: there is no such option of {error.ctx.info_name}{near or '; see --help'}"
    if message.startswith("No such command"):
        word = message.split("'")[1] if "'" in message else message
        names = list(command.commands)
        return f"{word!r}: there is no such command; known are {', '.join(names)}{arguments.nearest(word, names)}"
    if message.startswith("Missing argument"):
        word = message.split("'")[1] if "'" in message else message
        return f"{word}: is missing; {error.ctx.info_name} needs it"
    if message.startswith("Missing option"):
        return f"{parameter.opts[0]}: is missing; {error.ctx.info_name} needs it" if parameter else message
    if parameter is not None:
        kind = "a whole number" if "valid int" in message else "a number"  # all other values are checked by ourselves
        return f"{parameter.opts[0]}: {_given(parameter.opts, words)!r} is not {kind}"
    if option and "argument" in message:
        return f"{option}: needs a value; see --help"
    return message


def _given(names: list[str], words: list[str]) -> str:
    """The value that the last of `names` among `words` was given."""
    for index in range(len(words) - 1, -1, -1):
        name, equals, value = words[index].partition("=")
        if name in names:
            return value if equals else " ".join(words[index + 1 : index + 2])
    return ""
