"""Charts are drawn in pieces, keep what is seen until the newer one is whole, and rest when there is no news."""

import pytest

from seaspirits_game.scenes.chart_room.topics import topics
from seaspirits_game.scenes.chart_room.wall import REFRESH_S, Wall
from seaspirits_game.scenes.curves import Curves
from seaspirits_game.scenes.stage import Stage
from tests.scenes.chart_room.rooms import other, rows
from tests.scenes.voyages import staged

TOPICS = topics(rows()[0])


@pytest.fixture
def stage() -> Stage:
    stage = staged(-1, "title", seconds=0.0).stage
    stage.curves = Curves.of(rows()[:100])
    return stage


def hung(stage: Stage, count: int = 3) -> Wall:
    wall = Wall(stage)
    wall.hang(TOPICS[:count], [(400, 260)] * count)
    return wall


def settle(wall: Wall, steps: str = "log1p", compared=None) -> int:
    """Ticks until all charts are up to date."""
    edition = (wall._stage.curves.version, steps, compared.name if compared else None)
    for tick in range(2_000):
        if all(pane.edition == edition and pane.making is None for pane in wall.panes):
            return tick
        wall.advance(1 / 60, steps, compared)
    raise AssertionError("the charts are never done")


def test_a_wall_is_there_within_half_a_second(stage: Stage) -> None:
    assert settle(hung(stage, 6)) <= 30


def test_what_is_seen_is_whole_until_the_newer_chart_is(stage: Stage) -> None:
    wall = hung(stage, 1)
    settle(wall)
    pane = wall.panes[0]
    chart, still = pane.chart, pane.still
    stage.curves = Curves.of(rows())  # another record
    stage.curves.version += 1_000
    while pane.chart is chart:
        assert pane.still is still
        wall.advance(1 / 60, "log1p", None)
    assert pane.chart.curves[0].x[-1] == 1500.0
    assert pane.still is not still


def test_news_waits_and_another_axis_does_not(stage: Stage) -> None:
    wall = hung(stage, 1)
    settle(wall)
    stage.curves.version += 1
    wall.advance(1 / 60, "log1p", None)
    assert wall.panes[0].making is None  # just drawn: it stays for a while
    assert settle(wall) >= 60 * REFRESH_S - 2
    wall.advance(1 / 60, "linear", None)
    assert wall.panes[0].making is not None or wall.panes[0].chart.across.kind == "linear"
    assert settle(wall, "linear") < 20
    assert settle(wall, "linear", other()) < 20
    assert len(wall.panes[0].chart.curves) == 4


def test_nothing_is_drawn_when_nothing_is_new(stage: Stage) -> None:
    wall = hung(stage)
    settle(wall)
    stills = [pane.still for pane in wall.panes]
    for _ in range(200):
        wall.advance(1 / 60, "log1p", None)
    assert [pane.still for pane in wall.panes] == stills
    assert all(pane.making is None for pane in wall.panes)


def test_a_chart_that_stays_is_not_drawn_again(stage: Stage) -> None:
    wall = hung(stage)
    settle(wall)
    kept = wall.panes[1].still
    wall.hang([TOPICS[5], TOPICS[1]], [(400, 260)] * 2)
    assert [pane.still for pane in wall.panes] == [None, kept]
    wall.hang([TOPICS[1]], [(900, 600)])
    assert wall.panes[0].still is None
    wall.clear()
    wall.advance(1 / 60, "log1p", None)
    assert wall.panes == []
