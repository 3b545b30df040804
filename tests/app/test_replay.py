"""A voyage sailed again: the same numbers are found the same, a changed one is found and named."""

import json
import math
from pathlib import Path

import pytest

from seaspirits_game.app import replay
from seaspirits_game.app.replay import compared
from seaspirits_game.app.simulate import SimulateOptions
from seaspirits_game.app.simulate import run as simulate
from seaspirits_game.cli import run_command
from seaspirits_game.core.config import VoyageConfig
from seaspirits_game.core.errors import UserError


@pytest.fixture(scope="module")
def voyage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("voyage") / "run"
    commands = out.parent / "commands.json"
    commands.write_text('[{"step": 20, "command": "set_learning_rate", "value": 0.2}]')
    config = VoyageConfig(task="moons", layers=(8, 8), seed=5)
    assert simulate(SimulateOptions(config=config, steps=60, every=10, out=out, commands=commands)) == 0
    return out


def test_the_same_voyage_agrees_bit_for_bit(voyage: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert replay.run(voyage / "voyage.json", tmp_path / "again") == 0
    assert "agree bit for bit in all 7 rows" in capsys.readouterr().out
    assert (tmp_path / "again" / "metrics.csv").read_bytes() == (voyage / "metrics.csv").read_bytes()


def test_a_changed_number_is_found_and_named(voyage: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "voyage.json").write_bytes((voyage / "voyage.json").read_bytes())
    lines = (voyage / "metrics.csv").read_text().splitlines()
    cells = lines[4].split(",")
    cells[3] = repr(float(cells[3]) * 1.5)
    lines[4] = ",".join(cells)
    (other / "metrics.csv").write_text("\n".join(lines) + "\n")
    assert replay.run(other / "voyage.json", tmp_path / "again", as_json=True) == 1
    record = json.loads(capsys.readouterr().out)
    assert record["agree"] is False
    assert record["first_difference"]["step"] == 30
    assert record["first_difference"]["column"] == "train_loss"
    assert record["largest_difference"]["column"] == "train_loss"


def test_without_a_record_there_is_nothing_to_compare(
    voyage: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    alone = tmp_path / "voyage.json"
    alone.write_bytes((voyage / "voyage.json").read_bytes())
    assert replay.run(alone, tmp_path / "again") == 0
    assert "to compare with" in capsys.readouterr().out


def test_a_shared_code_sails_the_same_voyage(voyage: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["share", str(voyage / "voyage.json")]) == 0
    code = capsys.readouterr().out.strip()
    assert "\n" not in code
    assert len(code) < 120
    assert run_command(["replay", "--code", code, "--out", str(tmp_path / "far")]) == 0
    assert "60 steps of the code's voyage are sailed; validation accuracy" in capsys.readouterr().out
    assert (tmp_path / "far" / "metrics.csv").read_bytes() == (voyage / "metrics.csv").read_bytes()


@pytest.mark.parametrize("words", [["--code", "sea1.nonsense"], ["--code", "sea1.0eL5", "voyage.json"], []])
def test_a_wrong_code_is_one_line_and_leaves_nothing(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command(["replay", *words, "--out", str(tmp_path / "far")]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert "code" in told.err
    assert not (tmp_path / "far").exists()


def test_wrong_input_is_one_line(voyage: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        replay.run(tmp_path / "nowhere.json", tmp_path / "again")
    with pytest.raises(UserError, match="the voyage itself"):
        replay.run(voyage / "voyage.json", voyage)
    damaged = tmp_path / "voyage.json"
    damaged.write_text("{")
    with pytest.raises(UserError, match="line 1: not JSON"):
        replay.run(damaged, tmp_path / "again")


def test_a_table_that_changed_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("a,b,label\n" + "".join(f"{i},{i % 7},{'xy'[i % 2]}\n" for i in range(40)))
    out = tmp_path / "run"
    simulate(SimulateOptions(config=VoyageConfig(task=str(table), layers=(4,)), steps=4, every=2, out=out))
    table.write_text(table.read_text().replace("1,1,y", "1,2,y"))
    with pytest.raises(UserError, match="not the one"):
        replay.run(out / "voyage.json", tmp_path / "again")


def test_rows_are_compared_number_by_number() -> None:
    rows = [{"step": 0.0, "a": math.nan, "b": 2.0}, {"step": 1.0, "a": 1.0, "b": 4.0, "dear": 1.0}]
    assert compared(rows, [dict(row) for row in rows]).agree
    assert compared(rows, rows[:1]).missing == 1
    changed = [rows[0], {**rows[1], "b": 3.0}]
    assert compared(rows, changed).first == (1, "b", 4.0, 3.0)
    assert compared(rows, changed).largest == ("b", 0.25)
    without = [rows[0], {name: value for name, value in rows[1].items() if name != "dear"}]
    found = compared(rows, without).first
    assert found is not None
    assert found[:2] == (1, "dear")
    assert not compared(rows, without).agree
