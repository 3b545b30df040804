"""The words on the screen: English in the source, other languages through gettext catalogues in `assets/locales`."""

import gettext
from pathlib import Path

PSEUDO = "xx"
"""A made-up language for tests: accented and forty per cent longer, so that what clips, clips there first."""

_ACCENTS = str.maketrans("aeiouAEIOUcnsy", "àéîöûÀÉÎÖÛçñšý")


class Texts:
    """The texts of one language. A message without a translation is shown in English."""

    def __init__(self, language: str = "en", folder: Path | None = None) -> None:
        self.language = language
        self._catalogue: gettext.NullTranslations = gettext.NullTranslations()
        if folder is not None and language not in ("en", PSEUDO):
            self._catalogue = gettext.translation("seaspirits", folder, [language], fallback=True)

    def t(self, message: str) -> str:
        """The message in this language.

        >>> Texts().t("Begin")
        'Begin'
        """
        return _pseudo(message) if self.language == PSEUDO else self._catalogue.gettext(message)

    def n(self, singular: str, plural: str, count: int) -> str:
        """The form for `count`; `{count}` in it is left for the caller's `format`."""
        if self.language == PSEUDO:
            return _pseudo(singular if count == 1 else plural)
        return self._catalogue.ngettext(singular, plural, count)


def languages(folder: Path) -> tuple[str, ...]:
    """Codes of the languages that have a catalogue in `folder`, English first; and of the made-up one for tests."""
    translated = sorted(path.parent.parent.name for path in folder.glob("*/LC_MESSAGES/seaspirits.mo"))
    return ("en", *(code for code in translated if code != "en"), PSEUDO)


def _pseudo(message: str) -> str:
    """Accented letters outside braces, and a tail of 40 % of the length."""
    pieces, inside = [], False
    for letter in message:
        inside = (inside or letter == "{") and letter != "}"
        pieces.append(letter if inside or letter == "}" else letter.translate(_ACCENTS))
    return "".join(pieces) + "~" * round(0.4 * len(message))
