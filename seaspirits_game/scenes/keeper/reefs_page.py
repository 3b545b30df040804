"""Where dives are chosen: three reefs, one below the other, a lamp for each dive, and the card of the chosen one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pygame

from seaspirits_game.core.streams import stream
from seaspirits_game.keeper.dive import Dive
from seaspirits_game.render.reefscape import ridge
from seaspirits_game.render.ui.controls import focus_ring, icon_button, text_button
from seaspirits_game.render.ui.ink import BRASS, BRASS_LIGHT, FOAM, LAMP, MIST, RGB
from seaspirits_game.render.ui.kit import Kit
from seaspirits_game.render.ui.motion import ease
from seaspirits_game.render.ui.shapes import glass_panel, hairline, lamp, lay, ring
from seaspirits_game.render.ui.surfaces import reduced
from seaspirits_game.render.ui.tape import Tapes
from seaspirits_game.scenes.buttons import Control, Controls
from seaspirits_game.scenes.events import Event, KeyPress
from seaspirits_game.scenes.keeper.aims import star_lines, wanted
from seaspirits_game.scenes.keeper.levers import TITLES
from seaspirits_game.scenes.keeper.reefs_layout import REEFS, NodeRects, ReefsLayout, lay_out_reefs, nodes
from seaspirits_game.scenes.keeper.slate import star
from seaspirits_game.scenes.keeper.words_card import draw_prose
from seaspirits_game.scenes.stage import Stage
from seaspirits_game.texts.numbers import whole

REEF_NAMES = ("First reef, where light reaches", "Second reef, in the dusk", "Third reef, in the deep")
NODE, DOOR = "dive ", "door "
_CREST = 44
"""Design units by which a reef's crest lies above the foot of the band in which its dives stand, on average."""


@dataclass(frozen=True, slots=True)
class Door:
    """A way beside the reefs."""

    key: str
    title: str
    line: str
    letter: str
    open: Callable[[], None]
    dive: Dive | None = None
    text: str = ""
    """What the card says of a door without a dive."""


class ReefsPage:
    """Shows the dives; `begin` is called with the one that is wanted."""

    def __init__(
        self,
        stage: Stage,
        dives: Sequence[Dive],
        doors: Sequence[Door],
        begin: Callable[[Dive], None],
        leave: Callable[[], None],
        show_help: Callable[[], None],
    ) -> None:
        self.stage = stage
        self.controls = Controls()
        self.dives = tuple(dive for dive in dives if dive.reef > 0)
        self.doors = tuple(doors)
        self.stars: Mapping[str, int] = {}
        """Best stars by dive; those that were never won are missing."""
        self.chosen = self.dives[0].key if self.dives else ""
        self._begin, self._leave, self._show_help = begin, leave, show_help
        self._laid_out: tuple[Kit, ReefsLayout] | None = None
        self._land: tuple[Kit, pygame.Surface] | None = None
        self._tapes = Tapes()

    def enter(self) -> None:
        """Show the first dive that was not won yet, or the one that was chosen."""
        self._laid_out = None

    def suggest(self) -> None:
        """Choose the first dive that was not won yet."""
        waiting = [dive.key for dive in self.dives if not self.stars.get(dive.key)]
        if waiting:
            self.chosen = waiting[0]

    @property
    def layout(self) -> ReefsLayout:
        """Where everything stands now."""
        kit = self.stage.kit
        if self._laid_out is None or self._laid_out[0] is not kit:
            line = kit.type.line_height
            made = lay_out_reefs(kit.screen, line("title"), line("body"), line("small"), len(self.doors))
            self._laid_out = (kit, made)
        return self._laid_out[1]

    def places(self) -> dict[str, NodeRects]:
        """Where each dive's lamp, name and stars are, by key."""
        kit = self.stage.kit
        found = {}
        for reef in range(REEFS):
            here = [dive for dive in self.dives if dive.reef == reef + 1]
            rects = nodes(kit.screen, self.layout.reefs[reef], len(here), kit.type.line_height("small"))
            found.update({dive.key: rect for dive, rect in zip(here, rects, strict=True)})
        return found

    # hands

    def handle(self, event: Event) -> None:
        """Lamps, doors, the button."""
        if not self.controls.follow(event, self.stage.kit.screen) and isinstance(event, KeyPress):
            self._key(event.key, event.shift, event.repeated)

    def _key(self, key: str, shift: bool, repeated: bool) -> None:
        if self.controls.focused is None and key in ("left", "right", "up", "down", "return", "space", "enter"):
            self.controls.focused = self._name_of_chosen()
            if key in ("return", "space", "enter") and not repeated:
                self.go()
            return
        if key in ("return", "space", "enter") and self.controls.focused == self._name_of_chosen():
            if not repeated:
                self.go()  # what is lit and chosen is dived into at once
            return
        if key in ("left", "right", "up", "down") and self._walk(key):
            return
        if self.controls.key(key, shift):
            self._follow_focus()
            return
        for door in self.doors:
            if key == door.letter and not repeated:
                self.chosen = door.key
                door.open()

    def _walk(self, key: str) -> bool:
        """Along a reef, or to the one above or below it, whatever the heights of the lamps; whether it led anywhere."""
        focused = (self.controls.focused or "").removeprefix(NODE)
        rows = [[dive.key for dive in self.dives if dive.reef == reef + 1] for reef in range(REEFS)]
        rows.append([door.key for door in self.doors])
        chosen = focused.removeprefix(DOOR)
        row = next((number for number, keys in enumerate(rows) if chosen in keys), None)
        if row is None:
            return False
        at = rows[row].index(chosen)
        if key in ("left", "right"):
            order = [name for keys in rows for name in keys]
            there = order.index(chosen) + (1 if key == "right" else -1)
            if not 0 <= there < len(order):
                return False
            self.chosen = order[there]
        else:
            row += 1 if key == "down" else -1
            if not 0 <= row < len(rows) or not rows[row]:
                return False
            self.chosen = rows[row][min(at, len(rows[row]) - 1)]
        self.controls.focused = self._name_of_chosen()
        return True

    def _name_of_chosen(self) -> str:
        return (DOOR if any(door.key == self.chosen for door in self.doors) else NODE) + self.chosen

    def _follow_focus(self) -> None:
        name = self.controls.focused or ""
        for prefix in (NODE, DOOR):
            if name.startswith(prefix):
                self.chosen = name.removeprefix(prefix)

    def choose(self, key: str) -> None:
        """Show the card of a dive or door."""
        self.chosen = key

    def go(self) -> None:
        """Into what is chosen."""
        for door in self.doors:
            if door.key == self.chosen:
                door.open()
                return
        dive = next((dive for dive in self.dives if dive.key == self.chosen), None)
        if dive is not None:
            self._begin(dive)

    def advance(self, dt: float) -> None:
        """Nothing moves by itself but the lamps."""

    # the picture

    def draw(self, surface: pygame.Surface) -> None:
        """Reefs, lamps, doors, card."""
        layout, stage = self.layout, self.stage
        self.controls.items = self._controls(layout)
        surface.blit(self._landscape(layout), layout.map)
        self._lamps(surface)
        looks = tuple((item.name, self.controls.look(item)) for item in self.controls.items)
        stars = tuple(sorted(self.stars.items()))
        self._tapes.draw(
            surface,
            stage.time_s,
            [
                ((looks, stars, self.chosen, stage.kit), lambda tape: self._words(tape, layout)),
                ((self.chosen, stars, stage.kit, looks), lambda tape: self._card(tape, layout)),
            ],
        )

    def _controls(self, layout: ReefsLayout) -> list[Control]:
        t = self.stage.texts.t

        def chooses(key: str) -> Callable[[], None]:
            return lambda: self.choose(key)

        places = self.places()
        return [
            *(
                Control(
                    NODE + dive.key,
                    places[dive.key].lamp,
                    chooses(dive.key),
                    t(dive.title),
                    active=dive.key == self.chosen,
                )
                for dive in self.dives
            ),
            *(
                Control(
                    DOOR + door.key,
                    rect,
                    chooses(door.key),
                    f"{door.line}  ({door.letter.upper()})",
                    active=door.key == self.chosen,
                )
                for door, rect in zip(self.doors, layout.doors, strict=True)
            ),
            Control("begin", layout.dive, self.go, t("into this water  (Enter)")),
            Control("help", layout.help, self._show_help, t("how to dive  (H)")),
            Control("close", layout.leave, self._leave, t("back to the title  (Esc)")),
        ]

    def _landscape(self, layout: ReefsLayout) -> pygame.Surface:
        kit = self.stage.kit
        if self._land is None or self._land[0] is not kit:
            size = layout.map.size
            image = pygame.Surface(size, pygame.SRCALPHA)
            for reef in range(REEFS):
                random = stream(7, "reefscape", reef)
                middle = layout.reefs[reef].bottom - layout.map.top - kit.screen.px(_CREST)
                image.blit(ridge(size, reef, middle, kit.screen.u, random).image, (0, 0))
            if not kit.screen.portrait:
                _fade_right(image, kit.screen.px(150))
            self._land = (kit, image)
        return self._land[1]

    def _lamps(self, surface: pygame.Surface) -> None:
        """The lamps breathe; a thread of light leads from one to the next."""
        kit, px = self.stage.kit, self.stage.kit.screen.px
        places = self.places()
        for reef in range(REEFS):
            points = [places[dive.key].lamp.center for dive in self.dives if dive.reef == reef + 1]
            if len(points) > 1:
                self._thread(surface, points)
        still = self.stage.preferences.reduced_motion
        for number, dive in enumerate(self.dives):
            rects, look = places[dive.key], self.controls.look_of(NODE + dive.key)
            won = self.stars.get(dive.key, 0) > 0
            breath = 1.0 if still else 0.8 + 0.2 * ease(abs((self.stage.time_s / 3.5 + 0.37 * number) % 2.0 - 1.0))
            lit = look.hover or look.focused or look.active
            size = px(11 if lit else 8.5)
            lamp(
                kit.shapes,
                surface,
                rects.lamp.center,
                size,
                LAMP if not won else BRASS_LIGHT,
                breath if not lit else 1.0,
            )
            if dive.key == self.chosen:
                ring(kit.shapes, surface, rects.lamp.center, px(21), BRASS_LIGHT, max(px(1.6), 1), 0.9)
            if look.focused:
                focus_ring(kit, surface, rects.lamp.inflate(-px(6), -px(6)), 1.0, rects.lamp.width // 2)

    def _thread(self, surface: pygame.Surface, points: list[tuple[int, int]]) -> None:
        kit = self.stage.kit
        box = pygame.Rect(points[0], (1, 1)).unionall([pygame.Rect(point, (1, 1)) for point in points]).inflate(8, 8)
        key = ("reef thread", tuple((x - box.left, y - box.top) for x, y in points))

        def paint(canvas: pygame.Surface, zoom: float) -> None:
            way = []
            for (x0, y0), (x1, y1) in pairwise(points):
                way += [(x0 + (x1 - x0) * i / 24, y0 + (y1 - y0) * ease(i / 24)) for i in range(25)]
            local = [((x - box.left) * zoom, (y - box.top) * zoom) for x, y in way]
            pygame.draw.lines(canvas, (*BRASS, 120), False, local, max(round(1.1 * zoom), 1))

        lay(surface, kit.shapes.keep(key, lambda: reduced(box.size, paint)), box)

    def _words(self, surface: pygame.Surface, layout: ReefsLayout) -> None:
        stage, kit = self.stage, self.stage.kit
        t, px = stage.texts.t, kit.screen.px
        kit.type.draw(surface, t("The Keeper"), layout.heading.topleft, "title", FOAM, width=layout.heading.width)
        line = t("Each dive is a network that really learns, with something wrong about it. Steer it.")
        kit.type.draw(surface, line, layout.line.topleft, "body", MIST, width=layout.line.width)
        for reef, rect in enumerate(layout.reef_names):
            kit.type.draw(surface, t(REEF_NAMES[reef]), rect.topleft, "small", MIST, opacity=0.85, width=rect.width)
        places = self.places()
        for dive in self.dives:
            rects, look = places[dive.key], self.controls.look_of(NODE + dive.key)
            lit = look.hover or look.focused or look.active
            lines = kit.type.wrapped(t(dive.title), "small", rects.name.width, 2)
            place = (rects.name.centerx, rects.name.top)
            kit.type.draw_lines(surface, lines, place, "small", FOAM if lit else MIST, "midtop")
            for index in range(3):
                at = (rects.stars.centerx + (index - 1) * px(22), rects.stars.centery)
                star(kit, surface, at, px(19), index < self.stars.get(dive.key, 0))
        for door, rect, words in zip(self.doors, layout.doors, layout.door_words, strict=True):
            text_button(kit, surface, rect, door.title, self.controls.look_of(DOOR + door.key))
            kit.type.draw(surface, door.line, words.midtop, "small", MIST, "midtop", width=words.width)
        for name in ("help", "close"):
            item = next(item for item in self.controls.items if item.name == name)
            icon_button(kit, surface, item.rect, name, self.controls.look(item))

    def _card(self, surface: pygame.Surface, layout: ReefsLayout) -> None:
        kit, t, px = self.stage.kit, self.stage.texts.t, self.stage.kit.screen.px
        card = layout.card
        glass_panel(kit.shapes, surface, card, px(20))
        inner = card.inflate(-2 * px(26), -2 * px(22))
        door = next((door for door in self.doors if door.key == self.chosen), None)
        dive = door.dive if door is not None else next((dive for dive in self.dives if dive.key == self.chosen), None)
        title = t(dive.title) if dive is not None else door.title if door is not None else ""
        kit.type.draw(
            surface,
            title,
            inner.topleft,
            "title" if kit.screen.portrait else "heading",
            FOAM,
            width=inner.width,
            shadow=False,
        )
        y = inner.top + kit.type.line_height("title" if kit.screen.portrait else "heading") + px(4)
        bottom = layout.dive.top - px(14)
        if dive is not None:
            lines = [*((t("goal"), wanted(self.stage.texts, goal)) for goal in dive.goals)]
            stars = star_lines(self.stage.texts, dive)
            hands = ", ".join(t(TITLES[name]) for name in dive.levers)
            small = kit.type.line_height("small")
            told: list[tuple[int | None, str, RGB]] = [(None, f"{name}: {text}", FOAM) for name, text in lines]
            rows: list[tuple[int | None, list[str], RGB]] = []
            told += [(star_number, text, MIST) for star_number, text in enumerate(stars)]
            told.append((None, t("levers: {names}").format(names=hands), MIST))
            told.append((None, t("{steps} steps").format(steps=whole(dive.steps)), MIST))
            for number, text, tone in told:  # what each star is for, then the rest
                room = inner.width - (px(30) if number is not None else 0)
                rows.append((number, kit.type.wrapped(text, "small", room), tone))
            needed = sum(len(row[1]) for row in rows) * small + (len(rows) - 1) * px(4)
            prose = pygame.Rect(inner.left, y, inner.width, bottom - needed - px(18) - y)
            y = draw_prose(surface, kit, prose, t(dive.idea))
            line = y + px(4)
            hairline(surface, (inner.left, line), (inner.right, line), BRASS_LIGHT, 0.28, kit.shapes.fine)
            y = line + px(12)
            for number, wrapped, tone in rows:
                if y + len(wrapped) * small > bottom + px(4):
                    break
                left = inner.left
                if number is not None:
                    lit = number < self.stars.get(dive.key, 0)
                    star(kit, surface, (left + px(10), y + small // 2), px(20), lit)
                    left += px(30)
                y = kit.type.draw_lines(surface, wrapped, (left, y), "small", tone, shadow=False) + px(4)
        elif door is not None:
            draw_prose(surface, kit, pygame.Rect(inner.left, y, inner.width, bottom - y), door.text)
        text_button(kit, surface, layout.dive, t("dive"), self.controls.look_of("begin"))


def _fade_right(image: pygame.Surface, reach: int) -> None:
    """Let the landscape end softly at its right edge, under the card."""
    alpha = pygame.surfarray.pixels_alpha(image)
    width = image.get_width()
    for column in range(max(width - reach, 0), width):
        share = (width - column) / reach
        alpha[column] = (alpha[column] * ease(share)).astype(alpha.dtype)
    del alpha
