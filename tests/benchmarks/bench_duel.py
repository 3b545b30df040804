"""What a frame of the duel costs: `pytest tests/benchmarks/bench_duel.py -n 0 --benchmark-enable`.

Processor time of this thread, since other programs may be running; beside it the sea's own painter in the same run.
"""

import time

import numpy as np
import pygame
import pytest

from seaspirits_game.quicksort.distribution import LawShelf
from seaspirits_game.scenes.duel.backdrop import Backdrop
from seaspirits_game.scenes.duel.common import Common
from seaspirits_game.scenes.duel.match import Terms, new_match
from seaspirits_game.scenes.duel.play import PlayPage
from seaspirits_game.scenes.duel.reef_view import Views
from seaspirits_game.scenes.sea_picture import picture, show
from seaspirits_game.scenes.stage import Stage
from tests.scenes.voyages import staged

SIZE, PENS = (1920, 1080), 64


@pytest.fixture(scope="module")
def stage() -> Stage:
    pygame.font.init()
    return staged(1500, "title", SIZE, seconds=0.3).stage


def test_a_frame_in_motion(benchmark, stage) -> None:
    common = Common(stage, LawShelf(), Views(), lambda: None, lambda: None)
    page = PlayPage(common, new_match(Terms(n=PENS, murk=0.2)), lambda played: None)
    backdrop, surface = Backdrop(stage), pygame.Surface(SIZE, 0, 32)

    def frame() -> None:
        state = page.player.state
        if state.segment is not None and not page.player.busy:
            page.choose((state.segment.lo + state.segment.hi) // 2)
        stage.advance(1 / 60)
        page.advance(1 / 60)
        backdrop.draw(surface, 1.0)
        page.draw(surface)

    for _ in range(30):
        frame()
    spent = []

    def timed() -> None:
        began = time.thread_time()
        frame()
        spent.append((time.thread_time() - began) * 1000.0)

    benchmark.pedantic(timed, rounds=400 if benchmark.enabled else 2)
    p50, p99 = np.percentile(spent, [50, 99])
    benchmark.extra_info["thread ms p50, p99"] = f"{p50:.1f}, {p99:.1f}"
    if benchmark.enabled:
        print(f"\nduel, {PENS} pens, {SIZE[0]}x{SIZE[1]}: {p50:.1f} ms, p99 {p99:.1f} ms of processor time a frame")


def test_the_sea_alone_for_comparison(benchmark, stage) -> None:
    surface = pygame.Surface(SIZE, 0, 32)
    sea = picture(stage.world, show(stage.world, 1.0, 0.0), stage.palette, 0.0, stage.depth01)
    spent = []

    def timed() -> None:
        began = time.thread_time()
        stage.painter.paint(surface, sea)
        spent.append((time.thread_time() - began) * 1000.0)

    benchmark.pedantic(timed, rounds=200 if benchmark.enabled else 2)
    if benchmark.enabled:
        print(f"\nthe sea's painter: {np.percentile(spent, 50):.1f} ms of processor time a picture")
