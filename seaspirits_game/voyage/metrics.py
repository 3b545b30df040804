"""metrics.csv: a row a snapshot, the same bytes for the same voyage.

Dear measures have a number in the rows of the steps at which they were taken, and an empty cell in the others; `nan` is
a measure that was taken and has no value there. In a voyage whose network grew deeper, the columns are those of the
deepest, and the cells of layers that a network did not have are empty; layers are counted from the inputs, so a new
one moves those behind it one column block on. The last column, `stage`, is a word: the stage that `geometry.stages`
names from the rows up to this one. It is a function of the other columns and hence worked out when the file is
written, and passed over when it is read.
Floats are written as the shortest decimals that read back as the very same float64, so that nothing is lost and
nothing depends on a chosen number of digits.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from seaspirits_game.core.errors import UserError
from seaspirits_game.core.files import replace_bytes
from seaspirits_game.core.snapshot import Snapshot
from seaspirits_game.geometry.catalogue import dear_columns
from seaspirits_game.geometry.stages import Stage, stages

STAGE = "stage"
VISIBLE_AXES = 3
LEADING_COLUMNS = (
    "step",
    "epoch",
    "learning_rate",
    "train_loss",
    "val_loss",
    "train_accuracy",
    "val_accuracy",
    "generalization_gap",
)


def row_of(snapshot: Snapshot) -> dict[str, float]:
    """One row by column: `LEADING_COLUMNS`, `layer1.variance_shown`..., the readings that come with every snapshot in
    their order, then those dear ones that were taken at this step, in the order of the catalogue.

    `generalization_gap` is validation loss minus training loss, nats. `variance_shown` is the share of a layer's
    total variance along its first three axes, 0 to 1.
    """
    row: dict[str, float] = {
        "step": snapshot.step,
        "epoch": float(snapshot.epoch),
        "learning_rate": snapshot.learning_rate,
        "train_loss": snapshot.train_loss,
        "val_loss": snapshot.val_loss,
        "train_accuracy": snapshot.train_accuracy,
        "val_accuracy": snapshot.val_accuracy,
        "generalization_gap": snapshot.val_loss - snapshot.train_loss,
    }
    for index, share in enumerate(snapshot.variance_share, start=1):
        row[f"layer{index}.variance_shown"] = float(share[:VISIBLE_AXES].astype("float64").sum())
    dear = dict.fromkeys(dear_columns(len(snapshot.variance_share)))
    row.update({name: float(value) for name, value in snapshot.readings.items() if name not in dear})
    row.update({name: float(snapshot.readings[name]) for name in dear if name in snapshot.readings})
    return row


def to_csv(rows: Sequence[dict[str, float]]) -> bytes:
    """The file's content; a cell is empty where a row lacks a dear measure, or a layer, that other rows have.

    Raises:
        ValueError: a row has other columns than the others.
    """
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    columns = _columns(rows)
    dear = _dear(columns)
    writer.writerow([*columns, STAGE] if columns else [])
    for row, stage in zip(rows, stages(rows), strict=True):
        layers = _layers(row)
        if list(row) != [name for name in columns if name in row or (name not in dear and _layer(name) <= layers)]:
            raise ValueError(f"a row with columns {list(row)} among rows with columns {columns}")
        writer.writerow([*(repr(row[name]) if name in row else "" for name in columns), stage.value])
    return lines.getvalue().encode()


def _columns(rows: Sequence[dict[str, float]]) -> list[str]:
    """Those of the first row, and of the first with the most layers; the dear ones of layers that came later, too."""
    if not rows:
        return []
    deepest = max(rows, key=_layers)
    named = dict.fromkeys(dear_columns(_layers(deepest)))
    first, layers = rows[0], _layers(rows[0])
    taken = set(first) | {name for row in rows for name in row if _layer(name) > layers}
    return [*(name for name in deepest if name not in named), *(name for name in named if name in taken)]


def _layers(columns: Iterable[str]) -> int:
    return sum(name.endswith(".variance_shown") for name in columns)


def _layer(column: str) -> int:
    """Of which layer `column` tells; 0 for one of the whole network."""
    layer, dot, _ = column.partition(".")
    number = layer.removeprefix("layer")
    return int(number) if dot and number.isdecimal() else 0


def _dear(columns: Sequence[str]) -> frozenset[str]:
    """Those of `columns` that may be empty."""
    return frozenset(dear_columns(_layers(columns)))


def write_metrics(path: Path, rows: Sequence[dict[str, float]]) -> None:
    """Put `rows` into `path`, atomically.

    Raises:
        OSError: it cannot be written.
    """
    replace_bytes(path, to_csv(rows))


def read_metrics(path: Path) -> list[dict[str, float]]:
    """The rows that `write_metrics` wrote, without the stages; a row has no key for a cell that is empty.

    A file without the column `stage` is understood as well.

    Raises:
        UserError: the file is missing, or a line is not what was written; names file and line.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path}: cannot be read ({getattr(error, 'strerror', None) or error})") from error
    reader = csv.reader(io.StringIO(text, newline=""))
    columns = next(reader, [])
    if columns and tuple(columns[: len(LEADING_COLUMNS)]) != LEADING_COLUMNS:
        raise UserError(f"{path}, line 1: the columns do not begin with {', '.join(LEADING_COLUMNS)}")
    # the first layer is always there; others may have come later
    optional = _dear(columns) | {name for name in columns if _layer(name) > 1}
    staged = columns[-1:] == [STAGE]
    told = " and a stage" if staged else ""
    if staged:
        del columns[-1]
    rows = []
    for cells in reader:
        try:
            if staged:
                Stage(cells.pop())
            named = zip(columns, cells, strict=True)
            numbers = {name: float(cell) for name, cell in named if cell or name not in optional}
            step = int(cells[0])
        except (ValueError, IndexError) as error:
            raise UserError(f"{path}, line {reader.line_num}: not {len(columns)} numbers{told}") from error
        rows.append({**numbers, "step": step})
    return rows
