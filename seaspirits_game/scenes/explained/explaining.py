"""Which instrument is explained on the sea, and how deeply."""

from collections.abc import Callable

import pygame

from seaspirits_game.scenes.asks import GoTo
from seaspirits_game.scenes.buttons import Control
from seaspirits_game.scenes.explained.card import CardRects
from seaspirits_game.scenes.explained.pages import DEPTHS, PAGES, PAGES_BY_KEY, Depth, Explained
from seaspirits_game.scenes.stage import Stage

DIAL = "dial "
PART = "explain "
"""How the names of the instruments' controls, and of those on the card, begin."""


class Explaining:
    """Opens, closes, and goes deeper. The depth stays from one instrument to the next."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.page: Explained | None = None
        self.depth: Depth = "visitor"

    @property
    def is_open(self) -> bool:
        """Whether something is explained."""
        return self.page is not None

    def open(self, key: str) -> None:
        """Explain an instrument; whoever looks at a spirit no longer does."""
        self.page = PAGES_BY_KEY[key]
        if self.stage.world is not None:
            self.stage.world.selected = None

    def close(self) -> None:
        """Explain nothing."""
        self.page = None

    def turn(self, places: int) -> None:
        """Explain the next instrument (1), or the one before (−1)."""
        if self.page is not None:
            self.open(PAGES[(PAGES.index(self.page) + places) % len(PAGES)].key)

    def deeper(self) -> None:
        """Begin with the first instrument; when something is explained, explain it more deeply, or simply again."""
        if self.page is None:
            self.open(PAGES[0].key)
        else:
            self.depth = DEPTHS[(DEPTHS.index(self.depth) + 1) % len(DEPTHS)]

    def read_on(self) -> None:
        """Open the codex where it says more."""
        if self.page is not None:
            self.stage.wanted_article = self.page.article
            self.stage.ask(GoTo("codex"))

    def follow(self, focused: str | None) -> None:
        """Explain the instrument that has the focus."""
        if focused is not None and focused.startswith(DIAL):
            key = focused.removeprefix(DIAL)
            if self.page is None or self.page.key != key:
                self.open(key)

    def dial_controls(self, places: list[tuple[str, pygame.Rect]]) -> list[Control]:
        """One for each place of an instrument: (key, where it is)."""
        t = self.stage.texts.t
        return [
            Control(
                DIAL + key,
                rect,
                self._opening(key),
                t("what is it? {name}  (E)").format(name=t(PAGES_BY_KEY[key].title)),
                active=self.page is not None and self.page.key == key,
            )
            for key, rect in places
        ]

    def card_controls(self, card: CardRects) -> list[Control]:
        """What can be done on the card."""
        if self.page is None:
            return []
        t = self.stage.texts.t
        names = {"visitor": t("visitor"), "student": t("student"), "researcher": t("researcher")}
        return [
            Control(PART + "close", card.close, self.close, t("close  (Esc)")),
            *(
                Control(
                    PART + depth,
                    rect,
                    self._going(depth),
                    t("explained to a {reader}  (E)").format(reader=names[depth]),
                    active=self.depth == depth,
                )
                for depth, rect in zip(DEPTHS, card.depths, strict=True)
            ),
            Control(PART + "previous", card.previous, lambda: self.turn(-1), t("the instrument before")),
            Control(PART + "more", card.more, self.read_on, t("the codex says more, with the evidence")),
            Control(PART + "next", card.next, lambda: self.turn(1), t("the next instrument")),
        ]

    def _opening(self, key: str) -> Callable[[], None]:
        return lambda: self.open(key)

    def _going(self, depth: Depth) -> Callable[[], None]:
        def go() -> None:
            self.depth = depth

        return go
