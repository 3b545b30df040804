"""The slate of a dive: its name, steps, light, goals and stars, and what threatens."""

import math

import pygame

from seaspirits_game.geometry.alarms import Alarm
from seaspirits_game.keeper.state import DiveState
from seaspirits_game.render.ui.charts import bar
from seaspirits_game.render.ui.ink import BRASS, BRASS_LIGHT, CORAL, FOAM, MIST, RGB, mixed
from seaspirits_game.render.ui.kit import Kit
from seaspirits_game.render.ui.shapes import lamp, lay
from seaspirits_game.render.ui.surfaces import reduced
from seaspirits_game.scenes.keeper.aims import aims, star_lines
from seaspirits_game.scenes.keeper.dive_layout import DiveLayout
from seaspirits_game.scenes.stage import Stage
from seaspirits_game.texts.numbers import decimal, percent, whole

ALARM_NAMES = {
    Alarm.COLLAPSE: "collapse",
    Alarm.CHAOS: "chaos",
    Alarm.OVERFITTING: "overfitting",
    Alarm.STAGNATION: "stagnation",
}
MEANINGS = {
    Alarm.COLLAPSE: "a shoal has shrunk, and half of what was learned is lost",
    Alarm.CHAOS: "the loss has doubled, and the shoals are thrown about",
    Alarm.OVERFITTING: "what is learned by heart helps less and less with the unseen",
    Alarm.STAGNATION: "nothing has been learned for a while",
}
FREE = "free"
"""Key of the dive that nobody wins or loses."""
_SEA: RGB = (96, 214, 196)
DONE: RGB = mixed(_SEA, FOAM, 0.4)
"""What holds, or works."""


def star(
    kit: Kit, surface: pygame.Surface, centre: tuple[float, float], size: int, lit: bool, opacity: float = 1.0
) -> None:
    """A sea star, lit or only its outline, `size` pixels across."""

    def paint(canvas: pygame.Surface, zoom: float) -> None:
        middle, reach = canvas.get_width() / 2, canvas.get_width() * 0.46
        points = []
        for index in range(60):
            angle = -math.pi / 2 + 2 * math.pi * index / 60
            arm = (0.5 + 0.5 * math.cos(5 * (angle + math.pi / 2))) ** 1.6
            radius = reach * (0.36 + 0.64 * arm)
            points.append((middle + radius * math.cos(angle), middle + radius * math.sin(angle)))
        if lit:
            pygame.draw.polygon(canvas, (*BRASS_LIGHT, 255), points)
            pygame.draw.circle(canvas, (*mixed(BRASS, (90, 60, 20), 0.4), 200), (middle, middle), reach * 0.12)
        else:
            pygame.draw.polygon(canvas, (*BRASS, 150), points, max(round(1.2 * zoom), 1))

    if lit and size >= kit.screen.px(22):
        lamp(kit.shapes, surface, centre, round(size * 0.2), BRASS_LIGHT, 0.35 * opacity)
    rect = pygame.Rect(0, 0, size, size)
    rect.center = (round(centre[0]), round(centre[1]))
    lay(surface, kit.shapes.keep(("sea star", size, lit), lambda: reduced(rect.size, paint)), rect, opacity)


def draw_slate(surface: pygame.Surface, layout: DiveLayout, stage: Stage, state: DiveState) -> None:
    """All of it, on the water."""
    kit, t = stage.kit, stage.texts.t
    dive = state.dive
    if dive.key == FREE:
        _free(surface, layout, stage)
        _alarms(surface, layout.alarms, stage, state)
        return
    kit.type.draw(surface, t(dive.title), layout.title.topleft, "name", FOAM, width=layout.title.width)
    done = max(state.step, 0)
    steps = t("step {step} of {budget}").format(step=whole(done), budget=whole(dive.steps))
    if dive.endless:
        steps = t("step {step}").format(step=whole(done))
    _measure(surface, kit, layout.budget, steps, math.nan if dive.endless else done / dive.steps, MIST)
    told = t("light {light}").format(light=decimal(state.light, 1))
    full = max(dive.light.start, dive.light.accuracy, state.light, 1.0)
    _measure(surface, kit, layout.light, told, state.light / full, BRASS_LIGHT)
    _aims(surface, layout.aims, stage, state)
    _alarms(surface, layout.alarms, stage, state)


def _free(surface: pygame.Surface, layout: DiveLayout, stage: Stage) -> None:
    """The readings of the free sea, where a dive has its goals."""
    kit, t, snapshot = stage.kit, stage.texts.t, stage.shown
    kit.type.draw(surface, t("Free sea"), layout.title.topleft, "name", FOAM, width=layout.title.width)
    if snapshot is None:
        return
    rows = [
        t("step {step}, epoch {epoch}").format(step=whole(snapshot.step), epoch=decimal(snapshot.epoch, 1)),
        t("learned from: {accuracy}, loss {loss}").format(
            accuracy=percent(snapshot.train_accuracy), loss=decimal(snapshot.train_loss, 3)
        ),
        t("never seen: {accuracy}, loss {loss}").format(
            accuracy=percent(snapshot.val_accuracy), loss=decimal(snapshot.val_loss, 3)
        ),
        t("layers: {widths}").format(widths=", ".join(str(width) for width in snapshot.levers.layers)),
    ]
    x, y = layout.budget.topleft
    for text in rows:
        kit.type.draw(surface, text, (x, y), "small", MIST, width=layout.title.width)
        y += kit.type.line_height("small")


def _measure(surface: pygame.Surface, kit: Kit, rect: pygame.Rect, text: str, share: float, tone: RGB) -> None:
    """Words, and a bar below them."""
    px = kit.screen.px
    kit.type.draw(surface, text, rect.topleft, "small", FOAM, width=rect.width - px(10))
    line = pygame.Rect(rect.left, rect.bottom - px(7), rect.width, max(px(5), 3))
    bar(surface, line, share, tone, shapes=kit.shapes)


def _aims(surface: pygame.Surface, rect: pygame.Rect, stage: Stage, state: DiveState) -> None:
    kit, t = stage.kit, stage.texts.t
    px, small = kit.screen.px, kit.type.line_height("small")
    lines = aims(stage.texts, state)
    stars = star_lines(stage.texts, state.dive)
    two_columns = stage.kit.screen.portrait
    width = (rect.width - px(40)) // 2 if two_columns else rect.width
    x, y = rect.topleft
    for aim in lines:
        needed = 2 * small + px(20)
        if y + needed > rect.bottom:
            break
        tone = DONE if aim.holds else CORAL if aim.kept and aim.value and state.broken is not None else FOAM
        kit.type.draw(surface, f"{aim.name} {aim.value}", (x, y), "small", tone, width=width)
        told = f"{t('always') if aim.kept else t('wanted')}: {aim.bound}" + (f" · {aim.held}" if aim.held else "")
        kit.type.draw(surface, told, (x, y + small), "small", MIST, width=width)
        line = pygame.Rect(x, y + 2 * small + px(3), width, max(px(5), 3))
        bar(surface, line, aim.share, _SEA if not aim.holds else DONE, shapes=kit.shapes)
        y += needed
    if two_columns:
        x, y = rect.left + width + px(40), rect.top
    else:
        y += px(6)
    for text in stars:
        room = width - px(30)
        wrapped = kit.type.wrapped(text, "small", room, 2)
        if y + len(wrapped) * small > rect.bottom:
            break
        star(kit, surface, (x + px(10), y + small // 2), px(20), False)
        kit.type.draw_lines(surface, wrapped, (x + px(30), y), "small", MIST)
        y += len(wrapped) * small + px(4)


def _alarms(surface: pygame.Surface, rect: pygame.Rect, stage: Stage, state: DiveState) -> None:
    kit, t = stage.kit, stage.texts.t
    if not state.alarms:
        return
    first = next(alarm for alarm in Alarm if alarm in state.alarms)
    text = f"{t(ALARM_NAMES[first])}: {t(MEANINGS[first])}"
    most = max(rect.height // kit.type.line_height("small"), 1)
    lines = kit.type.wrapped(text, "small", rect.width, most)
    top = rect.bottom - len(lines) * kit.type.line_height("small")
    kit.type.draw_lines(surface, lines, (rect.left, top), "small", CORAL)
