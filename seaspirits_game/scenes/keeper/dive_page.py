"""A dive as it is played: the sea, the slate, the board of levers, the line of steps, and words where needed."""

from collections.abc import Callable

import pygame

from seaspirits_game.core.commands import Tempo
from seaspirits_game.keeper.dive import KrakenDuel
from seaspirits_game.render.ui.controls import choice_button, icon_button, text_button
from seaspirits_game.render.ui.ink import FOAM, MIST
from seaspirits_game.render.ui.kit import Kit
from seaspirits_game.render.ui.layout import columns
from seaspirits_game.render.ui.tape import Drawing, Tapes
from seaspirits_game.scenes import timeline
from seaspirits_game.scenes.buttons import Control, Controls
from seaspirits_game.scenes.events import MOUSE, Event, KeyPress, PointerDown, PointerMove, PointerUp, Wheel
from seaspirits_game.scenes.gestures import Gestures
from seaspirits_game.scenes.helm import Helm
from seaspirits_game.scenes.keeper.board import PREFIX, Board
from seaspirits_game.scenes.keeper.dive_layout import DiveLayout, lay_out_dive
from seaspirits_game.scenes.keeper.dive_line import NAME as LINE
from seaspirits_game.scenes.keeper.dive_line import DiveLine
from seaspirits_game.scenes.keeper.diving import Diving
from seaspirits_game.scenes.keeper.levers import SLIDERS_BY_NAME
from seaspirits_game.scenes.keeper.slate import FREE, draw_slate
from seaspirits_game.scenes.keeper.tree import PREFIX as BRANCH
from seaspirits_game.scenes.keeper.tutorial import Tutorial
from seaspirits_game.scenes.keeper.twin import Twin
from seaspirits_game.scenes.keeper.words_card import draw_card
from seaspirits_game.scenes.sea_view import SeaView
from seaspirits_game.scenes.stage import Stage
from seaspirits_game.scenes.tooltip import draw_hint
from seaspirits_game.scenes.trainer_status import Phase, banner
from seaspirits_game.texts.numbers import decimal, whole

TEMPI = (Tempo.X1, Tempo.X4, Tempo.X16)
_NAMES = {Tempo.X1: "1×", Tempo.X4: "4×", Tempo.X16: "16×"}
_LINGER_S = 1.6
"""From the last judged snapshot to the end screen: long enough to see what happened."""
_MEND_S = 14.0
"""After which a torn sea mends itself."""
_LEAVE_S = 3.0


class DivePage:
    """Shows a `Diving` until it is over; then calls `on_end`."""

    def __init__(
        self,
        diving: Diving,
        host: Stage,
        leave: Callable[[], None],
        on_end: Callable[[], None],
        on_duel: Callable[[KrakenDuel], None],
        show_help: Callable[[], None],
        tutorial: bool = False,
    ) -> None:
        """`leave` abandons the dive."""
        self.diving: Diving = diving
        self.host = host
        self.stage: Stage = diving.voyage.stage
        self.controls = Controls()
        self.helm = Helm(self.stage)
        self.view = SeaView(self.stage)
        self.board: Board = Board(self.stage, diving.dive.levers, diving.send, diving.price)
        self.line = DiveLine(self.stage, 0 if diving.dive.endless or diving.dive.key == FREE else diving.dive.steps)
        self.tutorial = Tutorial(self) if tutorial else None
        self.twin: Twin | None = None
        self._leave, self._on_end, self._show_help = leave, on_end, show_help
        self._on_duel = on_duel
        self._gestures = Gestures(slop=host.kit.screen.px(10))
        self._tapes = Tapes()
        self._laid_out: tuple[Kit, DiveLayout] | None = None
        self._linger = _LINGER_S
        self._torn_s = 0.0
        self._leave_left = 0.0
        self._resting_for_tear = False

    # what the scene asks

    def enter(self) -> None:
        """Lay out for the window."""
        self.diving.voyage.laid_out()
        self._gestures = Gestures(slop=self.host.kit.screen.px(10))
        self.view.restart()

    def uses_escape(self) -> bool:
        """Always: leaving a dive is asked for twice."""
        return True

    @property
    def layout(self) -> DiveLayout:
        """Where everything stands now."""
        kit = self.stage.kit
        if self._laid_out is None or self._laid_out[0] is not kit:
            heights = (kit.type.line_height("body"), kit.type.line_height("small"), kit.type.line_height("name"))
            self._laid_out = (kit, lay_out_dive(kit.screen, *heights))
        return self._laid_out[1]

    @property
    def torn(self) -> bool:
        """Whether the sea is torn at this moment."""
        return self.stage.status.phase is Phase.TORN

    @property
    def rests(self) -> bool:
        """Whether the water rests."""
        return self.helm.tempo is Tempo.PAUSE

    def hear(self) -> None:
        """What the trainer has to say."""
        self.diving.hear()
        self.helm.hear(self.stage.snapshot)
        self.board.hear()
        self._keep_twin()

    def _keep_twin(self) -> None:
        """The twin comes and goes with its voyage."""
        afloat = self.diving.twin
        if afloat is None:
            self.twin = None
        elif self.twin is None or self.twin.voyage is not afloat:
            self.twin = Twin(afloat, self.stage, self.host, self.diving.dive.levers)
            self.view.restart()
        if self.twin is not None:
            self.twin.keep_pace(self.helm.tempo)
            self.twin.hear()

    def toggle_twin(self) -> None:
        """Let a twin begin from here, or let it go."""
        if self.diving.twin is not None:
            self.diving.end_twin()
            self.view.restart()
        else:
            self.diving.ask_twin()

    @property
    def levers(self) -> Board:
        """The board in hand: that of the twin, while there is one."""
        return self.twin.board if self.twin is not None else self.board

    def advance(self, dt: float) -> None:
        """One tick."""
        self.hear()
        self.stage.advance(dt)
        if self.twin is not None:
            self.twin.advance(dt)
        self.diving.advance(dt, self.rests)
        self._leave_left -= dt
        for gesture in self._gestures.tick(self.stage.time_s):
            self.view.steer(gesture)
        if self.torn:
            self._torn_s += dt
            if self._torn_s > _MEND_S:
                self.mend()
        if self.tutorial is not None and not self.diving.over:
            self.tutorial.advance(dt)
        duel = self.diving.duel
        if duel is not None and not self.diving.over:
            self._on_duel(duel)
        elif self.diving.over:
            self._linger -= dt
            if self._linger <= 0.0:
                self._on_end()

    def mend(self) -> None:
        """Undo the tear."""
        self._torn_s = 0.0
        self.diving.mend()

    # hands

    def handle(self, event: Event) -> None:
        """Controls first, then the sea."""
        screen = self.stage.kit.screen
        match event:
            case PointerDown(x, y, pointer):
                if self.controls.pointer_down(x, y, screen, pointer) or self._on_glass(x, y):
                    return
            case PointerMove(x, y, pointer, pressed):
                if self.controls.pointer_moved(x, y, screen, pointer):
                    return
                if pointer == MOUSE and not pressed and self.controls.hovered is not None:
                    return
            case PointerUp(x, y, pointer):
                if self.controls.pointer_up(x, y, screen, pointer):
                    return
            case Wheel(x, y, _) if self._on_glass(x, y):
                return
            case KeyPress(key, shift, repeated):
                if not self.controls.key(key, shift):
                    self._key(key, repeated)
                return
        for gesture in self._gestures.feed(event, self.stage.time_s):
            self.view.steer(gesture)

    def _key(self, key: str, repeated: bool) -> None:
        match key:
            case "]":
                self._warm(1)
            case "[":
                self._warm(-1)
            case "," | "page up":
                timeline.turn(self.stage, -1)
            case ";" | "page down":
                timeline.turn(self.stage, 1)
            case _ if repeated:
                pass
            case "space":
                self.helm.pause()
            case "1" | "2" | "3":
                self.helm.set_tempo(TEMPI[int(key) - 1])
            case "left" | "right":
                self._turn(1 if key == "right" else -1)
            case "up" | "down":
                self.controls.key("tab", key == "up")
            case "l":
                self._toggle_bands()
            case "n":
                self.diving.ask_hint()
            case "u":
                self.toggle_twin()
            case "b":
                self.rewind_here()
            case "r":
                self.mend()
            case "return" if self.tutorial is not None:
                self.tutorial.next()
            case "backspace":
                self.tutorial = None
            case "escape":
                self._escape()
            case _:
                pass

    def _escape(self) -> None:
        if self.stage.in_past:
            self.stage.return_to_now()
        elif self.diving.hint:
            self.diving.hint = ""
        elif self._leave_left > 0.0 or self.stage.snapshot is None:
            self._leave()
        else:
            self._leave_left = _LEAVE_S
            self.host.say(self.stage.texts.t("Esc again leaves this dive."))

    def _warm(self, steps: int) -> None:
        lever = SLIDERS_BY_NAME["learning_rate"]
        if lever.name in self.diving.dive.levers:
            hands = self.levers.hands
            hands.move(lever, lever.beside(hands.value(lever), steps))

    def rewind_here(self) -> None:
        """Train on from the moment that is looked at."""
        if self.stage.in_past and self.stage.shown is not None:
            self.diving.rewind(self.stage.shown.step)

    def _turn(self, steps: int) -> None:
        world = self.stage.world
        if world is not None:
            world.choice.all_bands = False
            world.choice.chosen = (world.choice.chosen + steps) % len(world.sheet.layer_widths)

    def _toggle_bands(self) -> None:
        world = self.stage.world
        if world is not None:
            world.choice.all_bands = not world.choice.all_bands

    def _on_glass(self, x: float, y: float) -> bool:
        return bool(self.levers.lay_out(self.layout.board, self.stage.kit.screen.portrait).panel.collidepoint(x, y))

    # the picture

    def draw(self, surface: pygame.Surface, alpha: float) -> None:
        """The sea, and what lies on it."""
        layout, stage = self.layout, self.stage
        rects = self.levers.lay_out(layout.board, stage.kit.screen.portrait)
        self.controls.items = [*self._controls(layout), *self.levers.controls(rects)]
        self.view.aim(None, self._sea(layout))
        self.view.turn = 0 if self.twin is not None else None
        self.view.draw(surface, alpha, None, self.torn)
        if self.twin is not None:
            self.twin.draw(surface, alpha, self._twin_area(layout))
        looks = tuple((item.name, self.controls.look(item), item.share) for item in self.controls.items)
        snapshot = stage.snapshot
        drawings: list[Drawing] = [
            (
                (id(self.diving.state), id(stage.shown), stage.kit),
                lambda tape: draw_slate(tape, layout, stage, self.diving.state),
            ),
            (
                (self.levers.look(self.controls, rects), stage.kit),
                lambda tape: self.levers.draw(tape, self.controls, rects),
            ),
            (
                (looks, stage.kit, snapshot is None, stage.status, stage.in_past),
                lambda tape: self._foot(tape, layout),
            ),
        ]
        self._tapes.draw(surface, stage.time_s, drawings)
        if self.twin is not None and not self.said()[0]:
            self.twin.draw_numbers(surface, layout.words)
        self._say(surface, layout)
        draw_hint(surface, stage.kit, self.controls.pointed)

    def _sea(self, layout: DiveLayout) -> pygame.Rect:
        return columns(layout.sea, 2, self.stage.kit.screen.px(20))[0] if self.twin is not None else layout.sea

    def _twin_area(self, layout: DiveLayout) -> pygame.Rect:
        return columns(layout.sea, 2, self.stage.kit.screen.px(20))[1]

    def _controls(self, layout: DiveLayout) -> list[Control]:
        t, stage = self.stage.texts.t, self.stage
        paused = self.rests
        pause, *paces = layout.tempo
        previous, _, following, bands = layout.shoal
        hint, guide, twin, help_, leave = layout.tools
        all_bands = stage.world is not None and stage.world.choice.all_bands

        def at(tempo: Tempo) -> Callable[[], None]:
            return lambda: self.helm.set_tempo(tempo)

        items = self.line.controls(layout.timeline, self.diving.send)
        if stage.in_past:
            items.append(Control("now", layout.now, stage.return_to_now, t("return to now  (Esc)")))
            if "rewind" in self.diving.dive.levers and stage.shown is not None:
                price = decimal(self.diving.dive.light.rewind, 1)
                told = t("train on from here, for {light} light  (B)").format(light=price)
                items.append(Control("rewind", layout.rewind, self.rewind_here, told))
        if self.torn:
            items.append(Control("mend", layout.rewind, self.mend, t("back to the last good step  (R)")))
        items += [
            Control(
                "pause", pause, self.helm.pause, t("go on  (space)") if paused else t("pause  (space)"), active=paused
            ),
            *(
                Control(
                    f"tempo {tempo.value}",
                    rect,
                    at(tempo),
                    t("{steps} steps a second  ({key})").format(steps=whole(round(tempo.steps_per_second)), key=number),
                    active=self.helm.tempo is tempo,
                )
                for number, (tempo, rect) in enumerate(zip(TEMPI, paces, strict=True), start=1)
            ),
            Control("previous", previous, lambda: self._turn(-1), t("the shoal before  (←)")),
            Control("next", following, lambda: self._turn(1), t("the shoal behind  (→)")),
            Control("bands", bands, self._toggle_bands, t("all shoals, or one  (L)"), active=all_bands),
            Control("hint", hint, self.diving.ask_hint, t("a hint  (N)")),
            Control(
                "twin",
                twin,
                self.toggle_twin,
                t("let the twin go  (U)")
                if self.twin is not None
                else t("a twin of this sea, to change one thing in  (U)"),
                active=self.twin is not None or self.diving.twin_asked,
            ),
            Control("help", help_, self._show_help, t("how to dive  (H)")),
            Control("close", leave, self._leave, t("leave this dive  (Esc, twice)")),
        ]
        if self.tutorial is not None:
            items.append(
                Control("guide", guide, self.tutorial.next, t("the guide goes on  (Enter); Backspace ends it"))
            )
        return items

    def _foot(self, surface: pygame.Surface, layout: DiveLayout) -> None:
        kit, t = self.stage.kit, self.stage.texts.t
        heard = tuple(raised.step for raised in self.diving.state.heard)
        for item in self.controls.items:
            look = self.controls.look(item)
            if item.name == LINE or item.name.startswith((PREFIX, BRANCH)):
                continue
            if item.name.startswith("tempo "):
                choice_button(kit, surface, item.rect, _NAMES[Tempo(item.name.removeprefix("tempo "))], look)
            elif item.name in ("now", "rewind", "mend"):
                text_button(kit, surface, item.rect, self._words(item.name), look)
            else:
                square = pygame.Rect(0, 0, min(item.rect.size), min(item.rect.size))
                square.center = item.rect.center
                icon_button(kit, surface, square, self._icon(item), look)
        if self.stage.snapshot is not None:
            self.line.draw(surface, layout.timeline, self.controls, heard)
            if not (self.stage.in_past or self.torn):
                kit.type.draw(surface, t("now"), layout.now.midleft, "small", MIST, "midleft", width=layout.now.width)
        world = self.stage.world
        if world is not None:
            number, count = world.choice.chosen + 1, len(world.sheet.layer_widths)
            name = (
                t("all shoals")
                if world.choice.all_bands
                else t("shoal {number} of {count}").format(number=number, count=count)
            )
            place = layout.shoal[1]
            kit.type.draw(surface, name, place.center, "body", FOAM, "center", width=place.width)

    def _icon(self, item: Control) -> str:
        if item.name == "pause":
            return "play" if item.active else "pause"
        if item.name == "bands":
            return "single" if item.active else "layers"
        return {"hint": "lamp", "guide": "next"}.get(item.name, item.name)

    def _words(self, name: str) -> str:
        t, stage = self.stage.texts.t, self.stage
        if name == "mend":
            torn = stage.status.torn
            return t("back to step {step}").format(step=whole(torn.last_good_step if torn is not None else 0))
        step = whole(stage.shown.step) if stage.shown is not None else ""
        return t("return to now") if name == "now" else t("rewind to {step}").format(step=step)

    def said(self) -> tuple[str, bool]:
        """What is to be read at the foot of the sea, and whether it is an alarm."""
        t, stage, diving = self.stage.texts.t, self.stage, self.diving
        if self.torn:
            told = t(
                "The sea is torn: at step {step} {where} was no longer a number. Steps were longer than the "
                "valley is wide, and grew with each. Nothing is lost but a little light."
            )
            torn = stage.status.torn
            return told.format(step=whole(torn.step), where=torn.where) if torn is not None else told, True
        if stage.snapshot is None:
            return banner(stage.status, stage.texts) or t("The trainer is waking beneath you …"), False
        trouble = banner(stage.status, stage.texts)
        if trouble:
            return trouble, False
        if diving.told:
            return t(diving.told), True
        if diving.hint:
            return t(diving.hint), False
        if self.tutorial is not None:
            return self.tutorial.words(), False
        return "", False

    def _say(self, surface: pygame.Surface, layout: DiveLayout) -> None:
        text, alarmed = self.said()
        if text and not self.diving.over:
            draw_card(surface, self.stage.kit, layout.words, text, alarmed)
