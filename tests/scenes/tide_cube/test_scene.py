"""What a person does with the Tide Cube, and that what is written beside a cube is said of what is drawn."""

from dataclasses import replace

import numpy as np
import pygame
import pytest

from seaspirits_game.core.arrays import F64
from seaspirits_game.scenes.asks import GoTo
from seaspirits_game.scenes.company import Company
from seaspirits_game.scenes.events import KeyPress, PointerDown, PointerMove, PointerUp
from seaspirits_game.scenes.preferences import Preferences
from seaspirits_game.scenes.tide_cube.cube import determinant, handedness
from seaspirits_game.scenes.tide_cube.drawing import told_log, told_volume
from seaspirits_game.scenes.tide_cube.scene import TideCubeScene
from tests.render.golden import assert_matches_golden
from tests.scenes.voyages import advance, drawn, staged

STILL = Preferences(still_water=True, reduced_motion=True)
SIZES = [(1280, 720), (1920, 1080), (1080, 1920), (3840, 2160)]
MAPS = (
    np.array([[1.2, 0.1, -0.3], [0.2, 0.9, 0.1], [0.0, 0.4, 1.1]]),
    np.array([[0.8, -0.6, 0.1], [0.5, 1.4, 0.0], [0.2, 0.1, -1.6]]),
    np.array([[1.5, 0.2, 0.1], [-0.3, 1.2, 0.5], [0.1, 0.2, 1.9]]),
)
"""The kept voyage is older than these matrices; the second one mirrors."""


def opened(
    size: tuple[int, int] = (1280, 720), maps: tuple[F64, ...] = MAPS, step: int = 600
) -> tuple[Company, TideCubeScene]:
    company = staged(step, "sea", size, STILL, seconds=0.1)
    if company.stage.snapshot is not None:
        company.stage.snapshot = replace(company.stage.snapshot, frame_maps=maps)
    company.go("tide")
    advance(company, 0.1)
    drawn(company)
    scene = company.scene
    assert isinstance(scene, TideCubeScene)
    return company, scene


def press(company: Company, *keys: str, shift: bool = False) -> None:
    for key in keys:
        company.handle(KeyPress(key, shift))
        advance(company, 0.05)
        drawn(company)


def rect_of(scene: TideCubeScene, name: str) -> pygame.Rect:
    return next(item.rect for item in scene.controls.items if item.name == name)


def touch(company: Company, place: tuple[int, int]) -> None:
    company.handle(PointerDown(*place, 0))
    company.handle(PointerUp(*place, 0))
    drawn(company)


def test_the_sea_leads_to_it_and_escape_back() -> None:
    company = staged(150, "sea")
    company.handle(KeyPress("v"))
    assert company.stage.take_asks() == [GoTo("tide")]
    company.go("tide")
    for key in ("escape", "v"):
        company.handle(KeyPress(key))
        assert company.stage.take_asks() == [GoTo("sea")]


def test_the_cube_goes_through_the_networks_own_matrices() -> None:
    _, scene = opened()
    cubes = scene.cubes
    assert len(cubes) == 4
    assert cubes[-1] == pytest.approx(MAPS[2] @ MAPS[1] @ MAPS[0])
    for cube in cubes:
        assert determinant(cube) == pytest.approx(np.linalg.det(cube))
    assert [handedness(cube) for cube in cubes] == [1, 1, -1, -1]


def test_the_view_turns_and_no_number_changes() -> None:
    company, scene = opened()
    before, cubes = pygame.surfarray.array3d(drawn(company)), scene.cubes
    company.handle(PointerDown(500, 150, 0))
    company.handle(PointerMove(560, 180, 0, True))
    company.handle(PointerUp(560, 180, 0))
    assert not np.array_equal(before, pygame.surfarray.array3d(drawn(company)))
    assert all(np.array_equal(one, two) for one, two in zip(cubes, scene.cubes, strict=True))


def test_a_finger_takes_a_vector_along() -> None:
    company, scene = opened()
    x, y = rect_of(scene, "handle a").center
    company.handle(PointerDown(x, y, 0))
    company.handle(PointerMove(x + 30, y, 0, True))
    drawn(company)
    assert rect_of(scene, "handle a").center == pytest.approx((x + 30, y), abs=2)
    company.handle(PointerUp(x + 30, y, 0))
    start = scene.vectors[False]
    assert not np.array_equal(start[:, 0], [1.0, 0.0, 0.0])
    assert np.array_equal(start[:, 1:], np.eye(3)[:, 1:])
    assert scene.cubes[1] == pytest.approx(MAPS[0] @ start)


def test_keys_take_a_vector_along_in_every_direction() -> None:
    company, scene = opened()
    scene.controls.focused = "handle b"
    for key, back in (("left", "right"), ("up", "down"), ("page up", "page down")):
        press(company, key)
        assert not np.allclose(scene.vectors[False], np.eye(3))
        press(company, back)
        assert scene.vectors[False] == pytest.approx(np.eye(3))
    press(company, "right", shift=True)
    assert np.linalg.norm(scene.vectors[False] - np.eye(3)) == pytest.approx(0.02)
    press(company, *["up"] * 60)
    assert np.linalg.norm(scene.vectors[False][:, 1]) <= 2.5 + 1e-9


def test_one_cube_is_played_with_apart_from_the_network() -> None:
    company, scene = opened()
    press(company, "f")
    assert scene.free
    assert len(scene.cubes) == 1
    touch(company, rect_of(scene, "flatten").center)
    assert handedness(scene.cubes[0]) == 0
    assert np.linalg.norm(scene.cubes[0][:, 2]) == pytest.approx(1.0), "it lies there as long as it stood"
    touch(company, rect_of(scene, "mirror").center)
    touch(company, rect_of(scene, "unit").center)
    assert np.array_equal(scene.cubes[0], np.eye(3))
    touch(company, rect_of(scene, "mirror").center)
    assert determinant(scene.cubes[0]) == -1.0
    scene.vectors[True] = np.array([[1.0, 0.2, 0.3], [0.0, 1.0, 0.4], [0.0, 0.0, 0.8]])
    drawn(company)
    touch(company, rect_of(scene, "flatten").center)
    assert handedness(scene.cubes[0]) == 0
    assert told_log(-np.inf) == "−∞"
    press(company, "f")
    assert len(scene.cubes) == 4, "the first cube of the layers was left alone"
    assert np.array_equal(scene.cubes[0], np.eye(3))


def test_another_layer_is_looked_at_by_key_and_by_touch() -> None:
    company, scene = opened()
    press(company, "right")
    assert scene._looked_at() == 2
    press(company, "right", "right", "right")
    assert scene._looked_at() == 3
    press(company, "left")
    assert scene._looked_at() == 2
    touch(company, rect_of(scene, "cube 1").center)
    assert scene._looked_at() == 1


def test_every_control_is_reached_by_keys_alone() -> None:
    company, scene = opened()
    names = [item.name for item in scene.controls.items]
    seen = []
    for _ in names:
        press(company, "tab")
        seen.append(scene.controls.focused)
    assert sorted(seen) == sorted(names)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("free", [False, True])
def test_it_draws_on_every_screen(size: tuple[int, int], free: bool) -> None:
    company, scene = opened(size)
    if free:
        press(company, "f")
    room = scene._lay_out()
    before = pygame.surfarray.array3d(drawn(company)).astype(int)
    scene._yaw += 0.7
    change = np.abs(pygame.surfarray.array3d(drawn(company)).astype(int) - before).max(axis=2) > 24
    for glass in room.glasses:
        area = glass.inflate(60, 60).clip(company.stage.kit.screen.rect)
        change[area.left : area.right, area.top : area.bottom] = False
    assert not change.any(), "a cube has left its cell"


@pytest.mark.parametrize(
    "maps",
    [
        (),
        (np.zeros((3, 3)),),
        (np.ones((2, 2)), np.eye(3)),
        (np.eye(3), np.ones((2, 2))),
        (1e-30 * np.eye(3), 1e25 * np.eye(3)),
        tuple(50.0 * MAPS[0] for _ in range(8)),
    ],
    ids=["none", "zero", "two inputs", "narrow", "tiny", "eight layers"],
)
def test_odd_networks_draw_too(maps: tuple[F64, ...]) -> None:
    company, scene = opened(maps=maps)
    press(company, "right", "f", "f", "tab", "tab", "up")
    assert len(scene._lay_out().cells) == len(scene.cubes)


def test_before_the_first_snapshot_it_is_there() -> None:
    company = staged(-1, "tide")
    drawn(company)
    press(company, "right", "f", "home", "tab", "escape")
    drawn(company)


def test_numbers_are_told_with_real_signs() -> None:
    assert (told_volume(-1234.5), told_volume(0.0), told_log(-0.5)) == ("−1230", "0", "−0.50")


@pytest.mark.parametrize(
    ("name", "size", "free"),
    [("tide_cube", (1920, 1080), False), ("tide_cube_free", (1280, 720), True), ("tide_portrait", (1080, 1920), False)],
)
def test_it_looks_as_it_did(name: str, size: tuple[int, int], free: bool) -> None:
    company, scene = opened(size, step=1500)
    if free:
        scene.vectors[True] = np.array([[1.2, 0.1, 0.2], [0.0, 1.1, 0.3], [0.1, 0.2, -0.9]])
        press(company, "f")
    assert_matches_golden(drawn(company), f"scene_{name}")
