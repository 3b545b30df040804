"""The voyage so far as a line above the ribbon: whoever goes back along it takes the sea along.

Steps stand on it as fathoms do on the gauge, logarithmically. Only recorded snapshots can be seen, so each is a tick.
"""

from bisect import bisect_left

import numpy as np
import pygame

from seaspirits_game.core.arrays import F64
from seaspirits_game.render.ui.controls import Look, focus_ring
from seaspirits_game.render.ui.ink import BRASS, BRASS_LIGHT, FOAM, LAMP, MIST
from seaspirits_game.render.ui.kit import Kit
from seaspirits_game.render.ui.shapes import disc, lamp, lay
from seaspirits_game.render.ui.ticks import Axis
from seaspirits_game.scenes.buttons import Control
from seaspirits_game.scenes.hud import Hud
from seaspirits_game.scenes.stage import Stage
from seaspirits_game.texts.numbers import whole

NAME, NOW = "timeline", "now"
"""Of its controls."""
_END = 12
"""Design units."""


def timeline_controls(hud: Hud, stage: Stage) -> list[Control]:
    """The line, once there is something to go back to; and the way back to the present, for whoever is in the past."""
    t, shown = stage.texts.t, stage.shown
    if shown is None or len(stage.archive) < 2:
        return []
    line = Control(
        NAME,
        hud.timeline,
        stage.return_to_now,
        t("back through the voyage  (Page up, Page down)"),
        set_share=lambda share: go_to(stage, _along(stage.kit, hud.timeline, share)),
        share=_axis(stage).share(float(shown.step)),
        nudge=lambda places: turn(stage, places),
        active=stage.in_past,
    )
    if not stage.in_past:
        return [line]
    return [line, Control(NOW, hud.now, stage.return_to_now, t("return to now  (Esc)"), active=True)]


def go_to(stage: Stage, share: float) -> None:
    """Show the recorded moment nearest to a share of the line."""
    if stage.snapshot is None:
        return
    axis = _axis(stage)
    places = axis.shares(np.array(stage.archive.steps(), np.float64))
    stage.look_back(stage.archive.steps()[int(np.abs(places - share).argmin())])


def turn(stage: Stage, places: int) -> None:
    """Show the recorded moment so many places later, or earlier when negative."""
    steps, shown = stage.archive.steps(), stage.shown
    if shown is None or not steps:
        return
    here = bisect_left(steps, shown.step)
    if places > 0 and steps[min(here, len(steps) - 1)] != shown.step:
        here -= 1  # it has been thinned out since: the next later one stands where it stood
    there = here + places
    stage.look_back(steps[min(max(there, 0), len(steps) - 1)])


def told(stage: Stage) -> str:
    """What the way back says: which step is seen."""
    assert stage.shown is not None
    return stage.texts.t("seen at step {step} · return to now").format(step=whole(stage.shown.step))


def draw_timeline(surface: pygame.Surface, stage: Stage, control: Control, look: Look, opacity: float) -> None:
    """The line with its ticks, what lies after the moment that is seen dimmer, and the lamp at that moment."""
    kit, rect = stage.kit, _line_in(stage.kit, control.rect)
    px = kit.screen.px
    places = _axis(stage).shares(np.array(stage.archive.steps(), np.float64))
    image = kit.shapes.keep(
        ("timeline", rect.size, places.tobytes(), control.share),
        lambda: _line_image(kit, rect.size, places, control.share),
    )
    lay(surface, image, rect, opacity)
    knob = (rect.left + control.share * rect.width, rect.centery)
    if stage.in_past or look.hover or look.pressed or look.focused:
        lamp(kit.shapes, surface, knob, px(9 if look.hover or look.pressed else 7.5), LAMP, opacity)
    else:
        disc(kit.shapes, surface, knob, px(5), LAMP, opacity)
    if look.focused:
        focus_ring(kit, surface, control.rect.inflate(-px(8), 0), opacity)


def draw_now(surface: pygame.Surface, hud: Hud, stage: Stage, opacity: float) -> None:
    """What stands at the end of the line in the present."""
    kit = stage.kit
    kit.type.draw(surface, stage.texts.t("now"), hud.now.midleft, "small", MIST, "midleft", opacity, hud.now.width)


def _axis(stage: Stage) -> Axis:
    newest = stage.snapshot.step if stage.snapshot is not None else 0
    return Axis("", 0.0, max(float(newest), 1.0), "log1p")


def _line_in(kit: Kit, rect: pygame.Rect) -> pygame.Rect:
    """The line itself within the area where a hand finds it: at either end there is room for the lamp."""
    return rect.inflate(-2 * kit.screen.px(_END), 0)


def _along(kit: Kit, rect: pygame.Rect, share: float) -> float:
    """A share of that area as a share of the line."""
    line = _line_in(kit, rect)
    return (rect.left + share * rect.width - line.left) / line.width


def _line_image(kit: Kit, size: tuple[int, int], places: F64, share: float) -> pygame.Surface:
    """A groove along the middle, a short upright line a snapshot; longer where the voyage begins and ends."""
    image = pygame.Surface(size, pygame.SRCALPHA)
    fine, px = kit.shapes.fine, kit.screen.px
    middle, here = size[1] // 2, round(share * size[0])
    image.fill((*BRASS_LIGHT, 200), (0, middle, here, fine))
    image.fill((*BRASS, 90), (here, middle, size[0] - here, fine))
    for place in places.tolist():
        x = min(round(place * size[0]), size[0] - fine)
        end = place <= 0.0 or place >= 1.0
        high = px(9 if end else 5)
        strength = 210 if place <= share else 110
        image.fill((*(FOAM if end else BRASS_LIGHT), strength), (x, middle - high, fine, high))
    return image
