"""Pivot Duel: the harbour and the pages that its doors open, before the sea that trains on."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

import pygame

from seaspirits_game.core.clock import now_utc
from seaspirits_game.core.streams import derived_seed
from seaspirits_game.quicksort.distribution import LawShelf
from seaspirits_game.quicksort.duel import KILLER
from seaspirits_game.quicksort.sorting import Step
from seaspirits_game.render.pens import Colour
from seaspirits_game.render.ui.motion import ease
from seaspirits_game.scenes.asks import GoTo
from seaspirits_game.scenes.buttons import Controls
from seaspirits_game.scenes.duel import help_card
from seaspirits_game.scenes.duel.backdrop import Backdrop
from seaspirits_game.scenes.duel.catch import Catch
from seaspirits_game.scenes.duel.common import Common
from seaspirits_game.scenes.duel.habits_page import HabitRows, HabitsPage
from seaspirits_game.scenes.duel.harbour import Door, Harbour
from seaspirits_game.scenes.duel.kraken import KrakenPage
from seaspirits_game.scenes.duel.lesson import LessonPage
from seaspirits_game.scenes.duel.match import FEW, ROWS, Match, RoundRecord, Terms, new_match
from seaspirits_game.scenes.duel.play import PlayPage
from seaspirits_game.scenes.duel.race import RacePage
from seaspirits_game.scenes.duel.records import (
    LESSON,
    best_against_the_coin,
    book_of,
    entry_of,
    entry_of_catch,
    entry_of_terms,
    remembered_terms,
)
from seaspirits_game.scenes.duel.reef_view import Views
from seaspirits_game.scenes.duel.review import ReviewPage
from seaspirits_game.scenes.duel.scores import ScoresPage
from seaspirits_game.scenes.duel.sea_page import SeaPage, SeaRows
from seaspirits_game.scenes.events import Event, KeyPress
from seaspirits_game.scenes.stage import Stage
from seaspirits_game.storage.dives import LessonEntry
from seaspirits_game.storage.logbook import Logbook

_FADE_S = 0.45
_PATIENCE_S = 0.5
"""How long the table waits for what is just being written."""
_ROUNDS_LEARNED, _STEPS_LEARNED = 40, 1000
"""Of the newest play, from which habits are learned."""


class Page(Protocol):
    """One page of the duel."""

    controls: Controls

    def enter(self) -> None: ...

    def handle(self, event: Event) -> None: ...

    def advance(self, dt: float) -> None: ...

    def draw(self, surface: pygame.Surface) -> None: ...


class DuelScene:
    """Shows one page; a duel of this session is a function of the stage's seed and how many there were before."""

    def __init__(
        self,
        stage: Stage,
        show_help: Callable[[], None],
        open_logbook: Callable[[], Logbook | None] | None = None,
        clock: Callable[[], str] = now_utc,
    ) -> None:
        self.stage = stage
        self.logbook: Logbook | None = None
        """Open from the first visit on; None where nothing is kept."""
        self.shelf = LawShelf(stage.seed)
        self.matches = 0
        """Duels begun in this session."""
        self._open_logbook = open_logbook
        self._clock = clock
        self._backdrop = Backdrop(stage)
        self._pace = 1.0
        self._steps: list[Step] = []
        """The player's last steps of this session; habits are learned from them where there is no logbook."""
        self._colours: Callable[[int], tuple[Colour, ...]] | None = None
        """Colours of the pens of a round, by its number, where the pens are spirits."""
        self.common = Common(stage, self.shelf, Views(), self.to_harbour, show_help)
        self.harbour = Harbour(
            self.common,
            self._doors(),
            lambda terms: best_against_the_coin(self.logbook, terms),
            lambda: stage.ask(GoTo("title")),
        )
        self.page: Page = self.harbour
        self._terms_kept = self.harbour.terms
        """As the logbook has them."""
        self._noted: LessonPage | None = None
        self._aimed = False
        self._old: pygame.Surface | None = None
        self._fade = 1.0

    # what the company asks of a scene

    def enter(self) -> None:
        """Lay out for the window; behind the pages the whole sea is looked at."""
        if self._open_logbook is not None:
            self.logbook, self._open_logbook = self._open_logbook(), None
            if self.logbook is not None:
                self.harbour.terms = self._terms_kept = remembered_terms(self.logbook)
        self._aimed = False
        self._aim()
        self.page.enter()

    def close(self) -> None:
        """What waits to be written is written, and what was agreed last is remembered."""
        if self.logbook is not None:
            if self.harbour.terms != self._terms_kept:
                self.logbook.add(entry_of_terms(self.harbour.terms, self._clock()))
            self.logbook.close()
            self.logbook = None

    def uses_escape(self) -> bool:
        """Whether Escape leads back here before it leaves the scene."""
        return self.page is not self.harbour or self.page.controls.focused is not None

    def handle(self, event: Event) -> None:
        """Escape goes back to the harbour; the rest is the page's."""
        match event:
            case KeyPress("escape", _, False) if self.page.controls.focused is None:
                self.to_harbour()
            case _:
                self.page.handle(event)

    def advance(self, dt: float) -> None:
        """One tick."""
        self._fade = min(self._fade + dt / _FADE_S, 1.0)
        self._aim()
        self.page.advance(dt)
        self._note_lesson()
        for complaint in self.logbook.take_complaints() if self.logbook is not None else ():
            self.stage.say(complaint)

    def draw(self, surface: pygame.Surface, alpha: float) -> None:
        """The sea behind, the page, and what is left of the page before."""
        self._backdrop.draw(surface, alpha)
        self.page.draw(surface)
        if self._fade >= 1.0:
            self._old = None
        if self._old is not None and self._old.get_size() == surface.get_size():
            self._old.set_alpha(round(255 * (1.0 - ease(self._fade))))
            surface.blit(self._old, (0, 0))

    def draw_help(self, surface: pygame.Surface) -> None:
        """How to play, over everything."""
        help_card.draw(self.stage, surface)

    def _aim(self) -> None:
        screen, world = self.stage.kit.screen, self.stage.world
        if world is not None and not self._aimed:
            world.look_through(screen.width, screen.height, (0, 0, screen.width, screen.height))
            self._aimed = True

    # pages

    def turn_to(self, page: Page) -> None:
        """Show another page; the one before fades."""
        self._old = self._picture()
        self._fade = 0.0
        self.page = page
        page.enter()

    def to_harbour(self) -> None:
        """Back to the doors; a match that is not over is lost."""
        self.turn_to(self.harbour)

    def begin_lesson(self) -> None:
        """The lesson from its first step; from its last one leads on to a duel."""
        self.turn_to(LessonPage(self.common, self.begin_duel))

    def _note_lesson(self) -> None:
        """A lesson that is completed is so once, however long one stays."""
        page = self.page
        if isinstance(page, LessonPage) and page.complete and page is not self._noted:
            self._noted = page
            if self.logbook is not None:
                self.logbook.add(LessonEntry(name=LESSON, completed_at=self._clock()))

    def show_scores(self) -> None:
        """The table of best scores."""
        if self.logbook is not None:
            self.logbook.settle(_PATIENCE_S)
        self.turn_to(ScoresPage(self.common, book_of(self.logbook)))

    def begin_race(self) -> None:
        """Look on while every rule runs."""
        self.turn_to(RacePage(self.common))

    def begin_kraken(self) -> None:
        """Arrange rows against rules."""
        self.turn_to(KrakenPage(self.common, self._caught))

    def _caught(self, catch: Catch) -> None:
        if self.logbook is not None:
            self.logbook.add(entry_of_catch(catch, self.shelf.law(len(catch.values)), self._clock()))

    def begin_duel(self) -> None:
        """A new match on the harbour's terms."""
        self._colours = None
        terms, t = self._new_terms("duel", ""), self.stage.texts.t
        notes = {FEW: t("many pens are equally high: equal ones gather round your pivot, and rest"),
                 KILLER: t("a row laid out beforehand to drown your rival")}  # fmt: skip
        self.play(new_match(replace(terms, note=notes.get(terms.row, ""))))

    def visit_habits(self) -> None:
        """See what the sea has learned, and meet it."""
        t = self.stage.texts.t
        terms = self._new_terms("habits", t("laid out against your habits, before your first move"))

        def begin(rows: HabitRows) -> None:
            self._colours = None
            self.play(new_match(terms, rows.row))

        steps = self.logbook.player_steps(_ROUNDS_LEARNED) if self.logbook is not None else self._steps
        page = HabitsPage(self.common, steps, terms, begin)
        self.turn_to(page)

    def visit_sea(self) -> None:
        """Choose what the spirits are sorted by, and play on them."""
        terms = self._new_terms("sea", "")

        def begin(rows: SeaRows) -> None:
            self._colours = lambda number: rows.colours(number, self.stage.palette)
            self.play(new_match(replace(terms, note=page.note()), rows.row))

        page = SeaPage(self.common, terms, begin)
        self.turn_to(page)

    def _new_terms(self, mode: str, note: str) -> Terms:
        """The harbour's terms with the seed of this session's next match."""
        seed = derived_seed(self.stage.seed, "duel match", self.matches)
        self.matches += 1
        terms = replace(self.harbour.terms, seed=seed, mode=mode, note=note)
        return terms if mode == "duel" else replace(terms, row=ROWS[0])  # the others lay out rows of their own

    def play(self, match: Match) -> None:
        """The next round of a match."""
        number = len(match.rounds)
        colours = self._colours(number) if self._colours is not None else None

        def over(played: RoundRecord) -> None:
            self._round_over(match, played)

        self.turn_to(PlayPage(self.common, match, over, self._pace, colours))

    def _round_over(self, match: Match, played: RoundRecord) -> None:
        if isinstance(self.page, PlayPage):
            self._pace = self.page.pace
        match = match.after(played)
        if match.over and self.logbook is not None:
            self.logbook.add(entry_of(match, self.shelf, self._clock()))
        self._steps = [*self._steps, *played.player_steps][-_STEPS_LEARNED:]
        again = {"habits": self.visit_habits, "sea": self.visit_sea}.get(match.terms.mode, self.begin_duel)
        go_on = again if match.over else lambda: self.play(match)
        colours = self._colours(played.number) if self._colours is not None else None
        self.turn_to(ReviewPage(self.common, match, go_on, colours))

    def _doors(self) -> list[Door]:
        t = self.stage.texts.t
        return [
            Door("lesson", t("Lesson"), t("five things to do with your hands"), "l", self.begin_lesson),
            Door("duel", t("Duel"), t("you against the coin, best of three"), "d", self.begin_duel),
            Door("sea", t("Sea duel"), t("the pens are this network's spirits"), "s", self.visit_sea),
            Door("kraken", t("Be the Kraken"), t("arrange a row that drowns a rule"), "k", self.begin_kraken),
            Door("habits", t("Your habits"), t("a row laid out against how you choose"), "m", self.visit_habits),
            Door("race", t("Race"), t("every rule, from 8 to 4,096 pens"), "r", self.begin_race),
            Door("scores", t("Best scores"), t("of each way to play"), "b", self.show_scores),
        ]

    def _picture(self) -> pygame.Surface | None:
        """The present page as it is drawn, to fade from."""
        screen = self.stage.kit.screen
        surface = pygame.Surface((screen.width, screen.height), 0, 32)
        self._backdrop.draw(surface, 1.0)
        self.page.draw(surface)
        return surface
