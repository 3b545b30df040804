"""The codex as a person uses it: choosing an article, reading it, going where it can be seen."""

from collections.abc import Callable

import numpy as np
import pygame

from seaspirits_game.core.errors import UserError
from seaspirits_game.scenes import views
from seaspirits_game.scenes.asks import GoTo
from seaspirits_game.scenes.buttons import Control, Controls
from seaspirits_game.scenes.codex.articles import Article, load_articles
from seaspirits_game.scenes.codex.drawing import (
    ROW,
    draw_article,
    draw_controls,
    draw_ground,
    draw_readings,
    draw_refusal,
)
from seaspirits_game.scenes.codex.evidence import Evidence, load_evidence
from seaspirits_game.scenes.codex.page import Page, page_of
from seaspirits_game.scenes.codex.room import Room, lay_out
from seaspirits_game.scenes.codex.scroll import Scroll
from seaspirits_game.scenes.events import Event, KeyPress, PointerDown, PointerMove, PointerUp, Wheel
from seaspirits_game.scenes.stage import Stage
from seaspirits_game.scenes.tooltip import draw_hint
from seaspirits_game.scenes.world import Spirit

_NOTCH, _LINE = 90.0, 60.0
"""Design units that a notch of the wheel and an arrow key go."""


class CodexScene:
    """Reads."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.controls = Controls()
        self.scroll = Scroll()
        self.refusal = ""
        """Why the articles cannot be read, in a line."""
        self._articles: tuple[Article, ...] | None = None
        self._evidence: Evidence | None = None
        self._open = 0
        self._room: Room | None = None
        self._page: Page | None = None
        self._ground: pygame.Surface | None = None
        self._finger: tuple[int, float, float] | None = None
        """Pointer, its last y, and when."""

    @property
    def article(self) -> Article | None:
        """The one that is open."""
        articles = self._load()
        return articles[self._open] if articles else None

    def enter(self) -> None:
        """Lay out for the window; open what was asked for."""
        self.controls = Controls()
        self._room = self._page = self._ground = self._finger = None
        wanted, self.stage.wanted_article = self.stage.wanted_article, ""
        for number, article in enumerate(self._load()):
            if article.key == wanted:
                self.open(number)

    def open(self, number: int) -> None:
        """Turn to an article, from 0; round at the ends."""
        count = len(self._load())
        if count:
            self._open = number % count
            self._room = self._page = self._ground = None
            self.scroll = Scroll()

    def uses_escape(self) -> bool:
        """Escape leads back to the sea, not to the title."""
        return True

    def handle(self, event: Event) -> None:
        """Controls first, then the text."""
        screen = self.stage.kit.screen
        room = self._lay_out()
        match event:
            case PointerDown(x, y, pointer):
                self._finger = None  # of a lift that never came
                if not self.controls.pointer_down(x, y, screen, pointer) and room.page.collidepoint(x, y):
                    self._finger = (pointer, y, self.stage.time_s)
            case PointerMove(x, y, pointer, pressed):
                if self.controls.pointer_moved(x, y, screen, pointer):
                    return
                if self._finger is not None and self._finger[0] == pointer and pressed:
                    _, before, then = self._finger
                    self.scroll = self.scroll.dragged(y - before, self.stage.time_s - then)
                    self._finger = (pointer, y, self.stage.time_s)
            case PointerUp(x, y, pointer):
                if self._finger is not None and self._finger[0] == pointer:
                    self.scroll, self._finger = self.scroll.let_go(), None
                self.controls.pointer_up(x, y, screen, pointer)
            case Wheel(_, _, amount):
                self.scroll = self.scroll.by(-amount * screen.px(_NOTCH))
            case KeyPress(key, shift, repeated):
                if not self.controls.key(key, shift):
                    self._key(key, repeated)
            case _:
                pass

    def advance(self, dt: float) -> None:
        """One tick."""
        self.scroll = self.scroll.advance(dt, self.stage.preferences.reduced_motion)

    def draw(self, surface: pygame.Surface, alpha: float) -> None:
        """The open article, and what a person can do."""
        room, article = self._lay_out(), self.article
        self.controls.items = self._controls(room)
        if self._ground is None or self._ground.get_size() != surface.get_size():
            self._ground = pygame.Surface(surface.get_size(), 0, surface)
            draw_ground(self._ground, self.stage, room)
        surface.blit(self._ground, (0, 0))
        t = self.stage.texts.t
        if article is None or self._page is None:
            draw_refusal(surface, self.stage.kit, room, self.refusal)
        else:
            draw_article(surface, self._ground, self.stage.kit, room, t(article.title), self._page, self.scroll)
            draw_readings(surface, self.stage, room, article)
        titles = {ROW + one.key: t(one.title) for one in self._load()}
        draw_controls(surface, self.stage, room, self.controls, titles, t(article.see.words) if article else "")
        self._hint(surface)

    def _load(self) -> tuple[Article, ...]:
        """The articles; read when first asked for. What is wrong with them is told on the page."""
        if self._articles is None:
            try:
                self._articles = load_articles()
                self._evidence = load_evidence()
            except UserError as error:
                self._articles = self._articles or ()
                self.refusal = str(error)
                self.stage.say(self.refusal)
        return self._articles

    def _lay_out(self) -> Room:
        if self._room is None:
            kit, articles = self.stage.kit, self._load()
            article = articles[self._open] if articles else None
            self._room = lay_out(
                kit.screen,
                len(articles),
                len(article.readings) if article else 0,
                kit.type.line_height("title"),
                kit.type.line_height("small"),
            )
            if article is not None:
                self._page = page_of(kit, self.stage.texts, article, self._evidence, self._room.text.width)
                self.scroll = self.scroll.of(self._page.height, self._room.text.height)
        return self._room

    def _controls(self, room: Room) -> list[Control]:
        t = self.stage.texts.t
        controls = [Control("back", room.back, self._leave, t("back to the sea  (Esc)"))]
        for number, (article, rect) in enumerate(zip(self._load(), room.rows, strict=True)):
            controls.append(Control(ROW + article.key, rect, self._opening(number), active=number == self._open))
        if self.article is not None:
            controls.append(Control("see", room.see, self.see, t("go there  (Enter)")))
        return controls

    def _opening(self, number: int) -> Callable[[], None]:
        return lambda: self.open(number)

    def _key(self, key: str, repeated: bool) -> None:
        px, view = self.stage.kit.screen.px, self.scroll.height
        match key:
            case "down":
                self.scroll = self.scroll.by(px(_LINE))
            case "up":
                self.scroll = self.scroll.by(-px(_LINE))
            case "page down" | "space":
                self.scroll = self.scroll.by(0.85 * view)
            case "page up":
                self.scroll = self.scroll.by(-0.85 * view)
            case "home":
                self.scroll = self.scroll.by(-self.scroll.length)
            case "end":
                self.scroll = self.scroll.by(self.scroll.length)
            case "right":
                self.open(self._open + 1)
            case "left":
                self.open(self._open - 1)
            case _ if repeated:
                pass
            case "return" | "enter":
                self.see()
            case "escape" | "x":
                self._leave()
            case _:
                pass

    def see(self) -> None:
        """Go where the idea of the open article can be seen, and look there at what it says."""
        article, world = self.article, self.stage.world
        if article is None:
            return
        see = article.see
        if world is not None:
            layers = len(world.sheet.layer_widths)
            if see.layer is not None:
                world.choice.chosen = see.layer % layers
            if see.select and self.stage.shown is not None:
                sureness = self.stage.shown.probs.max(axis=1)
                sample = int(np.argmin(sureness) if see.select == "undecided" else np.argmax(sureness))
                world.selected = Spirit(world.choice.chosen, sample)
            if see.tour:
                world.tour.start()
        self.stage.ask(GoTo(see.scene))

    def _leave(self) -> None:
        self.stage.ask(GoTo("layers" if views.shows_all_bands(self.stage) else "sea"))

    def _hint(self, surface: pygame.Surface) -> None:
        control = self.controls.pointed
        draw_hint(surface, self.stage.kit, control, below=control is not None and control.name == "back")
