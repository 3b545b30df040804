"""What one takes home: a film of what is on screen, a poster of the sea, the voyage as a loop to share.

Whatever is wrong with one of them is said in a line, and play goes on.
"""

import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pygame

from seaspirits_game.app.filming import Filming, available
from seaspirits_game.app.pictures import next_free_name, picture_folder, save_picture
from seaspirits_game.core.errors import UserError
from seaspirits_game.render.ui.layout import TEXT_SCALES
from seaspirits_game.scenes.film import FilmScene, Script
from seaspirits_game.scenes.stage import Stage
from seaspirits_game.scenes.world import World

POSTER = (3840, 2160)
LOOP_SIZE = (640, 360)
LOOP_PICTURES, LOOP_BACK = 60, 15
"""Of a voyage from its first step to the last; and how many lead back, so that the loop has no jump."""
_LOOP_REST = 12
"""Pictures in which the last step rests."""
_TICKS = 4
_TITLE_AT_S, _POSTER_S = 1.7, 10.0
"""A moment at which a film of that length shows the title in full."""
_PATIENCE_S = 20.0
"""A loop that is not written by then, when the window closes, is lost."""
_EVERY = 3
"""Frames of the window for a picture of the loop: no frame waits long for it."""


class Keepsakes:
    """Makes them beside the game; `say` tells how it went."""

    def __init__(self, stage: Stage, folder: Callable[[], Path] = picture_folder) -> None:
        self._stage = stage
        self._folder = folder
        self._film: Filming | None = None
        self._ending: threading.Thread | None = None
        self._loop: Loop | None = None
        self._frames = 0

    @property
    def filming(self) -> bool:
        """Whether what is shown becomes a film."""
        return self._film is not None

    def toggle_film(self, surface: pygame.Surface) -> None:
        """Begin a film, or end it."""
        t = self._stage.texts.t
        if self._film is not None:
            self._end_film()
        elif not available():
            self._stage.say(t('A film needs PyAV, which is not here: pip install -e ".[film]" brings it.'))
        else:
            self._film = Filming(self._free("sea-of-spirits", ".mp4"), surface.get_size())

    def follow(self, surface: pygame.Surface, elapsed: float) -> None:
        """After a frame was drawn, before anything is drawn over it that does not belong into a film."""
        film = self._film
        if film is not None:
            if film.over or not film.fits(surface):
                self._end_film()
            else:
                film.feed(surface, elapsed)
        self._frames += 1
        if self._loop is not None and self._frames % _EVERY == 0 and self._loop.go_on():
            self._told(self._loop.path, self._loop.trouble)
            self._loop = None

    def poster(self) -> None:
        """Save the sea as it is looked at, in 3840x2160 pixels, or upright on an upright screen."""
        if self._stage.world is None or self._stage.shown is None:
            self._stage.say(self._stage.texts.t("There is no sea yet to be painted."))
            return
        path = self._free("sea-of-spirits-poster", ".png")
        try:
            save_picture(poster_of(self._stage), path)
        except UserError as error:
            self._stage.say(str(error))
        else:
            self._told(path)

    def loop(self) -> None:
        """Begin to paint the voyage so far as a looping GIF, a picture now and then."""
        t = self._stage.texts.t
        if not available():
            self._stage.say(t('A loop needs PyAV, which is not here: pip install -e ".[film]" brings it.'))
        elif self._loop is not None:
            self._stage.say(t("The loop is being painted."))
        elif len(self._stage.archive) < 2:
            self._stage.say(t("There is no voyage yet to be shared."))
        else:
            self._loop = Loop(self._stage, self._free("sea-of-spirits-voyage", ".gif"))
            self._stage.say(t("The voyage is being painted; play goes on meanwhile."))

    def close(self) -> None:
        """Finish a film that is not over; a loop that is not painted is let go."""
        if self._film is not None:
            self._end_film()
        if self._ending is not None:
            self._ending.join()
        if self._loop is not None:
            self._loop.let_go()

    def _end_film(self) -> None:
        film, self._film = self._film, None
        assert film is not None

        def end() -> None:
            try:
                film.end()
            except UserError as error:
                self._stage.say(str(error))
            else:
                self._told(film.path)

        self._ending = threading.Thread(target=end, name="film's end", daemon=False)
        self._ending.start()

    def _told(self, path: Path, trouble: str = "") -> None:
        self._stage.say(trouble or self._stage.texts.t("Saved: {path}").format(path=path))

    def _free(self, stem: str, suffix: str) -> Path:
        return next_free_name(self._folder(), stem, suffix)


def poster_of(stage: Stage) -> pygame.Surface:
    """The sea as `stage` looks at it, with its name and what it is, as large as a wall needs."""
    size = POSTER[::-1] if stage.kit.screen.portrait else POSTER
    copy, scene = _copied(stage, size, _POSTER_S)
    shown = stage.shown
    assert shown is not None
    for step in stage.archive.steps():
        if step < shown.step:
            copy.story.add(stage.archive.at(step))
    copy.receive(shown)
    scene.begin()
    for _ in range(round(_TITLE_AT_S * 60)):
        copy.advance(1 / 60)
        scene.advance(1 / 60)
    surface = pygame.Surface(size, depth=32)
    scene.draw(surface)
    return surface


def _copied(stage: Stage, size: tuple[int, int], seconds: float) -> tuple[Stage, FilmScene]:
    """A stage of another size over the same task, looked at in the same way, and a scene without instruments."""
    world = stage.world
    assert world is not None
    scale = TEXT_SCALES[0] if size == LOOP_SIZE else min(1.25 * stage.preferences.text_scale, TEXT_SCALES[1])
    likes = replace(stage.preferences, text_scale=scale, quality="high", captions=False, reduced_motion=True)
    copy = Stage(size, likes, send=lambda command: None, seed=stage.seed, texts=stage.texts)
    copy.world = World(world.sheet, stage.seed, likes)
    copy.world.choice.chosen = world.choice.chosen
    copy.world.choice.all_bands = world.choice.all_bands
    copy.world.camera = world.camera
    return copy, FilmScene(copy, _AsLookedAt(seconds, bands=world.choice.all_bands))


@dataclass(frozen=True, slots=True)
class _AsLookedAt(Script):
    """One shoal or all of them, as the person looks at the sea."""

    bands: bool = False

    def all_bands(self, time_s: float) -> bool:
        return self.bands


class Loop:
    """Paints a voyage picture by picture in the game's own thread, and encodes it in another one."""

    def __init__(self, stage: Stage, path: Path) -> None:
        self.path = path
        self.trouble = ""
        steps = stage.archive.steps()
        last = len(steps) - 1
        there = [round(index * last / (LOOP_PICTURES - 1)) for index in range(LOOP_PICTURES)]
        back = [round(index * last / LOOP_BACK) for index in reversed(range(LOOP_BACK))]
        known = {index: stage.archive.at(steps[index]) for index in {*there, *back}}
        self._snapshots = [known[index] for index in [*there, *[last] * _LOOP_REST, *back]]
        self._stage, self._scene = _copied(stage, LOOP_SIZE, 0.0)
        self._painted = 0
        self._waiting: queue.Queue[pygame.Surface | None] = queue.Queue()
        self._thread = threading.Thread(target=self._run, name="loop", daemon=True)
        self._thread.start()

    def go_on(self) -> bool:
        """Paint the next picture; True when all is done, or nothing can be."""
        if self._painted < len(self._snapshots) and not self.trouble:
            self._waiting.put(self._paint(self._painted))
            self._painted += 1
            if self._painted == len(self._snapshots):
                self._waiting.put(None)
            return False
        return not self._thread.is_alive()

    def let_go(self) -> None:
        """Paint no more; what is not painted to its end is not kept, what only waits to be written is."""
        if self._painted < len(self._snapshots):
            self.trouble = self.trouble or "let go"
            self._waiting.put(None)
        self._thread.join(_PATIENCE_S)

    def _paint(self, number: int) -> pygame.Surface:
        stage, world = self._stage, self._stage.world
        assert world is not None
        snapshot = self._snapshots[number]
        if stage.snapshot is None or snapshot.step > stage.snapshot.step:
            stage.receive(snapshot)
        elif snapshot is not stage.snapshot:  # on the way back
            stage.snapshot = snapshot
            world.sea.receive(snapshot)
        if number == 0:
            self._scene.begin()
        for _ in range(_TICKS):
            stage.advance(1 / 60)
            self._scene.advance(1 / 60)
        surface = pygame.Surface(LOOP_SIZE, depth=32)
        self._scene.draw(surface)
        return surface

    def _run(self) -> None:
        from seaspirits_game.app.film import write_film

        try:
            write_film(self.path, self._pictures(), LOOP_SIZE)
        except UserError as error:
            self.trouble = str(error).removeprefix("--out: ")
        except _LetGoError:
            pass

    def _pictures(self) -> Iterator[pygame.Surface]:
        while (surface := self._waiting.get()) is not None:
            yield surface
        if self.trouble:
            raise _LetGoError


class _LetGoError(Exception):
    """A loop was not finished."""
