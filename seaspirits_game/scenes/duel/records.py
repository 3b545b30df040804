"""From matches to the logbook, and from it to what the harbour tells."""

from seaspirits_game.quicksort.distribution import CostLaw
from seaspirits_game.scenes.duel.harbour import Best
from seaspirits_game.scenes.duel.match import Match
from seaspirits_game.storage.duels import DuelEntry, RoundEntry
from seaspirits_game.storage.logbook import Logbook

DUEL = "duel"


def entry_of(match: Match, law: CostLaw, played_at: str) -> DuelEntry:
    """What the logbook keeps of a match; a round's score is the share of the coin's games that it beat."""
    terms = match.terms
    return DuelEntry(
        played_at=played_at,
        mode=terms.mode,
        n=terms.n,
        murk=terms.murk,
        clock=terms.clock,
        seed=terms.seed,
        winner=match.winner,
        rounds=tuple(
            RoundEntry(
                number=played.number,
                player=played.player,
                rival=played.rival,
                score=law.beaten(played.player),
                seconds=played.seconds,
                values=played.values,
                player_steps=played.player_steps,
                rival_steps=played.rival_steps,
            )
            for played in match.rounds
        ),
    )


def best_against_the_coin(logbook: Logbook | None, n: int) -> Best | None:
    """The best round of a duel on n pens."""
    if logbook is None:
        return None
    found = [best for best in logbook.best_scores(DUEL) if best.n == n]
    return Best(found[0].score, found[0].comparisons, found[0].murk) if found else None
