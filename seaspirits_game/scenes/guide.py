"""The guide of the first voyage: a few words that lead from one thing to the next, and never stand in the way.

A word goes when what it invites to is done, or after a while; so the whole takes less than a minute even for somebody
who only watches. Whoever has seen the last one, or sent the guide away, is not guided again.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pygame

from seaspirits_game.render.ui.ink import FOAM, MIST
from seaspirits_game.render.ui.kit import Kit
from seaspirits_game.render.ui.motion import ease
from seaspirits_game.render.ui.shapes import glass_panel
from seaspirits_game.scenes.events import Event, KeyPress
from seaspirits_game.scenes.stage import Stage
from seaspirits_game.scenes.trainer_status import banner
from seaspirits_game.texts.catalogue import Texts

SEND_AWAY = "backspace"
_LEAST_S, _FADE_S = 2.5, 0.5
"""So long a word stays at least, for those who are quicker than they read; and how it comes."""
_WIDEST = 860


@dataclass(frozen=True, slots=True)
class Word:
    """One step of the way."""

    words: Callable[[Texts], str]
    done: Callable[[Stage], bool]
    seconds: float
    """How long it stays where nothing is done."""


def _never(stage: Stage) -> bool:
    return False


def _inspects(stage: Stage) -> bool:
    return stage.world is not None and stage.world.selected is not None


def _looks_away(stage: Stage) -> bool:
    return not _inspects(stage)


def _all_bands(stage: Stage) -> bool:
    return stage.world is not None and stage.world.choice.all_bands


def _warmed(stage: Stage) -> bool:
    snapshot = stage.snapshot
    return snapshot is not None and abs(snapshot.learning_rate - 0.05) > 1e-9


WORDS = (
    Word(
        lambda texts: texts.t(
            "Every light is one sample, as a layer of a network sees it that is learning now. Watch them part."
        ),
        _never,
        9.0,
    ),
    Word(lambda texts: texts.t("Touch a light, or press I, to see who it is."), _inspects, 10.0),
    Word(
        lambda texts: texts.t("This is the sample, and what the network makes of it. M measures; Esc lets it swim."),
        _looks_away,
        9.0,
    ),
    Word(lambda texts: texts.t("L shows all layers, one below the other."), _all_bands, 8.0),
    Word(lambda texts: texts.t("[ and ] make the water colder and warmer: the learning rate."), _warmed, 9.0),
    Word(
        lambda texts: texts.t(
            "? explains whatever you see, X opens the codex, F9 lets everything rest. The sea is yours."
        ),
        _never,
        9.0,
    ),
)


def _balanced(kit: Kit, text: str, width: int) -> list[str]:
    """`text` in as few lines as `width` allows, of about equal lengths: no word stands alone in the last one."""
    lines = kit.type.wrapped(text, "body", width)
    narrower = width
    while len(lines) > 1 and narrower > width // 2:
        narrower -= max(width // 24, 1)
        tried = kit.type.wrapped(text, "body", narrower)
        if len(tried) > len(lines):
            break
        lines = tried
    return lines


class Guide:
    """Where on its way the guide is."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.at = 0
        self.drawn: pygame.Rect | None = None
        """Where its words stood last."""
        self._age = 0.0

    @property
    def word(self) -> Word | None:
        """What it says now; None when it is not wanted, or has nothing more to say."""
        if self._stage.preferences.guided or self.at >= len(WORDS):
            return None
        return WORDS[self.at]

    def handle(self, event: Event) -> bool:
        """Whether the guide was sent away by this event."""
        match event:
            case KeyPress("backspace", _, False) if self.word is not None:
                self._end()
                return True
            case _:
                return False

    def advance(self, dt: float) -> None:
        """One tick on the sea, once there are spirits to speak of."""
        word = self.word
        if word is None or self._stage.snapshot is None:
            return
        self._age += dt
        if self._age >= word.seconds or (self._age >= _LEAST_S and word.done(self._stage)):
            self._age = 0.0
            self.at += 1
            # nobody was looked at: there is nothing to say of them
            if self.at == 2 and not _inspects(self._stage):
                self.at += 1
            if self.at >= len(WORDS):
                self._end()

    def draw(self, surface: pygame.Surface, free: pygame.Rect) -> None:
        """The word along the foot of the `free` water; what is out of the ordinary goes first."""
        word, stage = self.word, self._stage
        if word is None or stage.snapshot is None or banner(stage.status, stage.texts):
            return
        kit = stage.kit
        px = kit.screen.px
        width = min(max(px(_WIDEST), 26 * kit.type.line_height("body")), free.width)
        lines = _balanced(kit, word.words(stage.texts), width - px(48))
        away = stage.texts.t("Backspace sends the guide away")
        foot = kit.type.wrapped(f"{self.at + 1} / {len(WORDS)}   {away}", "small", width - px(48))
        body, small = kit.type.line_height("body"), kit.type.line_height("small")
        height = len(lines) * body + len(foot) * small + px(26)
        longest = max(
            [kit.type.size(line, "body")[0] for line in lines] + [kit.type.size(line, "small")[0] for line in foot]
        )
        rect = pygame.Rect(0, 0, longest + px(48), height)
        rect.midbottom = (free.centerx, free.bottom)
        self.drawn = rect
        calm = stage.preferences.reduced_motion
        opacity = 1.0 if calm else ease(min(self._age / _FADE_S, 1.0))
        glass_panel(kit.shapes, surface, rect, px(16), opacity)
        y = rect.top + px(12)
        y = kit.type.draw_lines(surface, lines, (rect.centerx, y), "body", FOAM, "midtop", opacity, shadow=False)
        kit.type.draw_lines(surface, foot, (rect.centerx, y), "small", MIST, "midtop", opacity, shadow=False)

    def _end(self) -> None:
        self.at = len(WORDS)
        self._stage.choose(guided=True)
