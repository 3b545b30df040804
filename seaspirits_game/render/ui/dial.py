"""Round brass-rimmed glass dials with engraved ticks; the needle keeps clear of the reading below it."""

import math

import pygame

from seaspirits_game.core.arrays import F64
from seaspirits_game.render.ui.charts import nice_range, sparkline
from seaspirits_game.render.ui.ink import BRASS, BRASS_LIGHT, FOAM, GLASS, LAMP, MIST, mixed
from seaspirits_game.render.ui.kit import Kit

_SWEEP = math.radians(250.0)
_START = math.radians(145.0)  # clockwise from the right: the gap of 110 degrees at the bottom holds the reading
_TICKS = 31


def dial(
    kit: Kit,
    surface: pygame.Surface,
    centre: tuple[int, int],
    radius: int,
    share: float,
    reading: str,
    opacity: float = 1.0,
) -> None:
    """A dial whose needle stands at `share` (0 to 1; NaN: no needle) and whose window shows `reading`."""
    rect = pygame.Rect(0, 0, 2 * radius, 2 * radius)
    rect.center = centre
    kit.shapes.blit(surface, ("dial",), rect, _face, opacity)
    if math.isfinite(share) and opacity > 0.05:
        _needle(surface, centre, radius, min(max(share, 0.0), 1.0), opacity)
    place = (centre[0], centre[1] + round(radius * 0.62))
    kit.type.draw(surface, reading, place, "reading", FOAM, "center", opacity, round(radius * 1.5))


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
    """A dial with its name and sparkline below, filling `rect`."""
    name_height = kit.type.line_height("name")
    spark_height = kit.screen.px(26)
    radius = min(rect.width // 2, (rect.height - name_height - spark_height - kit.screen.px(8)) // 2)
    dial(kit, surface, (rect.centerx, rect.top + radius), radius, share, reading, opacity)
    y = rect.top + 2 * radius + kit.screen.px(2)
    kit.type.draw(surface, name, (rect.centerx, y), "name", MIST, "midtop", opacity, rect.width)
    spark = pygame.Rect(0, 0, round(radius * 1.7), spark_height)
    spark.midtop = (rect.centerx, y + name_height)
    tone = mixed(MIST, FOAM, 0.4)
    sparkline(surface, spark, [(history, tone)], nice_range([history]), positions, opacity)


def _face(canvas: pygame.Surface, zoom: float) -> None:
    side = canvas.get_width()
    middle, radius = side / 2, side / 2 - zoom
    pygame.draw.circle(canvas, (*GLASS, 170), (middle, middle), radius)
    for ring in range(6):  # a faint dome of light in the glass
        pygame.draw.circle(
            canvas,
            (*mixed(GLASS, (60, 130, 140), 0.10 + 0.035 * ring), 26),
            (middle, middle * (0.92 - 0.03 * ring)),
            radius * (0.9 - 0.12 * ring),
        )
    pygame.draw.circle(
        canvas, (*mixed(BRASS, GLASS, 0.35), 255), (middle, middle), radius, max(round(radius * 0.045), 2)
    )
    pygame.draw.circle(canvas, (*BRASS_LIGHT, 210), (middle, middle), radius, max(round(radius * 0.014), 1))
    for tick in range(_TICKS):
        angle = _START + _SWEEP * tick / (_TICKS - 1)
        major = tick % 5 == 0
        outer, inner = radius * 0.88, radius * (0.74 if major else 0.81)
        tone = (*mixed(BRASS, FOAM, 0.35 if major else 0.05), 230 if major else 160)
        start = (middle + outer * math.cos(angle), middle + outer * math.sin(angle))
        end = (middle + inner * math.cos(angle), middle + inner * math.sin(angle))
        pygame.draw.line(canvas, tone, start, end, max(round(zoom * (1.5 if major else 1.0)), 1))


def _needle(surface: pygame.Surface, centre: tuple[int, int], radius: int, share: float, opacity: float) -> None:
    angle = _START + _SWEEP * share
    dx, dy = math.cos(angle), math.sin(angle)
    hub = (centre[0], centre[1])
    tip = (hub[0] + dx * radius * 0.7, hub[1] + dy * radius * 0.7)
    near = (hub[0] + dx * radius * 0.16, hub[1] + dy * radius * 0.16)
    side = radius * 0.022
    tone = tuple(round(channel * opacity) for channel in mixed(FOAM, LAMP, 0.15))
    wedge = [tip, (near[0] - dy * side, near[1] + dx * side), (near[0] + dy * side, near[1] - dx * side)]
    pygame.draw.polygon(surface, tone, wedge)
    pygame.draw.aalines(surface, tone, True, wedge)
    pygame.draw.circle(surface, tuple(round(channel * opacity) for channel in BRASS_LIGHT), hub, max(radius * 0.05, 2))
