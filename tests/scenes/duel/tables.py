"""A duel's scene or page to play at, over a stage without a trainer."""

import numpy as np
import pygame

from seaspirits_game.quicksort.distribution import LawShelf
from seaspirits_game.scenes.asks import Ask
from seaspirits_game.scenes.duel.common import Common
from seaspirits_game.scenes.duel.match import Match, RoundRecord, Terms, new_match
from seaspirits_game.scenes.duel.play import PlayPage
from seaspirits_game.scenes.duel.reef_view import Views
from seaspirits_game.scenes.duel.scene import DuelScene
from seaspirits_game.scenes.events import KeyPress, PointerDown, PointerMove, PointerUp
from seaspirits_game.scenes.preferences import Preferences
from seaspirits_game.scenes.stage import Stage
from seaspirits_game.storage.logbook import Logbook

TICK = 1 / 60


def a_stage(size: tuple[int, int] = (1280, 720), preferences: Preferences | None = None, seed: int = 0) -> Stage:
    return Stage(size, preferences or Preferences(), send=lambda command: None, seed=seed)


class Table:
    """A played round, with what came of it."""

    def __init__(
        self, terms: Terms | None = None, size: tuple[int, int] = (1280, 720), preferences: Preferences | None = None
    ) -> None:
        self.stage = a_stage(size, preferences)
        self.over: list[RoundRecord] = []
        self.left = 0
        match: Match = new_match(terms or Terms())
        common = Common(self.stage, LawShelf(), Views(), self._leave, lambda: None)
        self.page = PlayPage(common, match, self.over.append)
        self.page.enter()
        self.surface = pygame.Surface(size, 0, 32)
        self.draw()

    def _leave(self) -> None:
        self.left += 1

    def draw(self) -> pygame.Surface:
        self.surface.fill(0)
        self.page.draw(self.surface)
        return self.surface

    def wait(self, seconds: float) -> None:
        for _ in range(round(seconds / TICK)):
            self.stage.advance(TICK)
            self.page.advance(TICK)

    def settle(self) -> None:
        while self.page.player.busy:
            self.wait(TICK)

    def press(self, *keys: str, shift: bool = False) -> None:
        for key in keys:
            self.page.handle(KeyPress(key, shift))

    def spot(self, place: int) -> tuple[float, float]:
        self.draw()
        view = self.page._views[0]
        return view.reef.x_of(place), view.reef.ground.y - 20

    def touch(self, place: int, pointer: int = 0) -> None:
        x, y = self.spot(place)
        self.page.handle(PointerDown(x, y, pointer))
        self.page.handle(PointerUp(x, y, pointer))

    def hover(self, place: int) -> None:
        self.page.handle(PointerMove(*self.spot(place)))

    def click(self, name: str) -> None:
        self.draw()
        click(self.page, name)

    def play_out(self) -> None:
        """Choose the middle place until the row is sorted."""
        for _ in range(200):
            segment = self.page.player.state.segment
            if segment is None:
                return
            self.page.choose((segment.lo + segment.hi - 1) // 2)
            self.settle()
        raise AssertionError("the row is never sorted")


class Visit:
    """The duel's scene, with what it asked."""

    def __init__(
        self,
        size: tuple[int, int] = (1280, 720),
        preferences: Preferences | None = None,
        logbook: Logbook | None = None,
        seed: int = 0,
    ) -> None:
        self.stage = a_stage(size, preferences, seed)
        self.helped = 0
        self.scene = DuelScene(self.stage, self._help, lambda: logbook, clock=lambda: "2025-01-02T03:04:05+00:00")
        self.scene.enter()
        self.surface = pygame.Surface(size, 0, 32)
        self.draw()

    def _help(self) -> None:
        self.helped += 1

    @property
    def page(self):
        return self.scene.page

    def draw(self) -> pygame.Surface:
        self.scene.draw(self.surface, 1.0)
        return self.surface

    def wait(self, seconds: float) -> None:
        for _ in range(round(seconds / TICK)):
            self.stage.advance(TICK)
            self.scene.advance(TICK)

    def press(self, *keys: str, shift: bool = False) -> None:
        for key in keys:
            self.scene.handle(KeyPress(key, shift))
        self.draw()

    def click(self, name: str) -> None:
        self.draw()
        click(self.page, name, self.scene.handle)
        self.draw()

    def asked(self) -> list[Ask]:
        return self.stage.take_asks()


def click(page, name: str, handle=None) -> None:
    """Press the control of that name with a finger."""
    names = [item.name for item in page.controls.items]
    assert name in names, f"{name!r} is none of {names}"
    x, y = next(item.rect for item in page.controls.items if item.name == name).center
    for event in (PointerDown(x, y, 0), PointerUp(x, y, 0)):
        (handle or page.handle)(event)


def shuffled(n: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).permutation(n).astype(np.float64)
