"""When the network grows, the sea grows with it: shoals swim on, and what is new rises from the sea floor."""

from dataclasses import replace

import numpy as np
import pytest

from seaspirits_game.core.commands import GrowDeeper
from seaspirits_game.core.facts import Branch, Branches, Declined
from seaspirits_game.core.levers import Levers
from seaspirits_game.core.snapshot import Snapshot
from seaspirits_game.scenes.branches import common_step, lineage
from seaspirits_game.scenes.company import Company
from seaspirits_game.scenes.preferences import Preferences
from seaspirits_game.sea.layout import SEABED
from tests.scenes.voyages import advance, drawn, snapshots, staged


def deeper(snapshot: Snapshot, step: int) -> Snapshot:
    """The snapshot with a copy of its second layer after it."""
    coords, shares = snapshot.coords, snapshot.variance_share
    return replace(
        snapshot,
        step=step,
        coords=(*coords[:2], coords[1], *coords[2:]),
        variance_share=(*shares[:2], shares[1], *shares[2:]),
        levers=Levers(layers=(48, 48, 48, 32)),
    )


def grown(scene: str = "layers", preferences: Preferences | None = None) -> Company:
    company = staged(600, scene, preferences=preferences)
    company.stage.send(GrowDeeper(2))
    company.stage.receive(deeper(snapshots()[4], 601))
    return company


def test_a_new_shoal_rises_from_the_sea_floor_and_arrives() -> None:
    company = grown()
    world = company.stage.world
    advance(company, 1 / 60)
    assert world.sheet.layer_widths == (48, 48, 48, 32)
    depths = []
    for _ in range(300):
        depths.append(world.choice.layout().offsets[:, 1])
        advance(company, 1 / 60)
    spacing = np.diff(depths[-1])
    assert depths[0][2] < depths[0][3]  # it begins below all others
    assert min(depth[2] for depth in depths) > depths[-1][2] - SEABED - 1e-9
    assert np.all(np.diff([depth[2] for depth in depths[:170]]) >= -1e-3)
    assert spacing == pytest.approx(np.full(3, spacing[0]), abs=1e-6)
    assert world.camera_moves in (True, False)
    drawn(company)


def test_shoals_that_were_there_swim_on_from_where_they_were() -> None:
    company = staged(600, "layers")
    before = company.stage.sea.places.copy()
    company.stage.send(GrowDeeper(2))
    company.stage.receive(deeper(snapshots()[4], 601))
    after = company.stage.sea.places
    assert np.array_equal(after[[0, 1, 3]], before)
    assert np.array_equal(after[2], before[1])  # a new layer begins as the identity


def test_with_reduced_motion_nothing_rises() -> None:
    company = grown(preferences=Preferences(reduced_motion=True))
    offsets = company.stage.world.choice.layout().offsets[:, 1]
    assert np.all(np.diff(offsets) < 0.0)


def test_looking_back_before_the_growth_shows_the_shoals_of_then_and_forward_those_of_now() -> None:
    company = grown()
    advance(company, 0.5)
    company.stage.look_back(600)
    drawn(company)
    assert company.stage.world.sheet.layer_widths == (48, 48, 32)
    assert company.stage.sea.places.shape[0] == 3
    company.stage.return_to_now()
    drawn(company)
    assert company.stage.world.sheet.layer_widths == (48, 48, 48, 32)


def test_a_spirit_that_was_looked_at_is_let_go() -> None:
    company = staged(600, "sea")
    company.scene.inspector.select(company.scene._shown.spirit(7))
    company.stage.receive(deeper(snapshots()[4], 601))
    assert company.stage.world.selected is None
    drawn(company)


def test_another_branch_takes_its_future_out_of_the_record() -> None:
    company = staged(1500, "sea")
    first = Branch(0, None, 0, 1500)
    company.stage.hear(Branches((first, Branch(1, 0, 150, 400)), 0))
    company.stage.hear(Branches((first, Branch(1, 0, 150, 400)), 1))
    assert company.stage.archive.steps()[-1] == 150
    assert company.stage.curves.column("step")[-1] == 150


def test_what_the_trainer_declines_is_said() -> None:
    company = staged(600, "sea")
    company.stage.hear(Declined(600, GrowDeeper(9), "layer 9: the network has hidden layers 1 to 3"))
    assert company.stage.message == "layer 9: the network has hidden layers 1 to 3"


def test_a_lineage_leads_to_the_first_branch() -> None:
    tree = Branches((Branch(0, None, 0, 90), Branch(1, 0, 40, 70), Branch(2, 1, 60, 80)), 2)
    assert [branch.id for branch in lineage(tree, 2)] == [2, 1, 0]
    assert lineage(tree, 9) == ()
    assert common_step(tree, 2, 0) == common_step(tree, 0, 2) == 40
    assert common_step(tree, 2, 1) == 60
    assert common_step(tree, 9, 0) == 0
