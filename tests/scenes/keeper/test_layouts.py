"""Nothing of the Keeper's screens touches anything else or leaves the screen, on any shape of screen."""

import pygame
import pytest

from seaspirits_game.core.paths import assets
from seaspirits_game.render.ui.kit import Kit, make_kit
from seaspirits_game.render.ui.layout import overlaps
from seaspirits_game.scenes.keeper.board_layout import BoardNeeds, lay_out_board
from seaspirits_game.scenes.keeper.dive_layout import TEMPI, TOOLS, lay_out_dive
from seaspirits_game.scenes.keeper.end_page import lay_out_end
from seaspirits_game.scenes.keeper.free_layout import MOST_LAYERS, lay_out_free
from seaspirits_game.scenes.keeper.reefs_layout import lay_out_reefs, nodes

SIZES = [(1280, 720), (1920, 1080), (1080, 1920), (3840, 2160), (2560, 1080), (1024, 768)]
EVERY_SIZE = pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)


def kit_of(size: tuple[int, int]) -> Kit:
    return make_kit(assets() / "fonts", *size)


def check(kit: Kit, rects: list[pygame.Rect]) -> None:
    assert [(rects[one], rects[other]) for one, other in overlaps(rects)] == []
    assert [rect for rect in rects if not kit.screen.rect.contains(rect)] == []
    assert [rect for rect in rects if rect.width <= 0 or rect.height <= 0] == []


@EVERY_SIZE
def test_the_parts_of_a_dive_keep_apart(size: tuple[int, int]) -> None:
    kit = kit_of(size)
    line = kit.type.line_height
    layout = lay_out_dive(kit.screen, line("body"), line("small"), line("name"))
    check(kit, layout.solid())
    assert (len(layout.tempo), len(layout.tools)) == (TEMPI, TOOLS)
    assert layout.sea.width * layout.sea.height > 0.2 * size[0] * size[1]
    assert not any(layout.sea.colliderect(rect) for rect in layout.solid())


@EVERY_SIZE
@pytest.mark.parametrize("few", [True, False])
def test_the_board_holds_its_parts(size: tuple[int, int], few: bool) -> None:
    kit = kit_of(size)
    line = kit.type.line_height
    area = lay_out_dive(kit.screen, line("body"), line("small"), line("name")).board
    needs = (
        BoardNeeds(1, 0, 0, False, False, line("small"), line("name"))
        if few
        else BoardNeeds(6, 2, 3, True, True, line("small"), line("name"))
    )
    rects = lay_out_board(kit.screen, area, needs, kit.screen.portrait)
    check(kit, rects.solid())
    assert area.contains(rects.panel)
    assert all(rects.panel.contains(rect) for rect in rects.solid())
    assert (len(rects.sliders), len(rects.switches), len(rects.deeds)) == (needs.sliders, needs.switches, needs.deeds)
    if not few and size[1] >= 1080:
        assert rects.strip is not None


@EVERY_SIZE
def test_the_reefs_keep_apart(size: tuple[int, int]) -> None:
    kit = kit_of(size)
    line = kit.type.line_height
    layout = lay_out_reefs(kit.screen, line("title"), line("body"), line("small"), 3)
    check(kit, layout.solid())
    assert layout.card.contains(layout.dive)
    for reef in layout.reefs:
        placed = nodes(kit.screen, reef, 4, line("small"))
        parts = [rect for node in placed for rect in (node.lamp, node.stars, node.name)]
        check(kit, parts)
        assert all(reef.inflate(0, 2 * line("small")).contains(rect) for rect in parts)


@EVERY_SIZE
@pytest.mark.parametrize("won", [True, False])
def test_the_end_keeps_apart(size: tuple[int, int], won: bool) -> None:
    kit = kit_of(size)
    layout = lay_out_end(kit.screen, kit.type.line_height("title"), kit.type.line_height("body"), 3, won)
    check(kit, layout.solid())
    assert all(layout.panel.contains(rect) for rect in layout.solid())


@EVERY_SIZE
def test_the_free_sea_keeps_apart(size: tuple[int, int]) -> None:
    kit = kit_of(size)
    line = kit.type.line_height
    layout = lay_out_free(kit.screen, line("title"), line("name"), line("body"), line("small"))
    check(kit, layout.solid())
    assert len(layout.layers) == MOST_LAYERS
