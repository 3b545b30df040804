"""The lesson: five things to do with the hands, after which the duel explains itself."""

from collections.abc import Callable

import pygame

from seaspirits_game.quicksort.costs import mean_comparisons, worst_comparisons
from seaspirits_game.render.histogram import counts_of, histogram
from seaspirits_game.render.tide import Marker, Swell, plot_rect, tide
from seaspirits_game.render.ui.ink import CORAL, FOAM, LAMP, MIST, RGB
from seaspirits_game.render.ui.shapes import disc, hairline, lamp, ring
from seaspirits_game.render.ui.type import Role
from seaspirits_game.scenes.buttons import Control, Controls
from seaspirits_game.scenes.duel.common import Common
from seaspirits_game.scenes.duel.drawing import draw_controls, text_heights
from seaspirits_game.scenes.duel.lesson_steps import STEPS, ExpectedCost, Step, WhyRandom
from seaspirits_game.scenes.duel.play_drawing import PLAYER_TONE, RIVAL_TONE, Standing, draw_counter
from seaspirits_game.scenes.duel.reach import PRESSES, Reach
from seaspirits_game.scenes.duel.reef_view import Hand, ReefView
from seaspirits_game.scenes.duel.solo_layout import WORDS, SoloLayout, lay_out_solo
from seaspirits_game.scenes.events import Event, KeyPress, PointerDown, PointerMove, PointerUp
from seaspirits_game.scenes.tooltip import draw_hint
from seaspirits_game.texts.numbers import decimal, whole

_BARS = 64
_GAMES_TONE: RGB = (110, 214, 218)


class LessonPage:
    """Takes the steps one after another; `finish` leads on from the last."""

    def __init__(self, common: Common, finish: Callable[[], None]) -> None:
        self.stage = common.stage
        self.controls = Controls()
        self.number = 0
        """Of the step, from 0."""
        self.step = self._begin(0)
        self.reach = Reach(self._place_at, lambda: self.step.span, lambda place: self.step.choose(place))
        self._common, self._finish = common, finish
        self._layout: SoloLayout | None = None
        self._view: ReefView | None = None

    @property
    def complete(self) -> bool:
        """Whether the last step is done."""
        return self.step.done and self.number == len(STEPS) - 1

    def go_on(self) -> None:
        """The next step, once this one is done; after the last, wherever the lesson leads."""
        if not self.step.done:
            return
        if self.complete:
            self._finish()
            return
        self.number += 1
        self.step = self._begin(self.number)
        self.reach.cursor = None
        self.controls.focused = None
        self.enter()

    def again(self) -> None:
        """This step once more."""
        self.step = self._begin(self.number)

    def _begin(self, number: int) -> Step:
        return STEPS[number](self.stage.texts, self.stage.seed, self.stage.preferences.reduced_motion)

    def enter(self) -> None:
        """Lay out for the window."""
        kit = self.stage.kit
        screen = kit.screen
        self._layout = lay_out_solo(screen, text_heights(kit), kit.type.line_height("title"))
        count = len(self.step.side.state.values)
        self._view = self._common.views.view(kit, self._layout.ground(screen), self._layout.soil, count, 0.0)

    def handle(self, event: Event) -> None:
        """Buttons first, then the reef."""
        screen = self.stage.kit.screen
        match event:
            case PointerDown(x, y, pointer):
                if not self.controls.pointer_down(x, y, screen, pointer):
                    self.reach.pointer(event)
            case PointerMove(x, y, pointer):
                if not self.controls.pointer_moved(x, y, screen, pointer):
                    self.reach.pointer(event, blocked=self.controls.hovered is not None)
            case PointerUp(x, y, pointer):
                if not self.controls.pointer_up(x, y, screen, pointer):
                    self.reach.pointer(event)
            case KeyPress(key, shift, repeated):
                if not self.controls.key(key, shift):
                    self._key(key, shift, repeated)

    def advance(self, dt: float) -> None:
        """One tick."""
        self.step.advance(dt)

    def _key(self, key: str, shift: bool, repeated: bool) -> None:
        step = self.step
        if isinstance(step, ExpectedCost) and key in ("left", "right"):
            step.set_guess(step.guess + (1 if key == "right" else -1) * (10 if shift else 2))
        elif key in PRESSES and not repeated and step.done:
            self.go_on()
        elif key in PRESSES and not repeated and step.deeds():
            deed = step.deeds()[0]
            if deed.enabled:
                deed.press()
        else:
            self.reach.key(key, shift, repeated)

    def _place_at(self, x: float, y: float) -> int | None:
        if self._view is None or self._layout is None:
            return None
        reach = self._layout.pens.union(self._layout.soil)
        return self._view.reef.place_at(x) if reach.top <= y <= reach.bottom else None

    def draw(self, surface: pygame.Surface) -> None:
        """Words, reef, counter, figure, controls."""
        if self._layout is None or self._view is None:
            self.enter()
        assert self._layout is not None
        assert self._view is not None
        stage, layout, step = self.stage, self._layout, self.step
        still = stage.preferences.reduced_motion or stage.preferences.still_water
        self.controls.items = self._controls(layout)
        self._words(surface, layout)
        low, high = step.span
        cursor = self.reach.cursor
        hand = Hand(cursor) if cursor is not None and low <= cursor < high else None
        time_s = 0.0 if still else stage.time_s
        self._view.draw(surface, step.side.frame(), step.side.state, time_s, hand)
        draw_counter(surface, stage, layout.counter, Standing(self._counted(), step.side.frame(), PLAYER_TONE))
        if isinstance(step, WhyRandom):
            self._throws(surface, layout, step)
        elif isinstance(step, ExpectedCost):
            self._games(surface, layout, step)
        draw_controls(surface, stage, self.controls, self._labels())
        draw_hint(surface, stage.kit, self.controls.pointed)

    def _counted(self) -> str:
        t = self.stage.texts.t
        return t("the coin") if isinstance(self.step, WhyRandom) else t("this reef")

    def _words(self, surface: pygame.Surface, layout: SoloLayout) -> None:
        kit, t, step = self.stage.kit, self.stage.texts.t, self.step
        place = layout.heading.midtop
        kit.type.draw(surface, t(step.title), place, "title", FOAM, "midtop", width=layout.heading.width)
        text = step.insight if step.done else step.note or step.task
        tone = FOAM if step.done else MIST
        lines = kit.type.wrapped(text, "body", layout.words.width, WORDS)
        kit.type.draw_lines(surface, lines, layout.words.midtop, "body", tone, "midtop")
        px = kit.screen.px
        x = layout.heading.left - px(20) if kit.screen.portrait else kit.screen.safe.left
        x = max(min(x, kit.screen.safe.left + px(10)), kit.screen.safe.left)
        for index in range(len(STEPS)):
            spot = (x + px(8) + index * px(26), layout.heading.centery)
            if index < self.number or self.complete:
                disc(kit.shapes, surface, spot, px(5), FOAM, 0.9)
            elif index == self.number:
                lamp(kit.shapes, surface, spot, px(5), LAMP)
            else:
                ring(kit.shapes, surface, spot, px(6), MIST, kit.shapes.fine, 0.6)

    def _throws(self, surface: pygame.Surface, layout: SoloLayout, step: WhyRandom) -> None:
        t, law = self.stage.texts.t, self._common.shelf.law(step.pens)
        worst = worst_comparisons(step.pens)
        swell = Swell(law.costs, law.probabilities, law.mean, law.variance**0.5, law.quantile(0.0) - 4.0, worst + 6.0)
        markers = [Marker(worst, t("always the first: {cost}").format(cost=whole(worst)), CORAL, True)]
        markers += [Marker(cost, whole(cost), RIVAL_TONE, False) for cost in step.throws]
        told = t("the coin's mean {mean}").format(mean=decimal(law.mean, 1))
        tide(self.stage.kit, surface, layout.figure, swell, markers, told, (t("fewer"), ""), "throws")

    def _games(self, surface: pygame.Surface, layout: SoloLayout, step: ExpectedCost) -> None:
        kit, t = self.stage.kit, self.stage.texts.t
        low, high = step.limits
        plot = plot_rect(kit, layout.figure)
        if len(step.costs):
            shown = step.costs[: max(int(step.laid_out * len(step.costs)), 1)]
            most = counts_of(step.costs, low, high, _BARS).max()
            histogram(surface, plot, counts_of(shown, low, high, _BARS) / most, _GAMES_TONE)
        fine = kit.shapes.fine
        hairline(surface, (plot.left, plot.bottom), (plot.right, plot.bottom), MIST, 0.6, fine)
        small: Role = "small"
        kit.type.draw(surface, str(low), (plot.left, plot.bottom + kit.screen.px(4)), small, MIST, "midtop")
        kit.type.draw(surface, str(high), (plot.right, plot.bottom + kit.screen.px(4)), small, MIST, "midtop")

        def x_of(cost: float) -> float:
            return plot.left + (cost - low) / (high - low) * plot.width

        if step.done:
            mean = mean_comparisons(step.pens)
            hairline(surface, (x_of(mean), plot.top), (x_of(mean), plot.bottom), FOAM, 0.8, fine)
            spot = (x_of(mean), plot.bottom + kit.screen.px(4))
            kit.type.draw(surface, t("average {mean}").format(mean=decimal(mean, 1)), spot, small, FOAM, "midtop")
        spot = (x_of(step.guess), plot.top - kit.screen.px(2))
        told = t("your guess {guess}").format(guess=whole(step.guess))
        kit.type.draw(surface, told, spot, small, LAMP, "midbottom")
        hairline(surface, (spot[0], plot.top), (spot[0], plot.bottom), LAMP, 0.5, fine)

    def _controls(self, layout: SoloLayout) -> list[Control]:
        t, step, screen = self.stage.texts.t, self.step, self.stage.kit.screen
        deeds = step.deeds()
        widths = [300.0 for _ in deeds] + [220.0, 300.0]
        *places, again, forward = layout.buttons(screen, 0, widths)
        controls = [
            Control("help", layout.help, self._common.show_help, t("how to play  (H)")),
            Control("close", layout.leave, self._common.leave, t("back to the harbour  (Esc)")),
        ]
        if isinstance(step, ExpectedCost) and not len(step.costs):
            controls.append(self._lever(layout, step))
        controls += [
            Control(deed.name, place, deed.press, deed.hint, enabled=deed.enabled and not step.done)
            for deed, place in zip(deeds, places, strict=True)
        ]
        return [
            *controls,
            Control("again", again, self.again, t("this step from its beginning")),
            Control("go on", forward, self.go_on, t("go on  (Enter)"), active=step.done, enabled=step.done),
        ]

    def _lever(self, layout: SoloLayout, step: ExpectedCost) -> Control:
        low, high = step.limits
        plot = plot_rect(self.stage.kit, layout.figure)
        lever = pygame.Rect(plot.left, 0, plot.width, self.stage.kit.screen.px(44))
        lever.centery = plot.centery
        return Control(
            "guess",
            lever,
            lambda: None,
            self.stage.texts.t("your guess  (← →)"),
            set_share=lambda share: step.set_guess(round(low + share * (high - low))),
            share=(step.guess - low) / (high - low),
        )

    def _labels(self) -> dict[str, str]:
        t = self.stage.texts.t
        forward = t("to the duel") if self.number == len(STEPS) - 1 else t("next step")
        return {**{deed.name: deed.words for deed in self.step.deeds()}, "again": t("again"), "go on": forward}
