"""The body of the command `record`: a film, or its last frame, of a voyage that is made on the way.

The trainer lives in this process and is stepped as the script of the film says, so that the same command gives the
same frames. No display is needed, and no frame is kept: each is encoded as soon as it is drawn.
"""

import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")  # stdout carries results only

import pygame

from seaspirits_game.app.film import check_film, fps_of, is_still, write_film
from seaspirits_game.app.loop import DT
from seaspirits_game.app.pictures import save_picture
from seaspirits_game.app.progress import progress
from seaspirits_game.app.simulate import COMPLETE, TORN
from seaspirits_game.core.config import Measures, VoyageConfig
from seaspirits_game.core.errors import UserError
from seaspirits_game.core.facts import Refused, Torn
from seaspirits_game.learning.session import Session
from seaspirits_game.learning.threads import limit_torch
from seaspirits_game.learning.trainer import Trainer
from seaspirits_game.link.inprocess import InProcessLink
from seaspirits_game.link.protocol import Outlet
from seaspirits_game.render.ui.layout import TEXT_SCALES, Screen
from seaspirits_game.scenes.film import FilmScene, Script
from seaspirits_game.scenes.preferences import Preferences
from seaspirits_game.scenes.stage import Stage

SHORTEST, LONGEST = 0.5, 600.0
"""Seconds."""
SMALLEST, LARGEST = (320, 180), (3840, 3840)
"""Pixels."""
_TEXT_PX, _TEXT_SHARE, _TEXT_UNITS = 16.0, 0.025, 20.0
"""The caption's least size, its share of the shorter side, and its design units: films are watched small."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordOptions:
    """What the command line asks of a film."""

    config: VoyageConfig
    steps: int
    seconds: float
    size: tuple[int, int]
    out: Path
    backward: bool = False
    """Walk back to the very first step in the second half."""


def default_size(out: Path) -> tuple[int, int]:
    """Pixels of a film of that name: a .gif is for a page."""
    return (640, 360) if out.suffix.lower() == ".gif" else (1280, 720)


def run(options: RecordOptions) -> int:
    """Make the film; the exit code.

    Raises:
        UserError: a task that cannot be learnt, a missing encoder, or a file that cannot be written.
    """
    check_film(options.out, options.size)
    if options.backward and not options.config.reversible:
        raise UserError("--backward: only a voyage that is sailed with --reversible can be walked back")
    limit_torch(1)
    pygame.font.init()
    shooting = Shooting(options)
    try:
        if shooting.stage.snapshot is None:
            return _report(options, shooting)
        if is_still(options.out):
            for _ in shooting.moments():
                pass
            save_picture(shooting.draw(), options.out)
        else:
            write_film(options.out, (shooting.draw() for _ in shooting.moments()), options.size)
    finally:
        shooting.close()
    return _report(options, shooting)


class Shooting:
    """One voyage, one stage, one script."""

    def __init__(self, options: RecordOptions) -> None:
        """
        Raises:
            UserError: the task does not exist or does not fit.
        """
        config = options.config
        self._options = options
        self._trainer: Trainer | None = None
        self._link = InProcessLink(self._session)
        self.stage = Stage(
            options.size, Preferences(text_scale=text_scale_of(options.size)), send=self._link.send, seed=config.seed
        )
        self.torn: Torn | None = None
        self.returned: bool | None = None
        """Whether every parameter is again what it was before the first step, once the way back has led there."""
        self._fps = fps_of(options.out)
        self.frames = round(options.seconds * self._fps)
        """Of the whole film; one that is torn has fewer."""
        self._script = Script(self.frames / self._fps, options.backward)
        self._scene = FilmScene(self.stage, self._script)
        self._surface = pygame.Surface(options.size, depth=32)
        self._hear()
        self._scene.begin()

    def moments(self) -> Iterator[int]:
        """Go on to each frame in turn and yield its number; ends early where the voyage tears."""
        ticks = round(1.0 / (DT * self._fps))
        with progress("frames", self.frames) as show:
            for frame in range(self.frames):
                if frame:
                    self._sail_to(self._script.step(frame / self._fps, self._options.steps))
                    for _ in range(ticks):
                        self.stage.advance(DT)
                        self._scene.advance(DT)
                yield frame
                show(frame + 1)
                if self.torn is not None:
                    self.frames = frame + 1
                    return

    def draw(self) -> pygame.Surface:
        """The frame of this moment; the surface is good until the next call."""
        self._scene.draw(self._surface)
        return self._surface

    def close(self) -> None:
        """Let the trainer go."""
        self._link.close()

    def _sail_to(self, step: int) -> None:
        if step < self._link.step_index:
            self._walk_back_to(step)
        elif step > self._link.step_index:
            self._link.latest()  # asks for a snapshot at the end of the way
            self._link.advance(step - self._link.step_index)
            self._hear()

    def _walk_back_to(self, step: int) -> None:
        """Take steps back, and show the sea as it was."""
        trainer = self._trainer
        assert trainer is not None
        while trainer.step_index > step:
            trainer.step_back()
        self.stage.receive(trainer.snapshot())
        if step == 0:
            self.returned = _bits(trainer) == self._first_bits

    def _session(self, outlet: Outlet) -> Session:
        self._trainer = trainer = Trainer(self._options.config, Measures.CHEAP)  # the stages are read off them
        self._first_bits = _bits(trainer)
        return Session(self._options.config, trainer, None, outlet, clock=time.monotonic, save_seconds=None)

    def _hear(self) -> None:
        for fact in self._link.facts():
            if isinstance(fact, Refused):
                raise UserError(fact.message)
            if isinstance(fact, Torn):
                self.torn = fact
            self.stage.hear(fact)
        snapshot = self._link.latest()
        if snapshot is not None and snapshot is not self.stage.snapshot:
            self.stage.receive(snapshot)


def text_scale_of(size: tuple[int, int]) -> float:
    """How much larger than in the window the texts of a film of `size` pixels are."""
    pixels = max(_TEXT_PX, _TEXT_SHARE * min(size))
    return min(max(pixels / (_TEXT_UNITS * Screen(*size).u), TEXT_SCALES[0]), TEXT_SCALES[1])


def _bits(trainer: Trainer) -> bytes:
    """All parameters, as they lie in memory."""
    return b"".join(array.tobytes() for array in trainer.parameters().values())


def _report(options: RecordOptions, shooting: Shooting) -> int:
    torn, snapshot = shooting.torn, shooting.stage.snapshot
    if torn is not None:
        reach = "there is nothing to show" if snapshot is None else f"the film ends at step {snapshot.step}"
        where = f"torn at step {torn.step}, {torn.where} is no longer finite"
        print(f"seaspirits: {options.out}: {where}; {reach}, a smaller --lr may help", file=sys.stderr)
        return TORN
    assert snapshot is not None
    what = "a picture" if is_still(options.out) else f"{shooting.frames} frames, {options.seconds:g} s"
    if shooting.returned is not None:
        there = "every bit is" if shooting.returned else "not every bit is"
        print(f"{options.out}: {what}, {options.steps} steps and back to step 0: {there} what it was")
        return COMPLETE
    print(f"{options.out}: {what}, {snapshot.step} steps; validation accuracy {snapshot.val_accuracy:.4f}")
    return COMPLETE
