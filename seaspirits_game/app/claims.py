"""The body of the command `claims`: make the voyages, in parallel and resumably, judge the claims, write them down.

The folder holds `voyages/TASK-RECIPE-SEED.json`, an outcome each, and at the end `claims.json` and `claims.md`. An
outcome counts when it is whole and of the very same undertaking (settings, steps, versions); any other is made anew.
Only this process writes: on a cluster the workers need no common disk.
"""

import json
import math
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from seaspirits_game.app.expedition import expected_header, outcome_record
from seaspirits_game.app.progress import progress
from seaspirits_game.claims.document import document
from seaspirits_game.claims.findings import Study, needed, study
from seaspirits_game.claims.hypothesis import Claim, Readings
from seaspirits_game.core.errors import UserError
from seaspirits_game.core.files import replace_bytes
from seaspirits_game.voyage.record import current_versions

VOYAGES, RECORD, PAGE = "voyages", "claims.json", "claims.md"
Key = tuple[str, str, int]
"""(task, recipe, seed)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimsOptions:
    """What the command line asks for."""

    claims: tuple[Claim, ...]
    tasks: tuple[str, ...]
    seeds: tuple[int, ...]
    steps: int
    jobs: int
    """Processes; −1 is one a core."""
    out: Path
    command: str
    """What a person would type for the same."""
    as_json: bool = False


def run(options: ClaimsOptions) -> int:
    """0, after all voyages were made or found and the claims were judged.

    Raises:
        UserError: the folder cannot be written, or is a file.
    """
    if options.out.exists() and not options.out.is_dir():
        raise UserError(f"--out: {str(options.out)!r} is a file; a folder is needed")
    versions = current_versions()
    try:
        outcomes = _outcomes(options, versions)
        found = study(
            options.claims,
            options.tasks,
            options.seeds,
            options.steps,
            lambda task, recipe, seed: outcomes[task, recipe, seed],
        )
        record = {**found.to_record(), "versions": versions}
        replace_bytes(options.out / RECORD, (json.dumps(record, indent=1) + "\n").encode())
        replace_bytes(options.out / PAGE, document(found, options.command).encode())
    except OSError as error:
        raise UserError(f"--out: {str(options.out)!r} cannot be written ({error.strerror or error})") from error
    print(json.dumps(record) if options.as_json else _told(found, options.out))
    return 0


def _outcomes(options: ClaimsOptions, versions: dict[str, str]) -> dict[Key, Readings]:
    folder = options.out / VOYAGES
    folder.mkdir(parents=True, exist_ok=True)
    keys = needed(options.claims, options.tasks, options.seeds)
    found = {key: readings for key in keys if (readings := _known(folder, key, options.steps, versions)) is not None}
    missing = [key for key in keys if key not in found]
    with progress("voyages", len(keys)) as show:
        show(len(found))
        for record in _made(missing, options, versions):
            key = (record["task"], record["recipe"], record["seed"])
            replace_bytes(_path(folder, key), (json.dumps(record) + "\n").encode())
            found[key] = record["readings"]
            show(len(found))
    return found


def _made(keys: Sequence[Key], options: ClaimsOptions, versions: dict[str, str]) -> Iterator[dict[str, Any]]:
    """The outcomes as they come, in any order."""
    if not keys:
        return
    from joblib import Parallel, delayed

    with warnings.catch_warnings():
        # said when a worker was idle for long or its memory had grown; it was replaced, and nothing is lost
        warnings.filterwarnings("ignore", message="A worker stopped while some jobs were given", category=UserWarning)
        parallel = Parallel(n_jobs=options.jobs, return_as="generator_unordered")
        yield from parallel(delayed(outcome_record)(*key, options.steps, versions) for key in keys)


def _known(folder: Path, key: Key, steps: int, versions: dict[str, str]) -> Readings | None:
    """The readings of a voyage that was made before; None when it was not, is damaged, or was another one."""
    try:
        record = json.loads(_path(folder, key).read_bytes())
    except (OSError, ValueError):  # missing, half written, not text, not JSON
        return None
    if not isinstance(record, dict):
        return None
    readings = record.pop("readings", None)
    if record != expected_header(*key, steps, versions) or not _whole(readings):
        return None
    return dict(readings)


def _whole(readings: object) -> bool:
    return isinstance(readings, dict) and all(
        isinstance(name, str)
        and (value is None or (isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)))
        for name, value in readings.items()
    )


def _path(folder: Path, key: Key) -> Path:
    task, recipe, seed = key
    return folder / f"{task}-{recipe}-{seed}.json"


def _told(found: Study, out: Path) -> str:
    width = max(len(judged.claim.title) for judged in found.judged)
    lines = [f"{judged.claim.title:{width}}  {judged.verdict.value}" for judged in found.judged]
    return "\n".join([*lines, f"{out / PAGE}: effects, intervals and what each hypothesis says"])
