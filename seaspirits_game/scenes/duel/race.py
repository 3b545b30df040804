"""The race: a thousand games of the coin at once, and how comparisons grow with n, every rule really run in small
slices between frames."""

import time
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pygame

from seaspirits_game.core.arrays import F64, I64
from seaspirits_game.core.streams import stream
from seaspirits_game.quicksort.distribution import simulated_levels
from seaspirits_game.quicksort.race import RACE_SIZES, RacePoint, half_square, n_log_n
from seaspirits_game.quicksort.rules import RULES_BY_NAME
from seaspirits_game.quicksort.walk import KILLER, race_in_pieces
from seaspirits_game.render.histogram import counts_of, histogram
from seaspirits_game.render.palette import PALETTES_BY_NAME
from seaspirits_game.render.race_chart import Thread, race_chart
from seaspirits_game.render.strokes import Strokes
from seaspirits_game.render.tide import plot_rect, tide
from seaspirits_game.render.ui.ink import FOAM, MIST, RGB
from seaspirits_game.render.ui.motion import ease
from seaspirits_game.render.ui.ticks import Axis
from seaspirits_game.scenes.buttons import Control, Controls
from seaspirits_game.scenes.duel.common import Common
from seaspirits_game.scenes.duel.drawing import draw_controls, text_heights
from seaspirits_game.scenes.duel.play_drawing import swell_of
from seaspirits_game.scenes.duel.race_layout import RaceLayout, lay_out_race
from seaspirits_game.scenes.events import Event, KeyPress
from seaspirits_game.scenes.tooltip import draw_hint
from seaspirits_game.texts.numbers import decimal, percent, whole

RULES = ("first", "last", "middle", "random", "median3", "ninther", "introsort", "noisy-median", "true-median")
ARRANGEMENTS = ("random", "sorted", "organ-pipe", KILLER)
GAMES, GAME_SIZE = 1000, 64
SLICE_S = 0.003
"""How long a frame races at most."""
MURK = 0.2
RUNS = 8
_LEVEL_S, _REST_S = 0.55, 5.0
_BARS = 60
_GAMES_TONE: RGB = (110, 214, 218)
_THEORY: RGB = (206, 190, 150)
_NAMES = {
    "first": "first",
    "last": "last",
    "middle": "middle",
    "random": "chance",
    "median3": "median of 3",
    "ninther": "ninther",
    "introsort": "introsort",
    "noisy-median": "a careful eye",
    "true-median": "oracle",
}


class Crowd:
    """A thousand games of the coin, shown level by level of their recursion trees."""

    def __init__(self, n: int, games: int, seed: int) -> None:
        self.n, self.games, self.seed = n, games, seed
        self.number = 0
        self._begin()

    def _begin(self) -> None:
        rng = stream(self.seed, "race crowd", self.number)
        self._levels: Iterator[I64] = simulated_levels(self.n, self.games, rng)
        self._before = np.zeros(self.games, np.int64)
        self._after = next(self._levels)
        self._elapsed = 0.0
        self.level = 1
        self.done = False

    def again(self) -> None:
        """A thousand other games."""
        self.number += 1
        self._begin()

    def advance(self, dt: float) -> None:
        """Let time pass."""
        self._elapsed += dt
        if self.done:
            if self._elapsed > _REST_S:
                self.again()
            return
        if self._elapsed >= _LEVEL_S:
            self._elapsed -= _LEVEL_S
            following = next(self._levels, None)
            self._before = self._after
            if following is None:
                self.done, self._elapsed = True, 0.0
            else:
                self._after = following
                self.level += 1

    @property
    def costs(self) -> F64:
        """(games,) comparisons of each game so far; between two levels on the way."""
        share = 1.0 if self.done else ease(self._elapsed / _LEVEL_S)
        return np.asarray(self._before + (self._after - self._before) * share, dtype=np.float64)


class Racer:
    """Runs every rule at every n in small pieces; `points` are those that are there."""

    def __init__(
        self,
        arrangement: str,
        seed: int,
        clock: Callable[[], float] = time.perf_counter,
        sizes: Sequence[int] = RACE_SIZES,
    ) -> None:
        self.arrangement = arrangement
        self.sizes = tuple(sizes)
        self.points: list[RacePoint] = []
        self.done = False
        self._clock = clock
        rules = [RULES_BY_NAME[name] for name in RULES]
        self._pieces = race_in_pieces(rules, arrangement, seed=seed, sizes=self.sizes, runs=RUNS, murk=MURK)

    @property
    def share(self) -> float:
        """How many of all points are there, 0 to 1."""
        return len(self.points) / (len(RULES) * len(self.sizes))

    def work(self, seconds: float) -> None:
        """Go on for about so long."""
        until = self._clock() + seconds
        while not self.done and self._clock() < until:
            piece = next(self._pieces, _END)
            if piece is _END:
                self.done = True
            elif isinstance(piece, RacePoint):
                self.points.append(piece)


_END = object()


class RacePage:
    """Looks on."""

    def __init__(self, common: Common) -> None:
        self.stage = stage = common.stage
        self.controls = Controls()
        self.crowd = Crowd(GAME_SIZE, GAMES, stage.seed)
        self.racer = Racer("random", stage.seed)
        self.relative = False
        """Whether comparisons are told as multiples of n log2 n."""
        self._racers = {"random": self.racer}
        self._common = common
        self._law = common.shelf.law(GAME_SIZE)
        self._swell = swell_of(self._law)
        self._layout: RaceLayout | None = None
        self._strokes: Strokes | None = None

    def set_arrangement(self, name: str) -> None:
        """Race on another kind of row; what was run before is still there."""
        if name not in self._racers:
            self._racers[name] = Racer(name, self.stage.seed)
        self.racer = self._racers[name]

    def toggle_relative(self) -> None:
        """Comparisons, or multiples of n log2 n."""
        self.relative = not self.relative

    def enter(self) -> None:
        """Lay out for the window."""
        kit = self.stage.kit
        screen = kit.screen
        self._layout = lay_out_race(screen, text_heights(kit), kit.type.line_height("title"))
        self._strokes = self._common.views.strokes(kit)

    def handle(self, event: Event) -> None:
        """Buttons and their keys."""
        if self.controls.follow(event, self.stage.kit.screen) or not isinstance(event, KeyPress):
            return
        if not self.controls.key(event.key, event.shift) and not event.repeated:
            self._key(event.key)

    def advance(self, dt: float) -> None:
        """One tick."""
        self.crowd.advance(dt)

    def _key(self, key: str) -> None:
        if key in ("1", "2", "3", "4"):
            self.set_arrangement(ARRANGEMENTS[int(key) - 1])
        elif key == "r":
            self.toggle_relative()
        elif key in ("space", "return", "enter"):
            self.crowd.again()

    def draw(self, surface: pygame.Surface) -> None:
        """Race for a slice of time, then show what there is."""
        if self._layout is None or self._strokes is None:
            self.enter()
        assert self._layout is not None
        self.racer.work(SLICE_S)
        kit, t, layout = self.stage.kit, self.stage.texts.t, self._layout
        self.controls.items = self._controls(layout)
        kit.type.draw(surface, t("Race"), layout.heading.midtop, "title", FOAM, "midtop", width=layout.heading.width)
        self._games(surface, layout)
        self._chart(surface, layout)
        draw_controls(surface, self.stage, self.controls, self._labels())
        draw_hint(surface, self.stage.kit, self.controls.pointed)

    def _games(self, surface: pygame.Surface, layout: RaceLayout) -> None:
        kit, t, crowd = self.stage.kit, self.stage.texts.t, self.crowd
        name = t("a thousand games of the coin on {count} pens").format(count=crowd.n)
        kit.type.draw(surface, name, layout.games_name.topleft, "name", FOAM, width=layout.games_name.width)
        costs, swell = crowd.costs, self._swell
        plot = plot_rect(kit, layout.games)
        plot.height, plot.top = plot.height - 11 * kit.shapes.fine, plot.top + 11 * kit.shapes.fine
        # their first comparisons lie left of all that a finished game can cost: the axis begins at none
        counts = counts_of(costs, 0.0, swell.high, _BARS)
        top = self._top_of_law(swell.high) * GAMES
        histogram(surface, plot, np.minimum(counts / top, 1.0), _GAMES_TONE, 0.9)
        whole_axis = type(swell)(swell.costs, swell.probabilities, swell.mean, swell.spread, 0.0, swell.high)
        mean = t("mean {mean}").format(mean=decimal(swell.mean, 1))
        tide(kit, surface, layout.games, whole_axis, [], mean, ("0", ""), "crowd")
        x, y = layout.games_note.topleft
        now = t("level {level}: {mean} comparisons on average so far").format(
            level=crowd.level, mean=decimal(float(costs.mean()), 1)
        )
        if crowd.done:
            worst = self._law.quantile(0.99)
            far = int(np.count_nonzero(costs > 2 * swell.mean))
            now = t(
                "all sorted: {mean} on average. 99 in 100 need at most {worst}; {far} needed more than twice the mean"
            )
            now = now.format(mean=decimal(float(costs.mean()), 1), worst=whole(worst), far=far or t("none"))
        lines = kit.type.wrapped(now, "small", layout.games_note.width, 2)
        kit.type.draw_lines(surface, lines, (x, y), "small", MIST)

    def _top_of_law(self, high: float) -> float:
        """The largest share of games that the law puts into one bar, with a little air."""
        counts = np.zeros(_BARS)
        at = np.clip((self._law.costs / high * _BARS).astype(int), 0, _BARS - 1)
        np.add.at(counts, at, self._law.probabilities)
        return float(counts.max()) * 1.12

    def _chart(self, surface: pygame.Surface, layout: RaceLayout) -> None:
        assert self._strokes is not None
        kit, t, racer = self.stage.kit, self.stage.texts.t, self.racer
        name = t("comparisons against n, each point really run")
        kit.type.draw(surface, name, layout.chart_name.topleft, "name", FOAM, width=layout.chart_name.width)
        across = Axis(t("n pens"), float(RACE_SIZES[0]), float(RACE_SIZES[-1]), "log")
        up = Axis(t("comparisons"), 10.0, 2e7, "log")
        if self.relative:
            up = Axis(t("comparisons as a multiple of n log₂ n"), 0.5, 400.0, "log")
        race_chart(kit, surface, layout.chart, across, up, self._threads(), self._strokes, RACE_SIZES[::3])
        if racer.done:
            note = t("every rule was run on every n; chance {runs} times each").format(runs=RUNS)
        else:
            size = racer.points[-1].n if racer.points else RACE_SIZES[0]
            note = t("running: n = {size}, {share} of all points").format(
                size=whole(size), share=percent(racer.share, 0)
            )
        lines = kit.type.wrapped(note + " · " + t(_TOLD_BY_ARRANGEMENT[racer.arrangement]), "small",
                                 layout.chart_note.width, 2)  # fmt: skip
        kit.type.draw_lines(surface, lines, layout.chart_note.topleft, "small", MIST)

    def _threads(self) -> list[Thread]:
        t = self.stage.texts.t
        sizes = np.array(RACE_SIZES, np.float64)

        def told(n: F64, costs: F64) -> F64:
            return np.asarray(costs / n_log_n(n)) if self.relative else costs

        threads = [
            Thread(t("n²/2"), sizes, told(sizes, half_square(sizes)), _THEORY, measured=False),
            Thread(t("n log₂ n"), sizes, told(sizes, n_log_n(sizes)), _THEORY, measured=False),
        ]
        colours = PALETTES_BY_NAME["default"]
        for number, rule in enumerate(RULES):
            points = [point for point in self.racer.points if point.rule == rule]
            n = np.array([point.n for point in points], np.float64)
            costs = np.array([point.mean for point in points], np.float64)
            red, green, blue = (round(255 * channel) for channel in colours.rgb(number))
            threads.append(Thread(t(_NAMES[rule]), n, told(n, costs), (red, green, blue)))
        return threads

    def _controls(self, layout: RaceLayout) -> list[Control]:
        t, screen = self.stage.texts.t, self.stage.kit.screen
        if screen.portrait:
            kinds = layout.buttons(screen, 0, [200.0] * len(ARRANGEMENTS))
            relative, again = layout.buttons(screen, 1, [330.0, 330.0])
        else:
            *kinds, relative, again = layout.buttons(screen, 0, [150.0] * len(ARRANGEMENTS) + [240.0, 240.0])

        def at(name: str) -> Callable[[], None]:
            return lambda: self.set_arrangement(name)

        return [
            Control("help", layout.help, self._common.show_help, t("how to play  (H)")),
            Control("close", layout.leave, self._common.leave, t("back to the harbour  (Esc)")),
            *(
                Control(
                    f"pick {name}",
                    rect,
                    at(name),
                    t(_TOLD_BY_ARRANGEMENT[name]) + f"  ({number})",
                    active=self.racer.arrangement == name,
                )
                for number, (name, rect) in enumerate(zip(ARRANGEMENTS, kinds, strict=True), 1)
            ),
            Control(
                "relative",
                relative,
                self.toggle_relative,
                t("as a multiple of n log₂ n: small differences grow  (R)"),
                active=self.relative,
            ),
            Control("again", again, self.crowd.again, t("a thousand other games  (space)")),
        ]

    def _labels(self) -> dict[str, str]:
        t = self.stage.texts.t
        kinds = {"pick random": t("shuffled"), "pick sorted": t("sorted"), "pick organ-pipe": t("organ pipe")}
        return {**kinds, f"pick {KILLER}": t("killer"), "relative": t("per n log₂ n"), "again": t("another thousand")}


_TOLD_BY_ARRANGEMENT = {
    "random": "shuffled rows",
    "sorted": "rows in order",
    "organ-pipe": "rows that rise and then fall",
    KILLER: "each rule against its own killer; those that chance protects on shuffled rows",
}
