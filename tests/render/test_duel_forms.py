"""Roots, currents, abacus, swell and bars: what they draw is what they were given."""

import numpy as np
import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.core.paths import assets
from seaspirits_game.quicksort.distribution import LawShelf
from seaspirits_game.render.abacus import BEADS, abacus, moved_beads
from seaspirits_game.render.currents import current_lines
from seaspirits_game.render.gains import bar_rects, gain_bars
from seaspirits_game.render.roots import Fork, Roots, levels_of, root_lines
from seaspirits_game.render.strokes import Strokes
from seaspirits_game.render.tide import Marker, Swell, swell_heights, tide
from seaspirits_game.render.ui.kit import Kit, make_kit


@pytest.fixture(scope="module")
def kit() -> Kit:
    pygame.font.init()
    return make_kit(assets() / "fonts", 1280, 720)


def canvas() -> pygame.Surface:
    return pygame.Surface((600, 300), 0, 32)


def light(surface: pygame.Surface, rect: pygame.Rect | None = None) -> int:
    part = surface if rect is None else surface.subsurface(rect)
    return int(pygame.surfarray.array3d(part).astype(int).sum())


TREE = [Fork(4.0, 0, -1, 1.0), Fork(1.0, 1, 0, 0.4), Fork(7.0, 1, 0, 0.5), Fork(2.0, 2, 1, 0.2)]


def test_a_root_leads_from_its_parent_to_its_place() -> None:
    x = [100.0, 40.0, 180.0, 60.0]
    lines = root_lines(TREE, x, 50.0, 10.0, 200.0, levels_of(TREE))
    ends = {
        (round(float(line.points[-1, 0])), round(float(line.points[-1, 1]))) for line in lines if line.opacity > 0.5
    }
    pitch = 200.0 / (levels_of(TREE) + 0.2)
    for fork, at in zip(TREE, x, strict=True):
        assert (round(at), round(60.0 + pitch * (fork.depth + 0.5))) in ends
    lowest = max(float(line.points[:, 1].max()) for line in lines)
    assert lowest <= 50.0 + 210.0


def test_deep_trees_still_fit() -> None:
    forks = [Fork(float(depth), depth, depth - 1, 1.0 - depth / 50) for depth in range(47)]
    lines = root_lines(forks, [float(k) for k in range(47)], 0.0, 5.0, 150.0, levels_of(forks))
    assert max(float(line.points[:, 1].max()) for line in lines) <= 156.0


def test_a_tree_is_drawn_inside_its_rect_and_grows(kit: Kit) -> None:
    roots, rect = Roots(kit, Strokes((600, 300), 0.67)), pygame.Rect(100, 60, 300, 180)
    totals = []
    for count, share in ((1, 0.5), (1, 1.0), (2, 0.5), (2, 1.0), (4, 1.0)):
        surface = canvas()
        forks = TREE[:count]
        roots.draw(surface, rect, forks, [rect.left + 30.0 * fork.place for fork in forks], 12, share)
        totals.append(light(surface))
        assert light(surface, rect.inflate(20, 20)) == totals[-1]
    assert totals == sorted(totals)
    assert len(set(totals)) == len(totals)


def test_another_tree_with_the_same_last_fork_is_another_picture(kit: Kit) -> None:
    roots, rect = Roots(kit, Strokes((600, 300), 0.67)), pygame.Rect(100, 60, 300, 180)
    pictures = []
    for middle in (1.0, 2.0):
        forks = [Fork(4.0, 0, -1, 1.0), Fork(middle, 1, 0, 0.4), Fork(7.0, 1, 0, 0.5)]
        surface = canvas()
        roots.draw(surface, rect, forks, [rect.left + 30.0 * fork.place for fork in forks], 12)
        pictures.append(pygame.surfarray.array3d(surface))
    assert not np.array_equal(*pictures)


def test_upward_is_the_mirror_of_downward() -> None:
    x = [100.0, 40.0, 180.0, 60.0]
    down = root_lines(TREE, x, 0.0, 10.0, 100.0, 5)
    up = root_lines(TREE, x, 0.0, -10.0, -100.0, 5)
    for first, second in zip(down[:3], up[:3], strict=True):
        assert first.points[-1, 1] == pytest.approx(-second.points[-1, 1], abs=1e-4)


@given(st.floats(0, 1), st.floats(0, 400), st.floats(0, 400))
def test_currents_stay_between_the_pivot_and_the_ends(share: float, left: float, right: float) -> None:
    lines = current_lines((500.0, 100.0), (500.0 - left, 500.0 + right), 60.0, share, 1.0)
    for line in lines:
        assert line.points[:, 0].min() >= 500.0 - left - 1e-3
        assert line.points[:, 0].max() <= 500.0 + right + 1e-3
        assert np.abs(line.points[:, 1] - 100.0).max() <= 80.0
        assert 0.0 <= line.opacity <= 1.0


def test_currents_begin_and_end_in_still_water() -> None:
    for share in (0.0, 1.0):
        assert current_lines((100.0, 50.0), (0.0, 200.0), 30.0, share, 1.0) == []


@given(st.integers(0, 999))
def test_the_abacus_reads_what_it_counts(count: int) -> None:
    assert sum(moved_beads(float(count), rod) * 10**rod for rod in range(3)) == count


@given(st.floats(0, 998.9))
def test_beads_move_steadily(value: float) -> None:
    for rod in range(3):
        beads = moved_beads(value, rod)
        assert 0.0 <= beads <= BEADS
        assert abs(moved_beads(value + 0.01, rod) - beads) <= BEADS * 0.0101 + 1e-6 or int(value + 0.01) != int(value)


def test_more_is_further_to_the_right(kit: Kit) -> None:
    rect = pygame.Rect(20, 20, 240, 100)
    right = pygame.Rect(rect.centerx, rect.top, rect.width // 2, rect.height)
    totals = []
    for value in (0.0, 111.0, 555.0, 999.0):
        surface = canvas()
        abacus(kit, surface, rect, value)
        totals.append(light(surface, right))
    assert totals == sorted(totals)
    assert totals[-1] > 1.5 * totals[0]


def a_swell(n: int = 24) -> Swell:
    law = LawShelf().law(n)
    return Swell(law.costs, law.probabilities, law.mean, law.variance**0.5, 50.0, 150.0)


def test_the_swell_is_highest_near_the_mode_and_has_the_laws_mass() -> None:
    swell = a_swell()
    heights = swell_heights(swell, 501)
    at = np.linspace(50, 150, 501)
    smoothed_mode = at[heights.argmax()]
    law = LawShelf().law(24)
    mode = law.costs[np.convolve(law.probabilities, np.ones(5) / 5, "same").argmax()]
    assert abs(smoothed_mode - mode) < 4
    inside = (law.costs >= 80) & (law.costs <= 100)
    share = heights[(at >= 79.5) & (at <= 100.5)].sum() / heights.sum()
    assert share == pytest.approx(law.probabilities[inside].sum(), abs=0.02)


def test_markers_stand_where_their_costs_are(kit: Kit) -> None:
    rect, swell = pygame.Rect(40, 20, 500, 160), a_swell()
    with_marker, without = canvas(), canvas()
    tide(kit, without, rect, swell, [], "mean", ("fewer", "more"), 24)
    tide(kit, with_marker, rect, swell, [Marker(125.0, "you", (255, 255, 255), False)], "mean", ("fewer", "more"), 24)
    changed = np.abs(
        pygame.surfarray.array3d(with_marker).astype(int) - pygame.surfarray.array3d(without).astype(int)
    ).sum(axis=(1, 2))
    where = np.average(np.arange(600), weights=changed)
    assert where == pytest.approx(40 + 0.75 * 500, abs=4)
    far = canvas()
    tide(kit, far, rect, swell, [Marker(9999.0, "far", (255, 255, 255), True)], "mean", ("fewer", "more"), 24)
    assert light(far.subsurface((rect.right + 30, 0, 20, 300))) == 0, "what is beyond the axis stays at its end"


@given(st.lists(st.floats(-40, 40), min_size=1, max_size=60))
def test_bars_stand_on_one_line_and_are_as_long_as_their_gains(gains: list[float]) -> None:
    rect = pygame.Rect(10, 10, 560, 200)
    rects = bar_rects(rect, np.array(gains))
    assert [bar.centerx for bar in rects] == sorted(bar.centerx for bar in rects)
    for bar, gain in zip(rects, gains, strict=True):
        assert rect.inflate(4, 6).contains(bar)
        other = rects[0].bottom if gains[0] > 0 else rects[0].top
        assert (bar.bottom if gain > 0 else bar.top) == other
    if max(abs(gain) for gain in gains) > 1:
        longest = int(np.argmax(np.abs(gains)))
        assert rects[longest].height == max(bar.height for bar in rects)


def test_bars_are_drawn(kit: Kit) -> None:
    surface = canvas()
    gain_bars(kit, surface, pygame.Rect(10, 10, 560, 200), np.array([3.0, -2.0, 0.0, 1.0]), (0, 1), cursor=3)
    assert light(surface) > 0
    gain_bars(kit, surface, pygame.Rect(10, 10, 560, 200), np.array([]), (None, None))
