"""What a round in play shows beside its reefs: the counters, the swell of the coin's law, score and prompt."""

from dataclasses import dataclass

import pygame

from seaspirits_game.quicksort.distribution import CostLaw
from seaspirits_game.render.abacus import abacus
from seaspirits_game.render.tide import Marker, Swell, tide
from seaspirits_game.render.ui.ink import CORAL, FOAM, MIST, RGB
from seaspirits_game.render.ui.shapes import disc, lamp, ring
from seaspirits_game.scenes.duel.layout import Counter
from seaspirits_game.scenes.duel.match import ROUNDS, Match
from seaspirits_game.scenes.duel.side import SideFrame
from seaspirits_game.scenes.stage import Stage
from seaspirits_game.texts.catalogue import Texts
from seaspirits_game.texts.numbers import decimal, whole

PLAYER_TONE: RGB = (255, 255, 255)
RIVAL_TONE: RGB = (168, 176, 255)
_URGENT_S = 10.0
_RIVAL_NAMES = {
    "random": "the coin",
    "median3": "median of 3",
    "ninther": "the ninther",
    "introsort": "introsort",
    "noisy-median": "a hazy eye",
    "true-median": "the oracle",
}


def swell_of(law: CostLaw) -> Swell:
    """The law with an axis that leaves out what hardly ever happens."""
    spread = law.variance**0.5
    low, high = law.quantile(0.0005) - 0.6 * spread, law.quantile(0.996) + 0.4 * spread
    near = (law.costs >= low) & (law.costs <= high)
    return Swell(law.costs[near], law.probabilities[near], law.mean, spread, low, high)


@dataclass(frozen=True, slots=True)
class Standing:
    """A side as its counter tells it."""

    name: str
    frame: SideFrame
    tone: RGB
    opacity: float = 1.0


def draw_counter(surface: pygame.Surface, stage: Stage, counter: Counter, side: Standing) -> None:
    """Name, abacus and figures of a side."""
    kit, t = stage.kit, stage.texts.t
    spent, remaining = side.frame.shape.comparisons, side.frame.shape.remaining
    width = counter.name.width
    kit.type.draw(surface, side.name, counter.name.topleft, "name", FOAM, opacity=side.opacity, width=width)
    abacus(kit, surface, counter.abacus, spent, side.opacity)
    told = t("{count} comparisons").format(count=whole(int(spent + 1e-6)))
    kit.type.draw(surface, told, counter.spent.topleft, "reading", FOAM, opacity=side.opacity, width=width)
    rest = t("{count} more expected").format(count=decimal(remaining, 0)) if remaining > 0.0 else t("sorted")
    kit.type.draw(surface, rest, counter.remaining.topleft, "small", MIST, opacity=side.opacity, width=width)


def rival_name(texts: Texts, rule: str) -> str:
    """What a rival is called."""
    return texts.t(_RIVAL_NAMES[rule])


def draw_tide(
    surface: pygame.Surface,
    stage: Stage,
    rect: pygame.Rect,
    swell: Swell,
    sides: tuple[SideFrame, SideFrame],
    rival: str,
    n: int,
) -> None:
    """The coin's law, and where both sides (player, rival) are heading on it; `rival` is what that one is called."""
    t = stage.texts.t

    def heading(frame: SideFrame, name: str, tone: RGB, above: bool) -> Marker:
        cost = frame.shape.comparisons + frame.shape.remaining
        return Marker(cost, f"{name} {decimal(cost, 0)}", tone, above)

    mine, theirs = sides
    markers = [heading(theirs, rival, RIVAL_TONE, True), heading(mine, t("you"), PLAYER_TONE, False)]
    mean = t("the coin's mean {mean}").format(mean=decimal(swell.mean, 1))
    inner = rect.inflate(0, -stage.kit.screen.px(16))
    tide(stage.kit, surface, inner, swell, markers, mean, (t("fewer"), t("more comparisons")), n)


def draw_score(
    surface: pygame.Surface, stage: Stage, rect: pygame.Rect, match: Match, title: str, seconds_left: float | None
) -> None:
    """Which round, who won the others, and the time that is left."""
    if match.terms.mode == "dive":  # one round, called for in the middle of a dive
        return
    kit, t, px = stage.kit, stage.texts.t, stage.kit.screen.px
    number = min(len(match.rounds) + 1, ROUNDS)
    head = t("round {number} of {count}").format(number=number, count=ROUNDS)
    kit.type.draw(surface, title or head, rect.topleft, "name", FOAM, width=rect.width)
    y = rect.top + kit.type.line_height("name") + px(4)
    middle = y + kit.type.line_height("small") / 2
    x = rect.left + px(7)
    for index in range(ROUNDS):
        place = (x + index * px(24), middle)
        if index >= len(match.rounds):
            ring(kit.shapes, surface, place, px(6), MIST, kit.shapes.fine, 0.6)
            continue
        played = match.rounds[index]
        if played.player == played.rival:
            disc(kit.shapes, surface, place, px(4), MIST, 0.8)
        else:
            tone = PLAYER_TONE if played.player < played.rival else RIVAL_TONE
            lamp(kit.shapes, surface, place, px(5), tone)
    words = t("{won} to {lost}").format(won=match.player_wins, lost=match.rival_wins)
    left = round(x + ROUNDS * px(24))
    kit.type.draw(surface, words, (left, y), "small", MIST, width=rect.right - left)
    if seconds_left is not None:
        y += kit.type.line_height("small") + px(2)
        told = t("{seconds} s left").format(seconds=decimal(max(seconds_left, 0.0), 0))
        tone = CORAL if seconds_left < _URGENT_S else MIST
        kit.type.draw(surface, told, (rect.left, y), "small", tone, width=rect.width)
