"""After a round: how good it was, where comparisons were lost, both recursion trees, and the game shown again."""

from collections.abc import Callable

import pygame

from seaspirits_game.quicksort.game import Review, review
from seaspirits_game.render.gains import LOST, SAVED, bar_rects, gain_bars
from seaspirits_game.render.pens import Colour
from seaspirits_game.render.picture import RGB
from seaspirits_game.render.roots import Roots
from seaspirits_game.render.tide import Marker, tide
from seaspirits_game.render.ui.ink import FOAM, MIST
from seaspirits_game.scenes.buttons import Control, Controls
from seaspirits_game.scenes.duel.common import Common
from seaspirits_game.scenes.duel.drawing import draw_controls, text_heights
from seaspirits_game.scenes.duel.match import Match, RoundRecord
from seaspirits_game.scenes.duel.play_drawing import PLAYER_TONE, RIVAL_TONE, rival_name, swell_of
from seaspirits_game.scenes.duel.reef_view import ReefView, forks_of
from seaspirits_game.scenes.duel.replay import Replay
from seaspirits_game.scenes.duel.review_layout import ReviewLayout, lay_out_review
from seaspirits_game.scenes.events import Event, KeyPress, PointerDown, PointerMove, PointerUp
from seaspirits_game.scenes.tooltip import draw_hint
from seaspirits_game.texts.numbers import decimal, percent, whole

_SAVED: RGB = (0.30, 1.0, 0.72)
_LOST: RGB = (1.0, 0.52, 0.42)


class ReviewPage:
    """Looks back at the last round of a match; `go_on` leads to the next round, or to another match."""

    def __init__(
        self,
        common: Common,
        match: Match,
        go_on: Callable[[], None],
        colours: tuple[Colour, ...] | None = None,
    ) -> None:
        self.stage = stage = common.stage
        self.match = match
        self.round: RoundRecord = match.rounds[-1]
        self.controls = Controls()
        calm = stage.preferences.reduced_motion
        self.replays = (
            Replay(self.round.values, self.round.player_steps, calm, match.terms.scheme),
            Replay(self.round.values, self.round.rival_steps, calm, match.terms.scheme),
        )
        self.shown = 0
        """Whose game is shown again: 0 the player's, 1 the rival's."""
        self.reviews: tuple[Review, Review] = (review(self.replays[0].states[-1]), review(self.replays[1].states[-1]))
        self._common, self._go_on, self._colours = common, go_on, colours
        self._law = match.terms.law(common.shelf, self.round.values)
        self.rival_name = rival_name(stage.texts, match.terms.rival_rule)
        self._swell = swell_of(self._law)
        self._layout: ReviewLayout | None = None
        self._view: ReefView | None = None
        self._roots: Roots | None = None
        self.replay.playing = not calm

    @property
    def replay(self) -> Replay:
        """The one that is shown."""
        return self.replays[self.shown]

    @property
    def percentile(self) -> float:
        """Share of the coin's games that needed more comparisons than the player."""
        return self._law.beaten(self.round.player)

    def show(self, who: int) -> None:
        """Show the player's game (0) or the rival's (1) again, at the same share."""
        share, playing = self.replay.share, self.replay.playing
        self.shown = who
        self.replay.seek(share)
        self.replay.playing = playing and share < 1.0

    def enter(self) -> None:
        """Lay out for the window."""
        kit = self.stage.kit
        screen = kit.screen
        self._layout = lay_out_review(screen, text_heights(kit), kit.type.line_height("title"))
        floor = self._layout.floor
        nothing = pygame.Rect(floor.left, floor.top, floor.width, 0)
        self._view = self._common.views.view(kit, self._layout.ground(screen), nothing, len(self.round.values), 0.0)
        self._roots = Roots(kit, self._common.views.strokes(kit))

    def handle(self, event: Event) -> None:
        """Buttons, the lever, a touch on a bar."""
        screen = self.stage.kit.screen
        match event:
            case PointerDown(x, y, pointer):
                if not self.controls.pointer_down(x, y, screen, pointer):
                    self._touch_bar(x, y)
            case PointerMove(x, y, pointer):
                self.controls.pointer_moved(x, y, screen, pointer)
            case PointerUp(x, y, pointer):
                self.controls.pointer_up(x, y, screen, pointer)
            case KeyPress(key, shift, repeated):
                if not self.controls.key(key, shift):
                    self._key(key, repeated)

    def advance(self, dt: float) -> None:
        """One tick."""
        self.replay.advance(dt)

    def _key(self, key: str, repeated: bool) -> None:
        replay = self.replay
        if key in ("left", "right"):
            step = 1 if key == "right" else -1
            replay.playing = False
            replay.position = float(min(max(round(replay.position) + step, 0), replay.moves))
        elif repeated:
            return
        elif key == "space":
            replay.toggle()
        elif key in ("up", "down"):
            self.show(1 - self.shown)
        elif key in ("return", "enter"):
            self._go_on()

    def _touch_bar(self, x: float, y: float) -> None:
        if self._layout is None:
            return
        rect = self._layout.gains
        if rect.collidepoint(x, y):
            gains = self.reviews[self.shown].gains
            at = int((x - rect.left) / rect.width * len(gains))
            self.replay.seek((at + 0.999) / max(len(gains), 1))

    def draw(self, surface: pygame.Surface) -> None:
        """Verdict, replay, trees, figures, controls."""
        if self._layout is None or self._view is None or self._roots is None:
            self.enter()
        assert self._layout is not None
        assert self._view is not None
        stage, layout = self.stage, self._layout
        still = stage.preferences.reduced_motion or stage.preferences.still_water
        self.controls.items = self._controls(layout)
        self._words(surface, layout)
        time_s = 0.0 if still else stage.time_s
        self._view.draw(surface, self.replay.frame(), self.replay.state, time_s, colours=self._colours)
        self._trees(surface, layout)
        self._figures(surface, layout)
        draw_controls(surface, stage, self.controls, self._labels())
        draw_hint(surface, stage.kit, self.controls.pointed)

    def _words(self, surface: pygame.Surface, layout: ReviewLayout) -> None:
        kit, t = self.stage.kit, self.stage.texts.t
        place = layout.heading.midtop
        kit.type.draw(surface, self._heading(), place, "title", FOAM, "midtop", width=layout.heading.width)
        told = t("your {mine} comparisons are fewer than {share} of the coin's games on {count} pens need").format(
            mine=whole(self.round.player), share=percent(self.percentile, 0), count=len(self.round.values)
        )
        kit.type.draw(surface, told, layout.verdict.midtop, "body", MIST, "midtop", width=layout.verdict.width)

    def _heading(self) -> str:
        t, match = self.stage.texts.t, self.match
        mine, theirs = whole(self.round.player), whole(self.round.rival)
        if match.over:
            score = t("{won} to {lost}").format(won=match.player_wins, lost=match.rival_wins)
            if match.winner > 0:
                return t("You beat {rival}, {score}").format(rival=self.rival_name, score=score)
            if match.winner < 0:
                told = t("{rival} beats you, {score}").format(rival=self.rival_name, score=score)
                return told[:1].upper() + told[1:]
            return t("You and {rival} are even").format(rival=self.rival_name)
        if self.round.player < self.round.rival:
            return t("This round is yours: {mine} against {theirs}").format(mine=mine, theirs=theirs)
        if self.round.player > self.round.rival:
            return t("This round goes to {rival}: {theirs} against {mine}").format(
                rival=self.rival_name, mine=mine, theirs=theirs
            )
        return t("This round is even: {mine} comparisons each").format(mine=mine)

    def _trees(self, surface: pygame.Surface, layout: ReviewLayout) -> None:
        assert self._roots is not None
        kit, t = self.stage.kit, self.stage.texts.t
        names = (t("your roots"), t("roots of {rival}").format(rival=self.rival_name))
        n = len(self.round.values)
        for who, (name, place, rect) in enumerate(zip(names, layout.tree_names, layout.trees, strict=True)):
            cost = self.round.rival if who else self.round.player
            told = name + "   " + whole(cost)
            kit.type.draw(surface, told, place.midtop, "name", FOAM if who == self.shown else MIST, "midtop")
            judged = self.reviews[who]
            tints: dict[int, RGB] = {}
            if judged.best is not None and judged.worst is not None:
                tints = {judged.best: _SAVED, judged.worst: _LOST}
            forks = forks_of(self.replays[who].states[-1].moves, n, tints)
            x = [rect.left + (fork.place + 0.5) / n * rect.width for fork in forks]
            self._roots.draw(surface, rect, forks, x, kit.screen.px(8))

    def _figures(self, surface: pygame.Surface, layout: ReviewLayout) -> None:
        kit, t = self.stage.kit, self.stage.texts.t
        markers = [
            Marker(self.round.rival, self.rival_name + " " + whole(self.round.rival), RIVAL_TONE, True),
            Marker(self.round.player, t("you") + " " + whole(self.round.player), PLAYER_TONE, False),
        ]
        mean = t("the coin's mean {mean}").format(mean=decimal(self._swell.mean, 1))
        tide(kit, surface, layout.tide, self._swell, markers, mean, (t("fewer"), t("more")), "review")
        judged = self.reviews[self.shown]
        theirs = t("what each pivot of {rival} saved or cost").format(rival=self.rival_name)
        name = (t("what each of your pivots saved or cost"), theirs)
        rect = layout.gains_name
        kit.type.draw(surface, name[self.shown], rect.topleft, "name", FOAM, width=rect.width)
        at = min(int(self.replay.position), self.replay.moves - 1)
        cursor = at if self.replay.position < self.replay.moves else None
        gain_bars(kit, surface, layout.gains, judged.gains, (judged.best, judged.worst), cursor)
        self._notes(surface, layout, judged)

    def _notes(self, surface: pygame.Surface, layout: ReviewLayout, judged: Review) -> None:
        kit, t = self.stage.kit, self.stage.texts.t
        x, y = layout.notes.topleft
        lines = []
        if judged.best is not None and judged.worst is not None:
            best, worst = float(judged.gains[judged.best]), float(judged.gains[judged.worst])
            saved = t("best pivot: the {nth}, {gain} saved").format(nth=_nth(judged.best), gain=decimal(best, 1))
            if worst < 0:
                cost = t("worst pivot: the {nth}, {loss} lost").format(nth=_nth(judged.worst), loss=decimal(-worst, 1))
            else:
                cost = t("no pivot was worse than the coin's average")
            lines = [(saved, SAVED), (cost, LOST if worst < 0 else MIST)]
        if judged.spent_on_looks:
            spent = t("{count} comparisons went into sonar and hints").format(count=judged.spent_on_looks)
            lines.append((spent, MIST))
        for text, tone in lines:
            kit.type.draw(surface, text, (x, y), "small", tone, width=layout.notes.width)
            y += kit.type.line_height("small")

    def _controls(self, layout: ReviewLayout) -> list[Control]:
        t, replay = self.stage.texts.t, self.replay
        told = t("stay here  (space)") if replay.playing else t("show the game again  (space)")
        step = t("any moment of the game  (← →)")
        return [
            Control("pause" if replay.playing else "play", layout.play, replay.toggle, told),
            Control("scrub", layout.scrub, lambda: None, step, set_share=replay.seek, share=replay.share),
            Control("pick you", layout.who[0], lambda: self.show(0), t("your game  (↑)"), active=self.shown == 0),
            Control(
                "pick coin",
                layout.who[1],
                lambda: self.show(1),
                t("the game of {rival}  (↓)").format(rival=self.rival_name),
                active=self.shown == 1,
            ),
            Control("go on", layout.next, self._go_on, t("go on  (Enter)")),
            Control("leave", layout.leave, self._common.leave, t("back to the harbour  (Esc)")),
        ]

    def _labels(self) -> dict[str, str]:
        t = self.stage.texts.t
        following = t("another duel") if self.match.over else t("next round")
        return {"pick you": t("you"), "pick coin": self.rival_name, "go on": following, "leave": t("harbour")}

    def bars(self) -> list[pygame.Rect]:
        """Where the bars are, for tests and for what points at them."""
        assert self._layout is not None
        return bar_rects(self._layout.gains, self.reviews[self.shown].gains)


def _nth(index: int) -> str:
    """An ordinal in figures.

    >>> [_nth(index) for index in (0, 1, 2, 3, 10, 20)]
    ['1st', '2nd', '3rd', '4th', '11th', '21st']
    """
    number = index + 1
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
