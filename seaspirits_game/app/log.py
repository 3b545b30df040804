"""Where the logbook lies, and opening it so that trouble with it never keeps anybody from playing."""

from collections.abc import Callable
from pathlib import Path

from platformdirs import user_data_path

from seaspirits_game.core.errors import UserError
from seaspirits_game.storage.logbook import Logbook


def logbook_path() -> Path:
    """The file in the person's data folder."""
    return user_data_path("sea-of-spirits") / "logbook.sqlite"


def open_logbook(say: Callable[[str], None], path: Path | None = None) -> Logbook | None:
    """The logbook, by default the person's own; None after saying why it cannot be used."""
    try:
        return Logbook(path or logbook_path())
    except UserError as error:
        say(str(error))
        return None
