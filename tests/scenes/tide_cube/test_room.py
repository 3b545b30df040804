"""Nothing of the Tide Cube touches anything else or leaves the screen, whatever the number of layers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.core.paths import assets
from seaspirits_game.render.ui.kit import make_kit
from seaspirits_game.render.ui.layout import Screen, overlaps
from seaspirits_game.scenes.tide_cube.room import Room, lay_out

SIZES = [(1280, 720), (1920, 1080), (1080, 1920), (3840, 2160), (2560, 1080), (768, 1366), (1024, 768)]


def room_of(width: int, height: int, cubes: int) -> tuple[Screen, Room]:
    kit = make_kit(assets() / "fonts", width, height)
    heights = [kit.type.line_height(role) for role in ("body", "reading", "small")]
    return kit.screen, lay_out(kit.screen, cubes, *heights)


def check(screen: Screen, room: Room, cubes: int) -> None:
    rects = room.solid()
    assert overlaps(rects) == []
    assert all(rect.width > 0 and rect.height > 0 for rect in rects)
    assert all(screen.safe.contains(rect) for rect in rects)
    assert len(room.cells) == cubes
    assert len(room.arrows) == cubes - 1
    for cell, glass, name in zip(room.cells, room.glasses, room.names, strict=True):
        assert cell.contains(glass)
        assert cell.contains(name)
        assert not glass.colliderect(name)
        assert min(glass.size) >= screen.px(48)
    assert all(room.panel.contains(rect) for rect in (room.matrix, room.told, *room.buttons))
    assert not any(room.panel.colliderect(cell) for cell in room.cells)


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
@pytest.mark.parametrize("cubes", [1, 2, 4, 9])
def test_nothing_overlaps_or_leaves(size: tuple[int, int], cubes: int) -> None:
    screen, room = room_of(*size, cubes)
    check(screen, room, cubes)
    assert room.told.height >= screen.px(96)


@given(st.integers(960, 4000), st.integers(640, 2400), st.integers(1, 9))
def test_nothing_overlaps_on_screens_that_nobody_thought_of(width: int, height: int, cubes: int) -> None:
    if 1.3 <= width / height <= 3.6:
        check(*room_of(width, height, cubes), cubes)
