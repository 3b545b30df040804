"""Nobody is there: the sea films itself, a caption at a time, and invites. Nothing stands still for long (burn-in)."""

import math

import pygame

from seaspirits_game.render.ui.ink import FOAM, MIST
from seaspirits_game.render.ui.motion import ease
from seaspirits_game.scenes.events import Event
from seaspirits_game.scenes.sea_view import SeaView
from seaspirits_game.scenes.stage import Stage
from seaspirits_game.texts.catalogue import Texts

_CAPTION_S, _FADE_S = 9.0, 1.5
_VIEW_S = 24.0
"""Seconds between two looks of the camera: one shoal after another, then all of them."""
_WANDER = 26.0
"""Design units that words wander about their place, over minutes: no pixel is lit for hours."""
_WANDER_S = (211.0, 307.0)


def captions(texts: Texts, shown: bool) -> tuple[str, ...]:
    """What is said of the sea, one after another; `shown` is whether there is one."""
    t = texts.t
    if not shown:
        return (t("The sea is waking."),)
    return (
        t("A network is learning beneath you, at this moment."),
        t("Every light is one handwritten digit, as the network sees it now."),
        t("Lights of one colour are of one mind; pale ones have not decided."),
        t("With every step the clans drift further apart."),
    )


class Attract:
    """Draws; every input is the gallery's to take."""

    def __init__(self, stage: Stage, top: float = 0.2, bottom: float = 0.82) -> None:
        """The sea is framed between two shares of the height."""
        self.stage = stage
        self._top, self._bottom = top, bottom
        self.sea = SeaView(stage)
        self._age = 0.0
        self._view = -1

    def enter(self) -> None:
        """Look at the whole sea, unhurried."""
        self.sea.restart()
        self._age, self._view = 0.0, -1
        self._look()

    def handle(self, event: Event) -> None:
        """Nothing: see the class."""

    def advance(self, dt: float) -> None:
        """One tick."""
        self._age += dt
        view = int(self._age / _VIEW_S)
        if view != self._view:
            self._view = view
            self._look()

    def draw(self, surface: pygame.Surface, alpha: float) -> None:
        """The sea, a caption, the invitation."""
        self.sea.draw(surface, alpha, None)
        self._words(surface)

    def _words(self, surface: pygame.Surface) -> None:
        stage = self.stage
        kit, screen, time_s = stage.kit, stage.kit.screen, stage.time_s
        width = screen.width - 2 * screen.margin - screen.px(2 * _WANDER)
        x = screen.width / 2 + screen.px(_WANDER) * math.sin(2 * math.pi * time_s / _WANDER_S[0])
        sway = screen.px(_WANDER) * math.sin(2 * math.pi * time_s / _WANDER_S[1])
        said = captions(stage.texts, stage.shown is not None)
        number, within = divmod(self._age, _CAPTION_S)
        fade = 1.0 if len(said) == 1 else ease(min(within / _FADE_S, (_CAPTION_S - within) / _FADE_S, 1.0))
        y = screen.height * 0.12 + sway
        for line in kit.type.wrapped(said[int(number) % len(said)], "heading", width):
            kit.type.draw(surface, line, (x, y), "heading", FOAM, "midtop", fade, width)
            y += kit.type.line_height("heading")
        place = (x, screen.height * 0.87 + sway)
        kit.type.draw(surface, stage.texts.t("Touch the sea"), place, "title", FOAM, "center", 1.0, width)
        below = (x, place[1] + kit.type.line_height("title") * 0.7)
        kit.type.draw(surface, stage.texts.t("Sea of Spirits"), below, "name", MIST, "midtop", 0.9, width)

    def _look(self) -> None:
        world, screen = self.stage.world, self.stage.kit.screen
        if world is None:
            return
        layers = len(world.sheet.layer_widths)
        number = self._view % (layers + 1)
        world.choice.all_bands = number == layers and layers > 1
        world.choice.chosen = min(number, layers - 1)
        world.auto_orbit = world.auto_frame = True
        world.selected = world.hovered = None
        top, bottom = round(screen.height * self._top), round(screen.height * self._bottom)
        world.look_through(screen.width, screen.height, (0, top, screen.width, bottom - top))
