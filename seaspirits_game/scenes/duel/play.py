"""A round in play: the player parts one reef, the rival the other."""

from collections.abc import Callable

import numpy as np
import pygame

from seaspirits_game.quicksort.game import SortState, hint, move, ping, rule_move, turn_to
from seaspirits_game.quicksort.rules import RULES_BY_NAME
from seaspirits_game.render.pens import Colour
from seaspirits_game.render.ui.ink import FOAM
from seaspirits_game.scenes.buttons import Control, Controls
from seaspirits_game.scenes.duel.common import Common
from seaspirits_game.scenes.duel.drawing import draw_controls, text_heights
from seaspirits_game.scenes.duel.heard import Heard
from seaspirits_game.scenes.duel.layout import PlayLayout, lay_out_play
from seaspirits_game.scenes.duel.match import Match, RoundRecord, clock_stream, look_stream, rival_stream
from seaspirits_game.scenes.duel.play_drawing import (
    PLAYER_TONE,
    RIVAL_TONE,
    Standing,
    draw_counter,
    draw_score,
    draw_tide,
    rival_name,
    swell_of,
)
from seaspirits_game.scenes.duel.reach import Reach
from seaspirits_game.scenes.duel.reef_view import Hand, ReefView
from seaspirits_game.scenes.duel.side import Side
from seaspirits_game.scenes.events import Event, KeyPress, PointerDown, PointerMove, PointerUp
from seaspirits_game.scenes.tooltip import draw_hint

PACES = (1.0, 3.0, 9.0)
"""How many times as fast the rival may play."""
_RIVAL_WAITS_S, _RIVAL_FIRST_S = 1.1, 2.0
"""Between two of the rival's moves at its slowest, beside the moves themselves; and before its first."""
_LATE_WAITS_S = 0.35
"""Between two moves of the coin that plays on when the player's time is up."""
_REST_S = 1.2
"""After the last move, before the round is over."""


class PlayPage:
    """One round; calls `over` with its record when both rows are sorted."""

    def __init__(
        self,
        common: Common,
        match: Match,
        over: Callable[[RoundRecord], None],
        pace: float = 1.0,
        colours: tuple[Colour, ...] | None = None,
    ) -> None:
        """`colours` are those of the pens by where they stand at first; else heights have their own."""
        self.stage = stage = common.stage
        self.match = match
        self.controls = Controls()
        self.pace = pace
        self._common, self._over = common, over
        terms, number = match.terms, len(match.rounds)
        self.number = number
        values = match.row_of_round(number)
        calm = stage.preferences.reduced_motion

        def look(lo: int, hi: int) -> np.random.Generator:
            return look_stream(terms, number, lo, hi)

        self.player = Side(values, terms.murk, look, calm=calm, scheme=terms.scheme)
        self.rival = Side(values, terms.murk, look, veiled=True, calm=calm, scheme=terms.scheme)
        self._heard = (Heard(stage, self.player, "you"), Heard(stage, self.rival, "rival"))
        self.sonar = False
        self.reach = Reach(self._place_at, self._span, self.choose, self.listen)
        self.hinted: tuple[int, int, int] | None = None
        """[lo, hi) of the segment for which a hint was bought, and the place that it named."""
        self.seconds = 0.0
        """How long the player has taken."""
        self._values = values
        self._colours = colours
        self._law = terms.law(common.shelf, values)
        self.rival_name = rival_name(stage.texts, terms.rival_rule)
        self._swell = swell_of(self._law)
        self._coin = rival_stream(terms, number)
        self._late_coin = clock_stream(terms, number)
        self._until_rival = _RIVAL_FIRST_S
        self._until_late = 0.0
        self._until_over = _REST_S
        self._told = False
        self._views: tuple[ReefView, ReefView] | None = None
        self._layout: PlayLayout | None = None

    # what can be done

    @property
    def time_is_up(self) -> bool:
        """Whether the clock has run out, so that the coin plays on."""
        return self.match.terms.clock and self.seconds >= self.match.terms.clock_s

    @property
    def may_choose(self) -> bool:
        """Whether the player can do something now."""
        return not (self.player.state.done or self.player.busy or self.time_is_up)

    def choose(self, place: int) -> None:
        """Part the current segment around the pen at `place` (or listen to it, with sonar); wake another segment."""
        if not self.may_choose:
            return
        state = self.player.state
        segment = state.segment
        assert segment is not None
        if not segment.lo <= place < segment.hi:
            self._wake(turn_to(state, place))
        elif self.sonar:
            self.listen(place)
        else:
            self.player.show_moves(with_pairs(move(state, place - segment.lo)))
            self._after_turn()

    def listen(self, place: int) -> None:
        """Buy the exact height of a pen of the current segment; free for one that is known."""
        state = self.player.state
        segment = state.segment
        if not self.may_choose or segment is None or not segment.lo <= place < segment.hi:
            return
        if self.match.terms.murk > 0.0 and place - segment.lo not in segment.pinged:
            self.player.change(ping(state, place - segment.lo))

    def buy_hint(self) -> None:
        """Pay as much as a partition for the place of the true median."""
        state = self.player.state
        segment = state.segment
        if not self.may_choose or segment is None or self.beacon is not None:
            return
        paid, place = hint(state)
        self.hinted = (segment.lo, segment.hi, segment.lo + place)
        self.player.change(paid)

    @property
    def beacon(self) -> int | None:
        """The place that a bought hint names, as long as its segment is the current one."""
        segment = self.player.state.segment
        if self.hinted is None or segment is None or (segment.lo, segment.hi) != self.hinted[:2]:
            return None
        return self.hinted[2]

    def skip_rival(self) -> None:
        """Let the rival's whole game be over at once."""
        if self.rival.state.done:
            self.rival.hurry()
            return
        states = []
        state = self.rival.state
        while not state.done:
            state = rule_move(state, self.match.terms.rival, self._coin, self.match.terms.murk)
            states.append(state)
        self.rival.show_end(states)

    def set_pace(self, pace: float) -> None:
        """How fast the rival plays."""
        self.pace = pace
        self.rival.pace = pace

    def toggle_sonar(self) -> None:
        """Listen with the next touches, or part again."""
        self.sonar = not self.sonar and self.match.terms.murk > 0.0

    # events and time

    def enter(self) -> None:
        """Lay out for the window."""
        screen = self.stage.kit.screen
        layout = lay_out_play(screen, text_heights(self.stage.kit))
        murk, n, kit = self.match.terms.murk, len(self._values), self.stage.kit
        self._layout = layout
        self._views = (
            self._common.views.view(kit, layout.ground(screen), layout.soil, n, murk),
            self._common.views.view(kit, layout.rival_ground(screen), layout.rival_soil, n, murk, dim=0.62),
        )

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
                if not (self.controls.key(key, shift) or self.reach.key(key, shift, repeated)):
                    self._key(key, repeated)

    def advance(self, dt: float) -> None:
        """One tick."""
        self.player.advance(dt)
        self.rival.advance(dt)
        if not self.player.state.done:
            self.seconds += dt
        self._rival_plays(dt)
        if self._views is not None:
            for heard, view in zip(self._heard, self._views, strict=True):
                heard.follow(view.reef.x_of)
        if self.time_is_up and not self.player.state.done and not self.player.busy:
            self._until_late -= dt
            if self._until_late <= 0.0:
                self._until_late = _LATE_WAITS_S
                coin = rule_move(self.player.state, RULES_BY_NAME["random"], self._late_coin)
                self.player.show_moves(with_pairs(coin))
        if self.player.state.done and self.rival.state.done and not (self.player.busy or self.rival.busy):
            self._until_over -= dt
            if self._until_over <= 0.0 and not self._told:
                self._told = True
                self._over(self.record())

    def record(self) -> RoundRecord:
        """The round as it was played."""
        player, rival = (tuple(made.step for made in side.state.moves) for side in (self.player, self.rival))
        return RoundRecord(self.number, self._values, player, rival, self.seconds)

    def _rival_plays(self, dt: float) -> None:
        if self.rival.state.done or self.rival.busy:
            return
        self._until_rival -= dt * self.pace
        if self._until_rival > 0.0:
            return
        self._until_rival = _RIVAL_WAITS_S
        terms = self.match.terms
        states = [rule_move(self.rival.state, terms.rival, self._coin, terms.murk)]
        while _pair(states[-1]):
            states.append(rule_move(states[-1], terms.rival, self._coin, terms.murk))
        self.rival.show_moves(states)

    def _wake(self, state: SortState) -> None:
        if state is not self.player.state:
            self.player.change(state)
            self._after_turn()

    def _after_turn(self) -> None:
        self.sonar = False
        self.reach.after_turn()

    def _span(self) -> tuple[int, int]:
        segment = self.player.state.segment
        return (segment.lo, segment.hi) if segment is not None else (0, 0)

    def _place_at(self, x: float, y: float) -> int | None:
        if self._views is None or self._layout is None:
            return None
        reach = self._layout.pens.union(self._layout.soil)
        return self._views[0].reef.place_at(x) if reach.top <= y <= reach.bottom else None

    def _key(self, key: str, repeated: bool) -> None:
        if key in ("up", "down") and len(self.player.state.waiting) > 1:
            self.reach.use_keys()
            self._wake_neighbour(1 if key == "up" else -1)
        elif repeated:
            return
        elif key == "s":
            self.toggle_sonar()
        elif key == "n":
            self.buy_hint()
        elif key in ("1", "2", "3"):
            self.set_pace(PACES[int(key) - 1])
        elif key == "k":
            self.skip_rival()

    def _wake_neighbour(self, step: int) -> None:
        if not self.may_choose:
            return
        state = self.player.state
        by_place = sorted(state.waiting, key=lambda segment: segment.lo)
        at = by_place.index(state.waiting[-1])
        self._wake(turn_to(state, by_place[(at + step) % len(by_place)].lo))

    # drawing

    def draw(self, surface: pygame.Surface) -> None:
        """Reefs, counters, controls."""
        stage, terms = self.stage, self.match.terms
        if self._views is None or self._layout is None:
            self.enter()
        assert self._views is not None
        assert self._layout is not None
        layout, (mine, theirs) = self._layout, self._views
        still = stage.preferences.reduced_motion or stage.preferences.still_water
        time_s = 0.0 if still else stage.time_s
        player, rival = self.player.frame(), self.rival.frame()
        self.controls.items = self._controls(layout)
        # in murk the rival's pens are nobody: a colour would tell who stands where
        open_colours = self._colours if terms.murk <= 0.0 else None
        theirs.draw(surface, rival, self.rival.state, time_s, colours=open_colours)
        draw_tide(surface, stage, layout.channel, self._swell, (player, rival), self.rival_name, len(self._values))
        beacon = self.beacon if self.may_choose else None
        mine.draw(surface, player, self.player.state, time_s, self._hand(), beacon, self._colours)
        t = stage.texts.t
        draw_counter(surface, stage, layout.rival, Standing(self.rival_name, rival, RIVAL_TONE, 0.85))
        draw_counter(surface, stage, layout.player, Standing(t("you"), player, PLAYER_TONE))
        left = terms.clock_s - self.seconds if terms.clock else None
        draw_score(surface, stage, layout.score, self.match, "", left)
        rect = layout.prompt
        stage.kit.type.draw(surface, self._prompt(), rect.center, "body", FOAM, "center", width=rect.width)
        draw_controls(surface, stage, self.controls, self._words())
        draw_hint(surface, stage.kit, self.controls.pointed)

    def _hand(self) -> Hand | None:
        segment = self.player.state.segment
        if not self.may_choose or self.reach.cursor is None or segment is None:
            return None
        if not segment.lo <= self.reach.cursor < segment.hi:
            return None
        return Hand(self.reach.cursor, self.sonar)

    def _prompt(self) -> str:
        t, state = self.stage.texts.t, self.player.state
        segment = state.segment
        if self.rival.heaping and self.reach.cursor is None:
            return t("{rival} has lost patience with bad pivots: a heap sorts this part, exchange by exchange").format(
                rival=self.rival_name
            )
        if segment is None:
            if self.rival.state.done:
                return t("both rows are sorted")
            return t("your row is sorted; {rival} still plays").format(rival=self.rival_name)
        if self.time_is_up:
            return t("your time is up: the coin plays on for you")
        if self.player.busy:
            return ""
        if self.reach.cursor is not None and not segment.lo <= self.reach.cursor < segment.hi:
            waits = any(other.lo <= self.reach.cursor < other.hi for other in state.waiting)
            return t("touch to wake this part first") if waits else ""
        if self.sonar:
            return t("sonar: touch a pen to hear its true height; each comparison counts")
        if not state.moves and self.reach.cursor is None:
            told = t("choose a pivot: everything smaller drifts to its left, everything larger to its right")
            return self.match.terms.note or told
        return ""

    def _controls(self, layout: PlayLayout) -> list[Control]:
        t, murk = self.stage.texts.t, self.match.terms.murk
        cost = self.player.state.segment.length - 1 if self.player.state.segment is not None else 0
        told = t("true heights for comparisons  (S)") if murk > 0.0 else t("the water is clear: nothing to listen for")
        hint_told = t("shows the true median for {count} comparisons  (N)").format(count=cost)
        rival_done = self.rival.state.done and not self.rival.heaping
        free = self.may_choose

        def at(pace: float) -> Callable[[], None]:
            return lambda: self.set_pace(pace)

        paces = [
            Control(
                f"pace {pace:g}",
                rect,
                at(pace),
                t("{rival} plays {pace} times as fast  ({key})").format(
                    rival=self.rival_name, pace=f"{pace:g}", key=number + 1
                )
                if number
                else t("{rival} takes its time  (1)").format(rival=self.rival_name),
                active=self.pace == pace,
                enabled=not rival_done,
            )
            for number, (pace, rect) in enumerate(zip(PACES, layout.pace, strict=True))
        ]
        return [
            Control("sonar", layout.sonar, self.toggle_sonar, told, active=self.sonar, enabled=free and murk > 0.0),
            Control("hint", layout.hint, self.buy_hint, hint_told, enabled=free and self.beacon is None),
            *paces,
            Control(
                "skip",
                layout.skip,
                self.skip_rival,
                t("the rest of {rival}'s game at once  (K)").format(rival=self.rival_name),
                enabled=not rival_done,
            ),
            Control("help", layout.help, self._common.show_help, t("how to play  (H)")),
            Control("close", layout.leave, self._common.leave, t("leave this duel  (Esc)")),
        ]

    def _words(self) -> dict[str, str]:
        t = self.stage.texts.t
        words = {"sonar": t("sonar"), "hint": t("hint"), "skip": t("skip")}
        return {**words, **{f"pace {pace:g}": f"{pace:g}×" for pace in PACES}}


def with_pairs(state: SortState) -> list[SortState]:
    """`state`, and the states after each pair that is next: two pens leave no choice, so they part by themselves."""
    states = [state]
    while _pair(states[-1]):
        states.append(move(states[-1], 0))
    return states


def _pair(state: SortState) -> bool:
    return state.segment is not None and state.segment.length == 2
