"""Sea duel: the pens are spirits of this very moment, as high as their losses or as their first coordinate."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pygame

from seaspirits_game.core.arrays import F64, I64
from seaspirits_game.core.snapshot import Snapshot, TaskSheet
from seaspirits_game.core.streams import stream
from seaspirits_game.quicksort.game import new_game
from seaspirits_game.quicksort.inputs import from_values
from seaspirits_game.render.palette import Palette
from seaspirits_game.render.ui.ink import FOAM, MIST
from seaspirits_game.scenes.buttons import Control, Controls
from seaspirits_game.scenes.duel.common import Common
from seaspirits_game.scenes.duel.drawing import draw_controls, text_heights
from seaspirits_game.scenes.duel.match import Terms, look_stream
from seaspirits_game.scenes.duel.reach import PRESSES
from seaspirits_game.scenes.duel.reef_view import ReefView
from seaspirits_game.scenes.duel.side import SideFrame, shape_of
from seaspirits_game.scenes.duel.sightings import first_sight
from seaspirits_game.scenes.duel.solo_layout import WORDS, SoloLayout, lay_out_solo
from seaspirits_game.scenes.events import Event, KeyPress
from seaspirits_game.scenes.tooltip import draw_hint
from seaspirits_game.texts.numbers import whole

LOSS = -1
"""The source that is no layer: losses; others are numbers of hidden layers."""
_LEAST_PROBABILITY = 1e-12
Colour = tuple[float, float, float]


@dataclass(frozen=True, slots=True, eq=False)
class SeaRows:
    """Rows of real spirits: the network's numbers at one step, each round with other samples."""

    values: F64
    """(N,) one for each sample that can be drawn; all different."""
    samples: I64
    """(N,) whose they are."""
    labels: I64
    """(N,) their classes."""
    n: int
    seed: int
    step: int
    source: int

    def chosen(self, number: int) -> I64:
        """(n,) indices of the samples of a round, in the order of its row."""
        return stream(self.seed, "sea row", number).choice(len(self.values), self.n, replace=False)

    def row(self, number: int) -> F64:
        """(n,) the row of a round."""
        return from_values(self.values[self.chosen(number)], "spirits")

    def colours(self, number: int, palette: Palette) -> tuple[Colour, ...]:
        """n colours of the row's classes."""
        return tuple(palette.rgb(label) for label in self.labels[self.chosen(number)].tolist())


def sea_rows(snapshot: Snapshot, sheet: TaskSheet, source: int, terms: Terms) -> SeaRows | None:
    """Rows of a snapshot's decimal logarithms of losses (`LOSS`) or first coordinates of a hidden layer.

    Logarithms keep the order, and let a reef show losses that differ by powers of ten. None when there are fewer
    different values than pens.
    """
    if source == LOSS:
        own = snapshot.probs[np.arange(len(sheet.labels)), sheet.labels].astype(np.float64)
        values = np.log10(np.maximum(-np.log(np.maximum(own, _LEAST_PROBABILITY)), _LEAST_PROBABILITY))
    else:
        values = snapshot.coords[source][:, 0].astype(np.float64)
    values = np.where(np.isfinite(values), values, np.nan)
    distinct, first = np.unique(values, return_index=True)
    first = first[np.isfinite(distinct)]
    if len(first) < terms.n:
        return None
    return SeaRows(values[first], first, sheet.labels[first], terms.n, terms.seed, snapshot.step, source)


class SeaPage:
    """Chooses what the pens stand for; `begin` opens the match."""

    def __init__(
        self,
        common: Common,
        terms: Terms,
        begin: Callable[[SeaRows], None],
    ) -> None:
        self.stage = common.stage
        self.controls = Controls()
        self.terms = terms
        self.source = LOSS
        self.rows: SeaRows | None = None
        self._common, self._begin = common, begin
        self._layout: SoloLayout | None = None
        self._view: ReefView | None = None
        self._shown: tuple[int, int] | None = None
        self._frame: SideFrame | None = None

    @property
    def sources(self) -> list[int]:
        """What can be chosen: losses, then each hidden layer."""
        world = self.stage.world
        return [LOSS, *range(len(world.sheet.layer_widths))] if world is not None else [LOSS]

    def take(self, source: int) -> None:
        """Let the pens stand for something else."""
        self.source = source

    def begin(self) -> None:
        """Play on the spirits of this moment."""
        if self.rows is not None:
            self._begin(self.rows)

    def enter(self) -> None:
        """Lay out for the window."""
        kit = self.stage.kit
        screen = kit.screen
        self._layout = lay_out_solo(screen, text_heights(kit), kit.type.line_height("title"))
        ground = self._layout.ground(screen)
        self._view = self._common.views.view(kit, ground, self._layout.soil, self.terms.n, self.terms.murk)

    def handle(self, event: Event) -> None:
        """Buttons and their keys."""
        if self.controls.follow(event, self.stage.kit.screen) or not isinstance(event, KeyPress):
            return
        if not self.controls.key(event.key, event.shift) and not event.repeated:
            self._key(event.key)

    def advance(self, dt: float) -> None:
        """Follow the network: another step, another row."""
        world, snapshot = self.stage.world, self.stage.snapshot
        if world is None or snapshot is None:
            return
        now = (snapshot.step, self.source)
        if now != self._shown:
            self._shown = now
            self.rows = sea_rows(snapshot, world.sheet, self.source, self.terms)
            self._frame = None

    def _key(self, key: str) -> None:
        if key in PRESSES:
            self.begin()
        elif key.isdigit() and 1 <= int(key) <= len(self.sources):
            self.take(self.sources[int(key) - 1])

    def draw(self, surface: pygame.Surface) -> None:
        """Words, the spirits as pens, controls."""
        if self._layout is None or self._view is None:
            self.enter()
        assert self._layout is not None
        assert self._view is not None
        stage, layout, t = self.stage, self._layout, self.stage.texts.t
        kit = stage.kit
        self.controls.items = self._controls(layout)
        heading = layout.heading
        kit.type.draw(surface, t("Sea duel"), heading.midtop, "title", FOAM, "midtop", width=heading.width)
        lines = kit.type.wrapped(self.told(), "body", layout.words.width, WORDS)
        kit.type.draw_lines(surface, lines, layout.words.midtop, "body", MIST, "midtop")
        if self.rows is not None:
            still = stage.preferences.reduced_motion or stage.preferences.still_water
            state = new_game(self.rows.row(0))
            if self._frame is None:
                # the very look of the first round: two looks would tell more than one
                murky = first_sight(state, self.terms.murk, look_stream(self.terms, 0, 0, self.terms.n))
                nobody = np.zeros(self.terms.n)
                self._frame = SideFrame(shape_of(state, murky), nobody, None, (0, 0), 1.0)
            colours = self.rows.colours(0, stage.palette)
            self._view.draw(surface, self._frame, state, 0.0 if still else stage.time_s, colours=colours)
        draw_controls(surface, stage, self.controls, self._labels())
        draw_hint(surface, stage.kit, self.controls.pointed)

    def told(self) -> str:
        """What the pens are."""
        t = self.stage.texts.t
        if self.stage.world is None or self.stage.snapshot is None:
            return t("There are no spirits yet: the trainer is still waking.")
        if self.rows is None:
            return t("Too few spirits differ for a row of {count}. Let the sea train on, or choose fewer pens.").format(
                count=self.terms.n
            )
        if self.source == LOSS:
            return t(
                "Each pen is a spirit of step {step}: {count} samples, as high as the logarithm of their loss, in the "
                "colours of their clans. Sort the sure from the mistaken."
            ).format(step=whole(self.rows.step), count=self.terms.n)
        return t(
            "Each pen is a spirit of step {step}: {count} samples, as high as their place along the first principal "
            "coordinate of shoal {number}, in the colours of their clans."
        ).format(step=whole(self.rows.step), count=self.terms.n, number=self.source + 1)

    def note(self) -> str:
        """What the row is, for the round's prompt."""
        t = self.stage.texts.t
        if self.source == LOSS:
            return t("the pens are spirits, as high as their losses")
        return t("the pens are spirits, as high as their first coordinate in shoal {number}").format(
            number=self.source + 1
        )

    def _controls(self, layout: SoloLayout) -> list[Control]:
        t, sources = self.stage.texts.t, self.sources
        *kinds, begin = layout.buttons(self.stage.kit.screen, 0, [150.0] * len(sources) + [300.0])

        def take(source: int) -> Callable[[], None]:
            return lambda: self.take(source)

        hints = [t("by loss  ({key})").format(key=1)]
        hints += [
            t("by the first principal coordinate of shoal {number}  ({key})").format(number=source + 1, key=source + 2)
            for source in sources[1:]
        ]
        return [
            Control("help", layout.help, self._common.show_help, t("how to play  (H)")),
            Control("close", layout.leave, self._common.leave, t("back to the harbour  (Esc)")),
            *(
                Control(f"pick {source}", rect, take(source), hint, active=self.source == source)
                for source, rect, hint in zip(sources, kinds, hints, strict=True)
            ),
            Control(
                "begin",
                begin,
                self.begin,
                t("best of three against the coin  (Enter)"),
                active=True,
                enabled=self.rows is not None,
            ),
        ]

    def _labels(self) -> dict[str, str]:
        t = self.stage.texts.t
        kinds = {f"pick {source}": t("shoal {number}").format(number=source + 1) for source in self.sources[1:]}
        return {**kinds, f"pick {LOSS}": t("loss"), "begin": t("begin")}
