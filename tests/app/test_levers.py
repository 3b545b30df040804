"""A voyage in which every lever is moved, grown, rewound and hopped: sailed again, it is the same to the last bit."""

import json
from pathlib import Path

import numpy as np
import pytest

from seaspirits_game.app import replay
from seaspirits_game.app.simulate import SimulateOptions, run
from seaspirits_game.cli import run_command
from seaspirits_game.core.commands import COMMANDS_BY_NAME
from seaspirits_game.core.config import Measures, VoyageConfig
from seaspirits_game.voyage.metrics import read_metrics
from seaspirits_game.voyage.record import read_voyage

COMMANDS = [
    {"step": 5, "command": "set_tempo", "tempo": "4x"},
    {"step": 5, "command": "single_step"},
    {"step": 20, "command": "set_batch_size", "value": 32},
    {"step": 25, "command": "set_gradient_noise", "value": 0.3},
    {"step": 30, "command": "set_weight_decay", "value": 0.001},
    {"step": 35, "command": "set_dropout", "value": 0.1},
    {"step": 40, "command": "set_clipping", "value": 1.0},
    {"step": 45, "command": "set_shuffle", "on": False},
    {"step": 50, "command": "grow_wider", "layer": 1, "width": 20},
    {"step": 60, "command": "grow_deeper", "layer": 1},
    {"step": 70, "command": "set_orthogonal", "on": True},
    {"step": 80, "command": "shift_inputs", "strength": 0.5},
    {"step": 90, "command": "prune_dead", "layer": 1},
    {"step": 95, "command": "fork"},
    {"step": 96, "command": "step_back", "steps": 3},
    {"step": 100, "command": "save_checkpoint"},
    {"step": 120, "command": "rewind", "to": 55},
    {"step": 60, "command": "set_shuffle", "on": True},
    {"step": 75, "command": "hop_branch", "branch": 0},
    {"step": 120, "command": "set_learning_rate", "value": 0.02},
    {"step": 130, "command": "restore_checkpoint"},
]


@pytest.fixture(scope="module")
def sailed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("levers") / "run"
    file = out.parent / "commands.json"
    file.write_text(json.dumps(COMMANDS))
    config = VoyageConfig(task="moons", layers=(12, 8), seed=3)
    options = SimulateOptions(
        config=config, steps=140, every=10, out=out, commands=file, save_state=True, measures=Measures.CHEAP
    )
    assert run(options) == 0
    return out


def test_every_command_is_in_the_file() -> None:
    assert {entry["command"] for entry in COMMANDS} == set(COMMANDS_BY_NAME)


def test_it_is_the_same_when_sailed_again(sailed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert replay.run(sailed / "voyage.json", tmp_path / "again") == 0
    assert "agree bit for bit" in capsys.readouterr().out
    assert (tmp_path / "again" / "metrics.csv").read_bytes() == (sailed / "metrics.csv").read_bytes()
    with np.load(sailed / "state.npz") as one, np.load(tmp_path / "again" / "state.npz") as other:
        assert set(one) == set(other)
        assert all(one[name].tobytes() == other[name].tobytes() for name in one)


def test_its_branches_are_kept_and_a_step_that_is_come_back_to_has_the_same_numbers(sailed: Path) -> None:
    branches = read_voyage(sailed / "voyage.json").branches
    assert [(branch.id, branch.parent, branch.fork_step) for branch in branches] == [
        (0, None, 0),
        (1, 0, 55),
        (2, 0, 100),
    ]
    by_step: dict[int, list[dict[str, float]]] = {}
    for row in read_metrics(sailed / "metrics.csv"):
        by_step.setdefault(int(row["step"]), []).append(row)
    tip, again = by_step[120][:2]
    assert repr(tip) == repr(again), "hopping back to the tip"
    saved, restored = by_step[100][0], by_step[100][-1]
    assert saved["train_loss"] == restored["train_loss"]
    assert (saved["learning_rate"], restored["learning_rate"]) == (0.05, 0.02), "that lever stays in the hand"


def test_the_state_of_a_grown_network_can_be_recomputed(sailed: Path) -> None:
    with np.load(sailed / "state.npz") as state:
        h = state["X"].astype(np.float64)
        for index in (1, 2, 3):
            h = np.tanh(h @ state[f"W{index}"].T.astype(np.float64) + state[f"b{index}"])
            assert np.abs(h - state[f"layer{index}"]).max() < 1e-5
        assert state["W1"].shape == (20, 2)


@pytest.mark.parametrize(
    "words",
    [
        ["--orthogonal"],
        ["--noise", "0.5"],
        ["--batch", "16"],
        ["--dropout", "0.2"],
        ["--weight-decay", "0.01"],
    ],
    ids=lambda words: words[0],
)
def test_the_options_of_simulate_are_the_levers(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    common = ["simulate", "--task", "moons", "--layers", "8,6", "--steps", "20", "--every", "20"]
    ends = []
    for name, more in (("plain", []), ("moved", words)):
        assert run_command([*common, *more, "--out", str(tmp_path / name)]) == 0
        ends.append(read_metrics(tmp_path / name / "metrics.csv")[-1])
    capsys.readouterr()
    assert ends[0]["train_loss"] != ends[1]["train_loss"]
    if words == ["--orthogonal"]:
        assert ends[1]["layer2.orthogonality_defect"] < 1e-6 < ends[0]["layer2.orthogonality_defect"]
