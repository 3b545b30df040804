"""Where on the sea an instrument can be touched to have it explained."""

import pygame

from seaspirits_game.scenes.explained.pages import PAGES_BY_KEY
from seaspirits_game.scenes.hud import Hud
from seaspirits_game.scenes.instruments import instruments_of
from seaspirits_game.scenes.stage import Stage

_ROWS = ((1, "val_loss"), (2, "val_accuracy"), (3, "variance_shown"))
"""Small lines of the heading, from 0, and the instrument whose reading stands there."""


def places_of(hud: Hud, stage: Stage) -> list[tuple[str, pygame.Rect]]:
    """(key, rect) of every instrument that is on screen, each once: its dial, or else its line in the heading."""
    world, snapshot = stage.world, stage.shown
    if world is None or snapshot is None:
        return []
    type_ = stage.kit.type
    top, height = hud.heading.top + type_.line_height("body"), type_.line_height("small")
    found: dict[str, pygame.Rect] = {}
    if world.selected is None or not hud.panel.colliderect(hud.dials[0]):
        for dial, rect in zip(instruments_of(snapshot, world.choice.chosen), hud.dials, strict=False):
            if dial.column in PAGES_BY_KEY:
                found[dial.column] = rect
    for row, key in _ROWS:
        line = pygame.Rect(hud.heading.left, top + row * height, hud.heading.width, height)
        found.setdefault(key, line)
    return list(found.items())
