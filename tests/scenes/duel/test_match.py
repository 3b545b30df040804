"""Best of three, and the same match from the same terms."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.quicksort.duel import row_maker
from seaspirits_game.quicksort.game import new_game
from seaspirits_game.quicksort.sorting import Step
from seaspirits_game.scenes.duel.match import ROUNDS, Match, RoundRecord, Terms, look_stream, new_match, projected


def played(number: int, player: int, rival: int) -> RoundRecord:
    def steps(cost: int) -> tuple[Step, ...]:
        return (Step(0, 2, 0, cost, 0, 0, 1, 0),)

    return RoundRecord(number, np.arange(3.0), steps(player), steps(rival), 1.0)


def match_of(*costs: tuple[int, int]) -> Match:
    match = new_match(Terms())
    for number, (player, rival) in enumerate(costs):
        match = match.after(played(number, player, rival))
    return match


def test_two_wins_end_it() -> None:
    match = match_of((5, 9), (5, 9))
    assert match.over
    assert (match.player_wins, match.rival_wins, match.winner) == (2, 0, 1)
    with pytest.raises(ValueError, match="over"):
        match.after(played(2, 1, 1))


def test_a_third_round_decides_and_then_the_comparisons() -> None:
    assert match_of((5, 9), (9, 5)).winner == 0
    assert not match_of((5, 9), (9, 5)).over
    assert match_of((5, 9), (9, 5), (7, 6)).winner == -1
    assert match_of((5, 9), (9, 6), (7, 7)).winner == 1, "one round each: fewer comparisons in all"
    assert match_of((7, 7), (7, 7), (7, 7)).winner == 0


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), min_size=ROUNDS, max_size=ROUNDS))
def test_a_match_is_over_after_three_rounds_at_most(costs: list[tuple[int, int]]) -> None:
    match = new_match(Terms())
    for number, (player, rival) in enumerate(costs):
        if match.over:
            break
        match = match.after(played(number, player, rival))
    assert match.over
    assert match.player_wins + match.rival_wins <= len(match.rounds) <= ROUNDS


def test_rows_are_those_of_the_headless_duel_and_looks_have_their_own_streams() -> None:
    terms = Terms(n=17, seed=5)
    assert np.array_equal(new_match(terms).row_of_round(1), row_maker("random", 17, 5)(1))
    draws = {
        look_stream(terms, number, lo, hi).random()
        for number in range(2)
        for lo in range(17)
        for hi in range(lo + 1, 18)
    }
    assert len(draws) == 2 * 17 * 18 // 2


def test_what_a_new_game_comes_to_is_the_coins_mean() -> None:
    assert projected(new_game(np.arange(24.0))) == pytest.approx(92.79, abs=0.01)
