"""Goals and stars in words and numbers, as they stand at this moment. Pure.

>>> from seaspirits_game.keeper.dive import Goal
>>> from seaspirits_game.texts.catalogue import Texts
>>> wanted(Texts(), Goal("val_accuracy", at_least=0.93)).replace(THIN, "_")
'unseen spirits known: at least 93_%'
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from seaspirits_game.geometry.catalogue import NETWORK_MEASURES, WEIGHT_MEASURES
from seaspirits_game.geometry.registry import LAYER_MEASURES
from seaspirits_game.keeper.dive import Dive, Goal
from seaspirits_game.keeper.quantities import DEEPEST
from seaspirits_game.keeper.state import DiveState, Outcome, Reason
from seaspirits_game.texts.catalogue import Texts
from seaspirits_game.texts.numbers import THIN, percent, significant, whole

__all__ = ["THIN", "Aim", "aims", "ended", "told", "wanted"]

_NAMES: Mapping[str, str] = {
    "val_accuracy": "unseen spirits known",
    "train_accuracy": "learned spirits known",
    "val_loss": "loss on the unseen",
    "train_loss": "loss",
    "accuracy_gap": "gap of learned and unseen",
    "step": "steps",
    "light": "light left",
    "alarms": "alarms on",
    "alarms_heard": "alarms heard",
    "tears": "times torn",
    "retries": "times tried again",
    "hints": "hints asked for",
    "duels_won": "duels won",
    "units": "units in all",
}
_SHARES = ("val_accuracy", "train_accuracy", "accuracy_gap")
_COUNTS = ("step", "alarms", "alarms_heard", "tears", "retries", "hints", "duels_won", "units")
_MEASURES = {measure.column: measure for measure in (*LAYER_MEASURES, *WEIGHT_MEASURES, *NETWORK_MEASURES)}
_REASONS: Mapping[Reason, str] = {
    Reason.GOALS: "All that was asked for holds.",
    Reason.BUDGET: "The steps are used up.",
    Reason.BROKEN: "{goal} was broken at step {step}.",
    Reason.TORN: "The sea tore too often.",
    Reason.DARK: "The lamp went out.",
}


@dataclass(frozen=True, slots=True)
class Aim:
    """One goal as a person reads it."""

    name: str
    bound: str
    """What is asked for, as `at least 93 %`."""
    value: str
    share: float
    """How far it is met, 0 to 1; 1 when it holds."""
    holds: bool
    """At this moment."""
    kept: bool
    """A floor or ceiling: it must not be broken, ever."""
    held: str
    """`2 of 4` looks in a row, empty where one is enough."""


def name_of(texts: Texts, quantity: str) -> str:
    """What a person calls a quantity."""
    if quantity in _NAMES:
        return texts.t(_NAMES[quantity])
    layer, _, column = quantity.rpartition(".")
    title = texts.t(_MEASURES[column].title) if column in _MEASURES else column
    if not layer:
        return title
    if layer == DEEPEST:
        return texts.t("{measure}, deepest shoal").format(measure=title)
    return texts.t("{measure}, shoal {number}").format(measure=title, number=layer.removeprefix("layer"))


def told(quantity: str, value: float) -> str:
    """A value of a quantity, as it stands on the screen."""
    column = quantity.rpartition(".")[2]
    if not math.isfinite(value):
        return significant(value)
    if quantity in _SHARES or (column in _MEASURES and _MEASURES[column].unit == "share" and "coherence" not in column):
        places = 0 if math.isclose(100 * value, round(100 * value), abs_tol=1e-6) else 1
        return percent(value, places)
    return whole(round(value)) if quantity in _COUNTS else significant(value)


def bound(texts: Texts, goal: Goal) -> str:
    """What a goal asks for, without its name."""
    t, low, high = texts.t, goal.at_least, goal.at_most
    if low is not None and high is not None:
        text = t("{low} to {high}").format(low=told(goal.quantity, low), high=told(goal.quantity, high))
    elif low is not None:
        text = t("at least {low}").format(low=told(goal.quantity, low))
    elif high is not None and high <= 0.0 and goal.quantity in _COUNTS:
        text = t("none")
    else:
        text = t("at most {high}").format(high=told(goal.quantity, high if high is not None else math.nan))
    return text


def wanted(texts: Texts, goal: Goal) -> str:
    """A goal in a line."""
    text = texts.t("{name}: {bound}").format(name=name_of(texts, goal.quantity), bound=bound(texts, goal))
    if goal.since:
        text += texts.t(", from step {step} on").format(step=whole(goal.since))
    return text


def aims(texts: Texts, state: DiveState) -> tuple[Aim, ...]:
    """All goals of a dive, in their order."""
    last = state.trace[-1].values if state.trace else (math.nan,) * len(state.dive.goals)
    first = state.trace[0].values if state.trace else last
    return tuple(
        _aim(texts, state, goal, value, start, held)
        for goal, value, start, held in zip(state.dive.goals, last, first, state.held, strict=True)
    )


def _aim(texts: Texts, state: DiveState, goal: Goal, value: float, start: float, held: int) -> Aim:
    met = goal.met_by(value)
    holds = met and state.step >= goal.since
    latched = goal.once and held >= goal.hold
    count = ""
    if goal.hold > 1 and not goal.keep:
        count = texts.t("{held} of {hold} looks").format(held=min(held, goal.hold), hold=goal.hold)
    return Aim(
        name_of(texts, goal.quantity),
        bound(texts, goal),
        told(goal.quantity, value),
        1.0 if latched or met else _progress(goal, value, start),
        holds or latched,
        goal.keep,
        count,
    )


def _progress(goal: Goal, value: float, start: float) -> float:
    """The share of the way from where it began to the bound that is not met."""
    low, high = goal.at_least, goal.at_most
    target = low if low is not None and value < low else high
    if target is None or not math.isfinite(value):
        return 0.0
    begun = start if math.isfinite(start) and start != target else 0.0
    if begun == target:
        return 0.0
    return min(max((value - begun) / (target - begun), 0.0), 1.0)


def star_lines(texts: Texts, dive: Dive) -> tuple[str, ...]:
    """What each star asks for: the first for winning, then the dive's own."""
    return (texts.t("reach the goals"), *(wanted(texts, star) for star in dive.stars))


def ended(texts: Texts, state: DiveState) -> str:
    """Why a dive is over, in a sentence; empty while it is not."""
    if state.outcome is Outcome.UNDER_WAY:
        return ""
    words = texts.t(_REASONS[state.reason])
    if state.broken is not None:
        return words.format(goal=wanted(texts, state.broken), step=whole(state.step))
    return words
