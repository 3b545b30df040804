"""The words on the screen: English in the source, other languages through gettext catalogues in `assets/locales`."""

from pathlib import Path

from seaspirits_game.texts.po import Catalogue, read_po

PSEUDO = "xx"
"""A made-up language for tests: accented and forty per cent longer, so that what clips, clips there first."""

_ACCENTS = str.maketrans("aeiouAEIOUcnsy", "àéîöûÀÉÎÖÛçñšý")


class Texts:
    """The texts of one language. A message without a translation is shown in English."""

    def __init__(self, language: str = "en", folder: Path | None = None) -> None:
        self.language = language
        self._catalogue: Catalogue | None = None
        path = None if folder is None else folder / language / "LC_MESSAGES" / "seaspirits.po"
        if path is not None and path.is_file():
            self._catalogue = read_po(path)

    def t(self, message: str) -> str:
        """The message in this language.

        >>> Texts().t("Begin")
        'Begin'
        """
        if self.language == PSEUDO:
            return _pseudo(message)
        return message if self._catalogue is None else self._catalogue.message(message)

    def n(self, singular: str, plural: str, count: int) -> str:
        """The form for `count`; `{count}` in it is left for the caller's `format`."""
        if self.language == PSEUDO:
            return _pseudo(singular if count == 1 else plural)
        if self._catalogue is None:
            return singular if count == 1 else plural
        return self._catalogue.counted(singular, plural, count)


def languages(folder: Path) -> tuple[str, ...]:
    """Codes of the languages that have a catalogue in `folder`, English first; and of the made-up one for tests."""
    translated = sorted(path.parent.parent.name for path in folder.glob("*/LC_MESSAGES/seaspirits.po"))
    return ("en", *(code for code in translated if code != "en"), PSEUDO)


def _pseudo(message: str) -> str:
    """Accented letters outside braces, and a tail of 40 % of the length."""
    pieces, inside = [], False
    for letter in message:
        inside = (inside or letter == "{") and letter != "}"
        pieces.append(letter if inside or letter == "}" else letter.translate(_ACCENTS))
    return "".join(pieces) + "~" * round(0.4 * len(message))
