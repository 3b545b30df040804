"""The lesson: a scripted visit completes it, by keys alone and by touch alone; what it tells is true."""

import numpy as np
import pytest

from seaspirits_game.quicksort.costs import best_table, mean_comparisons
from seaspirits_game.scenes.duel.lesson import LessonPage
from seaspirits_game.scenes.duel.lesson_steps import STEPS, Balance, ExpectedCost, Partition, WhyRandom, WorstCase
from seaspirits_game.scenes.duel.play import PlayPage
from seaspirits_game.scenes.events import PointerDown, PointerUp
from seaspirits_game.storage.logbook import Logbook
from tests.scenes.duel.tables import Visit


def lesson(**options) -> Visit:
    visit = Visit(**options)
    visit.press("l")
    assert isinstance(visit.page, LessonPage)
    return visit


def touch(visit: Visit, place: int) -> None:
    visit.draw()
    page = visit.page
    x, y = page._view.reef.x_of(place), page._view.reef.ground.y - 15
    visit.scene.handle(PointerDown(x, y, 0))
    visit.scene.handle(PointerUp(x, y, 0))


def settle(visit: Visit) -> None:
    visit.wait(1 / 30)
    while visit.page.step.side.busy:
        visit.wait(1 / 30)


def move_hand_to(visit: Visit, place: int) -> None:
    visit.press("home")
    for _ in range(60):
        if visit.page.reach.cursor == place:
            return
        visit.press("right")
    raise AssertionError(f"the hand never reaches {place}")


def complete_by_keys(visit: Visit) -> None:
    """From the first step to the end of the last."""
    page = visit.page
    visit.press("right", "return")
    settle(visit)
    assert page.step.done
    visit.press("return")
    assert isinstance(page.step, Balance)
    middle = int(np.flatnonzero(page.step.side.state.values == 7)[0])
    move_hand_to(visit, middle)
    visit.press("return")
    settle(visit)
    visit.press("return")
    assert isinstance(page.step, WorstCase)
    while not page.step.done:
        move_hand_to(visit, page.step.span[0])
        visit.press("return")
        settle(visit)
    visit.press("return")
    assert isinstance(page.step, WhyRandom)
    for _ in range(3):
        visit.press("return")
        settle(visit)
    visit.press("return")
    assert isinstance(page.step, ExpectedCost)
    visit.press("left", "left", "return")
    visit.wait(4.0)
    assert page.complete


def test_keys_alone_complete_the_lesson() -> None:
    visit = lesson()
    complete_by_keys(visit)
    visit.press("return")
    assert isinstance(visit.page, PlayPage)


def test_a_completed_lesson_is_in_the_logbook_once(tmp_path) -> None:
    book = Logbook(tmp_path / "logbook.sqlite")
    visit = lesson(logbook=book)
    visit.wait(1.0)
    assert book.settle()
    assert book.lessons() == [], "it is not completed yet"
    complete_by_keys(visit)
    visit.wait(3.0)
    assert book.settle()
    (kept,) = book.lessons()
    assert (kept.name, kept.completed_at, kept.times) == ("pivot duel", "2025-01-02T03:04:05+00:00", 1)
    visit.press("escape", "l")
    complete_by_keys(visit)
    assert book.settle()
    assert book.lessons()[0].times == 2
    visit.press("escape", "b")
    assert "lesson completed 2 times" in visit.page.told()
    book.close()


@pytest.mark.parametrize("size", [(1280, 720), (1080, 1920)], ids=["wide", "tall"])
def test_touches_alone_complete_the_lesson(size: tuple[int, int]) -> None:
    visit = lesson(size=size)
    page = visit.page
    touch(visit, 3)
    settle(visit)
    visit.click("go on")
    middle = int(np.flatnonzero(page.step.side.state.values == 7)[0])
    touch(visit, middle)
    settle(visit)
    visit.click("go on")
    while not page.step.done:
        touch(visit, page.step.span[0])
        settle(visit)
    visit.click("go on")
    for _ in range(3):
        visit.click("throw")
        settle(visit)
    visit.click("go on")
    rect = next(item.rect for item in page.controls.items if item.name == "guess")
    x = rect.left + 0.1 * rect.width
    visit.scene.handle(PointerDown(x, rect.centery, 0))
    visit.scene.handle(PointerUp(x, rect.centery, 0))
    assert page.step.guess == pytest.approx(90, abs=2)
    visit.draw()
    visit.click("sort")
    visit.wait(4.0)
    assert page.complete
    visit.draw()
    visit.click("go on")
    assert isinstance(visit.page, PlayPage)


def test_a_step_cannot_be_skipped_but_begun_anew() -> None:
    visit = lesson()
    visit.press("return", "space", "return")
    visit.click("go on")
    assert visit.page.number == 0
    touch(visit, 2)
    settle(visit)
    visit.click("again")
    assert not visit.page.step.done
    assert not visit.page.step.side.state.moves


def test_an_uneven_pivot_gets_another_reef() -> None:
    visit = lesson()
    touch(visit, 1)
    settle(visit)
    visit.click("go on")
    step = visit.page.step
    before = step.side.state.values
    touch(visit, int(np.flatnonzero(before == 14)[0]))
    settle(visit)
    assert not step.done
    assert "14 left, 0 right" in step.note
    visit.wait(3.0)
    assert not step.side.state.moves
    assert not np.array_equal(step.side.state.values, before)


def test_the_rule_of_the_first_pen_is_kept() -> None:
    visit = lesson()
    touch(visit, 1)
    settle(visit)
    visit.click("go on")
    touch(visit, int(np.flatnonzero(visit.page.step.side.state.values == 7)[0]))
    settle(visit)
    visit.click("go on")
    touch(visit, 4)
    assert not visit.page.step.side.state.moves
    assert "leftmost" in visit.page.step.note


def test_what_the_steps_tell_is_true() -> None:
    visit = lesson()
    texts, seed = visit.stage.texts, 0
    first = Partition(texts, seed, False)
    assert len(first.side.state.values) - 1 == 8
    assert f"after {int(best_table(15)[-1])} comparisons" in _done_balance(texts).insight
    worst = WorstCase(texts, seed, False)
    while not worst.done:
        worst.choose(worst.span[0])
        worst.advance(5.0)
    assert worst.side.state.comparisons == 28 == sum(range(1, 8))
    assert worst.insight.startswith("28 comparisons: 7 + 6 + 5 + 4 + 3 + 2 + 1")
    games = ExpectedCost(texts, seed, False)
    games.sort()
    assert len(games.costs) == 1000
    assert games.costs.mean() == pytest.approx(mean_comparisons(24), abs=4 * 12 / 1000**0.5)
    low, high = games.limits
    assert low <= games.costs.min()
    assert games.costs.max() <= high


def _done_balance(texts) -> Balance:
    step = Balance(texts, 0, False)
    step.choose(int(np.flatnonzero(step.side.state.values == 7)[0]))
    return step


def test_there_are_five_steps_with_names_of_their_own() -> None:
    assert len(STEPS) == 5
    assert len({step.title for step in STEPS}) == 5
