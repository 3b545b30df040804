"""How the settings are drawn."""

from collections.abc import Sequence

import pygame

from seaspirits_game.render.palette import PALETTES_BY_NAME
from seaspirits_game.render.ui.controls import choice_button, focus_ring, icon_button, slider
from seaspirits_game.render.ui.ink import BRASS, FOAM, LAMP, MIST, mixed
from seaspirits_game.render.ui.kit import Kit
from seaspirits_game.render.ui.shapes import disc, glass_panel, hairline
from seaspirits_game.scenes.buttons import Control, Controls
from seaspirits_game.scenes.settings.layout import HINT_LINES, Layout
from seaspirits_game.scenes.settings.rows import Row, section_name
from seaspirits_game.scenes.stage import Stage

_HUES = 10


def draw_page(
    surface: pygame.Surface,
    stage: Stage,
    layout: Layout,
    first: int,
    rows: Sequence[Row],
    controls: Controls,
    section: str,
) -> None:
    """Heading, tabs, the rows in view, and what the row in hand does."""
    kit, t = stage.kit, stage.texts.t
    px = kit.screen.px
    controls_by_name = {control.name: control for control in controls.items}
    place = layout.heading.midleft
    kit.type.draw(surface, t("Settings"), place, "title", FOAM, "midleft", width=layout.heading.width)
    glass_panel(kit.shapes, surface, layout.panel, px(18))
    hint = ""
    for control in controls.items:
        look = controls.look(control)
        if control.name == "previous":
            icon_button(kit, surface, control.rect, "previous", look)
            hint = control.hint if look.hover or look.focused else hint
        elif control.name.startswith("tab "):
            choice_button(
                kit, surface, control.rect, section_name(control.name.removeprefix("tab "), stage.texts), look
            )
    rects = layout.rows(first)
    for index in layout.shown(first):
        row = rows[index]
        control = controls_by_name[f"row {row.name}"]
        look = controls.look(control)
        _row(surface, kit, row, control, rects[index], layout.tall[index], controls)
        if look.hover or (look.focused and not hint):
            hint = row.hint
        if index != layout.shown(first)[-1]:
            y = rects[index].bottom + 4
            hairline(surface, (rects[index].left + px(14), y), (rects[index].right - px(14), y), BRASS, 0.16)
    draw_bar(surface, kit, layout, first)
    lines = kit.type.wrapped(hint, "small", layout.hint.width, HINT_LINES)
    kit.type.draw_lines(surface, lines, layout.hint.midtop, "small", MIST, "midtop")


def _row(
    surface: pygame.Surface,
    kit: Kit,
    row: Row,
    control: Control,
    rect: pygame.Rect,
    tall: bool,
    controls: Controls,
) -> None:
    px, look = kit.screen.px, controls.look(control)
    inner = rect.inflate(-2 * px(14), -2 * px(4))
    upper = inner.copy()
    lower = inner.copy()
    if tall:
        upper.height = lower.height = inner.height // 2
        lower.top = upper.bottom
    lit = look.hover or look.focused or look.pressed
    if not row.value and row.share is None:
        tone = LAMP if lit else mixed(LAMP, MIST, 0.3)
        kit.type.draw(surface, row.label, inner.midleft, "body", tone, "midleft", width=inner.width, shadow=False)
    else:
        kit.type.draw(surface, row.label, upper.midleft, "body", FOAM, "midleft", width=upper.width, shadow=False)
        _value(surface, kit, row, control, lower, controls)
    if look.focused:
        focus_ring(kit, surface, rect.inflate(-2 * px(5), -2 * px(5)), radius=px(12))


def _value(
    surface: pygame.Surface, kit: Kit, row: Row, control: Control, area: pygame.Rect, controls: Controls
) -> None:
    px, look = kit.screen.px, controls.look(control)
    tone = LAMP if look.hover or look.focused or look.pressed else mixed(LAMP, MIST, 0.3)
    right = area.right
    if row.share is not None:
        slider(kit, surface, control.rect, row.share, look)
        right = control.rect.left - px(22)
        kit.type.draw(surface, row.value, (right, area.centery), "body", tone, "midright", shadow=False)
        return
    if row.nudge is not None:
        _chevron(surface, kit, right - px(8), area.centery, 1, tone)
        right -= px(30)
    words = kit.type.draw(surface, row.value, (right, area.centery), "body", tone, "midright", shadow=False)
    left = words.left
    if row.nudge is not None:
        _chevron(surface, kit, left - px(22), area.centery, -1, tone)
        left -= px(40)
    if row.palette:
        for number, (red, green, blue) in enumerate(PALETTES_BY_NAME[row.palette].rgbs[:_HUES]):
            x = left - px(10) - (_HUES - 1 - number) * px(20)
            hue = (round(255 * red), round(255 * green), round(255 * blue))
            disc(kit.shapes, surface, (x, area.centery), px(6), hue)


def _chevron(surface: pygame.Surface, kit: Kit, x: float, y: float, way: int, tone: tuple[int, int, int]) -> None:
    px = kit.screen.px
    reach, high = px(5), px(7)
    points = [(x - way * reach / 2, y - high), (x + way * reach / 2, y), (x - way * reach / 2, y + high)]
    pygame.draw.aalines(surface, tone, False, points)


def draw_bar(surface: pygame.Surface, kit: Kit, layout: Layout, first: int) -> None:
    """How far down the list one is; nothing where all of it is in view."""
    if layout.last == 0:
        return
    shown, count = len(layout.shown(first)), len(layout.heights)
    surface.fill(mixed(BRASS, (4, 22, 36), 0.7), layout.bar)
    height = max(round(layout.bar.height * shown / count), kit.screen.px(24))
    top = layout.bar.top + round((layout.bar.height - height) * first / layout.last)
    surface.fill(BRASS, (layout.bar.left, top, layout.bar.width, height))
