"""The sea learns habits from what was really played, lays rows out before the first move, and says what they cost."""

import numpy as np
import pytest

from seaspirits_game.quicksort.costs import mean_comparisons
from seaspirits_game.quicksort.habits import BINS, habits_of
from seaspirits_game.quicksort.sorting import Step
from seaspirits_game.scenes.duel.habits_page import REHEARSALS, HabitsPage
from seaspirits_game.scenes.duel.play import PlayPage
from seaspirits_game.scenes.duel.review import ReviewPage
from seaspirits_game.storage.logbook import Logbook
from tests.scenes.duel.tables import Visit
from tests.storage.entries import a_duel


def play_always(visit: Visit, share: float) -> ReviewPage:
    """Play a round by always choosing the place at that share of the segment."""
    page = visit.page
    assert isinstance(page, PlayPage)
    page.skip_rival()
    for _ in range(300):
        segment = page.player.state.segment
        if segment is None:
            break
        page.choose(segment.lo + int(share * (segment.length - 1)))
        while page.player.busy:
            visit.wait(1 / 30)
    visit.wait(2.0)
    assert isinstance(visit.page, ReviewPage)
    return visit.page


def test_a_stranger_has_no_habits() -> None:
    visit = Visit()
    visit.press("m")
    page = visit.page
    assert isinstance(page, HabitsPage)
    assert page.seen == 0
    assert "does not know you" in page.told()
    visit.wait(3.0)
    assert page.costs.mean() == pytest.approx(mean_comparisons(24), abs=4 * 12.3 / REHEARSALS**0.5)
    visit.draw()


def test_habits_come_from_the_rounds_just_played_and_cost() -> None:
    visit = Visit()
    visit.press("d")
    played = play_always(visit, 0.0)
    visit.press("escape", "m")
    page = visit.page
    expected = habits_of(played.round.player_steps)
    assert np.array_equal(page.habits.counts, expected.counts)
    assert page.seen == expected.counts.sum() > 0
    assert int(page.habits.counts.argmax()) == 0
    visit.wait(3.0)
    assert len(page.costs) == REHEARSALS
    assert page.costs.mean() > mean_comparisons(24) + 20
    visit.draw()
    visit.click("begin")
    assert visit.page.match.terms.mode == "habits"
    assert np.array_equal(visit.page.player.state.values, page.rows.row(0))
    cost = play_always(visit, 0.0).round.player
    assert cost > mean_comparisons(24) + 40, "who keeps the habit is drowned"


def test_without_the_habit_the_row_is_harmless() -> None:
    visit = Visit()
    visit.press("d")
    play_always(visit, 0.0)
    visit.press("escape", "m", "return")
    cost = play_always(visit, 0.5).round.player
    assert cost < mean_comparisons(24) + 40


def test_habits_come_from_the_logbook_when_there_is_one(tmp_path) -> None:
    book = Logbook(tmp_path / "logbook.sqlite")
    book.add(a_duel(1, n=24))
    assert book.settle()
    visit = Visit(logbook=book)
    visit.press("m")
    steps: list[Step] = book.player_steps(40)
    assert np.array_equal(visit.page.habits.counts, habits_of(steps).counts)
    assert len(visit.page.habits.counts) == BINS
    book.close()


def test_the_row_is_laid_out_before_the_first_move_and_from_the_seed() -> None:
    visit = Visit()
    visit.press("m", "return")
    first = visit.page.player.state.values
    again = Visit()
    again.press("m", "return")
    assert np.array_equal(first, again.page.player.state.values)
    assert sorted(first) == list(range(24))
    assert "before your first move" in visit.page._prompt()
