"""The table of claims, as the program writes it, is what the codex reads; anything else is refused in a line."""

import json
import math
from pathlib import Path

import pytest

from seaspirits_game.claims.findings import study
from seaspirits_game.claims.registry import CLAIMS
from seaspirits_game.core.errors import UserError
from seaspirits_game.scenes.codex.evidence import load_evidence


def table() -> dict:
    """What the command writes of made-up voyages that say nothing: every shape, no finding."""
    return study(CLAIMS, ("digits", "moons"), (0, 1, 2), 50, lambda task, recipe, seed: {}).to_record()


def kept(folder: Path, record: object) -> Path:
    path = folder / "claims.json"
    path.write_text(json.dumps(record), encoding="utf-8")
    return path


def test_the_programs_own_table_is_read(tmp_path: Path) -> None:
    evidence = load_evidence(kept(tmp_path, table()))
    assert evidence is not None
    assert (evidence.tasks, evidence.seeds, evidence.steps) == (("digits", "moons"), (0, 1, 2), 50)
    assert list(evidence.claims) == [claim.key for claim in CLAIMS]
    entropy = evidence.claims["entropy"]
    assert len(entropy.hypotheses) == len(next(claim for claim in CLAIMS if claim.key == "entropy").hypotheses)
    assert {effect.task for effect in entropy.hypotheses[0].effects} == {"digits", "moons"}
    assert math.isnan(entropy.hypotheses[0].effects[0].mean)


def test_there_may_be_none_yet(tmp_path: Path) -> None:
    assert load_evidence(tmp_path / "claims.json") is None


@pytest.mark.parametrize("damage", ["claims", "steps", "tasks"])
def test_a_table_that_lacks_something_is_refused(tmp_path: Path, damage: str) -> None:
    record = table()
    del record[damage]
    with pytest.raises(UserError, match=r"is not a table that `python main\.py claims` wrote") as refusal:
        load_evidence(kept(tmp_path, record))
    assert "\n" not in str(refusal.value)


def test_a_verdict_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    record = table()
    record["claims"][0]["verdict"] = "proved"
    with pytest.raises(UserError, match="proved"):
        load_evidence(kept(tmp_path, record))


def test_what_is_no_json_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "claims.json"
    path.write_text("[", encoding="utf-8")
    with pytest.raises(UserError, match="is not a table"):
        load_evidence(path)
