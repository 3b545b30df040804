"""Each state of a control looks different; a lever's lamp stands where its share says."""

from collections.abc import Callable
from itertools import combinations

import numpy as np
import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.render.ui.controls import (
    Look,
    choice_button,
    icon_button,
    log_share,
    log_value,
    slider,
    text_button,
)
from seaspirits_game.render.ui.kit import Kit
from tests.render.ui.pixels import canvas, changed, pixels
from tests.render.ui.sheet import kit_for

Draw = Callable[[Kit, pygame.Surface, Look, float], None]
WATER = (10, 60, 80)
DRAWN: dict[str, Draw] = {
    "icon": lambda kit, surface, look, opacity: icon_button(
        kit, surface, pygame.Rect(100, 100, 50, 50), "tour", look, opacity
    ),
    "text": lambda kit, surface, look, opacity: text_button(
        kit, surface, pygame.Rect(100, 100, 160, 46), "Measure", look, opacity
    ),
    "choice": lambda kit, surface, look, opacity: choice_button(
        kit, surface, pygame.Rect(100, 100, 60, 46), "16×", look, opacity
    ),
    "lever": lambda kit, surface, look, opacity: slider(
        kit, surface, pygame.Rect(100, 100, 200, 46), 0.4, look, opacity
    ),
}
STATES = {
    "rest": Look(),
    "hover": Look(hover=True),
    "pressed": Look(pressed=True, hover=True),
    "focused": Look(focused=True),
    "active": Look(active=True),
    "off": Look(enabled=False),
}


@pytest.fixture(scope="module")
def kit() -> Kit:
    return kit_for((1920, 1080))


@pytest.mark.parametrize("name", DRAWN)
def test_every_state_looks_different(kit: Kit, name: str) -> None:
    drawn = {}
    for state, look in STATES.items():
        if (name, state) == ("lever", "active"):
            continue  # a lever is not switched on
        surface = canvas(colour=WATER)
        DRAWN[name](kit, surface, look, 1.0)
        drawn[state] = pixels(surface).astype(int)
    for one, other in combinations(drawn, 2):
        assert np.abs(drawn[one] - drawn[other]).sum() > 2500, (one, other)


@pytest.mark.parametrize("name", DRAWN)
def test_what_is_clear_draws_nothing(kit: Kit, name: str) -> None:
    surface = canvas(colour=WATER)
    for look in STATES.values():
        DRAWN[name](kit, surface, look, 0.0)
    assert changed(surface, WATER).size == (0, 0)


@pytest.mark.parametrize("name", DRAWN)
def test_at_rest_it_fades(kit: Kit, name: str) -> None:
    strength = []
    for opacity in (0.3, 1.0):
        surface = canvas(colour=WATER)
        DRAWN[name](kit, surface, Look(), opacity)
        strength.append(np.abs(pixels(surface).astype(int) - np.array(WATER)).sum())
    assert strength[0] == pytest.approx(0.3 * strength[1], rel=0.15)


@pytest.mark.parametrize("name", DRAWN)
def test_what_is_off_gives_least_light(kit: Kit, name: str) -> None:
    light = {}
    for state, look in STATES.items():
        surface = canvas(colour=WATER)
        DRAWN[name](kit, surface, look, 1.0)
        light[state] = int(pixels(surface).astype(int).sum())
    assert light["off"] == min(light.values())


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (3840, 2160)])
@pytest.mark.parametrize("share", [0.0, 0.25, 0.5, 1.0, -3.0, 7.0])
def test_the_lamp_stands_at_the_share(size: tuple[int, int], share: float) -> None:
    kit, surface = kit_for(size), canvas((700, 200))
    rect = pygame.Rect(100, 60, 500, 60)
    slider(kit, surface, rect, share, Look())
    light = pixels(surface).astype(int).sum(axis=2)
    x, y = np.nonzero(light > 0.97 * light.max())
    held = min(max(share, 0.0), 1.0)
    assert x.mean() == pytest.approx(rect.left + held * rect.width, abs=2 * kit.screen.u)
    assert y.mean() == pytest.approx(rect.centery, abs=2 * kit.screen.u)


def test_a_lever_is_lit_up_to_its_lamp(kit: Kit) -> None:
    surface, rect = canvas((700, 200)), pygame.Rect(100, 60, 500, 60)
    slider(kit, surface, rect, 0.5, Look())
    groove = pixels(surface)[:, rect.centery].astype(int).sum(axis=1)
    assert groove[150:300].min() > groove[400:590].max()


def test_words_stay_in_their_lozenge(kit: Kit) -> None:
    surface, rect = canvas((500, 200)), pygame.Rect(100, 60, 160, 46)
    text_button(kit, surface, rect, "Far more words than a button can hold", Look())
    assert rect.contains(changed(surface))


@pytest.mark.parametrize("name", ["icon", "text", "choice"])
def test_the_ring_of_focus_lies_round_the_control(kit: Kit, name: str) -> None:
    boxes = []
    for look in (Look(), Look(focused=True)):
        surface = canvas(colour=WATER)
        DRAWN[name](kit, surface, look, 1.0)
        boxes.append(changed(surface, WATER))
    assert boxes[1].contains(boxes[0])
    assert boxes[1].width >= boxes[0].width + 4


ranges = st.tuples(st.floats(1e-6, 1.0), st.floats(1.5, 1e5)).map(lambda pair: (pair[0], pair[0] * pair[1]))


@given(ranges, st.floats(-1.0, 2.0))
def test_a_logarithmic_lever_goes_back_and_forth(bounds: tuple[float, float], share: float) -> None:
    low, high = bounds
    value = log_value(share, low, high)
    assert low <= value <= high
    held = min(max(share, 0.0), 1.0)
    digits = np.log(1.06) / np.log(high / low)  # of two significant digits
    assert log_share(value, low, high) == pytest.approx(held, abs=digits + 1e-9)


@given(ranges, st.floats(1e-9, 1e9))
def test_a_value_beyond_the_lever_stands_at_its_end(bounds: tuple[float, float], value: float) -> None:
    share = log_share(value, *bounds)
    assert 0.0 <= share <= 1.0
    if value <= bounds[0]:
        assert share == 0.0
    if value >= bounds[1]:
        assert share == 1.0
