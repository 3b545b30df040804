"""A voyage as a short text that another machine can paste: task, seed, settings and commands, nothing of a result.

`sea1.` and base64url of four bytes of checksum and the deflated JSON. What stands at its default is left out: those of
format 1 are written down here, so that a later program reads an old code as it was meant. Codes come from strangers:
whatever is damaged, too large or not a voyage is refused in one line, and nothing in a code is ever run or opened.
"""

import base64
import binascii
import hashlib
import json
import zlib
from typing import Any, NoReturn

from seaspirits_game.core.config import TASK_NAMES, Measures, VoyageConfig
from seaspirits_game.core.errors import UserError
from seaspirits_game.voyage.record import Voyage, command_of, current_versions, entry_of, out_of_order

PREFIX = "sea1."
LONGEST = 100_000
"""Characters of a code."""
_LARGEST = 1_000_000
"""Bytes of the JSON within."""
MOST_COMMANDS, MOST_STEPS = 20_000, 10_000_000
_SUM_BYTES = 4
_MOST_TOLD = 200
"""Characters of a refusal: it may quote what a stranger wrote."""
_WINDOW = -15
"""Raw deflate: the checksum is our own."""
_DEFAULTS: dict[str, Any] = {
    "task": "digits", "seed": 0, "layers": [48, 48, 32], "activation": "tanh", "learning_rate": 0.05, "momentum": 0.9,
    "weight_decay": 0.0, "dropout": 0.0, "noise": 0.0, "batch": 64, "init": "standard", "orthogonal": False,
    "clip": 0.0, "shuffle": True, "reversible": False, "samples": 0, "label_noise": 0.0,
}  # fmt: skip
"""Of format 1, for ever."""
_WORDS = (
    b'[],"set_gradient_noise""set_weight_decay""set_orthogonal""set_batch_size""set_learning_rate","value":'
    b'"set_tempo","tempo":"unbounded"{"step":,"command":"rewind""samples":"label_noise":"reversible":true"init":"small"'
    b'"batch":"noise":"dropout":"momentum":"activation":"relu""layers":[48,48,32]"task":"moons""circles""spirals"'
    b'"blobs""digits""seed":{"config":{"commands":[],"every":25,"steps":1500}'
)
"""What deflate may point back to from the first byte on; for ever, too."""


def code_of(voyage: Voyage) -> str:
    """The code of a voyage.

    Raises:
        UserError: it learns a person's own table, which no code can carry, or has too many commands.
    """
    config = voyage.config.to_record()
    if voyage.config.task not in TASK_NAMES:
        raise UserError(f"task {voyage.config.task!r} is a table of your own: a code carries no data")
    if len(voyage.commands) > MOST_COMMANDS:
        raise UserError(f"{len(voyage.commands)} commands are more than a code holds ({MOST_COMMANDS})")
    record: dict[str, Any] = {
        "config": {name: value for name, value in config.items() if _DEFAULTS.get(name) != value},
        "commands": [entry_of(step, command) for step, command in voyage.commands],
        "every": voyage.every,
        "steps": voyage.steps,
    }
    if voyage.measures is not Measures.ALL:
        record["measures"] = voyage.measures.value
    content = json.dumps(record, separators=(",", ":"), allow_nan=False).encode()
    packer = zlib.compressobj(9, zlib.DEFLATED, _WINDOW, 9, zlib.Z_DEFAULT_STRATEGY, _WORDS)
    packed = packer.compress(content) + packer.flush()
    code = PREFIX + base64.urlsafe_b64encode(_checksum(packed) + packed).decode().rstrip("=")
    if len(code) > LONGEST:
        raise UserError(f"the code would have {len(code)} characters, more than {LONGEST}")
    return code


def voyage_of(code: str) -> Voyage:
    """The voyage of a code, still to be sailed; white space in the code counts nothing.

    Raises:
        UserError: damaged, too long, or not the code of a voyage; says which.
    """
    if len(code) > 2 * LONGEST:
        raise UserError(f"code: {len(code)} characters are more than a code has ({LONGEST})")
    text = "".join(code.split())
    if len(text) > LONGEST:
        raise UserError(f"code: {len(text)} characters are more than a code has ({LONGEST})")
    if not text.startswith(PREFIX):
        raise UserError(f"code: it does not begin with {PREFIX!r}; that of another version, or no code at all")
    try:
        return _voyage_of_record(_unpacked(text[len(PREFIX) :]))
    except UserError as error:
        told = " ".join(str(error).split())
        raise UserError(f"code: {told if len(told) <= _MOST_TOLD else told[:_MOST_TOLD] + '…'}") from None


def _checksum(packed: bytes) -> bytes:
    return hashlib.sha256(packed).digest()[:_SUM_BYTES]


def _unpacked(text: str) -> dict[str, Any]:
    try:
        content = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise UserError("a character is missing or does not belong there") from None
    packed = content[_SUM_BYTES:]
    if _checksum(packed) != content[:_SUM_BYTES]:
        raise UserError("it is damaged, its checksum is another one")
    unpacker = zlib.decompressobj(_WINDOW, _WORDS)
    try:
        plain = unpacker.decompress(packed, _LARGEST)
    except zlib.error:
        raise UserError("what is within cannot be unpacked") from None
    if not unpacker.eof or unpacker.unused_data:
        raise UserError(f"what is within has no end, or is more than {_LARGEST} bytes")
    try:
        record = json.loads(plain, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise UserError("what is within is not JSON") from None
    if not isinstance(record, dict):
        raise UserError("what is within is not a voyage")
    return record


def _no_number(text: str) -> NoReturn:
    raise ValueError(text)


def _voyage_of_record(record: dict[str, Any]) -> Voyage:
    odd = sorted(set(record) ^ {"config", "commands", "every", "steps"} - {"measures"})
    if [name for name in odd if name != "measures"]:
        name = next(name for name in odd if name != "measures")
        raise UserError(f"{name[:40]}: is {'unknown' if name in record else 'missing'}")
    config, commands = record["config"], record["commands"]
    if not isinstance(config, dict) or not isinstance(commands, list):
        raise UserError("settings or commands are not in their form")
    if len(commands) > MOST_COMMANDS:
        raise UserError(f"{len(commands)} commands are more than a code holds ({MOST_COMMANDS})")
    settings = {**_DEFAULTS, **config}
    if settings["task"] not in TASK_NAMES:
        raise UserError(f"task {str(settings['task'])[:40]!r} is not one of {', '.join(TASK_NAMES)}")
    measures = record.get("measures", Measures.ALL.value)
    if measures not in [member.value for member in Measures]:
        raise UserError(f"measures: {str(measures)[:40]!r} is none that there are")
    steps, every = (_whole(record[name], name) for name in ("steps", "every"))
    voyage = Voyage(
        config=VoyageConfig.from_record(settings),
        steps=steps,
        every=max(every, 1),
        commands=tuple(command_of(entry) for entry in commands),
        measures=Measures(measures),
        versions=current_versions(),
    )
    late = next((step for step, _ in voyage.commands if step > steps), None)
    if late is not None:
        raise UserError(f"a command at step {late} comes after the last step, {steps}")
    if (index := out_of_order(voyage.commands)) is not None:
        raise UserError(f"command {index + 1} lies before its forerunner")
    return voyage


def _whole(value: object, name: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_STEPS:
        raise UserError(f"{name}: {str(value)[:40]!r} is not a whole number from 0 to {MOST_STEPS}")
    return value
