"""A few words on glass, at the foot of the sea: what the sea says, a hint, or the guide's."""

import pygame

from seaspirits_game.render.ui.ink import BRASS, CORAL, FOAM
from seaspirits_game.render.ui.kit import Kit
from seaspirits_game.render.ui.shapes import glass_panel
from seaspirits_game.render.ui.type import Role


def card_rect(kit: Kit, area: pygame.Rect, lines: list[str]) -> pygame.Rect:
    """Where a card with these lines stands in `area`."""
    px = kit.screen.px
    wide = max((kit.type.size(line, "body")[0] for line in lines), default=0) + px(44)
    rect = pygame.Rect(0, 0, min(wide, area.width), len(lines) * kit.type.line_height("body") + px(22))
    rect.midbottom = area.midbottom
    return rect


def words_of(kit: Kit, area: pygame.Rect, text: str) -> list[str]:
    """`text` in the lines for which `area` has room."""
    most = max((area.height - kit.screen.px(22)) // kit.type.line_height("body"), 1)
    return kit.type.wrapped(text, "body", area.width - kit.screen.px(44), most)


def draw_card(surface: pygame.Surface, kit: Kit, area: pygame.Rect, text: str, alarmed: bool = False) -> pygame.Rect:
    """The card; where it stands."""
    lines = words_of(kit, area, text)
    rect = card_rect(kit, area, lines)
    glass_panel(kit.shapes, surface, rect, kit.screen.px(16), rim=CORAL if alarmed else BRASS)
    kit.type.draw_lines(
        surface, lines, (rect.centerx, rect.top + kit.screen.px(11)), "body", FOAM, "midtop", shadow=False
    )
    return rect


def draw_prose(surface: pygame.Surface, kit: Kit, area: pygame.Rect, text: str) -> int:
    """Words in `area`, set smaller where they would not fit, then cut; the y below them."""
    text, height = text.strip(), kit.type.line_height
    role: Role = "body"
    if len(kit.type.wrapped(text, role, area.width)) * height(role) > area.height:
        role = "small"
    lines = kit.type.wrapped(text, role, area.width, max(area.height // height(role), 1))
    return kit.type.draw_lines(surface, lines, area.topleft, role, FOAM, shadow=False)
