"""A duel is fair: the same rows, independent draws, honest counts."""

import json

import numpy as np
import pytest

from seaspirits_game.quicksort.costs import mean_comparisons, variance_comparisons
from seaspirits_game.quicksort.duel import (
    DuelResult,
    Round,
    duel_rounds,
    killer_row,
    killer_target,
    row_maker,
    transcript_record,
)
from seaspirits_game.quicksort.game import replayed
from seaspirits_game.quicksort.rules import RULES_BY_NAME as RULES
from seaspirits_game.quicksort.sorting import Step


def rounds(player: str, rival: str, *, n: int = 24, count: int = 200, seed: int = 0, murk: float = 0.0) -> list[Round]:
    rows = row_maker("random", n, seed)
    return list(duel_rounds(rows, RULES[player], RULES[rival], seed=seed, rounds=count, murk=murk))


def test_the_same_rule_without_chance_always_ties() -> None:
    result = DuelResult(24, RULES["median3"], RULES["median3"], tuple(rounds("median3", "median3")))
    assert result.ties == 200
    assert result.player_wins == 0


def test_random_against_itself_draws_independently() -> None:
    played = rounds("random", "random", count=1_000)
    costs = np.array([(a_round.player, a_round.rival) for a_round in played])
    assert abs(np.corrcoef(costs.T)[0, 1]) < 4 / 1_000**0.5
    for side in costs.T:
        assert abs(side.mean() - mean_comparisons(24)) < 4 * (variance_comparisons(24) / 1_000) ** 0.5


def test_a_round_does_not_depend_on_how_many_are_played_nor_on_the_rival() -> None:
    assert rounds("random", "first", count=30)[:10] == rounds("random", "first", count=10)
    alone = [a_round.player for a_round in rounds("random", "first", count=10)]
    assert alone == [a_round.player for a_round in rounds("random", "noisy-median", count=10, murk=0.3)]
    assert rounds("random", "first", count=10, seed=1) != rounds("random", "first", count=10, seed=2)


def test_every_transcript_really_sorts() -> None:
    told: dict[tuple[int, str], list[Step]] = {}
    rows = row_maker("random", 32, 4)
    played = duel_rounds(
        rows,
        RULES["noisy-median"],
        RULES["introsort"],
        seed=4,
        rounds=20,
        murk=0.2,
        on_step=lambda number, side, step: told.setdefault((number, side), []).append(step),
    )
    for a_round in played:
        for side, cost in (("player", a_round.player), ("rival", a_round.rival)):
            assert replayed(rows(a_round.number), told[a_round.number, side]).comparisons == cost


def test_murk_decides_how_often_an_eye_beats_the_coin() -> None:
    """About 100, 89, 70, 57 and 50 % for sigma 0 to 1, falling; counted with half the ties, 600 rounds each."""
    shares = []
    for murk in (0.0, 0.1, 0.2, 0.4, 1.0):
        played = rounds("noisy-median", "random", count=600, seed=3, murk=murk)
        result = DuelResult(24, RULES["noisy-median"], RULES["random"], tuple(played))
        shares.append((result.player_wins + result.ties / 2) / 600)
    assert shares == sorted(shares, reverse=True)
    assert shares == pytest.approx([1.0, 0.91, 0.73, 0.57, 0.50], abs=4 * 0.5 / 600**0.5)


def test_the_killer_aims_at_who_can_be_drowned() -> None:
    assert killer_target(RULES["last"], RULES["first"]).name == "last"
    assert killer_target(RULES["random"], RULES["first"]).name == "first"
    assert killer_target(RULES["random"], RULES["true-median"]).name == "median3"
    assert sorted(killer_row(RULES["random"], RULES["first"], 9)) == list(range(9))


def test_the_record_is_what_the_public_surface_promises() -> None:
    result = DuelResult(24, RULES["random"], RULES["first"], (Round(0, 10, 12), Round(1, 9, 9), Round(2, 8, 4)))
    assert json.loads(json.dumps(result.to_record())) == {
        "n": 24,
        "rounds": 3,
        "player": {"rule": "random", "comparisons": [10, 9, 8], "mean": 9.0},
        "rival": {"rule": "first", "comparisons": [12, 9, 4], "mean": 25 / 3},
        "player_wins": 1,
        "ties": 1,
    }


def test_transcript_lines_name_heaps() -> None:
    step = Step(lo=2, hi=6, pivot=1, spent=3, compared=3, left_end=3, right_start=4, depth=1)
    plain = {"round": 7, "side": "rival", "lo": 2, "hi": 6, "pivot": 1, "spent": 3}
    assert transcript_record(7, "rival", step) == plain
    heap = step._replace(pivot=-1, left_end=2, right_start=6)
    assert transcript_record(7, "rival", heap) == {**plain, "pivot": None, "heap": True}
