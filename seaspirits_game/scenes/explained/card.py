"""The card on which an instrument is explained: where its parts stand, and how they are drawn."""

from dataclasses import dataclass

import pygame

from seaspirits_game.render.ui.controls import choice_button, focus_ring, icon_button, text_button
from seaspirits_game.render.ui.formula import formula
from seaspirits_game.render.ui.ink import BRASS_LIGHT, FOAM, LAMP, MIST, RGB
from seaspirits_game.render.ui.kit import Kit
from seaspirits_game.render.ui.layout import TOUCH, Screen, columns
from seaspirits_game.render.ui.shapes import glass_panel, hairline
from seaspirits_game.render.ui.type import Role
from seaspirits_game.scenes.buttons import Controls
from seaspirits_game.scenes.codex.live import live, told, when
from seaspirits_game.scenes.explained.drawings import drawing, numbers_of
from seaspirits_game.scenes.explained.numbers import Moment
from seaspirits_game.scenes.explained.pages import DEPTHS, Depth, Explained
from seaspirits_game.scenes.hud import Hud
from seaspirits_game.scenes.stage import Stage

_WIDTH, _HEIGHT, _HEIGHT_UPRIGHT, _DRAWING = 470, 640, 450, 150
_FORMULA = 23.0
"""Design units: smaller than in the codex, a card is narrow."""


@dataclass(frozen=True, slots=True)
class CardRects:
    """Rects in pixels."""

    panel: pygame.Rect
    heading: pygame.Rect
    close: pygame.Rect
    depths: tuple[pygame.Rect, ...]
    body: pygame.Rect
    previous: pygame.Rect
    more: pygame.Rect
    next: pygame.Rect
    sea: pygame.Rect
    """What is left for the spirits."""

    def solid(self) -> list[pygame.Rect]:
        """All rects that must not share a pixel."""
        return [self.heading, self.close, *self.depths, self.body, self.previous, self.more, self.next]


def lay_out_card(screen: Screen, hud: Hud, heading: int) -> CardRects:
    """Beside the dials, or below them on an upright screen; `heading` is the height of name and reading together."""
    px = screen.px
    if screen.portrait:
        panel, sea = hud.panel.copy(), hud.safe.copy()
        panel.height = min(panel.height, px(_HEIGHT_UPRIGHT * screen.text_scale))
        panel.bottom = hud.panel.bottom
        sea.height = panel.top - px(10) - sea.top
    else:
        panel = pygame.Rect(0, hud.panel.top, px(_WIDTH), min(hud.panel.height, px(_HEIGHT * screen.text_scale)))
        panel.right = hud.dials[0].left - px(14)
        sea = hud.safe.copy()
        sea.width = panel.left - px(10) - sea.left
    inner = panel.inflate(-2 * px(24), -2 * px(18))
    side = px(TOUCH)
    close = pygame.Rect(inner.right - side, inner.top, side, side)
    top = pygame.Rect(inner.left, inner.top, close.left - px(10) - inner.left, max(heading, side))
    row = pygame.Rect(inner.left, top.bottom + px(4), inner.width, side)
    depths = tuple(columns(row, len(DEPTHS), px(6)))
    foot = pygame.Rect(inner.left, inner.bottom - side, inner.width, side)
    previous = pygame.Rect(foot.left, foot.top, side, side)
    following = pygame.Rect(foot.right - side, foot.top, side, side)
    more = pygame.Rect(previous.right + px(10), foot.top, following.left - previous.right - 2 * px(10), side)
    body = pygame.Rect(inner.left, row.bottom + px(12), inner.width, foot.top - px(12) - row.bottom - px(12))
    return CardRects(panel, top, close, depths, body, previous, more, following, sea)


def heading_height(kit: Kit) -> int:
    """Of name and reading together, in pixels."""
    return kit.type.line_height("name") + kit.type.line_height("reading")


def draw_card(
    surface: pygame.Surface, stage: Stage, card: CardRects, page: Explained, depth: Depth, controls: Controls
) -> int:
    """The card with all that is on it; the y below what was written on its body, in view or not."""
    kit, t = stage.kit, stage.texts.t
    glass_panel(kit.shapes, surface, card.panel, kit.screen.px(18))
    moment = moment_of(stage)
    layer = moment.layer if moment is not None else 0
    left, top = card.heading.topleft
    kit.type.draw(surface, t(page.title), (left, top), "name", FOAM, width=card.heading.width, shadow=False)
    reading = live(stage.shown, page.reading, layer)
    value = t(told(reading)) if reading.step is not None else t("not read yet")
    unit = t(reading.measure.unit) if reading.step is not None and reading.measure.unit != "share" else ""
    stamp = when(reading, stage.shown)
    aside = [text for text in (unit, t("step {step}").format(step=stamp) if stamp else "") if text]
    y = top + kit.type.line_height("name")
    shown = kit.type.draw(surface, value, (left, y), "reading", FOAM, width=card.heading.width, shadow=False)
    place = (shown.right + kit.screen.px(10), shown.centery)
    room = max(card.heading.right - place[0], 0)
    kit.type.draw(surface, " · ".join(aside), place, "small", MIST, "midleft", width=room, shadow=False)
    line = card.body.top - kit.screen.px(6)
    hairline(surface, (card.body.left, line), (card.body.right, line), BRASS_LIGHT, 0.28, kit.shapes.fine)
    _draw_controls(surface, stage, controls)
    writer = _Writer(surface, kit, card.body)
    if moment is None or depth == "visitor":
        writer.text(t(page.visitor), "body", FOAM)
    elif depth == "student":
        _student(writer, stage, page, moment)
    else:
        _researcher(writer, stage, page, moment)
    return writer.y


def draw_marks(surface: pygame.Surface, stage: Stage, controls: Controls) -> None:
    """Round the instrument that the keys are on, and a line under the one that the pointer is on or that is told."""
    kit = stage.kit
    for control in controls.items:
        if not control.name.startswith("dial "):
            continue
        look = controls.look(control)
        if look.focused:
            focus_ring(kit, surface, control.rect)
        elif look.hover or look.active:
            half = min(control.rect.width // 2, kit.screen.px(60))
            y = control.rect.bottom + kit.screen.px(1)
            hairline(
                surface, (control.rect.centerx - half, y), (control.rect.centerx + half, y), LAMP, 0.8, kit.shapes.fine
            )


def moment_of(stage: Stage) -> Moment | None:
    """What the formulas are filled in with now; None before the first snapshot."""
    if stage.world is None or stage.shown is None:
        return None
    steps = stage.history.steps()
    return Moment(stage.shown, stage.world.sheet, stage.world.choice.chosen, steps[-2] if len(steps) > 1 else None)


def _student(writer: "_Writer", stage: Stage, page: Explained, moment: Moment) -> None:
    kit = stage.kit
    size = (min(writer.area.width, kit.screen.px(420)), kit.screen.px(_DRAWING))
    image = drawing(kit, size, page.key, numbers_of(page.key, moment, stage.history))
    image.set_alpha(255)
    if writer.area.width > 2 * image.get_width():  # an upright screen: words stand beside the picture
        surface, area = writer.surface, writer.area.copy()
        surface.blit(image, area)
        area.left += image.get_width() + kit.screen.px(30)
        area.width -= image.get_width() + kit.screen.px(30)
        beside = _Writer(surface, kit, area)
        beside.text(stage.texts.t(page.student), "body", FOAM)
        writer.y = max(beside.y, writer.y + image.get_height())
        return
    writer.picture(image)
    writer.text(stage.texts.t(page.student), "body", FOAM)


def _researcher(writer: "_Writer", stage: Stage, page: Explained, moment: Moment) -> None:
    t, kit = stage.texts.t, stage.kit
    writer.picture(formula(kit, page.formula, writer.area.width, _FORMULA), 4)
    writer.picture(formula(kit, page.filled(moment), writer.area.width, _FORMULA, BRASS_LIGHT), 6)
    writer.text(page.counts(moment), "small", FOAM)
    writer.text(t(page.normalisation), "small", MIST)
    writer.gap(4)
    writer.text(t("Source: {source}").format(source=t(page.source)), "small", MIST)
    writer.gap(4)
    writer.text(t("Mind: {caveat}").format(caveat=t(page.caveat)), "small", FOAM)


def _draw_controls(surface: pygame.Surface, stage: Stage, controls: Controls) -> None:
    kit, t = stage.kit, stage.texts.t
    words = {"visitor": t("visitor"), "student": t("student"), "researcher": t("researcher")}
    for control in controls.items:
        _, found, part = control.name.partition("explain ")
        if not found:
            continue
        look = controls.look(control)
        if part in words:
            choice_button(kit, surface, control.rect, words[part], look)
        elif part == "more":
            text_button(kit, surface, control.rect, t("more in the codex"), look)
        else:
            icon_button(kit, surface, control.rect, part, look)


class _Writer:
    """Puts things below each other, into the body of a card."""

    def __init__(self, surface: pygame.Surface, kit: Kit, area: pygame.Rect) -> None:
        self.surface, self._kit, self.area = surface, kit, area
        self.y = area.top

    def gap(self, units: float) -> None:
        self.y += self._kit.screen.px(units)

    def text(self, text: str, role: Role, colour: RGB) -> None:
        kit, height = self._kit, self._kit.type.line_height(role)
        room = max(self.area.bottom - self.y, 0) // height
        shown = kit.type.wrapped(text, role, self.area.width, room)
        kit.type.draw_lines(self.surface, shown, (self.area.left, self.y), role, colour, shadow=False)
        self.y += len(kit.type.wrapped(text, role, self.area.width)) * height

    def picture(self, image: pygame.Surface, gap: float = 12) -> None:
        if self.y + image.get_height() <= self.area.bottom:
            self.surface.blit(image, (self.area.left, self.y))
        self.y += image.get_height() + self._kit.screen.px(gap)
