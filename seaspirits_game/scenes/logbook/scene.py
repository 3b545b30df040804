"""The logbook: its parts as tabs, their lines, and where a page is empty an invitation with a door."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from seaspirits_game.render.ui.controls import choice_button, icon_button, text_button
from seaspirits_game.render.ui.ink import BRASS, FOAM, MIST
from seaspirits_game.render.ui.layout import TOUCH
from seaspirits_game.render.ui.shapes import glass_panel, hairline
from seaspirits_game.scenes.asks import GoTo
from seaspirits_game.scenes.buttons import Control, Controls
from seaspirits_game.scenes.duel.backdrop import Backdrop
from seaspirits_game.scenes.events import Event, KeyPress, Wheel
from seaspirits_game.scenes.logbook.lines import PARTS, SCENES_BY_PART, Line, invitation, lines_of, part_name
from seaspirits_game.scenes.settings.drawing import draw_bar
from seaspirits_game.scenes.settings.layout import Layout, Measured, lay_out
from seaspirits_game.scenes.stage import Stage

if TYPE_CHECKING:
    from seaspirits_game.storage.logbook import Logbook

_TAB, _DOOR = "tab ", "door"


class LogbookScene:
    """Reads the logbook anew at each visit."""

    def __init__(
        self, stage: Stage, scenes: tuple[str, ...], open_logbook: "Callable[[], Logbook | None] | None" = None
    ) -> None:
        """`scenes` are those that there are to go to; without `open_logbook` nothing is kept."""
        self.stage = stage
        self.controls = Controls()
        self.part = PARTS[0]
        self.first = 0
        """The line at which the list begins."""
        self.logbook: Logbook | None = None
        self._scenes = scenes
        self._open_logbook = open_logbook
        self._backdrop = Backdrop(stage)
        self._lines: dict[str, list[Line]] = {}

    def enter(self) -> None:
        """Open the book, and look at the whole sea behind."""
        if self._open_logbook is not None:
            self.logbook, self._open_logbook = self._open_logbook(), None
        self._lines = {}
        screen, world = self.stage.kit.screen, self.stage.world
        if world is not None:
            world.look_through(screen.width, screen.height, (0, 0, screen.width, screen.height))

    def close(self) -> None:
        """Close the book."""
        if self.logbook is not None:
            self.logbook.close()
            self.logbook = None

    def open(self, part: str) -> None:
        """Turn to a part."""
        self.part, self.first = part, 0

    def handle(self, event: Event) -> None:
        """Tabs, the door, and scrolling."""
        layout, lines = self._lay_out()
        if self.controls.follow(event, self.stage.kit.screen):
            return
        match event:
            case Wheel(_, _, amount):
                self._scroll(-round(amount), layout)
            case KeyPress("down" | "up" as key, _) if lines:
                self._scroll(1 if key == "down" else -1, layout)
            case KeyPress("page down" | "page up" as key, _):
                step = max(len(layout.shown(self.first)) - 1, 1)
                self._scroll(step if key == "page down" else -step, layout)
            case KeyPress("left" | "right" as key, _) if self.controls.focused is None:
                step = 1 if key == "right" else -1
                self.open(PARTS[(PARTS.index(self.part) + step) % len(PARTS)])
            case KeyPress("return" | "space", _, False) if self.controls.focused is None and not lines:
                self._follow()
            case KeyPress(key, shift):
                self.controls.key(key, shift)
            case _:
                pass

    def advance(self, dt: float) -> None:
        """One tick."""

    def draw(self, surface: pygame.Surface, alpha: float) -> None:
        """The sea behind, the page."""
        self._backdrop.draw(surface, alpha)
        stage = self.stage
        kit, t = stage.kit, stage.texts.t
        px = kit.screen.px
        layout, lines = self._lay_out()
        self.controls.items = self._controls(layout, lines)
        kit.type.draw(
            surface, t("Logbook"), layout.heading.midleft, "title", FOAM, "midleft", width=layout.heading.width
        )
        glass_panel(kit.shapes, surface, layout.panel, px(18))
        if lines:
            self._list(surface, layout, lines)
        else:
            words = kit.type.wrapped(invitation(self.part, stage.texts)[0], "heading", layout.view.width)
            y = layout.view.top + px(10)
            kit.type.draw_lines(surface, words, (layout.panel.centerx, y), "heading", FOAM, "midtop", shadow=False)
        for control in self.controls.items:
            look = self.controls.look(control)
            if control.name == "previous":
                icon_button(kit, surface, control.rect, "previous", look)
            elif control.name == _DOOR:
                text_button(kit, surface, control.rect, control.hint, look)
            else:
                name = part_name(control.name.removeprefix(_TAB), stage.texts)
                choice_button(kit, surface, control.rect, name, look)

    def _list(self, surface: pygame.Surface, layout: Layout, lines: list[Line]) -> None:
        kit = self.stage.kit
        px = kit.screen.px
        rects, shown = layout.rows(self.first), layout.shown(self.first)
        for index in shown:
            inner = rects[index].inflate(-2 * px(14), -2 * px(4))
            upper, lower = inner.copy(), inner.copy()
            if layout.tall[index]:
                upper.height = lower.height = inner.height // 2
                lower.top = upper.bottom
            line = lines[index]
            kit.type.draw(surface, line.what, upper.midleft, "body", FOAM, "midleft", width=inner.width, shadow=False)
            kit.type.draw(surface, line.how, lower.midright, "body", MIST, "midright", width=inner.width, shadow=False)
            if index != shown[-1]:
                y = rects[index].bottom + 4
                hairline(surface, (inner.left, y), (inner.right, y), BRASS, 0.16)
        draw_bar(surface, kit, layout, self.first)

    def _scroll(self, lines: int, layout: Layout) -> None:
        self.first = min(max(self.first + lines, 0), layout.last)

    def _follow(self) -> None:
        scene = SCENES_BY_PART[self.part]
        if scene in self._scenes:
            self.stage.ask(GoTo(scene))

    def _leave(self) -> None:
        self.stage.ask(GoTo("title"))

    def _read(self) -> list[Line]:
        if self.part not in self._lines:
            self._lines[self.part] = lines_of(self.part, self.logbook, self.stage.texts)
            for complaint in self.logbook.take_complaints() if self.logbook is not None else ():
                self.stage.say(complaint)
        return self._lines[self.part]

    def _lay_out(self) -> tuple[Layout, list[Line]]:
        kit, texts = self.stage.kit, self.stage.texts
        lines = self._read()
        size = kit.type.size
        body = kit.type.line_height("body")
        if lines:
            rows = tuple((size(line.what, "body")[0], size(line.how, "body")[0]) for line in lines)
        else:  # an empty page keeps the room that its words and its door need
            rows = tuple((0, 0) for _ in range(max(4, round(9 * body / kit.screen.px(TOUCH)))))
        measured = Measured(
            title=kit.type.line_height("title"),
            body=body,
            small=kit.type.line_height("small"),
            tabs=tuple(size(part_name(part, texts), "body")[0] for part in PARTS),
            rows=rows,
        )
        return lay_out(kit.screen, measured), lines

    def _controls(self, layout: Layout, lines: list[Line]) -> list[Control]:
        t = self.stage.texts.t
        controls = [Control("previous", layout.back, self._leave, t("back to the title  (Esc)"))]
        for part, rect in zip(PARTS, layout.tabs, strict=True):
            name = part_name(part, self.stage.texts)
            controls.append(Control(_TAB + part, rect, self._opening(part), name, active=part == self.part))
        if not lines and SCENES_BY_PART[self.part] in self._scenes:
            kit = self.stage.kit
            words = invitation(self.part, self.stage.texts)[1]
            height = max(kit.screen.px(TOUCH + 6), kit.type.line_height("body") + kit.screen.px(16))
            width = min(kit.type.size(words, "body")[0] + kit.screen.px(90), layout.view.width)
            door = pygame.Rect(0, 0, width, height)
            door.midbottom = (layout.panel.centerx, layout.view.bottom - kit.screen.px(6))
            controls.append(Control(_DOOR, door, self._follow, words))
        return controls

    def _opening(self, part: str) -> Callable[[], None]:
        return lambda: self.open(part)
