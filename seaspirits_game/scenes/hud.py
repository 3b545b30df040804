"""Where everything of the sea scene stands, on every shape of screen; pure, so that tests can prove it."""

from dataclasses import dataclass

import pygame

from seaspirits_game.render.ui.layout import TOUCH, Screen, row

TEMPI = 6
TOOLS = 12
DIALS = 4
HEADING_LINES = 5
"""Below the first, which is set larger."""
_PANEL_WIDTH = 400
_TIMELINE_HEIGHT, _NOW_WIDTH = 38, 348


@dataclass(frozen=True, slots=True)
class Hud:
    """Rects in pixels. `safe` is what is left for the sea."""

    heading: pygame.Rect
    gauge: pygame.Rect
    dials: tuple[pygame.Rect, ...]
    tempo: tuple[pygame.Rect, ...]
    """Pause, single step, then the paces."""
    tempo_label: pygame.Rect
    warmth: pygame.Rect
    warmth_label: pygame.Rect
    shoal: tuple[pygame.Rect, ...]
    """Previous, name, next, all."""
    tools: tuple[pygame.Rect, ...]
    timeline: pygame.Rect
    """The voyage so far, to go back in; above the ribbon."""
    now: pygame.Rect
    """At its end: what is seen, and the way back to the present."""
    banner: pygame.Rect
    """What is out of the ordinary with the trainer; above the timeline."""
    restore: pygame.Rect
    """The button of a torn sea, above the banner."""
    panel: pygame.Rect
    """Where the inspector opens; it may cover the dials."""
    panel_inner: pygame.Rect
    close: pygame.Rect
    measure: pygame.Rect
    safe: pygame.Rect
    safe_beside_panel: pygame.Rect

    def solid(self) -> list[pygame.Rect]:
        """All rects that must not share a pixel while no spirit is inspected."""
        lines = (self.warmth, self.warmth_label, self.tempo_label, self.timeline, self.now)
        return [
            self.heading,
            self.gauge,
            self.banner,
            self.restore,
            *lines,
            *self.dials,
            *self.tempo,
            *self.shoal,
            *self.tools,
        ]


def lay_out(screen: Screen, text_height: int, small_height: int) -> Hud:
    """The layout for this screen; heights are of a line of body text and of a small one, in pixels."""
    return (_portrait if screen.portrait else _landscape)(screen, text_height, small_height)


def _landscape(screen: Screen, text_height: int, small_height: int) -> Hud:
    px, safe = screen.px, screen.safe
    button, label = px(TOUCH + 6), small_height + px(2)
    levers = [[px(52)] * TEMPI, [px(190)]]
    looks = [[px(46), px(170), px(46), button], [button] * TOOLS]
    gap, wide = px(8), px(40)
    low = pygame.Rect(safe.left, safe.bottom - button - label, safe.width, button)
    if _width([*levers, *looks], gap, wide) <= safe.width:
        keys = low
        tempo, (warmth,), shoal, tools = _spread(keys, [*levers, *looks], gap, wide)
    else:  # a narrow screen: two rows, the levers of training above those of looking
        low.bottom = safe.bottom
        keys = low.move(0, -button - label - gap)
        tempo, (warmth,) = _spread(keys, levers, gap, wide)
        shoal, tools = _spread(low, looks, gap, wide)
    timeline, now = _timeline(pygame.Rect(safe.left, 0, safe.width, keys.top - px(6)), screen)
    heading = pygame.Rect(
        safe.left, safe.top, min(px(760), safe.width // 2), text_height + HEADING_LINES * small_height + px(8)
    )
    gauge_top = heading.bottom + px(24)
    gauge = pygame.Rect(safe.left, gauge_top, px(170), timeline.top - px(16) - gauge_top)
    column = pygame.Rect(safe.right - px(170), safe.top, px(170), timeline.top - px(12) - safe.top)
    pitch = min(column.height // DIALS, px(232))
    dials = tuple(
        pygame.Rect(column.left, column.top + index * pitch, column.width, pitch - px(16)) for index in range(DIALS)
    )
    banner = pygame.Rect(0, 0, min(px(860), safe.width - 2 * px(230)), 2 * text_height + px(24))
    banner.midbottom = (screen.width // 2, timeline.top - px(12))
    panel = pygame.Rect(0, safe.top, px(_PANEL_WIDTH), timeline.top - px(12) - safe.top)
    panel.right = safe.right
    sea = pygame.Rect(gauge.left + px(110), safe.top, 0, timeline.top - px(8) - safe.top)
    sea.width = column.left - px(8) - sea.left
    beside = sea.copy()
    beside.width = panel.left - px(10) - sea.left
    return Hud(
        heading, gauge, dials, tempo, _below(tempo, label), warmth, _below((warmth,), label), shoal, tools,
        timeline, now, banner, _above(banner, px(240), button, px(12)), panel, *_panel_parts(panel, screen), sea,
        beside,
    )  # fmt: skip


def _portrait(screen: Screen, text_height: int, small_height: int) -> Hud:
    px, safe = screen.px, screen.safe
    button, label, gap = px(TOUCH + 20), small_height + px(6), px(18)
    low = safe.bottom - button
    spread = (safe.width - TOOLS * button) // max(TOOLS - 1, 1)
    tools = tuple(row(pygame.Rect(safe.left, low, safe.width, button), [button] * TOOLS, min(spread, px(60))))
    low -= button + gap
    shoal = tuple(row(pygame.Rect(safe.left, low, safe.width, button), [button, px(330), button, button], px(20)))
    low -= button + label + gap
    line = pygame.Rect(safe.left, low, safe.width, button)
    *tempo, warmth = row(line, [px(72)] * TEMPI + [safe.width - TEMPI * px(72) - 6 * px(10) - px(30)], px(10))
    warmth.left += px(30)
    timeline, now = _timeline(pygame.Rect(safe.left, 0, safe.width, low - px(14)), screen)
    heading = pygame.Rect(safe.left, safe.top, safe.width, text_height + HEADING_LINES * small_height + px(8))
    dial_width = (safe.width - (DIALS - 1) * px(10)) // DIALS
    dials = tuple(
        pygame.Rect(safe.left + index * (dial_width + px(10)), heading.bottom + px(26), dial_width, px(250))
        for index in range(DIALS)
    )
    banner = pygame.Rect(safe.left, timeline.top - 2 * text_height - px(38), safe.width, 2 * text_height + px(24))
    gauge_top = dials[0].bottom + px(40)
    restore = _above(banner, px(280), button, px(12))
    gauge = pygame.Rect(safe.left, gauge_top, px(170), restore.top - px(30) - gauge_top)
    sea = pygame.Rect(safe.left + px(70), gauge_top - px(10), safe.width - px(80), banner.top - gauge_top + px(10))
    panel = pygame.Rect(safe.left, 0, safe.width, px(560))
    panel.bottom = banner.bottom
    beside = sea.copy()
    beside.height = max(panel.top - px(10) - sea.top, px(200))
    return Hud(
        heading, gauge, dials, tuple(tempo), _below(tuple(tempo), label), warmth, _below((warmth,), label), shoal,
        tools, timeline, now, banner, restore, panel, *_panel_parts(panel, screen), sea, beside,
    )  # fmt: skip


def _timeline(above: pygame.Rect, screen: Screen) -> tuple[pygame.Rect, pygame.Rect]:
    """Where a hand finds the line along the foot of `above`, and the place at its end."""
    px = screen.px
    line = pygame.Rect(above.left, above.bottom - px(_TIMELINE_HEIGHT), above.width, px(_TIMELINE_HEIGHT))
    now = line.copy()
    now.width = min(px(_NOW_WIDTH), line.width // 2)
    now.right = line.right
    return pygame.Rect(line.left, line.top, now.left - px(12) - line.left, line.height), now


def _panel_parts(panel: pygame.Rect, screen: Screen) -> tuple[pygame.Rect, pygame.Rect, pygame.Rect]:
    """The content, the closing cross in the upper right corner, and the button to measure along the foot."""
    px = screen.px
    close = pygame.Rect(0, 0, px(TOUCH), px(TOUCH))
    close.topright = (panel.right - px(12), panel.top + px(12))
    measure = pygame.Rect(0, 0, min(panel.width - px(44), px(340)), px(TOUCH + 2))
    measure.midbottom = (panel.centerx, panel.bottom - px(20))
    inner = pygame.Rect(panel.left + px(22), panel.top + px(20), panel.width - px(44), 0)
    inner.height = measure.top - px(16) - inner.top
    return inner, close, measure


def _above(below: pygame.Rect, width: int, height: int, gap: int) -> pygame.Rect:
    rect = pygame.Rect(0, 0, width, height)
    rect.midbottom = (below.centerx, below.top - gap)
    return rect


def _width(groups: list[list[int]], gap: int, wide: int) -> int:
    return sum(sum(group) + gap * (len(group) - 1) for group in groups) + wide * (len(groups) - 1)


def _spread(line: pygame.Rect, groups: list[list[int]], gap: int, wide: int) -> list[tuple[pygame.Rect, ...]]:
    """Groups of controls side by side, `wide` apart, centred in `line`."""
    left = line.centerx - _width(groups, gap, wide) // 2
    placed = []
    for group in groups:
        rects = row(pygame.Rect(left, line.top, _width([group], gap, wide), line.height), group, gap)
        placed.append(tuple(rects))
        left = rects[-1].right + wide
    return placed


def _below(rects: tuple[pygame.Rect, ...], height: int) -> pygame.Rect:
    """The label's place under controls."""
    return pygame.Rect(rects[0].left, rects[0].bottom, rects[-1].right - rects[0].left, height)
