"""Twin seas: a second voyage that began where the first one stands, with the same seed and the same order of data.

What is changed is changed in the twin alone, so that the two differ by that and by nothing else. They are compared at
the last step that both have a picture of.
"""

import math
from dataclasses import dataclass

import numpy as np
import pygame

from seaspirits_game.core.commands import Command, SetTempo, Tempo
from seaspirits_game.core.errors import UserError
from seaspirits_game.render.ui.ink import BRASS_LIGHT, FOAM, MIST
from seaspirits_game.render.ui.layout import columns
from seaspirits_game.render.ui.shapes import lay
from seaspirits_game.render.ui.surfaces import reduced
from seaspirits_game.scenes.curves import Curves
from seaspirits_game.scenes.keeper.board import Board
from seaspirits_game.scenes.keeper.voyages import Afloat
from seaspirits_game.scenes.sea_view import SeaView
from seaspirits_game.scenes.stage import Stage
from seaspirits_game.texts.numbers import decimal, percent, whole

READ = ("train_loss", "val_loss", "val_accuracy")


@dataclass(frozen=True, slots=True)
class Compared:
    """Both seas at one step."""

    step: int
    first: tuple[float, ...]
    """In the order of `READ`."""
    twin: tuple[float, ...]


def compared(first: Curves, twin: Curves) -> Compared | None:
    """What both have read at the last step that both have; None when there is none."""
    common = np.intersect1d(first.column("step"), twin.column("step"))
    if not len(common):
        return None
    step = float(common[-1])

    def at(curves: Curves) -> tuple[float, ...]:
        row = int(np.flatnonzero(curves.column("step") == step)[-1])
        return tuple(float(curves.column(name)[row]) for name in READ)

    return Compared(round(step), at(first), at(twin))


class Twin:
    """The second sea, its window in the first one, and its board of levers."""

    def __init__(self, voyage: Afloat, first: Stage, host: Stage, levers: tuple[str, ...]) -> None:
        self.voyage = voyage
        self.view = SeaView(voyage.stage)
        self.view.turn = 1
        self._first, self._host = first, host
        self.board = Board(voyage.stage, levers, self.send, title=host.texts.t("Levers of the twin"))
        self._tempo: Tempo | None = None

    def send(self, command: Command) -> bool:
        """Pass a command to the twin; whether it was."""
        try:
            self.voyage.stage.send(command)
        except UserError as error:
            self._host.say(str(error))
            return False
        return True

    def keep_pace(self, tempo: Tempo) -> None:
        """Train as fast as the first sea."""
        if tempo is not self._tempo:
            self._tempo = tempo
            self.voyage.link.send(SetTempo(tempo))

    def hear(self) -> None:
        """What its trainer has to say."""
        self.voyage.hear(lambda fact: None)
        self.board.hear()

    def advance(self, dt: float) -> None:
        """One tick; it is looked at from where the first sea is looked at."""
        self.voyage.stage.advance(dt)
        here, there = self._first.world, self.voyage.stage.world
        if here is None or there is None:
            return
        there.auto_frame = there.auto_orbit = False
        there.camera = here.camera
        there.choice.all_bands = here.choice.all_bands
        there.choice.chosen = min(here.choice.chosen, len(there.sheet.layer_widths) - 1)

    def draw(self, surface: pygame.Surface, alpha: float, area: pygame.Rect) -> None:
        """Its sea, in a window with a brass rim."""
        kit = self._host.kit
        px = kit.screen.px
        self.voyage.laid_out()
        self.view.aim(area, area.inflate(-2 * px(14), -2 * px(30)), at_once=True)
        self.view.draw(surface, alpha, area)
        lay(surface, kit.shapes.keep(("twin rim", area.size), lambda: _rim(area.size, px(18))), area)

    def told(self) -> Compared | None:
        """The numbers of both, at one step."""
        return compared(self._first.curves, self.voyage.stage.curves)

    def draw_numbers(self, surface: pygame.Surface, area: pygame.Rect) -> None:
        """Side by side, each below its sea; `area` is that of both."""
        kit, t = self._host.kit, self._host.texts.t
        both = self.told()
        halves = columns(area, 2, kit.screen.px(20))
        small = kit.type.line_height("small")
        for half, name, values in zip(
            halves,
            (t("this sea"), t("its twin")),
            (both.first, both.twin) if both is not None else ((math.nan,) * 3,) * 2,
            strict=True,
        ):
            y = half.top
            kit.type.draw(surface, name, (half.centerx, y), "name", FOAM, "midtop", width=half.width)
            y += kit.type.line_height("name")
            if both is None:
                waits = t("on its way to a step that both have")
                kit.type.draw(surface, waits, (half.centerx, y), "small", MIST, "midtop", width=half.width)
                continue
            for text in (
                t("step {step}: loss {loss}").format(step=whole(both.step), loss=decimal(values[0], 3)),
                t("unseen {accuracy}, loss {loss}").format(accuracy=percent(values[2]), loss=decimal(values[1], 3)),
            ):
                kit.type.draw(surface, text, (half.centerx, y), "small", MIST, "midtop", width=half.width)
                y += small

    def close(self) -> None:
        """Let it go."""
        self.voyage.close()


def _rim(size: tuple[int, int], radius: int) -> pygame.Surface:
    def paint(canvas: pygame.Surface, zoom: float) -> None:
        line = max(round(1.6 * zoom), 1)
        pygame.draw.rect(canvas, (*BRASS_LIGHT, 200), canvas.get_rect(), line, border_radius=round(radius * zoom * 0.2))

    return reduced(size, paint, BRASS_LIGHT)
