"""The voyage's branches as a small tree above the line of steps: each a thread that leaves its parent at a step."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pygame

from seaspirits_game.core.commands import HopBranch
from seaspirits_game.core.facts import Branch, Branches
from seaspirits_game.render.ui.controls import Look, focus_ring
from seaspirits_game.render.ui.ink import BRASS, BRASS_LIGHT, FOAM, LAMP, RGB
from seaspirits_game.render.ui.kit import Kit
from seaspirits_game.render.ui.shapes import disc, lamp, lay
from seaspirits_game.render.ui.surfaces import reduced
from seaspirits_game.scenes.branches import lineage
from seaspirits_game.scenes.buttons import Control
from seaspirits_game.scenes.stage import Stage
from seaspirits_game.texts.numbers import whole

PREFIX = "branch "
MOST = 8
"""Branches that are shown: those of the present lineage, then the youngest."""


@dataclass(frozen=True, slots=True)
class Thread:
    """One branch on the picture, in pixels."""

    branch: int
    points: tuple[tuple[float, float], ...]
    own: bool
    """Whether the voyage came this way."""

    @property
    def tip(self) -> tuple[float, float]:
        """Where it ends."""
        return self.points[-1]


def shown(branches: Branches) -> tuple[Branch, ...]:
    """The branches that there is room for, by number."""
    own = {branch.id for branch in lineage(branches, branches.current)}
    by_worth = sorted(branches.tree, key=lambda branch: (branch.id not in own, -branch.id))
    return tuple(sorted(by_worth[:MOST], key=lambda branch: branch.id))


def lanes(branches: Branches) -> Mapping[int, int]:
    """The lane of each branch that is shown: 0 is the line of steps itself, where the present lineage runs."""
    own = {branch.id for branch in lineage(branches, branches.current)}
    free = 1
    lane_by_branch = {}
    for branch in shown(branches):
        lane_by_branch[branch.id] = 0 if branch.id in own else free
        free += branch.id not in own
    return lane_by_branch


def threads(branches: Branches, line: pygame.Rect, share: Callable[[float], float]) -> tuple[Thread, ...]:
    """Threads along `line`, whose lower edge is the line of steps; `share` is the place of a step on it, 0 to 1."""
    lane_by_branch = lanes(branches)
    count = max(lane_by_branch.values(), default=0)
    pitch = line.height / (count + 1) if count else 0.0

    def x(step: float) -> float:
        return line.left + min(max(share(step), 0.0), 1.0) * line.width

    made = []
    for branch in shown(branches):
        lane = lane_by_branch[branch.id]
        if lane == 0:
            continue
        parent = lane_by_branch.get(branch.parent if branch.parent is not None else -1, 0)
        low, high = line.bottom - parent * pitch, line.bottom - lane * pitch
        start, tip = x(branch.fork_step), x(branch.last_step)
        bend = min(start + abs(low - high), max(tip, start + 1.0))
        made.append(Thread(branch.id, ((start, low), (bend, high), (max(tip, bend), high)), False))
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
    return FOAM if look is not None and (look.hover or look.focused) else BRASS_LIGHT if thread.own else BRASS
