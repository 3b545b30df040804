"""Words on screen: none meets another, is cut, or leaves the screen, whatever the screen and the size of text."""

import pygame
import pytest

from seaspirits_game.scenes.company import Company
from seaspirits_game.scenes.events import KeyPress
from seaspirits_game.scenes.preferences import Preferences
from tests.scenes.voyages import advance, drawn, staged
from tests.scenes.words import outside, overlapping, watched

SIZES = [(1280, 720), (1920, 1080), (1080, 1920), (3840, 2160)]
SCENES = ["title", "sea", "layers", "inspector", "duel", "codex", "charts", "tide", "settings", "menu", "keeper"]


def shown(scene: str, size: tuple[int, int], text_scale: float) -> Company:
    likes = Preferences(text_scale=text_scale, reduced_motion=True, still_water=True)
    name = "sea" if scene in ("inspector", "menu") else scene
    company = staged(1500, name, size, likes, seconds=0.3)
    drawn(company)
    if scene == "inspector":
        company.handle(KeyPress("i"))
    advance(company, 0.3)
    return company


@pytest.mark.parametrize("text_scale", [0.8, 1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scene", SCENES)
def test_words_keep_apart_and_whole(scene: str, size: tuple[int, int], text_scale: float) -> None:
    if size == (3840, 2160) and text_scale not in (1.0, 2.0):
        pytest.skip("twice 1920x1080, whose layout it shares")
    company = shown(scene, size, text_scale)
    surface = pygame.Surface(size, 0, 32)
    if scene == "menu":
        company.handle(KeyPress("f9"))
        with watched() as lines:
            company.menu.draw(surface)
    else:
        company.stage.prefer(high_contrast=True)  # another kit: every tape is drawn anew, and seen
        company.stage.prefer(high_contrast=False)
        company.resized() if scene != "inspector" else None
        with watched() as lines:
            for _ in range(8):  # instruments are renewed one a frame
                company.draw(surface, 1.0)
                company.advance(1 / 60)
    assert lines
    unique = list({(line.text, tuple(line.rect)): line for line in lines}.values())
    assert overlapping(unique, size) == []
    assert [line.text for line in unique if line.cut] == []
    assert outside(unique, company.stage.kit.screen.rect) == []
