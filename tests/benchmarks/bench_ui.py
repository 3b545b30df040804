"""Timings of the interface at 1920x1080. Run: `pytest tests/benchmarks/bench_ui.py -n 0 --benchmark-enable -s`.

Each prints its ratio to the floor: blitting as many ready pictures of the same sizes, the least any interface costs.
"""

import time
from collections.abc import Callable, Iterator

import numpy as np
import pygame
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from seaspirits_game.render.ui.controls import Look, choice_button, icon_button, slider
from seaspirits_game.render.ui.depth_gauge import depth_gauge
from seaspirits_game.render.ui.dial import instrument
from seaspirits_game.render.ui.ink import FOAM, MIST
from seaspirits_game.render.ui.kit import Kit
from seaspirits_game.render.ui.plot import plot
from seaspirits_game.render.ui.shapes import glass_panel
from tests.render.ui.sheet import chart, kit_for

SIZE = (1920, 1080)
STEPS = np.linspace(0.0, 1.0, 400)
HISTORY = np.exp(-4.0 * STEPS)
ICONS = (
    "pause",
    "step",
    "layers",
    "tour",
    "glyphs",
    "still",
    "home",
    "camera",
    "fullscreen",
    "help",
    "next",
    "previous",
)


@pytest.fixture
def surface() -> Iterator[pygame.Surface]:
    pygame.display.init()
    yield pygame.display.set_mode(SIZE)
    pygame.display.quit()


def hud(kit: Kit, surface: pygame.Surface, step: int = 0, opacity: float = 1.0) -> None:
    """Some 30 texts, 20 controls, 2 dials and the gauge; what a voyage changes follows `step`."""
    for number in range(14):
        place = (300 + 330 * (number % 3), 40 + 30 * (number // 3))
        kit.type.draw(surface, f"words that stay, {number}", place, "small", MIST, opacity=opacity)
    for number in range(8):
        place = (300 + 330 * (number % 3), 220 + 30 * (number // 3))
        kit.type.draw(surface, f"{(step + number) % 1000 / 1000:.3f}", place, "reading", FOAM, opacity=opacity)
    for number, icon in enumerate(ICONS):
        icon_button(kit, surface, pygame.Rect(300 + 58 * number, 980, 50, 50), icon, Look(active=number == 3), opacity)
    for number in range(7):
        choice_button(kit, surface, pygame.Rect(1000 + 58 * number, 980, 52, 50), f"{number}×", Look(), opacity)
    slider(kit, surface, pygame.Rect(1450, 980, 220, 50), 0.4, Look(hover=True), opacity)
    for number in range(2):
        history = HISTORY[: 200 + step % 200]
        rect = pygame.Rect(1690, 40 + 310 * number, 190, 300)
        share, reading = 0.5 + 0.4 * np.sin(0.05 * step), f"{step % 1000 / 1000:.3f}"
        instrument(kit, surface, rect, "Coherence", reading, share, history, STEPS[: len(history)], opacity)
    depth_gauge(kit, surface, pygame.Rect(36, 160, 190, 800), step, [(0, "initial", True)], "fathoms: steps")


def least(action: Callable[[], object], times: int = 60) -> float:
    """Least seconds of several tries: others disturb, nothing makes it faster."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        taken.append(time.perf_counter() - start)
    return min(taken)


def report(benchmark: BenchmarkFixture, what: str, surface: pygame.Surface, action: Callable[[], object]) -> None:
    """Print the least time and its ratio to blitting pictures of the HUD's sizes."""
    sizes = [(200, 44)] * 30 + [(50, 50)] * 20 + [(136, 136)] * 4 + [(120, 30)] * 2 + [(18, 760)]
    pictures = [(pygame.Surface(size, pygame.SRCALPHA), (100, 100)) for size in sizes]
    for picture, _ in pictures:
        picture.fill((90, 120, 130, 120))
    floor = least(lambda: [surface.blit(picture, place) for picture, place in pictures])
    action()
    taken = least(action)
    print(f"\n{what}: {taken * 1e3:.3f} ms, {taken / floor:.1f} times the floor")
    benchmark(action)


@pytest.mark.parametrize("opacity", [1.0, 0.3])
def test_a_still_hud(benchmark: BenchmarkFixture, surface: pygame.Surface, opacity: float) -> None:
    kit = kit_for(SIZE)
    report(benchmark, f"still HUD at {opacity:.0%}", surface, lambda: hud(kit, surface, 0, opacity))


def test_a_hud_whose_numbers_run(benchmark: BenchmarkFixture, surface: pygame.Surface) -> None:
    kit, steps = kit_for(SIZE), iter(range(10**9))
    report(
        benchmark, "HUD with running readings, needles and sparklines", surface, lambda: hud(kit, surface, next(steps))
    )


def test_a_new_line_of_words(benchmark: BenchmarkFixture, surface: pygame.Surface) -> None:
    kit, numbers = kit_for(SIZE), iter(range(10**9))
    report(
        benchmark,
        "one new line in `small`",
        surface,
        lambda: kit.type.draw(surface, f"learned from   accuracy {next(numbers)} %, loss 0.127", (300, 40), "small"),
    )


def test_a_still_chart(benchmark: BenchmarkFixture, surface: pygame.Surface) -> None:
    kit, shown = kit_for(SIZE), chart()
    rect = pygame.Rect(100, 100, 1400, 800)
    report(benchmark, "chart with a cursor", surface, lambda: plot(kit, surface, rect, shown, 250.0))


def test_a_new_chart(benchmark: BenchmarkFixture, surface: pygame.Surface) -> None:
    shown, rect = chart(), pygame.Rect(100, 100, 1400, 800)

    def new() -> None:
        plot(kit_for(SIZE), surface, rect, shown)

    new()
    print(f"\na chart drawn for the first time: {least(new, 5) * 1e3:.1f} ms")
    benchmark.pedantic(new, rounds=5)


def test_a_new_panel(benchmark: BenchmarkFixture, surface: pygame.Surface) -> None:
    widths = iter(range(300, 1500))

    def new() -> None:
        glass_panel(kit.shapes, surface, pygame.Rect(100, 100, next(widths), 800), 18)

    kit = kit_for(SIZE)
    print(f"\na panel of a new size: {least(new, 20) * 1e3:.2f} ms")
    benchmark.pedantic(new, rounds=20)
