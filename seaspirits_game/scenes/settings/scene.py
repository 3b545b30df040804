"""The settings: sections as tabs, rows of what can be set; all of it by pointer, by keys alone, by a gamepad alone."""

from collections.abc import Callable

import pygame

from seaspirits_game.scenes.asks import Keep
from seaspirits_game.scenes.buttons import Control, Controls
from seaspirits_game.scenes.duel.backdrop import Backdrop
from seaspirits_game.scenes.events import Event, KeyPress, PointerDown, Wheel
from seaspirits_game.scenes.keys import ACTIONS_BY_NAME, BUTTONS_BY_DEED, FIXED, shown
from seaspirits_game.scenes.settings.drawing import draw_page
from seaspirits_game.scenes.settings.layout import LEVER_SHARE, Layout, Measured, lay_out
from seaspirits_game.scenes.settings.rows import DEFAULTS, SECTIONS, Doing, Row, rows_of, section_name
from seaspirits_game.scenes.stage import Stage

TAB, ROW = "tab ", "row "
"""Beginnings of the names of their controls."""
_KEPT_BY_RESET = ("guided", "language")


class SettingsScene:
    """Shows one section; a change applies at once."""

    def __init__(self, stage: Stage, leave: Callable[[], None]) -> None:
        self.stage = stage
        self.controls = Controls()
        self.section = SECTIONS[0]
        self.first = 0
        """The row at which the list begins."""
        self.captured = ""
        """Name of the action or deed that waits for a key or a button."""
        self._sure = False
        self._leave = leave
        self._backdrop = Backdrop(stage)

    def enter(self) -> None:
        """Look at the whole sea behind."""
        self._sure = False
        self._stop()
        screen, world = self.stage.kit.screen, self.stage.world
        if world is not None:
            world.look_through(screen.width, screen.height, (0, 0, screen.width, screen.height))

    def uses_escape(self) -> bool:
        """Escape leads back to where one came from, not to the title."""
        return True

    def takes_raw_keys(self) -> bool:
        """Whether the next key is given to an action."""
        return bool(self.captured)

    def hears_button(self) -> Callable[[int], None] | None:
        """Who waits for a gamepad's button."""
        return self._take_button if self.captured in BUTTONS_BY_DEED and self.section == "gamepad" else None

    def open(self, section: str) -> None:
        """Turn to a section."""
        self.section, self.first, self._sure = section, 0, False
        self._stop()

    def handle(self, event: Event) -> None:
        """Tabs and rows; while a key is waited for, only that."""
        layout, rows = self._lay_out()
        if self.captured and isinstance(event, KeyPress):
            if not event.repeated:
                self._take_key(event.key)
            return
        if isinstance(event, PointerDown):
            self._stop()
        self.controls.items = self._controls(layout, rows, whole=isinstance(event, KeyPress))
        if self.controls.follow(event, self.stage.kit.screen):
            return
        match event:
            case Wheel(_, _, amount):
                self.first = min(max(self.first - round(amount), 0), layout.last)
            case KeyPress(key, shift, repeated):
                self._key(key, shift, repeated, layout, rows)
            case _:
                pass

    def advance(self, dt: float) -> None:
        """One tick."""

    def draw(self, surface: pygame.Surface, alpha: float) -> None:
        """The sea behind, so that a change of the picture is seen at once; the page."""
        self._backdrop.draw(surface, alpha)
        layout, rows = self._lay_out()
        self.first = min(self.first, layout.last)
        self.controls.items = self._controls(layout, rows, whole=False)
        draw_page(surface, self.stage, layout, self.first, rows, self.controls, self.section)

    # what a hand does

    def _key(self, key: str, shift: bool, repeated: bool, layout: Layout, rows: list[Row]) -> None:
        if key == "escape" and not repeated:
            self._leave()
            return
        if key in ("page up", "page down"):
            step = max(len(layout.shown(self.first)) - 1, 1)
            self.first = min(max(self.first + (step if key == "page down" else -step), 0), layout.last)
            return
        if self.controls.focused is None and key in ("up", "down", "left", "right", "return", "space"):
            self.controls.focused = f"{ROW}{rows[self.first].name}"
            return
        before = self.controls.focused
        self.controls.key(key, shift)
        focused = self.controls.focused
        if focused is not None and focused.startswith(ROW):
            names = [f"{ROW}{row.name}" for row in rows]
            if focused in names:
                self.first = layout.revealing(self.first, names.index(focused))
        if focused != before:
            self._sure = False

    def _take_key(self, key: str) -> None:
        name, t = self.captured, self.stage.texts.t
        self._stop()
        if key == "escape":
            return
        if name not in ACTIONS_BY_NAME:
            return  # a gamepad's button was waited for
        if key in FIXED:
            self.stage.say(t("{key} stays what it is: everybody needs it to find the way.").format(key=shown(key)))
            return
        self.stage.choose(keys=self.stage.preferences.keys.with_key(name, key))

    def _take_button(self, button: int) -> None:
        if self.captured in BUTTONS_BY_DEED:
            self.stage.choose(keys=self.stage.preferences.keys.with_button(self.captured, button))
        self._stop()

    def _stop(self) -> None:
        self.captured = ""

    def _capture(self, name: str) -> None:
        self.captured = name

    def _reset(self) -> None:
        if not self._sure:
            self._sure = True
            return
        self._sure = False
        likes = self.stage.preferences
        changes = {name: getattr(DEFAULTS, name) for name in type(likes).__slots__ if name not in _KEPT_BY_RESET}
        self.stage.prefer(**changes)
        self.stage.ask(Keep(changes | {"display": 0}))
        self.stage.say(self.stage.texts.t("All settings are as at first."))

    # where it stands

    def _lay_out(self) -> tuple[Layout, list[Row]]:
        kit, texts = self.stage.kit, self.stage.texts
        doing = Doing(self._capture, self._reset, self.captured, self._sure)
        rows = rows_of(self.section, self.stage, doing)
        size, px = kit.type.size, kit.screen.px

        def value(row: Row) -> int:
            swatches = px(10 * 22) if row.palette else 0
            arrows = px(80) if row.nudge is not None else 0
            return size(row.value, "body")[0] + swatches + arrows + px(240) * (row.share is not None)

        measured = Measured(
            title=kit.type.line_height("title"),
            body=kit.type.line_height("body"),
            small=kit.type.line_height("small"),
            tabs=tuple(size(section_name(section, texts), "body")[0] for section in SECTIONS),
            rows=tuple((size(row.label, "body")[0], value(row)) for row in rows),
        )
        return lay_out(kit.screen, measured), rows

    def _controls(self, layout: Layout, rows: list[Row], whole: bool) -> list[Control]:
        """Everything that can be pressed; `whole` with the rows out of view, which keys can reach."""
        t = self.stage.texts.t
        controls = [Control("previous", layout.back, self._leave, t("back  (Esc)"))]
        for section, rect in zip(SECTIONS, layout.tabs, strict=True):
            name = section_name(section, self.stage.texts)
            controls.append(Control(TAB + section, rect, self._opening(section), name, active=section == self.section))
        shown_now = layout.shown(self.first)
        for index, (row, rect) in enumerate(zip(rows, layout.rows(self.first), strict=True)):
            if whole or index in shown_now:
                controls.append(_control(row, rect, layout.tall[index]))
        return controls

    def _opening(self, section: str) -> Callable[[], None]:
        return lambda: self.open(section)


def _control(row: Row, rect: pygame.Rect, tall: bool) -> Control:
    words = f"{row.label}: {row.value}" if row.value else row.label
    if row.set_share is not None and row.share is not None:
        return Control(ROW + row.name, lever(rect, tall), row.press, words, set_share=row.set_share, share=row.share)
    return Control(ROW + row.name, rect, row.press, words, nudge=row.nudge)


def lever(rect: pygame.Rect, tall: bool) -> pygame.Rect:
    """Where a row's lever is: at its right, in the lower half of a tall one."""
    width = round(rect.width * LEVER_SHARE)
    height = rect.height // 2 if tall else rect.height
    return pygame.Rect(rect.right - width - rect.height // 4, rect.bottom - height, width, height)
