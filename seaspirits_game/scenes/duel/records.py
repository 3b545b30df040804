"""From matches to the logbook, and from it to what the harbour tells."""

from dataclasses import replace

from seaspirits_game.quicksort.distribution import CostLaw, LawShelf
from seaspirits_game.scenes.duel.catch import Catch
from seaspirits_game.scenes.duel.harbour import Best
from seaspirits_game.scenes.duel.match import MURKS, RIVALS, ROWS, SIZES, Match, Terms
from seaspirits_game.scenes.duel.scores import Book
from seaspirits_game.storage.dives import SettingEntry
from seaspirits_game.storage.duels import DuelEntry, RoundEntry
from seaspirits_game.storage.logbook import Logbook

DUEL, LESSON, TERMS = "duel", "pivot duel", "duel.terms"


def entry_of(match: Match, shelf: LawShelf, played_at: str) -> DuelEntry:
    """What the logbook keeps of a match; a round's score is the share of the coin's games that it beat."""
    terms = match.terms
    return DuelEntry(
        played_at=played_at,
        mode=terms.book_mode,
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
                score=terms.law(shelf, played.values).beaten(played.player),
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


def book_of(logbook: Logbook | None) -> Book:
    """What the logbook has to tell of duels."""
    if logbook is None:
        return Book(kept=False)
    at_sea = logbook.sea_duels()
    return Book(
        tuple(logbook.best_scores()),
        sum(lesson.times for lesson in logbook.lessons() if lesson.name == LESSON),
        sum(duel.winner > 0 for duel in at_sea),
        len(at_sea),
    )


def remembered_terms(logbook: Logbook) -> Terms:
    """What was agreed last, as far as it can still be agreed."""
    told = logbook.settings().get(TERMS)
    terms = Terms()
    if not isinstance(told, dict):
        return terms
    n, murk, clock = told.get("n"), told.get("murk"), told.get("clock")
    if isinstance(n, int) and SIZES[0] <= n <= SIZES[1]:
        terms = replace(terms, n=n)
    if isinstance(murk, int | float) and MURKS[0] <= murk <= MURKS[1]:
        terms = replace(terms, murk=float(murk))
    if isinstance(clock, bool):
        terms = replace(terms, clock=clock)
    if told.get("rival") in RIVALS:
        terms = replace(terms, rival_rule=str(told["rival"]))
    return replace(terms, row=str(told["row"])) if told.get("row") in ROWS else terms


def entry_of_terms(terms: Terms, at: str) -> SettingEntry:
    """What is remembered of what was agreed."""
    told = {"n": terms.n, "murk": terms.murk, "clock": terms.clock, "rival": terms.rival_rule, "row": terms.row}
    return SettingEntry(name=TERMS, value=told, changed_at=at)


def best_against_the_coin(logbook: Logbook | None, terms: Terms) -> Best | None:
    """The best round of a duel on so many pens, on rows that lie so."""
    if logbook is None:
        return None
    found = [best for best in logbook.best_scores(replace(terms, mode=DUEL).book_mode) if best.n == terms.n]
    return Best(found[0].score, found[0].comparisons, found[0].murk) if found else None
