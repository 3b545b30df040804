"""Places keep out of each other's way and large enough for a finger, on every screen."""

import itertools

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.render.ui.layout import (
    LEAST_TEXT_PX,
    TEXT_SCALES,
    TOUCH,
    Screen,
    anchored,
    columns,
    kept_inside,
    overlaps,
    row,
    stack,
    touchable,
    touched,
)

screens = st.builds(
    Screen,
    st.integers(320, 7680),
    st.integers(320, 4320),
    st.floats(*TEXT_SCALES, allow_nan=False, allow_infinity=False),
)
rects = st.builds(pygame.Rect, st.integers(0, 900), st.integers(0, 900), st.integers(1, 300), st.integers(1, 300))
sizes = st.lists(st.integers(1, 200), min_size=1, max_size=9)


@given(screens)
def test_nothing_is_too_small_to_read_or_to_touch(screen):
    assert screen.text_px(18) >= LEAST_TEXT_PX
    assert screen.px(TOUCH) >= 31  # of 0.72 units, on screens as small as a hand
    assert screen.rect.contains(screen.safe)


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920), (2560, 1080)])
def test_a_target_is_at_least_44_pixels_at_1080(size):
    screen = Screen(*size)
    for small in (pygame.Rect(500, 500, 8, 8), pygame.Rect(500, 500, 300, 2)):
        grown = touchable(small, screen)
        assert min(grown.size) >= 44
        assert grown.contains(small)
        assert grown.center == small.center


@pytest.mark.parametrize("scale", [0.79, 2.01, float("nan"), float("inf")])
def test_a_text_scale_out_of_range_is_refused(scale):
    with pytest.raises(ValueError, match="text scale"):
        Screen(1920, 1080, scale)


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920)])
def test_text_is_18_pixels_at_1080_and_grows_with_its_scale_alone(size):
    assert Screen(*size).text_px(18) == 18
    assert Screen(*size, 2.0).text_px(18) == 36
    assert Screen(*size, 2.0).px(18) == 18


@given(rects, sizes, st.integers(0, 30))
def test_rows_and_stacks_never_overlap(area, lengths, gap):
    beside, below = row(area, lengths, gap), stack(area, lengths, gap)
    assert overlaps(beside) == overlaps(below) == []
    assert [rect.width for rect in beside] == [rect.height for rect in below] == lengths
    assert all(second.left - first.right == gap for first, second in itertools.pairwise(beside))
    assert all(second.top - first.bottom == gap for first, second in itertools.pairwise(below))
    assert abs((beside[0].left + beside[-1].right) - (area.left + area.right)) <= 1


@given(rects, st.integers(1, 8), st.integers(0, 20))
def test_columns_are_equal_and_fill_the_area(area, count, gap):
    side_by_side = columns(area, count, gap)
    assert overlaps(side_by_side) == []
    assert len({rect.size for rect in side_by_side}) == 1
    free = area.width - gap * (count - 1)
    if free >= count:
        assert side_by_side[0].left == area.left
        assert 0 <= area.right - side_by_side[-1].right < count


@given(rects, rects)
def test_what_is_kept_inside_is_inside(rect, area):
    kept = kept_inside(rect, area)
    assert area.contains(kept)
    if area.contains(rect):
        assert kept == rect


@pytest.mark.parametrize("anchor", ["topleft", "midtop", "topright", "midleft", "center", "midright", "bottomright"])
def test_anchored_shares_its_anchor(anchor):
    area = pygame.Rect(10, 20, 101, 57)
    assert getattr(anchored(area, (9, 7), anchor), anchor) == getattr(area, anchor)


@given(st.lists(rects, min_size=2, max_size=6))
def test_overlaps_are_shared_pixels(several):
    found = overlaps(several)
    for first in range(len(several)):
        for second in range(first + 1, len(several)):
            shared = several[first].clip(several[second])
            assert ((first, second) in found) == (shared.width > 0 and shared.height > 0)


@given(st.lists(rects, min_size=1, max_size=6), st.integers(0, 1200), st.integers(0, 1200))
def test_a_finger_means_what_is_drawn_under_it_else_what_is_nearest(several, x, y):
    screen = Screen(1920, 1080)
    index = touched(several, x, y, screen)
    under = [number for number, rect in enumerate(several) if rect.collidepoint(x, y)]
    if under:
        assert index == under[0]
    elif index is None:
        assert not any(touchable(rect, screen).collidepoint(x, y) for rect in several)
    else:
        assert touchable(several[index], screen).collidepoint(x, y)


def test_of_two_near_controls_the_nearer_is_meant():
    several = [pygame.Rect(100, 100, 10, 10), pygame.Rect(126, 100, 10, 10)]
    screen = Screen(1920, 1080)
    assert touched(several, 114, 105, screen) == 0
    assert touched(several, 122, 105, screen) == 1
    assert touched(several, 114, 200, screen) is None
