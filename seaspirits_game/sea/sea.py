"""Where every spirit is drawn: the sole owner of places, probabilities and their recent past.

A snapshot sets where spirits *should* stand; `advance` eases them there, each along a straight line and never past it.
Cosmetic drift is handed out apart and never stored, so that still water is exactly the eased measurement.
"""

from collections.abc import Sequence

import numpy as np

from seaspirits_game.core.arrays import COORDINATES, F32
from seaspirits_game.core.snapshot import Snapshot, TaskSheet
from seaspirits_game.core.streams import stream
from seaspirits_game.sea.display_scale import display_scales, distances

DRIFT_SHARE = 0.02
"""Bound of the cosmetic drift, as a share of a shoal's drawn radius."""
TRAIL_LENGTH = 3
"""Older places of a tail."""
TRAIL_SPACING = 5
"""Ticks between two of them: a tail of a quarter of a second."""
ALL_AGES = range(1, TRAIL_LENGTH + 1)
"""The older places, in that unit."""
EASE_FASTEST, EASE_SLOWEST = 0.12, 0.45
"""Bounds of the time constant, seconds; between them it is the wait between snapshots, so that motion never halts."""
_LONGEST_WAIT = 1.0  # a pause says nothing about the pace that follows it
_INTERVAL_MEMORY = 0.3  # weight of the newest wait in their running mean
_PAST = TRAIL_LENGTH * TRAIL_SPACING + 1
_DRIFT_PERIOD = 600.0
"""Seconds after which the drift repeats: time is wrapped there, so that a sea watched for months sways as smoothly."""
_DRIFT_TURNS = (30, 96)  # swings in a period: everything moves slower than one first thinks right


class Sea:
    """All spirits of all hidden layers as struct-of-arrays: (L, N, 8) in world units; a shoal's radius is about 1."""

    def __init__(self, sheet: TaskSheet, seed: int) -> None:
        self.sheet = sheet
        layers, samples = len(sheet.layer_widths), len(sheet.labels)
        shape = (layers, samples, COORDINATES)
        self._past: F32 = np.zeros((_PAST, *shape), np.float32)
        """Places at the last ticks; tick t is in row t % _PAST."""
        self._ticks = 0
        self._goal: F32 = np.zeros(shape, np.float32)
        classes = len(sheet.class_names)
        self.probs: F32 = np.full((samples, classes), 1.0 / classes, np.float32)
        """(N, C) eased class probabilities; rows sum to 1."""
        self._probs_goal = self.probs
        self.display_scale: F32 = np.ones(layers, np.float32)
        """(L,) world units per activation unit, as drawn now; the picture may be quoted as `1 : 1/scale`."""
        self._scale_goal = self.display_scale
        self.radius: F32 = np.zeros(layers, np.float32)
        """(L,) world units within which 95 % of a shoal's spirits stand in the leading three axes."""
        self._radius_goal = self.radius
        self.reach: F32 = np.zeros(layers, np.float32)
        """(L,) world units to a shoal's outermost spirit in the leading three axes."""
        self._reach_goal = self.reach
        self.snapshots = 0
        """How many were received."""
        self.since_snapshot = 0.0
        """Seconds since the last one."""
        self._interval = EASE_SLOWEST
        rng = stream(seed, "drift")
        self._phases: F32 = rng.uniform(0, 2 * np.pi, (samples, 3)).astype(np.float32)
        turns = rng.integers(*_DRIFT_TURNS, (samples, 3), endpoint=True)
        self._pulses: F32 = (2 * np.pi / _DRIFT_PERIOD * turns).astype(np.float32)

    @property
    def places(self) -> F32:
        """(L, N, 8) eased principal coordinates, world units; a view that is good until the next tick."""
        now: F32 = self._past[self._ticks % _PAST]
        return now

    @property
    def spirits(self) -> int:
        """How many spirits there are: samples times hidden layers."""
        return int(self._goal.shape[0] * self._goal.shape[1])

    @property
    def time_constant(self) -> float:
        """Seconds in which a spirit covers 63 % of its way: the usual wait between two snapshots, within bounds."""
        return min(max(self._interval, EASE_FASTEST), EASE_SLOWEST)

    def receive(self, snapshot: Snapshot) -> None:
        """Take a snapshot's places and probabilities as the new goal; the first one is taken at once.

        Raises:
            ValueError: its arrays do not have the shapes that the task's sheet promises.
        """
        self._check(snapshot)
        measured = np.stack(snapshot.coords).astype(np.float32, copy=False)
        gaps = distances(measured)
        radius = np.percentile(gaps, 95, axis=1).astype(np.float32)
        # one number a shoal: all its distances keep their proportions
        self._scale_goal = display_scales(radius, self.sheet.layer_widths)
        self._goal = measured * self._scale_goal[:, None, None]
        self._radius_goal = radius * self._scale_goal
        self._reach_goal = gaps.max(axis=1) * self._scale_goal
        self._probs_goal = snapshot.probs.astype(np.float32, copy=False)
        if self.snapshots == 0:
            self._past[:] = self._goal
            self.display_scale, self.radius, self.reach = self._scale_goal, self._radius_goal, self._reach_goal
            self.probs = self._probs_goal
        else:
            self._interval += _INTERVAL_MEMORY * (min(self.since_snapshot, _LONGEST_WAIT) - self._interval)
        self.snapshots += 1
        self.since_snapshot = 0.0

    def advance(self, dt: float) -> None:
        """One tick of `dt` seconds: ease everything toward what was measured, never past it."""
        self.since_snapshot += dt
        share = np.float32(1.0 - np.exp(-dt / self.time_constant))
        before = self.places
        self._ticks += 1
        now = self.places  # its row holds the oldest places, which are no longer needed
        np.subtract(self._goal, before, out=now)
        now *= share
        now += before
        self.probs = self.probs + share * (self._probs_goal - self.probs)
        self.display_scale = self.display_scale + share * (self._scale_goal - self.display_scale)
        self.radius = self.radius + share * (self._radius_goal - self.radius)
        self.reach = self.reach + share * (self._reach_goal - self.reach)

    def regrow(self, sheet: TaskSheet, came_from: Sequence[int]) -> None:
        """The network has other hidden layers: each new shoal begins as the old one that `came_from` names (from 0)."""
        take = list(came_from)
        self.sheet = sheet
        self._past, self._goal = self._past[:, take], self._goal[take]
        self.display_scale, self._scale_goal = self.display_scale[take], self._scale_goal[take]
        self.radius, self._radius_goal = self.radius[take], self._radius_goal[take]
        self.reach, self._reach_goal = self.reach[take], self._reach_goal[take]

    def drawn(self, alpha: float, layers: slice = slice(None)) -> F32:
        """(L', N, 8) places at `alpha` between the previous tick (0) and this one (1), for the chosen layers."""
        before = self._past[(self._ticks - 1) % _PAST, layers]
        return before + np.float32(alpha) * (self.places[layers] - before)

    def drift(self, time_s: float, layers: slice = slice(None)) -> F32:
        """(N, 3) cosmetic displacement at `time_s`, world units, the same for all spirits of a sample.

        Its length never exceeds `DRIFT_SHARE` of the radius of the smallest shoal among `layers`.
        """
        radius = float(self.radius[layers].min(initial=np.inf))
        amplitude = np.float32(DRIFT_SHARE / np.sqrt(3.0) * min(radius, 1.0))
        wrapped = np.float32(time_s % _DRIFT_PERIOD)
        return np.asarray(amplitude * np.sin(self._pulses * wrapped + self._phases))

    def trails(self, layers: slice = slice(None), ages: range = ALL_AGES) -> F32:
        """(T, L', N, 8) older places, newest first, `TRAIL_SPACING` ticks apart: along the spirits' own motion."""
        rows = [(self._ticks - TRAIL_SPACING * age) % _PAST for age in ages]
        return np.stack([self._past[row, layers] for row in rows])

    def unrest(self) -> float:
        """How far eased places still are from measured ones: root-mean-square distance in world units; 0 is settled."""
        gap = (self._goal - self.places).ravel()
        return float(np.sqrt(np.dot(gap, gap) / max(self.spirits, 1)))

    def _check(self, snapshot: Snapshot) -> None:
        wanted = [self._goal.shape[1:]] * self._goal.shape[0]
        given = [coords.shape for coords in snapshot.coords]
        if given != wanted:
            raise ValueError(f"snapshot of step {snapshot.step}: coords of shapes {given}, the sheet says {wanted}")
        if snapshot.probs.shape != self.probs.shape:
            shape = snapshot.probs.shape
            raise ValueError(f"snapshot of step {snapshot.step}: probs {shape}, the sheet says {self.probs.shape}")
