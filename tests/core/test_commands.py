"""Commands travel through JSON unchanged, and a wrong record says what is wrong."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.core import ranges
from seaspirits_game.core.commands import (
    COMMANDS_BY_NAME,
    LEARNING_RATE_RANGE,
    Command,
    Fork,
    GrowDeeper,
    GrowWider,
    HopBranch,
    PruneDead,
    RestoreCheckpoint,
    Rewind,
    SaveCheckpoint,
    SetBatchSize,
    SetClipping,
    SetDropout,
    SetGradientNoise,
    SetLearningRate,
    SetOrthogonal,
    SetShuffle,
    SetTempo,
    SetWeightDecay,
    ShiftInputs,
    SingleStep,
    Tempo,
    from_record,
    to_record,
)
from seaspirits_game.core.errors import UserError

layers = st.integers(*ranges.DEPTH_RANGE)
commands = st.one_of(
    st.builds(SetTempo, st.sampled_from(Tempo)),
    st.builds(SetLearningRate, st.floats(*LEARNING_RATE_RANGE)),
    st.builds(SetBatchSize, st.integers(*ranges.BATCH_RANGE)),
    st.builds(SetGradientNoise, st.floats(*ranges.GRADIENT_NOISE_RANGE)),
    st.builds(SetWeightDecay, st.floats(*ranges.WEIGHT_DECAY_RANGE)),
    st.builds(SetDropout, st.floats(*ranges.DROPOUT_RANGE)),
    st.builds(SetOrthogonal, st.booleans()),
    st.builds(SetClipping, st.floats(*ranges.CLIPPING_RANGE)),
    st.builds(SetShuffle, st.booleans()),
    st.builds(ShiftInputs, st.floats(*ranges.SHIFT_RANGE)),
    st.builds(GrowWider, layers, st.integers(*ranges.WIDTH_RANGE)),
    st.builds(GrowDeeper, layers),
    st.builds(PruneDead, layers),
    st.builds(Rewind, st.integers(*ranges.STEP_RANGE)),
    st.builds(HopBranch, st.integers(*ranges.BRANCH_RANGE)),
    st.sampled_from([SingleStep(), SaveCheckpoint(), RestoreCheckpoint(), Fork()]),
)


def test_the_registry_holds_every_command_under_its_own_name() -> None:
    assert set(COMMANDS_BY_NAME.values()) == set(Command.__args__)
    assert all(kind.name == name for name, kind in COMMANDS_BY_NAME.items())


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
        ({"command": "set_batch_size", "value": 0}, "value: 0"),
        ({"command": "set_batch_size", "value": 2.0}, "2.0"),
        ({"command": "set_dropout", "value": 1.0}, "1.0"),
        ({"command": "set_orthogonal", "on": 1}, "1"),
        ({"command": "grow_wider", "layer": 1}, "width: None"),
        ({"command": "grow_deeper", "layer": 0}, "layer: 0"),
        ({"command": "rewind", "step": -1}, "-1"),
        ({"command": "hop_branch", "branch": True}, "True"),
        ({"command": "shift_inputs", "strength": 9}, "9"),
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
    st.sampled_from([*COMMANDS_BY_NAME, "x"]),
    st.dictionaries(st.sampled_from(["value", "tempo", "on", "layer", "y"]), json_values),
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
