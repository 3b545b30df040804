"""Nothing of the duel's pages touches anything else or leaves the screen, on any shape of screen."""

import pygame
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seaspirits_game.core.paths import assets
from seaspirits_game.render.ui.kit import Kit, make_kit
from seaspirits_game.render.ui.layout import TOUCH, overlaps
from seaspirits_game.scenes.duel.drawing import text_heights
from seaspirits_game.scenes.duel.harbour_layout import lay_out_harbour
from seaspirits_game.scenes.duel.layout import lay_out_play
from seaspirits_game.scenes.duel.race_layout import lay_out_race
from seaspirits_game.scenes.duel.review_layout import lay_out_review
from seaspirits_game.scenes.duel.solo_layout import lay_out_solo

SIZES = [(1280, 720), (1920, 1080), (1080, 1920), (3840, 2160), (2560, 1080), (768, 1366), (1024, 768)]


def layouts(kit: Kit) -> dict[str, object]:
    heights, title = text_heights(kit), kit.type.line_height("title")
    return {
        "play": lay_out_play(kit.screen, heights),
        "review": lay_out_review(kit.screen, heights, title),
        "harbour": lay_out_harbour(kit.screen, heights, title, 7),
        "lesson": lay_out_solo(kit.screen, heights, title),
        "kraken": lay_out_solo(kit.screen, heights, title, ribbons=2),
        "race": lay_out_race(kit.screen, heights, title),
    }


def check(kit: Kit) -> None:
    for name, layout in layouts(kit).items():
        rects: list[pygame.Rect] = layout.solid()
        meeting = [(rects[first], rects[second]) for first, second in overlaps(rects)]
        assert meeting == [], name
        outside = [rect for rect in rects if not kit.screen.rect.contains(rect) or rect.width < 1 or rect.height < 1]
        assert outside == [], name


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
def test_nothing_overlaps_or_leaves(size: tuple[int, int]) -> None:
    check(make_kit(assets() / "fonts", *size))


@settings(max_examples=40, deadline=None)
@given(st.integers(960, 4000), st.integers(640, 2400))
def test_nothing_overlaps_on_screens_that_nobody_thought_of(width: int, height: int) -> None:
    if 1.2 <= width / height <= 3.0:
        check(make_kit(assets() / "fonts", width, height))


@pytest.mark.parametrize("size", SIZES[:4], ids="{0[0]}x{0[1]}".format)
def test_reefs_have_room_and_fingers_find_their_targets(size: tuple[int, int]) -> None:
    kit = make_kit(assets() / "fonts", *size)
    play = lay_out_play(kit.screen, text_heights(kit))
    assert play.pens.height > play.rival_pens.height
    assert play.ground(kit.screen).room > 0.15 * kit.screen.height
    assert play.pens.width / 48 > 15 * kit.screen.u, "a pen of the largest reef is wide enough to be pointed at"
    for rect in (play.sonar, play.hint, *play.pace, play.skip, play.leave):
        assert min(rect.size) >= kit.screen.px(TOUCH) - 1
    review = lay_out_review(kit.screen, text_heights(kit), kit.type.line_height("title"))
    for rect in (review.gains, review.tide, *review.trees):
        assert rect.height > 0.1 * kit.screen.height or kit.screen.portrait
        assert rect.height > 0.07 * kit.screen.height
