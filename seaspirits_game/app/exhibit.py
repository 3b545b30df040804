"""The exhibit's window: the ordinary loop with a company that lets nobody out, and a heart that the supervisor hears.

Started by the supervisor as `python -m seaspirits_game.app.exhibit FILE FOLDER`; without one the heart beats for none.
"""

import os
import sys
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
os.environ.setdefault("SDL_VIDEO_ALLOW_SCREENSAVER", "0")  # nobody moves a mouse in a museum for hours

import numpy as np
import pygame

from seaspirits_game.app.bench.machine import resident_bytes
from seaspirits_game.app.berth import Berth
from seaspirits_game.app.options import PlayOptions
from seaspirits_game.app.play import Play
from seaspirits_game.app.window import Window
from seaspirits_game.core.commands import Rewind, Tempo
from seaspirits_game.core.config import VoyageConfig
from seaspirits_game.core.errors import UserError
from seaspirits_game.kiosk.config import KioskConfig
from seaspirits_game.kiosk.supervisor import LEFT, SAFE, Heart
from seaspirits_game.kiosk.visitors import Visitors
from seaspirits_game.kiosk.written import read
from seaspirits_game.learning import worker
from seaspirits_game.link.process import ProcessLink
from seaspirits_game.link.protocol import TrainerLink
from seaspirits_game.link.still import NoTrainer
from seaspirits_game.scenes.asks import Ask, GoTo
from seaspirits_game.scenes.company import Company
from seaspirits_game.scenes.events import Event, Resized
from seaspirits_game.scenes.kiosk.gallery import Gallery
from seaspirits_game.scenes.preferences import Preferences

FPS, ECONOMY_FPS = 60.0, 30.0
_MIB = float(1 << 20)
_FRAMES = 121
"""Whose median work a beat tells."""


class Exhibit(Play):
    """One run of the loop until the operator leaves or the supervisor ends it."""

    def __init__(
        self, window: Window, link: TrainerLink, options: PlayOptions, config: KioskConfig, visitors: Visitors
    ) -> None:
        self._config = config
        self._visitors = visitors
        super().__init__(window, link, options)
        self._heart = Heart()
        self._chord = {name: pygame.key.key_code(name) for name in config.operator.chord}
        self._begun = time.monotonic()

    def _gather(self) -> Company:
        self.gallery = Gallery(self.stage, self._config, self._counts)
        return self.gallery

    def frame(self, elapsed: float) -> float:
        """One frame, and a beat of the heart when it is due."""
        self._hold_chord()
        work = super().frame(elapsed)
        now = time.monotonic()
        if self._heart.due(now):
            self._heart.beat(
                now,
                alone=float(self.gallery.alone),
                frame_ms=float(np.median([*self.times.last(_FRAMES - 1), work * 1000.0])),
                memory_mb=(resident_bytes(os.getpid()) or 0) / _MIB,
                snapshot_age=min(self.link.snapshot_age(), 1e9),
                visits=float(self.gallery.visits),
            )
        if (
            self.gallery.alone
            and now - self._begun > 60.0 * self._config.voyage.minutes
            and self.stage.snapshot is not None
        ):
            self._begun = now
            self.stage.send(Rewind(0))  # what has been learned is boring to watch: the sea begins again
        if self.gallery.lock.open:
            self._leaving = True
        return work

    def _handle(self, event: Event) -> None:
        if isinstance(event, Resized):  # a display that was away may come back with another size
            super()._handle(event)
        else:
            self.company.handle(event)

    def _grant(self, ask: Ask) -> None:
        if isinstance(ask, GoTo):  # nothing else is granted to a visitor: no picture, no film, no way out
            self.company.go(ask.scene)

    def _counts(self, choice: str) -> None:
        self._visitors.count(choice, datetime.now())

    def _hold_chord(self) -> None:
        if self._chord and not self.window.headless:
            down = pygame.key.get_pressed()
            for name, code in self._chord.items():
                self.gallery.hold(name, bool(down[code]))

    def _wake_senses(self) -> None:
        if not self.window.headless and self._config.sound.volume > 0.0:
            super()._wake_senses()


def run(config: KioskConfig, folder: Path) -> int:
    """Show the exhibit; `LEFT` when the operator has left it.

    Raises:
        UserError: no display.
    """
    display = config.display
    preferences = Preferences(
        reduced_motion=display.reduced_motion,
        high_contrast=display.high_contrast,
        palette=display.palette,
        text_scale=display.text_scale,
        quality=display.quality,  # type: ignore[arg-type]  # checked where the file was read
        volume=config.sound.volume,
        guided=True,
        language=config.languages.first,
    )
    options = PlayOptions(
        config=VoyageConfig(task=config.voyage.task, seed=config.voyage.seed),
        preferences=preferences,
        size=display.size,
        fullscreen=display.fullscreen,
        tempo=Tempo.X4,
        fps=ECONOMY_FPS if display.economy else FPS,
    )
    window = Window(options.size, options.fullscreen)
    visitors = Visitors(folder / "visitors.sqlite", lambda text: print(text, file=sys.stderr, flush=True))
    try:
        pygame.mouse.set_visible(False)
        with Berth() as berth:
            link: TrainerLink = NoTrainer()
            if SAFE not in os.environ:
                link = ProcessLink(worker.run, options.config, checkpoints=berth.folder, tempo=options.tempo)
            try:
                Exhibit(window, link, options, config, visitors).run()
            finally:
                link.close()
    finally:
        visitors.close()
        window.close()
    return LEFT


def main(words: Sequence[str]) -> int:
    """`FILE FOLDER`; an empty FILE stands for the defaults."""
    file, folder = words
    try:
        return run(read(Path(file) if file else None), Path(folder))
    except UserError as error:
        print(f"exhibit: {error}", file=sys.stderr, flush=True)
        return 2


if __name__ == "__main__":  # the trainer's process imports this module again, under another name
    sys.exit(main(sys.argv[1:]))
