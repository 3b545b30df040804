"""The chart room as a person uses it: choosing measures, reading all of them at one step, going there."""

from collections.abc import Callable
from dataclasses import dataclass

import pygame

from seaspirits_game.core.arrays import F64
from seaspirits_game.render.ui.plot import plot_area
from seaspirits_game.scenes import views
from seaspirits_game.scenes.asks import GoTo, TakePicture, ToggleFullscreen
from seaspirits_game.scenes.buttons import Control, Controls
from seaspirits_game.scenes.chart_room.drawing import (
    ROW,
    base_of,
    draw_ground,
    draw_live,
    draw_pane,
    plot_rect,
)
from seaspirits_game.scenes.chart_room.looks import Looks, pages_of, step_at
from seaspirits_game.scenes.chart_room.room import MOST_CHARTS, Room, lay_out
from seaspirits_game.scenes.chart_room.topics import Topic, topics
from seaspirits_game.scenes.chart_room.wall import Wall
from seaspirits_game.scenes.events import MOUSE, Event, KeyPress, PointerDown, PointerMove, PointerUp, Wheel
from seaspirits_game.scenes.stage import Compared, Stage
from seaspirits_game.scenes.tooltip import draw_hint
from seaspirits_game.texts.numbers import whole

_ICONS = ("camera", "fullscreen")
_FADE_S = 0.4


@dataclass(frozen=True, slots=True)
class _Scenery:
    """All that a frame is laid out for; the same for as long as nobody changes anything."""

    key: tuple[object, ...]
    """Of what it was laid out."""
    room: Room
    hanging: tuple[Topic, ...]
    pages: tuple[tuple[Topic, ...], ...]
    page: int
    words: dict[str, str]
    """What stands on the controls that show words, by the control's name."""


@dataclass(slots=True)
class _Finger:
    """A pointer that moves the pin."""

    pointer: int
    chart: int
    before: float | None
    """Where the pin was."""
    moved: bool = False


@dataclass(frozen=True, slots=True)
class _Painted:
    """One chart as it stands on the page."""

    still: pygame.Surface | None
    base: pygame.Surface
    cursor: float | None


class ChartRoomScene:
    """Chooses, compares, reads."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.controls = Controls()
        self.looks = Looks()
        self.wall = Wall(stage)
        self._scenery: _Scenery | None = None
        self._finger: _Finger | None = None
        self._ground: pygame.Surface | None = None
        self._page: pygame.Surface | None = None
        self._painted: dict[int, _Painted] = {}
        """What the page shows, by the number of the chart."""
        self._leaving: pygame.Surface | None = None
        """The picture that the present page takes over from, as long as it can be seen."""
        self._leaving_s = 0.0
        self._entered = False

    def enter(self) -> None:
        """Lay out for the window; whoever comes from a moment in the past reads the charts there."""
        self.wall.clear()
        self._scenery = self._ground = self._page = self._finger = self._leaving = None
        self._entered = True
        self.controls = Controls()
        if self.stage.in_past and self.stage.shown is not None:
            self.looks.pinned = float(self.stage.shown.step)
        self._lay_out()

    def uses_escape(self) -> bool:
        """Escape leads step by step back to the sea, not to the title."""
        return True

    def handle(self, event: Event) -> None:
        """Controls first, then the charts."""
        screen = self.stage.kit.screen
        match event:
            case PointerDown(x, y, pointer, secondary):
                if not self.controls.pointer_down(x, y, screen, pointer) and not secondary:
                    self._take_pin(x, y, pointer)
            case PointerMove(x, y, pointer, pressed):
                if self.controls.pointer_moved(x, y, screen, pointer):
                    return
                if self._finger is not None and self._finger.pointer == pointer and pressed:
                    self._finger.moved = True
                    self._pin(self._step_in(self._finger.chart, x))
                elif pointer == MOUSE:
                    over = self._chart_at(x, y) if self.controls.hovered is None else None
                    self.looks.hovered = self._step_in(over, x) if over is not None else None
            case PointerUp(x, y, pointer):
                if not self.controls.pointer_up(x, y, screen, pointer):
                    self._let_pin(pointer)
            case Wheel(x, y, amount):
                if self._scenery is not None and self._scenery.room.panel.collidepoint(x, y):
                    self._turn_page(-1 if amount > 0 else 1)
            case KeyPress(key, shift, repeated):
                if not self.controls.key(key, shift):
                    self._key(key, repeated)
            case _:
                pass

    def advance(self, dt: float) -> None:
        """One tick: charts are drawn a piece at a time."""
        self._lay_out()
        self.looks.settle(self._steps())
        self.wall.advance(dt, self.looks.steps, self._compared())
        if all(pane.still is not None for pane in self.wall.panes):
            self._leaving_s -= dt
            if self._leaving_s <= 0.0:
                self._leaving = None

    def draw(self, surface: pygame.Surface, alpha: float) -> None:
        """The page with its charts, then what a person can do."""
        scenery = self._lay_out()
        self.controls.items = self._controls(scenery)
        if self._entered:  # it still shows the scene that one comes from
            self._entered = False
            self._take_over_from(surface.copy())
        surface.blit(self._paint_page(surface, scenery), (0, 0))
        if self._leaving is not None:
            self._leaving.set_alpha(round(255 * min(self._leaving_s / _FADE_S, 1.0)))
            surface.blit(self._leaving, (0, 0))
        told = self._told(scenery)
        draw_live(surface, self.stage, scenery.room, self.controls, scenery.words, self._page_title(scenery), told)
        draw_hint(surface, self.stage.kit, self.controls.pointed, below=True)

    def _steps(self) -> F64:
        return self.stage.curves.column("step")

    def _compared(self) -> Compared | None:
        return self.stage.compared if self.looks.beside else None

    def _lay_out(self) -> _Scenery:
        """The scenery of this moment; the old one where nothing has changed. The wall hangs what it says."""
        stage, kit, looks = self.stage, self.stage.kit, self.looks
        words, compared = self._words(), stage.compared
        names = [*stage.curves.names(), *(compared.curves.names() if compared is not None else ())]
        key = (kit.screen, len(names), tuple(looks.chosen), looks.page, tuple(words.items()))
        if self._scenery is not None and self._scenery.key == key:
            return self._scenery
        found = topics(dict.fromkeys(names))
        hanging = tuple(looks.hanging(found))
        widths = [kit.type.size(text, "body")[0] for text in words.values()]
        room = lay_out(kit.screen, kit.type.line_height("small"), widths, len(_ICONS), len(hanging))
        pages = tuple(tuple(page) for page in pages_of(found, len(room.rows)))
        page = min(looks.page, max(len(pages) - 1, 0))
        rows = {ROW + topic.key: stage.texts.t(topic.title) for topic in (pages[page] if pages else ())}
        before, self._scenery = self._scenery, _Scenery(key, room, hanging, pages, page, words | rows)
        if before is None or (before.room.charts, before.hanging) != (room.charts, hanging):
            self._ground = None
            self.wall.hang(hanging, [plot_rect(kit, panel).size for panel in room.charts])
        return self._scenery

    def _words(self) -> dict[str, str]:
        """The buttons of the first line that show words, from the left."""
        t, looks = self.stage.texts.t, self.looks
        words = {}
        goal = self._goal()
        if goal is not None:
            words["see"] = t("see the sea at step {step}").format(step=whole(goal))
        if self.stage.compared is not None:
            name = self.stage.kit.type.fitted(self.stage.compared.name, "body", self.stage.kit.screen.px(180))
            words["beside"] = t("beside {voyage}").format(voyage=name)
        words["axis"] = t("steps: logarithmic") if looks.steps == "log1p" else t("steps: even")
        return words

    def _goal(self) -> int | None:
        """The recorded snapshot nearest to the pin."""
        return self.stage.archive.nearest(self.looks.pinned) if self.looks.pinned is not None else None

    def _controls(self, scenery: _Scenery) -> list[Control]:
        t, stage, room, looks = self.stage.texts.t, self.stage, scenery.room, self.looks
        presses: dict[str, tuple[Callable[[], None], str, bool]] = {
            "see": (self._see, t("go back to this step  (Enter)"), False),
            "beside": (self._toggle_beside, t("draw the other voyage beside this one  (V)"), looks.beside),
            "axis": (
                self._toggle_axis,
                t("give every doubling as much room, or every step  (X)"),
                False,
            ),
        }
        buttons = [name for name in scenery.words if name in presses]
        controls = [Control("back", room.back, self._leave, t("back to the sea  (Esc)"))]
        for name, rect in zip(buttons, room.buttons, strict=True):
            press, hint, active = presses[name]
            controls.append(Control(name, rect, press, hint, active=active))
        asks = (
            (lambda: stage.ask(TakePicture()), t("save these charts as a picture  (F12)")),
            (lambda: stage.ask(ToggleFullscreen()), t("full screen  (F11)")),
        )
        controls += [
            Control(name, rect, press, hint) for name, rect, (press, hint) in zip(_ICONS, room.icons, asks, strict=True)
        ]
        if len(scenery.pages) > 1:
            controls.append(Control("earlier page", room.previous, lambda: self._turn_page(-1), t("other measures")))
            controls.append(Control("later page", room.next, lambda: self._turn_page(1), t("other measures")))
        hanging = {topic.key for topic in scenery.hanging}
        shown = scenery.pages[scenery.page] if scenery.pages else ()
        controls += [
            Control(ROW + topic.key, rect, self._toggling(topic), active=topic.key in hanging)
            for topic, rect in zip(shown, room.rows, strict=False)
        ]
        return controls

    def _paint_page(self, surface: pygame.Surface, scenery: _Scenery) -> pygame.Surface:
        """Ground and charts; only those charts are painted anew that look different."""
        if self._ground is None or self._page is None or self._ground.get_size() != surface.get_size():
            if self._page is not None:
                self._take_over_from(self._page)
            self._ground = pygame.Surface(surface.get_size(), 0, surface)
            draw_ground(self._ground, self.stage, scenery.room, scenery.hanging)
            self._page = self._ground.copy()
            self._painted = {}
        cursor = self.looks.cursor
        for number, (panel, pane) in enumerate(zip(scenery.room.charts, self.wall.panes, strict=True)):
            before = self._painted.get(number)
            if before is None or before.still is not pane.still:
                base = base_of(self._ground, self.stage, panel, pane)
            elif before.cursor == cursor:
                continue
            else:
                base = before.base
            draw_pane(self._page, base, self.stage, panel, pane, cursor)
            self._painted[number] = _Painted(pane.still, base, cursor)
        return self._page

    def _take_over_from(self, picture: pygame.Surface) -> None:
        """Let the page come out of `picture` once its charts are drawn: the screen neither jumps nor goes dark."""
        self._leaving, self._leaving_s = picture, _FADE_S

    def _page_title(self, scenery: _Scenery) -> str:
        t, pages = self.stage.texts.t, scenery.pages
        if not pages:
            return t("nothing yet")
        of_layers = pages[scenery.page][0].of_layers
        alike = [number for number, page in enumerate(pages) if page[0].of_layers is of_layers]
        title = t("Every shoal") if of_layers else t("The network")
        if len(alike) == 1:
            return title
        return t("{title} {number}/{count}").format(title=title, number=alike.index(scenery.page) + 1, count=len(alike))

    def _told(self, scenery: _Scenery) -> Topic | None:
        """The measure that is explained: the one under the pointer or in focus, else the one that was hung last."""
        name = (self.controls.hovered or self.controls.focused or "").removeprefix(ROW)
        looked_at = [topic for page in scenery.pages for topic in page if topic.key == name]
        return next(iter((*looked_at, *scenery.hanging[::-1])), None)

    def _toggling(self, topic: Topic) -> Callable[[], None]:
        def toggle() -> None:
            scenery = self._lay_out()
            if not self.looks.toggle(topic, [topic for page in scenery.pages for topic in page]):
                t = self.stage.texts.t
                full = len(scenery.hanging) >= MOST_CHARTS
                self.stage.say(t("Six charts fill the wall: take one down first") if full else t("One chart stays"))

        return toggle

    def _turn_page(self, places: int) -> None:
        pages = len(self._lay_out().pages)
        if pages:
            self.looks.page = (self._lay_out().page + places) % pages

    def _toggle_axis(self) -> None:
        self.looks.steps = "linear" if self.looks.steps == "log1p" else "log1p"

    def _toggle_beside(self) -> None:
        self.looks.beside = not self.looks.beside

    def _see(self) -> None:
        """Go to the sea as it was at the pinned step."""
        goal = self._goal()
        if goal is not None:
            self.stage.look_back(goal)
            self._leave()

    def _leave(self) -> None:
        self.stage.ask(GoTo("layers" if views.shows_all_bands(self.stage) else "sea"))

    def _chart_at(self, x: float, y: float) -> int | None:
        charts = self._scenery.room.charts if self._scenery is not None else ()
        return next((number for number, panel in enumerate(charts) if panel.collidepoint(x, y)), None)

    def _step_in(self, number: int, x: float) -> float | None:
        """The recorded step under `x` in one of the charts."""
        if self._scenery is None or number >= min(len(self.wall.panes), len(self._scenery.room.charts)):
            return None
        chart = self.wall.panes[number].chart
        if chart is None:
            return None
        area = plot_area(self.stage.kit, plot_rect(self.stage.kit, self._scenery.room.charts[number]), chart)
        return step_at(chart.across, (x - area.left) / area.width, self._steps())

    def _pin(self, step: float | None) -> None:
        if step is not None:
            self.looks.pinned = step

    def _take_pin(self, x: float, y: float, pointer: int) -> None:
        chart = self._chart_at(x, y)
        if chart is not None:
            self._finger = _Finger(pointer, chart, self.looks.pinned)
            self._pin(self._step_in(chart, x))

    def _let_pin(self, pointer: int) -> None:
        """Lift the finger; touching the pin where it stood takes it out."""
        finger = self._finger
        if finger is None or finger.pointer != pointer:
            return
        self._finger = None
        if not finger.moved and finger.before is not None and finger.before == self.looks.pinned:
            self.looks.pinned = self.looks.hovered = None

    def _key(self, key: str, repeated: bool) -> None:
        match key:
            case "left" | "," | "page up":
                self.looks.move(-1, self._steps())
            case "right" | ";" | "page down":
                self.looks.move(1, self._steps())
            case _ if repeated:
                pass
            case "home":
                self._pin_at(0)
            case "end":
                self._pin_at(-1)
            case "x":
                self._toggle_axis()
            case "v" if self.stage.compared is not None:
                self._toggle_beside()
            case "return" | "enter":
                self._see()
            case "escape" if self.looks.pinned is not None:
                self.looks.pinned = self.looks.hovered = None
            case "escape" | "c":
                self._leave()
            case _:
                pass

    def _pin_at(self, index: int) -> None:
        steps = self._steps()
        if len(steps):
            self.looks.pinned = float(steps[index])
