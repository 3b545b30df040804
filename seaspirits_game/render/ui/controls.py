"""Levers and buttons: how they look in each state. Lamp amber is for what a person can do, and for nothing else."""

import math
from dataclasses import dataclass

import numpy as np
import pygame

from seaspirits_game.render.ui.icons import ICONS_BY_NAME, Pen
from seaspirits_game.render.ui.ink import BRASS, FOAM, GLASS, LAMP, MIST, RGB, mixed
from seaspirits_game.render.ui.kit import Kit
from seaspirits_game.render.ui.plate import Plate, covered, to_rounded
from seaspirits_game.render.ui.shapes import disc, glass_panel, hairline, lamp, lay, ring
from seaspirits_game.render.ui.surfaces import reduced

_BRIGHT, _RESTING, _ASLEEP = mixed(LAMP, (255, 255, 255), 0.25), mixed(LAMP, GLASS, 0.15), mixed(LAMP, GLASS, 0.6)
_RIM, _RIM_ASLEEP = mixed(BRASS, GLASS, 0.25), mixed(BRASS, GLASS, 0.55)
_SKY: RGB = (120, 200, 205)


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
        return _ASLEEP
    if look.active or look.pressed:
        return _BRIGHT
    return LAMP if look.hover or look.focused else _RESTING


def _warmth(look: Look) -> float:
    """How much lamplight stands behind the glass, 0 to 1."""
    if not look.enabled:
        return 0.0
    return min(0.55 * look.active + 0.5 * look.pressed + 0.22 * look.hover, 1.0)


def focus_ring(
    kit: Kit, surface: pygame.Surface, rect: pygame.Rect, opacity: float = 1.0, radius: int | None = None
) -> None:
    """The mark of the control that keys act on, round `rect`, whose corners have `radius`."""
    gap = kit.screen.px(4)
    grown = rect.inflate(2 * gap, 2 * gap)
    corner = min(grown.height // 2, kit.screen.px(14) if radius is None else radius + gap)
    width = max(kit.screen.px(2), 1)

    def paint(canvas: pygame.Surface, zoom: float) -> None:
        line = round(width * zoom)
        pygame.draw.rect(canvas, (*FOAM, 235), canvas.get_rect(), line, border_radius=round(corner * zoom))

    kit.shapes.blit(surface, ("focus", corner, width), grown, paint, opacity)


def icon_button(
    kit: Kit, surface: pygame.Surface, rect: pygame.Rect, icon: str, look: Look, opacity: float = 1.0
) -> None:
    """A round glass button with a sign; `rect` is square."""
    side, tone, warmth = rect.width, _tone(look), _warmth(look)
    rim = tone if warmth > 0.0 else _RIM if look.enabled else _RIM_ASLEEP

    def make() -> pygame.Surface:
        image = _button_glass(side, rim, warmth, kit.shapes.fine)
        image.blit(reduced((side, side), lambda canvas, _: ICONS_BY_NAME[icon](Pen(canvas, tone)), tone), (0, 0))
        return image

    lay(surface, kit.shapes.keep(("icon", icon, side, tone, warmth, rim), make), rect, opacity)
    if look.focused:
        focus_ring(kit, surface, rect, opacity, side // 2)


def text_button(
    kit: Kit, surface: pygame.Surface, rect: pygame.Rect, text: str, look: Look, opacity: float = 1.0
) -> None:
    """A glass lozenge with words in it."""
    tone, radius = _tone(look), rect.height // 2
    lit = look.enabled and (look.hover or look.active or look.focused or look.pressed)
    glass_panel(kit.shapes, surface, rect, radius, opacity, tone if lit else BRASS)
    warmth = _warmth(look)
    if warmth > 0.0:
        image = kit.shapes.keep(("glow", rect.size, warmth), lambda: _glow(rect.size, warmth))
        lay(surface, image, rect, opacity)
    room = rect.width - kit.screen.px(20)
    kit.type.draw(surface, text, rect.center, "body", tone, "center", opacity, room, shadow=False)
    if look.focused:
        focus_ring(kit, surface, rect, opacity, radius)


def choice_button(
    kit: Kit, surface: pygame.Surface, rect: pygame.Rect, text: str, look: Look, opacity: float = 1.0
) -> None:
    """One of several choices side by side: words, and a lamp-lit underline when it is the chosen one."""
    lit = look.active or look.hover or look.focused or look.pressed
    colour = _tone(look) if lit or not look.enabled else MIST
    kit.type.draw(surface, text, rect.center, "body", colour, "center", opacity, rect.width)
    if look.active:
        half = min(rect.width // 3, kit.screen.px(18))
        line = pygame.Rect(rect.centerx - half, rect.bottom - kit.screen.px(7), 2 * half, max(kit.screen.px(2), 1))
        image = kit.shapes.keep(("underline", line.size), lambda: _underline(line.size))
        lay(surface, image, line, opacity if look.enabled else 0.4 * opacity)
    if look.focused:
        focus_ring(kit, surface, rect, opacity)


def slider(
    kit: Kit, surface: pygame.Surface, rect: pygame.Rect, share: float, look: Look, opacity: float = 1.0
) -> None:
    """A groove with ticks, lit up to a lamp at `share` of its length; the middle of `rect` is the groove."""
    px, fine = kit.screen.px, kit.shapes.fine
    reach = rect.width * min(max(share, 0.0), 1.0)
    groove = pygame.Rect(rect.left, rect.centery - px(8), rect.width, px(8) + fine)
    image = kit.shapes.keep(("groove", groove.size), lambda: _groove(groove.size, px(4), fine))
    lay(surface, image, groove, opacity if look.enabled else 0.5 * opacity)
    hairline(surface, (rect.left, rect.centery), (rect.left + reach, rect.centery), _tone(look), 0.9 * opacity)
    knob = (rect.left + reach, rect.centery + fine / 2)
    light = lamp if look.enabled else disc  # what cannot be moved gives no light
    light(kit.shapes, surface, knob, px(9 if look.hover or look.pressed else 7.5), _tone(look), opacity)
    if look.focused:
        ring(kit.shapes, surface, knob, px(15), FOAM, px(2), opacity)


def _button_glass(side: int, rim: RGB, warmth: float, fine: int) -> pygame.Surface:
    radius = side / 2
    plate = Plate(side, side, (radius, radius))
    away = np.hypot(plate.x, plate.y)
    plate.lay(covered(away - radius + 1) * np.float32(0.74), GLASS)
    dome = 0.10 * np.exp(-((plate.x / radius) ** 2) - ((plate.y / radius + 0.65) / 0.5) ** 2)
    plate.lay(covered(away - radius + 1) * dome.astype(np.float32), _SKY)
    glow = warmth * np.exp(-((away / (0.72 * radius)) ** 2)) * 0.62
    plate.lay(covered(away - radius + 1) * glow.astype(np.float32), LAMP)
    width = 1.2 * fine
    plate.lay(covered(np.abs(away - radius + 0.5 + width / 2) - width / 2), rim)
    return plate.surface()


def _glow(size: tuple[int, int], warmth: float) -> pygame.Surface:
    """Lamplight behind a lozenge, fading to its rim."""
    plate = Plate(*size, (size[0] / 2, size[1] / 2))
    radius = size[1] / 2
    inside = covered(to_rounded(plate.x, plate.y, *size, radius) + 2)
    soft = np.exp(-((plate.y / (0.8 * radius)) ** 2) - (plate.x / (0.42 * size[0])) ** 2)
    plate.lay(inside * (0.3 * warmth * soft).astype(np.float32), LAMP)
    return plate.surface()


def _underline(size: tuple[int, int]) -> pygame.Surface:
    """A line that fades at both ends."""
    plate = Plate(*size, (size[0] / 2, 0.0))
    plate.lay(np.clip(2.2 * (1.0 - np.abs(plate.x) / (size[0] / 2)), 0.0, 1.0).astype(np.float32), LAMP)
    return plate.surface()


def _groove(size: tuple[int, int], short: int, fine: int) -> pygame.Surface:
    """The groove along the bottom edge; nine ticks rise from it, on whole pixels, the first, middle and last higher."""
    width, height = size
    image = pygame.Surface(size, pygame.SRCALPHA)
    image.fill((*BRASS, 170), (0, height - fine, width, fine))
    for tick in range(9):
        high = height if tick % 4 == 0 else short + fine
        x = round((width - fine) * tick / 8)
        image.fill((*BRASS, 150), (x, height - high, fine, high - fine))
    return image
