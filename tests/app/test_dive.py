"""Dives without a window: the same every time, told in the promised fields, and the table of balance resumes."""

import json
from pathlib import Path

import pytest

from seaspirits_game import cli
from seaspirits_game.app import balance
from seaspirits_game.app.dive import dive_once, fought
from seaspirits_game.keeper.bots import BOTS, Constant, constants
from seaspirits_game.keeper.dive import Dive, KrakenDuel
from seaspirits_game.keeper.state import Outcome, Reason
from seaspirits_game.keeper.written import load_dives

DIVES = {dive.key: dive for dive in load_dives()}


def told(capsys: pytest.CaptureFixture[str], line: str) -> tuple[int, str, str]:
    code = cli.run_command(line.split())
    out, err = capsys.readouterr()
    return code, out, err


def test_the_fields_are_those_of_the_public_surface(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = told(capsys, "dive too-cold --bot textbook --seeds 3-4 --json")
    assert code == 0
    record = json.loads(out)
    assert set(record) == {"dive", "bot", "seeds", "wins", "stars", "steps", "win_rate"}
    assert (record["dive"], record["bot"], record["seeds"]) == ("too-cold", "textbook", [3, 4])
    assert record["wins"] == sum(stars > 0 for stars in record["stars"]) == round(2 * record["win_rate"])
    assert all(0 < steps <= DIVES["too-cold"].steps for steps in record["steps"])
    assert told(capsys, "dive too-cold --bot textbook --seeds 3-4 --json")[1] == out


def test_a_person_is_told_why(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = told(capsys, "dive too-cold --bot idle --seeds 0-0")
    assert code == 0
    assert out.startswith("Too cold: idle wins 0 of 1\n")
    assert "budget" in out
    assert "worth another try from step" in out


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("dive nowhere --bot idle --seeds 0-1", "NAME: 'nowhere' is not one of"),
        ("dive too-cold --bot genius --seeds 0-1", "--bot: 'genius' is not one of idle, random, textbook"),
        ("dive too-cold --seeds 0-1", "--bot: is missing"),
        ("dive too-cold --bot idle --seeds 4-1", "--seeds"),
        ("dive too-cold --bot idle --seeds 0-1 --out x.md", "--out: only the table of all dives"),
    ],
)
def test_wrong_input_is_one_line(capsys: pytest.CaptureFixture[str], line: str, expected: str) -> None:
    code, out, err = told(capsys, line)
    assert code == 2
    assert out == ""
    assert expected in err
    assert err.count("\n") == 1


def test_the_cold_is_cured_by_warmth_and_not_by_idleness() -> None:
    dive = DIVES["too-cold"]
    idle = dive_once(dive, BOTS["idle"], 1)
    assert not idle.won
    assert idle.state.reason is Reason.BUDGET
    warm = dive_once(dive, BOTS["textbook"], 1)
    assert warm.won
    assert warm.state.outcome is Outcome.WON


def test_a_kraken_is_beaten_by_who_knows_and_never_by_silence() -> None:
    duel = KrakenDuel(at=0, says="It rises.", n=40, rival="first", murk=0.0)
    assert not fought(duel, "", 1, 1)
    assert sum(fought(duel, "true-median", 1, number) for number in range(20)) >= 19


def test_the_table_resumes_and_names_what_is_unfair(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    some = [DIVES["too-cold"]]
    dived: list[int] = []

    def counted(dive: Dive, make_bot: object, seed: int) -> object:
        dived.append(seed)
        return dive_once(dive, make_bot, seed)  # type: ignore[arg-type]

    monkeypatch.setattr(balance, "load_dives", lambda: some)
    monkeypatch.setattr(balance, "user_state_path", lambda _: tmp_path)
    monkeypatch.setattr(balance, "dive_once", counted)
    monkeypatch.setattr(balance.os, "nice", lambda _: 0)
    out = tmp_path / "balance.md"
    words = f"dive all --bot textbook --seeds 0-1 --out {out}"
    code, page, _ = told(capsys, words)
    assert code == 0
    assert len(dived) == 2
    assert out.read_text() == page.rstrip("\n") + "\n"
    assert "| Too cold | – | – | 100% |" in page
    with (tmp_path / "balance" / "results.jsonl").open("a") as lines:
        lines.write('["half a li')
    assert told(capsys, words)[0] == 0
    assert len(dived) == 2, "what is known is not dived again"
    unfair = balance.Row(some[0], {"idle": (balance.Result(True, 1, 10),)}, (balance.Alone("dropout", "x", 4, 5),))
    assert unfair.faults == ("idle wins more than 10%", "dropout alone wins 80%")


def test_single_levers_cover_their_range() -> None:
    for dive in DIVES.values():
        for lever in dive.levers:
            grid = constants(lever, (8, 8))
            assert grid or lever in ("prune_dead", "rewind")
            assert all(isinstance(player, Constant) and player.commands for player in grid)
