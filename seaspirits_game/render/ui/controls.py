"""Levers and buttons: how they look in each state. Lamp amber is for what a person can do, and for nothing else."""

import math
from dataclasses import dataclass

import pygame

from seaspirits_game.render.ui.icons import ICONS_BY_NAME, Pen
from seaspirits_game.render.ui.ink import BRASS, FOAM, GLASS, LAMP, MIST, RGB, mixed
from seaspirits_game.render.ui.kit import Kit
from seaspirits_game.render.ui.shapes import glass_panel, lamp, ring


@dataclass(frozen=True, slots=True)
class Look:
    """The state of a control."""

    hover: bool = False
    pressed: bool = False
    focused: bool = False
    active: bool = False
    """Switched on, or the chosen one of several."""
    enabled: bool = True


def log_share(value: float, low: float, high: float) -> float:
    """Where `value` stands on a logarithmic lever from `low` to `high`, 0 to 1.

    >>> log_share(0.1, 0.01, 1.0)
    0.5
    """
    return min(max(math.log(value / low) / math.log(high / low), 0.0), 1.0)


def log_value(share: float, low: float, high: float) -> float:
    """The value at `share` of a logarithmic lever, to two significant digits, as a hand would set it.

    >>> log_value(0.5, 0.01, 1.0)
    0.1
    """
    value = low * (high / low) ** min(max(share, 0.0), 1.0)
    return min(max(float(f"{value:.2g}"), low), high)


def _tone(look: Look) -> RGB:
    if not look.enabled:
        return mixed(LAMP, GLASS, 0.6)
    if look.active or look.pressed:
        return mixed(LAMP, (255, 255, 255), 0.25)
    return LAMP if look.hover or look.focused else mixed(LAMP, GLASS, 0.15)


def focus_ring(kit: Kit, surface: pygame.Surface, rect: pygame.Rect, opacity: float = 1.0) -> None:
    """The mark of the control that keys act on."""
    grown = rect.inflate(kit.screen.px(8), kit.screen.px(8))
    radius = min(grown.height // 2, kit.screen.px(18))

    def paint(canvas: pygame.Surface, zoom: float) -> None:
        width = max(round(kit.screen.px(2) * zoom), 2)
        pygame.draw.rect(canvas, (*FOAM, 235), canvas.get_rect(), width, border_radius=round(radius * zoom))

    kit.shapes.blit(surface, ("focus", radius), grown, paint, opacity)


def icon_button(
    kit: Kit, surface: pygame.Surface, rect: pygame.Rect, icon: str, look: Look, opacity: float = 1.0
) -> None:
    """A round glass button with a sign; `rect` is square."""
    tone = _tone(look)

    def paint(canvas: pygame.Surface, zoom: float) -> None:
        side = canvas.get_width()
        middle, radius = side / 2, side / 2 - zoom
        fill = (*mixed(GLASS, LAMP, 0.28 if look.active else 0.1 if look.hover else 0.0), 185)
        pygame.draw.circle(canvas, fill, (middle, middle), radius)
        rim = (*tone, 255) if look.active or look.hover else (*mixed(BRASS, GLASS, 0.25), 255)
        pygame.draw.circle(canvas, rim, (middle, middle), radius, max(round(1.2 * zoom * kit.screen.u), 1))
        ICONS_BY_NAME[icon](Pen(canvas, tone))

    kit.shapes.blit(surface, ("icon", icon, look.hover, look.active, tone), rect, paint, opacity)
    if look.focused:
        focus_ring(kit, surface, rect, opacity)


def text_button(
    kit: Kit, surface: pygame.Surface, rect: pygame.Rect, text: str, look: Look, opacity: float = 1.0
) -> None:
    """A glass lozenge with words in it."""
    rim = _tone(look) if look.hover or look.active or look.focused else BRASS
    glass_panel(kit.shapes, surface, rect, rect.height // 2, opacity, rim)
    kit.type.draw(
        surface, text, rect.center, "body", _tone(look), "center", opacity, rect.width - kit.screen.px(20), shadow=False
    )
    if look.focused:
        focus_ring(kit, surface, rect, opacity)


def choice_button(
    kit: Kit, surface: pygame.Surface, rect: pygame.Rect, text: str, look: Look, opacity: float = 1.0
) -> None:
    """One of several choices side by side: words, and a lamp-lit underline when it is the chosen one."""
    colour = mixed(LAMP, (255, 255, 255), 0.3) if look.active else LAMP if look.hover or look.focused else MIST
    kit.type.draw(surface, text, rect.center, "body", colour, "center", opacity, rect.width)
    if look.active:
        half = min(rect.width // 3, kit.screen.px(18))
        line = pygame.Surface((2 * half, max(kit.screen.px(2), 1)))
        line.fill(LAMP)
        line.set_alpha(round(255 * opacity))
        surface.blit(line, (rect.centerx - half, rect.bottom - kit.screen.px(7)))
    if look.focused:
        focus_ring(kit, surface, rect, opacity)


def slider(
    kit: Kit, surface: pygame.Surface, rect: pygame.Rect, share: float, look: Look, opacity: float = 1.0
) -> None:
    """A groove with ticks and a lamp at `share` of its length; the middle of `rect` is the groove."""

    def paint(canvas: pygame.Surface, zoom: float) -> None:
        middle = canvas.get_height() / 2
        width, inset = canvas.get_width(), zoom
        thick = max(round(1.4 * zoom), 1)
        pygame.draw.line(canvas, (*BRASS, 190), (inset, middle), (width - inset, middle), thick)
        for tick in range(9):
            x = inset + (width - 2 * inset) * tick / 8
            reach = kit.screen.px(7 if tick % 4 == 0 else 4) * zoom
            pygame.draw.line(canvas, (*BRASS, 150), (x, middle - reach), (x, middle), thick)

    kit.shapes.blit(surface, ("groove",), rect, paint, opacity)
    knob = (rect.left + rect.width * min(max(share, 0.0), 1.0), rect.centery)
    radius = kit.screen.px(9 if look.hover or look.pressed else 7.5)
    lamp(kit.shapes, surface, knob, radius, _tone(look), opacity)
    if look.focused:
        ring(kit.shapes, surface, knob, kit.screen.px(15), FOAM, kit.screen.px(2), opacity)
