"""From the harbour through a whole match, the review, and back; and what the logbook keeps of it."""

import numpy as np
import pytest

from seaspirits_game.quicksort.game import replayed, review
from seaspirits_game.scenes.asks import GoTo
from seaspirits_game.scenes.duel.harbour import Harbour
from seaspirits_game.scenes.duel.match import MURKS, SIZES
from seaspirits_game.scenes.duel.play import PlayPage
from seaspirits_game.scenes.duel.review import ReviewPage
from seaspirits_game.scenes.events import PointerDown, PointerUp
from seaspirits_game.storage.logbook import Logbook
from tests.scenes.duel.tables import Visit


def play_round(visit: Visit) -> ReviewPage:
    page = visit.page
    assert isinstance(page, PlayPage)
    page.skip_rival()
    for _ in range(200):
        segment = page.player.state.segment
        if segment is None:
            break
        page.choose((segment.lo + segment.hi - 1) // 2)
        while page.player.busy:
            visit.wait(1 / 30)
    visit.wait(2.0)
    visit.draw()
    assert isinstance(visit.page, ReviewPage)
    return visit.page


def test_a_match_from_door_to_logbook(tmp_path) -> None:
    book = Logbook(tmp_path / "logbook.sqlite")
    visit = Visit(logbook=book)
    visit.click("door duel")
    rounds = 0
    while True:
        page = play_round(visit)
        rounds += 1
        if page.match.over:
            break
        visit.press("return")
    assert book.settle()
    (number,) = book.duel_numbers("duel")
    entry = book.duel(number)
    assert len(entry.rounds) == rounds
    assert (entry.n, entry.murk, entry.played_at) == (24, 0.2, "2025-01-02T03:04:05+00:00")
    for kept, played in zip(entry.rounds, page.match.rounds, strict=True):
        assert replayed(kept.values, kept.player_steps).comparisons == played.player
        assert kept.score == pytest.approx(visit.scene.shelf.law(24).beaten(played.player))
    visit.press("escape")
    assert isinstance(visit.page, Harbour)
    assert "your best on 24 pens" in visit.page._best_told()
    visit.press("d")
    assert isinstance(visit.page, PlayPage)
    assert visit.page.match.terms.seed != entry.seed, "another duel, another row"
    book.close()


def test_the_review_tells_what_happened() -> None:
    visit = Visit()
    visit.press("d")
    page = play_round(visit)
    judged = review(page.replays[0].states[-1])
    assert np.allclose(page.reviews[0].gains, judged.gains)
    assert judged.gains.sum() == pytest.approx(judged.expected - page.round.player)
    assert 0.0 <= page.percentile <= 1.0
    assert len(page.bars()) == len(page.round.player_steps)


def test_the_game_is_shown_again_and_scrubbed() -> None:
    visit = Visit()
    visit.press("d")
    page = play_round(visit)
    assert page.replay.playing
    visit.press("space")
    assert not page.replay.playing
    page.replay.seek(0.0)
    visit.press("right", "right", "left")
    assert page.replay.position == 1.0
    visit.press("down")
    assert page.shown == 1
    visit.draw()
    scrub = next(item for item in page.controls.items if item.name == "scrub")
    visit.scene.handle(PointerDown(scrub.rect.right - 1, scrub.rect.centery, 0))
    visit.scene.handle(PointerUp(scrub.rect.right - 1, scrub.rect.centery, 0))
    assert page.replay.share > 0.97
    rect = page.bars()[2]
    visit.scene.handle(PointerDown(rect.centerx, rect.centery, 0))
    assert 2.0 < page.replay.position < 3.0


def test_escape_leads_back_step_by_step() -> None:
    visit = Visit()
    assert not visit.scene.uses_escape()
    visit.press("d")
    assert visit.scene.uses_escape()
    visit.press("escape")
    assert isinstance(visit.page, Harbour)
    visit.press("tab")
    assert visit.scene.uses_escape(), "it lets go of the focus first"
    visit.press("escape")
    assert not visit.scene.uses_escape()
    visit.click("close")
    assert visit.asked() == [GoTo("title")]


def test_levers_set_the_terms() -> None:
    visit = Visit()
    harbour = visit.page
    for name, share in (("pens", 1.0), ("murk", 0.0)):
        rect = next(item.rect for item in harbour.controls.items if item.name == name)
        x = rect.left + share * (rect.width - 1)
        visit.scene.handle(PointerDown(x, rect.centery, 0))
        visit.scene.handle(PointerUp(x, rect.centery, 0))
        visit.draw()
    visit.click("clock")
    assert (harbour.terms.n, harbour.terms.murk, harbour.terms.clock) == (SIZES[1], MURKS[0], True)
    harbour.set_size(1000)
    harbour.set_murk(9.0)
    assert (harbour.terms.n, harbour.terms.murk) == (SIZES[1], MURKS[1])
    harbour.set_size(0)
    assert harbour.terms.n == SIZES[0]
    visit.wait(20.0)
    visit.draw()
    visit.click("door duel")
    assert visit.page.match.terms.n == SIZES[0]


def test_the_same_seed_gives_the_same_duels() -> None:
    rows = []
    for seed in (1, 1, 2):
        visit = Visit(seed=seed)
        visit.press("d")
        rows.append(visit.page.player.state.values.tolist())
    assert rows[0] == rows[1] != rows[2]


def test_help_opens_from_every_page() -> None:
    visit = Visit()
    visit.click("help")
    visit.press("d")
    visit.click("help")
    assert visit.helped == 2
    visit.scene.draw_help(visit.surface)


def test_another_size_of_window_is_laid_out_anew() -> None:
    import pygame

    visit = Visit()
    visit.press("d")
    visit.stage.resize((1080, 1920))
    visit.scene.enter()
    surface = pygame.Surface((1080, 1920), 0, 32)
    visit.scene.draw(surface, 1.0)
    assert visit.page._layout.pens.right <= 1080


def test_reefs_are_kept_for_the_next_round_and_no_longer_than_that() -> None:
    visit = Visit()
    visit.press("d")
    first = visit.page._views
    play_round(visit)
    visit.press("return")
    assert visit.page._views[0] is first[0], "another round finds the pictures made"
    for n in range(12, 24):
        visit.scene.to_harbour()
        visit.page.set_size(n)
        visit.press("d")
    assert len(visit.scene.common.views._views) <= 4
    visit.wait(1.0)
    visit.draw()
    assert visit.scene._old is None, "the page before is let go once it has faded"
