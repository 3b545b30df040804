"""Timings of the painter at 1920x1080. Run: `pytest tests/benchmarks/bench_render.py -n 0 --benchmark-enable -s`.

Each prints its ratio to the floor: blitting as many ready sprites and one enlargement of the soft buffer, the least
that a painter of this kind can do on this machine.
"""

import time
from collections.abc import Callable

import numpy as np
import pygame
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from seaspirits_game.render.painter import Painter, Quality
from tests.render.seas import decorated, sea, shoal

SIZE = (1920, 1080)


def floor(count: int) -> float:
    """Least seconds for `count` ready sprites of 12 pixels and one smooth enlargement."""
    surface, sprite = pygame.Surface(SIZE, 0, 32), pygame.Surface((12, 12), 0, 32)
    small = pygame.Surface((SIZE[0] // 4, SIZE[1] // 4), 0, 32)
    places = np.random.default_rng(0).integers(0, 1000, (count, 2)).tolist()
    sprites = [(sprite, (x, y)) for x, y in places]

    def draw() -> None:
        pygame.transform.smoothscale(small, SIZE, surface)
        surface.fblits(sprites, pygame.BLEND_RGB_ADD)

    return least(draw)


def least(action: Callable[[], None], times: int = 9) -> float:
    """Least seconds of several tries: others disturb, nothing makes it faster."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        taken.append(time.perf_counter() - start)
    return min(taken)


@pytest.mark.parametrize("quality", ["low", "medium", "high"])
@pytest.mark.parametrize("count", [0, 1797, 5391, 15_000])
def test_a_frame_of_spirits(benchmark: BenchmarkFixture, count: int, quality: Quality) -> None:
    surface, painter, picture = pygame.Surface(SIZE, 0, 32), Painter(SIZE, quality), sea(shoal(count, SIZE, spread=0.6))
    benchmark(lambda: painter.paint(surface, picture))
    taken = least(lambda: painter.paint(surface, picture))
    print(f"\n{count} spirits, {quality}: {taken * 1e3:.1f} ms, {taken / floor(count):.1f} times the floor")
    assert pygame.surfarray.array3d(surface).max() > 60


def test_a_frame_with_lines(benchmark: BenchmarkFixture) -> None:
    surface, painter, picture = pygame.Surface(SIZE, 0, 32), Painter(SIZE), decorated(shoal(5391, SIZE), SIZE)
    benchmark(lambda: painter.paint(surface, picture))
    assert pygame.surfarray.array3d(surface).max() > 60


def test_making_a_painter(benchmark: BenchmarkFixture) -> None:
    assert benchmark(lambda: Painter(SIZE)).size == SIZE
