"""The numbers in the formulas are those of the network, and they come to what the dial reads."""

import math
import re
from dataclasses import replace

import numpy as np
import pytest

from seaspirits_game.core.snapshot import VALIDATION, Reading, Snapshot
from seaspirits_game.render.ui.formula import parsed
from seaspirits_game.scenes.codex.articles import load_articles
from seaspirits_game.scenes.codex.live import measure_of
from seaspirits_game.scenes.explained.numbers import Moment, leading_shares, leading_variances, losses
from seaspirits_game.scenes.explained.pages import PAGES, PAGES_BY_KEY
from tests.scenes.voyages import sheet, snapshots

LAYERS = range(len(sheet().layer_widths))


def moment(index: int = -1, layer: int = 1, **changes: object) -> Moment:
    snapshot: Snapshot = replace(snapshots()[index], **changes)
    return Moment(snapshot, sheet(), layer, snapshots()[index - 1].step)


def figures(text: str) -> list[float]:
    return [float(found.replace("−", "-")) for found in re.findall(r"−?\d+(?:\.\d+)?", text)]


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("index", range(len(snapshots())))
def test_the_variances_come_to_the_volume_that_the_dial_reads(index: int, layer: int) -> None:
    found = moment(index, layer)
    first = leading_variances(found.snapshot, layer)[:3]
    assert 0.5 * math.log(float(np.prod(first))) == pytest.approx(found.reading("shoal.log_volume"), abs=0.01)
    *shown, volume = figures(PAGES_BY_KEY["log_volume"].filled(found))
    assert 0.5 * math.log(math.prod(shown)) == pytest.approx(volume, abs=0.02)


@pytest.mark.parametrize("layer", LAYERS)
def test_the_shares_are_the_largest_and_their_entropy_is_a_part_of_the_dials(layer: int) -> None:
    found = moment(-1, layer)
    shares = leading_shares(found.snapshot, layer)
    assert np.all(np.diff(shares) <= 0.0)
    assert float(shares.sum()) == pytest.approx(float(found.snapshot.variance_share[layer].sum()), abs=1e-6)
    part = -float((shares * np.log(shares)).sum())
    rest = 1.0 - float(shares.sum())
    least = part - rest * math.log(min(rest, float(shares[-1])))
    most = part - rest * math.log(rest / (found.width - 8))
    assert least - 0.02 <= found.reading("shoal.entropy") <= most + 0.02
    assert f"ln {found.width}" in PAGES_BY_KEY["entropy"].filled(found)


def test_the_loss_is_the_mean_over_what_was_never_seen() -> None:
    found = moment()
    each = losses(found.snapshot, sheet())
    assert len(each) == int((sheet().split == VALIDATION).sum())
    assert each.mean() == pytest.approx(found.snapshot.val_loss, rel=0.02)  # the kept probabilities are halves
    total, count, value, *_ = figures(PAGES_BY_KEY["val_loss"].filled(found))
    assert total / count == pytest.approx(value, rel=0.03)


def test_accuracy_is_a_count_of_samples() -> None:
    found = moment()
    right, trials, share, *_ = figures(PAGES_BY_KEY["val_accuracy"].filled(found))
    assert 100.0 * right / trials == pytest.approx(share, abs=0.06)
    assert right / trials == pytest.approx(found.snapshot.val_accuracy)
    rows = np.flatnonzero(sheet().split == VALIDATION)
    agree = (found.snapshot.probs[rows].argmax(axis=1) == sheet().labels[rows]).sum()
    assert right == pytest.approx(agree, abs=2)


def test_the_three_visible_shares_add_up() -> None:
    *shares, told = figures(PAGES_BY_KEY["variance_shown"].filled(moment()))
    assert 100.0 * sum(shares) == pytest.approx(told, abs=0.2)


def test_curvature_is_held_against_the_edge_and_says_when_it_was_read() -> None:
    base = snapshots()[-1]
    edge = 2.0 * 1.9 / base.learning_rate
    found = moment(readings={"edge_of_stability": edge}, dear={"sharpness": Reading(0.5, base.step - 100)})
    page = PAGES_BY_KEY["sharpness"]
    assert page.filled(found).startswith("λ_{max} = 0.5 <")
    assert "1 + 0.90" in page.filled(found)
    assert str(base.step - 100)[-3:] in page.counts(found)
    steep = replace(found, snapshot=replace(found.snapshot, dear={"sharpness": Reading(2 * edge, base.step)}))
    assert "≥" in page.filled(steep)
    unread = moment(readings={}, dear={})
    assert page.filled(unread) == "λ_{max} = —"
    assert "—" in page.counts(unread)


def test_coherence_names_the_two_steps() -> None:
    assert figures(PAGES_BY_KEY["coherence"].filled(moment()))[:2] == [600.0, 1500.0]
    assert PAGES_BY_KEY["coherence"].filled(replace(moment(), before=None)).endswith("—")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_every_page_is_whole_and_its_formulas_can_be_set(page) -> None:
    assert measure_of(page.reading)
    assert page.article in {article.key for article in load_articles()}
    for text in (page.formula, page.filled(moment()), page.filled(moment(0)), page.filled(moment(readings={}))):
        parsed(text)
    assert page.counts(moment()).startswith("N = ")
    for text in (page.visitor, page.student, page.normalisation, page.source, page.caveat):
        assert len(text) > 10
    assert len(page.visitor) < 120 < len(page.student)


def test_odd_networks_have_odd_numbers_and_nothing_breaks() -> None:
    base = snapshots()[-1]
    point = replace(base, coords=tuple(np.zeros_like(coords) for coords in base.coords), val_loss=math.nan, readings={})
    for page in PAGES:
        parsed(page.filled(Moment(point, sheet(), 0)))
    assert leading_shares(point, 0).tolist() == [0.0] * 8
