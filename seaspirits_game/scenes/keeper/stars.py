"""What is kept of dives: in the logbook, or, where there is none, for as long as the window is open."""

from collections.abc import Callable, Mapping

from seaspirits_game.core.clock import now_utc
from seaspirits_game.keeper.light import gift
from seaspirits_game.keeper.state import Outcome
from seaspirits_game.scenes.keeper.diving import Diving
from seaspirits_game.storage.dives import DiveEntry, LessonEntry
from seaspirits_game.storage.logbook import Logbook

TUTORIAL = "keeper tutorial"


class Keepsake:
    """Reads and writes the stars."""

    def __init__(self, clock: Callable[[], str] = now_utc) -> None:
        self.logbook: Logbook | None = None
        self._clock = clock
        self._stars: dict[str, int] = {}
        self._guided = False

    def stars(self) -> Mapping[str, int]:
        """Best stars by dive, of those that were won."""
        if self.logbook is not None:
            for entry in self.logbook.best_stars():
                self._stars[entry.dive] = max(self._stars.get(entry.dive, 0), entry.stars)
        return {dive: stars for dive, stars in self._stars.items() if stars > 0}

    def gift(self) -> float:
        """Light that the next dive begins with on top, for sea duels won since the last dive."""
        if self.logbook is None:
            return 0.0
        dived = self.logbook.dives()
        since = dived[-1].played_at if dived else ""
        return gift(sum(duel.winner > 0 for duel in self.logbook.sea_duels(since)))

    @property
    def guided(self) -> bool:
        """Whether the tutorial was seen."""
        if not self._guided and self.logbook is not None:
            self._guided = any(lesson.name == TUTORIAL for lesson in self.logbook.lessons())
        return self._guided

    def note_guided(self) -> None:
        """The tutorial was seen."""
        if not self._guided and self.logbook is not None:
            self.logbook.add(LessonEntry(name=TUTORIAL, completed_at=self._clock()))
        self._guided = True

    def add(self, diving: Diving) -> None:
        """Keep how a dive ended."""
        state = diving.state
        won = state.outcome is Outcome.WON
        self._stars[state.dive.key] = max(self._stars.get(state.dive.key, 0), state.stars)
        if self.logbook is not None:
            self.logbook.add(
                DiveEntry(
                    played_at=self._clock(),
                    name=state.dive.key,
                    seed=diving.seed,
                    won=won,
                    stars=state.stars,
                    steps=max(state.step, 0),
                    light=state.light,
                    seconds=diving.seconds,
                )
            )
