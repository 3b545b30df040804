"""The body of the command `replay`: sail a voyage again, and say whether its measures are the same."""

import json
import math
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from seaspirits_game.app.simulate import INTERRUPTED, METRICS, TORN, carry_out
from seaspirits_game.core.errors import UserError
from seaspirits_game.voyage.code import voyage_of
from seaspirits_game.voyage.metrics import read_metrics
from seaspirits_game.voyage.record import Status, Voyage, current_versions, read_voyage, table_digest

AGREE, DIFFER = 0, 1
"""Exit codes."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two records of one voyage, row by row."""

    rows: int
    """Rows that both have."""
    missing: int
    """Rows that only one of them has."""
    first: tuple[int, str, float, float] | None
    """Step, column, value before and value now of the first difference; None when there is none."""
    largest: tuple[str, float]
    """The column that differs most, and by how much relative to its largest value; ("", 0.0) when none does."""

    @property
    def agree(self) -> bool:
        """Whether every number is the same, to the last bit."""
        return self.missing == 0 and self.first is None


def compared(before: list[dict[str, float]], now: list[dict[str, float]]) -> Comparison:
    """How two lists of rows of metrics.csv differ; NaN equals NaN, an empty cell equals an empty cell."""
    first: tuple[int, str, float, float] | None = None
    largest = ("", 0.0)
    scales = {name: max((abs(row[name]) for row in before if math.isfinite(row.get(name, math.nan))), default=0.0)
              for name in {name for row in before for name in row}}  # fmt: skip
    for old, new in zip(before, now, strict=False):
        for name in [*old, *(name for name in new if name not in old)]:
            was, became = old.get(name, math.nan), new.get(name, math.nan)
            if (name in old) == (name in new) and (was == became or (math.isnan(was) and math.isnan(became))):
                continue
            first = first or (int(old["step"]), name, was, became)
            gap = abs(became - was) / scales.get(name, 0.0) if scales.get(name) else math.inf
            if not gap <= largest[1]:
                largest = (name, gap if math.isfinite(gap) else math.inf)
    return Comparison(min(len(before), len(now)), abs(len(before) - len(now)), first, largest)


def run(path: Path | None, out: Path, as_json: bool = False, code: str | None = None) -> int:
    """Sail the voyage of the file `path` into the folder `out` and compare with the metrics.csv beside the file; or,
    without a file, that of `code`, which there is nothing to compare with.

    Raises:
        UserError: the file is no voyage, its table has changed, the code is none, or `out` cannot take it.
    """
    if (path is None) == (code is None):
        raise UserError("--code: give either the voyage.json of a run or a code, not both and not neither")
    if path is None:
        return _sail_code(code or "", out, as_json)
    original = read_voyage(path)
    told = path.parent / METRICS
    before = read_metrics(told) if told.is_file() else None
    if out.resolve() == path.parent.resolve():
        raise UserError(f"--out: {str(out)!r} is the folder of the voyage itself; choose a new folder")
    _check_table(path, original)
    versions = current_versions()
    others = [name for name, version in versions.items() if original.versions.get(name) != version]
    made = carry_out(_anew(original, versions), out)
    if made.voyage.status is Status.INTERRUPTED:
        return INTERRUPTED
    comparison = None if before is None else compared(before, made.rows)
    if as_json:
        print(json.dumps(_record(out, made.voyage, comparison, others)))
    else:
        print(f"{out}: {_told(made.voyage, comparison, told)}")
        if others and comparison is not None and not comparison.agree:
            names = ", ".join(f"{name} {original.versions.get(name)} then, {versions[name]} now" for name in others)
            print(f"seaspirits: made by other versions: {names}", file=sys.stderr)
    if made.voyage.status is Status.TORN and original.status is not Status.TORN:
        return TORN
    return AGREE if comparison is None or comparison.agree else DIFFER


def _sail_code(code: str, out: Path, as_json: bool) -> int:
    made = carry_out(voyage_of(code), out)
    if made.voyage.status is Status.INTERRUPTED:
        return INTERRUPTED
    if as_json:
        print(json.dumps(_record(out, made.voyage, None, [])))
    else:
        last = made.rows[-1] if made.rows else {}
        accuracy = f"; validation accuracy {last['val_accuracy']:.4f}" if last else ""
        print(f"{out}: {made.voyage.step} steps of the code's voyage are sailed{accuracy}")
    return TORN if made.voyage.status is Status.TORN else AGREE


def _anew(original: Voyage, versions: dict[str, str]) -> Voyage:
    return replace(original, versions=versions, status=Status.INTERRUPTED, step=0, torn_in=None, branches=())


def _check_table(path: Path, original: Voyage) -> None:
    if original.table_sha256 is not None and table_digest(original.config.task) != original.table_sha256:
        raise UserError(f"{path}: the table {original.config.task!r} is not the one that this voyage was made with")


def _told(voyage: Voyage, comparison: Comparison | None, told: Path) -> str:
    if comparison is None:
        return f"{voyage.step} steps sailed again; there is no {told} to compare with"
    if comparison.agree:
        return f"the measures agree bit for bit in all {comparison.rows} rows"
    if comparison.first is None:
        return f"{comparison.rows} rows agree bit for bit, {comparison.missing} rows are in one of the two only"
    step, name, was, became = comparison.first
    column, gap = comparison.largest
    return (
        f"the measures differ from step {step} on: {name} was {was!r} and is {became!r}; "
        f"the largest difference is {gap:.3g} of its size, in {column}"
    )


def _record(out: Path, voyage: Voyage, comparison: Comparison | None, others: list[str]) -> dict[str, Any]:
    record: dict[str, Any] = {
        "out": str(out),
        "status": voyage.status.value,
        "step": voyage.step,
        "other_versions": others,
        "compared": comparison is not None,
    }
    if comparison is not None:
        record |= {"agree": comparison.agree, "rows": comparison.rows, "missing_rows": comparison.missing}
        if comparison.first is not None:
            step, name, was, became = comparison.first
            record["first_difference"] = {"step": step, "column": name, "was": repr(was), "is": repr(became)}
            record["largest_difference"] = {"column": comparison.largest[0], "relative": repr(comparison.largest[1])}
    return record
