"""Round brass-rimmed glass dials with an engraved scale; the needle keeps clear of the reading below its hub."""

import math

import numpy as np
import pygame

from seaspirits_game.core.arrays import F32, F64
from seaspirits_game.render.ui.charts import sparkline
from seaspirits_game.render.ui.ink import BRASS, BRASS_LIGHT, FOAM, GLASS, MIST, RGB, mixed
from seaspirits_game.render.ui.kit import Kit
from seaspirits_game.render.ui.plate import Plate, covered, to_segment
from seaspirits_game.render.ui.shapes import lay

_SWEEP = math.radians(250.0)
_START = math.radians(145.0)  # clockwise from the right: the gap of 110 degrees at the bottom holds the reading
_MINORS, _A_MAJOR = 50, 5
_RIM, _ARC, _TIP, _TAIL, _HUB = 0.935, 0.80, 0.745, 0.15, 0.075
"""Of the radius: inner edge of the rim, the scale's line, the needle's two ends, and the cap on its axle."""
_CURVE = mixed(MIST, FOAM, 0.4)
_READING_AT = 0.62
_TALLEST_READING = 0.44
"""Of the radius: a taller one would meet the needle, and stands below the dial instead."""
_LIGHT = math.radians(-125.0)
"""Where the light comes from: above, a little to the left."""
_SHADE: RGB = (1, 8, 14)
_SKYLIGHT: RGB = (70, 150, 160)
_BRASS_SHADE: RGB = (56, 38, 16)
_BRASS_SHINE: RGB = (246, 216, 156)


def needle_angle(share: float) -> float:
    """Direction of the needle at `share`, in radians clockwise from the right.

    >>> math.degrees(needle_angle(0.5))
    270.0
    """
    return _START + _SWEEP * min(max(share, 0.0), 1.0)


def dial(
    kit: Kit,
    surface: pygame.Surface,
    centre: tuple[int, int],
    radius: int,
    share: float,
    reading: str,
    opacity: float = 1.0,
) -> None:
    """A dial whose needle stands at `share` (0 to 1; NaN: no needle) and whose lower part shows `reading`."""
    rect = pygame.Rect(0, 0, 2 * radius, 2 * radius)
    rect.center = centre
    fine = kit.shapes.fine
    lay(surface, kit.shapes.keep(("dial", radius), lambda: _face(radius, fine)), rect, opacity)
    if math.isfinite(share):
        # half a hairline at the tip: a needle at rest is a kept picture, and so are the few places where it may stand
        grain = 2.0 * _TIP * radius / fine
        step = round(needle_angle(share) * grain)
        box = _needle_box(radius, step / grain, fine)
        image = kit.shapes.keep(("needle", radius, step), lambda: _needle(box, radius, step / grain, fine))
        lay(surface, image, box.move(centre), opacity)
    place = (centre[0], centre[1] + round(radius * _READING_AT))
    kit.type.draw(surface, reading, place, "reading", FOAM, "center", opacity, round(radius * 1.5), shadow=False)


def instrument(
    kit: Kit,
    surface: pygame.Surface,
    rect: pygame.Rect,
    name: str,
    reading: str,
    share: float,
    history: F64,
    positions: F64,
    opacity: float = 1.0,
) -> None:
    """A dial with its name and sparkline below, within `rect`; the sparkline is left out where there is no room."""
    px, name_height = kit.screen.px, kit.type.line_height("name")
    spark_height = px(26) if rect.height > name_height + px(26 + 8 + 64) else 0
    room = rect.height - name_height - spark_height - px(8)
    radius = max(min(rect.width, room) // 2, 4)
    below = kit.type.line_height("reading") if kit.type.size(reading, "reading")[1] > _TALLEST_READING * radius else 0
    radius = max(min(rect.width, room - below) // 2, 4)
    dial(kit, surface, (rect.centerx, rect.top + radius), radius, share, "" if below else reading, opacity)
    y = rect.top + 2 * radius + px(4)
    if below:
        kit.type.draw(surface, reading, (rect.centerx, y), "reading", FOAM, "midtop", opacity, rect.width)
        y += below
    kit.type.draw(surface, name, (rect.centerx, y), "name", MIST, "midtop", opacity, rect.width)
    if spark_height:
        spark = pygame.Rect(0, 0, min(max(round(radius * 1.7), px(60)), rect.width), spark_height - px(4))
        spark.midtop = (rect.centerx, y + name_height)
        sparkline(surface, spark, [(history, _CURVE)], None, positions, opacity, kit.shapes)


def _face(radius: int, fine: int) -> pygame.Surface:
    plate = Plate(2 * radius, 2 * radius, (radius, radius))
    away, angle = np.hypot(plate.x, plate.y), np.arctan2(plate.y, plate.x)
    share = away / radius
    glow = 0.16 * np.exp(-(((plate.x / radius + 0.22) / 0.62) ** 2) - ((plate.y / radius + 0.5) / 0.42) ** 2)
    glass = _column(GLASS) * (1.25 - 0.45 * share**2) + _column(_SKYLIGHT) * glow
    plate.lay(covered(away - radius + 1) * np.float32(0.8), glass.astype(np.float32))
    under_rim = np.clip((share - 0.80) / (_RIM - 0.80), 0.0, 1.0) ** 3 * (0.7 - 0.3 * np.sin(angle))
    plate.lay(covered(away - _RIM * radius) * (0.55 * np.clip(under_rim, 0.0, 1.0)).astype(np.float32), _SHADE)
    _engrave(plate, away, angle, radius, fine)
    _rim(plate, away, angle, radius)
    return plate.surface()


def _engrave(plate: Plate, away: F32, angle: F32, radius: int, fine: int) -> None:
    """The scale, cut into the glass: each line of brass has its own shadow a little below."""
    gap = math.pi - _SWEEP / 2
    turn = np.mod(angle - _START + gap, 2 * math.pi) - gap  # 0 at the start; negative in the nearer half of the gap
    on_sweep = covered(np.maximum(turn - _SWEEP, -turn) * away)
    spacing = _SWEEP / _MINORS
    number = np.clip(np.round(turn / spacing), 0, _MINORS)
    beside = np.abs(turn - number * spacing) * away
    major = number % _A_MAJOR == 0
    half = np.where(major, max(radius / 136, 0.5 * fine), 0.42 * fine)
    outer, inner = np.where(major, 0.885, 0.85) * radius, np.where(major, 0.785, _ARC) * radius
    tick = covered(beside - half) * covered(away - outer) * covered(inner - away)
    arc = covered(np.abs(away - _ARC * radius) - 0.4 * fine) * on_sweep
    cut = np.maximum(tick * np.where(major, 0.95, 0.6), arc * 0.55).astype(np.float32)
    plate.lay(np.roll(cut, (fine, 0), axis=(0, 1)) * np.float32(0.8), _SHADE)
    tone = np.where(major, _column(BRASS_LIGHT), _column(mixed(BRASS, BRASS_LIGHT, 0.3)))
    plate.lay(cut, tone.astype(np.float32))


def _rim(plate: Plate, away: F32, angle: F32, radius: int) -> None:
    """A ring of brass with a round back: its outer slope shines towards the light, its inner slope away from it."""
    middle, half = (1.0 + _RIM) / 2 * radius - 0.5, (1.0 - _RIM) / 2 * radius
    slope = np.clip((away - middle) / half, -1.0, 1.0)
    facing = slope * np.cos(angle - _LIGHT)
    shine = np.clip(0.36 + 0.62 * facing + 0.16 * (1 - slope**2), 0.0, 1.0)
    plate.lay(covered(np.abs(away - middle) - half), _brass(shine))


def _needle_box(radius: int, angle: float, fine: int) -> pygame.Rect:
    """Where the needle, its shadow and its cap lie, about the axle."""
    ends = [(math.cos(angle) * radius * end, math.sin(angle) * radius * end) for end in (_TIP, -_TAIL, 0.0)]
    room = math.ceil(_HUB * radius) + 2 * fine
    left, top = (math.floor(min(end[axis] for end in ends)) - room for axis in (0, 1))
    right, low = (math.ceil(max(end[axis] for end in ends)) + room for axis in (0, 1))
    return pygame.Rect(left, top, right - left, low - top)


def _needle(box: pygame.Rect, radius: int, angle: float, fine: int) -> pygame.Surface:
    plate = Plate(*box.size, (-box.left, -box.top))
    dx, dy = math.cos(angle) * radius, math.sin(angle) * radius
    widest, finest = max(0.021 * radius, 0.9), 0.28 * fine
    for drop, colour, strength in ((0.03 * radius, _SHADE, 0.45), (0.0, FOAM, 1.0)):
        tail, tip = (-dx * _TAIL, -dy * _TAIL + drop), (dx * _TIP, dy * _TIP + drop)
        gap, share = to_segment(plate.x, plate.y, tail, tip)
        plate.lay(np.float32(strength) * covered(gap - (widest + (finest - widest) * share)), colour)
    away, cap = np.hypot(plate.x, plate.y), _HUB * radius
    plate.lay(covered(away - cap - 0.6), _SHADE)
    plate.lay(covered(away - cap), _brass(np.clip(0.5 - 0.42 * (plate.x * 0.57 + plate.y * 0.82) / cap, 0.0, 1.0)))
    return plate.surface()


def _brass(shine: F32) -> F32:
    """(3, h, w) the metal where so much light falls on it, 0 to 1."""
    return np.asarray(_column(_BRASS_SHADE) + (_column(_BRASS_SHINE) - _column(_BRASS_SHADE)) * shine, np.float32)


def _column(colour: RGB) -> F32:
    return np.array(colour, np.float32)[:, None, None]
