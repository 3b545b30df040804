"""One voyage's sea in a part of the window: aimed, turned by a hand, and painted."""

import numpy as np
import pygame

from seaspirits_game.render.painter import Painter
from seaspirits_game.render.picture import WHOLE
from seaspirits_game.render.turns import Turns
from seaspirits_game.scenes.gestures import Drag, Gesture, Pinch
from seaspirits_game.scenes.sea_picture import picture, show
from seaspirits_game.scenes.stage import Stage
from seaspirits_game.scenes.title import empty_picture

_TORN = 0.28
"""What is left of the light of a torn sea."""


class SeaView:
    """Draws the sea of `stage` into `area` of the window, or into the whole of it."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self._turns = Turns()
        self._painter: Painter | None = None
        """Its own where only a part of the window is painted."""
        self._aimed: tuple[object, ...] | None = None
        self.turn: int | None = None
        """0 or 1 where two seas are painted in turns, each in every second frame; None where one is in all."""
        self._frames = 0
        self._kept: pygame.Surface | None = None

    def restart(self) -> None:
        """Aim and paint anew: the window is another, or was another's."""
        self._aimed = self._kept = None
        self._turns.restart()

    def aim(self, area: pygame.Rect | None, safe: pygame.Rect, at_once: bool = False) -> None:
        """Look so that the sea lies in `safe`, within the `area` that is painted."""
        world, screen = self.stage.world, self.stage.kit.screen
        whole = area or screen.rect
        wanted = (whole.size, tuple(safe.move(-whole.left, -whole.top)), world)
        if world is None or wanted == self._aimed:
            return
        first, self._aimed = self._aimed is None, wanted
        local = safe.move(-whole.left, -whole.top)
        # as if the whole window were painted: two seas side by side are drawn to the same scale
        world.look_through(screen.width, screen.height, (local.x, local.y, local.w, local.h), at_once or first)
        world.reframe(at_once=at_once or first)

    def steer(self, gesture: Gesture) -> None:
        """A hand on the sea."""
        if self.stage.world is not None and isinstance(gesture, Drag | Pinch):
            self.stage.world.steer(gesture)

    def draw(self, surface: pygame.Surface, alpha: float, area: pygame.Rect | None, torn: bool = False) -> None:
        """Paint it."""
        if self.turn is None:
            self._kept = None
            self._paint(surface, alpha, area, torn)
            return
        whole = area or surface.get_rect()
        self._frames += 1
        if self._kept is None or self._kept.get_size() != whole.size or self._frames % 2 == self.turn:
            self._paint(surface, alpha, area, torn)
            self._kept = self._kept or pygame.Surface(whole.size, 0, 32)
            if self._kept.get_size() != whole.size:
                self._kept = pygame.Surface(whole.size, 0, 32)
            self._kept.blit(surface, (0, 0), whole)
        else:
            surface.blit(self._kept, whole)

    def _paint(self, surface: pygame.Surface, alpha: float, area: pygame.Rect | None, torn: bool) -> None:
        stage = self.stage
        target = surface if area is None else surface.subsurface(area)
        painter = stage.painter if area is None else self._own(area.size)
        if stage.world is None or stage.shown is None:
            painter.paint(target, empty_picture(stage))
            return
        parts = self._turns.take(stage.time_s, painter.thrifty)
        if parts is None and painter.paint_again(target):
            return
        shown = show(stage.world, alpha, stage.time_s)
        dimmed = np.full(shown.samples, _TORN, np.float32) if torn else None
        picture_now = picture(
            stage.world, shown, stage.palette, stage.time_s, stage.depth01, dimmed=dimmed, parts=parts or WHOLE
        )
        painter.paint(target, picture_now)

    def _own(self, size: tuple[int, int]) -> Painter:
        if self._painter is None or self._painter.size != size or self._painter.quality != self.stage.painter.quality:
            self._painter = Painter(size, self.stage.painter.quality)
            self._turns.restart()
        return self._painter
