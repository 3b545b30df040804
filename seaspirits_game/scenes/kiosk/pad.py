"""The operator's pad for the PIN: figures, back out, done. It shows how many figures were given, never which."""

from collections.abc import Callable

import pygame

from seaspirits_game.render.ui.controls import text_button
from seaspirits_game.render.ui.ink import FOAM, MIST
from seaspirits_game.render.ui.layout import Screen
from seaspirits_game.render.ui.shapes import disc, glass_panel
from seaspirits_game.render.ui.surfaces import veil
from seaspirits_game.scenes.buttons import Control, Controls
from seaspirits_game.scenes.events import Event, KeyPress
from seaspirits_game.scenes.kiosk.question import VEIL
from seaspirits_game.scenes.stage import Stage

KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "cancel", "0", "enter")


def lay_out_pad(screen: Screen) -> tuple[pygame.Rect, tuple[pygame.Rect, ...]]:
    """The card and the twelve keys in three columns."""
    side, gap, head = screen.px(96), screen.px(14), screen.px(120)
    card = pygame.Rect(0, 0, 3 * side + 4 * gap, head + 4 * side + 5 * gap)
    card.center = screen.rect.center
    keys = [
        pygame.Rect(
            card.left + gap + (number % 3) * (side + gap),
            card.top + head + gap + (number // 3) * (side + gap),
            side,
            side,
        )
        for number in range(len(KEYS))
    ]
    return card, tuple(keys)


class Pad:
    """Hands each figure on, and `enter` or `cancel`."""

    def __init__(self, stage: Stage, typed: Callable[[str], None]) -> None:
        self.stage = stage
        self.controls = Controls()
        self._typed = typed

    def handle(self, event: Event) -> None:
        """Figures by touch or by keys."""
        if self.controls.follow(event, self.stage.kit.screen):
            return
        match event:
            case KeyPress("return" | "enter", _, False):
                self._typed("enter")
            case KeyPress("escape", _, False):
                self._typed("cancel")
            case KeyPress(key, _, False) if len(key) == 1 and key.isdigit():
                self._typed(key)
            case _:
                pass

    def draw(self, surface: pygame.Surface, count: int, barred: bool) -> None:
        """The pad over whatever is shown; while it is `barred` it says so."""
        kit, t = self.stage.kit, self.stage.texts.t
        px = kit.screen.px
        card, rects = lay_out_pad(kit.screen)
        veil(surface, VEIL)
        glass_panel(kit.shapes, surface, card, px(26))
        said = t("Wrong; wait a moment") if barred else t("Operator")
        place = (card.centerx, card.top + px(20))
        kit.type.draw(surface, said, place, "body", MIST, "midtop", 1.0, card.width - px(24), shadow=False)
        for number in range(count):
            middle = (card.centerx + (number - (count - 1) / 2) * px(28), card.top + px(86))
            disc(kit.shapes, surface, middle, px(7), FOAM)
        self.controls.items = [Control(key, rect, self._presses(key)) for key, rect in zip(KEYS, rects, strict=True)]
        for control in self.controls.items:
            words = {"cancel": "×", "enter": "✓"}.get(control.name, control.name)
            text_button(kit, surface, control.rect, words, self.controls.look(control), 1.0)

    def _presses(self, key: str) -> Callable[[], None]:
        return lambda: self._typed(key)
