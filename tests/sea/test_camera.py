"""What the camera shows can be found again, is framed, and can never be lost."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seaspirits_game.core.arrays import F32
from seaspirits_game.sea.camera import (
    CENTRE_LIMIT,
    DISTANCE_RANGE,
    FRAMED_RADIUS,
    PITCH_LIMIT,
    Camera,
    Pose,
    framed,
    framing,
    project,
    unproject,
    viewport,
)

TICK = 1 / 60
seeds = st.integers(0, 10_000)
angles = st.floats(-7.0, 7.0)
pitches = st.floats(-PITCH_LIMIT, PITCH_LIMIT)
within = st.floats(-CENTRE_LIMIT, CENTRE_LIMIT)
poses = st.builds(Pose, angles, pitches, st.floats(*DISTANCE_RANGE), within, within, within)
windows = st.sampled_from([(1280, 720), (1920, 1080), (1080, 1920), (3840, 2160), (300, 200)])


def cloud(seed: int, points: int = 200, size: float = 1.0) -> F32:
    rng = np.random.default_rng(seed)
    stretch = rng.uniform(0.1, 2.0, 3)
    return (size * stretch * rng.standard_normal((points, 3))).astype(np.float32)


@given(poses, seeds, windows)
def test_unproject_undoes_project(pose: Pose, seed: int, window: tuple[int, int]) -> None:
    points, view = cloud(seed), viewport(*window)
    screen = project(points, pose, view)
    seen = screen.visible
    back = unproject(screen.xy[seen], screen.depth[seen], pose, view)
    # a float32 far outside the window resolves less
    slack = 1e-5 * (pose.distance + 10.0)
    assert np.allclose(back, points[seen], atol=slack)


@given(poses, windows)
def test_what_the_camera_looks_at_is_in_the_middle(pose: Pose, window: tuple[int, int]) -> None:
    view = viewport(*window)
    centre = np.array([[pose.centre_x, pose.centre_y, pose.centre_z]], np.float32)
    screen = project(centre, pose, view)
    assert np.allclose(screen.xy[0], [view.x, view.y], atol=1e-2 * max(1.0, view.focal / pose.distance / 1000))
    assert screen.depth[0] == pytest.approx(pose.distance, abs=1e-4)
    assert screen.scale[0] == pytest.approx(view.focal / pose.distance, rel=1e-4)
    assert screen.visible[0]


def test_right_is_right_up_is_up_and_near_is_near() -> None:
    pose, view = Pose(0.0, 0.0, 5.0), viewport(1000, 1000)
    points = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1]], np.float32)
    screen = project(points, pose, view)
    assert np.allclose(screen.xy, [[750, 500], [500, 250], [500, 500]], atol=1e-3)
    assert np.allclose(screen.depth, [5, 5, 4], atol=1e-5)
    assert np.allclose(screen.scale, [250, 250, 312.5], atol=1e-3)


@given(poses, seeds)
def test_numbers_are_finite_also_behind_the_camera(pose: Pose, seed: int) -> None:
    screen = project(cloud(seed, size=20.0), pose, viewport(1920, 1080))
    assert np.isfinite(screen.xy).all()
    assert np.isfinite(screen.scale).all()
    assert np.array_equal(screen.visible, screen.depth > np.float32(0.05))
    assert all(array.dtype == np.float32 for array in screen[:3])


@given(seeds, angles, pitches, windows, st.floats(0.3, 1.0), st.floats(0.3, 1.0), st.sampled_from([0.9, 0.98, 1.0]))
@settings(max_examples=150)
def test_framing_keeps_the_spirits_in_the_safe_rectangle(
    seed: int, yaw: float, pitch: float, window: tuple[int, int], wide: float, high: float, share: float
) -> None:
    points, view = cloud(seed), viewport(*window)
    half_width, half_height = wide * window[0] / 2, high * window[1] / 2
    distance = framing(points, view, half_width, half_height, share, pitch=pitch)
    if distance == DISTANCE_RANGE[1]:
        return  # one may not go farther away
    screen = project(points, Pose(yaw, pitch, distance), view)
    offset = np.abs(screen.xy - np.array([view.x, view.y], np.float32))
    inside = screen.visible & (offset[:, 0] <= half_width * 1.0001) & (offset[:, 1] <= half_height * 1.0001)
    assert inside.mean() >= share


def test_framing_is_no_farther_than_the_worst_yaw_asks_for() -> None:
    points, view = cloud(3), viewport(1920, 1080)
    distance = framing(points, view, 600, 350, share=1.0, pitch=0.5)

    def most(at: float) -> float:
        worst = 0.0
        for yaw in np.linspace(0, 2 * np.pi, 720):
            offset = np.abs(project(points, Pose(yaw, 0.5, at), view).xy - np.array([view.x, view.y]))
            worst = max(worst, float((offset / [600, 350]).max()))
        return worst

    assert most(distance) <= 1.0
    assert most(distance * 0.99) > 1.0


def bands(seed: int, layers: int) -> F32:
    shoals = [cloud(seed + layer, 100, 0.3) + np.array([0, 1.7 * layer, 0], np.float32) for layer in range(layers)]
    middle = np.array([0, 1.7 * (layers - 1) / 2, 0], np.float32)
    return np.concatenate(shoals) - middle


@given(seeds, angles, pitches, windows, st.integers(1, 5))
def test_a_balanced_frame_keeps_its_promise_too(
    seed: int, yaw: float, pitch: float, window: tuple[int, int], layers: int
) -> None:
    points, view = bands(seed, layers), viewport(*window)
    half = np.array([0.4 * window[0], 0.35 * window[1]])
    pose = framed(Pose(yaw, pitch, centre_x=1.0), points, view, half[0], half[1], 0.98)
    assert pose == pose.limited()
    assert (pose.yaw, pose.pitch, pose.centre_x) == (yaw, pitch, 0.0)
    if pose.distance < DISTANCE_RANGE[1]:
        screen = project(points, pose, view)
        inside = screen.visible & np.all(np.abs(screen.xy - [view.x, view.y]) <= half * 1.0001, axis=1)
        assert inside.mean() >= 0.98


@pytest.mark.parametrize("pitch", [-0.4, 0.0, 0.28, 0.6])
def test_a_balanced_frame_has_equal_margins_and_is_nearer(pitch: float) -> None:
    points, view = bands(1, 3) + np.array([0, 0.4, 0], np.float32), viewport(1920, 1080)
    pose = framed(Pose(pitch=pitch), points, view, 800, 400, 1.0)
    assert pose.distance < framing(points, view, 800, 400, 1.0, pitch=pitch)
    heights = [
        project(points, replace(pose, yaw=yaw), view).xy[:, 1] - view.y for yaw in np.linspace(0, 2 * np.pi, 360)
    ]
    assert np.max(heights) == pytest.approx(400, abs=1.0)
    assert np.min(heights) == pytest.approx(-400, abs=1.0)


def test_the_share_in_frame_is_never_less_than_asked_for() -> None:
    """On a mast every yaw is the worst one: 98.5 % of a hundred are 99, not 98."""
    mast = np.zeros((100, 3), np.float32)
    mast[:, 1] = np.linspace(1.0, 5.0, 100)
    view = viewport(1920, 1080)
    distance = framing(mast, view, 900, 400, 0.985, pitch=0.0)
    inside = np.abs(project(mast, Pose(0.0, 0.0, distance), view).xy[:, 1] - view.y) <= 400.01
    assert inside.sum() == 99


def test_a_young_shoal_is_small_in_the_frame_and_an_empty_sea_has_one() -> None:
    view = viewport(1920, 1080)
    grown, young = framing(cloud(1, size=5.0), view, 700, 400), framing(cloud(1, size=0.01), view, 700, 400)
    nobody = framing(np.empty((0, 3), np.float32), view, 700, 400)
    assert young == nobody < grown
    edge = project(np.array([[FRAMED_RADIUS, 0, 0]], np.float32), Pose(0.0, 0.0, young), view)
    assert abs(float(edge.xy[0, 0]) - view.x) < 400


@given(poses, poses, st.floats(0.001, 2.0))
def test_a_flight_arrives_without_overshoot(start: Pose, goal: Pose, dt: float) -> None:
    camera = Camera(start, start).fly_to(goal)
    way = goal.as_array() - start.as_array()
    last = np.zeros(6)
    for _ in range(int(6 / dt) + 2):
        camera = camera.advance(dt)
        done = camera.pose.as_array() - start.as_array()
        assert np.all(done * np.sign(way) >= last * np.sign(way) - 1e-9)
        assert np.all(np.abs(done) <= np.abs(way) + 1e-9)
        last = done
    assert not camera.is_moving
    assert np.allclose(camera.pose.as_array(), goal.as_array(), atol=2e-3)


@given(poses, poses)
def test_many_small_ticks_equal_one_large_one(start: Pose, goal: Pose) -> None:
    small = large = Camera(start, start).fly_to(goal)
    for _ in range(30):
        small = small.advance(TICK)
    large = large.advance(30 * TICK)
    assert np.allclose(small.pose.as_array(), large.pose.as_array(), atol=1e-9)


def test_a_drag_glides_on_after_release_and_comes_to_rest() -> None:
    view, camera = viewport(1920, 1080), Camera()
    assert not camera.is_moving
    for _ in range(10):
        camera = camera.orbit(12.0, 3.0, view).advance(TICK)
    released = camera.pose.yaw
    assert camera.is_moving
    camera = camera.advance(TICK)
    assert camera.pose.yaw < released  # dragging right turns the sea right: the camera goes left, and goes on
    for _ in range(180):
        camera = camera.advance(TICK)
    assert not camera.is_moving
    assert camera.pose.yaw < released - 0.05


@given(seeds)
def test_nobody_gets_lost(seed: int) -> None:
    rng, view, camera = np.random.default_rng(seed), viewport(1280, 720), Camera()
    for _ in range(200):
        dx, dy = rng.normal(0, 400, 2)
        camera = camera.orbit(dx, dy, view) if rng.random() < 0.5 else camera.pan(dx, dy, view)
        camera = camera.zoom(float(np.exp(rng.normal(0, 1)))).advance(TICK)
        for pose in (camera.pose, camera.goal):
            assert abs(pose.pitch) <= PITCH_LIMIT + 0.5
            assert np.abs(pose.as_array()[3:]).max() <= CENTRE_LIMIT + 0.5
        assert camera.goal == camera.goal.limited()
    assert camera.fly_to(Pose()).at_goal().pose == Pose()


@given(angles, pitches, st.floats(1.0, 20.0), st.floats(-200, 200), st.floats(-200, 200))
def test_a_pan_carries_what_is_under_the_pointer_along(
    yaw: float, pitch: float, distance: float, dx: float, dy: float
) -> None:
    view, pose = viewport(1920, 1080), Pose(yaw, pitch, distance)
    camera = Camera(pose, pose).pan(dx, dy, view)
    if np.abs(camera.goal.as_array()[3:]).max() >= CENTRE_LIMIT:
        return
    screen = project(np.zeros((1, 3), np.float32), camera.goal, view)
    assert np.allclose(screen.xy[0] - [view.x, view.y], [dx, dy], atol=0.05)


def test_zoom_comes_nearer_and_orbiting_unattended_is_no_camera_flight() -> None:
    assert Camera().zoom(2.0).goal.distance == Pose().distance / 2
    camera = Camera()
    for _ in range(600):
        camera = camera.drift_yaw(0.035 * TICK).advance(TICK)
    assert camera.pose.yaw == pytest.approx(Pose().yaw + 0.35)
    assert not camera.is_moving
    assert replace(camera.pose, yaw=Pose().yaw) == Pose()


def test_a_view_is_centred_in_the_free_area() -> None:
    view = viewport(1920, 1080, (300, 100, 1000, 700))
    assert (view.x, view.y) == (800, 450)
    assert viewport(1080, 1920).focal == viewport(1920, 1080).focal
