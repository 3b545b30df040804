"""Sea duel: the pens are the network's own numbers at one step, and nothing of the clans' colours helps the cheat."""

import numpy as np
import pytest

from seaspirits_game.scenes.duel.match import Terms
from seaspirits_game.scenes.duel.play import PlayPage
from seaspirits_game.scenes.duel.sea_page import LOSS, SeaPage, sea_rows
from seaspirits_game.scenes.events import KeyPress
from tests.scenes.duel.tables import Visit
from tests.scenes.voyages import advance, drawn, sheet, snapshots, staged


@pytest.mark.parametrize("source", [LOSS, 0, 2])
def test_rows_are_the_snapshots_numbers(source: int) -> None:
    snapshot = snapshots()[3]
    rows = sea_rows(snapshot, sheet(), source, Terms(n=30, seed=5))
    assert rows is not None
    who = rows.samples[rows.chosen(1)]
    labels = sheet().labels[who]
    if source == LOSS:
        expected = np.log10(-np.log(snapshot.probs[who, labels].astype(np.float64)))
        assert np.allclose(rows.row(1), expected)
    else:
        assert np.array_equal(rows.row(1), snapshot.coords[source][who, 0].astype(np.float64))
    assert len(np.unique(rows.row(1))) == 30, "no two are equal, as the coin's law supposes"
    assert np.array_equal(rows.labels[rows.chosen(1)], labels)
    assert not np.array_equal(rows.row(0), rows.row(1))
    assert np.array_equal(rows.row(1), sea_rows(snapshot, sheet(), source, Terms(n=30, seed=5)).row(1))


def test_too_few_different_spirits_make_no_row() -> None:
    snapshot = snapshots()[0]
    object.__setattr__(flat := type(snapshot)(**{name: getattr(snapshot, name) for name in snapshot.__slots__}),
                       "probs", np.full_like(snapshot.probs, 0.1))  # fmt: skip
    assert sea_rows(flat, sheet(), LOSS, Terms(n=12)) is None


def test_a_visit_from_door_to_review() -> None:
    company = staged(600, "duel", seconds=0.3)
    company.handle(KeyPress("s"))
    advance(company, 0.2)
    page = company.scene.page
    assert isinstance(page, SeaPage)
    company.handle(KeyPress("3"))
    advance(company, 0.1)
    drawn(company)
    assert page.source == 1
    expected = page.rows.row(0)
    company.handle(KeyPress("return"))
    play = company.scene.page
    assert isinstance(play, PlayPage)
    assert play.match.terms.mode == "sea"
    assert np.array_equal(play.player.state.values, expected)
    assert play._colours == page.rows.colours(0, company.stage.palette)
    assert "shoal 2" in play._prompt()
    drawn(company)
    play.skip_rival()
    for _ in range(200):
        segment = play.player.state.segment
        if segment is None:
            break
        play.choose((segment.lo + segment.hi - 1) // 2)
        while play.player.busy:
            advance(company, 1 / 20)
    advance(company, 2.0)
    review = company.scene.page
    assert review.round.values is not None
    assert np.array_equal(np.sort(expected), review.replays[0].states[-1].values)
    drawn(company)


def test_the_preview_is_the_first_look_itself() -> None:
    company = staged(600, "duel", seconds=0.3)
    company.handle(KeyPress("s"))
    advance(company, 0.2)
    drawn(company)
    seen = company.scene.page._frame.shape.seen
    company.handle(KeyPress("return"))
    assert np.array_equal(company.scene.page.player.sightings.seen, seen)


def test_without_a_sea_there_is_nothing_to_begin() -> None:
    visit = Visit()
    visit.press("s")
    visit.wait(0.1)
    visit.press("return")
    assert isinstance(visit.page, SeaPage)
    assert "no spirits yet" in visit.page.told()
    begin = next(item for item in visit.page.controls.items if item.name == "begin")
    assert not begin.enabled
