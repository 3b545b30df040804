"""Where every spirit is drawn: the sole owner of places, probabilities and their recent past.

A snapshot sets where spirits *should* stand; `advance` eases them there. Cosmetic drift is added only when places are
asked for, never stored, so that still water is exactly the eased measurement.
"""

import numpy as np

from seaspirits_game.core.arrays import COORDINATES, F32
from seaspirits_game.core.snapshot import Snapshot, TaskSheet
from seaspirits_game.core.streams import stream
from seaspirits_game.sea.display_scale import eased_scales

DRIFT_RADIUS = 0.02
"""Bound of the cosmetic drift, as a share of a shoal's display radius (1 world unit)."""
TRAIL_LENGTH = 5
"""Older places kept for the tails."""
_TRAIL_SPACING = 3  # ticks between two of them: a tail of a quarter of a second
_EASE_FAST, _EASE_SLOW = 0.12, 0.45  # time constants in seconds: as long as the wait between two snapshots, in bounds
_DRIFT_HERTZ = (0.05, 0.16)  # everything moves slower than one first thinks right


class Sea:
    """All spirits of all hidden layers as struct-of-arrays.

    `places` (L, N, 8) float32, world units: the eased principal coordinates; a shoal's radius is about 1.
    """

    def __init__(self, sheet: TaskSheet, seed: int) -> None:
        self.sheet = sheet
        layers, samples = len(sheet.layer_widths), len(sheet.labels)
        shape = (layers, samples, COORDINATES)
        self.places: F32 = np.zeros(shape, np.float32)
        self._previous: F32 = np.zeros(shape, np.float32)
        self._measured: F32 = np.zeros(shape, np.float32)
        self._trail: F32 = np.zeros((TRAIL_LENGTH, *shape), np.float32)
        self._ticks = 0
        classes = len(sheet.class_names)
        self.probs: F32 = np.full((samples, classes), 1.0 / classes, np.float32)
        self._measured_probs = self.probs.copy()
        self.display_scale: F32 = np.ones(layers, np.float32)
        """(L,) world units per activation unit, as drawn now; the picture may be quoted as `1 : 1/scale`."""
        self._wanted_scale = self.display_scale.copy()
        self.snapshots = 0
        self.since_snapshot = 0.0
        self._interval = _EASE_SLOW
        rng = stream(seed, "drift")
        self._phases: F32 = rng.uniform(0, 2 * np.pi, (samples, 3)).astype(np.float32)
        self._pulses: F32 = (2 * np.pi * rng.uniform(*_DRIFT_HERTZ, (samples, 3))).astype(np.float32)

    @property
    def spirits(self) -> int:
        """How many spirits there are: samples times hidden layers."""
        return int(self.places.shape[0] * self.places.shape[1])

    def receive(self, snapshot: Snapshot) -> None:
        """Take a snapshot's places and probabilities as the new goal; the first one is taken at once."""
        for layer, coords in enumerate(snapshot.coords):
            self._measured[layer] = coords
        self._measured_probs = snapshot.probs
        self._wanted_scale = eased_scales(self._measured, self.sheet.layer_widths)
        if self.snapshots == 0:
            self.display_scale = self._wanted_scale.copy()
            self.places = self._measured * self.display_scale[:, None, None]
            self._previous = self.places.copy()
            self._trail[:] = self.places
            self.probs = self._measured_probs.astype(np.float32, copy=True)
        else:
            self._interval += 0.3 * (min(self.since_snapshot, 1.0) - self._interval)
        self.snapshots += 1
        self.since_snapshot = 0.0

    def advance(self, dt: float) -> None:
        """One tick of `dt` seconds: ease every place and probability toward what was measured, never past it."""
        self._ticks += 1
        self.since_snapshot += dt
        if self._ticks % _TRAIL_SPACING == 0:
            self._trail = np.roll(self._trail, 1, axis=0)
            self._trail[0] = self.places
        self._previous, self.places = self.places, self._previous
        share = np.float32(1.0 - np.exp(-dt / min(max(self._interval, _EASE_FAST), _EASE_SLOW)))
        scale_share = np.float32(1.0 - np.exp(-dt / 0.8))
        self.display_scale = self.display_scale + scale_share * (self._wanted_scale - self.display_scale)
        np.multiply(self._measured, self.display_scale[:, None, None], out=self.places)
        self.places -= self._previous
        self.places *= share
        self.places += self._previous
        self.probs = self.probs + share * (self._measured_probs - self.probs)

    def drawn(self, alpha: float, layers: slice = slice(None)) -> F32:
        """(L', N, 8) places at `alpha` between the previous tick (0) and this one (1), for the chosen layers."""
        previous = self._previous[layers]
        return previous + np.float32(alpha) * (self.places[layers] - previous)

    def drift(self, time_s: float) -> F32:
        """(N, 3) cosmetic displacement at `time_s`, world units; its length never exceeds `DRIFT_RADIUS`."""
        amplitude = np.float32(DRIFT_RADIUS / np.sqrt(3.0))
        return np.asarray(amplitude * np.sin(self._pulses * np.float32(time_s) + self._phases))

    def trails(self, layers: slice = slice(None)) -> F32:
        """(T, L', N, 8) older places, newest first, `_TRAIL_SPACING` ticks apart: along the spirits' own motion."""
        return self._trail[:, layers]

    def unrest(self) -> float:
        """How far the eased places still are from the measured ones: root-mean-square distance in world units."""
        gap = self._measured * self.display_scale[:, None, None] - self.places
        return float(np.sqrt(np.mean(np.sum(gap * gap, axis=2))))
