"""Where the logbook lies, and opening it so that trouble with it never keeps anybody from playing."""

from collections.abc import Callable
from pathlib import Path

from platformdirs import user_data_path

from seaspirits_game.core.commands import Command
from seaspirits_game.core.config import VoyageConfig
from seaspirits_game.core.errors import UserError
from seaspirits_game.scenes.stage import Stage
from seaspirits_game.storage.logbook import Logbook
from seaspirits_game.storage.voyages import BranchEntry, VoyageEntry


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


def voyage_entry(
    begun_at: str,
    config: VoyageConfig,
    journal: tuple[tuple[int, Command], ...],
    stage: Stage,
) -> VoyageEntry | None:
    """What the logbook keeps of the voyage on show; None when nothing was ever seen of it, or no step was made.

    A voyage that is left stands where it was interrupted; a torn one where it tore.
    """
    snapshot, torn = stage.snapshot, stage.status.torn
    if snapshot is None or snapshot.step == 0:
        return None
    tree = stage.branches.tree if stage.branches is not None else ()
    return VoyageEntry(
        begun_at=begun_at,
        config=config,
        commands=journal,
        steps=snapshot.step if torn is None else torn.step,
        ended="interrupted" if torn is None else "torn",
        val_accuracy=snapshot.val_accuracy,
        branches=tuple(
            BranchEntry(number=branch.id, parent=branch.parent, forked_at=branch.fork_step, last_step=branch.last_step)
            for branch in tree
        ),
    )


def keep_voyage(entry: VoyageEntry | None, say: Callable[[str], None], path: Path | None = None) -> None:
    """Write a voyage that has ended into the logbook; trouble is said."""
    book = open_logbook(say, path) if entry is not None else None
    if entry is None or book is None:
        return
    book.add(entry)
    book.close()
    for complaint in book.take_complaints():
        say(complaint)
