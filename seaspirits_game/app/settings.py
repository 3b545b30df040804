"""What a person has settled for good, in a file; the environment overrules the file, an option overrules both.

The file is flat TOML (`palette = "tritanopia"`). What is wrong in it is told and left out: a slip of the pen from last
month must not keep the window shut. The environment and options are meant now, so there a wrong value is refused.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal, get_args

from seaspirits_game.app import arguments
from seaspirits_game.app.settings_file import set_aside
from seaspirits_game.core.errors import UserError
from seaspirits_game.core.paths import assets
from seaspirits_game.render.painter import Quality
from seaspirits_game.render.palette import PALETTES_BY_NAME
from seaspirits_game.scenes.keys import ACTIONS_BY_NAME, BUTTONS_BY_DEED, FIXED, KeyMap
from seaspirits_game.scenes.preferences import Preferences
from seaspirits_game.texts.catalogue import languages

QUALITIES: tuple[str, ...] = ("auto", *get_args(Quality))
TEXT_SCALE_RANGE = (0.8, 2.0)
MOST_THREADS = 256
MOST_DISPLAYS, MOST_BUTTONS = 15, 63
ENVIRONMENT_PREFIX = "SEASPIRITS_"

_WORDS_FOR_YES, _WORDS_FOR_NO = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Values that were checked; the keys of the file are these names."""

    size: tuple[int, int] | None = None
    """Pixels; None takes a comfortable share of the desktop."""
    fullscreen: bool = False
    still_water: bool = False
    reduced_motion: bool = False
    palette: str = "default"
    glyphs: bool = False
    text_scale: float = 1.0
    quality: Quality | Literal["auto"] = "auto"
    threads: int = 1
    """Threads of the trainer."""
    display: int = 0
    """Number of the display that the window opens on."""
    high_contrast: bool = False
    volume: float = 0.6
    muted: bool = False
    captions: bool = False
    speech: bool = False
    language: str = "en"
    guided: bool = False
    """Whether the first voyage's guide has been followed, or sent away."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Keys by the names of actions, where a person has moved them."""
    buttons: Mapping[str, int] = field(default_factory=dict)
    """A gamepad's buttons by the names of their deeds, where a person has moved them."""

    def preferences(self) -> Preferences:
        """What of it scenes need to know."""
        own = {one.name for one in fields(Preferences)} & {one.name for one in fields(Settings)} - {"keys"}
        return Preferences(**{name: getattr(self, name) for name in own}, keys=KeyMap(self.keys, self.buttons))


@dataclass(frozen=True, slots=True)
class _Kind:
    """How a setting is written in TOML, and how such a value is checked; `check` takes its place and the value."""

    written: type
    check: Callable[[str, Any], Any]


def _as_it_is(place: str, value: bool) -> bool:
    return value


def _language(place: str, value: str) -> str:
    return arguments.one_of(place, value, languages(assets() / "locales"))


def _keys(place: str, value: Mapping[str, Any]) -> Mapping[str, str]:
    keys = {arguments.one_of(place, name, ACTIONS_BY_NAME): key for name, key in value.items()}
    for name, key in keys.items():
        if not isinstance(key, str) or not key or key in FIXED:
            raise UserError(f"{place}.{name}: {key!r} is not the name of a key that can be moved")
    return keys


def _buttons(place: str, value: Mapping[str, Any]) -> Mapping[str, int]:
    buttons = {arguments.one_of(place, name, BUTTONS_BY_DEED): button for name, button in value.items()}
    for name, button in buttons.items():
        if type(button) is not int:
            raise UserError(f"{place}.{name}: {button!r} is not the number of a button")
        arguments.whole(f"{place}.{name}", button, 0, MOST_BUTTONS)
    return buttons


_SWITCH = _Kind(bool, _as_it_is)
_KINDS_BY_NAME = {
    "size": _Kind(str, arguments.size),
    "fullscreen": _SWITCH,
    "still_water": _SWITCH,
    "reduced_motion": _SWITCH,
    "palette": _Kind(str, lambda place, value: arguments.one_of(place, value, PALETTES_BY_NAME)),
    "glyphs": _SWITCH,
    "text_scale": _Kind(float, lambda place, value: arguments.real(place, value, *TEXT_SCALE_RANGE)),
    "quality": _Kind(str, lambda place, value: arguments.one_of(place, value, QUALITIES)),
    "threads": _Kind(int, lambda place, value: arguments.whole(place, value, 1, MOST_THREADS)),
    "display": _Kind(int, lambda place, value: arguments.whole(place, value, 0, MOST_DISPLAYS)),
    "high_contrast": _SWITCH,
    "volume": _Kind(float, lambda place, value: arguments.real(place, value, 0.0, 1.0)),
    "muted": _SWITCH,
    "captions": _SWITCH,
    "speech": _SWITCH,
    "language": _Kind(str, _language),
    "guided": _SWITCH,
    "keys": _Kind(dict, _keys),
    "buttons": _Kind(dict, _buttons),
}
_NAMES_OF_KINDS = {
    str: "a text in quotes",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    dict: "a table",
}


def settings_file() -> Path:
    """Where a person's settings lie, whether they exist or not."""
    from platformdirs import user_config_path

    return user_config_path("sea-of-spirits") / "settings.toml"


def settle(
    file: Path, environment: Mapping[str, str], options: Mapping[str, object]
) -> tuple[Settings, tuple[str, ...]]:
    """The settings, and a line for each thing in `file` that was left out.

    `options` are by the names of `Settings`; None stands for one that was not given.

    Raises:
        UserError: a variable of the environment or an option has a wrong value.
    """
    settings, complaints = _from_file(file)
    for name, kind in _KINDS_BY_NAME.items():
        variable = ENVIRONMENT_PREFIX + name.upper()
        if kind.written is not dict and (text := environment.get(variable, "").strip()):
            settings = replace(settings, **{name: kind.check(variable, _read(variable, kind.written, text))})
    for name, value in options.items():
        if value is not None:
            option = "--" + name.replace("_", "-")
            settings = replace(settings, **{name: _KINDS_BY_NAME[name].check(option, value)})
    return settings, complaints


def _from_file(file: Path) -> tuple[Settings, tuple[str, ...]]:
    try:
        text = file.read_text(encoding="utf-8-sig")
        entries = tomllib.loads(text)
    except FileNotFoundError:
        return Settings(), ()
    except OSError as error:
        return Settings(), (f"{file}: cannot be read ({error.strerror})",)
    except UnicodeDecodeError as error:
        return Settings(), (_aside(file, f"{file}: not UTF-8 text (byte {error.start + 1})"),)
    except RecursionError:
        return Settings(), (_aside(file, f"{file}: not TOML (brackets within brackets without end)"),)
    except ValueError as error:  # TOMLDecodeError, or a number with more digits than Python reads
        return Settings(), (_aside(file, _told(file, text, str(error))),)
    settings, complaints = Settings(), []
    for name, value in entries.items():
        place = f"{file}, line {_line_of(name, text)}: {name}"
        try:
            settings = replace(settings, **{name: _checked(place, name, value)})
        except UserError as error:
            complaints.append(str(error))
    return settings, tuple(complaints)


def _aside(file: Path, complaint: str) -> str:
    """Move a damaged file out of the way, so that new settings can be kept; what to say of it."""
    aside = set_aside(file)
    return complaint if aside is None else f"{complaint}; it lies aside as {aside.name}"


def _checked(place: str, name: str, value: object) -> Any:
    kind = _KINDS_BY_NAME.get(name)
    if kind is None:
        known = ", ".join(_KINDS_BY_NAME)
        raise UserError(
            f"{place}: there is no such setting; known are {known}{arguments.nearest(name, _KINDS_BY_NAME)}"
        )
    fits = type(value) is kind.written or (kind.written is float and type(value) is int)
    if not fits:
        raise UserError(f"{place}: {value!r} is not {_NAMES_OF_KINDS[kind.written]}")
    checked = kind.check(place, value)
    return float(checked) if kind.written is float else checked


def _read(variable: str, written: type, text: str) -> Any:
    """`text` of the environment as TOML would have it."""
    if written is bool:
        word = text.lower()
        if word not in _WORDS_FOR_YES + _WORDS_FOR_NO:
            raise UserError(f"{variable}: {text!r} is not one of {', '.join(_WORDS_FOR_YES + _WORDS_FOR_NO)}")
        return word in _WORDS_FOR_YES
    try:
        return written(text)
    except ValueError:
        raise UserError(f"{variable}: {text!r} is not {_NAMES_OF_KINDS[written]}") from None


def _told(file: Path, text: str, message: str) -> str:
    """A line that begins with the place which tomllib only appends."""
    found = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", message)
    if found is None:
        return f"{file}: not TOML ({message})"
    line = found.group(1) or max(len(text.splitlines()), 1)
    return f"{file}, line {line}: not TOML ({message[: found.start()]})"


def _line_of(name: str, text: str) -> int:
    """The line of a well-formed TOML `text` on which the key `name` begins; tomllib does not tell."""
    pattern = re.compile(rf"""\s*\[*\s*["']?{re.escape(name)}["']?\s*[=.\]]""")
    return next((number for number, line in enumerate(text.splitlines(), start=1) if pattern.match(line)), 1)
