"""The lessons of docs/teach.md: every command without a window is run, and says what the lesson tells the class."""

import json
import re
import shlex
from pathlib import Path

import pytest

from seaspirits_game import cli

LESSONS = Path(__file__).resolve().parents[1] / "docs" / "teach.md"
COMMANDS = [
    shlex.split(line)
    for line in re.findall(r"`python main\.py ([^`]+)`", LESSONS.read_text(encoding="utf-8"))
    if not line.startswith("play")
]


def told_by(words: list[str], folder: Path, monkeypatch, capsys) -> str:
    monkeypatch.chdir(folder)
    assert cli.run_command(words) == 0
    return capsys.readouterr().out


def test_there_are_commands_to_run():
    assert {words[0] for words in COMMANDS} == {"dive", "duel", "simulate"}


@pytest.mark.slow
@pytest.mark.parametrize("words", [words for words in COMMANDS if words[0] == "dive"], ids=shlex.join)
def test_whoever_does_nothing_wins_neither(words, tmp_path, monkeypatch, capsys):
    assert "idle wins 0 of 3" in told_by(words, tmp_path, monkeypatch, capsys)


def test_the_first_element_is_the_worst_pivot_of_a_sorted_row_and_chance_has_no_bad_row(tmp_path, monkeypatch, capsys):
    rows = [words for words in COMMANDS if words[0] == "duel"]
    first, killer = (json.loads(told_by(words, tmp_path, monkeypatch, capsys)) for words in rows)
    assert first["player"]["mean"] == 32_640 == 256 * 255 / 2
    assert killer["player"]["mean"] > 5 * killer["rival"]["mean"]
    for told in (first, killer):
        assert 1_500 < told["rival"]["mean"] < 3_000, "some two thousand"


def test_one_curve_creeps_and_the_other_falls(tmp_path, monkeypatch, capsys):
    (cold,) = (words for words in COMMANDS if words[0] == "simulate")
    warm = [*cold[: cold.index("--lr")], "--lr", "0.1", "--out", "run"]
    losses = []
    for words in (cold, warm):
        assert told_by(words, tmp_path, monkeypatch, capsys) is not None
        last = (tmp_path / words[-1] / "metrics.csv").read_text(encoding="utf-8").splitlines()[-1]
        losses.append(float(last.split(",")[3]))
    assert losses[1] < 0.6 * losses[0]
