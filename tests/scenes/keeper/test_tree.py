"""Ways that were not taken on stand above the line of steps, each leaving where it left, and can be hopped to."""

import pygame
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.core.commands import HopBranch
from seaspirits_game.core.facts import Branch, Branches
from seaspirits_game.scenes.keeper.tree import MOST, tails, threads
from tests.scenes.keeper.afloat import Diver

LINE = pygame.Rect(100, 50, 1000, 40)


@st.composite
def trees(draw: st.DrawFn) -> Branches:
    made = [Branch(0, None, 0, draw(st.integers(0, 400)))]
    for number in range(1, draw(st.integers(0, 12)) + 1):
        parent = made[draw(st.integers(0, number - 1))]
        fork = draw(st.integers(parent.fork_step, parent.last_step))
        made.append(Branch(number, parent.id, fork, fork + draw(st.integers(0, 200))))
    return Branches(tuple(made), draw(st.integers(0, len(made) - 1)))


@given(trees())
def test_threads_keep_to_their_line_and_to_lanes_of_their_own(branches: Branches) -> None:
    longest = max(branch.last_step for branch in branches.tree) or 1
    made = threads(branches, LINE, lambda step: step / longest)
    assert len(made) <= MOST
    for thread in made:
        assert all(LINE.left <= x <= LINE.right + LINE.height for x, _ in thread.points)
        assert all(LINE.top <= y <= LINE.bottom for _, y in thread.points)
    heights = [thread.tip[1] for thread in made]
    assert len(set(heights)) == len(heights)
    assert branches.current not in [thread.branch for thread in made]


@given(trees())
def test_every_way_that_was_not_taken_on_is_told(branches: Branches) -> None:
    left = {tail.branch for tail in tails(branches)}
    for tail in tails(branches):
        assert tail.end > tail.start
        assert tail.from_lane < tail.lane or tail.from_lane == 0 or tail.branch in left


def test_an_undone_future_is_a_thread_and_a_touch_hops_there() -> None:
    diver = Diver()
    diver.scene.begin(diver.scene.dives[0])
    diver.frames(3, sail=True)
    diver.sail(60)
    page = diver.page
    tree = (Branch(0, None, 0, 90), Branch(1, 0, 40, 65))
    page.stage.hear(Branches(tree, 1))
    diver.draw()
    names = [item.name for item in page.controls.items if item.name.startswith("branch ")]
    assert names == ["branch 0"]
    diver.touch("branch 0")
    assert diver.link.sent[-1] == HopBranch(0)
