"""Golden images of the scenes over a kept voyage, and what must hold for every picture of them."""

import numpy as np
import pygame
import pytest

from seaspirits_game.core.facts import Lost, NotSaved, Refused, Torn
from seaspirits_game.scenes.events import KeyPress
from seaspirits_game.scenes.preferences import Preferences
from seaspirits_game.scenes.sea_scene import SeaScene
from seaspirits_game.scenes.world import Spirit
from tests.render.golden import assert_matches_golden
from tests.scenes.voyages import advance, drawn, staged

STILL = Preferences(still_water=True, reduced_motion=True)


def inspected(size: tuple[int, int] = (1280, 720), scene: str = "sea", step: int = 1500) -> pygame.Surface:
    company = staged(step, scene, size, STILL)
    sea = company.scene
    assert isinstance(sea, SeaScene)
    sea.inspector.select(Spirit(1, 142))
    for _ in range(3):
        sea.inspector.measure_selected()
    drawn(company)
    advance(company, 2.0)
    return drawn(company)


@pytest.mark.parametrize(
    ("name", "step", "scene", "size"),
    [
        ("title", 0, "title", (1280, 720)),
        ("sea_0", 0, "sea", (1280, 720)),
        ("sea_150", 150, "sea", (1280, 720)),
        ("sea_1500", 1500, "sea", (1280, 720)),
        ("layers", 1500, "layers", (1280, 720)),
        ("sea_portrait", 1500, "sea", (1080, 1920)),
    ],
)
def test_scenes_look_as_they_did(name: str, step: int, scene: str, size: tuple[int, int]) -> None:
    assert_matches_golden(drawn(staged(step, scene, size, STILL)), f"scene_{name}")


@pytest.mark.parametrize(
    ("name", "size", "scene"),
    [
        ("inspector", (1280, 720), "sea"),
        ("inspector_portrait", (1080, 1920), "sea"),
        ("inspector_layers", (1920, 1080), "layers"),
    ],
)
def test_the_inspector_looks_as_it_did(name: str, size: tuple[int, int], scene: str) -> None:
    assert_matches_golden(inspected(size, scene), f"scene_{name}")


def test_what_lies_over_the_scenes_looks_as_it_did() -> None:
    company = staged(1500, "sea", preferences=STILL)
    company.handle(KeyPress("f3"))
    assert_matches_golden(drawn(company), "scene_debug")
    company.handle(KeyPress("f3"))
    company.handle(KeyPress("h"))
    assert_matches_golden(drawn(company), "scene_help")


@pytest.mark.parametrize(
    ("name", "fact"),
    [
        ("torn", Torn(601, "W2", 590)),
        ("lost", Lost(-9, 0.25)),
        ("refused", Refused("table.csv, line 7: 'x' is not a number")),
        ("unsaved", NotSaved(600, "No space left on device")),
    ],
)
def test_trouble_is_told_calmly(name: str, fact: object) -> None:
    assert_matches_golden(drawn(staged(600, "sea", preferences=STILL, facts=(fact,))), f"scene_{name}")


def test_the_same_moment_gives_the_same_pixels() -> None:
    first, second = (pygame.surfarray.array3d(drawn(staged(150))) for _ in range(2))
    assert np.array_equal(first, second)


def test_reduced_motion_holds_still() -> None:
    company = staged(1500, "sea", preferences=STILL)
    drawn(company)
    advance(company, 12.0)  # the interface comes to rest as well
    before = pygame.surfarray.array3d(drawn(company))
    advance(company, 5.0)
    assert np.array_equal(before, pygame.surfarray.array3d(drawn(company)))


def test_nothing_flashes() -> None:
    """Whole-screen brightness changes slowly: by less than a tenth within a tenth of a second, flights included."""
    company = staged(600, "sea", seconds=1.0)
    levels = []
    for tick in range(150):
        if tick == 30:
            company.go("layers")
        if tick == 120:
            company.go("title")
        advance(company, 1 / 30)
        levels.append(float(pygame.surfarray.array3d(drawn(company))[::8, ::8].mean()))
    change = np.abs(np.diff(levels))
    tenth = np.convolve(change, np.ones(3), "valid")
    assert tenth.max() < 0.1 * max(levels)
