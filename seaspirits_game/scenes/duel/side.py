"""One reef of a duel in time: a row that is sorted move by move, and how it looks while a move is under way."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from seaspirits_game.core.arrays import F64, Bools
from seaspirits_game.quicksort.game import SortState, expected_remaining, heap_exchanges, new_game
from seaspirits_game.quicksort.partition import Scheme, two_way
from seaspirits_game.render.ui.motion import ease
from seaspirits_game.scenes.duel.motion import glided, parting_seconds, places_by_identity
from seaspirits_game.scenes.duel.sightings import Sightings, first_sight, looked, settled, told, veil

AWAKE, OPEN, STILL = 1.0, 0.3, 0.5
"""Light of the segment that is played, of those that wait, and of what stands in its final place."""
_CALM_S, _LOOK_S, _END_S = 0.4, 0.35, 0.7
"""Seconds in which a move is cross-faded in reduced motion, a fresh look comes clear, the end of a game appears."""
_HEAP_SWAP_S, _HEAP_S, _HEAP_REST_S = 0.16, 9.0, 0.3
"""Seconds of one exchange of a heap, of all of them at most, and of the rest after them."""

Generators = Callable[[int, int], np.random.Generator]
"""(lo, hi) of a segment -> the generator of its look: the same whatever else was looked at."""


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """A reef at rest; each array (n,), by identity, or by place where the reef is veiled."""

    places: F64
    seen: F64
    known: Bools
    light: F64
    comparisons: float
    remaining: float
    """Comparisons that random pivots would still expect."""
    moves: float


@dataclass(frozen=True, slots=True, eq=False)
class SideFrame:
    """A reef at one moment, as it is to be drawn."""

    shape: Shape
    """With places between whole numbers while pens are in motion, and fractions of comparisons and moves."""
    lifts: F64
    """(n,) 0 on the ground to 1."""
    pivot: int | None
    """Index of the pen that is the pivot of a move under way."""
    span: tuple[int, int]
    """[lo, hi) of the segment that is parted now, or else played next; empty when all is done."""
    share: float
    """How much of the move under way has passed; 1 at rest."""


@dataclass(frozen=True, slots=True, eq=False)
class Flight:
    """The way from one shape to another."""

    before: Shape
    after: Shape
    moving: Bools
    """(n,) which pens change their places; none when all is only cross-faded."""
    pivot: int | None
    span: tuple[int, int]
    seconds: float
    look_s: float = 0.0
    """How much of that, at the end, a fresh look takes to come clear."""
    exchange: bool = False
    """One of a heap's."""

    def at(self, elapsed: float, calm: bool) -> SideFrame:
        """The reef `elapsed` seconds after it began; `calm` in reduced motion."""
        moving_s = self.seconds - self.look_s
        share = min(elapsed / moving_s, 1.0) if moving_s > 0.0 else 1.0
        clear = ease((elapsed - moving_s) / self.look_s) if self.look_s > 0.0 else ease(share)
        before, after = self.before, self.after
        places, lifts = after.places.copy(), np.zeros(len(after.places))
        light = before.light + (after.light - before.light) * clear
        who = np.flatnonzero(self.moving)
        if len(who) and not calm:
            pivot = int(np.flatnonzero(who == self.pivot)[0])
            places[who], lifts[who] = glided(before.places[who], after.places[who], pivot, share)
        elif (before.places != after.places).any():  # pens change places where they are darkest
            places = (before if share < 0.5 else after).places
            light = light * (1.0 - 0.85 * (1.0 - abs(2.0 * share - 1.0)))
        shape = Shape(
            places=places,
            seen=before.seen + (after.seen - before.seen) * clear,
            known=after.known if clear > 0.5 else before.known & after.known,
            light=light,
            comparisons=before.comparisons + (after.comparisons - before.comparisons) * share,
            remaining=before.remaining + (after.remaining - before.remaining) * share,
            moves=before.moves + (after.moves - before.moves) * share,
        )
        return SideFrame(shape, lifts, self.pivot, self.span, share)


def shape_of(
    state: SortState, sightings: Sightings, veiled: bool = False, all_awake: bool = False, mist: bool = False
) -> Shape:
    """How a state looks at rest; `all_awake` lights what waits as well, `mist` veils the row before its first move."""
    light = np.where(settled(state), STILL, AWAKE if all_awake else OPEN)
    if state.segment is not None:
        light[state.segment.lo : state.segment.hi] = AWAKE
    if veiled:
        seen, known = veil(state) if state.moves or mist else (sightings.seen, sightings.known)
        places = np.arange(len(state.values), dtype=np.float64)
    else:
        seen, known = sightings.seen, sightings.known
        places = places_by_identity(state.identities)
        light = light[places.astype(np.int64)]
    return Shape(places, seen, known, light, state.comparisons, expected_remaining(state), len(state.moves))


def flight_of(made: SortState, before: Shape, after: Shape, veiled: bool, look_s: float = 0.0) -> Flight:
    """The way to the state `made` by its last move."""
    step, n = made.moves[-1].step, len(made.values)
    moving = np.zeros(n, np.bool_)
    pivot = None
    if not step.heap:
        pivot = step.left_end if veiled else int(made.identities[step.left_end])
    if pivot is not None and not veiled:
        moving = (before.places >= step.lo) & (before.places < step.hi)
    seconds = parting_seconds(step.hi - step.lo, n) + look_s
    return Flight(before, after, moving, pivot, (step.lo, step.hi), seconds, look_s)


def heap_flights(earlier: SortState, made: SortState, before: Shape, after: Shape) -> list[Flight]:
    """The exchanges by which a heap sorted the segment that `made` added to `earlier`, each shown by itself."""
    step = made.moves[-1].step
    span = (step.lo, step.hi)
    swaps = heap_exchanges(earlier.values[step.lo : step.hi])
    who = earlier.identities[step.lo : step.hi].tolist()
    seconds = min(_HEAP_SWAP_S, _HEAP_S / max(len(swaps), 1))
    shape, flights = before, []
    for index, (one, other) in enumerate(swaps):
        places = shape.places.copy()
        first, second = who[one], who[other]
        places[first], places[second] = places[second], places[first]
        who[one], who[other] = second, first
        share = (index + 1) / len(swaps)
        following = replace(
            shape,
            places=places,
            comparisons=before.comparisons + share * (after.comparisons - before.comparisons),
            remaining=before.remaining + share * (after.remaining - before.remaining),
        )
        moving = np.zeros(len(places), np.bool_)
        moving[[first, second]] = True
        flights.append(Flight(shape, following, moving, second, span, seconds, exchange=True))
        shape = following
    return flights


class Side:
    """Owns one row's `state`, and the queue of what is still to be shown of it."""

    def __init__(
        self,
        values: F64,
        murk: float,
        generators: Generators,
        *,
        veiled: bool = False,
        calm: bool = False,
        all_awake: bool = False,
        mist: bool = False,
        scheme: Scheme = two_way,
    ) -> None:
        """`veiled` in murk: shows what partitions tell, and nobody's motion; `mist`: from the very beginning."""
        self.state = new_game(values, scheme)
        self.history: list[SortState] = [self.state]
        """The state after each move; the first is the row as it was."""
        self.murk = murk
        self.sightings = first_sight(self.state, murk, generators(0, len(values)))
        self.calm = calm
        self.pace = 1.0
        """How many times as fast moves are shown."""
        self._generators = generators
        self._veiled = mist or (veiled and murk > 0.0)
        self._mist = mist
        self._all_awake = all_awake
        self._shape = self._shape_now()
        self._flights: deque[Flight] = deque()
        self._elapsed = 0.0

    @property
    def busy(self) -> bool:
        """Whether something is still under way."""
        return bool(self._flights)

    @property
    def heaping(self) -> bool:
        """Whether a heap is at work on screen."""
        return bool(self._flights) and self._flights[0].exchange

    def show_moves(self, states: Sequence[SortState]) -> None:
        """Take these states, each one move after the one before it, and show the moves in turn."""
        for made in states:
            before, earlier = self._shape, self.state
            self._take(made)
            last = made is states[-1]
            if last:
                self._look()
            self._shape = self._shape_now()
            look_s = _LOOK_S if last and not made.done and self.murk > 0.0 and not self.calm else 0.0
            flight = flight_of(made, before, self._shape, self._veiled, look_s)
            if self.calm:
                self._begin(_crossfaded(flight, _CALM_S))
                continue
            if made.moves[-1].step.heap and not self._veiled:
                parts = heap_flights(earlier, made, before, self._shape)
                for part in parts:
                    self._begin(part)
                if parts:
                    flight = Flight(
                        parts[-1].after, self._shape, flight.moving, None, flight.span, _HEAP_REST_S + look_s, look_s
                    )
            self._begin(flight)

    def show_end(self, states: Sequence[SortState]) -> None:
        """Take these states and cross-fade to the last one; what lies between is not shown."""
        if not states:
            return
        before = self.frame().shape
        self._flights.clear()
        for made in states:
            self._take(made)
        self._shape = self._shape_now()
        self._begin(self._change_from(before, _END_S))

    def hurry(self) -> None:
        """What is still to be shown of the moves taken is over at once."""
        if self._flights:
            before = self.frame().shape
            self._flights.clear()
            self._begin(self._change_from(before, _END_S))

    def change(self, state: SortState) -> None:
        """Take `state`, in which another segment is next or sonar has told something, and let it come clear."""
        before, turned = self._shape, _span(state) != _span(self.state)
        self.state = self.history[-1] = state
        self.sightings = told(self.sightings, state)
        if turned:
            self._look()
        self._shape = self._shape_now()
        self._begin(self._change_from(before, _LOOK_S))

    def advance(self, dt: float) -> None:
        """Let time pass."""
        self._elapsed += dt * self.pace
        while self._flights and self._elapsed >= self._flights[0].seconds:
            self._elapsed -= self._flights.popleft().seconds
        if not self._flights:
            self._elapsed = 0.0

    def frame(self) -> SideFrame:
        """How it looks now."""
        if self._flights:
            return self._flights[0].at(self._elapsed, self.calm)
        return SideFrame(self._shape, np.zeros(len(self._shape.places)), None, _span(self.state), 1.0)

    def _take(self, made: SortState) -> None:
        self.state = made
        self.history.append(made)
        self.sightings = told(self.sightings, made)

    def _look(self) -> None:
        segment = self.state.segment
        if segment is not None:
            self.sightings = looked(self.sightings, self.state, self.murk, self._generators(segment.lo, segment.hi))

    def _shape_now(self) -> Shape:
        return shape_of(self.state, self.sightings, self._veiled, self._all_awake, self._mist)

    def _change_from(self, before: Shape, seconds: float) -> Flight:
        nobody = np.zeros(len(before.places), np.bool_)
        return Flight(before, self._shape, nobody, None, _span(self.state), seconds)

    def _begin(self, flight: Flight) -> None:
        if not self._flights:
            self._elapsed = 0.0
        self._flights.append(flight)


def _crossfaded(flight: Flight, seconds: float) -> Flight:
    return Flight(flight.before, flight.after, flight.moving, flight.pivot, flight.span, seconds)


def _span(state: SortState) -> tuple[int, int]:
    segment = state.segment
    return (segment.lo, segment.hi) if segment is not None else (0, 0)
