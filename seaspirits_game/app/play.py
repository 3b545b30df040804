"""`play`: the window, the trainer beside it, and the loop that joins them."""

import json
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from seaspirits_game.app.berth import Berth
from seaspirits_game.app.comfort import Comfort
from seaspirits_game.app.garbage import collected_between_frames
from seaspirits_game.app.loop import DT, Debt, settle
from seaspirits_game.app.options import PlayOptions
from seaspirits_game.app.pacing import FrameTimes, Pacer, seconds_since_process_start
from seaspirits_game.app.pictures import next_free_name, picture_folder, save_picture
from seaspirits_game.app.voyages import OwnVoyages
from seaspirits_game.app.window import Window
from seaspirits_game.core.clock import now_utc
from seaspirits_game.core.commands import Tempo
from seaspirits_game.core.errors import UserError
from seaspirits_game.core.facts import Refused
from seaspirits_game.core.files import replace_bytes
from seaspirits_game.core.snapshot import Snapshot
from seaspirits_game.learning import worker
from seaspirits_game.link.process import ProcessLink
from seaspirits_game.link.protocol import LinkState, TrainerLink
from seaspirits_game.scenes.asks import Ask, Film, GoTo, Keep, Leave, Loop, Poster, TakePicture, ToggleFullscreen
from seaspirits_game.scenes.company import Company
from seaspirits_game.scenes.events import Event, QuitAsked, Resized
from seaspirits_game.scenes.stage import Gauges, Stage

if TYPE_CHECKING:
    from seaspirits_game.app.senses import Senses
    from seaspirits_game.storage.logbook import Logbook

_GRAPH_FRAMES = 240
_WAIT_FOR_SPIRITS = 30.0
"""Seconds that a run with a frame limit waits for the first snapshot before it counts frames."""
_SIGHTS_ON_THE_WAY = 40
"""Snapshots taken on the way to a step where the sea is held: alignment follows the network past them."""
_GLANCE_S = 0.002
_SETTLE_TICKS = 240
"""Ticks in which a still sea comes to rest for a picture: four seconds, many times the easing's time constant."""


def run(options: PlayOptions) -> int:
    """Play until the window is closed or `options.frames` are drawn; the exit code.

    Raises:
        UserError: no display, a file that cannot be written, or a task that the trainer refuses in a headless run.
    """
    for path in (options.screenshot, options.stats):
        if path is not None and not path.parent.is_dir():
            raise UserError(f"{path}: there is no folder {path.parent}")
    window = Window(options.size, options.fullscreen, options.display)
    try:
        with Berth() as berth:
            link = ProcessLink(
                worker.run,
                options.config,
                checkpoints=berth.folder,
                tempo=options.tempo if options.at_step is None else Tempo.UNBOUNDED,
                every=None if options.at_step is None else max(options.at_step // _SIGHTS_ON_THE_WAY, 1),
                hold_at=options.at_step,
                threads=options.threads,
                course=options.course,
            )
            try:
                return Play(window, link, options).run()
            finally:
                link.close()
    finally:
        window.close()


class Play:
    """One run of the loop over a window and a link."""

    def __init__(self, window: Window, link: TrainerLink, options: PlayOptions) -> None:
        self.window = window
        self.link = link
        self.options = options
        # whoever has no screen needs no guide
        likes = replace(options.preferences, guided=True) if window.headless else options.preferences
        self.stage = Stage(window.size, likes, send=link.send, seed=options.config.seed)
        self.stage.compared = options.compared
        self.company = self._gather()
        self.senses: Senses | None = None
        """Sound, keepsakes and kept settings; after the first frame, and never without a screen."""
        for complaint in options.complaints:
            self.stage.say(complaint)
        self.times = FrameTimes()
        self._comfort = Comfort(self.stage.painter.quality)
        self.first_frame_s: float | None = None
        self.snapshots = 0
        self._heard: Snapshot | None = None
        self._debt = Debt()
        self._begun_at = now_utc()
        self._leaving = False
        self._rates: list[float] = []

    def _gather(self) -> Company:
        """Whose scenes are played."""
        # a run without a screen is nobody's game: nothing of it is kept
        keeps = None if self.window.headless else self._open_logbook
        return Company(self.stage, self.options.scene, keeps, OwnVoyages(self.options.threads))

    def run(self) -> int:
        """The loop."""
        try:
            self.frame(0.0)
            self._wake_senses()
            with collected_between_frames() as tidy:
                drawn = self._frames(tidy)
        finally:
            self.company.close()
            self._keep_voyage()
            if self.senses is not None:
                self.senses.close()
        if self.options.screenshot is not None:
            save_picture(self.window.surface, self.options.screenshot)
        if self.options.stats is not None:
            self._write_stats(self.options.stats, drawn)
        return 0

    def _frames(self, tidy: Callable[[int], None]) -> int:
        """Draw until somebody leaves or the frames asked for are drawn; how many were."""
        held_at, limit = self.options.at_step, self.options.frames
        pacer = Pacer(self.options.fps)
        if held_at is not None:
            self._sink_to(held_at)
        elif limit is not None:
            self._await_spirits(pacer)
        # a picture of a held step counts its ticks, so that it is the same on every machine
        exact = held_at is not None and limit is not None
        self.times = FrameTimes()
        drawn, before = 0, time.perf_counter()
        while not self._leaving and (limit is None or drawn < limit):
            now = time.perf_counter()
            work = self.frame(DT if exact else now - before)
            self.times.add(work)
            if self.stage.preferences.quality == "auto" and not exact:
                self.stage.paint_at(self._comfort.feed(work * 1000.0))
            before = now
            drawn += 1
            tidy(drawn)
            if not exact:
                pacer.wait()
        return drawn

    def frame(self, elapsed: float) -> float:
        """One frame: hear, tick, draw, show. Seconds of work, the wait for the display's turn left out."""
        start = time.perf_counter()
        for event in self.window.events():
            self._handle(event)
        self._hear()
        self._debt = settle(self._debt, elapsed, self._tick)
        self.company.draw(self.window.surface, self._debt.alpha)
        if self.senses is not None:
            self.senses.shown(self.window.surface, elapsed)
        work = time.perf_counter() - start
        self.window.present()
        if self.first_frame_s is None:
            self.first_frame_s = seconds_since_process_start()
        for ask in self.stage.take_asks():
            self._grant(ask)
        if self.senses is not None:
            self.senses.follow(elapsed)
        return work

    def _tick(self) -> None:
        self.stage.advance(DT)
        self.company.advance(DT)

    def _wake_senses(self) -> None:
        if not self.window.headless:
            from seaspirits_game.app.senses import Senses  # not before: the first frame waits for none of it

            self.senses = Senses(self.company, self.window, self.options.settings_file)

    def _open_logbook(self) -> "Logbook | None":
        from seaspirits_game.app.log import open_logbook  # not before it is played for: the first frame comes first

        return open_logbook(self.stage.say)

    def _keep_voyage(self) -> None:
        if self.window.headless:
            return
        from seaspirits_game.app.log import keep_voyage, voyage_entry

        entry = voyage_entry(self._begun_at, self.options.config, self.link.journal, self.stage)
        keep_voyage(entry, self.stage.say)

    def _handle(self, event: Event) -> None:
        match event:
            case QuitAsked():
                self._leaving = True
            case Resized(width, height):
                self.stage.resize((width, height))
                self.company.resized()
                if self.senses is not None:
                    self.senses.look()
            case _:
                self.company.handle(event)

    def _hear(self) -> None:
        snapshot = self.link.latest()
        for fact in self.link.facts():
            self.stage.hear(fact)
            if isinstance(fact, Refused) and self.window.headless:
                raise UserError(fact.message)
        if snapshot is not None and snapshot is not self._heard and self.stage.sea is not None:
            self._heard = snapshot
            if self.options.at_step is not None:  # it hurries to a step where it is held: no pace worth telling
                snapshot = replace(snapshot, tempo=self.options.tempo, steps_per_second=0.0)
            self.stage.receive(snapshot)
            self.snapshots += 1
            if snapshot.steps_per_second > 0:
                self._rates.append(snapshot.steps_per_second)
        self.stage.gauges = Gauges(self.times.last(_GRAPH_FRAMES), self.link.snapshot_age(), self.link.state.value)

    def _grant(self, ask: Ask) -> None:
        match ask:
            case GoTo(scene):
                self.company.go(scene)
            case ToggleFullscreen():
                self._handle(self.window.toggle_fullscreen())
            case TakePicture():
                self._take_picture()
            case Keep(changes) if self.senses is not None:
                for event in self.senses.keep(changes):
                    self._handle(event)
            case Film() | Poster() | Loop() if self.senses is not None:
                self.senses.grant(ask)
            case Leave():
                self._leaving = True
            case _:
                pass

    def _take_picture(self) -> None:
        t = self.stage.texts.t
        try:
            path = next_free_name(picture_folder(), "sea-of-spirits")
            save_picture(self.window.surface, path)
            self.stage.say(t("Picture saved: {path}").format(path=path))
        except UserError as error:
            self.stage.say(str(error))

    def _await_spirits(self, pacer: Pacer) -> None:
        """Draw uncounted frames until there are spirits to count frames of."""
        until = time.perf_counter() + _WAIT_FOR_SPIRITS
        while self._waits(until) and self.stage.snapshot is None:
            self.frame(DT)
            pacer.wait()

    def _sink_to(self, step: int) -> None:
        """Take every snapshot on the way to `step` while sea time stands still, then let the sea come to rest.

        So the picture depends on nothing but the command line.
        """
        until = time.perf_counter() + _WAIT_FOR_SPIRITS + 0.02 * step
        while self._waits(until) and (self.stage.snapshot is None or self.stage.snapshot.step < step):
            for event in self.window.events():
                self._handle(event)
            self._hear()
            time.sleep(_GLANCE_S)
        self.company.draw(self.window.surface, 1.0)  # the scene lays out, and aims the camera, as it draws
        for _ in range(_SETTLE_TICKS):
            self._tick()

    def _waits(self, until: float) -> bool:
        helpless = self.link.state in (LinkState.REFUSED, LinkState.TORN)
        return time.perf_counter() < until and not self._leaving and not helpless

    def _write_stats(self, path: Path, drawn: int) -> None:
        stats = {
            "frames": drawn,
            "frame_ms": self.times.summary(),
            "quality": self.stage.painter.quality,
            "first_frame_s": round(self.first_frame_s or 0.0, 3),
            "spirits": 0 if self.stage.sea is None else self.stage.sea.spirits,
            "trainer_steps_per_s": round(sorted(self._rates)[len(self._rates) // 2], 1) if self._rates else 0.0,
            "snapshots": self.snapshots,
            "size": list(self.window.size),
        }
        try:
            replace_bytes(path, (json.dumps(stats, indent=2) + "\n").encode())
        except OSError as error:
            raise UserError(f"{path}: the statistics cannot be written ({error.strerror})") from None
