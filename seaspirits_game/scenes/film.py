"""A voyage as a film shows it: the sea without instruments, the title at first, captions, and a flight to all shoals.

`Script` says what is shown when, as pure functions of the time; `FilmScene` shows it.
"""

import math
from dataclasses import dataclass, replace

import pygame

from seaspirits_game.core.snapshot import Snapshot
from seaspirits_game.geometry.stages import Stage as VoyageStage
from seaspirits_game.render.ui.ink import FOAM, MIST
from seaspirits_game.render.ui.motion import ease
from seaspirits_game.render.ui.type import Role
from seaspirits_game.scenes.sea_picture import picture, show
from seaspirits_game.scenes.stage import Stage
from seaspirits_game.scenes.world import World
from seaspirits_game.sea.camera import Pose
from seaspirits_game.sea.tour import variance_shown
from seaspirits_game.texts.catalogue import Texts
from seaspirits_game.texts.numbers import percent, whole

_TITLE_S, _TITLE_SHARE, _TITLE_FADE_S = 3.4, 0.36, 0.7
_SHORTEST_WITH_TITLE, _SHORTEST_WITH_BANDS, _SHORTEST_WITH_RETURN = 2.0, 5.0, 9.0
"""Seconds; what has less time than that to be read or followed is left out."""
_BANDS_FROM, _BANDS_TO = 0.52, 0.76
"""Shares of the film in which all shoals are looked at; a film too short for flying back ends there."""
_BANDS_PITCH = 0.5
"""Radians; steeper than for one shoal: the bands look larger, and show more of their faces."""
_UNTRAINED_S, _REST_S, _END_SHARE = 1.4, 2.0, 0.13
"""At the beginning the sea is seen untrained, at the end the last step comes to rest: so long, or so much of a film."""
_SOON = 6.0
"""Steps up to which each step is given about the same time; later, each further doubling is."""
_WIDEST_NAME, _HIGHEST_NAME = 0.84, 0.2
"""Shares of width and height, above which the name is set smaller."""
_STAGE_FADE_S = 0.6
"""Seconds in which a stage's name comes."""
BACK = "back"
_STAGES: dict[VoyageStage | str, tuple[str, str]] = {
    BACK: ("Walking back", "each step is taken back, to the last bit"),
    VoyageStage.FOUNDATION: ("Foundation", "the spirits gather along a few directions"),
    VoyageStage.EXPANSION: ("Expansion", "the visible sea grows"),
    VoyageStage.REFINEMENT: ("Refinement", "grown, it keeps its shape"),
}
_NAME_AT, _SEA_UNDER_NAME = 0.17, 0.28
"""Shares of the height: the middle of the name, and where the sea begins as long as it is there."""


@dataclass(frozen=True, slots=True)
class Script:
    """What a film of `seconds` shows when."""

    seconds: float
    backward: bool = False
    """The second half of the film is the way back, to the very first step."""

    def goes_back(self, time_s: float) -> bool:
        """Whether the voyage is walked back by then."""
        return self.backward and time_s > self.seconds / 2.0

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
        if self.seconds < _SHORTEST_WITH_BANDS:
            return False
        until = _BANDS_TO if self.seconds >= _SHORTEST_WITH_RETURN else 1.0
        return _BANDS_FROM * self.seconds <= time_s <= until * self.seconds

    def step(self, time_s: float, steps: int) -> int:
        """The optimiser step, 0 to `steps`, that is shown at `time_s`.

        Most of learning happens early, so time is given to steps by their logarithm: with x from 0 to 1, eased at both
        ends, it is step `k ((1 + steps / k)^x - 1)`, k = 6. About the first six steps take the same time each, later
        each doubling does. A film that walks back shows the same steps again, the last one first.
        """
        if self.backward:
            half = self.seconds / 2.0
            return Script(half).step(half - abs(time_s - half), steps)
        begin = min(_UNTRAINED_S, _END_SHARE * self.seconds)
        end = self.seconds - min(_REST_S, _END_SHARE * self.seconds)
        share = (time_s - begin) / (end - begin)
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
        self._told: VoyageStage | str = VoyageStage.NONE
        self._told_since_s = 0.0

    def begin(self) -> None:
        """Frame the sea; once the stage has its first snapshot."""
        if self.stage.world is not None and self.stage.snapshot is not None:
            self.advance(0.0)
            self.stage.world.reframe(at_once=True)

    def advance(self, dt: float) -> None:
        """One tick, after the stage's."""
        world, now = self.stage.world, self.stage.time_s
        if world is None:
            return
        layers = len(world.sheet.layer_widths)
        bands = layers > 1 and self.script.all_bands(now)
        if bands != world.choice.all_bands:
            world.choice.all_bands = bands
            if not bands:
                world.choice.chosen = layers - 1  # back to where clans are furthest apart
            pitch = _BANDS_PITCH if bands else Pose().pitch
            world.camera = world.camera.fly_to(replace(world.camera.goal, pitch=pitch))
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
        kit, screen = self.stage.kit, self.stage.kit.screen
        top = round(screen.height * _SEA_UNDER_NAME) if under_title else screen.margin
        # on a wide screen the caption lies beside the sea, on a tall one under it
        lines = 4 * kit.type.line_height("reading") + kit.type.line_height("heading") + screen.px(10)
        below = screen.margin + lines if screen.portrait else screen.margin
        bottom = screen.height - below
        safe = (screen.margin, top, screen.width - 2 * screen.margin, bottom - top)
        if safe != self._safe:
            world.look_through(screen.width, screen.height, safe, at_once=self._safe[2] == 0)
            self._safe = safe
        present = BACK if self.script.goes_back(self.stage.time_s) else stage_of(self.stage)
        if present is not self._told:
            self._told, self._told_since_s = present, self.stage.time_s

    def _title(self, surface: pygame.Surface) -> None:
        opacity = self.script.title(self.stage.time_s)
        if opacity <= 0.0:
            return
        kit, t = self.stage.kit, self.stage.texts.t
        screen = kit.screen
        width = screen.width - 2 * screen.margin
        name, line = t("Sea of Spirits"), t("a network is learning beneath you")
        middle = screen.width / 2, screen.height * _NAME_AT
        wide, high = kit.type.size(name, "display")
        fits = wide <= _WIDEST_NAME * screen.width and high <= _HIGHEST_NAME * screen.height
        role: Role = "display" if fits else "title"
        rect = kit.type.draw(surface, name, middle, role, FOAM, "center", opacity, width)
        if kit.type.size(line, "heading")[0] <= width:
            kit.type.draw(surface, line, (middle[0], rect.bottom + screen.px(14)), "heading", FOAM, "midtop", opacity)

    def _caption(self, surface: pygame.Surface, world: World, snapshot: Snapshot) -> None:
        kit = self.stage.kit
        screen = kit.screen
        width = screen.width - 2 * screen.margin
        lines = caption(self.stage.texts, world, snapshot)
        y = screen.height - screen.margin - len(lines) * kit.type.line_height("reading")
        self._stage_caption(surface, y - screen.px(10), width)
        for index, text in enumerate(lines):
            kit.type.draw(surface, text, (screen.margin, y), "reading", MIST if index else FOAM, width=width)
            y += kit.type.line_height("reading")

    def _stage_caption(self, surface: pygame.Surface, bottom: int, width: int) -> None:
        """The stage that the voyage is in, and what that means, above the other lines."""
        told = stage_caption(self.stage.texts, self._told)
        if told is None:
            return
        kit = self.stage.kit
        name, meaning = told
        opacity = ease((self.stage.time_s - self._told_since_s) / _STAGE_FADE_S)
        y = bottom - kit.type.line_height("heading") - kit.type.line_height("reading")
        kit.type.draw(surface, name, (kit.screen.margin, y), "heading", FOAM, opacity=opacity, width=width)
        y += kit.type.line_height("heading")
        kit.type.draw(surface, meaning, (kit.screen.margin, y), "reading", MIST, opacity=opacity, width=width)


def stage_of(stage: Stage) -> VoyageStage:
    """The stage of learning that the story tells for what is shown."""
    here = stage.story.at(stage.snapshot.step) if stage.snapshot is not None else None
    return here.stage if here is not None else VoyageStage.NONE


def stage_caption(texts: Texts, present: VoyageStage | str) -> tuple[str, str] | None:
    """Name and meaning of a stage, or of walking `BACK`; None where the rule names none."""
    words = _STAGES.get(present)
    return None if words is None else (texts.t(words[0]), texts.t(words[1]))


def caption(texts: Texts, world: World, snapshot: Snapshot) -> list[str]:
    """What the caption says of a snapshot: step, validation accuracy, variance shown of the shoal or shoals seen."""
    choice = world.choice
    layers = range(len(snapshot.coords)) if choice.all_bands else (choice.chosen,)
    shares = [
        variance_shown(snapshot.coords[layer], snapshot.variance_share[layer], world.tour.frame) for layer in layers
    ]
    least, most = percent(min(shares), 0), percent(max(shares), 0)
    shown = most if least == most else texts.t("{least} to {most}").format(least=least, most=most)
    return [
        texts.t("step {step}").format(step=whole(snapshot.step)),
        texts.t("validation accuracy {accuracy}").format(accuracy=percent(snapshot.val_accuracy)),
        texts.t("variance shown {shares}").format(shares=shown),
    ]
