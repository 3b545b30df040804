"""What a person chose stays within what can be shown."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.render.ui.ticks import Axis
from seaspirits_game.scenes.chart_room.looks import FIRST, Looks, pages_of, step_at
from seaspirits_game.scenes.chart_room.room import MOST_CHARTS
from seaspirits_game.scenes.chart_room.topics import topics
from tests.scenes.chart_room.rooms import rows

TOPICS = topics(rows()[0])
STEPS = np.array([0.0, 10.0, 40.0, 150.0])


def test_what_hangs_first_was_recorded() -> None:
    assert [topic.key for topic in Looks().hanging(TOPICS)] == list(FIRST)


@given(st.lists(st.integers(0, len(TOPICS) - 1), max_size=30))
def test_one_to_six_charts_hang_whatever_is_touched(touched: list[int]) -> None:
    looks = Looks()
    for index in touched:
        before = [topic.key for topic in looks.hanging(TOPICS)]
        done = looks.toggle(TOPICS[index], TOPICS)
        after = [topic.key for topic in looks.hanging(TOPICS)]
        assert 1 <= len(after) <= MOST_CHARTS
        assert (before != after) == done
        assert set(before) ^ set(after) <= {TOPICS[index].key}


def test_where_nothing_chosen_was_recorded_something_hangs_all_the_same() -> None:
    some = topics(["step", "path_length", "brier"])
    assert [topic.key for topic in Looks().hanging(some)] == ["brier"]
    assert Looks().hanging(()) == []


@given(st.lists(st.integers(-3, 3), max_size=12))
def test_the_cursor_stands_only_on_recorded_steps(moves: list[int]) -> None:
    looks = Looks()
    for places in moves:
        looks.move(places, STEPS)
        assert looks.pinned in STEPS.tolist()
    looks.pinned = 44.0
    looks.settle(STEPS)
    assert looks.cursor == 40.0


def test_the_pin_comes_before_the_mouse() -> None:
    looks = Looks(hovered=10.0)
    assert looks.cursor == 10.0
    looks.pinned = 40.0
    assert looks.cursor == 40.0
    looks.move(1, np.zeros(0))
    assert looks.cursor == 40.0


def test_a_place_on_the_axis_is_its_nearest_recorded_step() -> None:
    axis = Axis("steps", 0.0, 150.0, "log1p")
    assert [step_at(axis, share, STEPS) for share in (-1.0, 0.0, 0.5, 0.9, 2.0)] == [0.0, 0.0, 10.0, 150.0, 150.0]
    assert step_at(axis, 0.5, np.zeros(0)) is None


@given(st.integers(1, 40))
def test_pages_hold_all_topics_once_and_mix_no_groups(rows_a_page: int) -> None:
    pages = pages_of(TOPICS, rows_a_page)
    assert [topic for page in pages for topic in page] == sorted(TOPICS, key=lambda topic: topic.of_layers)
    for page in pages:
        assert 1 <= len(page) <= rows_a_page
        assert len({topic.of_layers for topic in page}) == 1
