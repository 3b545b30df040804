"""The voyage's branches as a small tree above the line of steps: each a thread that leaves its parent at a step."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise

import pygame

from seaspirits_game.core.commands import HopBranch
from seaspirits_game.core.facts import Branches
from seaspirits_game.render.ui.controls import Look, focus_ring
from seaspirits_game.render.ui.ink import BRASS_LIGHT, FOAM, LAMP, RGB
from seaspirits_game.render.ui.kit import Kit
from seaspirits_game.render.ui.shapes import disc, lamp, lay
from seaspirits_game.render.ui.surfaces import reduced
from seaspirits_game.scenes.branches import lineage
from seaspirits_game.scenes.buttons import Control
from seaspirits_game.scenes.stage import Stage
from seaspirits_game.texts.numbers import whole

PREFIX = "branch "
MOST = 8
"""Ways that are shown."""


@dataclass(frozen=True, slots=True)
class Thread:
    """A way that was not taken on, in pixels."""

    branch: int
    points: tuple[tuple[float, float], ...]

    @property
    def tip(self) -> tuple[float, float]:
        """Where it ends."""
        return self.points[-1]


@dataclass(frozen=True, slots=True)
class Tail:
    """The part of a branch that does not lie on the present way."""

    branch: int
    start: int
    end: int
    lane: int
    """From 1, the lowest."""
    from_lane: int
    """That of what it leaves; 0 is the line of steps itself, where the present way runs."""


def tails(branches: Branches) -> tuple[Tail, ...]:
    """The ways that were not taken on, the youngest `MOST` of them, by number.

    >>> from seaspirits_game.core.facts import Branch
    >>> tree = (Branch(0, None, 0, 90), Branch(1, 0, 40, 70), Branch(2, 0, 60, 80))
    >>> [(tail.branch, tail.start, tail.end, tail.from_lane) for tail in tails(Branches(tree, 1))]
    [(0, 40, 90, 0), (2, 60, 80, 1)]
    """
    own = lineage(branches, branches.current)
    cut_by_branch = {parent.id: child.fork_step for child, parent in pairwise(own)}
    cut_by_branch[branches.current] = own[0].last_step if own else 0
    left = []
    for branch in branches.tree:
        start = cut_by_branch.get(branch.id, branch.fork_step)
        if branch.last_step > start and branch.id != branches.current:
            left.append((branch, start))
    lane_by_branch = {branch.id: lane for lane, (branch, _) in enumerate(left[-MOST:], start=1)}
    made = []
    for branch, start in left[-MOST:]:
        if branch.id in cut_by_branch:
            from_lane = 0  # it went on where the present way turned off
        else:
            parent = branch.parent if branch.parent is not None else -1
            on_way = branch.fork_step <= cut_by_branch.get(parent, -1)
            from_lane = 0 if on_way else lane_by_branch.get(parent, 0)
        made.append(Tail(branch.id, start, branch.last_step, lane_by_branch[branch.id], from_lane))
    return tuple(made)


def threads(branches: Branches, line: pygame.Rect, share: Callable[[float], float]) -> tuple[Thread, ...]:
    """Threads along `line`, whose lower edge is the line of steps; `share` is the place of a step on it, 0 to 1."""
    left = tails(branches)
    pitch = line.height / (len(left) + 1)

    def x(step: float) -> float:
        return line.left + min(max(share(step), 0.0), 1.0) * line.width

    made = []
    for tail in left:
        low, high = line.bottom - tail.from_lane * pitch, line.bottom - tail.lane * pitch
        start, tip = x(tail.start), x(tail.end)
        bend = min(start + abs(low - high), max(tip, start + 1.0))
        made.append(Thread(tail.branch, ((start, low), (bend, high), (max(tip, bend), high))))
    return tuple(made)


def branch_controls(
    stage: Stage, line: pygame.Rect, share: Callable[[float], float], send: Callable[[HopBranch], object]
) -> list[Control]:
    """A place at the tip of each other branch, to hop there."""
    if stage.branches is None or len(stage.branches.tree) < 2:
        return []
    t = stage.texts.t
    by_id = {branch.id: branch for branch in stage.branches.tree}
    side = stage.kit.screen.px(16)
    controls = []
    for thread in threads(stage.branches, line, share):
        rect = pygame.Rect(0, 0, side, side)
        rect.center = (round(thread.tip[0]), round(thread.tip[1]))
        rect.clamp_ip(line)
        hint = t("hop to branch {number}, which ends at step {step}").format(
            number=thread.branch, step=whole(by_id[thread.branch].last_step)
        )
        controls.append(Control(f"{PREFIX}{thread.branch}", rect, _hop(send, thread.branch), hint))
    return controls


def _hop(send: Callable[[HopBranch], object], branch: int) -> Callable[[], None]:
    return lambda: (send(HopBranch(branch)), None)[1]


def draw_tree(
    kit: Kit,
    surface: pygame.Surface,
    branches: Branches,
    line: pygame.Rect,
    share: Callable[[float], float],
    looks: Mapping[str, Look],
) -> None:
    """The threads, and a small lamp at the tip of each."""
    made = threads(branches, line, share)
    key = ("tree", line.size, tuple((thread.branch, thread.points) for thread in made))

    def paint(canvas: pygame.Surface, zoom: float) -> None:
        for thread in made:
            points = [((x - line.left) * zoom, (y - line.top) * zoom) for x, y in thread.points]
            pygame.draw.lines(canvas, (*_tone(looks, thread), 200), False, points, max(round(1.4 * zoom), 1))

    lay(surface, kit.shapes.keep(key, lambda: reduced(line.size, paint)), line)
    for thread in made:
        look = looks.get(f"{PREFIX}{thread.branch}", Look())
        lit = look.hover or look.focused or look.pressed
        (lamp if lit else disc)(kit.shapes, surface, thread.tip, kit.screen.px(5), LAMP)
        if look.focused:
            rect = pygame.Rect(0, 0, kit.screen.px(20), kit.screen.px(20))
            rect.center = (round(thread.tip[0]), round(thread.tip[1]))
            focus_ring(kit, surface, rect)


def _tone(looks: Mapping[str, Look], thread: Thread) -> RGB:
    look = looks.get(f"{PREFIX}{thread.branch}")
    return FOAM if look is not None and (look.hover or look.focused) else BRASS_LIGHT
