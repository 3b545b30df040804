"""Commands travel through JSON unchanged, and a wrong record says what is wrong."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.core.commands import (
    COMMANDS_BY_NAME,
    LEARNING_RATE_RANGE,
    Command,
    RestoreCheckpoint,
    SaveCheckpoint,
    SetLearningRate,
    SetTempo,
    SingleStep,
    Tempo,
    from_record,
    to_record,
)
from seaspirits_game.core.errors import UserError

commands = st.one_of(
    st.builds(SetTempo, st.sampled_from(Tempo)),
    st.builds(SetLearningRate, st.floats(*LEARNING_RATE_RANGE)),
    st.sampled_from([SingleStep(), SaveCheckpoint(), RestoreCheckpoint()]),
)


@given(commands)
def test_a_command_survives_json(command: Command) -> None:
    assert from_record(json.loads(json.dumps(to_record(command)))) == command


@pytest.mark.parametrize(
    ("record", "named"),
    [
        ({}, "unknown command None"),
        ({"command": "sink"}, "'sink'"),
        ({"command": "set_learning_rate"}, "None"),
        ({"command": "set_learning_rate", "value": True}, "True"),
        ({"command": "set_learning_rate", "value": float("nan")}, "nan"),
        ({"command": "set_learning_rate", "value": -1}, "-1"),
        ({"command": "set_tempo", "tempo": "3x"}, "'3x'"),
        ({"command": "single_step", "extra": 1}, "'extra'"),
    ],
)
def test_a_wrong_record_is_named(record: dict[str, object], named: str) -> None:
    with pytest.raises(UserError) as caught:
        from_record(record)
    assert named in str(caught.value)
    assert "\n" not in str(caught.value)


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.integers(),
    lambda inner: st.lists(inner, max_size=2),
    max_leaves=4,
)


@given(
    st.sampled_from([*COMMANDS_BY_NAME, "x"]), st.dictionaries(st.sampled_from(["value", "tempo", "y"]), json_values)
)
def test_any_record_is_a_command_or_one_clear_line(name: str, fields: dict[str, object]) -> None:
    try:
        command = from_record({**fields, "command": name})
    except UserError:
        return
    assert from_record(to_record(command)) == command


def test_tempi_are_steps_per_second() -> None:
    assert Tempo.PAUSE.steps_per_second == 0
    assert Tempo.X16.steps_per_second == 16 * Tempo.X1.steps_per_second
    assert Tempo.UNBOUNDED.steps_per_second == float("inf")
