"""An orbiting camera with critically damped springs, perspective, and the framing that keeps the sea on screen.

World y points up. The camera looks at `centre` from `distance` along (yaw, pitch). Screen pixels: x right, y down.
"""

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from seaspirits_game.core.arrays import F32, F64, Bools

PITCH_LIMIT = np.deg2rad(85.0)
DISTANCE_RANGE = (0.6, 40.0)
CENTRE_LIMIT = 4.0
"""World units that the centre may be panned away from the origin: one cannot get lost."""
FRAMED_RADIUS = 0.8
"""World units that the frame always holds: a young shoal looks small in it, and its growth is seen as growth."""
_REST_PITCH = 0.28  # a little from above: bands show their faces
_FREQUENCY = 5.0  # 1/s: a spring that is home after about a second
_NEAR = 0.05


class Viewport(NamedTuple):
    """Where on the screen the sea is drawn, pixels."""

    x: float
    y: float
    """Centre of projection."""
    focal: float
    """Pixels that one world unit spans at distance 1."""


def viewport(width: int, height: int, safe: tuple[int, int, int, int] | None = None) -> Viewport:
    """The viewport of a window whose free area is `safe` (left, top, width, height)."""
    left, top, wide, high = safe or (0, 0, width, height)
    return Viewport(left + wide / 2.0, top + high / 2.0, 1.25 * min(width, height))


@dataclass(frozen=True, slots=True)
class Pose:
    """Where the camera is; angles in radians, lengths in world units."""

    yaw: float = 0.35
    pitch: float = _REST_PITCH
    distance: float = 5.0
    centre_x: float = 0.0
    centre_y: float = 0.0
    centre_z: float = 0.0

    def as_array(self) -> F64:
        """(6,) in the order of the fields."""
        return np.array([self.yaw, self.pitch, self.distance, self.centre_x, self.centre_y, self.centre_z])

    def limited(self) -> "Pose":
        """The nearest pose within the limits."""
        return Pose(
            self.yaw,
            float(np.clip(self.pitch, -PITCH_LIMIT, PITCH_LIMIT)),
            float(np.clip(self.distance, *DISTANCE_RANGE)),
            *(float(np.clip(value, -CENTRE_LIMIT, CENTRE_LIMIT)) for value in self.as_array()[3:]),
        )


@dataclass(frozen=True, slots=True)
class Camera:
    """A pose on its way to a goal; change is a new value."""

    pose: Pose = Pose()
    goal: Pose = Pose()
    velocity: tuple[float, ...] = (0.0,) * 6

    def advance(self, dt: float) -> "Camera":
        """Move toward the goal for `dt` seconds: the exact solution of a critically damped spring, stable at any dt."""
        goal = self.goal.as_array()
        offset = self.pose.as_array() - goal
        velocity = np.array(self.velocity)
        swing = velocity + _FREQUENCY * offset
        decay = np.exp(-_FREQUENCY * dt)
        offset, velocity = (offset + swing * dt) * decay, (velocity - _FREQUENCY * swing * dt) * decay
        return Camera(Pose(*(float(v) for v in goal + offset)), self.goal, tuple(float(v) for v in velocity))

    @property
    def is_moving(self) -> bool:
        """Whether what moves on screen is partly the camera's doing."""
        gap = np.abs(self.pose.as_array() - self.goal.as_array())
        return bool(gap.max() > 2e-3 or np.abs(self.velocity).max() > 4e-3)

    def at_goal(self) -> "Camera":
        """The camera as if its flight were over."""
        return Camera(self.goal, self.goal)

    def orbit(self, dx: float, dy: float, view: Viewport) -> "Camera":
        """Turn by a drag of (dx, dy) pixels."""
        turn = 1.6 / view.focal
        return self._towards(yaw=self.goal.yaw - dx * turn, pitch=self.goal.pitch + dy * turn)

    def pan(self, dx: float, dy: float, view: Viewport) -> "Camera":
        """Shift by a drag of (dx, dy) pixels, so that what is at the centre's depth follows the pointer."""
        right, up, _ = _axes(self.pose)
        shift = (-dx * right + dy * up) * (self.goal.distance / view.focal)
        return self._towards(
            centre_x=self.goal.centre_x + float(shift[0]),
            centre_y=self.goal.centre_y + float(shift[1]),
            centre_z=self.goal.centre_z + float(shift[2]),
        )

    def zoom(self, factor: float) -> "Camera":
        """Come nearer by `factor` > 1, go away by `factor` < 1."""
        return self._towards(distance=self.goal.distance / factor)

    def drift_yaw(self, angle: float) -> "Camera":
        """Turn pose and goal together: the slow orbit of an unattended sea."""
        return replace(
            self, pose=replace(self.pose, yaw=self.pose.yaw + angle), goal=replace(self.goal, yaw=self.goal.yaw + angle)
        )

    def fly_to(self, goal: Pose) -> "Camera":
        """Set another goal."""
        return replace(self, goal=goal.limited())

    def _towards(self, **fields: float) -> "Camera":
        return self.fly_to(replace(self.goal, **fields))


class Screen(NamedTuple):
    """Projected points."""

    xy: F32
    """(M, 2) pixels."""
    depth: F32
    """(M,) world units along the view from the camera."""
    scale: F32
    """(M,) pixels per world unit there."""
    visible: Bools
    """(M,) in front of the camera."""


def project(points: F32, pose: Pose, view: Viewport) -> Screen:
    """World points (M, 3) to the screen, by perspective. Behind the camera: `visible` is False, values are finite."""
    axes = np.stack(_axes(pose))
    # a row a direction: arithmetic along whole rows is three times as fast as on columns of a table of points
    right, up, back = axes.astype(np.float32) @ points.T
    shift = axes @ _centre(pose)
    depth = np.subtract(np.float32(pose.distance + shift[2]), back, dtype=np.float32)
    scale = np.divide(np.float32(view.focal), np.maximum(depth, np.float32(_NEAR)), dtype=np.float32)
    right -= np.float32(shift[0])
    right *= scale
    up -= np.float32(shift[1])
    up *= scale
    xy = np.empty((len(points), 2), np.float32)
    np.add(np.float32(view.x), right, out=xy[:, 0])
    np.subtract(np.float32(view.y), up, out=xy[:, 1])
    return Screen(xy, depth, scale, depth > _NEAR)


def unproject(xy: F32, depth: F32, pose: Pose, view: Viewport) -> F32:
    """World points (M, 3) that lie at `depth` (M,) under screen places `xy` (M, 2): the inverse of `project`."""
    right, up, back = _axes(pose)
    scale = depth.astype(np.float64) / view.focal
    x = (xy[:, 0].astype(np.float64) - view.x) * scale
    y = (view.y - xy[:, 1].astype(np.float64)) * scale
    z = pose.distance - depth.astype(np.float64)
    world = x[:, None] * right + y[:, None] * up + z[:, None] * back + _centre(pose)
    return world.astype(np.float32)


def framing(
    points: F32,
    view: Viewport,
    half_width: float,
    half_height: float,
    share: float = 0.98,
    *,
    pitch: float = _REST_PITCH,
    at_least: float = FRAMED_RADIUS,
) -> float:
    """Distance from which `share` of the points (M, 3) stay within a rectangle about the centre, whatever the yaw.

    `half_width` and `half_height` are pixels, `pitch` is the camera's. A ball of radius `at_least` has room too.
    Exact for each point at its worst yaw; limited to `DISTANCE_RANGE`.
    """
    needed = at_least * float(np.hypot(1.0, view.focal / min(half_width, half_height)))
    if len(points) > 0:
        sides = _needed(points, view, half_width, half_height, pitch)
        needed = max(needed, float(np.quantile(np.max(sides, axis=0), share, method="higher")))
    return float(np.clip(needed, *DISTANCE_RANGE))


def framed(pose: Pose, points: F32, view: Viewport, half_width: float, half_height: float, share: float = 0.98) -> Pose:
    """`pose` moved to frame the points (M, 3) as `framing` does, at the height where top and bottom have equal margins.

    Bands seen from above need it: the upper ones are nearer. Yaw and pitch are kept; the centre is on the upright axis.
    """
    height = 0.0
    tall = view.focal / half_height * np.cos(pose.pitch)
    if len(points) > 0 and tall > abs(np.sin(pose.pitch)):  # else one looks along the axis: no height balances
        _, upward, downward = _needed(points, view, half_width, half_height, pose.pitch)
        most = [float(np.quantile(side, share, method="higher")) for side in (upward, downward)]
        height = float(np.clip((most[0] - most[1]) / (2.0 * tall), -CENTRE_LIMIT, CENTRE_LIMIT))
    lowered = points - np.array([0.0, height, 0.0], np.float32)
    distance = framing(lowered, view, half_width, half_height, share, pitch=pose.pitch)
    return replace(pose, distance=distance, centre_x=0.0, centre_y=height, centre_z=0.0)


def _needed(points: F32, view: Viewport, half_width: float, half_height: float, pitch: float) -> tuple[F64, F64, F64]:
    """(M,) distances at which each point, at its worst yaw, touches the sides, the top, the bottom of the rectangle."""
    cosine, sine = np.cos(pitch), np.sin(pitch)
    wide, high = view.focal / half_width, view.focal / half_height
    y = points[:, 1].astype(np.float64)
    around = np.hypot(points[:, 0], points[:, 2]).astype(np.float64)
    # inside means depth >= focal / half * offset: linear in the point's place on its circle of yaw
    sideways = around * np.hypot(wide, cosine) + sine * y
    upward = around * abs(cosine - high * sine) + y * (high * cosine + sine)
    downward = around * abs(cosine + high * sine) + y * (sine - high * cosine)
    return sideways, upward, downward


def _axes(pose: Pose) -> tuple[F64, F64, F64]:
    cos_yaw, sin_yaw = np.cos(pose.yaw), np.sin(pose.yaw)
    cos_pitch, sin_pitch = np.cos(pose.pitch), np.sin(pose.pitch)
    right = np.array([cos_yaw, 0.0, -sin_yaw])
    up = np.array([-sin_yaw * sin_pitch, cos_pitch, -cos_yaw * sin_pitch])
    back = np.array([sin_yaw * cos_pitch, sin_pitch, cos_yaw * cos_pitch])
    return right, up, back


def _centre(pose: Pose) -> F64:
    return np.array([pose.centre_x, pose.centre_y, pose.centre_z])
