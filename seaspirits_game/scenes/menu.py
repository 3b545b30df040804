"""The resting place over every scene: time stands still, training too, and every way from here is named."""

from collections.abc import Callable

import pygame

from seaspirits_game.core.commands import SetTempo, Tempo
from seaspirits_game.render.ui.controls import text_button
from seaspirits_game.render.ui.ink import FOAM, MIST
from seaspirits_game.render.ui.layout import TOUCH, row
from seaspirits_game.render.ui.shapes import glass_panel
from seaspirits_game.render.ui.surfaces import veil
from seaspirits_game.scenes.asks import Film, GoTo, Leave, Loop, Poster, TakePicture
from seaspirits_game.scenes.buttons import Control, Controls
from seaspirits_game.scenes.events import Event, KeyPress
from seaspirits_game.scenes.helm import Helm
from seaspirits_game.scenes.stage import Stage

_WIDTH, _GAP = 620, 12


class Menu:
    """Open or not; while it is open, the scene beneath gets neither time nor events."""

    def __init__(
        self,
        stage: Stage,
        show_help: Callable[[], None],
        point: Callable[[], None],
        helm: Callable[[], Helm | None],
    ) -> None:
        """`show_help` opens the card of keys, `point` the help that points at things.

        `helm` is that of the voyage that a person steers now; without one it is the window's own that rests.
        """
        self.stage = stage
        self.controls = Controls()
        self.is_open = False
        self._show_help, self._point, self._helm = show_help, point, helm
        self._go_on: Callable[[], None] | None = None
        """Lets the training go on; None when it rested before."""

    def open(self) -> None:
        """Let everything rest."""
        if self.is_open:
            return
        self.is_open = True
        self.controls = Controls()
        self.controls.items = self._controls()
        self.controls.focused = "go on"
        self._go_on = None
        helm, snapshot = self._helm(), self.stage.snapshot
        if helm is not None and helm.tempo is not Tempo.PAUSE:
            helm.pause()
            self._go_on = helm.pause
        elif helm is None and snapshot is not None and snapshot.tempo is not Tempo.PAUSE:
            before = snapshot.tempo
            self.stage.send(SetTempo(Tempo.PAUSE))
            self._go_on = lambda: self.stage.send(SetTempo(before))

    def close(self) -> None:
        """Go on as before."""
        if self.is_open and self._go_on is not None:
            self._go_on()
        self.is_open = False

    def handle(self, event: Event) -> None:
        """Choose a way."""
        self.controls.items = self._controls()
        if self.controls.follow(event, self.stage.kit.screen):
            return
        match event:
            case KeyPress("escape" | "f9", _, False):
                self.close()
            case KeyPress("down" | "up" as key, _):
                self.controls.key("tab", key == "up")
            case KeyPress(key, shift):
                self.controls.key(key, shift)
            case _:
                pass

    def draw(self, surface: pygame.Surface) -> None:
        """A veil, and the ways from here."""
        stage, screen = self.stage, self.stage.kit.screen
        kit, t = stage.kit, stage.texts.t
        veil(surface, 170)
        self.controls.items = self._controls()
        panel, heading = self._places()[:2]
        glass_panel(kit.shapes, surface, panel, screen.px(24))
        kit.type.draw(surface, t("Everything rests"), heading.midtop, "title", FOAM, "midtop", width=heading.width)
        line = t("training waits with you")
        below = heading.centerx, heading.bottom - kit.type.line_height("small")
        kit.type.draw(surface, line, below, "small", MIST, "midtop", width=heading.width, shadow=False)
        for control in self.controls.items:
            text_button(kit, surface, control.rect, control.hint, self.controls.look(control))

    def _places(self) -> tuple[pygame.Rect, pygame.Rect, list[pygame.Rect]]:
        kit = self.stage.kit
        screen, px = kit.screen, kit.screen.px
        ways = len(self._ways())
        button = max(px(TOUCH + 4), kit.type.line_height("body") + px(14))
        head = kit.type.line_height("title") + kit.type.line_height("small") + px(4)
        across = 1
        while across < 3 and head + -(-ways // across) * (button + px(_GAP)) + px(90) > screen.safe.height:
            across += 1
        lines = -(-ways // across)
        width = min(px(_WIDTH) if across == 1 else px(_WIDTH * 1.6), screen.safe.width)
        panel = pygame.Rect(0, 0, width, head + lines * (button + px(_GAP)) + px(70))
        panel.center = screen.rect.center
        panel.clamp_ip(screen.rect)
        heading = pygame.Rect(panel.left + px(30), panel.top + px(24), width - px(60), head)
        cell = (width - px(60) - (across - 1) * px(_GAP)) // across
        rects = []
        for line in range(lines):
            top = heading.bottom + px(18) + line * (button + px(_GAP))
            rects += row(pygame.Rect(heading.left, top, heading.width, button), [cell] * across, px(_GAP))
        return panel, heading, rects[:ways]

    def _ways(self) -> list[tuple[str, str, Callable[[], None]]]:
        t, ask = self.stage.texts.t, self.stage.ask

        def then(way: Callable[[], None]) -> Callable[[], None]:
            def go() -> None:
                self.close()
                way()

            return go

        return [
            ("go on", t("go on"), self.close),
            ("settings", t("settings"), then(lambda: ask(GoTo("settings")))),
            ("help", t("the keys  (H)"), then(self._show_help)),
            ("point", t("what is what  (?)"), then(self._point)),
            ("title", t("to the title"), then(lambda: ask(GoTo("title")))),
            ("picture", t("save a picture"), then(lambda: ask(TakePicture()))),
            ("film", t("start or end a film"), then(lambda: ask(Film()))),
            ("poster", t("a poster for a wall"), then(lambda: ask(Poster()))),
            ("loop", t("this voyage as a loop to share"), then(lambda: ask(Loop()))),
            ("leave", t("leave the sea"), lambda: ask(Leave())),
        ]

    def _controls(self) -> list[Control]:
        rects = self._places()[2]
        return [
            Control(name, rect, press, words) for (name, words, press), rect in zip(self._ways(), rects, strict=True)
        ]
