"""The chart room drawn: ground and charts are kept as pictures, what a person can do is drawn anew each frame."""

from collections.abc import Sequence

import pygame

from seaspirits_game.render.picture import SeaPicture, SpiritFrame
from seaspirits_game.render.ui.controls import focus_ring, icon_button, text_button
from seaspirits_game.render.ui.ink import BRASS, FOAM, LAMP, MIST
from seaspirits_game.render.ui.kit import Kit
from seaspirits_game.render.ui.plot import plot_readings
from seaspirits_game.render.ui.shapes import glass_panel, lamp, ring
from seaspirits_game.render.ui.surfaces import veil
from seaspirits_game.scenes.buttons import Control, Controls
from seaspirits_game.scenes.chart_room.room import Room
from seaspirits_game.scenes.chart_room.topics import Topic
from seaspirits_game.scenes.chart_room.wall import Pane
from seaspirits_game.scenes.stage import Stage
from seaspirits_game.texts.numbers import whole

ROW = "topic "
"""How the names of the list's controls begin."""
_VEIL = 120
ICONS_BY_CONTROL = {
    "back": "previous",
    "earlier page": "previous",
    "later page": "next",
    "camera": "camera",
    "fullscreen": "fullscreen",
}


def plot_rect(kit: Kit, panel: pygame.Rect) -> pygame.Rect:
    """Where the plot of a chart lies on its panel, below the title."""
    px = kit.screen.px
    inner = panel.inflate(-2 * px(18), -2 * px(14))
    title = kit.type.line_height("name")
    return pygame.Rect(inner.left, inner.top + title, inner.width, inner.height - title)


def draw_ground(surface: pygame.Surface, stage: Stage, room: Room, hanging: Sequence[Topic]) -> None:
    """Still water, the glass of list and charts, and the charts' titles."""
    kit, t = stage.kit, stage.texts.t
    px = kit.screen.px
    water = SeaPicture(SpiritFrame.nobody(), (), (), stage.depth01, 0.0, still=True)
    stage.painter.paint(surface, water)
    veil(surface, _VEIL)
    if not hanging:
        words = t("the first curve comes with the first snapshot")
        kit.type.draw(surface, words, room.wall.center, "heading", MIST, "center", width=room.wall.width)
    glass_panel(kit.shapes, surface, room.panel, px(16))
    for topic, panel in zip(hanging, room.charts, strict=True):
        glass_panel(kit.shapes, surface, panel, px(16))
        left, top = panel.left + px(18), panel.top + px(12)
        unit = min(kit.type.size(t(topic.unit), "small")[0] + px(14), panel.width // 3) if topic.unit else 0
        width = panel.width - 2 * px(18) - unit
        title = kit.type.draw(surface, t(topic.title), (left, top), "name", FOAM, width=width, shadow=False)
        if topic.unit:
            room_left = max(panel.right - px(18) - title.right - px(12), 0)
            place = (title.right + px(12), title.centery + px(2))
            kit.type.draw(surface, t(topic.unit), place, "small", MIST, "midleft", width=room_left, shadow=False)


def base_of(ground: pygame.Surface, stage: Stage, panel: pygame.Rect, pane: Pane) -> pygame.Surface:
    """A chart's piece of the ground with its axes and curves: all that no cursor changes."""
    kit = stage.kit
    base = ground.subsurface(panel).copy()
    if pane.chart is not None and pane.still is not None:
        rect = plot_rect(kit, panel).move(-panel.left, -panel.top)
        base.blit(pane.still, rect)
        if not pane.chart.curves:
            words = stage.texts.t("not read yet")
            kit.type.draw(base, words, rect.center, "body", MIST, "center", width=rect.width, shadow=False)
    return base


def draw_pane(
    page: pygame.Surface, base: pygame.Surface, stage: Stage, panel: pygame.Rect, pane: Pane, cursor: float | None
) -> None:
    """One chart on the page, with what it reads at the cursor."""
    page.blit(base, panel)
    if pane.chart is not None and pane.still is not None:
        plot_readings(stage.kit, page, plot_rect(stage.kit, panel), pane.chart, cursor)


def draw_live(
    surface: pygame.Surface,
    stage: Stage,
    room: Room,
    controls: Controls,
    words: dict[str, str],
    page: str,
    told: Topic | None,
) -> None:
    """Heading, buttons, the open page of the list, and what its measure is."""
    kit, t = stage.kit, stage.texts.t
    px = kit.screen.px
    title = kit.type.draw(
        surface, t("Chart room"), room.heading.midleft, "title", FOAM, "midleft", width=room.heading.width
    )
    if stage.snapshot is not None:
        step = t("step {step}").format(step=whole(stage.snapshot.step))
        left = title.right + px(20)
        width = room.heading.right - left
        if kit.type.size(step, "reading")[0] <= width:
            kit.type.draw(surface, step, (left, room.heading.centery + px(6)), "reading", MIST, "midleft")
    for control in controls.items:
        look = controls.look(control)
        if control.name in ICONS_BY_CONTROL:
            square = pygame.Rect(0, 0, min(control.rect.size), min(control.rect.size))
            square.center = control.rect.center
            icon_button(kit, surface, square, ICONS_BY_CONTROL[control.name], look)
        elif control.name.startswith(ROW):
            _row(surface, kit, controls, control, words[control.name])
        else:
            text_button(kit, surface, control.rect, words[control.name], look)
    kit.type.draw(surface, page, room.page.center, "name", FOAM, "center", width=room.page.width, shadow=False)
    if told is not None:
        _explain(surface, stage, room.told, told)


def _explain(surface: pygame.Surface, stage: Stage, rect: pygame.Rect, topic: Topic) -> None:
    """A measure's whole name, and what it is in a sentence."""
    kit, t = stage.kit, stage.texts.t
    lines = rect.height // kit.type.line_height("small")
    names = kit.type.wrapped(t(topic.title), "small", rect.width, min(lines, 2))
    y = kit.type.draw_lines(surface, names, rect.topleft, "small", FOAM, shadow=False)
    if topic.description:
        words = kit.type.wrapped(t(topic.description), "small", rect.width, lines - len(names))
        kit.type.draw_lines(surface, words, (rect.left, y), "small", MIST, shadow=False)


def _row(surface: pygame.Surface, kit: Kit, controls: Controls, control: Control, title: str) -> None:
    """A measure in the list: a lamp where it hangs on the wall, a ring where it could."""
    px, look, rect = kit.screen.px, controls.look(control), control.rect
    spot = (rect.left + px(12), rect.centery)
    if control.active:
        lamp(kit.shapes, surface, spot, px(5), LAMP)
    else:
        ring(kit.shapes, surface, spot, px(6), LAMP if look.hover or look.focused else BRASS, max(px(1.4), 1))
    tone = FOAM if control.active or look.hover or look.focused or look.pressed else MIST
    left = rect.left + px(30)
    width = rect.right - left
    kit.type.draw(surface, title, (left, rect.centery), "small", tone, "midleft", width=width, shadow=False)
    if look.focused:
        focus_ring(kit, surface, rect.inflate(-px(4), -px(8)))
