"""The body of the command `report`: a finished run as one HTML page that opens without a network."""

import sys
from pathlib import Path

from seaspirits_game.app.progress import progress
from seaspirits_game.app.simulate import COMPLETE, METRICS, RECORD
from seaspirits_game.core.errors import UserError
from seaspirits_game.core.files import replace_bytes
from seaspirits_game.texts.numbers import whole
from seaspirits_game.voyage.metrics import read_metrics
from seaspirits_game.voyage.record import Voyage, current_versions, read_voyage
from seaspirits_game.voyage.report.page import Document, render
from seaspirits_game.voyage.report.sections import Clan, Picture
from seaspirits_game.voyage.report.summary import moments

FILE = "report.html"


def run(folder: Path, out: Path | None = None) -> int:
    """Write the report of the run in `folder` to `out`, by default `report.html` in it; the exit code.

    Raises:
        UserError: no run lies there, one of its files is damaged, or matplotlib is missing.
    """
    _check_matplotlib()
    if not folder.is_dir():
        raise UserError(f"{folder}: there is no such folder; report needs the --out folder of a simulate run")
    if not (folder / RECORD).is_file():
        raise UserError(f"{folder}: holds no {RECORD}; report needs the --out folder of a simulate run")
    voyage = read_voyage(folder / RECORD)
    rows = read_metrics(folder / METRICS)
    if any(f"layer{len(voyage.config.layers)}.variance_shown" not in row for row in rows):
        raise UserError(f"{folder / METRICS}: is not of {len(voyage.config.layers)} layers, as {RECORD} says")
    target = out or folder / FILE
    content = render(_document(voyage, rows))
    try:
        replace_bytes(target, content)
    except OSError as error:
        raise UserError(f"{target}: cannot be written ({error.strerror or error})") from error
    print(f"{target}: {whole(len(rows))} rows, {len(content) / 2**20:.1f} MiB")
    return COMPLETE


def _document(voyage: Voyage, rows: list[dict[str, float]]) -> Document:
    versions = current_versions()
    wanted = moments(rows)
    if not wanted:
        return Document(voyage=voyage, rows=rows, versions=versions, remark="No row was written.")
    from seaspirits_game.app.moments import sail_again

    try:
        with progress("rows sailed again", wanted[-1] + 1) as show:
            made = sail_again(voyage, rows, wanted, show)
    except UserError as error:
        print(f"seaspirits: no pictures: {error}", file=sys.stderr)
        return Document(
            voyage=voyage, rows=rows, versions=versions, remark=f"There are no pictures of the sea: {error}."
        )
    names = [Clan(name, colour) for name, colour in zip(made.class_names, made.colours, strict=True)]
    return Document(
        voyage=voyage,
        rows=rows,
        pictures=[Picture(picture.row, picture.png) for picture in made.pictures],
        clans=names,
        remark=_remark(made.agreeing, rows),
        versions=versions,
    )


def _remark(agreeing: int, rows: list[dict[str, float]]) -> str:
    how = "For these pictures the voyage was sailed again"
    if agreeing >= len(rows):
        return f"{how}: losses and accuracies agree to the last bit in all {whole(len(rows))} rows of {METRICS}."
    step = whole(int(rows[agreeing]["step"]))
    return (
        f"{how}, by another machine or other versions: from step {step} on its losses differ from those of {METRICS}, "
        "so that the pictures show a sister of this voyage. All curves and figures are of the voyage itself."
    )


def _check_matplotlib() -> None:
    try:
        import matplotlib  # noqa: F401
    except ImportError as error:
        raise UserError('report: needs matplotlib; pip install -e ".[report]"') from error
