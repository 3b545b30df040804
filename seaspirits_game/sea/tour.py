"""The grand tour: turning the three visible axes through all eight coordinates.

Source: Asimov 1985 (SIAM J. Sci. Stat. Comput. 6); here as smooth geodesic steps between random frames, from an
explicit stream. A frame has orthonormal columns, so a projection never stretches a distance.
"""

from dataclasses import dataclass

import numpy as np

from seaspirits_game.core.arrays import COORDINATES, F32, F64

_SECONDS_A_LEG = 9.0
_SECONDS_HOME = 1.6


def home_frame() -> F64:
    """(8, 3) the frame at rest: the leading three coordinates."""
    return np.eye(COORDINATES, 3)


@dataclass(frozen=True, slots=True)
class _Leg:
    """A geodesic on the Grassmann manifold with a rotation of the three axes on top."""

    start: F64
    directions: F64
    """(8, 3) orthonormal, orthogonal to the start, one per principal angle."""
    turn: F64
    """(3, 3) principal directions within the start frame."""
    angles: F64
    finish_turn: F64
    """(3, 3) rotation of the axes still to be made at the end."""


def _leg(start: F64, finish: F64) -> _Leg:
    left, cosines, right = np.linalg.svd(start.T @ finish)
    if np.linalg.det(left @ right) < 0:  # go the long way round in one direction: the picture is never mirrored
        right[-1] *= -1
        cosines[-1] *= -1
    angles = np.arccos(np.clip(cosines, -1.0, 1.0))
    ahead = finish @ right.T - start @ (left * cosines)
    norms = np.linalg.norm(ahead, axis=0)
    directions = ahead / np.where(norms > 1e-12, norms, 1.0)
    return _Leg(start, directions, left, np.where(norms > 1e-12, angles, 0.0), left @ right)


def _along(leg: _Leg, share: float) -> F64:
    swept = leg.start @ (leg.turn * np.cos(share * leg.angles)) + leg.directions * np.sin(share * leg.angles)
    frame = swept @ leg.turn.T @ _partial_rotation(leg.finish_turn, share)
    q, r = np.linalg.qr(frame)  # keeps orthonormal to the last bit over hours
    return np.asarray(q * np.sign(np.diag(r)))


def _partial_rotation(rotation: F64, share: float) -> F64:
    """The rotation by `share` of the angle of a 3-D rotation about its axis (Rodrigues)."""
    cosine = np.clip((np.trace(rotation) - 1.0) / 2.0, -1.0, 1.0)
    turned = share * float(np.arccos(cosine))
    axis = np.linalg.svd(rotation - np.eye(3))[2][-1]  # what the rotation leaves alone; sound also at half a turn
    skew = np.array([rotation[2, 1] - rotation[1, 2], rotation[0, 2] - rotation[2, 0], rotation[1, 0] - rotation[0, 1]])
    x, y, z = -axis if axis @ skew < 0.0 else axis
    cross = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    return np.asarray(np.eye(3) + np.sin(turned) * cross + (1.0 - np.cos(turned)) * (cross @ cross))


class Tour:
    """The frame through which the sea is seen; at rest the leading three coordinates."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng
        self.frame: F64 = home_frame()
        """(8, 3) orthonormal columns."""
        self.touring = False
        self.paused = False
        """Hold the present frame for as long as this is set."""
        self._leg: _Leg | None = None
        self._elapsed = 0.0
        self._duration = _SECONDS_A_LEG

    @property
    def at_home(self) -> bool:
        """Whether the visible axes are the leading three, in order."""
        return not self.touring and self._leg is None

    def start(self) -> None:
        """Begin, or go on, turning through the further coordinates."""
        self.paused = False
        if not self.touring:
            self.touring = True
            self._depart(self._random_frame(), _SECONDS_A_LEG)

    def go_home(self) -> None:
        """Return smoothly to the leading three."""
        self.paused = False
        if self.touring:
            self.touring = False
            self._depart(home_frame(), _SECONDS_HOME)

    def advance(self, dt: float) -> None:
        """Move on by `dt` seconds."""
        if self._leg is None or self.paused:
            return
        self._elapsed += dt
        linear = min(self._elapsed / self._duration, 1.0)
        self.frame = _along(self._leg, linear * linear * (3.0 - 2.0 * linear))
        if linear >= 1.0:
            if self.touring:
                self._depart(self._random_frame(), _SECONDS_A_LEG)
            else:
                self.frame, self._leg = home_frame(), None

    def _depart(self, finish: F64, seconds: float) -> None:
        self._leg, self._elapsed, self._duration = _leg(self.frame, finish), 0.0, seconds

    def _random_frame(self) -> F64:
        return np.linalg.qr(self._rng.standard_normal((COORDINATES, 3)))[0]


def variance_shown(coords: F32, variance_share: F32, frame: F64) -> float:
    """Share (0 to 1) of a layer's total variance that three axes `frame` (8, 3) show.

    `coords` (N, 8) and their `variance_share` (8,) of the total. Exact also where coordinates are correlated: the
    variance of the projected coordinates over the total variance.
    """
    if np.array_equal(frame, home_frame()):
        return float(variance_share[:3].sum())
    eight = coords.astype(np.float64)
    eight -= eight.mean(axis=0)
    scatter = eight.T @ eight
    carried = float(np.trace(scatter))
    if carried <= 0.0:
        return 0.0
    return float(np.trace(frame.T @ scatter @ frame)) / carried * float(variance_share.sum())
