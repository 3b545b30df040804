"""The line of a dive's steps, from its beginning to its budget: where it was, where it is, and the branches it left."""

import numpy as np
import pygame

from seaspirits_game.core.arrays import F64
from seaspirits_game.render.ui.controls import Look, focus_ring
from seaspirits_game.render.ui.ink import BRASS, BRASS_LIGHT, CORAL, FOAM, LAMP
from seaspirits_game.render.ui.kit import Kit
from seaspirits_game.render.ui.shapes import disc, lamp, lay
from seaspirits_game.scenes import timeline
from seaspirits_game.scenes.buttons import Control, Controls
from seaspirits_game.scenes.keeper.hands import Send
from seaspirits_game.scenes.keeper.tree import branch_controls, draw_tree
from seaspirits_game.scenes.stage import Stage

NAME = "line"
_SHORTEST = 100
"""Steps that a line without an end shows at least."""
_END = 12
"""Design units at either end, for the lamp."""


class DiveLine:
    """Steps stand on it linearly up to `budget`, or up to the newest step beyond it."""

    def __init__(self, stage: Stage, budget: int) -> None:
        """`budget` is the step at the line's end, 0 where there is none."""
        self.stage = stage
        self.budget = budget

    def share(self, step: float) -> float:
        """The place of a step, 0 to 1."""
        newest = self.stage.snapshot.step if self.stage.snapshot is not None else 0
        return float(step) / max(self.budget, newest, _SHORTEST)

    def controls(self, rect: pygame.Rect, send: Send) -> list[Control]:
        """The tips of other branches, and the line itself."""
        stage = self.stage
        shown = stage.shown
        if shown is None:
            return []
        line = self._line(rect)
        tips = branch_controls(stage, self._tree(rect), self.share, send)
        if len(stage.archive) < 2:
            return tips

        def go_to(share: float) -> None:
            inside = (rect.left + share * rect.width - line.left) / max(line.width, 1)
            newest = stage.snapshot.step if stage.snapshot is not None else 0
            stage.look_back(inside * max(self.budget, newest, _SHORTEST))

        return [
            *tips,
            Control(
                NAME,
                rect,
                stage.return_to_now,
                stage.texts.t("back through the dive  (Page up, Page down)"),
                set_share=go_to,
                share=self.share(shown.step),
                nudge=lambda places: timeline.turn(stage, places),
                active=stage.in_past,
            ),
        ]

    def draw(self, surface: pygame.Surface, rect: pygame.Rect, controls: Controls, alarms: tuple[int, ...]) -> None:
        """Groove, ticks of what was recorded, coral marks of alarms, the lamp, and the tree."""
        stage, kit = self.stage, self.stage.kit
        line, px = self._line(rect), kit.screen.px
        steps = np.array(stage.archive.steps(), np.float64)
        places = np.asarray(np.clip(steps / max(self.budget, steps.max(initial=0.0), _SHORTEST), 0.0, 1.0), np.float64)
        shown = min(self.share(stage.shown.step), 1.0) if stage.shown is not None else 0.0
        newest = min(self.share(stage.snapshot.step), 1.0) if stage.snapshot is not None else 0.0
        marks = tuple(round(self.share(step) * line.width) for step in alarms)
        key = ("dive line", line.size, places.tobytes(), round(newest * line.width), marks)
        image = kit.shapes.keep(key, lambda: _image(kit, line.size, places, newest, marks))
        lay(surface, image, line)
        looks = {item.name: controls.look(item) for item in controls.items}
        if stage.branches is not None and len(stage.branches.tree) > 1:
            draw_tree(kit, surface, stage.branches, self._tree(rect), self.share, looks)
        look = looks.get(NAME, Look())
        knob = (line.left + shown * line.width, line.centery)
        lit = stage.in_past or look.hover or look.pressed or look.focused
        (lamp if lit else disc)(kit.shapes, surface, knob, px(8 if lit else 5), LAMP)
        if look.focused:
            focus_ring(kit, surface, line.inflate(px(16), -px(8)))

    def _line(self, rect: pygame.Rect) -> pygame.Rect:
        """The lower part, without its ends."""
        px = self.stage.kit.screen.px
        high = min(px(40), rect.height)
        return pygame.Rect(rect.left + px(_END), rect.bottom - high, rect.width - 2 * px(_END), high)

    def _tree(self, rect: pygame.Rect) -> pygame.Rect:
        """What lies above the line of steps."""
        line = self._line(rect)
        return pygame.Rect(line.left, rect.top, line.width, line.centery - rect.top)


def _image(kit: Kit, size: tuple[int, int], places: F64, newest: float, marks: tuple[int, ...]) -> pygame.Surface:
    image = pygame.Surface(size, pygame.SRCALPHA)
    fine, px = kit.shapes.fine, kit.screen.px
    middle, here = size[1] // 2, round(newest * size[0])
    image.fill((*BRASS, 80), (here, middle, size[0] - here, fine))
    image.fill((*BRASS_LIGHT, 220), (0, middle, here, fine))
    for place in places.tolist():
        image.fill((*BRASS_LIGHT, 170), (min(round(place * size[0]), size[0] - fine), middle - px(4), fine, px(4)))
    for x in (0, size[0] - fine):
        image.fill((*FOAM, 200), (x, middle - px(9), fine, px(9)))
    for x in marks:
        image.fill((*CORAL, 230), (min(x, size[0] - 2 * fine), middle + fine, 2 * fine, px(8)))
    return image
