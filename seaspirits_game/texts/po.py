"""Reads a catalogue (.po) as translators write it: no compiled copy that could be forgotten, no step before a run."""

import gettext
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from seaspirits_game.core.errors import UserError

_KEYWORDS = ("msgctxt", "msgid_plural", "msgid", "msgstr")


@dataclass(slots=True)
class _Entry:
    fuzzy: bool = False
    words_by_keyword: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The finished translations of one language; those marked fuzzy are left out."""

    forms_by_message: dict[str, tuple[str, ...]]
    """A message's one form, or its plural forms in the order of the language."""
    form_of: Callable[[int], int]
    """Which plural form a count takes."""

    def message(self, message: str) -> str:
        """The translation, or the message itself where there is none."""
        return self.forms_by_message.get(message, (message,))[0]

    def counted(self, singular: str, plural: str, count: int) -> str:
        """The form for `count`, or the English one where there is no translation."""
        forms = self.forms_by_message.get(singular)
        if forms is None:
            return singular if count == 1 else plural
        return forms[min(self.form_of(count), len(forms) - 1)]


def read_po(path: Path) -> Catalogue:
    """The catalogue in `path`, UTF-8.

    Raises:
        UserError: it cannot be read, or a line of it is not of a catalogue.

    Source: GNU gettext manual, "The Format of PO Files".
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path}: this catalogue cannot be read ({error})") from None
    forms: dict[str, tuple[str, ...]] = {}
    for entry in _entries(text, path):
        words = entry.words_by_keyword
        found = tuple(value for key, value in words.items() if key.startswith("msgstr"))
        if (
            "msgid" in words and found and all(found) and (not entry.fuzzy or not words["msgid"])
        ):  # new headers are fuzzy
            forms[words["msgid"]] = found
    header = forms.pop("", ("",))[0]
    rule = next((line.partition("plural=")[2] for line in header.splitlines() if "plural=" in line), "n != 1;")
    try:
        return Catalogue(forms, gettext.c2py(rule.strip().rstrip(";")))
    except ValueError as error:
        raise UserError(f"{path}: Plural-Forms: {error}") from None


def _entries(text: str, path: Path) -> Iterator[_Entry]:
    entry, keyword = _Entry(), ""
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.strip()
        if not line or line.startswith("#"):
            if entry.words_by_keyword:
                yield entry
                entry = _Entry()
            entry.fuzzy |= line.startswith("#,") and "fuzzy" in line
            continue
        if not line.startswith('"'):
            keyword, _, line = line.partition(" ")
            if keyword.partition("[")[0] not in _KEYWORDS:
                raise UserError(f"{path}, line {number}: {keyword!r} is not a keyword of a catalogue")
            if keyword in ("msgid", "msgctxt") and "msgid" in entry.words_by_keyword:
                yield entry
                entry = _Entry()
            entry.words_by_keyword[keyword] = ""
        if not keyword:
            raise UserError(f"{path}, line {number}: a text before any keyword")
        try:
            piece = json.loads(line.strip())
        except ValueError:
            raise UserError(f"{path}, line {number}: {line!r} is not a text in quotes") from None
        entry.words_by_keyword[keyword] += str(piece)
    if entry.words_by_keyword:
        yield entry
