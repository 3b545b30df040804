"""What the heading says of the picture's truth, and of what moves."""

from dataclasses import replace

from seaspirits_game.core.snapshot import Reading
from seaspirits_game.scenes.honesty import Motion, sight
from seaspirits_game.scenes.preferences import Preferences
from seaspirits_game.texts.numbers import THIN
from tests.scenes.voyages import advance, snapshots, staged

STILL = Preferences(still_water=True, reduced_motion=True)


def told(company, **changes: object) -> str:
    without = {"readings": {}, "dear": {}}  # the kept voyage has counted neighbours, too
    snapshot = replace(company.stage.shown, **{**without, **changes})
    return sight(company.stage.texts, company.stage.world, snapshot).replace(THIN, "")


def test_the_share_of_variance_is_always_told() -> None:
    company = staged(1500, "sea")
    share = float(snapshots()[-1].variance_share[1][:3].sum())
    assert told(company) == f"variance shown {100 * share:.1f}%"
    bands = staged(1500, "layers")
    assert told(bands).count("%") == 3


def test_neighbours_are_told_when_the_trainer_has_counted_them() -> None:
    company = staged(1500, "sea")
    now = {"layer1.trustworthiness": 0.5, "layer2.trustworthiness": 0.9314}
    assert told(company, readings=now).endswith("neighbours kept 93.1%")
    earlier = {"layer2.trustworthiness": Reading(0.9314, 1400)}
    assert told(company, dear=earlier).endswith("neighbours kept 93.1% (step 1400)")
    assert "neighbours" not in told(company, readings={"layer1.trustworthiness": 0.5})
    assert "neighbours kept" in sight(company.stage.texts, company.stage.world, snapshots()[-1])


def test_a_turned_picture_does_not_claim_the_neighbours_of_the_leading_axes() -> None:
    company = staged(1500, "sea")
    company.stage.world.tour.start()
    advance(company, 2.0)
    assert "neighbours" not in told(company, readings={"layer2.trustworthiness": 0.93})


def test_motion_of_the_camera_is_told_from_that_of_the_network() -> None:
    company = staged(600, "sea", seconds=8.0)
    stage, motion = company.stage, Motion()

    def watch(seconds: float) -> tuple[bool, bool]:
        for _ in range(round(60 * seconds)):
            stage.advance(1 / 60)
            motion.advance(stage.world, 1 / 60)
        return motion.camera, motion.network

    assert watch(1.0) == (True, False)  # the slow turn, over a settled sea
    stage.world.auto_orbit = False
    watch(3.0)
    assert watch(0.1) == (False, False)
    stage.receive(snapshots()[-1])
    assert watch(0.3)[1]
    assert watch(9.0) == (False, False)
    stage.look_back(10)
    assert watch(0.2)[1]


def test_reduced_motion_leaves_the_camera_at_rest() -> None:
    company = staged(600, "sea", preferences=STILL, seconds=8.0)
    motion = Motion()
    motion.advance(company.stage.world, 1 / 60)
    assert not motion.camera
