"""What keys and buttons do, and where a person has put them: the one map that every scene's keys go through; pure.

A scene knows each action by the key that it has at first. Whoever moves an action to another key presses that key, and
the scene hears the first one. Keys that everybody needs to find the way (arrows, Tab, Enter, Escape, F1) stay.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from seaspirits_game.scenes.events import KeyPress
from seaspirits_game.texts.catalogue import Texts

EVERYWHERE = "everywhere"
FIXED = frozenset(("escape", "tab", "return", "enter", "left", "right", "up", "down", "f1", "f2"))


@dataclass(frozen=True, slots=True)
class Action:
    """Something that a key does. `group` is `EVERYWHERE`, or the scene in which it does so."""

    name: str
    group: str
    key: str
    words: Callable[[Texts], str]


ACTIONS = (
    Action("help", EVERYWHERE, "h", lambda texts: texts.t("help")),
    Action("pause", EVERYWHERE, "f9", lambda texts: texts.t("pause everything")),
    Action("settings", EVERYWHERE, "f10", lambda texts: texts.t("settings")),
    Action("fullscreen", EVERYWHERE, "f11", lambda texts: texts.t("full screen")),
    Action("picture", EVERYWHERE, "f12", lambda texts: texts.t("picture; with Shift: film")),
    Action("overlay", EVERYWHERE, "f3", lambda texts: texts.t("debug overlay")),
    Action("mute", EVERYWHERE, "f8", lambda texts: texts.t("sound on or off")),
    Action("rest", "sea", "space", lambda texts: texts.t("rest the training")),
    Action("step", "sea", ".", lambda texts: texts.t("one single step")),
    Action("tempo 1", "sea", "1", lambda texts: texts.t("tempo 1×")),
    Action("tempo 2", "sea", "2", lambda texts: texts.t("tempo 4×")),
    Action("tempo 3", "sea", "3", lambda texts: texts.t("tempo 16×")),
    Action("tempo 4", "sea", "4", lambda texts: texts.t("tempo ∞")),
    Action("colder", "sea", "[", lambda texts: texts.t("colder water")),
    Action("warmer", "sea", "]", lambda texts: texts.t("warmer water")),
    Action("restore", "sea", "r", lambda texts: texts.t("back to the checkpoint")),
    Action("backwards", "sea", "b", lambda texts: texts.t("run backwards")),
    Action("spirit", "sea", "i", lambda texts: texts.t("a spirit, and another")),
    Action("measure", "sea", "m", lambda texts: texts.t("measure the spirit")),
    Action("bands", "sea", "l", lambda texts: texts.t("all shoals, or one")),
    Action("levers", "sea", "k", lambda texts: texts.t("the levers")),
    Action("tour", "sea", "t", lambda texts: texts.t("grand tour")),
    Action("signs", "sea", "g", lambda texts: texts.t("a sign for each class")),
    Action("still", "sea", "d", lambda texts: texts.t("still water")),
    Action("home", "sea", "home", lambda texts: texts.t("the whole sea in view")),
    Action("earlier", "sea", ",", lambda texts: texts.t("back through the voyage")),
    Action("later", "sea", ";", lambda texts: texts.t("on through the voyage")),
    Action("explain", "sea", "e", lambda texts: texts.t("what an instrument means")),
    Action("charts", "sea", "c", lambda texts: texts.t("chart room")),
    Action("codex", "sea", "x", lambda texts: texts.t("codex")),
    Action("tide", "sea", "v", lambda texts: texts.t("Tide Cube")),
    Action("sonar", "duel", "s", lambda texts: texts.t("duel: sonar")),
    Action("hint", "duel", "n", lambda texts: texts.t("duel: the true median")),
    Action("skip", "duel", "k", lambda texts: texts.t("duel: the rival's end")),
)
ACTIONS_BY_NAME = {action.name: action for action in ACTIONS}

BUTTONS_BY_DEED = {
    "press": 0,
    "back": 1,
    "second": 2,
    "third": 3,
    "previous": 4,
    "next": 5,
    "help": 6,
    "pause": 7,
}
"""What a gamepad's buttons do at first: A, B, X, Y, both shoulders, back, start, as most pads number them."""
KEYS_BY_DEED = {
    "press": KeyPress("return"),
    "back": KeyPress("escape"),
    "second": KeyPress("s"),
    "third": KeyPress("n"),
    "previous": KeyPress("tab", shift=True),
    "next": KeyPress("tab"),
    "help": KeyPress("h"),
    "pause": KeyPress("f9"),
}
"""What a button's deed is to scenes; a pad's deeds do not go through a person's keys."""

_SPARE = tuple("qwyzuojkabcdefghilmnprstvx") + tuple(f"f{number}" for number in range(4, 13))
_SIGNS = {"left": "←", "right": "→", "up": "↑", "down": "↓", "page up": "Page up", "page down": "Page down"}
_IN_HINT = re.compile(r"\(([^()\s]+)\)$")


@dataclass(frozen=True, slots=True)
class KeyMap:
    """Where a person has put what; empty where all is as at first."""

    keys: Mapping[str, str] = field(default_factory=dict)
    """Keys by the names of actions."""
    buttons: Mapping[str, int] = field(default_factory=dict)
    """Buttons by the names of deeds."""

    def key_of(self, action: str) -> str:
        """The key that an action has."""
        return self.keys.get(action, ACTIONS_BY_NAME[action].key)

    def button_of(self, deed: str) -> int:
        """The button that a deed has."""
        return self.buttons.get(deed, BUTTONS_BY_DEED[deed])

    def deed_of(self, button: int) -> str | None:
        """What a button does; None when nothing."""
        return next((deed for deed in BUTTONS_BY_DEED if self.button_of(deed) == button), None)

    def translated(self, press: KeyPress, scene: str) -> KeyPress | None:
        """The press as the scene named `scene` knows it; None when its key has been taken away there."""
        if not self.keys or press.by_pad or press.key in FIXED:
            return press
        here = [action for action in ACTIONS if action.group in (EVERYWHERE, scene)]
        for action in here:
            if self.key_of(action.name) == press.key:
                return replace(press, key=action.key)
        taken = any(action.key == press.key for action in here)
        return None if taken else press

    def with_key(self, name: str, key: str) -> "KeyMap":
        """The map with an action on another key; whoever had that key takes the one that is free now, or else another.

        Raises:
            ValueError: the key is one of `FIXED`.
        """
        if key in FIXED:
            raise ValueError(f"{key!r} stays what it is")
        before = self.key_of(name)
        keys = {action.name: self.key_of(action.name) for action in ACTIONS} | {name: key}
        for other in ACTIONS:
            if other.name != name and _meet(other, ACTIONS_BY_NAME[name]) and keys[other.name] == key:
                taken = {keys[one.name] for one in ACTIONS if one is not other and _meet(one, other)}
                keys[other.name] = next(free for free in (before, other.key, *_SPARE) if free not in taken)
        kept = {action: at for action, at in keys.items() if at != ACTIONS_BY_NAME[action].key}
        return replace(self, keys=kept)

    def with_button(self, deed: str, button: int) -> "KeyMap":
        """The map with a deed on another button; whoever had it takes the one that is free now."""
        before, other = self.button_of(deed), self.deed_of(button)
        buttons = dict(self.buttons) | {deed: button}
        if other is not None and other != deed:
            buttons[other] = before
        return replace(self, buttons={one: at for one, at in buttons.items() if at != BUTTONS_BY_DEED[one]})

    def in_words(self, hint: str, scene: str) -> str:
        """A control's hint, which ends in the key that it has at first, with the key that it has now.

        >>> KeyMap({"tour": "y"}).in_words("grand tour  (T)", "sea")
        'grand tour  (Y)'
        """
        found = _IN_HINT.search(hint)
        if not self.keys or found is None:
            return hint
        for action in ACTIONS:
            if action.group in (EVERYWHERE, scene) and shown(action.key).lower() == found.group(1).lower():
                return f"{hint[: found.start()]}({shown(self.key_of(action.name))})"
        return hint


def _meet(one: Action, other: Action) -> bool:
    """Whether both can be meant by a key in the same scene."""
    return one.group == other.group or EVERYWHERE in (one.group, other.group)


def shown(key: str) -> str:
    """A key's name as people read it.

    >>> shown("f9"), shown("space"), shown("left")
    ('F9', 'Space', '←')
    """
    return _SIGNS.get(key, key.upper() if len(key) < 4 else key.capitalize())
