"""`--compare`: a finished voyage, to be held beside the one that is played."""

from pathlib import Path

from seaspirits_game.core.errors import UserError
from seaspirits_game.scenes.curves import Curves
from seaspirits_game.scenes.stage import Compared
from seaspirits_game.voyage.metrics import read_metrics


def compared(folder: Path) -> Compared:
    """The voyage whose `metrics.csv` lies in `folder`, under the folder's name.

    Raises:
        UserError: there is no such folder or file, it is damaged, or it holds no rows.
    """
    if not folder.is_dir():
        problem = "is a file; the folder of a voyage is needed" if folder.exists() else "there is no such folder"
        raise UserError(f"--compare: {str(folder)!r}: {problem}")
    path = folder / "metrics.csv"
    if not path.is_file():
        raise UserError(f"--compare: {str(folder)!r}: there is no metrics.csv in it")
    try:
        rows = read_metrics(path)
    except UserError as error:
        raise UserError(f"--compare: {error}") from None
    if not rows:
        raise UserError(f"--compare: {path}: holds no rows")
    return Compared(folder.resolve().name, Curves.of(rows))
