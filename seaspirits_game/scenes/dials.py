"""The dials beside the sea, as they are drawn: needles on springs, and sparklines that are drawn anew in turn."""

import math
from dataclasses import dataclass

import numpy as np
import pygame

from seaspirits_game.core.arrays import F64
from seaspirits_game.render.ui.charts import log_positions
from seaspirits_game.render.ui.dial import instrument
from seaspirits_game.render.ui.motion import Needle
from seaspirits_game.scenes.instruments import Instrument, instruments_of
from seaspirits_game.scenes.stage import Stage
from seaspirits_game.texts.numbers import whole

_RENEWED_EVERY = 0.6
"""Seconds between two drawings of one sparkline; the dials take turns, so that no frame has to draw them all."""


@dataclass(slots=True)
class _Sparkline:
    of: tuple[str, bool]
    """Column, and whether the past is looked at."""
    drawn_at: float
    history: F64
    positions: F64


class Dials:
    """What lies between two frames: where each needle is, and which part of the record each sparkline shows."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._needles: dict[int, Needle] = {}
        self._goals: dict[int, float] = {}
        self._sparklines: dict[int, _Sparkline] = {}

    def advance(self, dt: float) -> None:
        """Let the needles swing toward what they read; with reduced motion they stand there at once."""
        seconds = 0.0 if self._stage.preferences.reduced_motion else 0.12
        for slot, goal in self._goals.items():
            self._needles[slot] = self._needles.get(slot, Needle(goal)).advance(goal, dt, seconds)

    def draw(self, surface: pygame.Surface, rects: tuple[pygame.Rect, ...], opacity: float) -> None:
        """Draw those that have a reading into `rects`; the sea must be there."""
        stage = self._stage
        world, snapshot = stage.world, stage.shown
        assert world is not None
        assert snapshot is not None
        layer = world.choice.chosen
        for slot, (dial, rect) in enumerate(zip(instruments_of(snapshot, layer), rects, strict=False)):
            reading = dial.read(snapshot, layer, world.sheet.layer_widths[layer])
            self._goals[slot] = reading.share
            needle = self._needles.get(slot)
            share = needle.value if needle is not None and math.isfinite(reading.share) else reading.share
            curve = self._sparkline(slot, dial, layer)
            name = stage.texts.t(dial.name)
            if reading.step != snapshot.step:  # a dear measure is of the step at which it was taken
                name += f" @{whole(reading.step)}"
            instrument(stage.kit, surface, rect, name, reading.told, share, curve.history, curve.positions, opacity)

    def _sparkline(self, slot: int, dial: Instrument, layer: int) -> _Sparkline:
        stage = self._stage
        of = (dial.column_of(layer), stage.in_past)
        known = self._sparklines.get(slot)
        turn = math.floor(stage.time_s / _RENEWED_EVERY + slot / 4.0)
        if known is None or known.of != of or known.drawn_at != turn or stage.in_past:
            steps, history = stage.curves.measured(of[0])
            until = int(np.searchsorted(steps, stage.shown.step if stage.shown else 0, side="right"))
            finite = np.where(np.isfinite(history[:until]), history[:until], np.nan)
            known = _Sparkline(of, turn, finite, log_positions(steps[:until]))
            self._sparklines[slot] = known
        return known
