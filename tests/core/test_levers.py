"""Levers are checked when they are set, survive JSON, and begin where the settings put them."""

import json
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.core import ranges
from seaspirits_game.core.config import VoyageConfig
from seaspirits_game.core.errors import UserError
from seaspirits_game.core.levers import Levers

levers = st.builds(
    Levers,
    learning_rate=st.floats(*ranges.LEARNING_RATE_RANGE),
    batch_size=st.integers(*ranges.BATCH_RANGE),
    gradient_noise=st.floats(*ranges.GRADIENT_NOISE_RANGE),
    weight_decay=st.floats(*ranges.WEIGHT_DECAY_RANGE),
    dropout=st.floats(*ranges.DROPOUT_RANGE),
    orthogonal=st.booleans(),
    clipping=st.floats(*ranges.CLIPPING_RANGE),
    shuffle=st.booleans(),
    input_shift=st.floats(*ranges.SHIFT_RANGE),
    layers=st.lists(st.integers(*ranges.WIDTH_RANGE), min_size=1, max_size=ranges.DEPTH_RANGE[1]).map(tuple),
    nonlinearity=st.sampled_from(ranges.NONLINEARITIES),
)


@given(levers)
def test_levers_survive_json(some: Levers) -> None:
    assert Levers.from_record(json.loads(json.dumps(some.to_record()))) == some


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("learning_rate", 0.0),
        ("batch_size", 1.5),
        ("gradient_noise", -1.0),
        ("weight_decay", float("nan")),
        ("dropout", 1.0),
        ("orthogonal", 1),
        ("clipping", "much"),
        ("shuffle", None),
        ("input_shift", 4.0),
        ("layers", (0,)),
        ("layers", 7),
        ("nonlinearity", "gelu"),
        ("nonlinearity", ["tanh"]),
    ],
)
def test_a_wrong_lever_is_named_with_its_value(name: str, value: Any) -> None:
    with pytest.raises(UserError, match=name):
        Levers.from_record({**Levers().to_record(), name: value})


def test_a_record_with_other_keys_is_refused() -> None:
    with pytest.raises(UserError, match="'salt' is unknown"):
        Levers.from_record({**Levers().to_record(), "salt": 1})
    with pytest.raises(UserError, match="'dropout' is missing"):
        Levers.from_record({name: value for name, value in Levers().to_record().items() if name != "dropout"})
    with pytest.raises(UserError, match="not an object"):
        Levers.from_record([1])


def test_the_settings_say_where_every_lever_begins() -> None:
    assert VoyageConfig().levers == Levers()
    config = VoyageConfig(
        task="moons", layers=(5, 4), activation="relu", learning_rate=1, batch=7, noise=0.5, weight_decay=0.1
    )
    other = replace(config, dropout=0.25, clip=3.0, shuffle=False, orthogonal=True).levers
    assert other == Levers(
        learning_rate=1.0,
        batch_size=7,
        gradient_noise=0.5,
        weight_decay=0.1,
        dropout=0.25,
        orthogonal=True,
        clipping=3.0,
        shuffle=False,
        layers=(5, 4),
        nonlinearity="relu",
    )
    untouched = {"input_shift"}  # no setting: a red tide comes on the way
    assert all(getattr(other, f.name) != f.default for f in fields(Levers) if f.name not in untouched)
