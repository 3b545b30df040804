"""How every page of the duel draws its controls, its cards of words, and the bubble of the control in hand."""

from collections.abc import Mapping

import pygame

from seaspirits_game.render.ui.controls import choice_button, icon_button, slider, text_button
from seaspirits_game.render.ui.icons import ICONS_BY_NAME
from seaspirits_game.render.ui.kit import Kit
from seaspirits_game.scenes.buttons import Control, Controls
from seaspirits_game.scenes.duel.layout import TextHeights
from seaspirits_game.scenes.stage import Stage

CHOICES = ("pace ", "clock ", "pick ")
"""Beginnings of the names of controls of which one is chosen."""


def text_heights(kit: Kit) -> TextHeights:
    """Line heights of the roles that pages are laid out with."""
    return TextHeights(*(kit.type.line_height(role) for role in ("name", "body", "small")))


def draw_controls(
    surface: pygame.Surface, stage: Stage, controls: Controls, words: Mapping[str, str], opacity: float = 1.0
) -> None:
    """Every control: a lever, a sign, one of several choices, or a button with its words."""
    for control in controls.items:
        _control(surface, stage, controls, control, words.get(control.name, control.name), opacity)


def _control(
    surface: pygame.Surface, stage: Stage, controls: Controls, control: Control, words: str, opacity: float
) -> None:
    kit, look = stage.kit, controls.look(control)
    if control.set_share is not None:
        slider(kit, surface, control.rect, control.share, look, opacity)
    elif control.name in ICONS_BY_NAME:
        side = min(control.rect.size)
        square = pygame.Rect(0, 0, side, side)
        square.center = control.rect.center
        icon_button(kit, surface, square, control.name, look, opacity)
    elif control.name.startswith(CHOICES):
        choice_button(kit, surface, control.rect, words, look, opacity)
    else:
        text_button(kit, surface, control.rect, words, look, opacity)
