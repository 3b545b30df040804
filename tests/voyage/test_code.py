"""A voyage's code gives the voyage back, is short, and whatever else is pasted is refused in one line."""

import base64
import hashlib
import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.core.commands import (
    GrowWider,
    Rewind,
    SetDropout,
    SetLearningRate,
    SetOrthogonal,
    SetTempo,
    SingleStep,
    Tempo,
)
from seaspirits_game.core.config import TASK_NAMES, Measures, VoyageConfig
from seaspirits_game.core.errors import UserError
from seaspirits_game.voyage import code as codes
from seaspirits_game.voyage.code import PREFIX, code_of, voyage_of
from seaspirits_game.voyage.record import Voyage, current_versions

COMMANDS = st.sampled_from(
    [
        SetTempo(Tempo.X4),
        SingleStep(),
        SetLearningRate(0.125),
        SetDropout(0.25),
        SetOrthogonal(True),
        GrowWider(2, 64),
        Rewind(0),
    ]
)


def voyage(**changes: object) -> Voyage:
    fields = {"config": VoyageConfig(), "steps": 1500, "every": 25, "versions": current_versions()}
    return Voyage(**{**fields, **changes})  # type: ignore[arg-type]


@given(
    st.sampled_from(TASK_NAMES),
    st.integers(0, 2**31 - 1),
    st.lists(st.integers(1, 256), min_size=1, max_size=8).map(tuple),
    st.floats(0.001, 3.0),
    st.lists(st.tuples(st.integers(0, 900), COMMANDS), max_size=12),
    st.sampled_from(Measures),
)
def test_the_code_gives_the_voyage_back(task, seed, layers, rate, commands, measures):
    config = VoyageConfig(task=task, seed=seed, layers=layers, learning_rate=rate)
    told = voyage(config=config, commands=tuple(sorted(commands, key=lambda entry: entry[0])), measures=measures)
    back = voyage_of(code_of(told))
    assert back == told


def test_a_plain_voyage_has_a_short_code_and_white_space_does_not_matter():
    code = code_of(voyage())
    assert len(code) < 40, code
    broken = f"  {code[:9]}\n {code[9:20]}\t{code[20:]}\r\n"
    assert voyage_of(broken) == voyage()
    steered = voyage(commands=((100, SetLearningRate(0.3)), (200, SetOrthogonal(True)), (250, Rewind(120))))
    assert len(code_of(steered)) < 160
    assert voyage_of(code_of(steered)) == steered


def test_the_defaults_of_the_format_are_those_of_today():
    assert VoyageConfig().to_record() == codes._DEFAULTS, "let the code say a changed default; do not change the table"


@given(st.data())
def test_one_wrong_character_is_found(data):
    code = code_of(voyage(config=VoyageConfig(seed=17), commands=((3, SingleStep()),)))
    at = data.draw(st.integers(0, len(code) - 1))
    other = data.draw(st.sampled_from("ABCabc019-_.!é").filter(lambda letter: letter != code[at]))
    with pytest.raises(UserError, match=r"^code: ") as refusal:
        voyage_of(code[:at] + other + code[at + 1 :])
    assert "\n" not in str(refusal.value)


@given(st.text(max_size=200), st.booleans())
def test_any_text_is_refused_in_one_short_line(text, prefixed):
    with pytest.raises(UserError) as refusal:
        voyage_of(PREFIX + text if prefixed else text)
    assert "\n" not in str(refusal.value)
    assert len(str(refusal.value)) < 200


def packed(content: bytes, level: int = 9) -> str:
    """The code of any bytes, with a right checksum."""
    packer = zlib.compressobj(level, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, codes._WORDS)
    body = packer.compress(content) + packer.flush()
    return PREFIX + base64.urlsafe_b64encode(hashlib.sha256(body).digest()[:4] + body).decode().rstrip("=")


def record(**changes: object) -> bytes:
    return json.dumps({"config": {}, "commands": [], "every": 25, "steps": 100, **changes}).encode()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\x00" * 30_000_000, "has no end, or is more than"),  # a bomb: 30 MB in a few thousand characters
        (b"[" * 200_000, "not JSON"),
        (b"[1]", "not a voyage"),
        (b'{"config": {}', "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (record(steps=float("inf")), "not JSON"),
        (record(steps=True), "steps"),
        (record(steps=10**12), "steps"),
        (record(steps=-1), "steps"),
        (record(every="25"), "every"),
        (record(more=1), "more: is unknown"),
        (record(config=[]), "not in their form"),
        (record(config={"task": "/etc/passwd"}), "is not one of digits"),
        (record(config={"task": ["digits"]}), "is not one of digits"),
        (record(config={"seed": -1}), "seed"),
        (record(config={"layers": [10**9]}), "layers"),
        (record(config={"layers": "48"}), "layers"),
        (record(config={"__class__": 1}), "unknown setting"),
        (record(config={"momentum": "0.9"}), "momentum"),
        (record(commands=[{"step": 1, "command": "quit"}]), "unknown command"),
        (record(commands=[{"step": 1}]), "unknown command"),
        (record(commands=[{"step": 1, "command": "x" * 100_000}]), "unknown command"),
        (record(commands=[7]), "not an object"),
        (record(commands=[{"step": 101, "command": "single_step"}]), "after the last step"),
        (
            record(commands=[{"step": 9, "command": "single_step"}, {"step": 3, "command": "single_step"}]),
            "before its forerunner",
        ),
        (record(commands=[{"step": 1, "command": "single_step"}] * 20_001), "20001 commands"),
        (record(measures="everything"), "measures"),
    ],
)
def test_a_hostile_code_is_refused_by_name(content, told):
    with pytest.raises(UserError, match=r"^code: ") as refusal:
        voyage_of(packed(content))
    assert told in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert len(str(refusal.value)) < 250


def test_what_follows_the_end_is_refused():
    whole = base64.urlsafe_b64decode(packed(record())[len(PREFIX) :] + "==")
    body = whole[4:] + b"more"
    code = PREFIX + base64.urlsafe_b64encode(hashlib.sha256(body).digest()[:4] + body).decode().rstrip("=")
    with pytest.raises(UserError, match="no end"):
        voyage_of(code)


def test_a_code_that_is_too_long_is_refused_before_it_is_looked_at():
    with pytest.raises(UserError, match="more than a code has"):
        voyage_of("x" * 10_000_000)


def test_a_table_of_ones_own_has_no_code(tmp_path):
    with pytest.raises(UserError, match="a code carries no data"):
        code_of(voyage(config=VoyageConfig(task=str(tmp_path / "mine.csv"))))
