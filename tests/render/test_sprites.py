"""Sprites: scales that round fairly, signs that differ, snow that is always there."""

import itertools

import numpy as np
import pygame
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.render.signs import SIGNS, sign_templates
from seaspirits_game.render.snow import Snow
from seaspirits_game.render.sprites import LEVELS, TINTS, SpriteBank, level_of, strength_of, tint_of

THRESHOLDS = ((np.arange(1000) + 0.5) / 1000).astype(np.float32)


@given(st.floats(0.11, 1.0))
def test_levels_stand_for_strengths_on_average(strength: float) -> None:
    levels = level_of(np.full(1000, strength, np.float32), THRESHOLDS)
    assert np.ptp(levels) <= 1
    logarithms = np.log(strength_of(levels))
    assert abs(logarithms.mean() - np.log(strength)) < 0.02


def test_the_weakest_are_not_drawn() -> None:
    assert (level_of(np.zeros(3, np.float32), np.array([0.0, 0.5, 0.99], np.float32)) == -1).all()


@given(st.tuples(*[st.floats(0.1, 1.0)] * 3))
def test_tints_are_the_colour_on_average(rgb: tuple[float, float, float]) -> None:
    tint = tint_of(np.repeat(np.array(rgb, np.float32)[:, None], 1000, axis=1), THRESHOLDS)
    channels = np.stack([tint // TINTS**2, tint // TINTS % TINTS, tint % TINTS]) / (TINTS - 1)
    np.testing.assert_allclose(channels.mean(axis=1), np.array(rgb) / max(rgb), atol=0.01)


def test_a_sprite_is_its_template_in_its_colour() -> None:
    body = np.zeros((2, 5, 5), np.float32)
    body[1, 2, 3] = 1.0
    bank = SpriteBank(np.zeros_like(body), body, np.array([[0, 0], [1, 0]]))
    red = np.array([(TINTS - 1) * TINTS**2])
    surface = pygame.Surface((40, 40), 0, 32)
    one = np.array([1])
    surface.fblits(bank.placed(one, red, np.array([LEVELS - 1]), np.array([20]), np.array([10])))
    lit = np.argwhere(pygame.surfarray.array3d(surface).sum(axis=2) > 0)
    assert lit.tolist() == [[20, 10]]
    red_light, green, blue, _ = surface.get_at((20, 10))
    assert red_light > 150
    assert green == blue == 0


def test_a_bank_forgets_before_it_fills_the_memory() -> None:
    """Big squares: a few thousand sprites are the limit; what is forgotten is made again, the same."""
    body = np.linspace(0.0, 1.0, 40 * 41 * 41, dtype=np.float32).reshape(40, 41, 41)
    bank = SpriteBank(np.zeros_like(body), body, np.zeros((40, 2), np.int64))
    tint, level = (grid.ravel() for grid in np.meshgrid(np.arange(TINTS**3), np.arange(LEVELS)))
    zero = np.zeros_like(tint)
    pictures = []
    for variant in (*range(40), 0):
        sprites = [sprite for sprite, _ in bank.placed(zero + variant, tint, level, zero, zero)]
        pictures.append(sprites[-1].get_buffer().raw)
        assert bank.made < 6000
    assert pictures[0] == pictures[-1] != pictures[1]


def test_signs_can_be_told_apart_when_small() -> None:
    core, _ = sign_templates(5.0)
    assert len(core) == SIGNS
    for one, other in itertools.combinations(core, 2):
        overlap = (one * other).sum() / np.sqrt((one**2).sum() * (other**2).sum())
        assert overlap < 0.93


@given(st.floats(0.0, 1e5))
def test_it_always_snows(time_s: float) -> None:
    surface = pygame.Surface((320, 180), 0, 32)
    _SNOW.draw(surface, time_s)
    assert (pygame.surfarray.array_blue(surface) > 0).sum() > 100


_SNOW = Snow((320, 180), 180 / 1080)
