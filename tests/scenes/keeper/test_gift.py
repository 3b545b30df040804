"""What is won on real spirits is light for the next dive, once, and never for a daily one."""

from dataclasses import dataclass, field

from seaspirits_game.keeper.light import MOST_GIFT
from seaspirits_game.scenes.keeper.stars import Keepsake
from seaspirits_game.storage.dives import DiveEntry
from seaspirits_game.storage.duels import Outcome


@dataclass
class Shelf:
    """The two things that a keepsake asks of a logbook."""

    duels: list[Outcome] = field(default_factory=list)
    dived: list[DiveEntry] = field(default_factory=list)

    def sea_duels(self, since: str = "") -> list[Outcome]:
        return [duel for duel in self.duels if duel.played_at >= since]

    def dives(self) -> list[DiveEntry]:
        return self.dived


def duel(at: str, winner: int) -> Outcome:
    return Outcome(played_at=at, n=24, winner=winner, score=0.7)


def dive(at: str) -> DiveEntry:
    return DiveEntry(played_at=at, name="first-light", seed=1, won=True, stars=1, steps=100, light=8.0, seconds=30.0)


def test_each_won_sea_duel_since_the_last_dive_counts_up_to_the_most() -> None:
    keepsake, shelf = Keepsake(), Shelf()
    assert keepsake.gift() == 0.0
    keepsake.logbook = shelf  # type: ignore[assignment]
    assert keepsake.gift() == 0.0
    shelf.duels = [duel("2026-05-01T10:00:00+00:00", 1), duel("2026-05-01T10:05:00+00:00", -1)]
    assert keepsake.gift() == 1.0
    shelf.dived = [dive("2026-05-01T11:00:00+00:00")]
    assert keepsake.gift() == 0.0
    shelf.duels += [duel(f"2026-05-01T12:0{minute}:00+00:00", 1) for minute in range(7)]
    assert keepsake.gift() == MOST_GIFT
