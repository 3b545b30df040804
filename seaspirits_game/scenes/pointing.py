"""Help that points: one thing of the scene after another is lit, with a few words beside it.

Every control says what it does already (its hint); a scene may name further things to see (`Sights`). So each scene has
this help without writing any.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import pygame

from seaspirits_game.render.ui.controls import focus_ring
from seaspirits_game.render.ui.ink import FOAM, MIST
from seaspirits_game.render.ui.shapes import glass_panel
from seaspirits_game.render.ui.surfaces import veil
from seaspirits_game.scenes.events import Event, KeyPress, PointerDown, PointerUp
from seaspirits_game.scenes.stage import Stage

_WIDEST = 520
_VEIL = 150


@dataclass(frozen=True, slots=True)
class Sight:
    """A thing on screen, and what it is."""

    rect: pygame.Rect
    words: str


@runtime_checkable
class Sights(Protocol):
    """A scene that has more to point at than its controls."""

    def sights(self) -> Sequence[Sight]: ...


class Pointing:
    """Open or not; goes through what a scene has to point at."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self._sights: tuple[Sight, ...] = ()
        self._at = 0

    @property
    def is_open(self) -> bool:
        """Whether something is pointed at."""
        return bool(self._sights)

    @property
    def sight(self) -> Sight | None:
        """What is pointed at now."""
        return self._sights[self._at] if self._sights else None

    def open(self, sights: Sequence[Sight]) -> None:
        """Begin with the first of these; those that are not on screen are left out."""
        screen = self.stage.kit.screen.rect
        self._sights = tuple(sight for sight in sights if sight.words and screen.contains(sight.rect))
        self._at = 0

    def close(self) -> None:
        """Point at nothing."""
        self._sights = ()

    def handle(self, event: Event) -> None:
        """Arrows, Enter, Tab or a touch lead on, Escape and `?` away."""
        match event:
            case KeyPress("left" | "up", _, _):
                self._at = max(self._at - 1, 0)
            case KeyPress("tab", True, _):
                self._at = max(self._at - 1, 0)
            case KeyPress("escape" | "?" | "f1" | "f2", _, False) | KeyPress("/", True, False):
                self.close()
            case KeyPress() | PointerUp():
                self._at += 1
                if self._at >= len(self._sights):
                    self.close()
            case PointerDown():
                pass
            case _:
                pass

    def draw(self, surface: pygame.Surface) -> None:
        """All but the thing in dusk, and the words beside it."""
        sight = self.sight
        if sight is None:
            return
        kit, t = self.stage.kit, self.stage.texts.t
        px = kit.screen.px
        lit = sight.rect.inflate(2 * px(8), 2 * px(8)).clip(surface.get_rect())
        kept = surface.subsurface(lit).copy()
        veil(surface, _VEIL, (1, 9, 17))
        surface.blit(kept, lit)
        focus_ring(kit, surface, sight.rect)
        place = t("{number} of {count}").format(number=self._at + 1, count=len(self._sights))
        lead = t("→ next   ← before   Esc ends")
        bubble, lines, foot = self._bubble(sight, f"{place}   {lead}")
        glass_panel(kit.shapes, surface, bubble, px(16))
        x, y = bubble.left + px(22), bubble.top + px(14)
        y = kit.type.draw_lines(surface, lines, (x, y), "body", FOAM, shadow=False) + px(4)
        kit.type.draw_lines(surface, foot, (x, y), "small", MIST, shadow=False)

    def _bubble(self, sight: Sight, foot: str) -> tuple[pygame.Rect, list[str], list[str]]:
        """Where the words stand: below the thing, or above, or beside it; wholly on screen."""
        kit = self.stage.kit
        screen, px = kit.screen, kit.screen.px
        width = min(max(px(_WIDEST), 16 * kit.type.line_height("body")), screen.safe.width)
        inner = width - 2 * px(22)
        words, hint = kit.type.wrapped(kit.reworded(sight.words), "body", inner), kit.type.wrapped(foot, "small", inner)
        height = len(words) * kit.type.line_height("body") + len(hint) * kit.type.line_height("small") + px(36)
        bubble = pygame.Rect(0, 0, width, height)
        gap = px(20)
        places = (
            {"midtop": (sight.rect.centerx, sight.rect.bottom + gap)},
            {"midbottom": (sight.rect.centerx, sight.rect.top - gap)},
            {"midleft": (sight.rect.right + gap, sight.rect.centery)},
            {"midright": (sight.rect.left - gap, sight.rect.centery)},
        )
        for place in places:
            for name, at in place.items():
                setattr(bubble, name, at)
            bubble.clamp_ip(screen.safe)
            if not bubble.colliderect(sight.rect):
                return bubble, words, hint
        bubble.center = sight.rect.center  # the thing is as large as the screen: the words stand in it
        return bubble.clamp(screen.safe), words, hint
