"""Be the Kraken: arrange a row that drowns a rule, learn that chance cannot be drowned beforehand, and meet the
adversary that need not arrange anything beforehand."""

from collections.abc import Callable

import numpy as np
import pygame

from seaspirits_game.core.arrays import F64, I64
from seaspirits_game.core.streams import stream
from seaspirits_game.quicksort.adversary import adaptive, can_be_drowned, killer
from seaspirits_game.quicksort.costs import worst_comparisons
from seaspirits_game.quicksort.game import SortState, new_game, replay_step, rule_move
from seaspirits_game.quicksort.inputs import ARRANGEMENTS_BY_NAME
from seaspirits_game.quicksort.rules import RULES_BY_NAME, PivotRule
from seaspirits_game.quicksort.sorting import play_out
from seaspirits_game.render.histogram import counts_of, histogram
from seaspirits_game.render.tide import Marker, Swell, plot_rect, tide
from seaspirits_game.render.ui.ink import CORAL, FOAM, MIST, RGB
from seaspirits_game.scenes.buttons import Control, Controls
from seaspirits_game.scenes.duel.arrangement import Arrangement
from seaspirits_game.scenes.duel.catch import COIN_GAMES, LOOKS_BY_RULE, NAMES_BY_RULE, Catch, told
from seaspirits_game.scenes.duel.common import Common
from seaspirits_game.scenes.duel.drawing import draw_controls, text_heights
from seaspirits_game.scenes.duel.play_drawing import RIVAL_TONE, Standing, draw_counter
from seaspirits_game.scenes.duel.reach import PRESSES
from seaspirits_game.scenes.duel.reef_view import Hand, ReefView
from seaspirits_game.scenes.duel.side import Side, SideFrame, shape_of
from seaspirits_game.scenes.duel.sightings import Sightings, shares_of
from seaspirits_game.scenes.duel.solo_layout import WORDS, SoloLayout, lay_out_solo
from seaspirits_game.scenes.events import Event, KeyPress, PointerDown, PointerMove, PointerUp
from seaspirits_game.scenes.tooltip import draw_hint
from seaspirits_game.texts.numbers import decimal, whole

PENS = 16
TARGETS = ("first", "last", "middle", "median3", "random")
"""Rules that can be attacked, in the order of keys 1 to 5."""
_GAMES_A_TICK = 4
_PACE, _MIST = 2.4, 0.28
_BARS = 56
_GAMES_TONE: RGB = (110, 214, 218)


class KrakenPage:
    """Arrange, release, look at what it did; `caught` hears of every deterministic rule that was run."""

    def __init__(self, common: Common, caught: Callable[[Catch], None]) -> None:
        self.stage = common.stage
        self.controls = Controls()
        self.target: PivotRule = RULES_BY_NAME["first"]
        self.adaptive = False
        self.shuffles = 0
        self.row = Arrangement(self._shuffled())
        self.side: Side | None = None
        """The rule at work; None while the row is arranged."""
        self.catch: Catch | None = None
        """What came of it, once it is over."""
        self.coin_costs: I64 = np.zeros(0, np.int64)
        """What the coin's other games on the same row cost."""
        self.cursor: int | None = None
        self._running: Catch | None = None
        self._releases = 0
        self._dragging: int | None = None
        self._common, self._caught = common, caught
        self._law = common.shelf.law(PENS)
        self._layout: SoloLayout | None = None
        self._views: tuple[ReefView, ReefView] | None = None

    # deeds

    @property
    def arranging(self) -> bool:
        """Whether the row can be changed."""
        return self.side is None and not self.adaptive

    def aim_at(self, name: str) -> None:
        """Attack another rule; what ran is over."""
        self.target = RULES_BY_NAME[name]
        self.recover()

    def toggle_adaptive(self) -> None:
        """Answer while the sort runs, or arrange beforehand."""
        self.adaptive = not self.adaptive
        self.row.put_down()
        self.recover()

    def recover(self) -> None:
        """Back to arranging; the row is as it was laid out."""
        self.side = self._running = self.catch = None
        self.coin_costs = np.zeros(0, np.int64)

    def lay_out(self, kind: str) -> None:
        """Lay the row out as `random`, `sorted`, `organ-pipe`, or as the target's `killer`."""
        if self.adaptive:
            return
        self.recover()
        if kind == "killer":
            if can_be_drowned(self.target):
                self.row.set_order(killer(self.target, PENS).tolist())
        elif kind == "random":
            self.shuffles += 1
            self.row.set_order(self._shuffled())
        else:
            self.row.set_order(ARRANGEMENTS_BY_NAME[kind].make(PENS, np.random.default_rng(0)).tolist())

    def release(self) -> None:
        """Let the rule sort the row, or let the adversary meet it; from its end, begin anew."""
        if self.side is not None:
            if self.catch is not None:
                self.recover()
            return
        self.row.put_down()
        self._releases += 1
        coin = stream(self.stage.seed, "kraken coin", self._releases)
        if self.adaptive:
            run = adaptive(self.target, PENS, coin)
            values, states = run.values, [new_game(run.values)]
            for step in run.steps:
                states.append(replay_step(states[-1], step))
        else:
            values = self.row.values
            states = [new_game(values)]
            while not states[-1].done:
                states.append(rule_move(states[-1], self.target, coin))
        self.side = Side(values, 0.0, _blind, calm=self.stage.preferences.reduced_motion, mist=self.adaptive)
        self.side.pace = _PACE
        self.side.show_moves(states[1:])
        self._running = Catch(self.target.name, values, states[-1], self.adaptive, self._worst())

    def _worst(self) -> int:
        if can_be_drowned(self.target):
            return adaptive(self.target, PENS, np.random.default_rng(0)).comparisons
        return worst_comparisons(PENS)

    def _shuffled(self) -> list[float]:
        order: list[float] = stream(self.stage.seed, "kraken row", self.shuffles).permutation(PENS).tolist()
        return order

    # events and time

    def enter(self) -> None:
        """Lay out for the window."""
        kit = self.stage.kit
        screen = kit.screen
        layout = lay_out_solo(screen, text_heights(kit), kit.type.line_height("title"), ribbons=2)
        ground = layout.ground(screen)
        self._layout = layout
        self._views = (
            self._common.views.view(kit, ground, layout.soil, PENS, 0.0),
            self._common.views.view(kit, ground, layout.soil, PENS, _MIST),
        )

    def handle(self, event: Event) -> None:
        """Buttons first, then the pens."""
        screen = self.stage.kit.screen
        match event:
            case PointerDown(x, y, pointer):
                if not self.controls.pointer_down(x, y, screen, pointer):
                    self._take(self._place_at(x, y), pointer)
            case PointerMove(x, y, pointer):
                if not self.controls.pointer_moved(x, y, screen, pointer):
                    self._hover(x, y, pointer)
            case PointerUp(x, y, pointer):
                if not self.controls.pointer_up(x, y, screen, pointer) and self._dragging == pointer:
                    self._dragging = None
                    self.row.put_down()
            case KeyPress(key, shift, repeated):
                if not self.controls.key(key, shift):
                    self._key(key, repeated)

    def advance(self, dt: float) -> None:
        """One tick."""
        self.row.advance(dt, self.stage.preferences.reduced_motion)
        if self.side is None or self._running is None:
            return
        self.side.advance(dt)
        if self.side.busy:
            return
        if self.catch is None:
            self.catch = self._running
            if not self.catch.adaptive and can_be_drowned(self.target):
                self._caught(self.catch)
        if self.catch.rule == "random" and not self.catch.adaptive and len(self.coin_costs) < COIN_GAMES:
            self._throw_more(self.catch.values)

    def _throw_more(self, values: F64) -> None:
        """A few more games of the coin on the same row: as many as a frame bears."""
        done = len(self.coin_costs)
        games = [
            play_out(values.tolist(), self.target, stream(self.stage.seed, f"kraken game {self._releases}", number))
            for number in range(done, min(done + _GAMES_A_TICK, COIN_GAMES))
        ]
        self.coin_costs = np.append(self.coin_costs, games)

    def _take(self, place: int | None, pointer: int) -> None:
        if place is None:
            return
        self.cursor = place
        if self.catch is not None:
            self.recover()
        if self.arranging:
            self.row.take(place)
            self._dragging = pointer

    def _hover(self, x: float, y: float, pointer: int) -> None:
        place = self._place_at(x, y)
        if self._dragging == pointer and place is not None:
            self.row.move_to(place)
            self.cursor = place
        elif self._dragging is None:
            self.cursor = place if self.controls.hovered is None else None

    def _key(self, key: str, repeated: bool) -> None:
        if key in ("left", "right", "home", "end") and self.arranging:
            now = self.cursor if self.cursor is not None else PENS // 2
            step = {"left": now - 1, "right": now + 1, "home": 0, "end": PENS - 1}[key]
            self.cursor = min(max(step, 0), PENS - 1)
            self.row.move_to(self.cursor)
        elif repeated:
            return
        elif key == "space":
            self.release()
        elif key in PRESSES:
            self._grasp()
        elif key in ("1", "2", "3", "4", "5"):
            self.aim_at(TARGETS[int(key) - 1])
        elif key == "a":
            self.toggle_adaptive()
        elif key in _KINDS_BY_KEY:
            self.lay_out(_KINDS_BY_KEY[key])

    def _grasp(self) -> None:
        if self.catch is not None or self.adaptive:
            self.release()
        elif self.arranging and self.cursor is not None:
            if self.row.held is None:
                self.row.take(self.cursor)
            else:
                self.row.put_down()

    def _place_at(self, x: float, y: float) -> int | None:
        if self._views is None or self._layout is None:
            return None
        reach = self._layout.pens.union(self._layout.soil)
        return self._views[0].reef.place_at(x) if reach.top <= y <= reach.bottom else None

    # drawing

    def draw(self, surface: pygame.Surface) -> None:
        """Words, reef, counter, law, controls."""
        if self._layout is None or self._views is None:
            self.enter()
        assert self._layout is not None
        assert self._views is not None
        stage, layout, t = self.stage, self._layout, self.stage.texts.t
        still = stage.preferences.reduced_motion or stage.preferences.still_water
        time_s = 0.0 if still else stage.time_s
        self.controls.items = self._controls(layout)
        self._words(surface, layout)
        frame, state = self._frame()
        hand = None
        if self.arranging and self.cursor is not None:
            hand = Hand(self.cursor, moving=True)
        self._views[1 if self.adaptive else 0].draw(surface, frame, state, time_s, hand)
        name = t("the rule: {rule}").format(rule=t(NAMES_BY_RULE[self.target.name]))
        draw_counter(surface, stage, layout.counter, Standing(name, frame, FOAM))
        self._figure(surface, layout)
        draw_controls(surface, stage, self.controls, self._labels())
        draw_hint(surface, stage.kit, self.controls.pointed)

    def _frame(self) -> tuple[SideFrame, SortState]:
        if self.side is not None:
            return self.side.frame(), self.side.state
        values = self.row.values
        state = new_game(values)
        known = np.ones(PENS, np.bool_)
        if self.adaptive:
            known[:] = False
            mist = np.full(PENS, 0.5)
            shape = shape_of(state, Sightings(mist, known), veiled=True, mist=True)
        else:
            shape = shape_of(state, Sightings(shares_of(values), known))
            shape.places[:] = self.row.drawn[values.astype(np.int64)]
        return SideFrame(shape, np.zeros(PENS), None, (0, 0), 1.0), state

    def _words(self, surface: pygame.Surface, layout: SoloLayout) -> None:
        kit, t = self.stage.kit, self.stage.texts.t
        title = t("Be the Kraken: adaptive") if self.adaptive else t("Be the Kraken")
        tone = CORAL if self.adaptive else FOAM
        kit.type.draw(surface, title, layout.heading.midtop, "title", tone, "midtop", width=layout.heading.width)
        lines = kit.type.wrapped(self.told(), "body", layout.words.width, WORDS)
        kit.type.draw_lines(surface, lines, layout.words.midtop, "body", MIST if self.catch is None else FOAM, "midtop")

    def told(self) -> str:
        """What the page says now."""
        return told(self.stage.texts, self.target, self.adaptive, self.catch, self.coin_costs, self._law)

    def _figure(self, surface: pygame.Surface, layout: SoloLayout) -> None:
        kit, t, law = self.stage.kit, self.stage.texts.t, self._law
        worst = worst_comparisons(PENS)
        low, high = law.quantile(0.0) - 4.0, worst + 6.0
        swell = Swell(law.costs, law.probabilities, law.mean, law.variance**0.5, low, high)
        markers = []
        if self.catch is not None:
            tone = CORAL if self.catch.drowned or self.catch.adaptive else RIVAL_TONE
            markers.append(Marker(self.catch.cost, whole(self.catch.cost), tone, True))
            if can_be_drowned(self.target) and not self.catch.drowned and not self.catch.adaptive:
                worst_told = t("its worst {worst}").format(worst=whole(self.catch.worst))
                markers.append(Marker(self.catch.worst, worst_told, MIST, False))
        if len(self.coin_costs):
            counts = counts_of(self.coin_costs, low, high, _BARS)
            histogram(surface, plot_rect(kit, layout.figure), 0.9 * counts / counts.max(), _GAMES_TONE, 0.8)
        mean = t("chance: {mean} on average").format(mean=decimal(law.mean, 1))
        tide(kit, surface, layout.figure, swell, markers, mean, ("", t("more comparisons")), "kraken")

    def _controls(self, layout: SoloLayout) -> list[Control]:
        t, screen = self.stage.texts.t, self.stage.kit.screen
        *rules, mode = layout.buttons(screen, 0, [130.0] * len(TARGETS) + [190.0])
        shuffle, rising, pipe, killing, free = layout.buttons(screen, 1, [170.0, 150.0, 190.0, 250.0, 230.0])
        can_lay = not self.adaptive
        deadly = can_lay and can_be_drowned(self.target)
        freed = t("let the rule sort your row  (space)") if can_lay else t("let the Kraken meet the rule  (space)")
        killer_hint = (
            t("the worst row for this rule, found by the Kraken  (K)")
            if deadly
            else t("there is no worst row for chance: it cannot be drowned in advance")
        )

        def aim(name: str) -> Callable[[], None]:
            return lambda: self.aim_at(name)

        def lay(kind: str) -> Callable[[], None]:
            return lambda: self.lay_out(kind)

        return [
            Control("help", layout.help, self._common.show_help, t("how to play  (H)")),
            Control("close", layout.leave, self._common.leave, t("back to the harbour  (Esc)")),
            *(
                Control(
                    f"pick {name}",
                    rect,
                    aim(name),
                    t(LOOKS_BY_RULE[name]) + f"  ({number})",
                    active=self.target.name == name,
                )
                for number, (name, rect) in enumerate(zip(TARGETS, rules, strict=True), 1)
            ),
            Control(
                "adaptive",
                mode,
                self.toggle_adaptive,
                t("an adversary that answers while the sort runs  (A)"),
                active=self.adaptive,
            ),
            Control("shuffle", shuffle, lay("random"), t("any order  (S)"), enabled=can_lay),
            Control("sorted", rising, lay("sorted"), t("in order  (O)"), enabled=can_lay),
            Control("pipe", pipe, lay("organ-pipe"), t("rising, then falling  (P)"), enabled=can_lay),
            Control("killer", killing, lay("killer"), killer_hint, enabled=deadly),
            Control("release", free, self.release, freed, active=self.catch is None, enabled=self._may_release),
        ]

    @property
    def _may_release(self) -> bool:
        return self.side is None or self.catch is not None

    def _labels(self) -> dict[str, str]:
        t = self.stage.texts.t
        rules = {f"pick {name}": t(NAMES_BY_RULE[name]) for name in TARGETS}
        return {
            **rules,
            "adaptive": t("adaptive"),
            "shuffle": t("shuffle"),
            "sorted": t("sorted"),
            "pipe": t("organ pipe"),
            "killer": t("the Kraken's row"),
            "release": t("release") if self.catch is None else t("again"),
        }


_KINDS_BY_KEY = {"s": "random", "o": "sorted", "p": "organ-pipe", "k": "killer"}


def _blind(lo: int, hi: int) -> np.random.Generator:
    return np.random.default_rng([lo, hi])  # the water is clear: nothing is drawn from it that is seen
