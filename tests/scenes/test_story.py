"""The story follows the measured curves, forgets what was undone, and stays small."""

from dataclasses import replace

from seaspirits_game.geometry.alarms import Alarm
from seaspirits_game.geometry.stages import Stage, stages
from seaspirits_game.scenes.story import Story
from seaspirits_game.voyage.metrics import row_of
from tests.scenes.voyages import snapshots


def told(steps: int = 10_000) -> Story:
    story = Story()
    for snapshot in snapshots():
        if snapshot.step <= steps:
            story.add(snapshot)
    return story


def test_it_says_what_the_detector_says() -> None:
    story = told()
    wanted = stages([row_of(snapshot) for snapshot in snapshots()])
    found = [story.at(snapshot.step).stage for snapshot in snapshots()]  # type: ignore[union-attr]
    assert found == wanted
    assert set(wanted) != {Stage.NONE}  # the kept voyage has a story


def test_before_the_first_snapshot_nothing_is_true() -> None:
    assert Story().at(0) is None
    assert Story().beginnings(10) == []


def test_beginnings_are_in_order_and_none_of_the_future() -> None:
    story = told()
    begun = story.beginnings(1500)
    assert begun == sorted(begun, key=lambda pair: pair[0])
    assert Stage.NONE not in [stage for _, stage in begun]
    assert all(step <= 40 for step, _ in story.beginnings(40))


def test_a_restored_checkpoint_undoes_what_came_after() -> None:
    story = told()
    for snapshot in snapshots()[1:3]:
        story.add(snapshot)
    last = snapshots()[2].step
    assert all(step <= last for step, _ in story.beginnings(10_000))
    chapter = story.at(10_000)
    assert chapter is not None
    assert chapter.step <= last


def test_a_sea_that_is_thrown_about_is_warned_of() -> None:
    story = told()
    last = snapshots()[-1]
    for number in range(1, 6):
        wild = {name: 0.1 if name.endswith(".coherence") else value for name, value in last.readings.items()}
        story.add(replace(last, step=last.step + 10 * number, train_loss=5.0, val_loss=5.0, readings=wild))
    chapter = story.at(last.step + 50)
    assert chapter is not None
    assert Alarm.CHAOS in chapter.alarms
    calm = story.at(last.step)
    assert calm is not None
    assert calm.alarms == frozenset()
