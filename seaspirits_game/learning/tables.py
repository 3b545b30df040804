"""A person's own labelled table, from a .csv or .npz file, checked value by value before anything learns from it.

A .csv holds a sample a line; the class is the last column, or the one called `label`, `class` or `target`. A .npz
holds `X`, (N, D) or (N, rows, columns) when samples are pictures, and `y`, (N,). Nothing is ever unpickled.
"""

import csv
import io
import math
import reprlib
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import numpy as np

from seaspirits_game.core.arrays import F32, I64, AnyArray
from seaspirits_game.core.errors import UserError

MOST_ROWS = 20_000
MOST_FEATURES = 4_096
CLASS_RANGE = (2, 20)
FEWEST_PER_CLASS = 3
"""Two to learn from and one to validate with."""
LABEL_COLUMNS = ("label", "class", "target")

_MOST_BYTES = 1 << 29  # a text of 20,000 rows and 4,096 columns would be larger, but nobody meant to give us that


@dataclass(frozen=True, slots=True)
class Table:
    """Labelled samples."""

    inputs: F32
    """(N, D), finite."""
    labels: I64
    """(N,) from 0 to C-1."""
    class_names: tuple[str, ...]
    image_shape: tuple[int, int] | None = None
    feature_names: tuple[str, ...] = ()


def read_table(path: Path) -> Table:
    """The table in `path`, whose name ends in .csv or .npz.

    Raises:
        UserError: anything wrong with the file, in one line that names the file and the line or array.
    """
    kind = path.suffix.lower()
    if kind not in (".csv", ".npz"):
        raise UserError(f"{path}: a table must be a .csv or .npz file")
    if not str(path).isprintable():
        raise UserError(f"{str(path)!r}: a file name with unprintable characters")
    try:
        if not path.is_file():
            raise UserError(f"{path}: there is no such file")
        if path.stat().st_size > _MOST_BYTES:
            raise UserError(f"{path}: larger than {_MOST_BYTES >> 20} MB; a table has at most {MOST_ROWS} rows")
        content = path.read_bytes()
    except OSError as error:
        raise UserError(f"{path}: cannot be read ({_brief(error)})") from error
    return _from_csv(path, content) if kind == ".csv" else _from_npz(path, content)


def _from_csv(path: Path, content: bytes) -> Table:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UserError(f"{path}, line {line}: not UTF-8 text (byte {content[error.start]:#04x})") from error
    rows = _csv_rows(path, text)
    if not rows:
        raise UserError(f"{path}: holds no rows")
    width = len(rows[0][1])
    if width < 2:
        raise UserError(f"{path}, line {rows[0][0]}: needs at least one feature column and a class column")
    if width - 1 > MOST_FEATURES:
        raise UserError(f"{path}: {width - 1} feature columns, at most {MOST_FEATURES} are possible")
    for line, cells in rows:
        if len(cells) != width:
            raise UserError(f"{path}, line {line}: {len(cells)} values, line {rows[0][0]} has {width}")

    first = rows[0][1]
    at = next((column for column, cell in enumerate(first) if cell.casefold() in LABEL_COLUMNS), None)
    if at is None:
        at = width - 1
        has_header = not any(_is_number(cell) for cell in first)
    else:
        # a class may be called "target" as well: a heading stands there once
        has_header = all(cells[at] != first[at] for _, cells in rows[1:])
        at = at if has_header else width - 1
    feature_names = tuple(cell for column, cell in enumerate(first) if column != at) if has_header else ()
    if has_header:
        rows = rows[1:]
    _check_count(path, len(rows))

    inputs = np.empty((len(rows), width - 1), np.float64)
    for index, (line, cells) in enumerate(rows):
        features = cells[:at] + cells[at + 1 :]
        try:
            inputs[index] = [float(cell) for cell in features]
        except ValueError:
            wrong = next(column for column, cell in enumerate(features) if not _is_number(cell))
            _refuse_cell(path, line, wrong + (wrong >= at), features[wrong])
        if not cells[at]:
            raise UserError(f"{path}, line {line}: column {at + 1}, the class, is empty")
    # from float64 to float32: what does not fit becomes infinite and is refused
    with np.errstate(over="ignore"):
        narrow = inputs.astype(np.float32)
    if not np.isfinite(narrow).all():
        row, column = (int(index) for index in np.argwhere(~np.isfinite(narrow))[0])
        shown = column + (column >= at)
        _refuse_cell(path, rows[row][0], shown, rows[row][1][shown])
    labels, names = _classes(str(path), [cells[at] for _, cells in rows])
    return Table(narrow, labels, names, feature_names=feature_names)


def _csv_rows(path: Path, text: str) -> list[tuple[int, list[str]]]:
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)  # a comma where all are equally rare
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    rows: list[tuple[int, list[str]]] = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((reader.line_num, [" ".join(cell.split()) for cell in cells]))
            if len(rows) > MOST_ROWS + 1:
                raise UserError(f"{path}: more than {MOST_ROWS} rows, at most {MOST_ROWS} are possible")
    except csv.Error as error:
        raise UserError(f"{path}, line {reader.line_num}: {_brief(error)}") from error
    return rows


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _refuse_cell(path: Path, line: int, column: int, cell: str) -> NoReturn:
    raise UserError(f"{path}, line {line}: column {column + 1} is {reprlib.repr(cell)}, not a finite number")


def _from_npz(path: Path, content: bytes) -> Table:
    samples = _npz_array(path, content, "X", "biuf", "numbers")
    classes = _npz_array(path, content, "y", "biufU", "class numbers or texts")
    if samples.ndim not in (2, 3) or 0 in samples.shape[1:]:
        raise UserError(f"{path}: array X is of shape {samples.shape}, (N, features) or (N, rows, columns) fits")
    if classes.shape != samples.shape[:1]:
        raise UserError(f"{path}: array y has shape {classes.shape}, X needs {samples.shape[:1]}")
    _check_count(path, len(samples))
    features = math.prod(samples.shape[1:])
    if features > MOST_FEATURES:
        raise UserError(f"{path}: array X has {features} features, at most {MOST_FEATURES} are possible")
    with np.errstate(over="ignore"):
        inputs = samples.reshape(len(samples), features).astype(np.float32)
    if not np.isfinite(inputs).all():
        row, column = (int(index) for index in np.argwhere(~np.isfinite(inputs))[0])
        raise UserError(f"{path}: array X, sample {row}, feature {column} is not a finite number that float32 can hold")
    labels, names = _classes(f"{path}: array y", [" ".join(str(value).split()) for value in classes.tolist()])
    image_shape = (samples.shape[1], samples.shape[2]) if samples.ndim == 3 else None
    return Table(inputs, labels, names, image_shape=image_shape)


def _npz_array(path: Path, content: bytes, name: str, kinds: str, wanted: str) -> AnyArray:
    """The array `name` of the archive; its header is checked before memory is set aside for its data."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if f"{name}.npy" not in archive.namelist():
                raise UserError(f"{path}: holds no array {name!r}; arrays X and y are needed")
            with archive.open(f"{name}.npy") as member:
                shape, dtype = _npy_header(member)
            if dtype.kind not in kinds:
                raise UserError(f"{path}: array {name} is of type {dtype}, {wanted} fit")
            if shape and shape[0] > MOST_ROWS:
                _check_count(path, shape[0])
            if math.prod(shape) * dtype.itemsize > _MOST_BYTES:
                raise UserError(f"{path}: array {name} of shape {shape} is larger than {_MOST_BYTES >> 20} MB")
            with archive.open(f"{name}.npy") as member:
                array: AnyArray = np.lib.format.read_array(member, allow_pickle=False)
                return array
    except UserError:
        raise
    except Exception as error:
        # a damaged archive fails in any of its layers (zip, zlib, header, type), each with errors of its own
        raise UserError(f"{path}: array {name} cannot be read ({_brief(error)})") from error


def _npy_header(member: Any) -> tuple[tuple[int, ...], np.dtype[Any]]:
    version = np.lib.format.read_magic(member)
    if version == (1, 0):
        shape, _, dtype = np.lib.format.read_array_header_1_0(member)
    elif version == (2, 0):
        shape, _, dtype = np.lib.format.read_array_header_2_0(member)
    else:
        raise ValueError(f"format version {version}")
    return shape, dtype


def _check_count(path: Path, count: int) -> None:
    fewest = CLASS_RANGE[0] * FEWEST_PER_CLASS
    if not fewest <= count <= MOST_ROWS:
        raise UserError(f"{path}: {count} rows, {fewest} to {MOST_ROWS} are possible")


def _classes(place: str, cells: list[str]) -> tuple[I64, tuple[str, ...]]:
    """Class indices (N,) and names, sorted as numbers if all are numbers (10 follows 9, and 1.0 is 1), else as text."""
    if all(_is_number(cell) for cell in cells):
        wrong = next((cell for cell in cells if not math.isfinite(float(cell))), None)
        if wrong is not None:
            raise UserError(f"{place}: class {reprlib.repr(wrong)} is not finite")
        values = [float(cell) for cell in cells]
        names_by_value = {value: str(int(value)) if value.is_integer() else repr(value) for value in values}
        names = [names_by_value[value] for value in sorted(names_by_value)]
        cells = [names_by_value[value] for value in values]
    else:
        names = sorted(set(cells))
    if not CLASS_RANGE[0] <= len(names) <= CLASS_RANGE[1]:
        raise UserError(f"{place}: {len(names)} different classes, {CLASS_RANGE[0]} to {CLASS_RANGE[1]} are possible")
    index_by_name = {name: index for index, name in enumerate(names)}
    labels = np.array([index_by_name[cell] for cell in cells], np.int64)
    counts = np.bincount(labels, minlength=len(names))
    if counts.min() < FEWEST_PER_CLASS:
        rare = names[int(counts.argmin())]
        raise UserError(
            f"{place}: class {reprlib.repr(rare)} has {counts.min()} samples, at least {FEWEST_PER_CLASS} are needed"
        )
    return labels, tuple(names)


def _brief(error: Exception) -> str:
    """The error's first line, short enough for one line of a terminal."""
    lines = str(error).splitlines()
    text = lines[0] if lines else type(error).__name__
    return text if len(text) <= 120 else f"{text[:117]}..."
