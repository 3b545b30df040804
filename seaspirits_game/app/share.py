"""The body of the command `share`: a voyage as a short code."""

from pathlib import Path

from seaspirits_game.voyage.code import code_of
from seaspirits_game.voyage.record import read_voyage


def run(path: Path) -> int:
    """Print the code of the voyage of the file `path`; 0.

    Raises:
        UserError: the file is no voyage, or no code can carry it.
    """
    print(code_of(read_voyage(path)))
    return 0
