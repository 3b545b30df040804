"""The end of a dive: won, with its stars and its lesson; or lost, with the curve, the alarm, and the way back there."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pygame

from seaspirits_game.keeper.state import DiveState, Outcome
from seaspirits_game.render.ui.controls import text_button
from seaspirits_game.render.ui.ink import CORAL, FOAM, LAMP, MIST, RGB
from seaspirits_game.render.ui.kit import Kit
from seaspirits_game.render.ui.layout import TOUCH, Screen, columns
from seaspirits_game.render.ui.plot import Chart, Curve, plot, plot_area
from seaspirits_game.render.ui.shapes import glass_panel, hairline, lamp
from seaspirits_game.render.ui.tape import Tapes
from seaspirits_game.render.ui.ticks import Axis
from seaspirits_game.scenes.buttons import Control, Controls
from seaspirits_game.scenes.events import Event, KeyPress
from seaspirits_game.scenes.keeper.aims import ended, name_of, star_lines
from seaspirits_game.scenes.keeper.diving import Diving
from seaspirits_game.scenes.keeper.slate import ALARM_NAMES, MEANINGS, star
from seaspirits_game.scenes.keeper.words_card import draw_prose
from seaspirits_game.scenes.sea_view import SeaView
from seaspirits_game.scenes.stage import Stage
from seaspirits_game.texts.numbers import decimal, whole

_SEEN: RGB = (119, 226, 205)
_LEARNED: RGB = (136, 180, 255)


@dataclass(frozen=True, slots=True)
class EndLayout:
    """Rects in pixels."""

    panel: pygame.Rect
    title: pygame.Rect
    reason: pygame.Rect
    stars: pygame.Rect
    """Of a won dive; of a lost one the curve stands here."""
    lesson: pygame.Rect
    buttons: tuple[pygame.Rect, ...]

    def solid(self) -> list[pygame.Rect]:
        """All rects that must not share a pixel."""
        return [self.title, self.reason, self.stars, self.lesson, *self.buttons]


def lay_out_end(screen: Screen, title: int, body: int, buttons: int, won: bool) -> EndLayout:
    """The layout for this screen with so many buttons."""
    px, safe = screen.px, screen.safe
    width = min(px(1240), safe.width)
    height = min(px((980 if won else 1240) if screen.portrait else (700 if won else 900)), safe.height)
    panel = pygame.Rect(0, 0, width, height)
    panel.center = safe.center
    inner = panel.inflate(-2 * px(44), -2 * px(30))
    head = pygame.Rect(inner.left, inner.top, inner.width, title)
    reason = pygame.Rect(inner.left, head.bottom + px(4), inner.width, 2 * body)
    foot = pygame.Rect(inner.left, inner.bottom - px(TOUCH + 6), inner.width, px(TOUCH + 6))
    cells = tuple(columns(foot, max(buttons, 1), px(18)))
    middle = pygame.Rect(inner.left, reason.bottom + px(12), inner.width, foot.top - px(20) - reason.bottom - px(12))
    if won:
        middle.inflate_ip(-2 * px(0 if screen.portrait else 110), 0)  # a line of words that an eye can follow
        stars = pygame.Rect(middle.left, middle.top, middle.width, min(px(170), middle.height // 3))
    elif screen.portrait:
        stars = pygame.Rect(middle.left, middle.top, middle.width, middle.height // 2)
    else:
        stars = pygame.Rect(middle.left, middle.top, int(middle.width * 0.56), middle.height)
    if won or screen.portrait:
        lesson = pygame.Rect(middle.left, stars.bottom + px(14), middle.width, middle.bottom - stars.bottom - px(14))
    else:
        lesson = pygame.Rect(stars.right + px(26), middle.top, middle.right - stars.right - px(26), middle.height)
    return EndLayout(panel, head, reason, stars, lesson, cells)


@dataclass(frozen=True, slots=True)
class Way:
    """One way on from here."""

    name: str
    words: str
    hint: str
    key: str
    go: Callable[[], None]


class EndPage:
    """Shows how a dive ended, over its sea."""

    def __init__(self, diving: Diving, host: Stage, ways: tuple[Way, ...]) -> None:
        self.diving = diving
        self.stage = host
        self.controls = Controls()
        self.ways = ways
        self.view = SeaView(diving.voyage.stage)
        self._laid_out: tuple[Kit, EndLayout] | None = None
        self._tapes = Tapes()

    @property
    def state(self) -> DiveState:
        """How it ended."""
        return self.diving.state

    @property
    def won(self) -> bool:
        """Whether it is won."""
        return self.state.outcome is Outcome.WON

    @property
    def layout(self) -> EndLayout:
        """Where everything stands now."""
        kit = self.stage.kit
        if self._laid_out is None or self._laid_out[0] is not kit:
            heights = kit.type.line_height("title"), kit.type.line_height("body")
            self._laid_out = (kit, lay_out_end(kit.screen, *heights, len(self.ways), self.won))
        return self._laid_out[1]

    def enter(self) -> None:
        """Lay out for the window."""
        self.diving.voyage.laid_out()
        self.view.restart()
        self._laid_out = None

    def handle(self, event: Event) -> None:
        """The ways on."""
        if self.controls.follow(event, self.stage.kit.screen) or not isinstance(event, KeyPress):
            return
        key = event.key
        if self.controls.key(key, event.shift) or event.repeated:
            return
        for way in self.ways:
            if key == way.key or (key in ("return", "space", "enter") and way is self.ways[0]):
                way.go()
                return
        if key in ("left", "right", "up", "down"):
            self.controls.focused = self.ways[0].name

    def advance(self, dt: float) -> None:
        """One tick."""
        self.diving.voyage.hear(lambda fact: None)
        self.diving.voyage.stage.advance(dt)

    def draw(self, surface: pygame.Surface, alpha: float) -> None:
        """All of it."""
        layout = self.layout
        self.controls.items = [
            Control(way.name, rect, way.go, way.hint) for way, rect in zip(self.ways, layout.buttons, strict=True)
        ]
        screen = self.stage.kit.screen
        self.view.aim(None, screen.safe)
        self.view.draw(surface, alpha, None, torn=True)  # dim, as behind glass
        looks = tuple((item.name, self.controls.look(item)) for item in self.controls.items)
        self._tapes.draw(
            surface,
            self.stage.time_s,
            [
                ((self.stage.kit, layout.panel.size, id(self.state)), lambda tape: self._told(tape, layout)),
                ((looks, self.stage.kit), lambda tape: self._buttons(tape)),
            ],
        )

    def _told(self, surface: pygame.Surface, layout: EndLayout) -> None:
        kit, dive = self.stage.kit, self.state.dive
        t = self.stage.texts.t
        glass_panel(kit.shapes, surface, layout.panel, kit.screen.px(24))
        text = t(dive.won) if self.won else t(dive.lost)
        kit.type.draw(
            surface, text, layout.title.midtop, "title", FOAM, "midtop", width=layout.title.width, shadow=False
        )
        lines = kit.type.wrapped(self._reason(), "body", layout.reason.width, 2)
        kit.type.draw_lines(surface, lines, layout.reason.midtop, "body", MIST, "midtop", shadow=False)
        if self.won:
            self._stars(surface, layout.stars)
        else:
            self._curve(surface, layout.stars)
        draw_prose(surface, kit, layout.lesson, t(self.state.dive.lesson))

    def _reason(self) -> str:
        t, state = self.stage.texts.t, self.state
        if self.won:
            told = t("{reason} Step {step} of {budget}, light {light}.")
            return told.format(
                reason=ended(self.stage.texts, state),
                step=whole(state.step),
                budget=whole(state.dive.steps),
                light=decimal(state.light, 1),
            )
        text = ended(self.stage.texts, state)
        if state.alarm is not None:
            told = t("It went wrong at step {step}: {alarm}, {meaning}.")
            alarm = state.alarm.alarm
            text += " " + told.format(
                step=whole(state.alarm.step), alarm=t(ALARM_NAMES[alarm]), meaning=t(MEANINGS[alarm])
            )
        return text

    def _stars(self, surface: pygame.Surface, rect: pygame.Rect) -> None:
        kit, px = self.stage.kit, self.stage.kit.screen.px
        asked = star_lines(self.stage.texts, self.state.dive)
        cells = columns(rect, 3, px(20))
        size = min(px(84), rect.height - 2 * kit.type.line_height("small") - px(8))
        for index, cell in enumerate(cells[: len(asked)]):
            lit = index < self.state.stars
            star(kit, surface, (cell.centerx, rect.top + size // 2), size, lit)
            lines = kit.type.wrapped(asked[index], "small", cell.width, 2)
            place = (cell.centerx, rect.top + size + px(6))
            kit.type.draw_lines(surface, lines, place, "small", FOAM if lit else MIST, "midtop", shadow=False)

    def _curve(self, surface: pygame.Surface, rect: pygame.Rect) -> None:
        """The quantity of the first goal that was not met, over the steps; the alarm, and the moment to go back to."""
        kit, state, t = self.stage.kit, self.state, self.stage.texts.t
        number = self._goal()
        goal = state.dive.goals[number]
        steps = np.array([mark.step for mark in state.trace], np.float64)
        values = np.array([mark.values[number] for mark in state.trace], np.float64)
        name = name_of(self.stage.texts, goal.quantity)
        heading = pygame.Rect(rect.left, rect.top, rect.width, kit.type.line_height("small"))
        kit.type.draw(surface, name, heading.topleft, "small", FOAM, width=heading.width, shadow=False)
        bounds = [bound for bound in (goal.at_least, goal.at_most) if bound is not None]
        known = [*values[np.isfinite(values)].tolist(), *bounds]
        low, high = min(known, default=0.0), max(known, default=1.0)
        air = 0.08 * (high - low) or 0.5
        last = max(float(steps.max(initial=1.0)), 1.0)
        curves = [Curve("", steps, values, _SEEN)]
        curves += [Curve("", np.array([0.0, last]), np.array([bound, bound]), _LEARNED, True) for bound in bounds]
        across = Axis(t("steps"), 0.0, last, counts=True)
        chart = Chart(across, Axis("", low - air, high + air), tuple(curves))
        area = pygame.Rect(rect.left, heading.bottom, rect.width, rect.height - heading.height)
        plot(kit, surface, area, chart)
        inside = plot_area(kit, area, chart)
        px = kit.screen.px
        marks: list[tuple[float, str, RGB]] = [
            (state.turning, t("back to {step}").format(step=whole(state.turning)), LAMP)
        ]
        if state.alarm is not None:
            marks.append((state.alarm.step, t(ALARM_NAMES[state.alarm.alarm]), CORAL))
        taken: list[pygame.Rect] = []
        for step, text, tone in marks:
            x = round(inside.left + min(max(step / last, 0.0), 1.0) * inside.width)
            hairline(surface, (x, inside.top), (x, inside.bottom), tone, 0.8, kit.shapes.fine)
            lamp(kit.shapes, surface, (x, inside.bottom), px(5), tone)
            place = pygame.Rect((0, 0), kit.type.size(text, "small"))
            place.topleft = (x + px(7), inside.top + px(2))
            if place.right > inside.right:
                place.right = x - px(7)
            while place.collidelist(taken) >= 0:
                place.top += kit.type.line_height("small")
            taken.append(place.copy())
            kit.type.draw(surface, text, place.topleft, "small", tone)

    def _goal(self) -> int:
        """Index of the goal that the curve is about."""
        state = self.state
        if state.broken is not None and state.broken in state.dive.goals:
            return state.dive.goals.index(state.broken)
        last = state.trace[-1].values if state.trace else ()
        open_ = [index for index, value in enumerate(last) if not state.dive.goals[index].met_by(value)]
        accuracy = [index for index in open_ if state.dive.goals[index].quantity == "val_accuracy"]
        finite = [index for index in open_ if math.isfinite(last[index])]
        return next(iter([*accuracy, *finite, *open_, 0]))

    def _buttons(self, surface: pygame.Surface) -> None:
        for way, item in zip(self.ways, self.controls.items, strict=True):
            text_button(self.stage.kit, surface, item.rect, way.words, self.controls.look(item))
