"""The Keeper: the reefs, and the pages that lead into the water and out of it again."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Protocol

import pygame

from seaspirits_game.core.commands import SetTempo, Tempo
from seaspirits_game.core.config import VoyageConfig
from seaspirits_game.core.errors import UserError
from seaspirits_game.core.streams import derived_seed
from seaspirits_game.keeper.dive import Dive, KrakenDuel, daily_seed
from seaspirits_game.keeper.recipes import load_recipes
from seaspirits_game.keeper.state import Outcome
from seaspirits_game.keeper.written import load_dives
from seaspirits_game.render.ui.motion import ease
from seaspirits_game.scenes.asks import GoTo
from seaspirits_game.scenes.buttons import Controls
from seaspirits_game.scenes.duel import help_card as duel_help
from seaspirits_game.scenes.duel.backdrop import Backdrop
from seaspirits_game.scenes.events import Event, KeyPress
from seaspirits_game.scenes.keeper import help_card
from seaspirits_game.scenes.keeper.dive_page import DivePage
from seaspirits_game.scenes.keeper.diving import Diving
from seaspirits_game.scenes.keeper.end_page import EndPage, Way
from seaspirits_game.scenes.keeper.free_page import FreePage, free_dive
from seaspirits_game.scenes.keeper.kraken_page import KrakenPage
from seaspirits_game.scenes.keeper.reefs_page import Door, ReefsPage
from seaspirits_game.scenes.keeper.stars import Keepsake
from seaspirits_game.scenes.keeper.voyages import Voyages
from seaspirits_game.scenes.stage import Stage
from seaspirits_game.storage.logbook import Logbook
from seaspirits_game.texts.numbers import whole

_FADE_S = 0.4
ENDLESS, DAILY = "endless", "daily"
"""File names of the dives beside the reefs."""


class Page(Protocol):
    """One page of the Keeper."""

    @property
    def controls(self) -> Controls: ...

    def enter(self) -> None: ...

    def handle(self, event: Event) -> None: ...

    def advance(self, dt: float) -> None: ...


class KeeperScene:
    """Shows one page, and owns the dive that is under way."""

    def __init__(
        self,
        stage: Stage,
        show_help: Callable[[], None],
        voyages: Voyages | None,
        open_logbook: Callable[[], Logbook | None] | None = None,
        today: Callable[[], date] = lambda: datetime.now(UTC).date(),
    ) -> None:
        self.stage = stage
        self.keepsake = Keepsake()
        self.diving: Diving | None = None
        self._voyages = voyages
        self._open_logbook = open_logbook
        self._show_help = show_help
        self._today = today
        self._backdrop = Backdrop(stage)
        self._attempts = 0
        self._tempo_before: Tempo | None = None
        """That of the window's own voyage, which rests while somebody dives."""
        self._old: pygame.Surface | None = None
        self._fade = 1.0
        self._aimed = False
        self.dives = self._loaded()
        self.reefs = ReefsPage(stage, self.dives, self._doors(), self.begin, self._leave, show_help)
        self.page: Page = self.reefs

    # what the company asks of a scene

    def enter(self) -> None:
        """Lay out for the window."""
        if self._open_logbook is not None:
            self.keepsake.logbook, self._open_logbook = self._open_logbook(), None
            self.reefs.stars = self.keepsake.stars()
            self.reefs.suggest()
        self._aimed = False
        self.page.enter()

    def close(self) -> None:
        """End what is under way; what waits to be written is written."""
        self._end_voyage()
        if self._voyages is not None:
            self._voyages.close()
        if self.keepsake.logbook is not None:
            self.keepsake.logbook.close()
            self.keepsake.logbook = None

    def uses_escape(self) -> bool:
        """Whether Escape does something here before it leaves the scene."""
        return self.page is not self.reefs or self.page.controls.focused is not None

    def handle(self, event: Event) -> None:
        """What the page does with it; Escape leads back to the reefs from where nothing can be lost."""
        match event:
            case KeyPress("escape", _, False) if self.page.controls.focused is None and isinstance(self.page, EndPage):
                self.to_reefs()
            case _:
                self.page.handle(event)

    def advance(self, dt: float) -> None:
        """One tick."""
        self._fade = min(self._fade + dt / _FADE_S, 1.0)
        screen, world = self.stage.kit.screen, self.stage.world
        if world is not None and not self._aimed and self.page is self.reefs:
            world.look_through(screen.width, screen.height, (0, 0, screen.width, screen.height))
            self._aimed = True
        self.page.advance(dt)
        if self.keepsake.logbook is not None:
            for complaint in self.keepsake.logbook.take_complaints():
                self.stage.say(complaint)

    def draw(self, surface: pygame.Surface, alpha: float) -> None:
        """The page, and what is left of the one before."""
        self._draw_page(surface, alpha)
        if self._fade >= 1.0:
            self._old = None
        if self._old is not None and self._old.get_size() == surface.get_size():
            self._old.set_alpha(round(255 * (1.0 - ease(self._fade))))
            surface.blit(self._old, (0, 0))

    def draw_help(self, surface: pygame.Surface) -> None:
        """How to dive, over everything; how to duel, while the Kraken has called."""
        if isinstance(self.page, KrakenPage):
            duel_help.draw(self.stage, surface)
        else:
            help_card.draw(self.stage, surface)

    def _draw_page(self, surface: pygame.Surface, alpha: float) -> None:
        if isinstance(self.page, ReefsPage | FreePage):
            self._backdrop.draw(surface, alpha)
            self.page.draw(surface)
        elif isinstance(self.page, DivePage | EndPage | KrakenPage):
            self.page.draw(surface, alpha)

    # pages

    def turn_to(self, page: Page) -> None:
        """Show another page; the one before fades."""
        screen = self.stage.kit.screen
        self._old = pygame.Surface((screen.width, screen.height), 0, 32)
        self._draw_page(self._old, 1.0)
        self._fade = 0.0
        self.page = page
        page.enter()

    def to_reefs(self) -> None:
        """Back to the reefs; a dive that is not over is given up."""
        self.reefs.stars = self.keepsake.stars()
        self.turn_to(self.reefs)
        self._end_voyage()
        self._aimed = False

    def begin(self, dive: Dive) -> None:
        """Dive, with a seed that this session has not had yet."""
        self._attempts += 1
        self._begin(dive, derived_seed(self.stage.seed, f"dive {dive.key}", self._attempts) % 2**31)

    def begin_daily(self, dive: Dive) -> None:
        """The same sea for everybody who dives today."""
        day = self._today()
        self._begin(dive, daily_seed(day.year, day.month, day.day))

    def to_free(self) -> None:
        """Where the free sea is set up."""
        try:
            recipes = load_recipes()
        except UserError as error:
            self.stage.say(str(error))
            recipes = ()
        self.turn_to(FreePage(self.stage, recipes, self.begin_free, self.to_reefs))

    def begin_free(self, config: VoyageConfig) -> None:
        """Dive where nobody wins or loses."""
        self._attempts += 1
        self._begin(free_dive(config), derived_seed(self.stage.seed, "free sea", self._attempts) % 2**31, free=True)

    def _begin(self, dive: Dive, seed: int, free: bool = False) -> None:
        if self._voyages is None:
            self.stage.say(self.stage.texts.t("There is no trainer here to dive with."))
            return
        self._end_voyage(wake=False)
        self._rest_window()
        self.diving = Diving.begun(dive, seed, self._voyages, self.stage, free=free)
        if self.diving is None:
            self._wake_window()
            return
        # a daily dive is the same for everyone
        won_at_sea = 0.0 if free or dive.key == DAILY else self.keepsake.gift()
        if won_at_sea > 0.0:
            self.diving.bring(won_at_sea)
            told = self.stage.texts.t("Duels won on the sea: {light} light more.")
            self.stage.say(told.format(light=whole(round(won_at_sea))))
        tutorial = dive.order == 1 and dive.reef == 1 and not self.keepsake.guided
        self._show_dive(tutorial)

    def _show_dive(self, tutorial: bool) -> None:
        assert self.diving is not None
        page = DivePage(
            self.diving, self.stage, self.to_reefs, self._ended, self._duel, self._show_help, tutorial=tutorial
        )
        self.turn_to(page)

    def _duel(self, duel: KrakenDuel) -> None:
        page = self.page
        assert isinstance(page, DivePage)

        def over(won: bool) -> None:
            page.diving.end_duel(won)
            t = self.stage.texts.t
            self.stage.say(t("The duel is yours.") if won else t("The duel is the Kraken's."))
            self.turn_to(page)

        self.turn_to(KrakenPage(page, duel, self.stage, over, self._show_help))

    def _ended(self) -> None:
        assert self.diving is not None
        self.diving.end_twin()
        if isinstance(self.page, DivePage) and self.page.tutorial is not None:
            self.keepsake.note_guided()
        self.keepsake.add(self.diving)
        self.turn_to(EndPage(self.diving, self.stage, self._ways(self.diving)))

    def _ways(self, diving: Diving) -> tuple[Way, ...]:
        t, state = self.stage.texts.t, diving.state
        again = Way(
            "again", t("dive again"), t("the same dive in other water  (A)"), "a", lambda: self.begin(diving.dive)
        )
        reefs = Way("reefs", t("to the reefs"), t("choose another dive  (Esc)"), "o", self.to_reefs)
        if state.outcome is Outcome.LOST:
            back = Way(
                "back",
                t("back to step {step}").format(step=state.turning),
                t("take it up where it turned  (B)"),
                "b",
                self._try_again,
            )
            return back, again, reefs
        ways = [again, reefs]
        following = next((dive for dive in self.dives if dive.reef and dive.order == diving.dive.order + 1), None)
        if following is not None and diving.dive.reef:
            name = t("next: {name}").format(name=t(following.title))
            ways.insert(0, Way("next", name, t("the next dive  (N)"), "n", lambda: self.begin(following)))
        if diving.dive.endless:
            ways.insert(0, Way("on", t("swim on"), t("until the lamp goes out  (G)"), "g", self._go_on))
        return tuple(ways)

    def _try_again(self) -> None:
        assert self.diving is not None
        self.diving.try_again()
        self._show_dive(False)

    def _go_on(self) -> None:
        assert self.diving is not None
        self.diving.go_on()
        self._show_dive(False)

    # voyages

    def _end_voyage(self, wake: bool = True) -> None:
        if self.diving is not None:
            self.diving.close()
            self.diving = None
        if wake:
            self._wake_window()

    def _rest_window(self) -> None:
        """The window's own trainer rests, so that the dive has the machine."""
        snapshot = self.stage.snapshot
        if self._tempo_before is None and snapshot is not None and snapshot.tempo is not Tempo.PAUSE:
            self._tempo_before = snapshot.tempo
            self.stage.send(SetTempo(Tempo.PAUSE))

    def _wake_window(self) -> None:
        if self._tempo_before is not None:
            self.stage.send(SetTempo(self._tempo_before))
            self._tempo_before = None

    def _leave(self) -> None:
        self.stage.ask(GoTo("title"))

    def _loaded(self) -> tuple[Dive, ...]:
        try:
            return load_dives()
        except UserError as error:
            self.stage.say(str(error))
            return ()

    def _doors(self) -> list[Door]:
        t = self.stage.texts.t
        by_key = {dive.key: dive for dive in self.dives}
        doors = []
        if ENDLESS in by_key:
            endless = by_key[ENDLESS]
            line = t("until the lamp goes out")
            doors.append(Door(ENDLESS, t("Endless"), line, "e", lambda: self.begin(endless), endless))
        if DAILY in by_key:
            daily = by_key[DAILY]
            line = t("the same sea for all, today")
            doors.append(Door(DAILY, t("Daily dive"), line, "d", lambda: self.begin_daily(daily), daily))
        about = t(
            "Every lever, any network of up to eight layers of up to 512 units, and nobody who judges. On a shelf "
            "stand settings that are known to work, and settings that are known to fail, each with the reason why."
        )
        doors.append(Door("free", t("Free sea"), t("no goal, every lever"), "f", self.to_free, None, about))
        return doors
