"""What can be set, as a list: each row says what it is called, what it is now, and what a hand can do with it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from seaspirits_game.core.paths import assets
from seaspirits_game.render.painter import Quality
from seaspirits_game.render.palette import PALETTES_BY_NAME
from seaspirits_game.scenes.asks import Keep
from seaspirits_game.scenes.keys import ACTIONS, BUTTONS_BY_DEED, shown
from seaspirits_game.scenes.preferences import Preferences
from seaspirits_game.scenes.stage import Stage
from seaspirits_game.texts.catalogue import PSEUDO, Texts, languages
from seaspirits_game.texts.numbers import percent

SECTIONS = ("picture", "sound", "words", "keys", "gamepad")
SIZES = ((1280, 720), (1600, 900), (1920, 1080), (2560, 1440), (3840, 2160))
TEXT_SCALES = (0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
QUALITIES: tuple[Quality | str, ...] = ("auto", "low", "medium", "high")
LANGUAGE_NAMES = {
    "ar": "العربية",
    "de": "Deutsch",
    "en": "English",
    "es": "Español",
    "fr": "Français",
    "it": "Italiano",
    "ja": "日本語",
    "pl": "Polski",
    "pt": "Português",
    "zh": "中文",
}
"""Each language in itself: whoever looks for it can read that."""
RESET = "reset"
DEFAULTS = Preferences(quality="auto")


@dataclass(frozen=True, slots=True)
class Row:
    """One setting."""

    name: str
    label: str
    value: str
    """What it is now, in words; empty for a button."""
    press: Callable[[], None]
    hint: str = ""
    nudge: Callable[[int], None] | None = None
    share: float | None = None
    """0 to 1 for a lever."""
    set_share: Callable[[float], None] | None = None
    palette: str = ""
    """A palette to be shown beside its name."""


@dataclass(frozen=True, slots=True)
class Doing:
    """What the scene is in the middle of, and what it can be asked for."""

    capture: Callable[[str], None]
    """Wait for a key or button for the action or deed of this name."""
    reset: Callable[[], None]
    captured: str = ""
    """Name of the row that waits for a key or button."""
    sure: bool = False
    """Whether the reset was asked for once."""


def rows_of(section: str, stage: Stage, doing: Doing) -> list[Row]:
    """The rows of a section, and at its end the way back to how all was at first."""
    make = {"picture": _picture, "sound": _sound, "words": _words}
    if section in make:
        rows = make[section](stage)
    else:
        rows = _keys(stage, doing) if section == "keys" else _buttons(stage, doing)
    t = stage.texts.t
    label = t("press again: all settings as at first") if doing.sure else t("all settings as at first")
    hint = t("takes back every change, those of keys and buttons too")
    return [*rows, Row(RESET, label, "", doing.reset, hint)]


def section_name(section: str, texts: Texts) -> str:
    """What a section is called."""
    t = texts.t
    names = {
        "picture": t("Picture"),
        "sound": t("Sound"),
        "words": t("Words"),
        "keys": t("Keys"),
        "gamepad": t("Gamepad"),
    }
    return names[section]


def _switch(stage: Stage, name: str, label: str, hint: str, on: bool, change: Callable[[], None] | None = None) -> Row:
    def toggle() -> None:
        if change is not None:
            change()
        else:
            stage.choose(**{name: not on})

    value = stage.texts.t("on") if on else stage.texts.t("off")
    return Row(name, label, value, toggle, hint, nudge=lambda step: toggle() if (step > 0) is not on else None)


def _choice(
    name: str,
    label: str,
    hint: str,
    values: Sequence[object],
    now: object,
    told: Callable[[object], str],
    choose: Callable[[object], None],
    palette: str = "",
) -> Row:
    at = values.index(now) if now in values else -1

    def turn(step: int) -> None:
        choose(values[(at + step) % len(values)])

    return Row(name, label, told(now), lambda: turn(1), hint, nudge=turn, palette=palette)


def _picture(stage: Stage) -> list[Row]:
    t, likes, display = stage.texts.t, stage.preferences, stage.display
    qualities = {"auto": t("by itself"), "low": t("low"), "medium": t("medium"), "high": t("high")}

    def keep(changes: Mapping[str, object]) -> None:
        stage.ask(Keep(changes))

    rows = [
        _choice(
            "size",
            t("size of the window"),
            t("in pixels; a window's edge can be dragged, too"),
            SIZES,
            display.size,
            lambda size: "{} × {}".format(*size),  # type: ignore[misc]  # a pair of whole numbers
            lambda size: keep({"size": size, "fullscreen": False}),
        ),
        _switch(
            stage,
            "fullscreen",
            t("full screen"),
            t("fills the display  (F11)"),
            display.fullscreen,
            lambda: keep({"fullscreen": not display.fullscreen}),
        ),
        _choice(
            "quality",
            t("quality"),
            t("how fine the light is drawn; by itself: as fine as frames come in time"),
            QUALITIES,
            likes.quality,
            lambda quality: qualities[str(quality)],
            lambda quality: stage.choose(quality=quality),
        ),
        _choice(
            "palette",
            t("colours of the clans"),
            t("they stay apart for the usual kinds of colour blindness"),
            tuple(PALETTES_BY_NAME),
            likes.palette,
            lambda name: palette_name(str(name), stage.texts),
            lambda name: stage.choose(palette=name, **({"glyphs": True} if name == "monochrome" else {})),
            palette=likes.palette,
        ),
        _switch(stage, "glyphs", t("a sign for each class"), t("beside its colour  (G)"), likes.glyphs),
        _switch(stage, "still_water", t("still water"), t("no cosmetic drift  (D)"), likes.still_water),
        _switch(
            stage,
            "reduced_motion",
            t("reduced motion"),
            t("no drift, no flights of the camera, no moving light"),
            likes.reduced_motion,
        ),
    ]
    if len(display.names) > 1:
        display_row = _choice(
            "display",
            t("display"),
            t("on which the window opens"),
            tuple(range(len(display.names))),
            display.number,
            lambda number: display.names[int(str(number))],
            lambda number: keep({"display": number}),
        )
        rows.insert(2, display_row)
    return rows


def _sound(stage: Stage) -> list[Row]:
    t, likes = stage.texts.t, stage.preferences
    rows = [
        Row(
            "volume",
            t("volume"),
            percent(likes.volume, 0),
            lambda: None,
            t("of everything that is heard"),
            share=likes.volume,
            set_share=lambda share: stage.choose(volume=round(share, 2)),
        ),
        _switch(stage, "muted", t("silence"), t("nothing is heard  (F8)"), likes.muted),
        _switch(stage, "captions", t("captions"), t("words for what is heard, at the top"), likes.captions),
    ]
    if stage.display.spoken:
        hint = t("what the keys act on is read aloud by speech-dispatcher")
        rows.append(_switch(stage, "speech", t("spoken words"), hint, likes.speech))
    return rows


def _words(stage: Stage) -> list[Row]:
    t, likes = stage.texts.t, stage.preferences
    return [
        _choice(
            "text_scale",
            t("size of the text"),
            t("from 80 % to 200 %"),
            TEXT_SCALES,
            likes.text_scale,
            lambda scale: percent(float(str(scale)), 0),
            lambda scale: stage.choose(text_scale=scale),
        ),
        _switch(
            stage,
            "high_contrast",
            t("high contrast"),
            t("bright words on dark glass, nothing faded"),
            likes.high_contrast,
        ),
        _choice(
            "language",
            t("language"),
            t("of all words; numbers are written as it writes them"),
            _languages(likes.language),
            likes.language,
            lambda code: LANGUAGE_NAMES.get(str(code), str(code)),
            lambda code: stage.choose(language=code),
        ),
        _switch(
            stage,
            "guided",
            t("guide of the first voyage"),
            t("a few words that lead from one thing to the next"),
            not likes.guided,
            lambda: stage.choose(guided=not likes.guided),
        ),
    ]


def _languages(now: str) -> tuple[str, ...]:
    """Those that there are; the made-up one of tests only where it is in use."""
    return tuple(code for code in languages(assets() / "locales") if code in (now, "en") or code != PSEUDO)


def _keys(stage: Stage, doing: Doing) -> list[Row]:
    t, keys = stage.texts.t, stage.preferences.keys
    hint = t("Enter, then the new key; Esc leaves it as it is")
    rows = []
    for action in ACTIONS:
        waiting = doing.captured == action.name
        value = t("press a key …") if waiting else shown(keys.key_of(action.name))
        rows.append(Row(action.name, action.words(stage.texts), value, _capturing(doing, action.name), hint))
    return rows


def _buttons(stage: Stage, doing: Doing) -> list[Row]:
    t, keys = stage.texts.t, stage.preferences.keys
    deeds = {
        "press": t("press what has the focus"),
        "back": t("back"),
        "second": t("rest; duel: sonar"),
        "third": t("a spirit; duel: hint"),
        "previous": t("the control before"),
        "next": t("the next control"),
        "help": t("help"),
        "pause": t("pause everything"),
    }
    hint = t("Enter, then the new button; Esc leaves it as it is")
    rows = []
    for deed in BUTTONS_BY_DEED:
        number = t("button {number}").format(number=keys.button_of(deed) + 1)
        value = t("press a button …") if doing.captured == deed else number
        rows.append(Row(deed, deeds[deed], value, _capturing(doing, deed), hint))
    return rows


def _capturing(doing: Doing, name: str) -> Callable[[], None]:
    return lambda: doing.capture(name)


def palette_name(name: str, texts: Texts) -> str:
    """What a palette is called."""
    t = texts.t
    return {
        "default": t("of the reef"),
        "deuteranopia": t("for deuteranopia"),
        "protanopia": t("for protanopia"),
        "tritanopia": t("for tritanopia"),
        "monochrome": t("monochrome, with signs"),
    }.get(name, name)
