"""Nothing of the HUD touches anything else or leaves the screen, on any shape of screen."""

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.core.paths import assets
from seaspirits_game.render.ui.kit import make_kit
from seaspirits_game.render.ui.layout import Screen, overlaps
from seaspirits_game.scenes.hud import DIALS, TEMPI, TOOLS, Hud, lay_out

SIZES = [(1280, 720), (1920, 1080), (1080, 1920), (3840, 2160), (2560, 1080), (768, 1366), (1024, 768)]


def hud_of(width: int, height: int) -> tuple[Screen, Hud]:
    kit = make_kit(assets() / "fonts", width, height)
    return kit.screen, lay_out(kit.screen, kit.type.line_height("body"), kit.type.line_height("small"))


def check(screen: Screen, hud: Hud) -> None:
    rects = hud.solid()
    assert overlaps(rects) == []
    assert all(screen.rect.contains(rect) for rect in [*rects, hud.panel, hud.safe, hud.safe_beside_panel])
    assert all(rect.width > 0 and rect.height > 0 for rect in rects)
    assert (len(hud.dials), len(hud.tempo), len(hud.tools)) == (DIALS, TEMPI, TOOLS)


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
def test_nothing_overlaps_or_leaves(size: tuple[int, int]) -> None:
    screen, hud = hud_of(*size)
    check(screen, hud)


@given(st.integers(960, 4000), st.integers(640, 2400))
def test_nothing_overlaps_on_screens_that_nobody_thought_of(width: int, height: int) -> None:
    if 1.2 <= width / height <= 3.6:
        check(*hud_of(width, height))


@pytest.mark.parametrize("size", SIZES[:4], ids="{0[0]}x{0[1]}".format)
def test_the_panel_holds_its_parts_and_leaves_the_levers_free(size: tuple[int, int]) -> None:
    screen, hud = hud_of(*size)
    for part in (hud.panel_inner, hud.close, hud.measure):
        assert hud.panel.contains(part)
    assert not hud.panel_inner.colliderect(hud.measure)
    levers = [hud.warmth, *hud.tempo, *hud.shoal, *hud.tools]
    assert not any(hud.panel.colliderect(lever) for lever in levers)
    assert not hud.panel.colliderect(hud.safe_beside_panel)
    assert hud.safe_beside_panel.width * hud.safe_beside_panel.height > 0.15 * screen.width * screen.height


@pytest.mark.parametrize("size", SIZES[:4], ids="{0[0]}x{0[1]}".format)
def test_the_sea_keeps_most_of_the_screen(size: tuple[int, int]) -> None:
    screen, hud = hud_of(*size)
    assert hud.safe.width * hud.safe.height > 0.4 * screen.width * screen.height
    sides = [hud.heading, *hud.dials, *hud.tempo, *hud.tools]
    middle = pygame.Rect(0, 0, hud.safe.width // 2, hud.safe.height // 2)
    middle.center = hud.safe.center
    assert not any(middle.colliderect(rect) for rect in sides)
