"""One side's reef on screen: pens, the parting currents, the pivot's halo, what a hovering hand would do, the roots."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pygame

from seaspirits_game.quicksort.game import Move, SortState, preview, preview_three
from seaspirits_game.quicksort.partition import three_way
from seaspirits_game.render.currents import LARGER, SMALLER, current_lines
from seaspirits_game.render.picture import RGB, Line, Ring
from seaspirits_game.render.reef import Ground, Reef, ReefFrame, scale_of
from seaspirits_game.render.rings import draw_rings
from seaspirits_game.render.roots import Fork, Roots
from seaspirits_game.render.strokes import Strokes
from seaspirits_game.render.ui.charts import bar
from seaspirits_game.render.ui.ink import FOAM, LAMP, MIST
from seaspirits_game.render.ui.kept import Kept
from seaspirits_game.render.ui.kit import Kit
from seaspirits_game.render.ui.shapes import lamp
from seaspirits_game.scenes.duel.side import SideFrame

_AMBER: RGB = (1.0, 0.74, 0.36)
_FOAM: RGB = (0.91, 0.96, 0.95)
_EQUAL: RGB = (1.0, 0.88, 0.62)
"""What is as high as the pivot."""
_MOST_VIEWS = 4
_CHOSEN = 1.3
"""Light of the pen under the hand."""


@dataclass(frozen=True, slots=True)
class Hand:
    """What the player's hand is over."""

    place: int
    sonar: bool = False
    """It would listen, not part."""
    moving: bool = False
    """It would move the pen."""


def forks_of(moves: Sequence[Move], n: int, tints: dict[int, RGB] | None = None) -> list[Fork]:
    """The recursion tree of these moves on n elements; `tints` colours some by their index."""
    forks = []
    for index, made in enumerate(moves):
        step = made.step
        place = (step.lo + step.hi - 1) / 2 if step.heap else float(step.left_end)
        tint = tints.get(index) if tints else None
        forks.append(Fork(place, step.depth, made.parent, (step.hi - step.lo) / n, tint))
    return forks


class Views:
    """The reefs that were looked at last, with all their pictures: another round, or the way back, finds them made."""

    def __init__(self) -> None:
        self._views: Kept[ReefView] = Kept(_MOST_VIEWS)
        self._strokes: Kept[Strokes] = Kept(1)

    def view(
        self, kit: Kit, ground: Ground, soil: pygame.Rect, count: int, murk: float, dim: float = 1.0
    ) -> "ReefView":
        """The view of a reef of `count` pens on that ground."""
        strokes = self.strokes(kit)
        key = (kit, ground, tuple(soil), count, murk, dim)
        return self._views.get(key, lambda: ReefView(kit, ground, soil, count, murk, strokes, dim))

    def strokes(self, kit: Kit) -> Strokes:
        """Lines of light on a screen of this kit."""
        screen = kit.screen
        return self._strokes.get(kit, lambda: Strokes((screen.width, screen.height), screen.u))


class ReefView:
    """Draws a reef of `count` pens on a ground; `dim` is how much of its light is shown."""

    def __init__(
        self,
        kit: Kit,
        ground: Ground,
        soil: pygame.Rect,
        count: int,
        murk: float,
        strokes: Strokes,
        dim: float = 1.0,
    ) -> None:
        self.kit = kit
        self.reef = Reef(ground, count, murk)
        self.soil = soil
        self.count = count
        self.murk = murk
        self.dim = dim
        self._strokes = strokes
        self._roots = Roots(kit, strokes)

    def draw(
        self,
        surface: pygame.Surface,
        frame: SideFrame,
        state: SortState,
        time_s: float,
        hand: Hand | None = None,
        beacon: int | None = None,
        colours: tuple[RGB, ...] | None = None,
    ) -> None:
        """The reef as it is in `frame`; `state` holds at least the moves shown.

        `hand` is where the player would part or listen, `beacon` a place that a hint lights, `colours` a colour for
        each pen instead of that of its height.
        """
        shape = frame.shape
        height = scale_of(shape.seen, self.murk)
        x = self.reef.ground.left + (shape.places + 0.5) * self.reef.pitch
        light = shape.light * self.dim
        over = int(state.identities[hand.place]) if hand is not None else None
        if over is not None:
            light = light.copy()
            light[over] = _CHOSEN
        if frame.pivot is not None and frame.share < 1.0:
            light = light.copy()
            light[frame.pivot] = _CHOSEN * self.dim
        self.reef.draw(surface, ReefFrame(x, height, frame.lifts, shape.known, light), time_s, colours)
        self._bracket(surface, frame, state, hand)
        self._grow_roots(surface, frame, state)
        lines: list[Line] = []
        rings: list[Ring] = []
        if frame.pivot is not None and 0.0 < frame.share < 1.0:
            at = (float(x[frame.pivot]), self.reef.tip_y(float(height[frame.pivot]), float(frame.lifts[frame.pivot])))
            rings.append(Ring(*at, self._radius, _FOAM, 0.9 * self.dim * float(np.sin(np.pi * frame.share)) ** 0.5))
            parted = (shape.places > frame.span[0] - 0.5) & (shape.places < frame.span[1] - 0.5)
            high = float(height[parted].mean()) if parted.any() else 0.5
            middle = (at[0], self.reef.tip_y(0.62 * high))
            ends = (self.reef.x_of(frame.span[0] - 0.3), self.reef.x_of(frame.span[1] - 0.7))
            tall = 0.55 * high * self.reef.ground.room
            lines += current_lines(middle, ends, tall, frame.share, 0.85 * self.dim)
        if hand is not None and over is not None:
            at = (float(x[over]), self.reef.tip_y(float(height[over])))
            rings.append(Ring(*at, self._radius, _AMBER, 0.95))
            if hand.moving:
                pass
            elif hand.sonar:
                rings += [Ring(*at, self._radius * grow, _AMBER, 0.4 / grow) for grow in (1.7, 2.5)]
            else:
                lines.append(self._level(at[1], frame.span, _AMBER, 0.34))
        if beacon is not None:
            who = int(state.identities[beacon])
            top = self.reef.tip_y(float(height[who])) - self.kit.screen.px(16)
            rings.append(Ring(float(x[who]), top + self.kit.screen.px(16), 1.5 * self._radius, _AMBER, 0.55))
            lamp(self.kit.shapes, surface, (float(x[who]), top), self.kit.screen.px(5), LAMP)
        self._strokes.draw(surface, lines)
        draw_rings(surface, tuple(rings), self.kit.screen.u)

    @property
    def stem(self) -> int:
        """The upper strip of the soil, where the bracket and its numbers are and no roots fork."""
        return self.kit.screen.px(14) + self.kit.type.line_height("small")

    @property
    def _radius(self) -> float:
        return float(min(max(0.55 * self.reef.pitch, self.kit.screen.px(11)), self.kit.screen.px(26)))

    def _level(self, y: float, span: tuple[int, int], tint: RGB, opacity: float) -> Line:
        ends = (self.reef.x_of(span[0] - 0.5), self.reef.x_of(span[1] - 0.5))
        points = np.array([[end, y] for end in np.linspace(*ends, 5)], np.float32)
        return Line(points, tint, opacity, 1.0)

    def _bracket(self, surface: pygame.Surface, frame: SideFrame, state: SortState, hand: Hand | None) -> None:
        """Under the ground: the segment that is played, or the two into which the hand would part it."""
        lo, hi = frame.span
        if hi - lo < 2:
            return
        px, ground = self.kit.screen.px, self.reef.ground
        thick, gap = px(5), px(7)
        y = ground.y - gap - thick if ground.hanging else ground.y + gap
        whole = self._piece(lo, hi, y, thick)
        if hand is None or hand.sonar:
            bar(surface, whole, 1.0, MIST, 0.35 * self.dim, self.kit.shapes)
            return
        seen = frame.shape.seen[state.identities[lo:hi]]
        if state.scheme is three_way:
            left, equal, right = preview_three(seen, hand.place - lo)
        else:
            (left, right), equal = preview(seen, hand.place - lo), 1
        for count, piece, tint in (
            (left, self._piece(lo, lo + left, y, thick), SMALLER),
            (equal if equal > 1 else 0, self._piece(lo + left, hi - right, y, thick), _EQUAL),
            (right, self._piece(hi - right, hi, y, thick), LARGER),
        ):
            if count:
                tone = (round(255 * tint[0]), round(255 * tint[1]), round(255 * tint[2]))
                bar(surface, piece, 1.0, tone, 0.8, self.kit.shapes)
                place = (piece.centerx, piece.bottom + px(3))
                self.kit.type.draw(surface, str(count), place, "small", FOAM, "midtop", shadow=False)
        if equal == 1:
            lamp(self.kit.shapes, surface, (self.reef.x_of(lo + left), y + thick / 2), px(4), LAMP)

    def _piece(self, lo: int, hi: int, y: int, thick: int) -> pygame.Rect:
        start, end = self.reef.x_of(lo - 0.38), self.reef.x_of(hi - 0.62)
        return pygame.Rect(round(start), y, max(round(end - start), thick), thick)

    def _grow_roots(self, surface: pygame.Surface, frame: SideFrame, state: SortState) -> None:
        shown = frame.shape.moves
        count = int(np.ceil(shown - 1e-9))
        forks = forks_of(state.moves[:count], self.count)
        share = 1.0 - (count - shown)
        x = [self.reef.x_of(fork.place) for fork in forks]
        self._roots.draw(surface, self.soil, forks, x, self.stem, share, self.reef.ground.hanging)
