"""Nothing of the codex touches anything else or leaves the screen, on any shape of screen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.core.paths import assets
from seaspirits_game.render.ui.kit import make_kit
from seaspirits_game.render.ui.layout import Screen, overlaps
from seaspirits_game.scenes.codex.room import Room, lay_out

SIZES = [(1280, 720), (1920, 1080), (1080, 1920), (3840, 2160), (2560, 1080), (768, 1366), (1024, 768)]


def room_of(width: int, height: int, articles: int = 13, readings: int = 3) -> tuple[Screen, Room]:
    kit = make_kit(assets() / "fonts", width, height)
    title, small = kit.type.line_height("title"), kit.type.line_height("small")
    return kit.screen, lay_out(kit.screen, articles, readings, title, small)


def check(screen: Screen, room: Room) -> None:
    rects = room.solid()
    assert overlaps(rects) == []
    assert all(rect.width > 0 and rect.height > 0 for rect in rects)
    assert all(screen.safe.contains(rect) for rect in rects)
    assert not room.panel.colliderect(room.page)
    assert all(room.panel.contains(row) for row in room.rows)
    assert all(room.page.contains(rect) for rect in (room.title, room.text, room.bar, room.see, *room.readings))
    assert room.text.height > 0.3 * screen.height
    assert room.text.width >= screen.px(480)


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
@pytest.mark.parametrize("readings", [0, 1, 3])
def test_nothing_overlaps_or_leaves(size: tuple[int, int], readings: int) -> None:
    screen, room = room_of(*size, readings=readings)
    check(screen, room)
    assert len(room.readings) == readings
    assert all(rect.height >= screen.px(100) for rect in room.readings)
    assert all(row.height >= screen.px(36) for row in room.rows)


@given(st.integers(960, 4000), st.integers(640, 2400), st.integers(1, 16), st.integers(0, 3))
def test_nothing_overlaps_on_screens_that_nobody_thought_of(width, height, articles, readings) -> None:
    if 1.25 <= width / height <= 3.6:
        check(*room_of(width, height, articles, readings))
