"""From matches to the logbook, and from it to what the harbour tells."""

from seaspirits_game.quicksort.distribution import CostLaw
from seaspirits_game.scenes.duel.catch import Catch
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


def entry_of_catch(catch: Catch, law: CostLaw, played_at: str) -> DuelEntry:
    """What the logbook keeps of a rule that met a row of the player's: the mode names the rule, the score is what the
    row cost it as a share of the worst there is, `rival` is what chance expects on any row.

    The rule's steps stand on the rival's side: the player chose no pivots, and no habits are learned from them.
    """
    return DuelEntry(
        played_at=played_at,
        mode=f"kraken {catch.rule}",
        n=len(catch.values),
        murk=0.0,
        clock=False,
        seed=0,
        winner=1 if catch.drowned else -1,
        rounds=(
            RoundEntry(
                number=0,
                player=catch.cost,
                rival=round(law.mean),
                score=catch.cost / catch.worst,
                seconds=0.0,
                values=catch.values,
                player_steps=(),
                rival_steps=tuple(made.step for made in catch.state.moves),
            ),
        ),
    )


def best_against_the_coin(logbook: Logbook | None, n: int) -> Best | None:
    """The best round of a duel on n pens."""
    if logbook is None:
        return None
    found = [best for best in logbook.best_scores(DUEL) if best.n == n]
    return Best(found[0].score, found[0].comparisons, found[0].murk) if found else None
