"""The mathematics of the cube, against numpy.linalg and by properties."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from seaspirits_game.scenes.tide_cube.cube import (
    EDGES,
    FACES,
    carried,
    corners,
    determinant,
    embedded,
    flattened,
    handedness,
    limited,
    log_volume,
    mirrored,
    spatial,
)

MATRICES = arrays(np.float64, (3, 3), elements=st.floats(-10.0, 10.0, width=32))


@given(MATRICES)
def test_the_determinant_is_numpys(matrix: np.ndarray) -> None:
    assert determinant(matrix) == pytest.approx(np.linalg.det(matrix), rel=1e-9, abs=1e-9)


@given(MATRICES, MATRICES)
def test_determinants_multiply_and_logarithms_add_up(first: np.ndarray, second: np.ndarray) -> None:
    product = determinant(first) * determinant(second)
    assert determinant(first @ second) == pytest.approx(product, rel=1e-6, abs=1e-6 * 10.0**6)
    if min(abs(determinant(first)), abs(determinant(second))) > 1.0:
        added = log_volume(first) + log_volume(second)
        assert log_volume(first @ second) == pytest.approx(added, abs=1e-6)


@given(MATRICES)
def test_a_mirror_turns_the_hand_and_keeps_the_volume(matrix: np.ndarray) -> None:
    assert determinant(mirrored(matrix)) == pytest.approx(-determinant(matrix), rel=1e-12, abs=1e-12)
    assert handedness(mirrored(matrix)) == -handedness(matrix)


@given(MATRICES)
def test_a_flattened_cube_is_flat(matrix: np.ndarray) -> None:
    flat = flattened(matrix)
    if np.linalg.norm(np.cross(matrix[:, 0], matrix[:, 1])) > 1e-3:
        assert abs(determinant(flat)) <= 1e-12 * np.prod(np.linalg.norm(flat, axis=0))
    assert np.array_equal(flat[:, :2], matrix[:, :2])


def test_which_way_round() -> None:
    assert handedness(np.eye(3)) == 1
    assert handedness(-np.eye(3)) == -1
    assert handedness(np.diag([1.0, 2.0, 0.0])) == 0
    assert handedness(1e-80 * np.eye(3)) == 1, "small is not flat"
    assert log_volume(np.diag([1.0, 2.0, 0.0])) == -math.inf
    assert log_volume(math.e * np.eye(3)) == pytest.approx(3.0)


def test_corners_edges_and_faces_are_those_of_a_cube() -> None:
    places = corners(np.eye(3))
    assert {tuple(place) for place in places.tolist()} == {
        (x, y, z) for x in (0.0, 1.0) for y in (0.0, 1.0) for z in (0.0, 1.0)
    }
    assert len(EDGES) == len(set(EDGES)) == 12
    assert all(np.linalg.norm(places[start] - places[end]) == 1.0 for start, end in EDGES)
    assert len({frozenset(face) for face in FACES}) == 6
    for face in FACES:
        ring = [*face, face[0]]
        assert all(np.linalg.norm(places[one] - places[two]) == 1.0 for one, two in pairwise(ring))


@given(MATRICES)
def test_the_volume_of_the_corners_is_the_determinant(matrix: np.ndarray) -> None:
    """By the divergence theorem: the signed volume under the faces of the box that is drawn."""
    places = corners(matrix)
    total = 0.0
    for number, face in enumerate(FACES):
        a, b, c, d = (places[corner] for corner in face)
        total += (-1.0) ** (number + 1) * (a @ np.cross(b, c) + a @ np.cross(c, d)) / 6.0
    assert abs(total) == pytest.approx(abs(determinant(matrix)), rel=1e-6, abs=1e-6)


def test_a_cube_is_carried_layer_by_layer() -> None:
    rng = np.random.default_rng(1)
    start, maps = rng.standard_normal((3, 3)), tuple(rng.standard_normal((3, 3)) for _ in range(4))
    cubes = carried(start, maps)
    assert len(cubes) == 5
    assert np.array_equal(cubes[0], start)
    assert cubes[-1] == pytest.approx(maps[3] @ maps[2] @ maps[1] @ maps[0] @ start)


def test_two_inputs_have_no_cube_and_a_narrow_layer_flattens_it() -> None:
    square, cube, narrow = np.ones((2, 2)), np.eye(3), np.ones((2, 2))
    begin, maps = spatial((square, cube, narrow))
    assert begin == 1
    assert len(maps) == 2
    assert handedness(carried(np.eye(3), maps)[-1]) == 0
    assert spatial(()) == (0, ())
    assert spatial((square,)) == (1, ())
    assert embedded(narrow)[:, 2].tolist() == [0.0, 0.0, 0.0]


def test_a_vector_is_not_longer_than_there_is_room_for() -> None:
    assert np.linalg.norm(limited(np.array([3.0, 4.0, 0.0]), 2.5)) == pytest.approx(2.5)
    assert limited(np.array([1.0, 0.0, 0.0]), 2.5).tolist() == [1.0, 0.0, 0.0]
