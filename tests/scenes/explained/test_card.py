"""The card and all three depths of every instrument fit on every screen; the drawings differ with what they show."""

import numpy as np
import pygame
import pytest

from seaspirits_game.core.paths import assets
from seaspirits_game.render.ui.kit import make_kit
from seaspirits_game.render.ui.layout import overlaps
from seaspirits_game.scenes.buttons import Controls
from seaspirits_game.scenes.explained.card import CardRects, draw_card, heading_height, lay_out_card, moment_of
from seaspirits_game.scenes.explained.drawings import drawing, numbers_of
from seaspirits_game.scenes.explained.pages import DEPTHS, PAGES
from seaspirits_game.scenes.hud import Hud, lay_out
from seaspirits_game.scenes.preferences import Preferences
from seaspirits_game.scenes.stage import Stage
from tests.scenes.voyages import staged

SIZES = [(1280, 720), (1920, 1080), (1080, 1920), (3840, 2160), (1024, 768), (768, 1366)]


def rects_of(size: tuple[int, int]) -> tuple[Hud, CardRects]:
    kit = make_kit(assets() / "fonts", *size)
    hud = lay_out(kit.screen, kit.type.line_height("body"), kit.type.line_height("small"))
    return hud, lay_out_card(kit.screen, hud, heading_height(kit))


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_nothing_of_the_card_overlaps_or_covers_dials_and_levers(size: tuple[int, int]) -> None:
    hud, card = rects_of(size)
    assert overlaps(card.solid()) == []
    assert all(card.panel.contains(rect) for rect in card.solid())
    assert pygame.Rect(0, 0, *size).contains(card.panel)
    others = [*hud.dials, *hud.tempo, *hud.tools, *hud.shoal, hud.warmth, hud.timeline, hud.now]
    assert not any(card.panel.colliderect(rect) for rect in others)
    assert not card.panel.colliderect(card.sea)
    assert card.sea.width * card.sea.height > 0.12 * size[0] * size[1]


@pytest.fixture(scope="module")
def stages() -> dict[tuple[int, int], Stage]:
    return {size: staged(1500, "sea", size, seconds=0.1).stage for size in SIZES}


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_all_that_is_said_is_in_view(size, page, depth, stages) -> None:
    _, card = rects_of(size)
    surface = pygame.Surface(size, 0, 32)
    end = draw_card(surface, stages[size], card, page, depth, Controls())
    assert end <= card.body.bottom
    outside = pygame.surfarray.array3d(surface).max(axis=2) > 0
    outside[card.panel.left : card.panel.right, card.panel.top : card.panel.bottom] = False
    assert not outside.any()


def test_of_large_type_that_finds_no_room_the_end_is_marked() -> None:
    stage = staged(1500, "sea", (1024, 768), Preferences(text_scale=2.0), seconds=0.1).stage
    hud = lay_out(stage.kit.screen, stage.kit.type.line_height("body"), stage.kit.type.line_height("small"))
    card = lay_out_card(stage.kit.screen, hud, heading_height(stage.kit))
    assert overlaps(card.solid()) == []
    for page in PAGES:
        for depth in DEPTHS:
            surface = pygame.Surface((1024, 768), 0, 32)
            draw_card(surface, stage, card, page, depth, Controls())
            below = pygame.surfarray.array3d(surface)[card.body.left : card.body.right]
            below = below[:, card.body.bottom + 2 : card.more.top - 2].astype(int)
            assert below.max() < 90, "nothing is written below the body"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_a_drawing_shows_what_is_now(page, stages) -> None:
    stage = stages[1280, 720]
    moment = moment_of(stage)
    assert moment is not None
    shown = numbers_of(page.key, moment, stage.history)
    image = drawing(stage.kit, (300, 110), page.key, shown)
    assert pygame.surfarray.array_alpha(image).max() > 200
    assert image is drawing(stage.kit, (300, 110), page.key, shown), "made once"
    other = drawing(stage.kit, (300, 110), page.key, (0.4 * shown[0] + 0.05, *shown[1:]))
    backed = [pygame.Surface((300, 110), 0, 32) for _ in range(2)]
    for ground, picture in zip(backed, (image, other), strict=True):
        ground.blit(picture, (0, 0))
    pixels = [pygame.surfarray.array3d(ground).astype(int) for ground in backed]
    assert np.abs(pixels[0] - pixels[1]).max() > 60


@pytest.mark.parametrize("numbers", [(np.nan,) * 9, (0.0,) * 9, (np.inf,) * 9, (-1.0,) * 9], ids=str)
def test_odd_numbers_are_drawn_or_left_out(numbers: tuple[float, ...]) -> None:
    kit = make_kit(assets() / "fonts", 1280, 720)
    for key, count in (("log_volume", 3), ("entropy", 9), ("sharpness", 2), ("val_loss", 1), ("variance_shown", 3)):
        if key in ("log_volume", "entropy", "variance_shown") and not np.isfinite(numbers[0]):
            continue  # variances are finite: a network that is not is torn
        drawing(kit, (200, 80), key, numbers[:count])
    drawing(kit, (200, 80), "coherence", ())
