"""The sea learns your habits: where you tend to choose pivots, and what a row laid out against that would cost you."""

from collections.abc import Callable, Sequence

import numpy as np
import pygame

from seaspirits_game.core.arrays import F64, I64
from seaspirits_game.core.streams import stream
from seaspirits_game.quicksort.habits import BINS, Habits, habit_rule, habits_of, row_against
from seaspirits_game.quicksort.sorting import Step, play_out
from seaspirits_game.render.reef import Reef, ReefFrame
from seaspirits_game.render.tide import Marker, Swell, tide
from seaspirits_game.render.ui.ink import FOAM, LAMP, MIST
from seaspirits_game.render.ui.shapes import hairline
from seaspirits_game.scenes.buttons import Control, Controls
from seaspirits_game.scenes.duel.common import Common
from seaspirits_game.scenes.duel.drawing import draw_controls, text_heights
from seaspirits_game.scenes.duel.match import Terms
from seaspirits_game.scenes.duel.play_drawing import PLAYER_TONE, swell_of
from seaspirits_game.scenes.duel.reach import PRESSES
from seaspirits_game.scenes.duel.solo_layout import WORDS, SoloLayout, lay_out_solo
from seaspirits_game.scenes.events import Event, KeyPress
from seaspirits_game.scenes.tooltip import draw_hint
from seaspirits_game.texts.numbers import decimal, whole

REHEARSALS = 240
"""Games of a dummy with the player's habits, by which the row is judged."""
_A_TICK = 3


class HabitRows:
    """Rows laid out against habits that were known before the first move: oblivious, the same for the same seed."""

    def __init__(self, habits: Habits, n: int, seed: int) -> None:
        self.habits = habits
        self._n, self._seed = n, seed

    def row(self, number: int) -> F64:
        """(n,) the row of a round. Which pen is tall is as the habits would have it; the rest is drawn by the seed."""
        return row_against(self.habits, self._n, stream(self._seed, "habit row", number))


class HabitsPage:
    """Shows the habits; `begin` opens a match on rows against them."""

    def __init__(
        self,
        common: Common,
        steps: Sequence[Step],
        terms: Terms,
        begin: Callable[[HabitRows], None],
    ) -> None:
        self.stage = common.stage
        self.controls = Controls()
        self.habits = habits_of(steps)
        self.rows = HabitRows(self.habits, terms.n, terms.seed)
        self.costs: I64 = np.zeros(0, np.int64)
        """What the dummy needed so far."""
        self._common, self._begin = common, begin
        self._law = common.shelf.law(terms.n)
        self._row = self.rows.row(0)
        self._dummy = habit_rule(self.habits)
        self._seed = terms.seed
        self._layout: SoloLayout | None = None
        self._pens: Reef | None = None

    @property
    def seen(self) -> int:
        """Pivots that the habits are made of."""
        return int(self.habits.counts.sum())

    def begin(self) -> None:
        """Meet the rows."""
        self._begin(self.rows)

    def enter(self) -> None:
        """Lay out for the window."""
        kit = self.stage.kit
        self._layout = lay_out_solo(kit.screen, text_heights(kit), kit.type.line_height("title"))
        self._pens = Reef(self._layout.ground(kit.screen), BINS, 0.0)

    def handle(self, event: Event) -> None:
        """Buttons and their keys."""
        if self.controls.follow(event, self.stage.kit.screen) or not isinstance(event, KeyPress):
            return
        if not self.controls.key(event.key, event.shift) and event.key in PRESSES and not event.repeated:
            self.begin()

    def advance(self, dt: float) -> None:
        """A few games of the dummy."""
        done = len(self.costs)
        games = [
            play_out(self._row.tolist(), self._dummy, stream(self._seed, "habit rehearsal", number))
            for number in range(done, min(done + _A_TICK, REHEARSALS))
        ]
        if games:
            self.costs = np.append(self.costs, games)

    def draw(self, surface: pygame.Surface) -> None:
        """Words, the habits, what they would cost, controls."""
        if self._layout is None or self._pens is None:
            self.enter()
        assert self._layout is not None
        kit, t, layout = self.stage.kit, self.stage.texts.t, self._layout
        self.controls.items = self._controls(layout)
        heading = layout.heading
        kit.type.draw(
            surface, t("The sea learns your habits"), heading.midtop, "title", FOAM, "midtop", width=heading.width
        )
        lines = kit.type.wrapped(self.told(), "body", layout.words.width, WORDS)
        kit.type.draw_lines(surface, lines, layout.words.midtop, "body", MIST, "midtop")
        self._reef(surface, layout)
        self._figure(surface, layout)
        draw_controls(surface, self.stage, self.controls, {"begin": t("meet the row")})
        draw_hint(surface, self.stage.kit, self.controls.pointed)

    def told(self) -> str:
        """What the sea knows, and what it does with it."""
        t = self.stage.texts.t
        if not self.seen:
            return t(
                "The sea does not know you yet: it has seen none of your pivots. Against a player without habits no "
                "row is worse than another. Play a few rounds, then come back."
            )
        return t(
            "It has watched {count} of your pivots. Against the places that you like best it lays out a row, before "
            "your first move. It will not answer while you play: choose where you never do, and it has learned nothing."
        ).format(count=whole(self.seen))

    def _reef(self, surface: pygame.Surface, layout: SoloLayout) -> None:
        """Where pivots were chosen, from the left end of a part to its right end: a pen for each twelfth of it."""
        assert self._pens is not None
        stage, pens = self.stage, self._pens
        kit, t = stage.kit, stage.texts.t
        shares = self.habits.shares
        height = 0.94 * shares / max(float(shares.max()), 1e-9)
        still = stage.preferences.reduced_motion or stage.preferences.still_water
        x = np.array([pens.x_of(place) for place in range(BINS)])
        frame = ReefFrame(x, height, np.zeros(BINS), np.ones(BINS, np.bool_), np.where(shares > 0.0, 1.0, 0.0))
        pens.draw(surface, frame, 0.0 if still else stage.time_s)
        even = round(pens.tip_y(0.94 / BINS / max(float(shares.max()), 1e-9)))
        area, px = layout.pens, kit.screen.px
        hairline(surface, (area.left, even), (area.right, even), LAMP, 0.45, kit.shapes.fine)
        below = layout.soil.top + px(12)
        kit.type.draw(surface, t("left end of a part"), (area.left + px(20), below), "small", MIST)
        kit.type.draw(surface, t("right end"), (area.right - px(20), below), "small", MIST, "topright")
        middle = t("where you chose your pivots; the fine line is a player without habits")
        kit.type.draw(surface, middle, (area.centerx, below + kit.type.line_height("small")), "small", FOAM, "midtop")

    def _figure(self, surface: pygame.Surface, layout: SoloLayout) -> None:
        t, law = self.stage.texts.t, self._law
        rect = layout.figure.union(layout.counter.abacus)
        swell = swell_of(law)
        markers = []
        if len(self.costs):
            mean = float(self.costs.mean())
            swell = _stretched(swell, mean)
            told = t("a player with your habits: {mean}").format(mean=decimal(mean, 0))
            markers.append(Marker(mean, told, PLAYER_TONE, True))
        coin = t("the coin on the same row: {mean}").format(mean=decimal(law.mean, 0))
        key = ("habits", len(self._row), round(swell.high))
        tide(self.stage.kit, surface, rect, swell, markers, coin, (t("fewer"), t("more comparisons")), key)

    def _controls(self, layout: SoloLayout) -> list[Control]:
        t = self.stage.texts.t
        (begin,) = layout.buttons(self.stage.kit.screen, 0, [320.0])
        return [
            Control("help", layout.help, self._common.show_help, t("how to play  (H)")),
            Control("close", layout.leave, self._common.leave, t("back to the harbour  (Esc)")),
            Control("begin", begin, self.begin, t("best of three against the coin  (Enter)"), active=True),
        ]


def _stretched(swell: Swell, cost: float) -> Swell:
    """The swell with an axis that holds a cost."""
    high = max(swell.high, cost + 0.5 * swell.spread)
    return Swell(swell.costs, swell.probabilities, swell.mean, swell.spread, swell.low, high)
