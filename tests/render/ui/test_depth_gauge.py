"""The gauge is logarithmic, leaves water below, and its words never meet."""

import numpy as np
import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.render.ui.depth_gauge import depth_gauge, depth_share, divisions, reach
from seaspirits_game.render.ui.kit import Kit
from seaspirits_game.render.ui.layout import overlaps
from tests.render.ui.pixels import canvas, changed, pixels
from tests.render.ui.sheet import kit_for

RECT = pygame.Rect(36, 40, 190, 800)


@pytest.fixture(scope="module")
def kit() -> Kit:
    return kit_for((1920, 1080))


@given(st.integers(0, 800_000))
def test_there_is_water_below_the_present_step(step: int) -> None:
    deepest = reach(step)
    assert deepest > 1.2 * step
    assert 0.0 <= depth_share(step, deepest) < 1.0


@given(st.floats(0, 1e7), st.floats(0, 1e7), st.sampled_from([1000, 30_000, 1_000_000]))
def test_deeper_is_lower(one: float, other: float, deepest: int) -> None:
    high, low = sorted((one, other))
    assert 0.0 == depth_share(-3, deepest) <= depth_share(high, deepest) <= depth_share(low, deepest) <= 1.0


def test_beyond_a_million_it_stays_at_the_ground() -> None:
    assert reach(10**9) == 1_000_000
    assert depth_share(10**9, reach(10**9)) == 1.0


@pytest.mark.parametrize("deepest", [1000, 3000, 1_000_000])
def test_divisions_rise_to_the_ground(deepest: int) -> None:
    marks = divisions(deepest)
    assert (np.diff(marks) > 0).all()
    assert marks[0] == 0
    assert marks[-1] == deepest


@pytest.mark.parametrize("step", [0, 10, 500, 2400])
def test_the_light_stands_at_the_step(kit: Kit, step: int) -> None:
    surface = canvas((400, 900))
    depth_gauge(kit, surface, RECT, step, (), "", 1.0)
    light = pixels(surface).astype(int).min(axis=2)
    y = np.nonzero(light > 235)[1]
    scale = RECT.height - kit.type.line_height("small") - kit.screen.px(10)
    assert y.mean() == pytest.approx(RECT.top + scale * depth_share(step, reach(step)), abs=3)


steps = st.lists(st.tuples(st.floats(0, 3000), st.sampled_from(["initial", "mid", "late", "the last"]), st.booleans()))


@given(steps, st.integers(0, 2500), st.sampled_from([1.0, 2.0]))
def test_words_never_meet(labels, step: int, scale: float) -> None:
    kit = kit_for((1920, 1080), scale)
    placed = []
    type_ = kit.type
    plain = type_.draw

    def noted(surface, text, place, role, *rest, **named):
        rect = plain(surface, text, place, role, *rest, **named)
        placed.append(rect)
        return rect

    type_.draw = noted  # type: ignore[method-assign]
    depth_gauge(kit, canvas((400, 900)), RECT, step, labels, "fathoms", 1.0)
    assert overlaps(placed) == []
    assert all(RECT.inflate(2, 2).contains(rect) for rect in placed)


def test_the_present_stage_comes_first(kit: Kit) -> None:
    """Where two labels meet, the present one is set; the other is left out."""
    drawn = []
    for labels in ([(100, "mid", True)], [(101, "early", False), (100, "mid", True)]):
        surface = canvas((400, 900))
        depth_gauge(kit, surface, RECT, 0, labels, "", 1.0)
        drawn.append(pixels(surface).tobytes())
    assert drawn[0] == drawn[1]


def test_lines_lie_on_whole_pixels(kit: Kit) -> None:
    """Of the scale's left line every pixel has the same colour but for the marks: nothing is blurred over two."""
    surface = canvas((400, 900))
    depth_gauge(kit, surface, RECT, 0, (), "", 1.0)
    column = pixels(surface)[RECT.left + 4, RECT.top + 120 : RECT.top + 700]
    assert len(np.unique(column, axis=0)) <= 3


def test_any_rect_does_no_harm(kit: Kit) -> None:
    for size in ((1, 1), (30, 40), (10, 900)):
        depth_gauge(kit, canvas((400, 900)), pygame.Rect((36, 40), size), 50, [(10, "late", True)], "fathoms", 1.0)
    surface = canvas((400, 900))
    depth_gauge(kit, surface, RECT, 50, [(10, "late", True)], "fathoms", 0.0)
    assert changed(surface).size == (0, 0)
