"""Where duels begin: seven doors, the levers of the next duel, and a reef on which the coin shows what it is about."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pygame

from seaspirits_game.core.streams import stream
from seaspirits_game.quicksort.game import rule_move
from seaspirits_game.quicksort.inputs import ARRANGEMENTS_BY_NAME
from seaspirits_game.quicksort.rules import RULES_BY_NAME
from seaspirits_game.render.ui.ink import FOAM, MIST
from seaspirits_game.scenes.buttons import Control, Controls
from seaspirits_game.scenes.duel.common import Common
from seaspirits_game.scenes.duel.drawing import draw_controls, text_heights
from seaspirits_game.scenes.duel.harbour_layout import HarbourLayout, lay_out_harbour
from seaspirits_game.scenes.duel.match import FEW, MURKS, RIVALS, ROWS, SIZES, Terms
from seaspirits_game.scenes.duel.play_drawing import rival_name
from seaspirits_game.scenes.duel.reef_view import ReefView
from seaspirits_game.scenes.duel.side import Side
from seaspirits_game.scenes.events import Event, KeyPress
from seaspirits_game.scenes.tooltip import draw_hint
from seaspirits_game.texts.numbers import decimal, percent, whole

_WAIT_S, _REST_S = 1.0, 3.0
"""Between two moves of the reef on show, and after its last."""
_MURK_STEP = 0.05
_ROW_NAMES = {"random": "shuffled", FEW: "few heights", "killer": "against the rival"}
_ROW_LINES = {
    "random": "each pen another height, in any order",
    FEW: "many pens are equally high: parts in three, smaller, equal, larger",
    "killer": "laid out beforehand to drown the rival",
}


@dataclass(frozen=True, slots=True)
class Door:
    """A way to play."""

    mode: str
    title: str
    line: str
    key: str
    open: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Best:
    """What the logbook holds against the coin for a number of pens."""

    share: float
    comparisons: int
    murk: float


class Harbour:
    """Owns the terms of the next duel."""

    def __init__(
        self,
        common: Common,
        doors: Sequence[Door],
        best: Callable[[Terms], Best | None],
        leave: Callable[[], None],
    ) -> None:
        """`leave` is the way out of the duel altogether."""
        self.stage = common.stage
        self.doors = tuple(doors)
        self.terms = Terms()
        self.controls = Controls()
        self._common, self._best, self._leave = common, best, leave
        self._layout: HarbourLayout | None = None
        self._view: ReefView | None = None
        self._show = 0
        self._until_move = _WAIT_S
        self._side = self._new_side()
        self._known_best: Best | None = None

    def enter(self) -> None:
        """Lay out for the window."""
        kit = self.stage.kit
        self._layout = lay_out_harbour(kit.screen, text_heights(kit), kit.type.line_height("title"), len(self.doors))
        self._known_best = self._best(self.terms)
        self._restart()

    def set_size(self, n: int) -> None:
        """How many pens the next duel has."""
        n = min(max(n, SIZES[0]), SIZES[1])
        if n != self.terms.n:
            self.terms = replace(self.terms, n=n)
            self._known_best = self._best(self.terms)
            self._restart()

    def set_murk(self, murk: float) -> None:
        """How murky its water is."""
        murk = round(min(max(murk, MURKS[0]), MURKS[1]) / _MURK_STEP) * _MURK_STEP
        if abs(murk - self.terms.murk) > 1e-9:
            self.terms = replace(self.terms, murk=round(murk, 2))
            self._restart()

    def toggle_clock(self) -> None:
        """Whether rounds have their time."""
        self.terms = replace(self.terms, clock=not self.terms.clock)

    def next_rival(self) -> None:
        """Meet another rule."""
        self._agree(rival_rule=_following(RIVALS, self.terms.rival_rule))

    def next_row(self) -> None:
        """Let the rows lie otherwise."""
        self._agree(row=_following(ROWS, self.terms.row))
        self._known_best = self._best(self.terms)
        self._restart()

    def _agree(self, **changes: str) -> None:
        self.terms = replace(self.terms, **changes)  # type: ignore[arg-type]  # both are names

    def handle(self, event: Event) -> None:
        """Doors and levers."""
        if self.controls.follow(event, self.stage.kit.screen) or not isinstance(event, KeyPress):
            return
        if not self.controls.key(event.key, event.shift) and not event.repeated:
            self._key(event.key)

    def advance(self, dt: float) -> None:
        """One tick of the reef on show."""
        self._side.advance(dt)
        if self._side.busy:
            return
        self._until_move -= dt
        if self._until_move > 0.0:
            return
        if self._side.state.done:
            self._show += 1
            self._restart()
            return
        coin = stream(self.stage.seed, f"harbour coin {self._show}", len(self._side.state.moves))
        self._side.show_moves([rule_move(self._side.state, RULES_BY_NAME["random"], coin)])
        self._until_move = _REST_S if self._side.state.done else _WAIT_S

    def _key(self, key: str) -> None:
        for door in self.doors:
            if key == door.key:
                door.open()
                return
        if key in ("return", "space", "enter", "down", "up", "left", "right"):
            self.controls.focused = f"door {self.doors[0].mode}"  # arrows and Enter begin at the first door

    def _new_side(self) -> Side:
        n, seed = self.terms.n, self.stage.seed
        made = ARRANGEMENTS_BY_NAME[FEW if self.terms.row == FEW else "random"]
        values = made.make(n, stream(seed, "harbour row", self._show))

        def look(lo: int, hi: int) -> np.random.Generator:
            return stream(seed, f"harbour look {self._show}", lo * (n + 1) + hi)

        calm = self.stage.preferences.reduced_motion
        return Side(values, self.terms.murk, look, calm=calm, all_awake=True, scheme=self.terms.scheme)

    def _restart(self) -> None:
        kit = self.stage.kit
        self._side = self._new_side()
        self._until_move = _WAIT_S
        if self._layout is not None:
            screen, terms = kit.screen, self.terms
            ground = self._layout.ground(screen)
            self._view = self._common.views.view(kit, ground, self._layout.soil, terms.n, terms.murk, dim=0.8)

    def draw(self, surface: pygame.Surface) -> None:
        """Name, reef on show, levers, doors."""
        if self._layout is None or self._view is None:
            self.enter()
        assert self._layout is not None
        assert self._view is not None
        stage, layout = self.stage, self._layout
        kit, t = stage.kit, stage.texts.t
        self.controls.items = self._controls(layout)
        still = stage.preferences.reduced_motion or stage.preferences.still_water
        self._view.draw(surface, self._side.frame(), self._side.state, 0.0 if still else stage.time_s)
        middle = layout.heading.midtop
        kit.type.draw(surface, t("Pivot Duel"), middle, "title", FOAM, "midtop", width=layout.heading.width)
        line = t("Sort the reef by choosing its pivots, in fewer comparisons than a coin that chooses by chance.")
        kit.type.draw(surface, line, layout.line.midtop, "body", MIST, "midtop", width=layout.line.width)
        draw_controls(surface, stage, self.controls, self._words())
        for place, text in zip(layout.lever_words, self._lever_words(), strict=True):
            kit.type.draw(surface, text, place.midtop, "small", MIST, "midtop", width=place.width)
        for place, door in zip(layout.door_words, self.doors, strict=True):
            kit.type.draw(surface, door.line, place.midtop, "small", MIST, "midtop", 0.9, place.width)
        kit.type.draw(surface, self._best_told(), layout.best.midtop, "small", FOAM, "midtop", width=layout.best.width)
        draw_hint(surface, stage.kit, self.controls.pointed)

    def _lever_words(self) -> tuple[str, ...]:
        t, terms = self.stage.texts.t, self.terms
        murk = t("clear water") if terms.murk <= 0.0 else t("murk {murk}").format(murk=decimal(terms.murk, 2))
        clock = t("{seconds} seconds a round").format(seconds=whole(round(terms.clock_s))) if terms.clock else ""
        pens = t("{count} pens").format(count=terms.n)
        return pens, murk, clock or t("no clock"), t("your rival"), t("the rows")

    def _best_told(self) -> str:
        best, t = self._known_best, self.stage.texts.t
        if best is None:
            return ""
        told = t("your best on {count} pens: {cost} comparisons, fewer than {share} of the coin's games  (murk {murk})")
        return told.format(
            count=self.terms.n,
            cost=whole(best.comparisons),
            share=percent(best.share, 0),
            murk=decimal(best.murk, 2),
        )

    def _controls(self, layout: HarbourLayout) -> list[Control]:
        t, terms = self.stage.texts.t, self.terms
        low, high = SIZES
        most = MURKS[1]
        return [
            Control("help", layout.help, self._common.show_help, t("how to play  (H)")),
            Control("close", layout.leave, self._leave, t("back to the title  (Esc)")),
            Control(
                "pens",
                layout.levers[0],
                lambda: None,
                t("how many pens a reef has"),
                set_share=lambda share: self.set_size(round(low + share * (high - low))),
                share=(terms.n - low) / (high - low),
            ),
            Control(
                "murk",
                layout.levers[1],
                lambda: None,
                t("how far the water blurs what you see, as a share of the tallest pen"),
                set_share=lambda share: self.set_murk(share * most),
                share=terms.murk / most,
            ),
            Control("clock", layout.levers[2], self.toggle_clock, t("a chess clock for you"), active=terms.clock),
            Control(
                "rival",
                layout.levers[3],
                self.next_rival,
                t("another rival: {rule}").format(rule=t(terms.rival.description)),
            ),
            Control("row", layout.levers[4], self.next_row, t(_ROW_LINES[terms.row])),
            *(
                Control(f"door {door.mode}", rect, door.open, f"{door.line}  ({door.key.upper()})")
                for door, rect in zip(self.doors, layout.doors, strict=True)
            ),
        ]

    def _words(self) -> dict[str, str]:
        t = self.stage.texts.t
        titles = {f"door {door.mode}": door.title for door in self.doors}
        rival = rival_name(self.stage.texts, self.terms.rival_rule)
        return {**titles, "clock": t("chess clock"), "rival": rival, "row": t(_ROW_NAMES[self.terms.row])}


def _following(names: Sequence[str], name: str) -> str:
    """The name after `name`, the first after the last."""
    return names[(names.index(name) + 1) % len(names)]
