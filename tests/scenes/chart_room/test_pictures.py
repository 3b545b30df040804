"""Golden images of the chart room, and what must hold for every picture of it."""

import numpy as np
import pygame
import pytest

from seaspirits_game.scenes.events import KeyPress, PointerMove
from seaspirits_game.scenes.preferences import Preferences
from seaspirits_game.texts.catalogue import PSEUDO, Texts
from tests.render.golden import assert_matches_golden
from tests.scenes.chart_room.rooms import STILL, entered, finish, room_of
from tests.scenes.voyages import advance, drawn, staged


@pytest.mark.parametrize(
    ("name", "size", "compared", "looks"),
    [
        ("charts", (1280, 720), False, {}),
        ("charts_beside", (1920, 1080), True, {"pinned": 150.0}),
        ("charts_portrait", (1080, 1920), True, {"pinned": 600.0, "page": 1}),
        ("charts_one", (1280, 720), True, {"chosen": ["layers.rate_reduction"], "pinned": 40.0, "page": 1}),
        ("charts_even", (1280, 720), False, {"chosen": ["sharpness", "layers.purity", "loss"], "steps": "linear"}),
    ],
)
def test_the_chart_room_looks_as_it_did(name: str, size: tuple[int, int], compared: bool, looks: dict) -> None:
    assert_matches_golden(drawn(entered(size, compared, **looks)), f"scene_{name}")


def test_focus_and_an_empty_room_look_as_they_did() -> None:
    company = entered(page=1)
    for _ in range(9):
        company.handle(KeyPress("tab"))
    assert_matches_golden(drawn(company), "scene_charts_focus")
    assert_matches_golden(drawn(staged(-1, "charts", preferences=STILL)), "scene_charts_empty")


@pytest.mark.parametrize(
    ("name", "scene", "size"),
    [("past", "sea", (1280, 720)), ("past_layers", "layers", (1920, 1080)), ("past_portrait", "sea", (1080, 1920))],
)
def test_the_sea_of_the_past_looks_as_it_did(name: str, scene: str, size: tuple[int, int]) -> None:
    company = staged(1500, scene, size, STILL)
    company.stage.look_back(40)
    advance(company, 5.0)
    if scene == "layers":
        company.handle(KeyPress("tab"))
    assert_matches_golden(drawn(company), f"scene_{name}")


@pytest.mark.parametrize("size", [(1280, 720), (1080, 1920), (3840, 2160)], ids="{0[0]}x{0[1]}".format)
@pytest.mark.parametrize("words", ["plain", "long"])
def test_no_words_run_off_their_panels(size: tuple[int, int], words: str) -> None:
    """Between the panels there is nothing but water, whatever the language and the size of the type."""
    scale = 1.0 if words == "plain" else 1.5
    company = entered(size, True, Preferences(still_water=True, reduced_motion=True, text_scale=scale), pinned=150.0)
    if words == "long":
        company.stage.texts = Texts(PSEUDO)
        company.scene.enter()
        finish(company)
    room, air = room_of(company)._lay_out().room, company.stage.kit.screen.px(30)  # large words may be a little higher
    company.handle(PointerMove(0, 0))
    picture = pygame.surfarray.array3d(drawn(company)).astype(int)
    bare = picture.copy()
    for rect in (room.panel, *room.charts, room.back, room.heading, *room.icons, *room.buttons):
        grown = rect.inflate(air, air)
        bare[max(grown.left, 0) : grown.right, max(grown.top, 0) : grown.bottom] = 0
    assert bare.max() < 150


def test_nothing_flashes_while_charts_are_hung() -> None:
    company = entered()
    levels = []
    for tick in range(60):
        if tick == 5:
            company.handle(KeyPress("x"))
        if tick == 30:
            room_of(company).looks.chosen = ["loss", "layers.entropy"]
        advance(company, 1 / 30)
        levels.append(float(pygame.surfarray.array3d(drawn(company))[::8, ::8].mean()))
    tenth = np.convolve(np.abs(np.diff(levels)), np.ones(3), "valid")
    assert tenth.max() < 0.1 * max(levels)
