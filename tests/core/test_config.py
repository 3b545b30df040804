"""A voyage's settings are checked when they are made, and survive JSON."""

import json
from typing import Any

import pytest

from seaspirits_game.core.config import VoyageConfig
from seaspirits_game.core.errors import UserError


def test_settings_survive_json() -> None:
    config = VoyageConfig(task="moons", seed=7, layers=(5, 4), noise=0.5, init="small", orthogonal=True)
    assert VoyageConfig.from_record(json.loads(json.dumps(config.to_record()))) == config


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("seed", -1),
        ("seed", 1.5),
        ("seed", True),
        ("layers", ()),
        ("layers", (0,)),
        ("layers", (4,) * 9),
        ("layers", 7),
        ("layers", "48"),
        ("task", 3),
        ("activation", "gelu"),
        ("init", "huge"),
        ("orthogonal", "yes"),
        ("learning_rate", 0.0),
        ("learning_rate", float("nan")),
        ("momentum", 1.0),
        ("weight_decay", -0.1),
        ("dropout", 1.0),
        ("noise", float("inf")),
        ("batch", 0),
        ("colour", "blue"),
    ],
)
def test_a_wrong_setting_is_one_line_with_its_value(field: str, value: Any) -> None:
    with pytest.raises(UserError) as caught:
        VoyageConfig.from_record({field: value})
    assert "\n" not in str(caught.value)
    assert field.split("_")[-1].rstrip("s") in str(caught.value) or field in ("learning_rate",)
