"""`logbook` tells what was played, and carries it from one machine to another."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from seaspirits_game.cli import run_command
from seaspirits_game.storage.logbook import Logbook
from tests.storage.entries import a_dive, a_duel, a_lesson


@pytest.fixture
def played(tmp_path: Path) -> Path:
    with closing(Logbook(tmp_path / "played.sqlite")) as book:
        book.add(a_duel(1, n=24, scores=(0.75, 0.5)))
        book.add(a_duel(2, mode="sea", n=16, scores=(0.25,)))
        book.add(a_dive(stars=3))
        book.add(a_lesson())
    return tmp_path / "played.sqlite"


def test_it_tells_the_best_score_of_each_mode_and_size(played: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["logbook", "--file", str(played)]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == f"{played}: 0 voyages, 1 dives, 2 duels, 1 lessons"
    assert [line.split()[:3] for line in told[2:4]] == [["duel", "24", "0.750"], ["sea", "16", "0.250"]]
    assert told[4] == "first-light: 3 of 3 stars, played 1 times"


def test_it_travels_as_one_file(played: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    carried, there = tmp_path / "carried.sea", tmp_path / "there.sqlite"
    assert run_command(["logbook", "--file", str(played), "--export", str(carried), "--json"]) == 0
    here = json.loads(capsys.readouterr().out)
    assert here["exported"]["bytes"] == carried.stat().st_size
    assert run_command(["logbook", "--file", str(there), "--import", str(carried), "--json"]) == 0
    arrived = json.loads(capsys.readouterr().out)
    assert arrived["added"] == {"voyages": 0, "dives": 1, "duels": 2, "lessons": 1, "settings": 0}
    assert arrived["best_scores"] == here["best_scores"]
    assert arrived["stars"] == here["stars"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--import", "nowhere.sea"], "cannot be read"),
        (["--export", "."], "--export"),
        (["--export", "no/where.sea"], "--export"),
        (["--export", "played.sqlite"], "the logbook itself"),
    ],
)
def test_wrong_files_are_one_line(
    words: list[str], told: str, played: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(played.parent)
    assert run_command(["logbook", "--file", str(played), *words]) == 2
    out = capsys.readouterr()
    assert out.out == ""
    assert out.err.count("\n") == 1
    assert told in out.err
