"""What a person can see of a row: heights through murk, exact only where order or sonar has told them. Pure.

Everything that is drawn of a reef comes from here, so that no picture says more than the water does. Elements are
named by their *identity*, the place where they stood at the start.
"""

from dataclasses import dataclass

import numpy as np

from seaspirits_game.core.arrays import F64, Bools
from seaspirits_game.quicksort.game import SortState
from seaspirits_game.quicksort.rules import seen_through_murk


@dataclass(frozen=True, slots=True, eq=False)
class Sightings:
    """What is seen of each element, by identity."""

    seen: F64
    """(n,) heights as shares of the row's range; through murk they may lie outside 0 to 1."""
    known: Bools
    """(n,) whether that height is exact."""


def shares_of(values: F64) -> F64:
    """(n,) values as shares of their range; ½ where all are equal."""
    span = float(np.ptp(values))
    return (values - values.min()) / span if span > 0 else np.full(len(values), 0.5)


def settled(state: SortState) -> Bools:
    """(n,) whether the element at each place stands where it will stay."""
    still = np.ones(len(state.values), np.bool_)
    for segment in state.waiting:
        still[segment.lo : segment.hi] = False
    return still


def first_sight(state: SortState, murk: float, rng: np.random.Generator) -> Sightings:
    """The first look at the whole row of a new game, in which identities are places."""
    return looked(Sightings(np.zeros(len(state.values)), np.zeros(len(state.values), np.bool_)), state, murk, rng)


def looked(before: Sightings, state: SortState, murk: float, rng: np.random.Generator) -> Sightings:
    """The sightings after a fresh look at the current segment; what was known stays known, what settled is known."""
    informed = told(before, state)
    segment = state.segment
    if segment is None:
        return informed
    exact = shares_of(state.values)[segment.lo : segment.hi]
    who = state.identities[segment.lo : segment.hi]
    hazy = seen_through_murk(exact, murk, rng)  # drawn for all: what is seen of one does not hang on who is known
    seen, known = informed.seen.copy(), informed.known.copy()
    if murk <= 0.0:
        known[who] = True
    seen[who] = np.where(known[who], exact, hazy)
    return Sightings(seen, known)


def told(before: Sightings, state: SortState) -> Sightings:
    """The sightings once settled elements and those that sonar measured in the current segment are known exactly."""
    sure = settled(state)
    if state.segment is not None:
        sure[[state.segment.lo + place for place in state.segment.pinged]] = True
    seen, known = before.seen.copy(), before.known.copy()
    who = state.identities[sure]
    seen[who], known[who] = shares_of(state.values)[sure], True
    return Sightings(seen, known)


def veil(state: SortState) -> tuple[F64, Bools]:
    """(n,) heights and (n,) whether they are exact, by place: what the partitions alone tell of a row.

    An open segment lies between the settled elements beside it, so all of it is shown half-way between them. This is
    how the rival's reef is drawn in murk: with its real elements in motion it would tell the player's.
    """
    still, exact = settled(state), shares_of(state.values)
    levels = exact.copy()
    for segment in state.waiting:
        low = exact[segment.lo - 1] if segment.lo > 0 else 0.0
        high = exact[segment.hi] if segment.hi < len(exact) else 1.0
        levels[segment.lo : segment.hi] = (low + high) / 2
    return levels, still
