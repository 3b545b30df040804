"""Where shoals stand in the world: one alone in the middle, or all as bands of depth, and every flight between."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from seaspirits_game.core.arrays import F32, F64

BAND_SPACING = 1.75
"""World units between two bands at the least; tanh shoals fit, and for larger ones see `Choice.make_room`."""
SEABED = 4.0
"""World units below its place from which a shoal that has just grown rises."""
_ROOM = 1.05  # water between the outermost spirits of two bands, as a factor
BAND_TILT = np.deg2rad(62.0)
"""In the layers view each shoal is laid back by this angle about its first axis, so that bands stay apart."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How every shoal is placed now; rigid motions only, so distances within a shoal stay true."""

    offsets: F64
    """(L, 3) centres."""
    presence: F64
    """(L,) 0 hidden to 1 fully there."""
    tilt: float
    """Radians about the first axis."""

    def visible(self) -> slice:
        """The contiguous layers that are worth drawing."""
        there = np.flatnonzero(self.presence > 0.01)
        return slice(int(there[0]), int(there[-1]) + 1) if len(there) else slice(0, 0)

    def place(self, points: F32, layers: slice) -> F32:
        """(..., L', N, 3) shoal coordinates of the chosen layers to world coordinates."""
        cosine, sine = np.cos(self.tilt), np.sin(self.tilt)
        turn = np.array([[1.0, 0.0, 0.0], [0.0, cosine, -sine], [0.0, sine, cosine]], np.float32)
        world: F32 = (points.reshape(-1, 3) @ turn).reshape(points.shape)
        # repeated, since adding a row of three to each spirit is three times as slow
        world += np.repeat(self.offsets[layers, None].astype(np.float32), points.shape[-2], axis=1)
        return world


class Choice:
    """Which shoal is looked at, or all of them, with smooth changes between."""

    def __init__(self, layers: int, chosen: int, all_bands: bool, flight_s: float = 1.4) -> None:
        self._weights: F64 = np.zeros(layers)
        self.chosen = chosen
        self.all_bands = all_bands
        self.flight_s = flight_s
        """Seconds of a change; 0 changes at once (reduced motion)."""
        self._mix = 1.0 if all_bands else 0.0
        self._weights[chosen] = 1.0
        self._spacing = self._wanted_spacing = BAND_SPACING
        self._below: F64 = np.zeros(layers)
        """How far each shoal is still below its place, as a share of `SEABED`: cosmetic, and soon over."""

    @property
    def in_flight(self) -> bool:
        """Whether a change is still under way."""
        goal = 1.0 if self.all_bands else 0.0
        return self._mix != goal or self._weights[self.chosen] < 1.0 or bool(self._below.any())

    def regrow(self, came_from: Sequence[int], risen: Mapping[int, float]) -> None:
        """There are other shoals now, each begun as the old one that `came_from` names; some rise from the sea floor.

        `risen` says from how deep, 0 to 1, by the new shoal's number from 0.
        """
        whole = [index for index, number in enumerate(came_from) if number == self.chosen and index not in risen]
        self._weights, self._below = self._weights[list(came_from)], np.zeros(len(came_from))
        self.chosen = whole[0] if whole else min(self.chosen, len(came_from) - 1)
        self._weights[[index for index in range(len(came_from)) if index != self.chosen]] = 0.0
        for index, depth in risen.items():
            self._below[index] = depth if self.flight_s > 0.0 else 0.0

    def advance(self, dt: float) -> None:
        """Move toward what was chosen."""
        step = 1.0 if self.flight_s <= 0 else dt / self.flight_s
        self._mix = float(np.clip(self._mix + (step if self.all_bands else -step), 0.0, 1.0))
        goal = np.zeros_like(self._weights)
        goal[self.chosen] = 1.0
        self._weights = self._weights + np.clip(goal - self._weights, -2 * step, 2 * step)
        self._spacing += min(step, 1.0) * (self._wanted_spacing - self._spacing)
        self._below = np.maximum(self._below - 0.5 * step, 0.0)

    def make_room(self, reach: F32) -> None:
        """Set bands so far apart that shoals reaching `reach` (L,) world units never meet; the change is a glide."""
        neighbours = reach[:-1] + reach[1:]
        self._wanted_spacing = max(BAND_SPACING, _ROOM * float(neighbours.max(initial=0.0)))

    def layout(self) -> Layout:
        """The layout at this moment."""
        mix = self._mix * self._mix * (3.0 - 2.0 * self._mix)
        count = len(self._weights)
        offsets = np.zeros((count, 3))
        offsets[:, 1] = mix * self._spacing * ((count - 1) / 2.0 - np.arange(count))
        offsets[:, 1] -= SEABED * self._below**2 * (3.0 - 2.0 * self._below)
        appearing = np.clip((mix - 0.35) / 0.65, 0.0, 1.0)
        presence = np.maximum(self._weights, appearing)
        return Layout(offsets, presence, mix * BAND_TILT)
