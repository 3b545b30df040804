"""The instruments and levers round the sea, drawn; every number is the network's of the last snapshot."""

import math

import numpy as np
import pygame

from seaspirits_game.core.commands import Tempo
from seaspirits_game.core.snapshot import Snapshot
from seaspirits_game.geometry.alarms import Alarm
from seaspirits_game.geometry.stages import Stage as VoyageStage
from seaspirits_game.render.ui.controls import choice_button, icon_button, slider, text_button
from seaspirits_game.render.ui.depth_gauge import depth_gauge
from seaspirits_game.render.ui.ink import FOAM, MIST
from seaspirits_game.render.ui.shapes import glass_panel
from seaspirits_game.render.ui.tape import Drawing
from seaspirits_game.scenes import views
from seaspirits_game.scenes.buttons import Control, Controls
from seaspirits_game.scenes.dials import Dials
from seaspirits_game.scenes.explained.explaining import DIAL, PART
from seaspirits_game.scenes.helm import Helm
from seaspirits_game.scenes.honesty import Motion, draw_motion, sight
from seaspirits_game.scenes.hud import Hud
from seaspirits_game.scenes.sea_controls import LEVER, TEMPO_NAMES, icon_of
from seaspirits_game.scenes.stage import Stage
from seaspirits_game.scenes.timeline import NAME, NOW, draw_now, draw_timeline, told
from seaspirits_game.scenes.trainer_status import banner
from seaspirits_game.scenes.world import World
from seaspirits_game.sea.camera import project
from seaspirits_game.texts.catalogue import Texts
from seaspirits_game.texts.numbers import decimal, percent, significant, whole

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_GAP = "   "
_FADES = 20
"""Steps of a fade: in each, everything is drawn anew."""
_STAGE_NAMES = {
    VoyageStage.FOUNDATION: "Foundation",
    VoyageStage.EXPANSION: "Expansion",
    VoyageStage.REFINEMENT: "Refinement",
}
_DANGERS = {
    Alarm.COLLAPSE: "Collapse: a shoal has shrunk, and half of what was learned is lost.",
    Alarm.CHAOS: "Chaos: the loss has doubled, and the shoals are thrown about. Colder water may help.",
    Alarm.OVERFITTING: "Overfitting: what was learned by heart helps less and less with what was never seen.",
    Alarm.STAGNATION: "Stagnation: nothing has been learned for a while. Warmer water may help.",
}


def hud_drawings(
    hud: Hud, stage: Stage, helm: Helm, controls: Controls, dials: Dials, motion: Motion, opacity: float
) -> list[Drawing]:
    """Heading and gauge, dials, levers and what they say of themselves; all but the gauge fade to `opacity` at rest.

    What a hand does is seen at once; a new snapshot is read off a few frames later, each instrument in its turn.
    """
    world, snapshot = stage.world, stage.shown
    drawings: list[Drawing] = []
    opacity = round(opacity * _FADES) / _FADES
    if world is not None and snapshot is not None:
        inspecting = world.selected is not None or any(item.name.startswith(LEVER) for item in controls.items)
        covered = inspecting or any(control.name.startswith(PART) for control in controls.items)
        moment = snapshot.step if stage.in_past else -1
        key = (opacity, stage.kit, world.choice.chosen, world.choice.all_bands, moment)

        def readings(surface: pygame.Surface) -> None:
            _heading(surface, hud, stage, world, snapshot, motion, max(opacity, 0.55))
            _gauge(surface, hud, stage, snapshot, covered)
            if not stage.in_past:
                draw_now(surface, hud, stage, opacity)

        drawings.append(((*key, covered), readings))
        if not (inspecting and hud.panel.colliderect(hud.dials[0])):
            drawings.append((key, lambda surface: dials.draw(surface, hud.dials, opacity)))
    looks = tuple((control.name, controls.look(control), control.share) for control in controls.items)
    told = (opacity, stage.kit, stage.status, helm.tempo, helm.learning_rate)
    drawings.append(((looks, told), lambda surface: _levers(surface, hud, stage, helm, controls, opacity)))
    return drawings


def _levers(surface: pygame.Surface, hud: Hud, stage: Stage, helm: Helm, controls: Controls, opacity: float) -> None:
    _banner(surface, hud, stage)
    for control in controls.items:
        if control.name not in ("close", "measure") and not control.name.startswith((DIAL, PART, LEVER)):
            # the others lie on the inspector's panel, on dials and the card about them, and on the levers' board
            urgent = control.name in ("restore", NOW) or (control.name == NAME and stage.in_past)
            _control(surface, stage, controls, control, 1.0 if urgent else opacity)
    _labels(surface, hud, stage, helm, opacity)


def draw_band_names(surface: pygame.Surface, hud: Hud, stage: Stage) -> None:
    """The layers' names at the height of their bands, at the right edge of the free water, where all are shown."""
    world = stage.world
    if world is None or world.selected is not None or not world.choice.all_bands:
        return
    kit, layout = stage.kit, world.choice.layout()
    heights = project(layout.offsets.astype(np.float32), world.camera.pose, world.view).xy[:, 1]
    for layer, y in enumerate(heights.tolist()):
        if not hud.safe.top < y < hud.safe.bottom:
            continue
        name = stage.texts.t("{nth} shoal").format(nth=stage.texts.t(_ORDINALS[layer]))
        opacity = 0.9 * float(layout.presence[layer])
        kit.type.draw(surface, name, (hud.safe.right - kit.screen.px(8), y), "name", MIST, "midright", opacity)


def draw_panel_controls(surface: pygame.Surface, stage: Stage, controls: Controls) -> None:
    """What the inspector's panel offers; drawn after it."""
    for control in controls.items:
        if control.name in ("close", "measure"):
            _control(surface, stage, controls, control, 1.0)


def _gauge(surface: pygame.Surface, hud: Hud, stage: Stage, snapshot: Snapshot, covered: bool) -> None:
    gauge = hud.gauge.copy()
    if covered and gauge.colliderect(hud.panel):
        gauge.height = hud.panel.top - stage.kit.screen.px(16) - gauge.top
    t, here = stage.texts.t, stage.story.at(snapshot.step)
    present = here.stage if here is not None else VoyageStage.NONE
    begun = stage.story.beginnings(snapshot.step)
    marks = [(step, t(_STAGE_NAMES[name]), False) for step, name in begun[:-1] if name is not present]
    # the present stage stands where the voyage is, and moves down with it
    marks += [(snapshot.step, t(_STAGE_NAMES[present]), True)] if present is not VoyageStage.NONE else []
    depth_gauge(stage.kit, surface, gauge, snapshot.step, marks, t("fathoms: steps"), 1.0)


def shoal_name(texts: Texts, layer: int, layers: int) -> str:
    """`second of three` in words, for the layer numbered from 0."""
    t = texts.t
    counts = ("one", "two", "three", "four", "five", "six", "seven", "eight")
    return t("{nth} shoal of {count}").format(nth=t(_ORDINALS[layer]), count=t(counts[layers - 1]))


def _heading(
    surface: pygame.Surface, hud: Hud, stage: Stage, world: World, snapshot: Snapshot, motion: Motion, opacity: float
) -> None:
    kit, t = stage.kit, stage.texts.t
    layer, layers = world.choice.chosen, len(world.sheet.layer_widths)
    step = t("step {step}").format(step=whole(snapshot.step))
    epoch = t("epoch {epoch}").format(epoch=decimal(snapshot.epoch, 1))
    if world.choice.all_bands:
        where = t("all {count} shoals").format(count=layers) if layers > 1 else shoal_name(stage.texts, 0, 1)
    else:
        where = shoal_name(stage.texts, layer, layers)
        where += f" · {world.sheet.layer_widths[layer]} " + t("units")
    rows = [
        where,
        t("learned from") + _GAP + _quality(stage.texts, snapshot.train_accuracy, snapshot.train_loss),
        t("never seen") + _GAP + _quality(stage.texts, snapshot.val_accuracy, snapshot.val_loss),
        sight(stage.texts, world, snapshot),
    ]
    x, y = hud.heading.topleft
    kit.type.draw(surface, step + _GAP + epoch, (x, y), "reading", FOAM, opacity=opacity, width=hud.heading.width)
    y += kit.type.line_height("body")
    for text in rows:
        kit.type.draw(surface, text, (x, y), "small", MIST, opacity=opacity, width=hud.heading.width)
        y += kit.type.line_height("small")
    draw_motion(kit, surface, stage.texts, motion, (x, y), opacity)


def _quality(texts: Texts, accuracy: float, loss: float) -> str:
    return texts.t("accuracy {accuracy}, loss {loss}").format(accuracy=percent(accuracy), loss=decimal(loss, 3))


def _banner(surface: pygame.Surface, hud: Hud, stage: Stage) -> None:
    text = banner(stage.status, stage.texts) or _warning(stage)
    if not text:
        return
    kit, px = stage.kit, stage.kit.screen.px
    lines = kit.type.wrapped(text, "body", hud.banner.width - px(48), 2)
    height = len(lines) * kit.type.line_height("body") + px(22)
    rect = pygame.Rect(0, 0, max(kit.type.size(line, "body")[0] for line in lines) + px(52), height)
    rect.midbottom = hud.banner.midbottom
    glass_panel(kit.shapes, surface, rect, px(16))
    kit.type.draw_lines(surface, lines, (rect.centerx, rect.top + px(11)), "body", FOAM, "midtop", shadow=False)


def _warning(stage: Stage) -> str:
    """What threatens at the step that is shown; the first of the essay's dangers that is measured."""
    here = stage.story.at(stage.shown.step) if stage.shown is not None else None
    return next((stage.texts.t(words) for alarm, words in _DANGERS.items() if here and alarm in here.alarms), "")


def _control(surface: pygame.Surface, stage: Stage, controls: Controls, control: Control, opacity: float) -> None:
    kit, look = stage.kit, controls.look(control)
    icon = icon_of(control)
    if control.name == NAME:
        draw_timeline(surface, stage, control, look, opacity)
    elif icon is not None:
        square = pygame.Rect(0, 0, min(control.rect.size), min(control.rect.size))
        square.center = control.rect.center
        icon_button(kit, surface, square, icon, look, opacity)
    elif control.set_share is not None:
        slider(kit, surface, control.rect, control.share, look, opacity)
    elif control.name.startswith("tempo "):
        choice_button(
            kit, surface, control.rect, TEMPO_NAMES[Tempo(control.name.removeprefix("tempo "))], look, opacity
        )
    else:
        text_button(kit, surface, control.rect, _words_of(stage, control), look, opacity)


def _words_of(stage: Stage, control: Control) -> str:
    torn = stage.status.torn
    if control.name == "restore" and torn is not None:
        return stage.texts.t("back to step {step}").format(step=whole(torn.last_good_step))
    if control.name == "backwards":
        return stage.texts.t("stop here") if control.active else stage.texts.t("backwards")
    if control.name == NOW:
        return told(stage)
    return stage.texts.t("measure it")


def _labels(surface: pygame.Surface, hud: Hud, stage: Stage, helm: Helm, opacity: float) -> None:
    kit, t, snapshot, world = stage.kit, stage.texts.t, stage.snapshot, stage.world

    def label(rect: pygame.Rect, text: str) -> None:
        kit.type.draw(surface, text, rect.center, "small", MIST, "center", opacity, rect.width)

    rate = snapshot.steps_per_second if snapshot is not None else math.nan
    if helm.tempo is Tempo.PAUSE:
        label(hud.tempo_label, t("the water rests"))
    elif math.isfinite(rate):
        label(hud.tempo_label, t("tempo: {rate} steps/s").format(rate=whole(round(rate))))
    label(hud.warmth_label, t("warmth {rate}").format(rate=significant(helm.learning_rate)))
    if world is not None:
        layers = len(world.sheet.layer_widths)
        if views.shows_all_bands(stage):
            name = t("all shoals")
        else:
            name = t("shoal {number} of {count}").format(number=world.choice.chosen + 1, count=layers)
        kit.type.draw(surface, name, hud.shoal[1].center, "body", FOAM, "center", opacity, hud.shoal[1].width)
