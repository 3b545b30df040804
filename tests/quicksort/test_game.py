"""The board: every transcript really sorts, and the books balance."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from seaspirits_game.quicksort.adversary import killer
from seaspirits_game.quicksort.costs import mean_comparisons
from seaspirits_game.quicksort.game import (
    ROOT,
    SortState,
    expected_remaining,
    hint,
    move,
    new_game,
    ping,
    preview,
    preview_three,
    replayed,
    review,
    rule_move,
    turn_to,
)
from seaspirits_game.quicksort.partition import three_way, two_way
from seaspirits_game.quicksort.rules import HEADLESS_RULES, RULES_BY_NAME
from seaspirits_game.quicksort.sorting import Step, haze_of, play_out


def shuffled(n: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).permutation(n).astype(np.float64)


def played(values: np.ndarray, name: str, seed: int, murk: float = 0.0) -> SortState:
    state, rng = new_game(values), np.random.default_rng(seed)
    while not state.done:
        state = rule_move(state, RULES_BY_NAME[name], rng, murk)
    return state


@pytest.mark.parametrize("name", HEADLESS_RULES)
@pytest.mark.parametrize("values", [shuffled(40), killer(RULES_BY_NAME["median3"], 40)], ids=["random", "killer"])
def test_the_board_and_the_headless_run_make_the_same_moves(name: str, values: np.ndarray) -> None:
    state = played(values, name, seed=9, murk=0.2)
    steps: list[Step] = []
    total = play_out(
        values.tolist(),
        RULES_BY_NAME[name],
        np.random.default_rng(9),
        haze=haze_of(values, 0.2),
        on_step=steps.append,
    )
    assert [made.step for made in state.moves] == steps
    assert state.comparisons == total
    assert state.values.tolist() == sorted(values)
    assert replayed(values, steps).comparisons == total


@given(seed=st.integers(0, 500), n=st.integers(2, 40), name=st.sampled_from(HEADLESS_RULES))
def test_gains_sum_to_expectation_minus_cost(seed: int, n: int, name: str) -> None:
    """Telescoping: what was gained and lost move by move is the whole difference to the coin's mean."""
    state = played(shuffled(n, seed), name, seed, 0.3)
    books = review(state)
    assert books.expected == pytest.approx(mean_comparisons(n))
    assert books.gains.sum() == pytest.approx(books.expected - state.comparisons)
    assert books.best is not None
    assert books.worst is not None
    assert books.gains[books.worst] <= books.gains.mean() <= books.gains[books.best]
    assert books.spent_on_looks == state.comparisons - sum(made.step.compared for made in state.moves)


def test_the_tree_is_a_tree_of_segments() -> None:
    state = played(shuffled(30), "random", 1)
    assert state.moves[0].parent == ROOT
    for made in state.moves[1:]:
        above = state.moves[made.parent].step
        assert made.step.depth == above.depth + 1
        assert (made.step.lo, made.step.hi) in ((above.lo, above.left_end), (above.right_start, above.hi))


def test_the_worst_pivot_is_found() -> None:
    state = move(new_game(np.arange(9.0)), 4)
    state = move(state, 0)  # the worst that one can do with four
    while not state.done:
        state = move(state, (len(state.heights) - 1) // 2)
    books = review(state)
    assert (books.best, books.worst) == (0, 1)
    assert books.gains[1] < 0 < books.gains[0]


class Player(RuleBasedStateMachine):
    """Anything that a person can do at the board, in any order."""

    @initialize(
        values=st.lists(st.integers(0, 15), min_size=2, max_size=24), scheme=st.sampled_from([two_way, three_way])
    )
    def start(self, values: list[int], scheme: object) -> None:
        self.start_values = np.array(values, np.float64)
        self.state = new_game(self.start_values)
        self.scheme = scheme
        self.paid = 0

    @precondition(lambda self: not self.state.done)
    @rule(data=st.data())
    def part(self, data: st.DataObject) -> None:
        before = self.state
        self.state = move(before, data.draw(st.integers(0, len(before.heights) - 1)))
        assert before.moves == self.state.moves[:-1]
        self.paid += self.state.moves[-1].step.compared

    @precondition(lambda self: not self.state.done)
    @rule(data=st.data())
    def listen(self, data: st.DataObject) -> None:
        place = data.draw(st.integers(0, len(self.state.heights) - 1))
        known = self.state.segment.pinged
        self.state = ping(self.state, place)
        price = 0 if place in known else max(1, len(known).bit_length())
        spent = self.state.comparisons - self.paid
        assert (price > 0) <= spent <= price
        self.paid += spent
        heights = self.state.heights[list(self.state.segment.pinged)]
        assert (np.diff(heights) >= 0).all()

    @rule(place=st.integers(0, 24))
    def look_elsewhere(self, place: int) -> None:
        before = self.state
        self.state = turn_to(before, place)
        assert set(self.state.waiting) == set(before.waiting)
        covering = [segment for segment in before.waiting if segment.lo <= place < segment.hi]
        assert self.state.segment is (covering[0] if covering else before.segment)

    @precondition(lambda self: not self.state.done)
    @rule()
    def ask(self) -> None:
        heights = self.state.heights
        self.state, place = hint(self.state)
        assert heights[place] == np.sort(heights)[(len(heights) - 1) // 2]
        self.paid += len(heights) - 1

    @invariant()
    def nothing_is_lost(self) -> None:
        if not hasattr(self, "state"):
            return
        assert self.state.comparisons == self.paid
        assert np.array_equal(self.state.values, self.start_values[self.state.identities])
        if self.state.done:
            assert (np.diff(self.state.values) >= 0).all()
            assert expected_remaining(self.state) == 0.0
        else:
            rest = sum(mean_comparisons(segment.length) for segment in self.state.waiting)
            assert expected_remaining(self.state) == pytest.approx(rest)


TestPlayer = Player.TestCase


def test_a_state_cannot_be_changed_from_outside() -> None:
    values = shuffled(5)
    state = new_game(values)
    values[0] = 99.0
    assert 99.0 not in state.values
    with pytest.raises(ValueError, match="read-only"):
        state.values[0] = 1.0


def test_preview_tells_the_sizes_of_both_sides() -> None:
    values = shuffled(12)
    for pivot in range(12):
        left, right = preview(values, pivot)
        step = move(new_game(values), pivot).moves[0].step
        assert (left, right) == (step.left_end, 12 - step.right_start)


@pytest.mark.parametrize("pivot", [-1, 3])
def test_a_pivot_outside_is_refused(pivot: int) -> None:
    with pytest.raises(ValueError, match=f"pivot {pivot} is outside the segment of 3"):
        move(new_game(shuffled(3)), pivot)
    with pytest.raises(ValueError, match=f"pen {pivot} is outside the segment of 3"):
        ping(new_game(shuffled(3)), pivot)


def test_a_sorted_row_takes_no_move() -> None:
    state = move(new_game(shuffled(2)), 0)
    assert state.segment is None
    with pytest.raises(ValueError, match="sorted"):
        move(state, 0)


@pytest.mark.parametrize("values", [np.zeros(1), np.zeros((2, 2)), np.array([1.0, np.nan])])
def test_what_cannot_be_sorted_is_no_game(values: np.ndarray) -> None:
    with pytest.raises(ValueError, match="two or more finite values"):
        new_game(values)


def test_a_forged_transcript_is_caught() -> None:
    values = shuffled(10)
    steps = [made.step for made in played(values, "random", 2).moves]
    with pytest.raises(ValueError, match="is not open"):
        replayed(values, [steps[0]._replace(hi=9), *steps[1:]])
    with pytest.raises(ValueError, match="not sorted"):
        replayed(values, steps[:-1])
    other = steps[0]._replace(pivot=(steps[0].pivot + 1) % 10)
    with pytest.raises(ValueError, match="is not open"):
        replayed(values, [other, *steps[1:]])


@given(st.lists(st.integers(0, 4), min_size=1, max_size=20), st.data())
def test_the_preview_in_three_parts_is_what_the_partition_does(values: list[int], data: st.DataObject) -> None:
    seen = np.array(values, np.float64)
    pivot = data.draw(st.integers(0, len(values) - 1))
    left, equal, right = preview_three(seen, pivot)
    assert left + equal + right == len(values)
    if len(values) > 1:
        step = move(new_game(seen, three_way), pivot).moves[0].step
        assert (step.left_end, step.right_start) == (left, left + equal)
