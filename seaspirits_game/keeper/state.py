"""How a dive goes: a pure state machine. Snapshots, facts and the Keeper's commands go in, another state comes out.

The caller (a scene, or `app/dive.py` without one) owns the trainer. Its round is:

1. `begin` the dive; send the commands of `state.due`, then `attended(state)`.
2. With each snapshot `advance`. While `state.due` is not empty, send those commands, then `attended`; while
   `state.duel` is not None, have it fought and tell `duel_ended`, which may leave more in `due`.
3. Before the Keeper's command goes to the trainer, ask `refusal`; when it is empty, `paid`, then send it.
4. A `Torn` fact goes to `torn`, a `Restored` or a finished rewind needs no word: the next snapshot's step tells.
5. When `state.outcome` is no longer `UNDER_WAY`: show `reason`, `trace`, `alarm` and `turning`; `retried` continues a
   lost dive there, after the trainer was sent `Rewind(turning)`.

Only *judged* snapshots count, at least `dive.every` steps apart, so that a dive is the same whether snapshots come by
steps or by the clock.
"""

import copy
import math
from dataclasses import dataclass, field, replace
from enum import Enum

from seaspirits_game.core.arrays import F32
from seaspirits_game.core.commands import Command
from seaspirits_game.core.facts import Torn
from seaspirits_game.core.snapshot import Snapshot
from seaspirits_game.geometry.alarms import Alarm, AlarmDetector
from seaspirits_game.keeper.dive import Dive, Goal, Hazard, KrakenDuel
from seaspirits_game.keeper.light import allowed, cost, lever_of
from seaspirits_game.keeper.quantities import coherences, measured

SAVE_EVERY = 4
"""Judged snapshots between two checkpoints of the caller: where a torn sea goes back to, with a hand or a bot."""
MOST_TEARS = 3
"""A sea that tears once more than this is not going to hold."""
MOST_MARKS = 256
"""Marks of the trace that are kept; then every second one of the older half is dropped."""


class Outcome(Enum):
    """Whether a dive is over."""

    UNDER_WAY = "under way"
    WON = "won"
    LOST = "lost"


class Reason(Enum):
    """Why it is."""

    NONE = "none"
    GOALS = "goals"
    """All goals were met at once."""
    BUDGET = "budget"
    """The steps were used up."""
    BROKEN = "broken"
    """A floor or ceiling was broken: `DiveState.broken` says which."""
    TORN = "torn"
    """The sea tore too often."""
    DARK = "dark"
    """The lamp went out."""


@dataclass(frozen=True, slots=True)
class Raised:
    """An alarm and the judged snapshot with which it went on."""

    alarm: Alarm
    step: int


@dataclass(frozen=True, slots=True)
class Mark:
    """One judged snapshot, as the end screen draws it."""

    step: int
    val_accuracy: float
    light: float
    values: tuple[float, ...]
    """Of each goal's quantity, in the order of the goals."""
    alarms: frozenset[Alarm]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class DiveState:
    """Where a dive stands. Never changed; every function here returns another."""

    dive: Dive
    """With the variant that the seed drew."""
    seed: int
    outcome: Outcome = Outcome.UNDER_WAY
    reason: Reason = Reason.NONE
    broken: Goal | None = None
    stars: int = 0
    """0 to 3, once it is won."""
    step: int = -1
    """Of the last judged snapshot; -1 before there is one."""
    light: float = 0.0
    best_accuracy: float = math.nan
    """Highest validation accuracy of all judged snapshots, those that were taken back included."""
    held: tuple[int, ...] = ()
    """For each goal, judged snapshots in a row in which it has held so far; of one that is to be met once and was, at
    least as many as it takes."""
    alarms: frozenset[Alarm] = frozenset()
    """On at the last judged snapshot."""
    heard: tuple[Raised, ...] = ()
    """Every alarm that went on, in order, on the way that was not taken back."""
    trace: tuple[Mark, ...] = ()
    due: tuple[Command, ...] = ()
    """What the sea does now: to be sent, then `attended`."""
    told: str = ""
    """What the sea says with it; empty where nothing is due."""
    duel: KrakenDuel | None = None
    """To be fought now; see `duel_ended`."""
    torn: Torn | None = None
    """The sea is torn at this moment; the next snapshot mends it."""
    tears: int = 0
    retries: int = 0
    hints: int = 0
    """Hints that were asked for."""
    rewinds: int = 0
    duels_won: int = 0
    duels_lost: int = 0
    layers: tuple[int, ...] = ()
    """Widths of the hidden layers at the last snapshot."""
    coherence: tuple[float, ...] = ()
    """Of each layer since the judged snapshot before; NaN where there is none."""
    coords: tuple[F32, ...] = ()
    passed: bool = False
    """An endless dive that was won and goes on."""
    duels_called: int = 0
    calls: tuple[int, ...] = ()
    """For each hazard, the step at which it comes next; -1 when it is over."""
    watch: AlarmDetector = field(default_factory=AlarmDetector)
    """Never advanced in place."""

    @property
    def alarm(self) -> Raised | None:
        """What the end screen names: the first alarm that was never silenced, else the last one that was heard."""
        standing = [raised for raised in self.heard if raised.alarm in self.alarms]
        return standing[0] if standing else (self.heard[-1] if self.heard else None)

    @property
    def turning(self) -> int:
        """The step to offer for a rewind: before that alarm, or else where the validation accuracy was best."""
        raised = self.alarm
        before = [mark for mark in self.trace if raised is None or mark.step < raised.step - 3 * self.dive.every]
        if not before:
            return self.trace[0].step if self.trace else 0
        if raised is not None:
            return before[-1].step
        return max(before[:-1] or before, key=lambda mark: mark.val_accuracy).step

    @property
    def steps_left(self) -> int:
        """Optimiser steps before the budget is used up."""
        return max(0, self.dive.steps - max(0, self.step))


def begin(dive: Dive, seed: int) -> DiveState:
    """The state before the first snapshot; what the sea begins with is already `due`."""
    drawn = dive.drawn(seed)
    layers = drawn.config(seed).layers
    state = DiveState(
        dive=drawn,
        seed=seed,
        light=drawn.light.start,
        held=(0,) * len(drawn.goals),
        layers=layers,
        calls=tuple(hazard.at for hazard in drawn.hazards),
    )
    return _called(state, 0)


def lit(state: DiveState, light: float) -> DiveState:
    """With so much light more, brought along from elsewhere."""
    return replace(state, light=state.light + light)


def advance(state: DiveState, snapshot: Snapshot) -> DiveState:
    """The state after `snapshot` was judged; `state` itself when the dive is over or the snapshot comes too soon.

    A snapshot of an earlier step means that the voyage went back: what lies after it has not happened, but light that
    was earned or spent stays so.
    """
    if state.outcome is not Outcome.UNDER_WAY:
        return state
    if snapshot.step < state.step or state.torn:
        state = _taken_back(state, snapshot.step)
    elif state.step >= 0 and snapshot.step < state.step + state.dive.every:
        return state
    state = _looked_at(state, snapshot)
    state = _lit(state, snapshot)
    values = tuple(measured(goal.quantity, state, snapshot) for goal in state.dive.goals)
    mark = Mark(snapshot.step, snapshot.val_accuracy, state.light, values, state.alarms)
    state = replace(
        state,
        held=_held(state.dive.goals, state.held, state.step, values),
        trace=_thinned((*state.trace, mark)),
    )
    state = _judged(state, values, snapshot)
    return _called(state, snapshot.step) if state.outcome is Outcome.UNDER_WAY else state


def attended(state: DiveState) -> DiveState:
    """The state after the commands of `due` were sent."""
    return replace(state, due=(), told="")


def refusal(state: DiveState, command: Command) -> str:
    """Why the Keeper cannot have `command` now: `lever` (this dive has no such hand), `light` (too little), or ""."""
    if not allowed(state.dive, command):
        return "lever"
    return "light" if cost(state.dive.light, command, state.layers) > state.light else ""


def paid(state: DiveState, command: Command) -> DiveState:
    """The state after the Keeper has paid for `command`, which `refusal` lets pass."""
    price = cost(state.dive.light, command, state.layers)
    return replace(state, light=state.light - price, rewinds=state.rewinds + (lever_of(command) == "rewind"))


def torn(state: DiveState, fact: Torn) -> DiveState:
    """The state after the sea tore: it costs light, and once too often is the end."""
    state = replace(
        state, torn=fact, tears=state.tears + 1, light=max(0.0, state.light - state.dive.light.tear), due=(), told=""
    )
    if state.tears > MOST_TEARS and state.outcome is Outcome.UNDER_WAY:
        return replace(state, outcome=Outcome.LOST, reason=Reason.TORN)
    return state


def duel_ended(state: DiveState, won: bool) -> DiveState:
    """The state after the Keeper won or lost the duel of `state.duel` (a tie is lost); its commands are `due`."""
    duel = state.duel
    if duel is None:
        raise ValueError("no duel was called")
    return replace(
        state,
        duel=None,
        duels_won=state.duels_won + won,
        duels_lost=state.duels_lost + (not won),
        light=state.light + (duel.light if won else 0.0),
        due=(*state.due, *(duel.on_win if won else duel.on_loss)),
    )


def hinted(state: DiveState) -> tuple[DiveState, str]:
    """The state after one more hint was asked for, and its text; the last one again when there is no other."""
    hints = state.dive.hints
    if not hints:
        return state, ""
    return replace(state, hints=min(state.hints + 1, len(hints))), hints[min(state.hints, len(hints) - 1)]


def retried(state: DiveState) -> DiveState:
    """A lost dive under way again at `turning`; stars that ask for no retries are out of reach then."""
    if state.outcome is not Outcome.LOST:
        raise ValueError("only a lost dive can be taken up again")
    back = _taken_back(state, state.turning)
    return replace(
        back,
        outcome=Outcome.UNDER_WAY,
        reason=Reason.NONE,
        broken=None,
        retries=state.retries + 1,
        tears=0,
        light=max(back.light, state.dive.light.start / 2),
    )


def continued(state: DiveState) -> DiveState:
    """A won endless dive under way again, with its stars, until the lamp goes out."""
    if state.outcome is not Outcome.WON or not state.dive.endless:
        raise ValueError("only an endless dive that is won goes on")
    return replace(state, outcome=Outcome.UNDER_WAY, reason=Reason.NONE, passed=True)


def _taken_back(state: DiveState, step: int) -> DiveState:
    """The state as if nothing from `step` on had been judged yet."""
    dive = state.dive
    calls = tuple(hazard.at if hazard.at >= step else _next_call(hazard, step - 1) for hazard in dive.hazards)
    trace = tuple(mark for mark in state.trace if mark.step < step)
    held: tuple[int, ...] = (0,) * len(dive.goals)
    for mark in trace:
        held = _held(dive.goals, held, mark.step, mark.values)
    return replace(
        state,
        step=step - 1,
        torn=None,
        held=held,
        alarms=frozenset(),
        heard=tuple(raised for raised in state.heard if raised.step < step),
        trace=trace,
        coords=(),
        calls=calls,
        due=(),
        told="",
    )


def _next_call(hazard: Hazard, step: int) -> int:
    """When `hazard` comes next after `step`; -1 for never."""
    if step < hazard.at:
        return hazard.at
    if not hazard.every:
        return -1
    return hazard.at + hazard.every * ((step - hazard.at) // hazard.every + 1)


def _looked_at(state: DiveState, snapshot: Snapshot) -> DiveState:
    coherence = coherences(state.coords, snapshot.coords) if state.coords else (math.nan,) * len(snapshot.coords)
    row = {
        **snapshot.readings,
        **{f"layer{index}.coherence": value for index, value in enumerate(coherence, start=1)},
        "step": float(snapshot.step),
        "train_loss": snapshot.train_loss,
        "val_loss": snapshot.val_loss,
        "train_accuracy": snapshot.train_accuracy,
        "val_accuracy": snapshot.val_accuracy,
    }
    watch = copy.deepcopy(state.watch)
    alarms = watch.advance(row)
    fresh = tuple(Raised(alarm, snapshot.step) for alarm in Alarm if alarm in alarms - state.alarms)
    return replace(
        state,
        step=snapshot.step,
        coherence=coherence,
        coords=snapshot.coords,
        layers=snapshot.levers.layers,
        watch=watch,
        alarms=alarms,
        heard=(*state.heard, *fresh),
    )


def _lit(state: DiveState, snapshot: Snapshot) -> DiveState:
    rules, best = state.dive.light, state.best_accuracy
    if math.isnan(best):  # what was there before the first step is nobody's merit
        return replace(state, best_accuracy=snapshot.val_accuracy)
    gain = rules.accuracy * max(0.0, snapshot.val_accuracy - best)
    calm = 0.0 if state.alarms else rules.calm
    return replace(
        state,
        best_accuracy=max(best, snapshot.val_accuracy),
        light=max(0.0, state.light + gain + calm - rules.drain),
    )


def _held(goals: tuple[Goal, ...], held: tuple[int, ...], step: int, values: tuple[float, ...]) -> tuple[int, ...]:
    counts = []
    for goal, count, value in zip(goals, held, values, strict=True):
        holds = goal.met_by(value) and step >= goal.since
        latched = goal.once and count >= goal.hold
        counts.append(count + 1 if holds else count if latched else 0)
    return tuple(counts)


def _judged(state: DiveState, values: tuple[float, ...], snapshot: Snapshot) -> DiveState:
    dive = state.dive
    for goal, value in zip(dive.goals, values, strict=True):
        # without a value, as after going back, nothing is broken, and nothing is met either
        if goal.keep and state.step >= goal.since and not (goal.met_by(value) or math.isnan(value)):
            return replace(state, outcome=Outcome.LOST, reason=Reason.BROKEN, broken=goal)
    met = all(count >= goal.hold for goal, count in zip(dive.goals, state.held, strict=True))
    if met and not state.passed:
        stars = 1 + sum(star.met_by(measured(star.quantity, state, snapshot)) for star in dive.stars)
        return replace(state, outcome=Outcome.WON, reason=Reason.GOALS, stars=stars)
    if dive.light.drain > 0.0 and state.light <= 0.0:
        return replace(state, outcome=Outcome.LOST, reason=Reason.DARK)
    if state.step >= dive.steps and not state.passed:
        return replace(state, outcome=Outcome.LOST, reason=Reason.BUDGET)
    return state


def _called(state: DiveState, step: int) -> DiveState:
    """The state with all that the sea does at `step` in `due`, and a duel that it calls for in `duel`."""
    now = [0 <= call <= step for call in state.calls]
    if any(now):
        coming = [hazard for hazard, called in zip(state.dive.hazards, now, strict=True) if called]
        calls = tuple(
            _next_call(hazard, step) if called else call
            for hazard, call, called in zip(state.dive.hazards, state.calls, now, strict=True)
        )
        state = replace(
            state,
            calls=calls,
            due=tuple(hazard.command for hazard in coming),
            told=" ".join(hazard.says for hazard in coming if hazard.says),
        )
    duels = state.dive.duels
    if state.duel is None and state.duels_called < len(duels) and duels[state.duels_called].at <= step:
        duel = duels[state.duels_called]
        state = replace(state, duel=duel, duels_called=state.duels_called + 1)
    return state


def _thinned(trace: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """`trace`, or less of its older half when it has grown too long."""
    if len(trace) <= MOST_MARKS:
        return trace
    half = MOST_MARKS // 2
    return (*trace[:half:2], *trace[half:])
