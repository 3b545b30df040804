"""A round as a person plays it, by keys, mouse and finger; no bad state can be reached."""

import numpy as np
import pygame
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seaspirits_game.quicksort.distribution import LawShelf
from seaspirits_game.quicksort.duel import duel_rounds, row_maker
from seaspirits_game.quicksort.game import replayed
from seaspirits_game.quicksort.rules import RULES_BY_NAME, human_rule
from seaspirits_game.scenes.duel.match import Terms
from seaspirits_game.scenes.duel.play import PACES
from seaspirits_game.scenes.events import KeyPress, PointerDown, PointerMove, PointerUp
from seaspirits_game.scenes.preferences import Preferences
from tests.scenes.duel.tables import Table


@pytest.fixture
def table() -> Table:
    return Table(Terms(n=16, murk=0.2, seed=3))


def test_keys_alone_play_a_round(table: Table) -> None:
    for _ in range(400):
        if table.page.player.state.done:
            break
        table.press("right", "return")
        table.settle()
    assert table.page.player.state.done
    table.press("k")
    table.wait(4.0)
    (record,) = table.over
    assert replayed(record.values, record.player_steps).comparisons == record.player
    assert replayed(record.values, record.rival_steps).comparisons == record.rival


def test_a_touch_parts_and_the_pivot_stands_where_it_belongs(table: Table) -> None:
    value = float(table.page.player.state.values[6])
    table.touch(6)
    state = table.page.player.state
    assert state.moves[0].step.pivot == 6
    assert state.values[int(value)] == value
    assert state.comparisons >= 15


def test_hovering_shows_and_chooses_nothing(table: Table) -> None:
    table.hover(9)
    assert table.page.reach.cursor == 9
    table.draw()
    assert not table.page.player.state.moves


def test_sliding_off_the_reef_takes_a_touch_back(table: Table) -> None:
    x, y = table.spot(4)
    table.page.handle(PointerDown(x, y, 0))
    table.page.handle(PointerMove(x, 10, 0, True))
    table.page.handle(PointerUp(x, 10, 0))
    assert not table.page.player.state.moves
    table.page.handle(PointerDown(x, y, 0))
    other, _ = table.spot(11)
    table.page.handle(PointerMove(other, y, 0, True))
    table.page.handle(PointerUp(other, y, 0))
    assert table.page.player.state.moves[0].step.pivot == 11, "a finger may slide to the pen it means"


def test_nothing_can_be_chosen_while_the_water_parts(table: Table) -> None:
    table.touch(6)
    count = len(table.page.player.state.moves)
    table.touch(2)
    table.press("return", "n", "s")
    assert len(table.page.player.state.moves) == count


def test_pairs_part_by_themselves(table: Table) -> None:
    table.play_out()
    lengths = [made.step.hi - made.step.lo for made in table.page.player.state.moves]
    assert 2 in lengths
    segment_lengths = []
    fresh = Table(Terms(n=16, murk=0.2, seed=3))
    while (segment := fresh.page.player.state.segment) is not None:
        segment_lengths.append(segment.length)
        fresh.page.choose((segment.lo + segment.hi - 1) // 2)
        fresh.settle()
    assert 2 not in segment_lengths


def test_sonar_costs_and_tells(table: Table) -> None:
    table.click("sonar")
    assert table.page.sonar
    table.touch(5)
    table.settle()
    table.touch(8)
    table.settle()
    state = table.page.player.state
    assert not state.moves
    assert state.comparisons == 2
    assert table.page.player.sightings.known[[5, 8]].all()
    table.touch(5)
    assert table.page.player.state.comparisons == 2, "what is known is free"
    table.settle()
    table.click("sonar")
    table.touch(5)
    assert len(table.page.player.state.moves) >= 1


def test_the_right_button_and_shift_listen_at_once(table: Table) -> None:
    x, y = table.spot(5)
    table.page.handle(PointerDown(x, y, secondary=True))
    table.page.handle(PointerUp(x, y, secondary=True))
    table.settle()
    table.press("right")
    table.press("return", shift=True)
    table.settle()
    assert table.page.player.state.comparisons == 2
    assert not table.page.player.state.moves


def test_in_clear_water_there_is_nothing_to_listen_for() -> None:
    table = Table(Terms(n=12, murk=0.0))
    table.press("s")
    assert not table.page.sonar
    table.page.listen(3)
    assert table.page.player.state.comparisons == 0


def test_a_hint_names_the_median_once_and_is_paid_for(table: Table) -> None:
    table.click("hint")
    state = table.page.player.state
    place = table.page.beacon
    assert state.comparisons == 15
    assert sorted(state.values)[7] == state.values[place]
    table.settle()
    table.press("n")
    assert table.page.player.state.comparisons == 15
    table.touch(place)
    table.settle()
    assert table.page.beacon is None
    assert table.page.player.state.comparisons == 30 + sum(
        made.step.comparisons for made in table.page.player.state.moves[1:]
    )


def test_another_waiting_part_can_be_woken(table: Table) -> None:
    state = table.page.player.state
    middle = int(np.flatnonzero(state.values == 8)[0])
    table.touch(middle)
    table.settle()
    waiting = table.page.player.state.waiting
    assert len(waiting) == 2
    table.touch(waiting[0].lo + 1)
    assert table.page.player.state.segment == waiting[0]
    assert len(table.page.player.state.moves) == 1, "waking costs nothing"
    table.settle()
    table.press("up")
    assert table.page.player.state.segment == waiting[1]


def test_the_rival_is_the_headless_duels_rival() -> None:
    terms = Terms(n=20, murk=0.2, seed=11)
    table = Table(terms)
    table.press("k")
    expected = next(
        iter(
            duel_rounds(row_maker("random", 20, 11), RULES_BY_NAME["first"], RULES_BY_NAME["random"], seed=11, rounds=1)
        )
    )
    assert table.page.rival.state.comparisons == expected.rival


@pytest.mark.parametrize("pace", PACES)
def test_the_rivals_pace_changes_nothing_but_time(pace: float) -> None:
    table = Table(Terms(n=14, seed=2))
    table.page.set_pace(pace)
    seconds = 0.0
    while not table.page.rival.state.done:
        table.wait(0.25)
        seconds += 0.25
        assert seconds < 120
    skipped = Table(Terms(n=14, seed=2))
    skipped.page.skip_rival()
    assert [made.step for made in table.page.rival.state.moves] == [
        made.step for made in skipped.page.rival.state.moves
    ]


def test_when_time_is_up_the_coin_plays_on() -> None:
    table = Table(Terms(n=12, clock=True, seed=1))
    table.page.skip_rival()
    table.wait(Terms(n=12).clock_s - 0.5)
    assert not table.page.time_is_up
    table.wait(0.6)
    assert table.page.time_is_up
    table.touch(3)
    table.press("return")
    table.wait(60.0)
    (record,) = table.over
    assert replayed(record.values, record.player_steps).comparisons == record.player


def test_the_same_moves_make_the_same_round() -> None:
    records = []
    for _ in range(2):
        table = Table(Terms(n=18, murk=0.3, seed=9))
        table.play_out()
        table.press("k")
        table.wait(3.0)
        records.append(table.over[0])
    first, second = records
    assert first.player_steps == second.player_steps
    assert first.rival_steps == second.rival_steps
    assert np.array_equal(first.values, second.values)


def test_a_played_round_is_the_headless_duel_of_rule_human() -> None:
    terms = Terms(n=15, murk=0.2, seed=4)
    table = Table(terms)
    table.play_out()
    pivots = [made.step.pivot for made in table.page.player.state.moves]
    rules = human_rule(pivots), RULES_BY_NAME["random"]
    played = next(iter(duel_rounds(row_maker("random", 15, 4), *rules, seed=4, rounds=1)))
    assert played.player == table.page.player.state.comparisons


def test_every_control_is_reached_by_keys_alone(table: Table) -> None:
    names = {item.name for item in table.page.controls.items if item.enabled}
    seen = set()
    for _ in range(len(names)):
        table.press("tab")
        seen.add(table.page.controls.focused)
    assert seen == names
    assert all(item.hint for item in table.page.controls.items)


def test_a_murky_picture_is_the_same_for_rows_that_look_alike() -> None:
    """The drawing knows sightings only: with the same sightings, other exact heights give the same pixels."""
    pictures = []
    for swap in (False, True):
        table = Table(Terms(n=12, murk=0.4, seed=6), preferences=Preferences(reduced_motion=True))
        if swap:
            for side in (table.page.player, table.page.rival):
                values = side.state.values.copy()
                values[[2, 9]] = values[[9, 2]]
                object.__setattr__(side.state, "values", values)
        table.page.reach.cursor = 4
        pictures.append(pygame.surfarray.array3d(table.draw()))
    assert np.array_equal(*pictures)


KEYS = ("left", "right", "up", "down", "return", "space", "s", "n", "k", "1", "2", "3", "tab", "home", "end", "x")


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.one_of(st.sampled_from(KEYS), st.integers(0, 13), st.floats(0.0, 1.5)), max_size=60),
    st.sampled_from((0.0, 0.2)),
)
def test_no_input_leads_to_a_bad_state(script: list[str | int | float], murk: float) -> None:
    table = Table(Terms(n=12, murk=murk, seed=8))
    for word in script:
        if isinstance(word, str):
            table.page.handle(KeyPress(word))
        elif isinstance(word, int):
            table.touch(word)
        else:
            table.wait(word)
    table.draw()
    state = table.page.player.state
    assert sorted(state.values) == list(range(12))
    assert state.comparisons == sum(made.step.comparisons for made in state.moves) + sum(
        segment.spent for segment in state.waiting
    )
    table.page.sonar = False
    table.settle()
    table.play_out()
    table.page.skip_rival()
    table.wait(3.0)
    assert len(table.over) == 1
    assert replayed(table.over[0].values, table.over[0].player_steps).done


def test_the_swell_is_the_exact_law() -> None:
    table = Table(Terms(n=24))
    law = LawShelf().law(24)
    assert table.page._swell.mean == pytest.approx(law.mean)
    assert table.page._swell.probabilities.sum() > 0.99
