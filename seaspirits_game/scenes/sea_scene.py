"""The sea itself: one shoal or all of them, the instruments round it, the levers below, and the inspector."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from seaspirits_game.core.commands import Command
from seaspirits_game.render.picture import WHOLE, Parts
from seaspirits_game.render.turns import Turns
from seaspirits_game.render.ui.kit import Kit
from seaspirits_game.render.ui.motion import approach
from seaspirits_game.render.ui.tape import Tapes
from seaspirits_game.scenes import timeline, views
from seaspirits_game.scenes.asks import GoTo
from seaspirits_game.scenes.buttons import Controls
from seaspirits_game.scenes.dials import Dials
from seaspirits_game.scenes.events import MOUSE, Event, KeyPress, PointerDown, PointerMove, PointerUp, Wheel
from seaspirits_game.scenes.explained.card import CardRects, draw_card, draw_marks, heading_height, lay_out_card
from seaspirits_game.scenes.explained.explaining import Explaining
from seaspirits_game.scenes.explained.places import places_of
from seaspirits_game.scenes.gestures import Gesture, Gestures, Hold, Hover, Tap
from seaspirits_game.scenes.helm import TEMPI, Helm
from seaspirits_game.scenes.honesty import Motion
from seaspirits_game.scenes.hud import Hud, lay_out
from seaspirits_game.scenes.hud_drawing import draw_band_names, draw_panel_controls, hud_drawings
from seaspirits_game.scenes.inspector import Inspector
from seaspirits_game.scenes.inspector_marks import marks
from seaspirits_game.scenes.inspector_panel import InspectorPanel
from seaspirits_game.scenes.neighbours import neighbour
from seaspirits_game.scenes.pointing import Sight
from seaspirits_game.scenes.sea_controls import sea_controls
from seaspirits_game.scenes.sea_picture import Shown, picture, show
from seaspirits_game.scenes.sights import sights_of
from seaspirits_game.scenes.stage import Stage
from seaspirits_game.scenes.title import empty_picture
from seaspirits_game.scenes.tooltip import draw_hint
from seaspirits_game.scenes.world import Spirit, World
from seaspirits_game.sea.picking import nearest

if TYPE_CHECKING:
    from seaspirits_game.scenes.keeper.board import Board

FREE_LEVERS = (
    "learning_rate", "batch_size", "gradient_noise", "weight_decay", "dropout", "clipping", "orthogonal", "shuffle",
    "grow_wider", "grow_deeper", "prune_dead",
)  # fmt: skip
"""What a Keeper has in hand in the ordinary sea; going back is done along the line."""
_REST_AFTER = 9.0
_REST_OPACITY = 0.3
_REACH = 22.0
"""Design units round a pointer in which a spirit is meant."""


class SeaScene:
    """Watches, steers, inspects."""

    def __init__(self, stage: Stage, show_help: Callable[[], None], rest: Callable[[], None]) -> None:
        """`rest` opens the place from which all other ways lead."""
        self.stage = stage
        self.helm = Helm(stage)
        self.controls = Controls()
        self.inspector = Inspector(stage)
        self.explaining = Explaining(stage)
        self._dials = Dials(stage)
        self.motion = Motion()
        self._panel = InspectorPanel(self.inspector)
        self.board: Board | None = None
        """The Keeper's levers, while they are in hand."""
        self._show_help, self._rest = show_help, rest
        self._gestures = Gestures(slop=stage.kit.screen.px(10))
        self._shown: Shown | None = None
        self._turns = Turns()
        self._tapes = Tapes()
        self._laid_out: tuple[Kit, Hud] | None = None
        self._idle = 0.0
        self._opacity = 1.0
        self._aimed: pygame.Rect | None = None

    def enter(self) -> None:
        """Lay out for the window, and aim the camera at what the instruments leave free."""
        self._idle = 0.0
        self._gestures = Gestures(slop=self.stage.kit.screen.px(10))
        self._aimed = None
        self._turns.restart()
        self._aim(self._hud())

    def uses_escape(self) -> bool:
        """Whether Escape closes something here before it leaves the scene."""
        return (
            self.controls.focused is not None
            or self.inspector.is_open
            or self.explaining.is_open
            or self.board is not None
            or self.stage.in_past
        )

    def sights(self) -> list[Sight]:
        """What there is to see beside what can be done."""
        return sights_of(self._hud(), self.stage)

    def free_water(self) -> pygame.Rect:
        """Where the guide's words have room."""
        hud = self._hud()
        water = hud.safe_beside_panel if self.inspector.is_open or self.board is not None else hud.safe
        if self.explaining.is_open:
            water = self._card(hud).sea
        left = max(water.left, hud.gauge.right)
        return pygame.Rect(left, water.top, water.right - left, water.height)

    def handle(self, event: Event) -> None:
        """Controls first, then the sea."""
        self._idle = 0.0
        screen = self.stage.kit.screen
        match event:
            case PointerDown(x, y, pointer):
                if self.controls.pointer_down(x, y, screen, pointer) or self._in_panel(x, y):
                    return
            case PointerMove(x, y, pointer, pressed):
                if self.controls.pointer_moved(x, y, screen, pointer):
                    return
                if pointer == MOUSE and not pressed and (self.controls.hovered is not None or self._in_panel(x, y)):
                    self.inspector.hover(None)
                    return
            case PointerUp(x, y, pointer):
                if self.controls.pointer_up(x, y, screen, pointer):
                    return
            case Wheel(x, y):
                if self._in_panel(x, y):
                    return
            case KeyPress(key, shift, repeated):
                if not self.controls.key(key, shift):
                    self._key(key, repeated)
                return
        for gesture in self._gestures.feed(event, self.stage.time_s):
            self._gesture(gesture)

    def advance(self, dt: float) -> None:
        """One tick."""
        self._idle += dt
        for gesture in self._gestures.tick(self.stage.time_s):
            self._gesture(gesture)
        if self.inspector.is_open:
            self.explaining.close()
            self.board = None
        else:  # whoever looks at a spirit may pass an instrument on the way to its panel
            self.explaining.follow(self.controls.focused)
        if self.board is not None:
            self.explaining.close()
            self.board.hear()
        looking = self.inspector.is_open or self.explaining.is_open or self.board is not None
        resting = self._idle > _REST_AFTER and self.controls.focused is None and not looking
        self._opacity = approach(self._opacity, _REST_OPACITY if resting else 1.0, dt, 0.9 if resting else 0.12)
        self.motion.advance(self.stage.world, dt)
        self.helm.hear(self.stage.snapshot)
        self._dials.advance(dt)

    def draw(self, surface: pygame.Surface, alpha: float) -> None:
        """The sea, what marks a spirit in it, and the instruments."""
        stage = self.stage
        world = stage.world
        hud = self._hud()
        card = self._card(hud)
        self.controls.items = [
            *sea_controls(
                hud, stage, self.helm, self.inspector, self._show_help, self._rest, self.toggle_board,
                self.board is not None,
            ),
            *(self.explaining.dial_controls(places_of(hud, stage)) if self.board is None else ()),
            *self.explaining.card_controls(card),
        ]  # fmt: skip
        if self.board is not None:
            rects = self.board.lay_out(hud.panel, stage.kit.screen.portrait)
            self.controls.items = [*self.controls.items, *self.board.controls(rects)]
        if world is None or stage.shown is None:
            stage.painter.paint(surface, empty_picture(stage))
        else:
            self._aim(hud)
            parts = self._turns.take(stage.time_s, stage.painter.thrifty)
            if parts is not None or not stage.painter.paint_again(surface):
                self._paint(surface, world, alpha, parts or WHOLE)
        drawings = hud_drawings(hud, stage, self.helm, self.controls, self._dials, self.motion, self._opacity)
        self._tapes.draw(surface, stage.time_s, drawings)
        draw_band_names(surface, hud, stage)
        if self.inspector.is_open:
            self._panel.draw(surface, hud.panel, hud.panel_inner)
            draw_panel_controls(surface, stage, self.controls)
        if self.board is not None:
            self.board.draw(surface, self.controls, self.board.lay_out(hud.panel, stage.kit.screen.portrait))
        draw_marks(surface, stage, self.controls)
        if self.explaining.page is not None:
            draw_card(surface, stage, card, self.explaining.page, self.explaining.depth, self.controls)
        draw_hint(surface, stage.kit, self.controls.pointed)

    def _paint(self, surface: pygame.Surface, world: World, alpha: float, parts: Parts) -> None:
        stage = self.stage
        self._shown = show(world, alpha, stage.time_s)
        lines, rings = marks(stage, self._shown, stage.palette)
        sea = picture(world, self._shown, stage.palette, stage.time_s, stage.depth01, lines, rings, parts=parts)
        stage.painter.paint(surface, sea)

    def _hud(self) -> Hud:
        kit = self.stage.kit
        if self._laid_out is None or self._laid_out[0] is not kit:
            hud = lay_out(kit.screen, kit.type.line_height("body"), kit.type.line_height("small"))
            self._laid_out = (kit, hud)
        return self._laid_out[1]

    def _card(self, hud: Hud) -> CardRects:
        kit = self.stage.kit
        return lay_out_card(kit.screen, hud, heading_height(kit))

    def _aim(self, hud: Hud) -> None:
        """Let the camera use what is free now; it glides there when that changes."""
        world, screen = self.stage.world, self.stage.kit.screen
        safe = hud.safe_beside_panel if self.inspector.is_open or self.board is not None else hud.safe
        if self.explaining.is_open:
            safe = self._card(hud).sea
        if world is None or safe == self._aimed:
            return
        self._aimed = safe
        world.look_through(screen.width, screen.height, (safe.x, safe.y, safe.w, safe.h))

    def _gesture(self, gesture: Gesture) -> None:
        world = self.stage.world
        if world is None:
            return
        match gesture:
            case Hover(x, y):
                self.inspector.hover(self._pick(x, y))
            case Tap(x, y):
                self.inspector.select(self._pick(x, y))
            case Hold(x, y):
                spirit = self._pick(x, y)
                if spirit is not None:
                    self.inspector.select(spirit)
                    self.inspector.measure_selected(2.0 * x / self.stage.kit.screen.width - 1.0)
            case _:
                world.steer(gesture)

    def _pick(self, x: float, y: float) -> Spirit | None:
        if self._shown is None:
            return None
        reach = self.stage.kit.screen.px(_REACH)
        row = nearest(self._shown.screen, x, y, reach, self._shown.weight - 0.3)
        return self._shown.spirit(row) if row is not None else None

    def _in_panel(self, x: float, y: float) -> bool:
        hud = self._hud()
        if self.explaining.is_open:
            return bool(self._card(hud).panel.collidepoint(x, y))
        if self.board is not None:
            return bool(self.board.lay_out(hud.panel, self.stage.kit.screen.portrait).panel.collidepoint(x, y))
        return self.inspector.is_open and bool(hud.panel.collidepoint(x, y))

    def toggle_board(self) -> None:
        """Take the Keeper's levers in hand, or put them away."""
        if self.board is not None:
            self.board = None
            return
        from seaspirits_game.scenes.keeper.board import Board  # the first frame waits for none of it

        self.inspector.close()
        self.board = Board(self.stage, FREE_LEVERS, self._sent, close=self.toggle_board)
        self.board.hear()

    def _sent(self, command: Command) -> bool:
        self.stage.send(command)
        return True

    def _look(self, key: str) -> None:
        """Look at the spirit in the middle; or, from one that is looked at, at the next one in an arrow's direction."""
        if self._shown is None:
            return
        world = self.stage.world
        selected = world.selected if world is not None else None
        row = neighbour(self._shown, selected, key, self._hud().safe.center)
        if row is not None:
            self.inspector.select(self._shown.spirit(row))

    def _key(self, key: str, repeated: bool) -> None:
        match key:
            case "i" | "n" if not (repeated or self.inspector.is_open):
                self._look("")
            case "i" | "n" if not repeated:
                self._look("right")
            case "left" | "right" | "up" | "down" if self.inspector.is_open:
                self._look(key)
            case "]":
                self.helm.warmer()
            case "[":
                self.helm.colder()
            case "." | "period":
                self.helm.single_step()
            case "," | "page up":
                timeline.turn(self.stage, -1)
            case ";" | "page down":
                timeline.turn(self.stage, 1)
            case _ if repeated:
                pass
            case "space" | "s":
                self.helm.pause()
            case "1" | "2" | "3" | "4":
                self.helm.set_tempo(TEMPI[int(key) - 1])
            case "r":
                self.helm.restore()
            case "b":
                self.helm.walk_back()
            case "left":
                views.turn_to_shoal(self.stage, -1)
            case "right":
                views.turn_to_shoal(self.stage, 1)
            case "l":
                views.toggle_bands(self.stage)
            case "t":
                views.toggle_tour(self.stage)
            case "g":
                views.toggle_signs(self.stage)
            case "d":
                views.toggle_still_water(self.stage)
            case "home" | "0":
                views.go_home(self.stage)
            case "m":
                self.inspector.measure_selected()
            case "c":
                self.stage.ask(GoTo("charts"))
            case "e":
                self.explaining.deeper()
            case "x":
                self.stage.ask(GoTo("codex"))
            case "v":
                self.stage.ask(GoTo("tide"))
            case "k":
                self.toggle_board()
            case "escape" if self.board is not None:
                self.toggle_board()
            case "escape" if self.explaining.is_open:
                self.explaining.close()
            case "escape" if self.inspector.is_open:
                self.inspector.close()
            case "escape":
                self.stage.return_to_now()
            case _:
                pass
