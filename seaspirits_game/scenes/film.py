"""A voyage as a film shows it: the sea without instruments, the title at first, a caption, and a flight to all shoals.

`Script` says what is shown when, as pure functions of the time; `FilmScene` shows it.
"""

import math
from dataclasses import dataclass

import pygame

from seaspirits_game.core.snapshot import Snapshot
from seaspirits_game.render.ui.ink import FOAM, MIST
from seaspirits_game.render.ui.motion import ease
from seaspirits_game.scenes.sea_picture import picture, show
from seaspirits_game.scenes.stage import Stage
from seaspirits_game.scenes.world import World
from seaspirits_game.sea.tour import variance_shown
from seaspirits_game.texts.catalogue import Texts
from seaspirits_game.texts.numbers import percent, whole

_TITLE_S, _TITLE_SHARE, _TITLE_FADE_S = 3.4, 0.36, 0.7
_SHORTEST_WITH_TITLE, _SHORTEST_WITH_BANDS = 2.0, 5.0
"""Seconds; what has less time than that to be read or followed is left out."""
_BANDS_FROM = 0.6
_LEARNING_FROM, _LEARNING_TO = 0.1, 0.92
"""Shares of the film: before, the sea is seen untrained; after, the last step comes to rest."""
_SOON = 6.0
"""Steps up to which each step is given about the same time; later, each further doubling is."""
_GAP = "   "
_NAME_AT, _SEA_UNDER_NAME = 0.17, 0.28
"""Shares of the height: the middle of the name, and where the sea begins as long as it is there."""


@dataclass(frozen=True, slots=True)
class Script:
    """What a film of `seconds` shows when."""

    seconds: float

    @property
    def title_s(self) -> float:
        """Seconds for which the title is there, its fading in and out included."""
        return 0.0 if self.seconds < _SHORTEST_WITH_TITLE else min(_TITLE_S, _TITLE_SHARE * self.seconds)

    def title(self, time_s: float) -> float:
        """Opacity of the title, 0 to 1."""
        if self.title_s == 0.0:
            return 0.0
        fade = min(_TITLE_FADE_S, self.title_s / 3.0)
        return ease(min(time_s, self.title_s - time_s) / fade)

    def all_bands(self, time_s: float) -> bool:
        """Whether all shoals are looked at, or one."""
        return self.seconds >= _SHORTEST_WITH_BANDS and time_s >= _BANDS_FROM * self.seconds

    def step(self, time_s: float, steps: int) -> int:
        """The optimiser step, 0 to `steps`, that is shown at `time_s`.

        Most of learning happens early, so time is given to steps by their logarithm: with x from 0 to 1, eased at both
        ends, it is step `k ((1 + steps / k)^x - 1)`, k = 6. About the first six steps take the same time each, later
        each doubling does.
        """
        share = (time_s / self.seconds - _LEARNING_FROM) / (_LEARNING_TO - _LEARNING_FROM)
        return round(_SOON * math.expm1(_gently(share) * math.log1p(steps / _SOON)))


def _gently(share: float) -> float:
    """0 to 1, evenly but for soft ends."""
    inside = min(max(share, 0.0), 1.0)
    return 0.5 * (inside + ease(inside))


class FilmScene:
    """Shows a stage as the script says."""

    def __init__(self, stage: Stage, script: Script) -> None:
        self.stage = stage
        self.script = script
        self._safe = (0, 0, 0, 0)

    def advance(self, dt: float) -> None:
        """One tick, after the stage's."""
        world, now = self.stage.world, self.stage.time_s
        if world is None:
            return
        world.choice.all_bands = self.script.all_bands(now)
        self._aim(world, under_title=now < self.script.title_s - _TITLE_FADE_S / 2)

    def draw(self, surface: pygame.Surface) -> None:
        """The picture of this moment; `surface` has the stage's size."""
        stage = self.stage
        assert stage.world is not None
        assert stage.snapshot is not None
        shown = show(stage.world, 1.0, stage.time_s)
        stage.painter.paint(surface, picture(stage.world, shown, stage.palette, stage.time_s, stage.depth01))
        self._title(surface)
        self._caption(surface, stage.world, stage.snapshot)

    def _aim(self, world: World, under_title: bool) -> None:
        screen = self.stage.kit.screen
        margin, line = screen.margin, self.stage.kit.type.line_height("reading")
        top = round(screen.height * _SEA_UNDER_NAME) if under_title else margin // 2
        bottom = screen.height - margin - 2 * line
        safe = (margin, top, screen.width - 2 * margin, bottom - top)
        if safe != self._safe:
            world.look_through(screen.width, screen.height, safe, at_once=self._safe[2] == 0)
            self._safe = safe

    def _title(self, surface: pygame.Surface) -> None:
        opacity = self.script.title(self.stage.time_s)
        if opacity <= 0.0:
            return
        kit, t = self.stage.kit, self.stage.texts.t
        screen = kit.screen
        width = screen.width - 2 * screen.margin
        name, line = t("Sea of Spirits"), t("a network is learning beneath you")
        middle = screen.width / 2, screen.height * _NAME_AT
        role = "display" if kit.type.size(name, "display")[0] <= 0.62 * screen.width else "title"
        rect = kit.type.draw(surface, name, middle, role, FOAM, "center", opacity, width)
        kit.type.draw(surface, line, (middle[0], rect.bottom), "heading", FOAM, "midtop", opacity, width)

    def _caption(self, surface: pygame.Surface, world: World, snapshot: Snapshot) -> None:
        kit = self.stage.kit
        screen = kit.screen
        first, *others = caption(self.stage.texts, world, snapshot)
        lines = [first, *_packed(others, lambda text: kit.type.size(text, "reading")[0], screen.width - 2 * screen.margin)]
        y = screen.height - screen.margin - len(lines) * kit.type.line_height("reading")
        for index, text in enumerate(lines):
            kit.type.draw(surface, text, (screen.margin, y), "reading", MIST if index else FOAM)
            y += kit.type.line_height("reading")
