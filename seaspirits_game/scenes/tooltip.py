"""A small bubble of words beside what they are about."""

import pygame

from seaspirits_game.render.ui.ink import FOAM
from seaspirits_game.render.ui.kit import Kit
from seaspirits_game.render.ui.shapes import glass_panel


def tooltip(kit: Kit, surface: pygame.Surface, text: str, x: float, y: float) -> None:
    """Draw `text` just above a point, always wholly on screen."""
    px, text = kit.screen.px, kit.reworded(text)
    width = min(kit.type.size(text, "small")[0], kit.screen.width - 2 * kit.screen.margin - px(24))
    rect = pygame.Rect(0, 0, width + px(24), kit.type.line_height("small") + px(14))
    rect.midbottom = (round(x), round(y) - px(12))
    rect.clamp_ip(kit.screen.safe)
    glass_panel(kit.shapes, surface, rect, px(10))
    kit.type.draw(surface, text, rect.center, "small", FOAM, "center", width=width, shadow=False)
