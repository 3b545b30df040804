"""Be the Kraken: rows are arranged by hand, deterministic rules drown, chance does not, and what adapts is labelled."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.quicksort.adversary import can_be_drowned, killer
from seaspirits_game.quicksort.costs import mean_comparisons, worst_comparisons
from seaspirits_game.quicksort.rules import RULES_BY_NAME
from seaspirits_game.quicksort.sorting import play_out
from seaspirits_game.scenes.duel.arrangement import Arrangement
from seaspirits_game.scenes.duel.catch import COIN_GAMES
from seaspirits_game.scenes.duel.kraken import PENS, TARGETS, KrakenPage
from seaspirits_game.scenes.events import PointerDown, PointerMove, PointerUp
from seaspirits_game.storage.logbook import Logbook
from tests.scenes.duel.tables import Visit


def kraken(**options) -> Visit:
    visit = Visit(**options)
    visit.press("k")
    assert isinstance(visit.page, KrakenPage)
    return visit


def run(visit: Visit) -> None:
    visit.wait(0.1)
    for _ in range(4000):
        if visit.page.catch is not None:
            return
        visit.wait(0.05)
    raise AssertionError("the rule never ends")


def drag(visit: Visit, start: int, goal: int, pointer: int = 0) -> None:
    view = visit.page._views[0]
    y = view.reef.ground.y - 10
    visit.scene.handle(PointerDown(view.reef.x_of(start), y, pointer))
    for place in np.linspace(start, goal, 7):
        visit.scene.handle(PointerMove(view.reef.x_of(place), y, pointer, True))
    visit.scene.handle(PointerUp(view.reef.x_of(goal), y, pointer))
    visit.draw()


@given(st.permutations(range(9)), st.lists(st.tuples(st.integers(0, 8), st.integers(-3, 12)), max_size=12))
def test_an_arrangement_is_always_a_permutation_and_comes_to_rest(order, moves) -> None:
    row = Arrangement(order)
    for place, goal in moves:
        row.take(place)
        row.move_to(goal)
        row.put_down()
    assert sorted(row.values) == list(range(9))
    for _ in range(200):
        row.advance(1 / 60)
    assert np.allclose(row.drawn[row.values.astype(int)], np.arange(9), atol=1e-3)


def test_a_dragged_pen_goes_where_it_is_put() -> None:
    visit = kraken()
    row = visit.page.row
    value = row.values[3]
    others = [other for other in row.values if other != value]
    drag(visit, 3, 11)
    assert row.values[11] == value
    assert [other for other in row.values if other != value] == others
    assert row.held is None


def test_keys_arrange_as_well() -> None:
    visit = kraken()
    visit.press("home", "return", "right", "right", "return", "right")
    order = visit.page.row.values
    fresh = kraken().page.row.values
    assert order[2] == fresh[0]
    assert visit.page.cursor == 3


@pytest.mark.parametrize("target", TARGETS)
def test_the_page_runs_the_real_rule_on_the_players_row(target: str) -> None:
    visit = kraken()
    visit.press(str(TARGETS.index(target) + 1))
    drag(visit, 2, 9)
    values = visit.page.row.values
    visit.press("space")
    run(visit)
    catch = visit.page.catch
    assert np.array_equal(catch.values, values)
    assert catch.state.values.tolist() == list(range(PENS))
    if target != "random":
        assert catch.cost == play_out(values.tolist(), RULES_BY_NAME[target], np.random.default_rng(0))


@pytest.mark.parametrize("target", [name for name in TARGETS if name != "random"])
def test_the_krakens_row_drowns_every_rule_without_chance(target: str, tmp_path) -> None:
    book = Logbook(tmp_path / "logbook.sqlite")
    visit = kraken(logbook=book)
    visit.press(str(TARGETS.index(target) + 1), "k")
    assert np.array_equal(visit.page.row.values, killer(RULES_BY_NAME[target], PENS))
    visit.press("space")
    run(visit)
    catch = visit.page.catch
    assert catch.drowned
    assert catch.cost == catch.worst
    assert visit.page.told().startswith("Drowned")
    assert book.settle()
    (best,) = book.best_scores(f"kraken {target}")
    assert best.score == 1.0
    assert best.comparisons == catch.cost
    assert book.player_steps(10) == []
    book.close()


@pytest.mark.parametrize("kind", ["o", "p", "s"])
def test_chance_cannot_be_drowned_in_advance(kind: str) -> None:
    visit = kraken()
    visit.press("5", kind)
    killing = next(item for item in visit.page.controls.items if item.name == "killer")
    assert not killing.enabled
    before = visit.page.row.values
    visit.press("k")
    assert np.array_equal(visit.page.row.values, before)
    visit.press("space")
    run(visit)
    visit.wait(3.0)
    games = visit.page.coin_costs
    assert len(games) == COIN_GAMES
    assert games.mean() == pytest.approx(mean_comparisons(PENS), abs=4 * 8.0 / COIN_GAMES**0.5)
    assert not visit.page.catch.drowned
    assert "cannot be drowned in advance" in visit.page.told()
    visit.draw()


@pytest.mark.parametrize("target", ["first", "random"])
def test_what_adapts_drowns_even_chance_and_says_what_it_is(target: str) -> None:
    visit = kraken()
    visit.press(str(TARGETS.index(target) + 1), "a")
    assert not any(
        item.enabled for item in visit.page.controls.items if item.name in ("shuffle", "sorted", "pipe", "killer")
    )
    visit.press("space")
    run(visit)
    assert visit.page.catch.adaptive
    assert visit.page.catch.cost == worst_comparisons(PENS)
    assert not visit.page.catch.drowned, "it was not laid out beforehand"
    assert "after the pivot was drawn" in visit.page.told()


def test_before_it_answers_the_adaptive_row_is_mist() -> None:
    visit = kraken()
    visit.press("a")
    frame, _ = visit.page._frame()
    assert not frame.shape.known.any()
    assert len(set(frame.shape.seen.tolist())) == 1
    visit.press("space")
    frame = visit.page.side.frame()
    assert len(set(frame.shape.seen.tolist())) == 1


def test_the_row_comes_back_for_another_try() -> None:
    visit = kraken()
    drag(visit, 0, 5)
    values = visit.page.row.values
    visit.press("space")
    assert not visit.page.arranging
    drag(visit, 3, 8)
    assert np.array_equal(visit.page.row.values, values), "nothing moves while the rule runs"
    run(visit)
    visit.press("space")
    assert visit.page.arranging
    assert np.array_equal(visit.page.row.values, values)


def test_worst_costs_are_those_of_the_killers() -> None:
    visit = kraken()
    for name in TARGETS:
        rule = RULES_BY_NAME[name]
        visit.page.aim_at(name)
        if can_be_drowned(rule):
            row = killer(rule, PENS)
            assert visit.page._worst() == play_out(row.tolist(), rule, np.random.default_rng(0))
