"""The command `duel`: one JSON object, one transcript line a partition, one clear line for wrong input."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from seaspirits_game.app.duel import run_duel, sizes_of
from seaspirits_game.core.errors import UserError
from seaspirits_game.quicksort.costs import mean_comparisons, variance_comparisons


def record(capsys: pytest.CaptureFixture[str], **options: Any) -> dict[str, Any]:
    assert run_duel(as_json=True, **options) == 0
    told = capsys.readouterr()
    assert told.err == ""
    found: dict[str, Any] = json.loads(told.out)
    return found


def test_the_result_is_one_json_object_that_repeats(capsys: pytest.CaptureFixture[str]) -> None:
    found = [record(capsys, n=16, seed=3, rounds=5, player="median3") for _ in range(2)]
    assert found[0] == found[1]
    assert found[0]["n"] == 16
    assert found[0]["rounds"] == 5
    assert found[0]["player"]["rule"] == "median3"
    assert found[0]["rival"]["mean"] == sum(found[0]["rival"]["comparisons"]) / 5
    rows = zip(found[0]["player"]["comparisons"], found[0]["rival"]["comparisons"], strict=True)
    assert found[0]["player_wins"] == sum(player < rival for player, rival in rows)


def test_means_of_several_sizes_are_within_three_standard_errors(capsys: pytest.CaptureFixture[str]) -> None:
    found = record(capsys, n="16,32,64", rounds=1_000, seed=2)["duels"]
    assert [duel["n"] for duel in found] == [16, 32, 64]
    for duel in found:
        for side in ("player", "rival"):
            error = (variance_comparisons(duel["n"]) / 1_000) ** 0.5
            assert abs(duel[side]["mean"] - mean_comparisons(duel["n"])) < 3 * error


def test_the_transcript_adds_up_and_covers_the_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "deep" / "moves.jsonl"
    found = record(capsys, n=20, rounds=4, player="ninther", transcript_path=path)
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    assert set(lines[0]) == {"round", "side", "lo", "hi", "pivot", "spent"}
    for number in range(4):
        for side in ("player", "rival"):
            mine = [line for line in lines if (line["round"], line["side"]) == (number, side)]
            total = sum(line["hi"] - line["lo"] - 1 + line["spent"] for line in mine)
            assert total == found[side]["comparisons"][number]
            assert all(0 <= line["pivot"] < line["hi"] - line["lo"] for line in mine)
            assert mine[0]["lo"] == 0
            assert mine[0]["hi"] == 20


def test_a_file_is_the_row_of_every_round(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "losses.txt"
    path.write_text("\n".join(map(str, range(30))))
    found = record(capsys, input=str(path), rounds=2, player="first")
    assert found["n"] == 30
    assert found["player"]["comparisons"] == [435, 435]
    assert record(capsys, n=10, input=str(path), player="first")["player"]["comparisons"] == [45]


def test_the_killer_drowns_its_rule(capsys: pytest.CaptureFixture[str]) -> None:
    found = record(capsys, n=40, input="killer", player="random", rival="middle", rounds=20)
    assert found["input"] == "killer of middle"
    assert set(found["rival"]["comparisons"]) == {780}
    assert found["player_wins"] == 20


def test_people_get_lines_with_the_theory(capsys: pytest.CaptureFixture[str]) -> None:
    run_duel(n=16, rounds=3)
    told = capsys.readouterr().out
    assert "3 rounds on 16 elements (random)" in told
    assert "random pivots on distinct values expect 50.9 ± 7.3" in told


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"n": 1}, "--n: 1 is not a whole number from 2 to 100000"),
        ({"n": "16,x"}, "--n: 'x' is not a whole number"),
        ({"n": "-4"}, "--n: '-4' is not a whole number"),
        ({"n": ""}, "--n: '' is not a whole number"),
        ({"n": 100_001}, "--n: 100001 is not"),
        ({"n": 10_001, "input": "killer"}, "--n: 10001 is too long for --input killer; it is built for up to 10000"),
        ({"rounds": 0}, "--rounds: 0 is not a whole number from 1"),
        ({"seed": -1}, "--seed: -1 is not"),
        ({"murk": float("nan")}, "--murk: nan is not a number from 0 to 10"),
        ({"murk": -0.1}, "--murk: -0.1 is not"),
        ({"player": "bogo"}, "--player: unknown rule 'bogo'; known are first, last"),
        ({"rival": "human"}, "--rival: rule 'human' needs a person"),
        ({"input": "storm"}, "--input: 'storm' is neither a file nor one of random, sorted"),
    ],
)
def test_wrong_input_gets_one_line_that_names_the_option(options: dict[str, Any], message: str) -> None:
    with pytest.raises(UserError) as caught:
        run_duel(**options)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "row.txt"
    path.write_text("1\nnan\n")
    with pytest.raises(UserError, match="line 2: 'nan'"):
        run_duel(input=str(path))
    path.write_text("1 2 3")
    with pytest.raises(UserError, match="--n: 4 is more than the 3 numbers"):
        run_duel(n=4, input=str(path))


def test_a_transcript_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match=r"--transcript: .* cannot be written"):
        run_duel(n=4, transcript_path=tmp_path / "file" / "moves.jsonl")
    with pytest.raises(UserError, match=r"--transcript: .* cannot be written"):
        run_duel(n=4, transcript_path=tmp_path)


def test_sizes_may_be_given_as_a_number() -> None:
    assert sizes_of(np.iinfo(np.int8).max) == (127,)
    assert sizes_of(None) == ()
