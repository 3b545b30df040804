"""The title: one name, one line, one invitation, over the sea that is already learning."""

import pygame

from seaspirits_game.render.picture import SeaPicture, SpiritFrame
from seaspirits_game.render.ui.ink import FOAM, LAMP, MIST
from seaspirits_game.render.ui.layout import touchable
from seaspirits_game.render.ui.motion import ease
from seaspirits_game.scenes.asks import GoTo, Leave
from seaspirits_game.scenes.events import Event, KeyPress, PointerDown, PointerUp
from seaspirits_game.scenes.sea_picture import picture, show
from seaspirits_game.scenes.stage import Stage
from seaspirits_game.scenes.trainer_status import banner

_FADE_S = 1.2
_NAME_AT, _SEA_FROM, _SEA_TO = 0.15, 0.24, 0.83
"""Shares of the height: the middle of the name, and where the sea is framed between name and invitation."""


def empty_picture(stage: Stage) -> SeaPicture:
    """Water without spirits: what there is to see before the first snapshot."""
    return SeaPicture(SpiritFrame.nobody(), (), (), stage.depth01, stage.time_s, stage.preferences.reduced_motion)


class TitleScene:
    """Any key or touch dives, but for the quieter door of the duel; Escape leaves."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self._age = 0.0
        self._door = pygame.Rect(0, 0, 0, 0)
        """Where the duel's door is, as large as a finger needs."""

    def enter(self) -> None:
        """Look at the whole sea."""
        screen = self.stage.kit.screen
        if self.stage.world is not None:
            top = round(screen.height * _SEA_FROM)
            area = pygame.Rect(0, top, screen.width, round(screen.height * _SEA_TO) - top)
            self.stage.world.look_through(screen.width, screen.height, (area.x, area.y, area.w, area.h))

    def handle(self, event: Event) -> None:
        """Dive, or leave."""
        match event:
            case KeyPress("escape", _, False):
                self.stage.ask(Leave())
            case KeyPress("l", _, False):
                self.stage.ask(GoTo("layers"))
            case KeyPress("p", _, False):
                self.stage.ask(GoTo("duel"))
            case PointerUp(x, y) if self._door.collidepoint(x, y):
                self.stage.ask(GoTo("duel"))
            case KeyPress(_, _, False) | PointerUp():
                self.stage.ask(GoTo("sea"))
            case PointerDown():
                pass

    def advance(self, dt: float) -> None:
        """One tick."""
        self._age += dt
        world = self.stage.world
        if world is not None and world.view.focal and self._age < 0.1:
            self.enter()

    def draw(self, surface: pygame.Surface, alpha: float) -> None:
        """The sea, the name, the line, the invitation."""
        stage = self.stage
        world = stage.world
        if world is not None and stage.snapshot is not None:
            shown = show(world, alpha, stage.time_s)
            stage.painter.paint(surface, picture(world, shown, stage.palette, stage.time_s, stage.depth01))
        else:
            stage.painter.paint(surface, empty_picture(stage))
        self._words(surface)

    def _words(self, surface: pygame.Surface) -> None:
        kit, t = self.stage.kit, self.stage.texts.t
        screen = kit.screen
        fade = ease(min((self._age + 0.25) / _FADE_S, 1.0))
        middle = screen.width / 2, screen.height * _NAME_AT
        width = screen.width - 2 * screen.margin
        name = kit.type.draw(surface, t("Sea of Spirits"), middle, "display", FOAM, "center", fade, width)
        below = name.bottom + screen.px(10)
        line = t("a network is learning beneath you")
        kit.type.draw(surface, line, (middle[0], below), "heading", FOAM, "midtop", fade, width)
        trouble = banner(self.stage.status, self.stage.texts)
        if trouble:
            y = below + screen.px(70)
            for row in kit.type.wrapped(trouble, "body", min(width, screen.px(820))):
                kit.type.draw(surface, row, (middle[0], y), "body", MIST, "midtop", fade)
                y += kit.type.line_height("body")
        place = middle[0], screen.height - screen.px(152)
        breathing = 1.0 if self.stage.preferences.reduced_motion else 0.86 + 0.14 * _wave(self.stage.time_s)
        kit.type.draw(surface, t("touch the sea"), place, "heading", LAMP, "center", fade * breathing, width)
        door = middle[0], screen.height - screen.px(104)
        words = kit.type.draw(surface, t("Pivot Duel  (P)"), door, "name", LAMP, "center", 0.8 * fade, width)
        self._door = touchable(words.inflate(screen.px(24), 0), screen)
        keys = t("any key dives   ·   F11 full screen   ·   Esc leaves")
        foot = middle[0], screen.height - screen.px(58)
        kit.type.draw(surface, keys, foot, "small", MIST, "center", 0.85 * fade, width)


def _wave(time_s: float) -> float:
    return ease(abs((time_s / 4.0) % 2.0 - 1.0))  # eight seconds a breath
