"""Nothing in the chart room touches anything else or leaves the screen, on any shape of screen."""

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.core.paths import assets
from seaspirits_game.render.ui.kit import make_kit
from seaspirits_game.render.ui.layout import TOUCH, overlaps
from seaspirits_game.scenes.chart_room.room import MOST_CHARTS, Room, hung, lay_out

SIZES = [(1280, 720), (1920, 1080), (1080, 1920), (3840, 2160), (2560, 1080), (768, 1366), (1024, 768)]
WORDS = (205, 180, 190)
"""Widths of the longest buttons at 1920×1080."""


def room_of(width: int, height: int, charts: int, text_scale: float = 1.0) -> tuple[pygame.Rect, Room]:
    kit = make_kit(assets() / "fonts", width, height, text_scale)
    words = [round(wide * kit.screen.u * text_scale) for wide in WORDS]
    return kit.screen.rect, lay_out(kit.screen, kit.type.line_height("small"), words, 2, charts)


def check(screen: pygame.Rect, room: Room) -> None:
    rects = room.solid()
    assert overlaps(rects) == []
    assert all(screen.contains(rect) for rect in [*rects, room.panel, room.wall])
    assert all(rect.width > 0 and rect.height > 0 for rect in rects)
    assert all(room.panel.contains(rect) for rect in (*room.rows, room.previous, room.page, room.next, room.told))
    assert all(room.wall.contains(rect) for rect in room.charts)
    assert not room.panel.colliderect(room.wall)


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
@pytest.mark.parametrize("charts", range(MOST_CHARTS + 1))
def test_nothing_overlaps_or_leaves(size: tuple[int, int], charts: int) -> None:
    check(*room_of(*size, charts))


@pytest.mark.parametrize("size", SIZES[:4], ids="{0[0]}x{0[1]}".format)
@pytest.mark.parametrize("text_scale", [0.8, 1.5, 2.0])
def test_nothing_overlaps_in_another_size_of_type(size: tuple[int, int], text_scale: float) -> None:
    check(*room_of(*size, 6, text_scale))


@given(st.integers(960, 4000), st.integers(640, 2400), st.integers(0, MOST_CHARTS))
def test_nothing_overlaps_on_screens_that_nobody_thought_of(width: int, height: int, charts: int) -> None:
    if 0.5 <= width / height <= 3.6:
        check(*room_of(width, height, charts))


@pytest.mark.parametrize("size", SIZES[:4], ids="{0[0]}x{0[1]}".format)
def test_a_page_holds_many_measures_and_a_finger_finds_the_buttons(size: tuple[int, int]) -> None:
    screen, room = room_of(*size, 6)
    assert len(room.rows) >= 15
    unit = max(min(screen.size) / 1080, 0.72)
    assert all(
        min(rect.size) >= TOUCH * unit for rect in (room.back, *room.icons, *room.buttons, room.previous, room.next)
    )
    assert room.wall.width * room.wall.height > 0.55 * screen.width * screen.height


@given(st.integers(0, MOST_CHARTS), st.booleans())
def test_charts_fill_the_wall(charts: int, upright: bool) -> None:
    wall = pygame.Rect(10, 20, 1003, 701)
    places = hung(wall, charts, 7, upright)
    assert len(places) == charts
    assert overlaps(places) == []
    if places:
        assert places[0].width == max(place.width for place in places)
        assert places[0].unionall(list(places[1:])).size >= (wall.width - 3, wall.height - 3)
