"""Golden images of every mode of the duel, and what must hold for every picture of it."""

import numpy as np
import pygame
import pytest

from seaspirits_game.quicksort.game import rule_move
from seaspirits_game.quicksort.race import RACE_SIZES
from seaspirits_game.quicksort.rules import RULES_BY_NAME
from seaspirits_game.scenes.company import Company
from seaspirits_game.scenes.duel.kraken import KrakenPage
from seaspirits_game.scenes.duel.play import PlayPage
from seaspirits_game.scenes.duel.race import RacePage, Racer
from seaspirits_game.scenes.duel.review import ReviewPage
from seaspirits_game.scenes.duel.scores import Book, ScoresPage
from seaspirits_game.scenes.events import KeyPress
from seaspirits_game.scenes.preferences import Preferences
from seaspirits_game.storage.duels import BestScore
from tests.render.golden import assert_matches_golden
from tests.scenes.voyages import advance, drawn, staged

STILL = Preferences(still_water=True, reduced_motion=True)
WIDE, TALL = (1280, 720), (1080, 1920)


def visit(size: tuple[int, int], *keys: str, preferences: Preferences = STILL) -> Company:
    company = staged(1500, "duel", size, preferences, seconds=0.3)
    press(company, *keys)
    return company


def press(company: Company, *keys: str) -> None:
    for key in keys:
        company.handle(KeyPress(key))
        advance(company, 0.8)
        drawn(company)


def page_of(company: Company):
    return company.scene.page


def choose_well(company: Company, moves: int) -> None:
    """Choose as a careful eye does."""
    page = page_of(company)
    assert isinstance(page, PlayPage)
    for number in range(moves):
        if page.player.state.done:
            break
        segment = page.player.state.segment
        rng = np.random.default_rng(number)
        step = rule_move(page.player.state, RULES_BY_NAME["noisy-median"], rng, 0.1).moves[-1].step
        page.choose(segment.lo + step.pivot)
        while page.player.busy:
            advance(company, 1 / 20)


def in_play(size: tuple[int, int]) -> Company:
    company = visit(size, "d")
    choose_well(company, 4)
    page = page_of(company)
    page.set_pace(9.0)
    advance(company, 1.2)
    press(company, "home", "right", "right")
    return company


def reviewed(size: tuple[int, int]) -> Company:
    company = visit(size, "d")
    page_of(company).skip_rival()
    choose_well(company, 60)
    advance(company, 2.5)
    page = page_of(company)
    assert isinstance(page, ReviewPage)
    page.replay.seek(0.4)
    page.replay.position = round(page.replay.position)
    advance(company, 1.0)
    return company


def krakens(size: tuple[int, int], *keys: str) -> Company:
    company = visit(size, "k", *keys, "space")
    page = page_of(company)
    assert isinstance(page, KrakenPage)
    while page.catch is None:
        advance(company, 0.2)
    advance(company, 3.0)
    return company


def racing(size: tuple[int, int], *keys: str) -> Company:
    company = visit(size, "r", *keys)
    page = page_of(company)
    assert isinstance(page, RacePage)
    page.racer = Racer("sorted", 0, sizes=RACE_SIZES[:6])
    while not page.racer.done:
        page.racer.work(1.0)
    while not page.crowd.done:
        advance(company, 0.1)
    return company


def on_few_heights(size: tuple[int, int]) -> Company:
    company = visit(size)
    page_of(company).next_row()
    page_of(company).set_murk(0.0)
    press(company, "d", "home", "right", "right", "right")
    return company


def heap_at_work(size: tuple[int, int]) -> Company:
    company = visit(size, preferences=Preferences(still_water=True))
    harbour = page_of(company)
    harbour.set_size(48)
    harbour.set_murk(0.0)
    for _ in range(3):
        harbour.next_rival()
    for _ in range(2):
        harbour.next_row()
    press(company, "d")
    page = page_of(company)
    page.set_pace(9.0)
    while not page.rival.heaping:
        advance(company, 1 / 60)
    page.set_pace(1.0)
    advance(company, 1.9)
    return company


def scored(size: tuple[int, int]) -> Company:
    company = visit(size)
    scene = company.scene
    best = [("duel", 12, 0.61, 31, 0.2), ("duel", 24, 0.93, 71, 0.2), ("duel few-distinct", 24, 0.88, 66, 0.0)]
    best += [("kraken median3", 16, 0.99, 72, 0.0), ("sea", 24, 0.77, 80, 0.2)]
    scores = tuple(
        BestScore(mode=mode, n=n, score=score, comparisons=cost, murk=murk, played_at="2025-11-25T05:20:00+00:00")
        for mode, n, score, cost, murk in best
    )
    scene.turn_to(ScoresPage(scene.common, Book(scores, 2, 3, 5)))
    return company


PICTURES = {
    "harbour": lambda: visit(WIDE),
    "play": lambda: in_play(WIDE),
    "review": lambda: reviewed(WIDE),
    "lesson": lambda: visit(WIDE, "l", "right"),
    "kraken": lambda: krakens(WIDE, "4", "k"),
    "kraken_adaptive": lambda: krakens(WIDE, "5", "a"),
    "habits": lambda: visit(WIDE, "m"),
    "race": lambda: racing(WIDE),
    "sea": lambda: visit(WIDE, "s"),
    "play_portrait": lambda: in_play(TALL),
    "review_portrait": lambda: reviewed(TALL),
    "few": lambda: on_few_heights(WIDE),
    "heap": lambda: heap_at_work(WIDE),
    "scores": lambda: scored(WIDE),
    "harbour_portrait": lambda: visit(TALL),
    "race_portrait": lambda: racing(TALL, "r"),
}


@pytest.mark.parametrize("name", PICTURES)
def test_every_mode_looks_as_it_did(name: str) -> None:
    company = PICTURES[name]()
    advance(company, 0.6)  # the page before has faded
    for _ in range(5):
        picture = drawn(company)  # the sea behind is painted every few frames
    assert_matches_golden(picture, f"duel_{name}")


def test_the_help_card_looks_as_it_did() -> None:
    company = visit(WIDE, "d")
    company.handle(KeyPress("h"))
    assert_matches_golden(drawn(company), "duel_help")


def test_reduced_motion_holds_still() -> None:
    company = visit(WIDE, "d")
    page_of(company).skip_rival()
    advance(company, 14.0)  # the water has come to its depth
    for _ in range(9):
        before = pygame.surfarray.array3d(drawn(company))
    advance(company, 3.0)
    for _ in range(9):
        after = pygame.surfarray.array3d(drawn(company))
    assert np.array_equal(before, after)


def test_nothing_flashes() -> None:
    """Whole-screen brightness changes by less than a tenth within a tenth of a second: moves and pages included."""
    company = visit(WIDE, preferences=Preferences())
    levels = []
    for tick in range(150):
        if tick == 20:
            company.handle(KeyPress("d"))
        if tick in (55, 90):
            page = page_of(company)
            if page.player.state.segment is not None:
                page.choose(page.player.state.segment.lo + 5)
        if tick == 120:
            company.handle(KeyPress("escape"))
        advance(company, 1 / 30)
        levels.append(float(pygame.surfarray.array3d(drawn(company))[::8, ::8].mean()))
    tenth = np.convolve(np.abs(np.diff(levels)), np.ones(3), "valid")
    assert tenth.max() < 0.1 * max(levels)


@pytest.mark.parametrize("scale", [0.8, 2.0])
def test_every_mode_draws_with_small_and_large_text(scale: float) -> None:
    company = visit(WIDE, preferences=Preferences(text_scale=scale))
    for key in "dlksmr":
        press(company, key)
        press(company, "escape")
