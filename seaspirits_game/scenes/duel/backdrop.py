"""The sea behind a duel: it trains on, out of focus and dim, painted anew every few frames."""

import numpy as np
import pygame

from seaspirits_game.render.painter import Painter
from seaspirits_game.render.picture import SeaPicture
from seaspirits_game.scenes.sea_picture import picture, show
from seaspirits_game.scenes.stage import Stage
from seaspirits_game.scenes.title import empty_picture

_EVERY = 4
"""Frames between two paintings: nothing behind moves fast enough to show it."""
_DIM = 0.24
_SOFT_PASSES = 1
"""Water with what glows and sinks in it: lines and crisp wisps are left out, as out of focus."""


class Backdrop:
    """Keeps the last painting of the stage's sea; one frame puts the next together, another one paints it."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._painter: Painter | None = None
        self._kept: pygame.Surface | None = None
        self._next: SeaPicture | None = None
        self._age = 0

    def draw(self, surface: pygame.Surface, alpha: float) -> None:
        """Cover the whole of `surface`."""
        size = surface.get_size()
        if self._painter is None or self._kept is None or self._kept.get_size() != size:
            quality = self._stage.painter.quality
            self._painter = Painter(size, "medium" if quality == "high" else quality)
            self._painter.passes = self._painter.passes[:_SOFT_PASSES]
            self._kept = pygame.Surface(size, 0, 32)
            self._painter.paint(self._kept, self._picture(alpha))
            self._next, self._age = None, 0
        self._age += 1
        if self._next is not None:
            self._painter.paint(self._kept, self._next)
            self._next = None
        elif self._age % _EVERY == 0:
            self._next = self._picture(alpha)
        surface.blit(self._kept, (0, 0))

    def _picture(self, alpha: float) -> SeaPicture:
        stage = self._stage
        world = stage.world
        if world is None or stage.snapshot is None:
            return empty_picture(stage)
        dimmed = np.full(len(world.sheet.labels), _DIM, np.float32)
        shown = show(world, alpha, stage.time_s)
        return picture(world, shown, stage.palette, stage.time_s, stage.depth01, dimmed=dimmed)
