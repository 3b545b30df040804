"""Three doors for whoever has touched the sea: watch, steer, duel. Large, low, few words."""

from collections.abc import Callable
from dataclasses import dataclass

import pygame

from seaspirits_game.render.ui.controls import focus_ring
from seaspirits_game.render.ui.ink import FOAM, LAMP, MIST
from seaspirits_game.render.ui.layout import Screen
from seaspirits_game.render.ui.shapes import glass_panel
from seaspirits_game.scenes.buttons import Control, Controls
from seaspirits_game.scenes.events import Event, KeyPress
from seaspirits_game.scenes.kiosk.attract import Attract
from seaspirits_game.scenes.stage import Stage
from seaspirits_game.texts.catalogue import Texts


@dataclass(frozen=True, slots=True)
class Door:
    """One of them."""

    name: str
    scene: str
    title: Callable[[Texts], str]
    line: Callable[[Texts], str]
    needs_sea: bool = True
    """Without a trainer this door is shut."""


DOORS = (
    Door(
        "watch", "layers", lambda texts: texts.t("Watch"), lambda texts: texts.t("See a network learn, layer by layer.")
    ),
    Door(
        "steer",
        "sea",
        lambda texts: texts.t("Steer"),
        lambda texts: texts.t("Warm the water, cool it: see what it does."),
    ),
    Door(
        "duel",
        "duel",
        lambda texts: texts.t("Duel"),
        lambda texts: texts.t("Sort against a coin that chooses by chance."),
        needs_sea=False,
    ),
)


def lay_out_doors(screen: Screen, count: int) -> tuple[pygame.Rect, ...]:
    """Rects of the doors, side by side or above one another, in the lower two thirds of the screen."""
    gap, area = screen.px(28), screen.safe.copy()
    area.top = max(area.top, screen.height * (9 if screen.portrait else 10) // 20)
    area.height = screen.height - screen.margin - area.top
    if screen.portrait:
        height = min((area.height - (count - 1) * gap) // count, screen.px(300))
        return tuple(pygame.Rect(area.left, area.top + n * (height + gap), area.width, height) for n in range(count))
    width = (area.width - (count - 1) * gap) // count
    height = min(area.height, screen.px(360))
    return tuple(pygame.Rect(area.left + n * (width + gap), area.top, width, height) for n in range(count))


class Doors:
    """Shows them over the sea."""

    def __init__(self, stage: Stage, go: Callable[[Door], None]) -> None:
        self.stage = stage
        self.controls = Controls()
        self._go = go
        self._sea = Attract(stage, 0.03, 0.36)

    def enter(self) -> None:
        """The whole sea behind."""
        self.controls.focused = None
        self._sea.enter()

    def handle(self, event: Event) -> None:
        """A door by touch, mouse, keys or pad."""
        if not self.controls.follow(event, self.stage.kit.screen) and isinstance(event, KeyPress):
            self.controls.key(event.key, event.shift)

    def advance(self, dt: float) -> None:
        """One tick."""
        self._sea.advance(dt)

    def draw(self, surface: pygame.Surface, alpha: float) -> None:
        """The sea, a question, the doors."""
        self._sea.sea.draw(surface, alpha, None)
        stage = self.stage
        kit, screen, t = stage.kit, stage.kit.screen, stage.texts.t
        rects = lay_out_doors(screen, len(DOORS))
        shut = stage.world is None
        self.controls.items = [
            Control(door.name, rect, self._opens(door), enabled=not (door.needs_sea and shut))
            for door, rect in zip(DOORS, rects, strict=True)
        ]
        width = screen.safe.width
        top = rects[0].top - kit.type.line_height("title") - screen.px(24)
        kit.type.draw(
            surface, t("What would you like to do?"), (screen.width / 2, top), "title", FOAM, "midtop", 1.0, width
        )
        for door, control in zip(DOORS, self.controls.items, strict=True):
            self._door(surface, door, control)

    def _opens(self, door: Door) -> Callable[[], None]:
        return lambda: self._go(door)

    def _door(self, surface: pygame.Surface, door: Door, control: Control) -> None:
        kit, texts, px = self.stage.kit, self.stage.texts, self.stage.kit.screen.px
        look = self.controls.look(control)
        opacity = 1.0 if control.enabled else 0.45
        glass_panel(kit.shapes, surface, control.rect, px(26), opacity)
        inner = control.rect.inflate(-px(48), -px(40))
        lit = look.hover or look.pressed or look.focused
        lines = kit.type.wrapped(door.line(texts), "body", inner.width, 4)
        tall = kit.type.line_height("title") + px(10) + len(lines) * kit.type.line_height("body")
        y = inner.top + (inner.height - tall) // 2
        place = (inner.centerx, y)
        tone = LAMP if lit else FOAM
        kit.type.draw(surface, door.title(texts), place, "title", tone, "midtop", opacity, inner.width, shadow=False)
        y += kit.type.line_height("title") + px(10)
        for line in lines:
            kit.type.draw(surface, line, (inner.centerx, y), "body", MIST, "midtop", opacity, inner.width, shadow=False)
            y += kit.type.line_height("body")
        if look.focused:
            focus_ring(kit, surface, control.rect, 1.0)
