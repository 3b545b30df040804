"""Still there? A countdown that anyone can stop."""

import math
from collections.abc import Callable

import pygame

from seaspirits_game.render.ui.controls import text_button
from seaspirits_game.render.ui.ink import FOAM, LAMP
from seaspirits_game.render.ui.layout import Screen
from seaspirits_game.render.ui.shapes import glass_panel
from seaspirits_game.render.ui.surfaces import veil
from seaspirits_game.scenes.buttons import Control, Controls
from seaspirits_game.scenes.events import Event, KeyPress
from seaspirits_game.scenes.stage import Stage

VEIL = 205
"""Of 255: so dark that none of the words below are read by mistake."""


def lay_out_question(screen: Screen, title_height: int) -> tuple[pygame.Rect, pygame.Rect, pygame.Rect]:
    """The card, and its two buttons one above the other, in the lower two thirds of the screen."""
    width = min(screen.px(720), screen.safe.width)
    tall, gap = screen.px(84), screen.px(20)
    height = 2 * title_height + 2 * tall + 5 * gap
    card = pygame.Rect(0, 0, width, height)
    card.center = screen.width // 2, screen.height * 3 // 5
    card.clamp_ip(screen.safe)
    stay = pygame.Rect(card.left + gap, card.bottom - 2 * (tall + gap), width - 2 * gap, tall)
    return card, stay, stay.move(0, tall + gap)


class Question:
    """Any other input than *start again* is an answer, too: somebody is there."""

    def __init__(self, stage: Stage, stay: Callable[[], None], leave: Callable[[], None]) -> None:
        self.stage = stage
        self.controls = Controls()
        self._stay, self._leave = stay, leave

    def handle(self, event: Event) -> None:
        """Answer."""
        if not self.controls.follow(event, self.stage.kit.screen) and isinstance(event, KeyPress):
            self.controls.key(event.key, event.shift)

    def draw(self, surface: pygame.Surface, seconds: float) -> None:
        """The card over whatever is shown."""
        kit, t = self.stage.kit, self.stage.texts.t
        title = kit.type.line_height("title")
        card, stay, leave = lay_out_question(kit.screen, title)
        veil(surface, VEIL)
        glass_panel(kit.shapes, surface, card, kit.screen.px(26))
        gap = kit.screen.px(20)
        width = card.width - 2 * gap
        place = (card.centerx, card.top + gap)
        kit.type.draw(surface, t("Are you still there?"), place, "title", FOAM, "midtop", 1.0, width, shadow=False)
        count = str(math.ceil(seconds))
        kit.type.draw(
            surface, count, (card.centerx, place[1] + title), "title", LAMP, "midtop", 1.0, width, shadow=False
        )
        self.controls.items = [Control("stay", stay, self._stay), Control("leave", leave, self._leave)]
        words = {"stay": t("I am still here"), "leave": t("Start again")}
        for control in self.controls.items:
            text_button(kit, surface, control.rect, words[control.name], self.controls.look(control), 1.0)
