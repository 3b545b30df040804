"""The spirit that is picked is the one that a person means."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.sea.camera import Pose, Screen, project, viewport
from seaspirits_game.sea.picking import nearest


def screen(seed: int, points: int = 120) -> Screen:
    rng = np.random.default_rng(seed)
    cloud = rng.standard_normal((points, 3)).astype(np.float32)
    return project(cloud, Pose(distance=float(rng.uniform(0.6, 6))), viewport(800, 600))


def at(*spirits: tuple[float, float, float]) -> Screen:
    x, y, depth = np.array(spirits, np.float32).T
    return Screen(np.stack([x, y], axis=1), depth, 1 / depth, depth > 0.05)


@given(st.integers(0, 10_000), st.floats(0, 800), st.floats(0, 600), st.floats(1, 200))
def test_equals_a_search_one_by_one(seed: int, x: float, y: float, reach: float) -> None:
    shown = screen(seed)
    weight = np.random.default_rng(seed + 1).uniform(-0.5, 1, len(shown.xy)).astype(np.float32)
    best, found = np.inf, None
    for row, ((px, py), depth, visible) in enumerate(zip(shown.xy, shown.depth, shown.visible, strict=True)):
        gap = np.sqrt((px - np.float32(x)) ** 2 + (py - np.float32(y)) ** 2)
        if visible and weight[row] > 0 and gap <= reach:
            cost = gap + np.float32(0.1 * reach) * depth
            if cost < best:
                best, found = cost, row
    assert nearest(shown, x, y, reach, weight) == found


def test_the_nearest_within_reach() -> None:
    shown = at((100, 100, 3), (110, 100, 3), (300, 100, 3))
    assert nearest(shown, 108, 101, 20) == 1
    assert nearest(shown, 200, 100, 20) is None


def test_of_two_in_the_same_place_the_one_in_front() -> None:
    assert nearest(at((100, 100, 5), (101, 100, 2)), 100, 100, 20) == 1
    assert nearest(at((100, 100, 5), (119, 100, 2)), 100, 100, 20) == 0


def test_nobody_behind_the_camera_nor_a_faded_one_nor_in_an_empty_sea() -> None:
    behind = at((100, 100, -1))
    assert nearest(behind, 100, 100, 20) is None
    assert nearest(at((100, 100, 1)), 100, 100, 20, np.zeros(1, np.float32)) is None
    nobody = Screen(*(np.empty(shape, np.float32) for shape in ((0, 2), 0, 0)), np.empty(0, np.bool_))
    assert nearest(nobody, 1, 1, 20) is None
