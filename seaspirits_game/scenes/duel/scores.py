"""The best scores: of each way to play and each number of pens the best round that the logbook holds."""

from collections.abc import Sequence
from dataclasses import dataclass

import pygame

from seaspirits_game.render.ui.ink import FOAM, MIST
from seaspirits_game.render.ui.shapes import hairline
from seaspirits_game.scenes.buttons import Control, Controls
from seaspirits_game.scenes.duel.common import Common
from seaspirits_game.scenes.duel.drawing import draw_controls, text_heights
from seaspirits_game.scenes.duel.solo_layout import SoloLayout, lay_out_solo
from seaspirits_game.scenes.events import Event, KeyPress
from seaspirits_game.scenes.tooltip import draw_hint
from seaspirits_game.storage.duels import BestScore
from seaspirits_game.texts.catalogue import Texts
from seaspirits_game.texts.numbers import decimal, percent, whole

_MODES = {
    "duel": "Duel",
    "duel few-distinct": "Duel, few heights",
    "duel killer": "Duel, against the rival",
    "sea": "Sea duel",
    "habits": "Your habits",
}
_COLUMNS = (0.0, 0.25, 0.33, 0.72, 0.86, 1.0)
"""Where columns begin, as shares of the width, and the end."""
_EARLIEST_DAY = 10
"""Characters of a date."""


@dataclass(frozen=True, slots=True)
class Book:
    """What the logbook has to tell here."""

    scores: tuple[BestScore, ...] = ()
    lessons: int = 0
    """How often the lesson was completed."""
    sea_won: int = 0
    sea_played: int = 0
    kept: bool = True
    """Whether anything is kept at all."""


def mode_name(texts: Texts, mode: str) -> str:
    """What a mode of the logbook is called.

    >>> mode_name(Texts(), "kraken median3")
    'Kraken against median3'
    """
    if mode.startswith("kraken "):
        return texts.t("Kraken against {rule}").format(rule=mode.removeprefix("kraken "))
    return texts.t(_MODES.get(mode, mode))


class ScoresPage:
    """A table of best scores, a page at a time."""

    def __init__(self, common: Common, book: Book) -> None:
        self.stage = common.stage
        self.controls = Controls()
        self.book = book
        self.first = 0
        """Number of the first row that is shown."""
        self._common = common
        self._layout: SoloLayout | None = None

    @property
    def rows(self) -> int:
        """How many rows there is room for."""
        if self._layout is None:
            self.enter()
        assert self._layout is not None
        line = self.stage.kit.type.line_height("body") + self.stage.kit.screen.px(8)
        return max((self._area(self._layout).height - line) // line, 1)

    def turn(self, pages: int) -> None:
        """Show what comes so many pages later."""
        last = max(len(self.book.scores) - 1, 0) // self.rows * self.rows
        self.first = min(max(self.first + pages * self.rows, 0), last)

    def enter(self) -> None:
        """Lay out for the window."""
        kit = self.stage.kit
        self._layout = lay_out_solo(kit.screen, text_heights(kit), kit.type.line_height("title"))
        self.first = 0

    def handle(self, event: Event) -> None:
        """Buttons and their keys."""
        if self.controls.follow(event, self.stage.kit.screen) or not isinstance(event, KeyPress):
            return
        if not self.controls.key(event.key, event.shift) and event.key in ("up", "down", "left", "right"):
            self.turn(1 if event.key in ("down", "right") else -1)

    def advance(self, dt: float) -> None:
        """Nothing moves here."""

    def draw(self, surface: pygame.Surface) -> None:
        """Heading, table, controls."""
        if self._layout is None:
            self.enter()
        assert self._layout is not None
        stage, layout = self.stage, self._layout
        kit, t = stage.kit, stage.texts.t
        self.controls.items = self._controls(layout)
        heading = layout.heading
        kit.type.draw(surface, t("Best scores"), heading.midtop, "title", FOAM, "midtop", width=heading.width)
        lines = kit.type.wrapped(self.told(), "body", layout.words.width, 2)
        kit.type.draw_lines(surface, lines, layout.words.midtop, "body", MIST, "midtop")
        if self.book.scores:
            self._table(surface, self._area(layout))
        draw_controls(surface, stage, self.controls, {"earlier": t("earlier rows"), "later": t("later rows")})
        draw_hint(surface, stage.kit, self.controls.pointed)

    def told(self) -> str:
        """What is in the logbook besides the table."""
        t, book = self.stage.texts.t, self.book
        if not book.kept:
            return t("Nothing is kept here: there is no logbook.")
        parts = []
        if book.lessons:
            parts.append(t("lesson completed {count} times").format(count=whole(book.lessons)))
        if book.sea_played:
            told = t("{won} of {count} sea duels won")
            parts.append(told.format(won=whole(book.sea_won), count=whole(book.sea_played)))
        if not book.scores:
            parts.append(t("no duel is in the logbook yet"))
        return "  ·  ".join(parts)

    def _area(self, layout: SoloLayout) -> pygame.Rect:
        px, screen = self.stage.kit.screen.px, self.stage.kit.screen
        top = layout.words.top + 2 * self.stage.kit.type.line_height("body") + px(10)
        inset = 0 if screen.portrait else px(120)
        bottom = layout.ribbons[0].top - px(12)
        return pygame.Rect(screen.safe.left + inset, top, screen.safe.width - 2 * inset, bottom - top)

    def _table(self, surface: pygame.Surface, area: pygame.Rect) -> None:
        kit, t = self.stage.kit, self.stage.texts.t
        line = kit.type.line_height("body") + kit.screen.px(8)
        heads = (t("way to play"), t("pens"), t("score"), t("comparisons"), t("when"))
        self._row(surface, area, area.top, heads, "small")
        hairline(surface, (area.left, area.top + line), (area.right, area.top + line), MIST, 0.5, kit.shapes.fine)
        y = area.top + line + kit.screen.px(6)
        for best in self.book.scores[self.first : self.first + self.rows]:
            share = percent(best.score, 0)
            worst = best.mode.startswith("kraken ")
            score = t("{share} of the worst there is") if worst else t("beat {share} of the coin's games")
            told = score.format(share=share)
            if best.murk > 0.0:
                told += "  ·  " + t("murk {murk}").format(murk=decimal(best.murk, 2))
            cells = (
                mode_name(self.stage.texts, best.mode),
                whole(best.n),
                told,
                whole(best.comparisons),
                best.played_at[:_EARLIEST_DAY],
            )
            self._row(surface, area, y, cells, "body")
            y += line

    def _row(self, surface: pygame.Surface, area: pygame.Rect, y: int, cells: Sequence[str], role: str) -> None:
        kit, gap = self.stage.kit, self.stage.kit.screen.px(10)
        for index, text in enumerate(cells):
            left = area.left + round(_COLUMNS[index] * area.width)
            width = area.left + round(_COLUMNS[index + 1] * area.width) - left - gap
            if role == "small":
                kit.type.draw(surface, text, (left, y), "small", MIST, width=width)
            else:
                kit.type.draw(surface, text, (left, y), "body", FOAM if index in (0, 2) else MIST, width=width)

    def _controls(self, layout: SoloLayout) -> list[Control]:
        t = self.stage.texts.t
        controls = [
            Control("help", layout.help, self._common.show_help, t("how to play  (H)")),
            Control("close", layout.leave, self._common.leave, t("back to the harbour  (Esc)")),
        ]
        if len(self.book.scores) > self.rows:
            earlier, later = layout.buttons(self.stage.kit.screen, 0, [260.0, 260.0])
            rest = self.first + self.rows < len(self.book.scores)
            controls += [
                Control("earlier", earlier, lambda: self.turn(-1), t("earlier rows  (↑)"), enabled=self.first > 0),
                Control("later", later, lambda: self.turn(1), t("later rows  (↓)"), enabled=rest),
            ]
        return controls
