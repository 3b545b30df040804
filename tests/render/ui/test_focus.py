"""Every control can be reached by keys, from everywhere, and nobody gets lost."""

import pygame
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.render.ui.focus import moved, reading_order, rows_of

rects = st.lists(
    st.builds(pygame.Rect, st.integers(0, 900), st.integers(0, 900), st.integers(20, 200), st.integers(20, 80)),
    min_size=1,
    max_size=12,
)
moves = st.sampled_from(["next", "previous", "left", "right", "up", "down"])


@given(rects, st.data())
def test_each_of_two_keys_reaches_every_enabled_control_and_no_other(controls, data):
    enabled = data.draw(st.lists(st.booleans(), min_size=len(controls), max_size=len(controls)))
    wanted = {index for index, on in enumerate(enabled) if on}
    for move in ("next", "previous", "left", "right"):
        seen, current = [], None
        for _ in controls:
            current = moved(controls, current, move, enabled)
            seen.append(current)
        assert set(seen) == (wanted or {None})


@given(rects, st.lists(moves, max_size=20))
def test_no_move_loses_the_focus(controls, pressed):
    current = None
    for move in pressed:
        current = moved(controls, current, move)
        assert current is not None
        assert 0 <= current < len(controls)


@given(rects)
def test_back_undoes_forth(controls):
    for index in range(len(controls)):
        assert moved(controls, moved(controls, index, "next"), "previous") == index


@given(rects)
def test_rows_hold_everything_once_and_run_down_and_right(controls):
    rows = rows_of(controls)
    assert sorted(index for row in rows for index in row) == list(range(len(controls)))
    for row in rows:
        lefts = [controls[index].left for index in row]
        assert lefts == sorted(lefts)
    highest = [min(controls[index].centery for index in row) for row in rows]
    assert highest == sorted(highest)
    assert reading_order(controls) == [index for row in rows for index in row]


@given(rects)
def test_up_and_down_change_the_row_or_nothing(controls):
    rows = rows_of(controls)
    row_of = {index: number for number, row in enumerate(rows) for index in row}
    for index in range(len(controls)):
        for move, step in (("down", 1), ("up", -1)):
            there = row_of[moved(controls, index, move)]
            assert there == min(max(row_of[index] + step, 0), len(rows) - 1)


def test_down_goes_to_the_nearest_below():
    grid = [pygame.Rect(100 * column, 100 * line, 80, 40) for line in range(2) for column in range(3)]
    assert [moved(grid, index, "down") for index in range(3)] == [3, 4, 5]
    assert [moved(grid, index, "up") for index in (3, 4, 5)] == [0, 1, 2]
    wide = [*grid[:3], pygame.Rect(0, 100, 280, 40)]
    assert [moved(wide, index, "down") for index in range(3)] == [3, 3, 3]
    assert moved(wide, 3, "up") == 1


def test_from_nowhere_forward_is_the_first_and_backward_the_last():
    grid = [pygame.Rect(100 * column, 0, 80, 40) for column in range(3)]
    assert [moved(grid, None, move) for move in ("next", "right", "down")] == [0, 0, 0]
    assert [moved(grid, None, move) for move in ("previous", "left", "up")] == [2, 2, 2]
    assert moved(grid, 1, "next", [True, False, True]) == 0  # the focused one was switched off meanwhile
    assert moved([], None, "next") is None
