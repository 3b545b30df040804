"""Timings of the sea. Run: `OMP_NUM_THREADS=1 pytest tests/benchmarks/bench_sea.py -n 0 --benchmark-enable -s`.

With the timings come ratios to copying as many coordinates once, the least that any of this could cost.
"""

import time
from collections.abc import Callable

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from seaspirits_game.sea.camera import Pose, framing, project, viewport
from seaspirits_game.sea.clans import ellipsoids
from seaspirits_game.sea.kinship import kin
from seaspirits_game.sea.layout import Choice
from seaspirits_game.sea.picking import nearest
from seaspirits_game.sea.sea import Sea
from seaspirits_game.sea.tour import Tour
from tests.sea.seas import sheet, shoals, snapshot

WIDTHS = (48, 48, 32)
CLASSES = 10
COUNTS = [5391, 15_000, 60_000]
"""Spirits in three layers: digits, the promise, and the largest table."""
VIEW, POSE = viewport(1920, 1080), Pose()

spirits = pytest.mark.parametrize("count", COUNTS)


def sea_of(count: int) -> Sea:
    samples = count // len(WIDTHS)
    sea = Sea(sheet(samples, CLASSES, WIDTHS), seed=0)
    for seed in range(2):
        sea.receive(snapshot(shoals(samples, seed, WIDTHS), CLASSES))
    return sea


def report(benchmark: BenchmarkFixture, what: str, sea: Sea, action: Callable[[], object]) -> None:
    taken, floor = least(action), least(sea.places.copy)
    print(f"\n{what}, {sea.spirits} spirits: {taken * 1e3:.3f} ms, {taken / floor:.1f} copies of the places")
    benchmark(action)


def least(action: Callable[[], object], times: int = 40) -> float:
    """Least seconds of several tries: others disturb, nothing makes it faster."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        taken.append(time.perf_counter() - start)
    return min(taken)


@spirits
def test_a_tick(benchmark: BenchmarkFixture, count: int) -> None:
    sea = sea_of(count)
    report(benchmark, "advance", sea, lambda: sea.advance(1 / 60))


@spirits
def test_receiving_a_snapshot(benchmark: BenchmarkFixture, count: int) -> None:
    sea, news = sea_of(count), snapshot(shoals(count // 3, 5, WIDTHS), CLASSES)
    report(benchmark, "receive", sea, lambda: sea.receive(news))


@spirits
@pytest.mark.parametrize("touring", [False, True], ids=["home", "touring"])
def test_from_places_to_pixels(benchmark: BenchmarkFixture, count: int, touring: bool) -> None:
    sea, layout, tour = sea_of(count), Choice(3, 0, all_bands=True).layout(), Tour(np.random.default_rng(0))
    tour.start()
    tour.advance(3.0)
    frame = tour.frame.astype(np.float32)
    every = slice(0, 3)

    def pixels() -> None:
        places = sea.drawn(0.5)
        seen = places @ frame if touring else places[..., :3]
        project(layout.place(seen + sea.drift(9.0), every).reshape(-1, 3), POSE, VIEW)

    report(benchmark, f"interpolate, drift, place and project ({'touring' if touring else 'at home'})", sea, pixels)


@spirits
def test_projecting_alone(benchmark: BenchmarkFixture, count: int) -> None:
    sea = sea_of(count)
    points = np.ascontiguousarray(sea.places[..., :3]).reshape(-1, 3)
    report(benchmark, "project", sea, lambda: project(points, POSE, VIEW))


@spirits
def test_tails_to_pixels(benchmark: BenchmarkFixture, count: int) -> None:
    sea, layout = sea_of(count), Choice(3, 0, all_bands=True).layout()

    def pixels() -> None:
        seen = sea.trails()[..., :3] + sea.drift(9.0)
        project(layout.place(seen, slice(0, 3)).reshape(-1, 3), POSE, VIEW)

    report(benchmark, "five-part tails to pixels", sea, pixels)


@spirits
def test_shells_of_all_clans(benchmark: BenchmarkFixture, count: int) -> None:
    sea = sea_of(count)
    points = np.ascontiguousarray(sea.places[..., :3]).reshape(-1, 3)
    labels = np.tile(sea.sheet.labels, 3)
    report(benchmark, "ellipsoids", sea, lambda: ellipsoids(points, labels, CLASSES))


@spirits
def test_asking_the_sea(benchmark: BenchmarkFixture, count: int) -> None:
    sea = sea_of(count)
    points = np.ascontiguousarray(sea.places[..., :3]).reshape(-1, 3)
    screen = project(points, POSE, VIEW)

    def ask() -> None:
        nearest(screen, VIEW.x, VIEW.y, 30.0)
        kin(sea.probs, sea.places[1], 4, 6)
        framing(points[::4], VIEW, 600, 400, pitch=POSE.pitch)

    report(benchmark, "pick, kin and framing", sea, ask)
