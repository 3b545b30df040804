"""Other rivals and other rows: what is agreed is what is played, told, scored and remembered."""

from contextlib import closing
from dataclasses import replace

import numpy as np
import pytest

from seaspirits_game.quicksort.distribution import LawShelf
from seaspirits_game.quicksort.game import review
from seaspirits_game.quicksort.partition import three_way, two_way
from seaspirits_game.scenes.duel.match import FEW, RIVALS, ROWS, Terms, new_match
from seaspirits_game.scenes.duel.play_drawing import rival_name
from seaspirits_game.scenes.duel.records import (
    best_against_the_coin,
    book_of,
    entry_of,
    entry_of_terms,
    remembered_terms,
)
from seaspirits_game.scenes.duel.review import ReviewPage
from seaspirits_game.scenes.duel.scores import Book, ScoresPage, mode_name
from seaspirits_game.storage.dives import LessonEntry
from seaspirits_game.storage.duels import BestScore
from seaspirits_game.storage.logbook import Logbook
from seaspirits_game.texts.catalogue import Texts
from tests.scenes.duel.tables import TICK, Table


@pytest.mark.parametrize("rival", RIVALS)
@pytest.mark.parametrize("row", ROWS)
def test_every_rival_sorts_every_row_and_the_round_is_counted(rival, row):
    table = Table(Terms(n=16, murk=0.1, seed=2, rival_rule=rival, row=row))
    table.page.skip_rival()
    table.play_out()
    table.wait(20.0)
    (played,) = table.over
    assert played.rival == sum(step.comparisons for step in played.rival_steps)
    assert (np.diff(table.page.rival.state.values) >= 0).all()
    assert rival_name(Texts(), rival) == table.page.rival_name


def test_equal_pens_gather_around_the_pivot_and_rest():
    table = Table(Terms(n=24, murk=0.0, seed=4, row=FEW))
    values = table.page.player.state.values
    place = 9
    equal = int((values == values[place]).sum())
    assert equal > 1
    table.touch(place)
    step = table.page.player.state.moves[0].step
    assert step.right_start - step.left_end == equal
    middle = table.page.player.state.values[step.left_end : step.right_start]
    assert (middle == values[place]).all()
    assert step.compared == 23 + 23 - int((values < values[place]).sum())
    table.settle()
    shape = table.page.player.frame().shape
    resting = np.isin(np.round(shape.places).astype(int), np.arange(step.left_end, step.right_start))
    assert (shape.light[resting] == shape.light[resting][0]).all()


def test_the_coins_law_and_gains_on_few_heights_are_those_of_this_row():
    terms = Terms(n=20, murk=0.0, seed=3, row=FEW)
    assert terms.scheme is three_way
    assert Terms().scheme is two_way
    table = Table(terms)
    law = terms.law(LawShelf(), table.page.player.state.values)
    assert table.page.player.frame().shape.remaining == pytest.approx(law.mean)
    table.page.skip_rival()
    table.play_out()
    table.wait(20.0)
    match = new_match(terms).after(table.over[0])
    page = ReviewPage(table.page._common, match, lambda: None)
    judged = page.reviews[0]
    assert judged.expected == pytest.approx(law.mean)
    assert judged.gains.sum() == pytest.approx(law.mean - match.rounds[0].player)
    assert review(page.replays[1].states[-1]).gains.sum() == pytest.approx(law.mean - match.rounds[0].rival)


def test_a_heap_is_watched_exchange_by_exchange():
    table = Table(Terms(n=48, murk=0.0, seed=1, rival_rule="introsort", row="killer"))
    while not table.page.rival.heaping:
        table.wait(TICK)
    assert "heap" in table.page._prompt()
    seen = []
    before = None
    while table.page.rival.heaping:
        table.wait(TICK)
        frame = table.page.rival.frame()
        assert frame.shape.places.min() >= 0.0
        assert frame.shape.places.max() <= 47.0
        if frame.share == 1.0 or before is None or frame.shape.comparisons >= before:
            seen.append(frame.shape.comparisons)
        before = frame.shape.comparisons
    assert len(seen) > 60
    assert seen == sorted(seen)
    step = table.page.rival.state.moves[-1].step
    assert step.heap
    table.wait(2.0)
    shape = table.page.rival.frame().shape
    assert (shape.places[table.page.rival.state.identities] == np.arange(48)).all()
    assert shape.comparisons == table.page.rival.state.comparisons


def test_a_heap_can_be_skipped():
    table = Table(Terms(n=48, murk=0.0, seed=1, rival_rule="introsort", row="killer"))
    while not table.page.rival.heaping:
        table.wait(TICK)
    table.press("k")
    table.wait(1.0)
    assert not table.page.rival.busy


def test_terms_are_remembered_as_far_as_they_can_be(tmp_path):
    terms = Terms(n=30, murk=0.35, clock=True, rival_rule="ninther", row=FEW)
    with closing(Logbook(tmp_path / "logbook.sqlite")) as book:
        assert remembered_terms(book) == Terms()
        book.add(entry_of_terms(terms, "2025-01-01T00:00:00+00:00"))
        assert book.settle()
        assert remembered_terms(book) == terms
        odd = entry_of_terms(terms, "2025-01-02T00:00:00+00:00")
        odd.value.update(n=7, murk="deep", rival="kraken", row=None)
        book.add(odd)
        assert book.settle()
        assert remembered_terms(book) == Terms(clock=True)


def test_scores_of_other_rows_stand_by_themselves(tmp_path):
    terms = Terms(n=16, murk=0.0, seed=2, row=FEW)
    table = Table(terms)
    table.page.skip_rival()
    table.play_out()
    table.wait(20.0)
    match = new_match(terms).after(table.over[0])
    shelf = LawShelf()
    with closing(Logbook(tmp_path / "logbook.sqlite")) as book:
        book.add(entry_of(match, shelf, "2025-01-01T00:00:00+00:00"))
        book.add(LessonEntry(name="pivot duel", completed_at="2025-01-01T00:00:00+00:00"))
        assert book.settle()
        best = best_against_the_coin(book, terms)
        assert best is not None
        assert best.share == pytest.approx(terms.law(shelf, match.rounds[0].values).beaten(match.rounds[0].player))
        assert best_against_the_coin(book, replace(terms, row=ROWS[0])) is None
        told = book_of(book)
        assert [score.mode for score in told.scores] == [f"duel {FEW}"]
        assert told.lessons == 1
    assert mode_name(Texts(), f"duel {FEW}") == "Duel, few heights"
    assert book_of(None) == Book(kept=False)


def test_the_sea_duels_result_can_be_read_for_the_keeper(tmp_path):
    match = new_match(Terms(n=16, murk=0.0, seed=2, mode="sea"))
    while not match.over:
        played = Table(match.terms)
        played.page.skip_rival()
        played.play_out()
        played.wait(20.0)
        match = match.after(replace(played.over[0], number=len(match.rounds)))
    with closing(Logbook(tmp_path / "logbook.sqlite")) as book:
        book.add(entry_of(match, LawShelf(), "2025-01-02T00:00:00+00:00"))
        assert book.settle()
        (kept,) = book.sea_duels()
        assert (kept.n, kept.winner) == (16, match.winner)
        assert kept.score == max(LawShelf().law(16).beaten(each.player) for each in match.rounds)
        assert book.sea_duels(since="2025-01-02T00:00:01+00:00") == []


def test_the_table_turns_its_pages():
    table = Table()
    scores = tuple(
        BestScore(mode="duel", n=12 + index, score=0.5, comparisons=40, murk=0.2, played_at="2025-01-01T00:00:00")
        for index in range(37)
    )
    page = ScoresPage(table.page._common, Book(scores, 2, 1, 3))
    page.draw(table.surface)
    assert "lesson completed 2 times" in page.told()
    assert "1 of 3 sea duels won" in page.told()
    assert 5 <= page.rows < 37
    page.turn(-1)
    assert page.first == 0
    page.turn(1)
    assert page.first == page.rows
    page.turn(99)
    assert page.first + page.rows >= 37
    assert page.first < 37
    page.draw(table.surface)
