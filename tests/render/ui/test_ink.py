"""Colours of words and lines can be seen where they stand."""

import numpy as np
import pytest

from seaspirits_game.render.ui import ink
from tests.render.ui.pixels import LIGHTEST_WATER, canvas, contrast, pixels
from tests.render.ui.sheet import kit_for

WORDS = ("FOAM", "MIST", "LAMP", "CORAL", "BRASS_LIGHT")


@pytest.mark.parametrize("name", WORDS)
def test_words_can_be_read_on_glass(name: str) -> None:
    assert contrast(np.array(getattr(ink, name)), np.array(ink.GLASS)) >= 7.0


def test_lines_can_be_seen_on_glass() -> None:
    assert contrast(np.array(ink.BRASS), np.array(ink.GLASS)) >= 3.0


@pytest.mark.parametrize("water", [LIGHTEST_WATER, (255, 255, 255)], ids=["lightest water", "white spirits"])
@pytest.mark.parametrize("name", WORDS)
def test_words_can_be_read_on_a_pane_over_anything(name: str, water) -> None:
    """Glass is translucent: what shines through a pane, even white all over, leaves its words readable."""
    from seaspirits_game.render.ui.shapes import glass_panel

    kit, surface = kit_for((1920, 1080)), canvas((400, 300), water)
    glass_panel(kit.shapes, surface, surface.get_rect(), 18)
    pane = pixels(surface)[20:-20, 20:-20].reshape(-1, 3)
    lightest = pane[pane.sum(axis=1).argmax()]
    assert contrast(np.array(getattr(ink, name)), lightest) >= 4.5


def test_lamplight_is_no_clans_colour() -> None:
    """The accent is for what a person can do: it differs from every hue of the default palette."""
    from tests.render.seas import DEFAULT

    apart = np.abs(DEFAULT.colours[:10] * 255 - np.array(ink.LAMP)).sum(axis=1)
    assert apart.min() > 40


@pytest.mark.parametrize("share", [0.0, 0.25, 1.0])
def test_mixing_is_straight(share: float) -> None:
    mixed = ink.mixed(ink.LAMP, ink.GLASS, share)
    straight = np.array(ink.LAMP) + share * (np.array(ink.GLASS) - np.array(ink.LAMP))
    np.testing.assert_allclose(mixed, straight, atol=0.5)
