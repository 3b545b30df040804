"""A small bubble of words beside what they are about."""

import pygame

from seaspirits_game.render.ui.ink import FOAM
from seaspirits_game.render.ui.kit import Kit
from seaspirits_game.render.ui.shapes import glass_panel
from seaspirits_game.scenes.buttons import Control


def tooltip(kit: Kit, surface: pygame.Surface, text: str, x: float, y: float) -> None:
    """Draw `text` just above a point, always wholly on screen."""
    px, text = kit.screen.px, kit.reworded(text)
    width = min(kit.type.size(text, "small")[0], kit.screen.width - 2 * kit.screen.margin - px(24))
    rect = pygame.Rect(0, 0, width + px(24), kit.type.line_height("small") + px(14))
    rect.midbottom = (round(x), round(y) - px(12))
    rect.clamp_ip(kit.screen.safe)
    glass_panel(kit.shapes, surface, rect, px(10))
    kit.type.draw(surface, text, rect.center, "small", FOAM, "center", width=width, shadow=False)


def draw_hint(surface: pygame.Surface, kit: Kit, control: Control | None, below: bool = False) -> None:
    """What `control` does, in a bubble above it, or `below` where a screen ends above it."""
    if control is not None and control.hint:
        y = control.rect.top
        if below:
            y = control.rect.bottom + kit.type.line_height("small") + kit.screen.px(14 + 2 * 12)
        tooltip(kit, surface, control.hint, control.rect.centerx, y)
