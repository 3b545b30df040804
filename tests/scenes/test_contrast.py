"""Words can be read: letters and what is round them differ by at least 4.5 to 1 on drawn pixels (WCAG 2, AA).

Of the pixels of a line the brightest hundredth are the hearts of its letters, and the darker half what they stand on.
What lies under a veil is not meant to be read then, and what is at rest has faded on purpose, but not in high contrast.
"""

import numpy as np
import pygame
import pytest

from seaspirits_game.core.arrays import F64
from seaspirits_game.scenes.events import KeyPress
from seaspirits_game.scenes.preferences import Preferences
from tests.render.ui.pixels import contrast
from tests.scenes.voyages import advance, staged
from tests.scenes.words import watched

SIZE = (1280, 720)
SCENES = [
    "title",
    "sea",
    "layers",
    "inspector",
    "duel",
    "codex",
    "charts",
    "tide",
    "settings",
    "guide",
    "keeper",
    "logbook",
]


def ratios(scene: str, step: int, rest_s: float = 0.4, **likes: object) -> dict[str, float]:
    """The contrast of each line on screen."""
    preferences = Preferences(reduced_motion=True, still_water=True, guided=scene != "guide", **likes)  # type: ignore[arg-type]
    name = "sea" if scene in ("inspector", "guide") else scene
    company = staged(step, name, SIZE, preferences, seconds=0.5)
    if scene == "inspector":
        company.handle(KeyPress("i"))
    advance(company, rest_s)
    surface = pygame.Surface(SIZE, 0, 32)
    with watched() as lines:
        for _ in range(3):
            company.draw(surface, 1.0)
    pixels = pygame.surfarray.array3d(surface).astype(np.float64)
    found = {}
    for line in lines:
        rect = line.rect.clip(surface.get_rect())
        if line.surface.get_size() == SIZE and line.opacity >= 0.3 and rect.width > 2 and rect.height > 2:
            found[line.text] = _ratio(pixels[rect.left : rect.right, rect.top : rect.bottom].reshape(-1, 3))
    return found


def _ratio(pixels: F64) -> float:
    light = pixels @ np.array([0.2126, 0.7152, 0.0722])
    order = np.argsort(light)
    dark = pixels[order[: max(len(order) // 2, 1)]].mean(axis=0)
    bright = pixels[order[-max(len(order) // 100, 1) :]].mean(axis=0)
    return float(contrast(bright, dark))


@pytest.mark.parametrize("step", [0, 1500])
@pytest.mark.parametrize("scene", SCENES)
def test_all_words_can_be_read(scene: str, step: int) -> None:
    found = ratios(scene, step)
    assert len(found) >= 5
    assert {text: ratio for text, ratio in found.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("scene", SCENES)
def test_in_high_contrast_all_words_differ_by_seven_to_one(scene: str) -> None:
    found = ratios(scene, 0, high_contrast=True)
    assert {text: ratio for text, ratio in found.items() if ratio < 7.0} == {}


def test_in_high_contrast_nothing_fades_at_rest() -> None:
    assert min(ratios("sea", 1500, rest_s=16.0).values()) < 4.5
    assert min(ratios("sea", 1500, rest_s=16.0, high_contrast=True).values()) >= 7.0
