"""The quality that a machine can keep up: a step down where frames come late, a step up where there is room again."""

from collections.abc import Sequence

import numpy as np

from seaspirits_game.core.arrays import F64
from seaspirits_game.render.painter import Quality

LEVELS: Sequence[Quality] = ("low", "medium", "high")
WINDOW = 90
"""Frames that are judged together: a second and a half."""
LATE_MS, LATE_SHARE = 1000.0 / 60.0, 0.1
"""A window is late when more than this share of its frames took longer than a frame has."""
CALM_MS = 8.0
"""A window is calm when 95 % of its frames took less: the next higher quality takes at most twice as long."""
CALM_WINDOWS, MOST_CALM_WINDOWS = 20, 640
"""Calm windows in a row before a step up: half a minute; doubled after each step up that was regretted."""


class Comfort:
    """Watches the work of frames, and says which quality suits."""

    def __init__(self, quality: Quality = "high") -> None:
        self.quality: Quality = quality
        self._work: list[float] = []
        self._skip = True
        self._calm = 0
        self._patience = CALM_WINDOWS
        self._rose = False

    def feed(self, work_ms: float) -> Quality:
        """The quality for the next frame, after one that took `work_ms`."""
        self._work.append(work_ms)
        if len(self._work) == WINDOW:
            work, self._work = np.array(self._work), []
            if self._skip:  # what was just begun or changed is still being made ready
                self._skip = False
            else:
                self._judge(work)
        return self.quality

    def _judge(self, work: F64) -> None:
        if (work > LATE_MS).mean() > LATE_SHARE:
            if self._rose:
                self._patience = min(2 * self._patience, MOST_CALM_WINDOWS)
            self._go(-1)
        elif np.percentile(work, 95) < CALM_MS:
            self._calm += 1
            if self._calm >= self._patience:
                self._go(+1)
        else:
            self._calm, self._rose = 0, False

    def _go(self, step: int) -> None:
        place = min(max(LEVELS.index(self.quality) + step, 0), len(LEVELS) - 1)
        changed = LEVELS[place] != self.quality
        self._rose = changed and step > 0
        self.quality, self._calm, self._skip = LEVELS[place], 0, changed
