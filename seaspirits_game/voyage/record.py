"""voyage.json: all that is needed to repeat a voyage, and how far it came."""

import hashlib
import json
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import Enum
from importlib import metadata
from pathlib import Path
from typing import Any

from seaspirits_game import __version__
from seaspirits_game.core.commands import Command, HopBranch, Rewind, from_record, to_record
from seaspirits_game.core.config import TASK_NAMES, Measures, VoyageConfig
from seaspirits_game.core.errors import UserError
from seaspirits_game.core.facts import Branch
from seaspirits_game.core.files import replace_bytes

FORMAT = 1
_KEYS = frozenset(
    {
        "format",
        "status",
        "step",
        "torn_in",
        "branches",
        "config",
        "steps",
        "every",
        "commands",
        "save_state",
        "measures",
        "table_sha256",
        "versions",
    }
)


class Status(Enum):
    """How a voyage ended. One that is under way is written down as interrupted, so that a power cut tells no lie."""

    COMPLETE = "complete"
    INTERRUPTED = "interrupted"
    TORN = "torn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voyage:
    """What voyage.json says."""

    config: VoyageConfig
    steps: int
    """The step at which it is complete."""
    every: int
    """A row of metrics.csv at each multiple of so many steps."""
    commands: tuple[tuple[int, Command], ...] = ()
    """In order, each with the step before which it is applied."""
    save_state: bool = False
    measures: Measures = Measures.ALL
    """Which columns metrics.csv has."""
    table_sha256: str | None = None
    """Of the bytes of a person's own table; None for the tasks that come with the program."""
    versions: Mapping[str, str]
    """Of whatever decides the bits of the result."""
    status: Status = Status.INTERRUPTED
    step: int = 0
    """The last step in metrics.csv; of a torn voyage the step that tore."""
    torn_in: str | None = None
    """The array that was no longer finite."""
    branches: tuple[Branch, ...] = ()
    """The ways that it took, by id, once it ended; empty when there was only one. The commands tell them as well."""

    def to_record(self) -> dict[str, Any]:
        """A JSON-ready dict."""
        return {
            "format": FORMAT,
            "status": self.status.value,
            "step": self.step,
            "torn_in": self.torn_in,
            "branches": [asdict(branch) for branch in self.branches],
            "config": self.config.to_record(),
            "steps": self.steps,
            "every": self.every,
            "commands": [entry_of(step, command) for step, command in self.commands],
            "save_state": self.save_state,
            "measures": self.measures.value,
            "table_sha256": self.table_sha256,
            "versions": dict(self.versions),
        }

    @classmethod
    def from_record(cls, record: object) -> "Voyage":
        """What `to_record` wrote.

        Raises:
            UserError: a key is missing or unknown, or a value does not fit.
        """
        if not isinstance(record, dict):
            raise UserError("not a JSON object")
        if record.get("format") != FORMAT:
            raise UserError(f"format {record.get('format')!r}, this program reads format {FORMAT}")
        record = {"measures": Measures.NONE.value, "branches": [], **record}  # older files have none
        odd = sorted(_KEYS ^ set(record))
        if odd:
            raise UserError(f"{odd[0]}: is {'unknown' if odd[0] in record else 'missing'}")
        status = record["status"]
        if status not in [member.value for member in Status]:
            raise UserError(f"status: {status!r} is not one of {', '.join(member.value for member in Status)}")
        measures = record["measures"]
        if measures not in [member.value for member in Measures]:
            known = ", ".join(member.value for member in Measures)
            raise UserError(f"measures: {measures!r} is not one of {known}")
        versions, config = record["versions"], record["config"]
        if not isinstance(versions, dict) or not all(isinstance(value, str) for value in versions.values()):
            raise UserError("versions: not an object of texts")
        if not isinstance(config, dict):
            raise UserError("config: not an object")
        if not isinstance(record["save_state"], bool):
            raise UserError(f"save_state: {record['save_state']!r} is not true or false")
        for name in ("commands", "branches"):
            if not isinstance(record[name], list):
                raise UserError(f"{name}: not a list")
        return cls(
            config=VoyageConfig.from_record(config),
            steps=_count(record, "steps", 0),
            every=_count(record, "every", 1),
            commands=tuple(command_of(entry) for entry in record["commands"]),
            save_state=record["save_state"],
            measures=Measures(measures),
            table_sha256=_text_or_none(record, "table_sha256"),
            versions=versions,
            status=Status(status),
            step=_count(record, "step", 0),
            torn_in=_text_or_none(record, "torn_in"),
            branches=tuple(_branch_of(entry) for entry in record["branches"]),
        )


def entry_of(step: int, command: Command) -> dict[str, Any]:
    """What `command_of` reads; a command's own step, where it goes to, is told as `to`.

    >>> entry_of(250, Rewind(120))
    {'step': 250, 'command': 'rewind', 'to': 120}
    """
    fields = to_record(command)
    if "step" in fields:
        fields["to"] = fields.pop("step")
    return {"step": step, **fields}


def command_of(entry: object) -> tuple[int, Command]:
    """(step, command) of `{"step": n, "command": name, ...}`.

    Raises:
        UserError: it is not of this form.

    >>> command_of({"step": 3, "command": "single_step"})
    (3, SingleStep())
    """
    if not isinstance(entry, dict):
        raise UserError(f'{entry!r} is not an object such as {{"step": 100, "command": "single_step"}}')
    step = _count(entry, "step", 0)
    fields = {key: value for key, value in entry.items() if key != "step"}
    if "to" in fields:
        fields["step"] = fields.pop("to")
    return step, from_record(fields)


def _branch_of(entry: object) -> Branch:
    if not isinstance(entry, dict) or set(entry) != {"id", "parent", "fork_step", "last_step"}:
        raise UserError(f"branches: {entry!r} is not an object of id, parent, fork_step and last_step")
    parent = None if entry["parent"] is None else _count(entry, "parent", 0)
    return Branch(_count(entry, "id", 0), parent, _count(entry, "fork_step", 0), _count(entry, "last_step", 0))


def write_voyage(path: Path, voyage: Voyage) -> None:
    """Put `voyage` into `path`, atomically.

    Raises:
        OSError: it cannot be written.
    """
    replace_bytes(path, (json.dumps(voyage.to_record(), indent=2) + "\n").encode())


def read_voyage(path: Path) -> Voyage:
    """What `write_voyage` wrote.

    Raises:
        UserError: the file is missing, unreadable, or not a voyage; one line that names it.
    """
    try:
        return Voyage.from_record(json.loads(path.read_bytes()))
    except OSError as error:
        raise UserError(f"{path}: cannot be read ({error.strerror})") from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise UserError(f"{path}: not JSON text") from error
    except json.JSONDecodeError as error:
        raise UserError(f"{path}, line {error.lineno}: not JSON ({error.msg})") from error
    except UserError as error:
        raise UserError(f"{path}: {error}") from error


def difference(one: Voyage, other: Voyage) -> str | None:
    """The first thing in which two voyages are not the same undertaking, however far each came; None if they are."""
    pairs = [(name, value, other.config.to_record()[name]) for name, value in one.config.to_record().items()]
    pairs += [(name, getattr(one, name), getattr(other, name)) for name in ("steps", "every", "save_state")]
    pairs.append(("measures", one.measures.value, other.measures.value))
    pairs += [(f"version of {name}", one.versions.get(name), value) for name, value in other.versions.items()]
    for name, mine, theirs in pairs:
        if mine != theirs:
            return f"{name} {mine!r} there, {theirs!r} now"
    if one.table_sha256 != other.table_sha256:
        return f"{other.config.task} holds another table now"
    return "other commands" if one.commands != other.commands else None


def current_versions() -> dict[str, str]:
    """Versions of what decides the bits of a result."""
    libraries = {name: metadata.version(name) for name in ("numpy", "torch")}
    return {"seaspirits": __version__, "python": platform.python_version(), **libraries, "machine": platform.machine()}


def table_digest(task: str) -> str | None:
    """SHA-256 of the bytes of the table at `task`; None when it is the name of a built-in task.

    Raises:
        UserError: the file cannot be read.
    """
    if task in TASK_NAMES:
        return None
    try:
        return hashlib.sha256(Path(task).read_bytes()).hexdigest()
    except OSError as error:
        raise UserError(f"{task}: cannot be read ({error.strerror})") from error


def out_of_order(commands: Sequence[tuple[int, Command]]) -> int | None:
    """The index of the first command whose step lies before its forerunner's, though nothing went back; else None."""
    for index in range(1, len(commands)):
        (before, forerunner), (step, _) = commands[index - 1], commands[index]
        if step < before and forerunner.name not in ("restore_checkpoint", "step_back", Rewind.name, HopBranch.name):
            return index
    return None


def _count(record: Mapping[str, Any], key: str, low: int) -> int:
    value = record.get(key)
    if isinstance(value, bool) or not isinstance(value, int) or value < low:
        raise UserError(f"{key}: {value!r} is not a whole number from {low}")
    return value


def _text_or_none(record: Mapping[str, Any], key: str) -> str | None:
    value = record[key]
    if value is not None and not isinstance(value, str):
        raise UserError(f"{key}: {value!r} is not a text")
    return value
