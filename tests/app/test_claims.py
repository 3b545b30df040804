"""The command: resumable, indifferent to the number of processes, and one JSON object on request."""

import json
from pathlib import Path

import pytest

from seaspirits_game import cli
from seaspirits_game.app import claims
from seaspirits_game.app.claims import PAGE, RECORD, VOYAGES

WORDS = ["claims", "--seeds", "1-2", "--tasks", "moons", "--steps", "10", "--only", "entropy,randomness", "--jobs", "1"]
NAMES = {f"{name}-{seed}.json" for name in ("moons-standard", "moons-small", "rows-pivots") for seed in (1, 2)}


def run(out, capsys, *more):
    code = cli.run_command([*WORDS, "--out", str(out), *more])
    told = capsys.readouterr()
    assert (code, told.err) == (0, "")
    return told.out


def written(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


@pytest.fixture
def made(monkeypatch):
    """The voyages that are really made."""
    keys = []
    real = claims.outcome_record
    monkeypatch.setattr(claims, "outcome_record", lambda *key: keys.append(key[:3]) or real(*key))
    return keys


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    out = tmp_path_factory.mktemp("claims") / "out"
    assert cli.run_command([*WORDS, "--out", str(out)]) == 0
    return written(out)


def laid(out: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(content)
    return out


def test_it_leaves_outcomes_a_record_and_a_page(finished):
    assert set(finished) == {RECORD, PAGE, *(f"{VOYAGES}/{name}" for name in NAMES)}
    record = json.loads(finished[RECORD])
    assert (record["seeds"], record["tasks"], record["steps"]) == ([1, 2], ["moons"], 10)
    assert [claim["key"] for claim in record["claims"]] == ["entropy", "randomness"]
    page = finished[PAGE].decode()
    assert "python main.py claims --seeds 1-2 --tasks moons --only entropy,randomness --steps 10\n" in page


def test_json_is_one_object_and_the_same_as_the_file(finished, tmp_path, capsys):
    told = run(laid(tmp_path / "out", finished), capsys, "--json")
    assert told.count("\n") == 1
    assert json.loads(told) == json.loads(finished[RECORD])


def test_in_words_it_tells_a_verdict_a_claim(finished, tmp_path, capsys):
    told = run(laid(tmp_path / "out", finished), capsys).splitlines()
    claims_found = json.loads(finished[RECORD])["claims"]
    assert [line.split("  ")[0] for line in told[:-1]] == [claim["title"] for claim in claims_found]
    assert [line.split()[-1] for line in told[:-1]] == [claim["verdict"] for claim in claims_found]
    assert told[-1].startswith(str(tmp_path / "out" / PAGE))


def test_what_is_there_is_not_made_again(finished, tmp_path, capsys, made):
    out = laid(tmp_path / "out", finished)
    (out / VOYAGES / "moons-small-2.json").unlink()
    (out / RECORD).unlink()
    run(out, capsys)
    assert made == [("moons", "small", 2)]
    assert written(out) == finished


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[: len(content) // 2],
        lambda content: b"",
        lambda content: b"\xff\xfe",
        lambda content: b"[1, 2]",
        lambda content: json.dumps({**json.loads(content), "readings": {"x": "high"}}).encode(),
        lambda content: content.replace(b'"steps": 10', b'"steps": 11'),
        lambda content: content.replace(b'"seed": 2', b'"seed": 1'),
        lambda content: content.replace(b'"torch": "', b'"torch": "0.'),
        lambda content: content.replace(b'"momentum": 0.9', b'"momentum": 0.8'),
        lambda content: content.replace(b'"format": 1', b'"format": 0'),
    ],
    ids=[
        "torn off",
        "empty",
        "not text",
        "not an outcome",
        "not numbers",
        "steps",
        "seed",
        "torch",
        "settings",
        "format",
    ],
)
def test_a_damaged_or_foreign_outcome_is_made_anew(damage, finished, tmp_path, capsys, made):
    out = laid(tmp_path / "out", finished)
    path = out / VOYAGES / "moons-small-2.json"
    path.write_bytes(damage(path.read_bytes()))
    assert path.read_bytes() != finished[f"{VOYAGES}/{path.name}"]
    run(out, capsys)
    assert made == [("moons", "small", 2)]
    assert written(out) == finished


def test_an_interrupted_run_keeps_what_it_has_made(finished, tmp_path, capsys, monkeypatch):
    real, count = claims.outcome_record, 0

    def interrupted(*key):
        nonlocal count
        count += 1
        if count == 4:
            raise KeyboardInterrupt
        return real(*key)

    monkeypatch.setattr(claims, "outcome_record", interrupted)
    assert cli.run_command([*WORDS, "--out", str(tmp_path / "out")]) == 130
    capsys.readouterr()
    assert len(written(tmp_path / "out")) == 3
    monkeypatch.setattr(claims, "outcome_record", real)
    run(tmp_path / "out", capsys)
    assert written(tmp_path / "out") == finished


def test_two_processes_write_the_same_bytes_as_one(finished, tmp_path):
    words = [*WORDS[:-1], "2"]
    assert cli.run_command([*words, "--out", str(tmp_path / "out")]) == 0
    assert written(tmp_path / "out") == finished


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("claims", "--seeds: is missing"),
        ("claims --seeds x", "--seeds: 'x' is not a range of seeds, as 0-9"),
        ("claims --seeds 3", "--seeds: '3' is 1 seeds; 2 to"),
        ("claims --seeds 5-2", "--seeds: '5-2' is 0 seeds"),
        ("claims --seeds 0-4294967296", "--seeds: 4294967296 is not"),
        ("claims --seeds 0-99999", "--seeds: '0-99999' is 100000 seeds"),
        ("claims --seeds 0-1 --tasks mons", "--tasks: 'mons' is not one of digits, moons"),
        ("claims --seeds 0-1 --tasks moons,moons", "--tasks: 'moons' is named twice"),
        ("claims --seeds 0-1 --only entropi", "did you mean entropy?"),
        ("claims --seeds 0-1 --jobs 0", "--jobs: 0"),
        ("claims --seeds 0-1 --steps 0", "--steps: 0"),
        ("claims --seeds 0-1 --out {tmp}/file", "file' is a file; a folder is needed"),
        ("claims --seeds 0-1 --only randomness --out {tmp}/file/inside", "--out: "),
    ],
)
def test_wrong_input_is_one_line(words, expected, tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert cli.run_command([word.format(tmp=tmp_path) for word in words.split()]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert expected in told.err
