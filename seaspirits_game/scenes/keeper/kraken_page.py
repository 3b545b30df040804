"""The Kraken's duel in the middle of a dive: one round of pivots, while the sea behind it goes on learning."""

from collections.abc import Callable

import pygame

from seaspirits_game.core.streams import derived_seed
from seaspirits_game.keeper.dive import KrakenDuel
from seaspirits_game.quicksort.distribution import LawShelf
from seaspirits_game.scenes.buttons import Controls
from seaspirits_game.scenes.duel.backdrop import Backdrop
from seaspirits_game.scenes.duel.common import Common
from seaspirits_game.scenes.duel.match import RoundRecord, Terms, new_match
from seaspirits_game.scenes.duel.play import PlayPage
from seaspirits_game.scenes.duel.reef_view import Views
from seaspirits_game.scenes.events import Event, KeyPress
from seaspirits_game.scenes.keeper.dive_page import DivePage
from seaspirits_game.scenes.stage import Stage


class KrakenPage:
    """One duel of a dive; `over` is told whether it was won. A tie is lost, and so is a duel that is left."""

    def __init__(
        self,
        dive_page: DivePage,
        duel: KrakenDuel,
        host: Stage,
        over: Callable[[bool], None],
        show_help: Callable[[], None],
    ) -> None:
        self._dive_page = dive_page
        self._over = over
        number = dive_page.diving.state.duels_called
        seed = derived_seed(dive_page.diving.seed, "kraken", number)
        terms = Terms(
            n=duel.n, murk=duel.murk, seed=seed, mode="dive", note=host.texts.t(duel.says), rival_rule=duel.rival
        )
        common = Common(host, LawShelf(seed), Views(), lambda: over(False), show_help)
        self._play = PlayPage(common, new_match(terms), self._ended)
        self._backdrop = Backdrop(dive_page.stage)

    @property
    def controls(self) -> Controls:
        """Those of the duel."""
        return self._play.controls

    @property
    def play(self) -> PlayPage:
        """The round that is played."""
        return self._play

    def enter(self) -> None:
        """Lay out for the window."""
        self._dive_page.diving.voyage.laid_out()
        self._play.enter()

    def handle(self, event: Event) -> None:
        """Escape gives the duel up."""
        match event:
            case KeyPress("escape", _, False) if self._play.controls.focused is None:
                self._over(False)
            case _:
                self._play.handle(event)

    def advance(self, dt: float) -> None:
        """One tick of the duel, and of the sea behind it."""
        self._dive_page.hear()
        self._dive_page.stage.advance(dt)
        self._play.advance(dt)

    def draw(self, surface: pygame.Surface, alpha: float) -> None:
        """The duel before the dive's own sea."""
        self._backdrop.draw(surface, alpha)
        self._play.draw(surface)

    def _ended(self, record: RoundRecord) -> None:
        self._over(record.player < record.rival)
