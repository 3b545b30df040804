"""Dials read the snapshot that is shown; needles swing there and never past; sparklines are drawn in turn."""

import math
from dataclasses import replace

import numpy as np
import pytest

from seaspirits_game.core.snapshot import Reading
from seaspirits_game.scenes.dials import Dials
from seaspirits_game.scenes.instruments import DIALS, MOST, instruments_of
from tests.scenes.voyages import advance, drawn, snapshots, staged

LAST = snapshots()[-1]


def read(name: str, snapshot=LAST, layer: int = 1, width: int = 48):
    dial = next(dial for dial in DIALS if dial.name == name)
    return dial.read(snapshot, layer, width)


def test_the_four_most_telling_are_shown() -> None:
    assert [dial.name for dial in instruments_of(LAST, 0)] == ["Volume", "Entropy", "Coherence", "Curvature"]
    bare = replace(LAST, readings={}, dear={})
    assert [dial.name for dial in instruments_of(bare, 0)] == ["Clear sight", "Loss"]
    assert len(instruments_of(LAST, 0)) == MOST


def test_each_says_its_number_of_the_snapshot() -> None:
    assert read("Entropy").told == f"{LAST.readings['layer2.entropy']:.2f}"
    assert read("Entropy").share == pytest.approx(LAST.readings["layer2.entropy"] / math.log(48))
    assert read("Clear sight").share == LAST.val_accuracy
    assert read("Volume", width=3).share == pytest.approx(
        (LAST.readings["layer2.log_volume"] + 6) / (1.5 * math.log(4 / 3) + 6)
    )


def test_curvature_stands_three_quarters_round_at_the_edge_of_stability() -> None:
    edge = LAST.readings["edge_of_stability"]
    for value, share in ((edge, 0.75), (edge / 10, 0.5), (edge * 10, 1.0)):
        snapshot = replace(LAST, dear={**LAST.dear, "sharpness": Reading(value, 1400)})
        told = read("Curvature", snapshot)
        assert told.share == pytest.approx(share)
        assert told.step == 1400
    flat = replace(LAST, dear={**LAST.dear, "sharpness": Reading(-0.1, 1500)})
    assert read("Curvature", flat).share == 0.0


def test_what_has_no_value_has_no_needle() -> None:
    nothing = replace(LAST, readings={**LAST.readings, "layer2.coherence": math.nan})
    told = read("Coherence", nothing)
    assert math.isnan(told.share)
    assert told.told == "—"


def test_needles_swing_to_the_new_reading_and_never_past() -> None:
    company = staged(0)
    stage = company.stage
    dials = Dials(stage)
    surface, rects = drawn(company), company.scene._hud().dials
    dials.draw(surface, rects, 1.0)
    dials.advance(1 / 60)
    start = dials._needles[0].value
    stage.receive(LAST)
    seen = []
    for _ in range(90):
        dials.draw(surface, rects, 1.0)
        dials.advance(1 / 60)
        seen.append(dials._needles[0].value)
    goal = DIALS[0].read(LAST, stage.world.choice.chosen, 48).share
    assert start < seen[3] < seen[10] < goal + 1e-9
    assert seen[-1] == pytest.approx(goal, abs=1e-3)


def test_no_frame_draws_all_sparklines_anew() -> None:
    company = staged(600)
    drawn(company)
    dials = company.scene._dials
    before = {slot: line.drawn_at for slot, line in dials._sparklines.items()}
    company.stage.receive(LAST)
    renewed = []
    for _ in range(60):
        advance(company, 1 / 60)
        drawn(company)
        now = {slot: line.drawn_at for slot, line in dials._sparklines.items()}
        renewed.append(sum(now[slot] != before[slot] for slot in now))
        before = now
    assert max(renewed) == 1
    assert sum(renewed) >= MOST
    steps = company.stage.curves.column("step")
    assert all(len(line.history) == np.isfinite(steps).sum() for slot, line in dials._sparklines.items() if slot < 2)
