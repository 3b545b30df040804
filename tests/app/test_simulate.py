"""`simulate` writes the same bytes every time, whatever interrupts it, and what it writes is what the network did."""

import errno
import json
import math
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from seaspirits_game.app import simulate
from seaspirits_game.cli import run_command
from seaspirits_game.geometry.catalogue import dear_columns, readings_by_snapshot
from seaspirits_game.voyage.metrics import read_metrics, to_csv
from seaspirits_game.voyage.record import Status, read_voyage

TINY = ("simulate", "--task", "moons", "--layers", "6,4")

EAGER = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a runner in the background hands on one that ignores Ctrl-C
import seaspirits_game.app.simulate as simulate
from seaspirits_game.cli import run_command
simulate.SAVE_SECONDS = 0.0
sys.exit(run_command(sys.argv[1:]))
"""
"""The program, saving a checkpoint at every glance."""


def sail(out: Path, *words: str) -> int:
    return run_command([*TINY, "--out", str(out), *words])


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """A voyage with dropout, noise and decay, so that every random stream is in play."""
    out = tmp_path_factory.mktemp("plain") / "run"
    assert sail(out, *RICH) == 0
    return out


RICH = (
    "--steps",
    "103",
    "--every",
    "10",
    "--dropout",
    "0.1",
    "--noise",
    "0.2",
    "--weight-decay",
    "1e-3",
    "--save-state",
)


def test_the_same_command_writes_the_same_bytes(plain, tmp_path):
    assert sail(tmp_path / "run", *RICH) == 0
    for name in ("metrics.csv", "voyage.json", "state.npz"):
        assert (tmp_path / "run" / name).read_bytes() == (plain / name).read_bytes()


def test_the_machine_may_not_choose_the_threads(tmp_path):
    for count in ("1", "4"):
        words = ("simulate", "--steps", "30", "--batch", "512", "--out", str(tmp_path / count))
        environment = {**os.environ, **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), count)}
        subprocess.run(
            [sys.executable, "-m", "seaspirits_game", *words], env=environment, check=True, capture_output=True
        )
    assert (tmp_path / "1" / "metrics.csv").read_bytes() == (tmp_path / "4" / "metrics.csv").read_bytes()


@pytest.mark.parametrize("measures", ["none", "cheap"])
def test_what_is_measured_does_not_change_what_is_learned(measures, plain, tmp_path):
    assert sail(tmp_path / "run", *RICH, "--measures", measures) == 0
    rows, whole = (read_metrics(folder / "metrics.csv") for folder in (tmp_path / "run", plain))
    assert (tmp_path / "run" / "state.npz").read_bytes() == (plain / "state.npz").read_bytes()
    cheap, dear = set(readings_by_snapshot(2)), set(dear_columns(2))
    assert set(rows[0]) == set(whole[0]) - dear - (cheap if measures == "none" else set())
    assert to_csv(rows) == to_csv([{name: row[name] for name in rows[0]} for row in whole])


def test_dear_measures_are_taken_at_the_first_each_tenth_and_the_last_snapshot(plain):
    rows = read_metrics(plain / "metrics.csv")
    names = list(dear_columns(2))
    assert list(rows[0])[-len(names) :] == names
    assert [row["step"] for row in rows if "sharpness" in row] == [0, 100, 103]
    assert all(not set(names) & set(row) for row in rows if row["step"] not in (0, 100, 103))
    assert list(rows[0])[: -len(names)][-len(list(readings_by_snapshot(2))) :] == list(readings_by_snapshot(2))


def test_another_seed_writes_other_bytes(plain, tmp_path):
    assert sail(tmp_path / "run", *RICH, "--seed", "1") == 0
    assert (tmp_path / "run" / "metrics.csv").read_bytes() != (plain / "metrics.csv").read_bytes()


def test_a_finished_folder_holds_three_files_and_rows_at_each_multiple_and_the_end(plain):
    assert sorted(path.name for path in plain.iterdir()) == ["metrics.csv", "state.npz", "voyage.json"]
    assert [row["step"] for row in read_metrics(plain / "metrics.csv")] == [*range(0, 101, 10), 103]
    voyage = read_voyage(plain / "voyage.json")
    assert (voyage.status, voyage.step, voyage.config.task) == (Status.COMPLETE, 103, "moons")


def test_the_state_recomputes_and_belongs_to_the_last_row(plain):
    with np.load(plain / "state.npz") as archive:
        state = dict(archive)
    h = state["X"].astype(np.float64)
    for index in (1, 2):
        h = np.tanh(h @ state[f"W{index}"].T + state[f"b{index}"])
        np.testing.assert_allclose(state[f"layer{index}"], h, atol=1e-5)
        assert state[f"coords{index}"].shape == (len(h), 8)
    logits = h @ state["W3"].T + state["b3"]
    probs = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    np.testing.assert_allclose(state["probs"], probs, atol=1e-5)
    assert state["activation"] == "tanh"

    last = read_metrics(plain / "metrics.csv")[-1]
    loss = -np.log(probs[np.arange(len(h)), state["y"]])
    right = logits.argmax(axis=1) == state["y"]
    for name, part in (("train", 0), ("val", 1)):
        rows = state["split"] == part
        assert last[f"{name}_loss"] == pytest.approx(loss[rows].mean(), abs=1e-5)
        assert last[f"{name}_accuracy"] == pytest.approx(right[rows].mean())
    assert last["generalization_gap"] == last["val_loss"] - last["train_loss"]
    coords = state["coords2"].astype(np.float64)
    centred = state["layer2"] - state["layer2"].mean(axis=0)
    shown = coords[:, :3].var(axis=0).sum() / centred.var(axis=0).sum()
    assert last["layer2.variance_shown"] == pytest.approx(shown, abs=1e-4)


def test_commands_are_applied_at_their_steps(plain, tmp_path):
    commands = tmp_path / "commands.jsonl"
    commands.write_text(
        '{"step": 10, "command": "set_learning_rate", "value": 0.2}\n\n'
        '{"step": 25, "command": "set_learning_rate", "value": 0.01}\n'
    )
    assert sail(tmp_path / "run", *RICH, "--commands", str(commands)) == 0
    rows, before = (read_metrics(folder / "metrics.csv") for folder in (tmp_path / "run", plain))
    rates = {row["step"]: row["learning_rate"] for row in rows}
    assert (rates[0], rates[10], rates[20], rates[30], rates[103]) == (0.05, 0.05, 0.2, 0.01, 0.01)
    assert to_csv(rows[:2]) == to_csv(before[:2]), "nothing may change before the first command"
    assert rows[2]["train_loss"] != before[2]["train_loss"]


def test_a_voyage_goes_back_to_its_checkpoint(tmp_path):
    commands = tmp_path / "commands.json"
    commands.write_text(
        json.dumps(
            [
                {"step": 20, "command": "save_checkpoint"},
                {"step": 40, "command": "restore_checkpoint"},
                {"step": 30, "command": "set_learning_rate", "value": 0.1},
            ]
        )
    )
    assert sail(tmp_path / "run", "--steps", "50", "--every", "10", "--commands", str(commands)) == 0
    rows = read_metrics(tmp_path / "run" / "metrics.csv")
    assert [row["step"] for row in rows] == [0, 10, 20, 30, 40, 20, 30, 40, 50]
    assert rows[6]["train_loss"] == rows[3]["train_loss"]
    assert rows[7]["train_loss"] != rows[4]["train_loss"]


def test_a_torn_voyage_says_where_and_can_be_asked_again(tmp_path, capsys):
    words = ("--steps", "600", "--lr", "10", "--activation", "relu", "--layers", "40,40,40", "--every", "1")
    assert sail(tmp_path / "run", *words) == 3
    torn = read_voyage(tmp_path / "run" / "voyage.json")
    assert torn.status is Status.TORN
    assert [row["step"] for row in read_metrics(tmp_path / "run" / "metrics.csv")] == list(range(torn.step))
    first = capsys.readouterr().err
    assert first.count("\n") == 1
    assert f"step {torn.step}" in first
    assert sail(tmp_path / "run", *words) == 3
    assert capsys.readouterr().err == first


def test_a_finished_folder_is_left_alone_and_another_voyage_refused(plain, capsys):
    before = {path.name: path.stat().st_mtime_ns for path in plain.iterdir()}
    assert sail(plain, *RICH) == 0
    assert "complete already" in capsys.readouterr().out
    assert sail(plain, *RICH, "--lr", "0.06") == 2
    assert "learning_rate 0.05 there, 0.06 now" in capsys.readouterr().err
    assert {path.name: path.stat().st_mtime_ns for path in plain.iterdir()} == before


def test_json_is_one_object_and_nothing_else(tmp_path, capsys):
    assert sail(tmp_path / "run", "--steps", "5", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["status"], told["step"], told["rows"], told["resumed_from"]) == ("complete", 5, 2, None)
    lines = (tmp_path / "run" / "metrics.csv").read_text().splitlines()
    assert lines[0].endswith(",stage")
    assert told["stage"] == lines[-1].rpartition(",")[2]
    last = read_metrics(tmp_path / "run" / "metrics.csv")[-1]
    assert told["last"] == {name: None if math.isnan(value) else value for name, value in last.items()}
    assert sail(tmp_path / "still", "--steps", "0", "--json") == 0
    told = json.loads(capsys.readouterr().out, parse_constant=pytest.fail)
    assert told["last"]["layer1.coherence"] is None  # there is no earlier picture to compare with


LONG = ("--steps", "3000", "--every", "20", "--dropout", "0.1", "--noise", "0.1", "--momentum", "0.5")


@pytest.fixture(scope="module")
def uninterrupted(tmp_path_factory):
    out = tmp_path_factory.mktemp("long") / "run"
    assert sail(out, *LONG) == 0
    return (out / "metrics.csv").read_bytes()


@pytest.mark.parametrize("blow", [signal.SIGINT, signal.SIGKILL], ids=lambda blow: blow.name)
def test_interrupted_and_resumed_equals_uninterrupted(blow, uninterrupted, tmp_path, capsys):
    out = tmp_path / "run"
    words = [*TINY, "--out", str(out), *LONG]
    program = subprocess.Popen([sys.executable, "-c", EAGER, *words], stderr=subprocess.PIPE, stdout=subprocess.PIPE)
    until = time.monotonic() + 30.0
    while not len(list(out.glob("checkpoints/*.safetensors"))) >= 3 and time.monotonic() < until:
        time.sleep(0.005)
    program.send_signal(blow)
    told, complained = program.communicate(timeout=30)
    assert program.returncode == (130 if blow is signal.SIGINT else -signal.SIGKILL)
    assert (told, complained) == (b"", b"")
    cut = read_voyage(out / "voyage.json")
    assert cut.status is Status.INTERRUPTED
    rows = read_metrics(out / "metrics.csv")
    assert 0 < len(rows) < 151, "the blow came too late or too early to prove anything"

    capsys.readouterr()
    assert run_command([*words, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["resumed_from"] > 0
    assert (out / "metrics.csv").read_bytes() == uninterrupted
    assert sorted(path.name for path in out.iterdir()) == ["metrics.csv", "voyage.json"]


def test_a_reversible_voyage_resumes_to_the_same_bytes_too(tmp_path, monkeypatch):
    words = ("--steps", "400", "--every", "20", "--reversible", "--save-state")
    assert sail(tmp_path / "whole", *words) == 0

    class Soon:
        asked = 0

        def is_set(self) -> bool:
            self.asked += 1
            return self.asked > 20

    @contextmanager
    def soon():
        yield Soon()

    with monkeypatch.context() as patch:
        patch.setattr(simulate, "_asked_to_stop", soon)
        assert sail(tmp_path / "cut", *words) == 130
    assert 0 < len(read_metrics(tmp_path / "cut" / "metrics.csv")) < 20
    assert sail(tmp_path / "cut", *words) == 0
    for name in ("metrics.csv", "state.npz"):
        assert (tmp_path / "cut" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()
    assert read_metrics(tmp_path / "whole" / "metrics.csv")[-1]["echo"] == -math.inf


def test_without_its_rows_an_interrupted_voyage_starts_over(uninterrupted, tmp_path, monkeypatch):
    out = tmp_path / "run"

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(simulate, "SAVE_SECONDS", 0.0)
    with monkeypatch.context() as patch:
        patch.setattr(simulate.CheckpointFolder, "save", full)
        assert sail(out, *LONG) == 2
    assert read_voyage(out / "voyage.json").status is Status.INTERRUPTED
    (out / "metrics.csv").write_text("step\n1\n")
    monkeypatch.setattr(simulate, "SAVE_SECONDS", 60.0)
    assert sail(out, *LONG) == 0
    assert (out / "metrics.csv").read_bytes() == uninterrupted


def test_a_full_disk_is_one_line(tmp_path, monkeypatch, capsys):
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(simulate, "write_metrics", full)
    assert sail(tmp_path / "run", "--steps", "5") == 2
    complaint = capsys.readouterr().err
    assert complaint.count("\n") == 1
    assert "No space left on device" in complaint
    assert "--out" in complaint


def test_folders_that_cannot_serve_are_refused(tmp_path, capsys):
    (tmp_path / "file").write_text("x")
    assert sail(tmp_path / "file", "--steps", "5") == 2
    assert sail(tmp_path / "file" / "run", "--steps", "5") == 2
    assert sail(tmp_path, "--steps", "5") == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 3
    assert all(line.startswith("seaspirits: --out: ") for line in lines)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
