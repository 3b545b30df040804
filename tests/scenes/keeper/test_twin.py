"""Twin seas: the same until something is changed in one, and compared at the same step."""

import numpy as np
import pytest

from seaspirits_game.core.commands import SetLearningRate, Tempo
from seaspirits_game.scenes.curves import Curves
from seaspirits_game.scenes.keeper.twin import compared
from tests.render.golden import assert_matches_golden
from tests.scenes.keeper.afloat import Diver
from tests.scenes.words import outside, overlapping, watched


def twinned(size: tuple[int, int] = (1280, 720)) -> Diver:
    diver = Diver(size)
    diver.scene.keepsake.note_guided()
    diver.scene.begin(next(dive for dive in diver.scene.dives if dive.key == "too-cold"))
    diver.frames(2)
    diver.draw()
    diver.sail(50)
    diver.touch("twin")
    diver.frames(3)
    diver.draw()
    return diver


def test_a_twin_is_the_same_sea_until_a_lever_is_moved_in_it() -> None:
    diver = twinned()
    page = diver.page
    assert page.twin is not None
    diver.sail(50)
    both = page.twin.told()
    assert both.step >= 95
    assert both.first == both.twin  # to the last bit: seed and order of data are the same
    here, there = page.stage.snapshot, page.twin.voyage.stage.snapshot
    assert here.step == there.step
    assert np.array_equal(here.probs, there.probs)

    diver.draw()
    assert page.levers is page.twin.board  # the levers in hand are the twin's
    for _ in range(8):
        diver.press("]")
    sent = page.twin.voyage.link.sent
    assert any(isinstance(command, SetLearningRate) for command in sent)
    assert not any(isinstance(command, SetLearningRate) for command in diver.link.sent)
    diver.sail(60)
    both = page.twin.told()
    assert both.first != both.twin
    assert page.stage.snapshot.learning_rate < page.twin.voyage.stage.snapshot.learning_rate


def test_twins_rest_together_and_one_can_be_let_go() -> None:
    diver = twinned()
    page = diver.page
    diver.press("space")
    diver.frames(2)
    assert (diver.link.tempo, page.twin.voyage.link.tempo) == (Tempo.PAUSE, Tempo.PAUSE)
    diver.press("u")
    diver.frames(2)
    assert page.twin is None
    assert page.levers is page.board
    diver.draw()
    diver.press("u")
    diver.frames(3)
    assert page.twin is not None
    diver.scene.to_reefs()
    assert [link.state.value for link in diver.voyages.links] == ["stopped"] * len(diver.voyages.links)


def test_what_only_one_has_read_is_not_compared() -> None:
    one = Curves.of([{"step": 0.0, "train_loss": 1.0, "val_loss": 1.0, "val_accuracy": 0.5}])
    other = Curves.of([{"step": 5.0, "train_loss": 1.0, "val_loss": 1.0, "val_accuracy": 0.5}])
    assert compared(one, other) is None
    assert compared(one, one).step == 0


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (1080, 1920), (3840, 2160)], ids="{0[0]}x{0[1]}".format)
def test_twins_look_as_they_did(size: tuple[int, int]) -> None:
    diver = twinned(size)
    diver.page.twin.board.hands.move(diver.page.twin.board._sliders[0], 0.16)
    diver.sail(70)
    diver.draw()
    diver.frames(40)
    diver.company.stage.prefer(high_contrast=True)  # another kit: every tape is drawn anew, and seen
    diver.company.stage.prefer(high_contrast=False)
    diver.company.resized()
    with watched() as lines:
        for _ in range(6):
            surface = diver.draw()
            diver.frames(1)
    unique = list({(line.text, tuple(line.rect)): line for line in lines}.values())
    assert overlapping(unique, size) == []
    assert [line.text for line in unique if line.cut] == []
    assert outside(unique, diver.company.stage.kit.screen.rect) == []
    assert_matches_golden(surface, f"keeper_twin_{size[0]}x{size[1]}")
