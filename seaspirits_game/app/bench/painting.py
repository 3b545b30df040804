"""A full frame beside the least and the simplest that could be drawn instead. Runs in a process of its own.

All on the same surface, in turns, so that whatever else the machine does meets all of them alike.
"""

import itertools
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pygame

from seaspirits_game.app.bench.children import NotMeasuredError
from seaspirits_game.app.bench.machine import fine_clock
from seaspirits_game.app.loop import DT
from seaspirits_game.app.window import Window
from seaspirits_game.core.commands import Command
from seaspirits_game.core.config import VoyageConfig
from seaspirits_game.core.facts import Fact
from seaspirits_game.core.snapshot import Snapshot
from seaspirits_game.learning import worker
from seaspirits_game.link.process import ProcessLink
from seaspirits_game.render.picture import SpiritFrame
from seaspirits_game.scenes.company import Company
from seaspirits_game.scenes.preferences import Preferences
from seaspirits_game.scenes.sea_picture import picture, show
from seaspirits_game.scenes.stage import Stage

SIZE = (1920, 1080)
SPRITE = 12
"""Side of the bare sprites, pixels: that of most wisps in this picture."""
_EVERY, _LAST_STEP = 100, 2_000
_FRAMES_A_SNAPSHOT = 5
"""As in `play`, where a trainer at full pace is about a hundred steps further at each of twelve snapshots a second."""
_WARM_UP = 15
_PATIENCE = 60.0
_WATER = (8, 46, 66)
_DOT, _HALO = 2.0, 6.0
"""Radii in pixels of a spirit at the focal distance, as the simplest code draws it."""


def measure(quick: bool) -> dict[str, Any]:
    """Milliseconds of processor time of each way to draw a layers view of digits at 1080p, and how many spirits it has.

    Raises:
        NotMeasuredError: the trainer never came up.
    """
    window = Window(SIZE, fullscreen=False)
    try:
        facts, snapshots = _short_voyage()
        show_frame = _frames(window.surface, facts, snapshots)
        for _ in range(_WARM_UP):
            stage = show_frame()
        spirits = _spirits(stage)
        places = np.rint(spirits.xy).astype(int).tolist()
        ways: dict[str, Callable[[], object]] = {
            "frame_ms": show_frame,
            "fblits_ms": _bare(window.surface, places),
            "simple_ms": _simple(window.surface, spirits, places),
        }
        clock = fine_clock()
        taken: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(15 if quick else _FRAMES_A_SNAPSHOT * len(snapshots) - _WARM_UP):
            for name, draw in ways.items():
                start = clock()
                draw()
                taken[name].append((clock() - start) * 1e3)
        return {"spirits": len(places), **{name: statistics.median(values) for name, values in taken.items()}}
    finally:
        window.close()


def _short_voyage() -> tuple[list[Fact], list[Snapshot]]:
    """A real trainer's facts and snapshots; it has ended when this returns."""
    facts: list[Fact] = []
    snapshots: list[Snapshot] = []
    with tempfile.TemporaryDirectory(prefix="sea-of-spirits-bench-") as folder:
        link = ProcessLink(
            worker.run, VoyageConfig(), Path(folder), every=_EVERY, hold_at=_LAST_STEP, save_seconds=None
        )
        try:
            until = time.monotonic() + _PATIENCE
            while not snapshots or snapshots[-1].step < _LAST_STEP:
                if time.monotonic() > until:
                    raise NotMeasuredError(f"the trainer did not reach step {_LAST_STEP} in {_PATIENCE:.0f} s")
                facts += link.facts()
                newest = link.latest()
                if newest is not None and (not snapshots or newest is not snapshots[-1]):
                    snapshots.append(newest)
                time.sleep(0.002)
        finally:
            link.close()
    return facts, snapshots


def _frames(surface: pygame.Surface, facts: list[Fact], snapshots: list[Snapshot]) -> Callable[[], Stage]:
    """All that `play` does between two looks at the clock, as a function that draws the next frame."""
    stage = Stage(SIZE, Preferences(), send=_nobody_listens, seed=0)
    company = Company(stage, "layers")
    for fact in facts:
        stage.hear(fact)
    drawn = itertools.count()

    def draw() -> Stage:
        number, rest = divmod(next(drawn), _FRAMES_A_SNAPSHOT)
        if rest == 0:
            stage.receive(snapshots[number % len(snapshots)])
        stage.advance(DT)
        company.advance(DT)
        company.draw(surface, 1.0)
        return stage

    return draw


def _nobody_listens(command: Command) -> None:
    pass


def _spirits(stage: Stage) -> SpiritFrame:
    """The spirits on screen, as the painter is handed them."""
    assert stage.world is not None
    shown = show(stage.world, 1.0, stage.time_s)
    return picture(stage.world, shown, stage.palette, stage.time_s, stage.depth01).spirits


def _bare(surface: pygame.Surface, places: list[list[int]]) -> Callable[[], None]:
    """As many ready sprites at the same places, added by one call; nothing is computed, nothing else is drawn."""
    sprite = pygame.Surface((SPRITE, SPRITE), 0, 32)
    sprite.fill((30, 40, 50))
    ready = [(sprite, (x, y)) for x, y in places]
    return lambda: surface.fblits(ready, pygame.BLEND_RGB_ADD)


def _simple(surface: pygame.Surface, spirits: SpiritFrame, places: list[list[int]]) -> Callable[[], None]:
    """A filled surface, a dim opaque circle and a bright one a spirit: what a first program would do.

    Places, radii and colours are ready; overlapping light is not added up, since circles cannot.
    """
    bright = (spirits.rgb * 255.0).astype(int).tolist()
    dim = (spirits.rgb * 70.0).astype(int).tolist()
    dots = np.maximum(_DOT * spirits.scale, 1.0).tolist()
    halos = np.maximum(_HALO * spirits.scale, 2.0).tolist()

    def draw() -> None:
        surface.fill(_WATER)
        for colour, place, radius in zip(dim, places, halos, strict=True):
            pygame.draw.circle(surface, colour, place, radius)
        for colour, place, radius in zip(bright, places, dots, strict=True):
            pygame.draw.circle(surface, colour, place, radius)

    return draw
