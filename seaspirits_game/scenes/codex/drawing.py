"""The codex drawn: still water and glass, the list, the article in view, and the live instruments beside it."""

import numpy as np
import pygame

from seaspirits_game.core.arrays import F32
from seaspirits_game.render.picture import SeaPicture, SpiritFrame
from seaspirits_game.render.ui.charts import log_positions, sparkline
from seaspirits_game.render.ui.controls import focus_ring, icon_button, text_button
from seaspirits_game.render.ui.ink import BRASS, BRASS_LIGHT, FOAM, GLASS, LAMP, MIST, mixed
from seaspirits_game.render.ui.kit import Kit
from seaspirits_game.render.ui.shapes import glass_panel, hairline, lamp, ring
from seaspirits_game.render.ui.surfaces import veil
from seaspirits_game.scenes.buttons import Control, Controls
from seaspirits_game.scenes.codex.articles import Article
from seaspirits_game.scenes.codex.live import live, past_of, told, when
from seaspirits_game.scenes.codex.page import Page
from seaspirits_game.scenes.codex.room import Room
from seaspirits_game.scenes.codex.scroll import Scroll
from seaspirits_game.scenes.stage import Stage

ROW = "article "
_LEAST_SMALLER = 0.5
"""How much smaller a line can be set where it would be too wide, with room to spare."""
"""How the names of the list's controls begin."""
_VEIL = 120
_CURVE = mixed(MIST, FOAM, 0.4)
_LEAST_PLOT = 64
_FADE = 34
"""Design units over which text goes under at the edges of its view."""


def draw_still_water(surface: pygame.Surface, stage: Stage) -> None:
    """Water that does not move, dimmed: what pages to read lie on."""
    water = SeaPicture(SpiritFrame.nobody(), (), (), stage.depth01, 0.0, still=True)
    stage.painter.paint(surface, water)
    veil(surface, _VEIL)


def draw_ground(surface: pygame.Surface, stage: Stage, room: Room) -> None:
    """What does not change while an article is read."""
    kit, px = stage.kit, stage.kit.screen.px
    draw_still_water(surface, stage)
    glass_panel(kit.shapes, surface, room.panel, px(16))
    glass_panel(kit.shapes, surface, room.page, px(16))


def draw_article(
    surface: pygame.Surface, ground: pygame.Surface, kit: Kit, room: Room, title: str, page: Page, scroll: Scroll
) -> None:
    """The title, and what of the page is in view; it goes under at the edges beyond which there is more."""
    kit.type.draw(surface, title, room.title.midleft, "title", FOAM, "midleft", width=room.title.width, shadow=False)
    page.draw(surface.subsurface(room.text), round(scroll.offset))
    fade = min(kit.screen.px(_FADE), room.text.height // 3)
    for edge, share in (("top", scroll.offset), ("bottom", scroll.most - scroll.offset)):
        depth = min(round(share), fade)
        if depth > 0:
            strip = pygame.Rect(room.text.left, room.text.top, room.text.width, depth)
            if edge == "bottom":
                strip.bottom = room.text.bottom
            surface.blit(_sunk(ground.subsurface(strip), edge == "top"), strip)
    if scroll.most:
        hairline(surface, room.bar.midtop, room.bar.midbottom, BRASS, 0.35)
        length = max(round(room.bar.height * scroll.height / scroll.length), kit.screen.px(40))
        thumb = pygame.Rect(room.bar.left, 0, room.bar.width, length)
        thumb.top = room.bar.top + round((room.bar.height - length) * scroll.share)
        pygame.draw.rect(surface, mixed(LAMP, GLASS, 0.6), thumb, border_radius=room.bar.width // 2)


def _sunk(ground: pygame.Surface, from_top: bool) -> pygame.Surface:
    """A piece of the ground that is opaque at the edge and clear towards the text."""
    strip = pygame.Surface(ground.get_size(), pygame.SRCALPHA)
    strip.blit(ground, (0, 0))
    share = np.linspace(1.0, 0.0, strip.get_height(), dtype=np.float32)
    alpha: F32 = share if from_top else share[::-1]
    dense = pygame.surfarray.pixels_alpha(strip)
    dense[...] = (255.0 * alpha[None, :]).astype(np.uint8)
    del dense  # unlocks the surface
    return strip


def draw_readings(surface: pygame.Surface, stage: Stage, room: Room, article: Article) -> None:
    """Name, value, unit and curve of each instrument, as the network reads now."""
    kit, t, px = stage.kit, stage.texts.t, stage.kit.screen.px
    layer = stage.world.choice.chosen if stage.world is not None else 0
    small = kit.type.line_height("small")
    for rect, name in zip(room.readings, article.readings, strict=True):
        reading = live(stage.shown, name, layer)
        where = t("shoal {number}").format(number=layer + 1) if name.startswith("shoal.") else t("the network")
        title = t(reading.measure.title)
        kit.type.draw(surface, title, rect.topleft, "small", FOAM, width=rect.width, shadow=False)
        y = rect.top + small
        value = t(told(reading)) if reading.step is not None else t("not read yet")
        value_rect = kit.type.draw(surface, value, (rect.left, y), "reading", FOAM, width=rect.width, shadow=False)
        unit = "" if reading.measure.unit == "share" or reading.step is None else t(reading.measure.unit)
        aside = [unit] if unit else []
        aside += [where]
        if stamp := when(reading, stage.shown):
            aside.append(t("step {step}").format(step=stamp))
        left = value_rect.right + px(10)
        # large words in a narrow column: what is least missed goes first
        while len(aside) > 1 and kit.type.size(" · ".join(aside), "small")[0] * _LEAST_SMALLER > rect.right - left:
            aside.pop()
        kit.type.draw(
            surface, " · ".join(aside), (left, value_rect.centery), "small", MIST, "midleft", width=rect.right - left,
            shadow=False,
        )  # fmt: skip
        y = value_rect.bottom + px(4)
        room_left = (rect.bottom - y - px(_LEAST_PLOT)) // small
        words = kit.type.wrapped(t(reading.measure.description), "small", rect.width)
        if len(words) <= room_left:
            y = kit.type.draw_lines(surface, words, (rect.left, y), "small", MIST, shadow=False)
        y += px(8)
        plot = pygame.Rect(rect.left, y, rect.width, max(rect.bottom - y - px(4), px(12)))
        steps, values = past_of(stage, reading.column)
        if len(steps) > 1:
            sparkline(surface, plot, [(values, _CURVE)], None, log_positions(steps), 1.0, kit.shapes)
        hairline(surface, plot.bottomleft, plot.bottomright, BRASS, 0.35)


def draw_controls(
    surface: pygame.Surface, stage: Stage, room: Room, controls: Controls, titles: dict[str, str], see: str
) -> None:
    """The heading, the way back, the list, and the button that leads to the sea."""
    kit, t = stage.kit, stage.texts.t
    kit.type.draw(surface, t("Codex"), room.heading.midleft, "title", FOAM, "midleft", width=room.heading.width)
    for control in controls.items:
        look = controls.look(control)
        if control.name == "back":
            icon_button(kit, surface, control.rect, "previous", look)
        elif control.name.startswith(ROW):
            _row(surface, kit, controls, control, titles[control.name])
        else:
            text_button(kit, surface, control.rect, see, look)


def _row(surface: pygame.Surface, kit: Kit, controls: Controls, control: Control, title: str) -> None:
    px, look, rect = kit.screen.px, controls.look(control), control.rect
    spot = (rect.left + px(12), rect.centery)
    if control.active:
        lamp(kit.shapes, surface, spot, px(5), LAMP)
    else:
        ring(kit.shapes, surface, spot, px(6), LAMP if look.hover or look.focused else BRASS, max(px(1.4), 1))
    tone = FOAM if control.active or look.hover or look.focused or look.pressed else MIST
    left = rect.left + px(32)
    kit.type.draw(surface, title, (left, rect.centery), "small", tone, "midleft", width=rect.right - left, shadow=False)
    if look.focused:
        focus_ring(kit, surface, rect.inflate(-px(4), -px(8)))


def draw_refusal(surface: pygame.Surface, kit: Kit, room: Room, line: str) -> None:
    """Instead of an article: why there is none."""
    lines = kit.type.wrapped(line, "body", room.text.width)
    kit.type.draw_lines(surface, lines, room.text.topleft, "body", BRASS_LIGHT, shadow=False)
