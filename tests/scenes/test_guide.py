"""The guide leads from the title to "I see what it does" within a minute, never blocks, and comes only once."""

import pytest

from seaspirits_game.scenes.asks import GoTo, Keep
from seaspirits_game.scenes.events import KeyPress
from seaspirits_game.scenes.guide import WORDS
from seaspirits_game.scenes.preferences import Preferences
from seaspirits_game.texts.catalogue import PSEUDO
from tests.render.golden import assert_matches_golden
from tests.scenes.voyages import advance, drawn, staged

NEW = Preferences(guided=False)


def test_somebody_who_only_watches_has_seen_it_all_within_a_minute() -> None:
    assert sum(word.seconds for word in WORDS) <= 60.0
    company = staged(600, "sea", preferences=NEW, seconds=0.0)
    seen = set()
    for _ in range(60):
        word = company.guide.word
        seen.add(None if word is None else WORDS.index(word))
        advance(company, 1.0)
    assert {0, 1, 3, 4, 5, None} == seen  # nobody was looked at: nothing is said of them
    assert company.stage.preferences.guided
    assert Keep({"guided": True}) in company.stage.take_asks()


def test_somebody_who_does_what_it_says_goes_from_one_thing_to_the_next() -> None:
    company = staged(600, "title", preferences=NEW, seconds=0.0)
    company.handle(KeyPress("a"))  # any key dives
    assert company.stage.take_asks() == [GoTo("sea")]
    company.go("sea")
    drawn(company)
    advance(company, 9.1)
    assert company.guide.at == 1
    company.handle(KeyPress("i"))
    advance(company, 3.0)
    assert company.guide.at == 2
    company.handle(KeyPress("escape"))
    advance(company, 3.0)
    assert company.guide.at == 3
    company.handle(KeyPress("l"))
    assert company.stage.take_asks() == [GoTo("layers")]
    company.go("layers")
    advance(company, 3.0)
    assert company.guide.at == 4


def test_it_is_sent_away_by_one_key_for_good() -> None:
    company = staged(600, "sea", preferences=NEW, seconds=0.0)
    company.handle(KeyPress("backspace"))
    assert company.guide.word is None
    assert company.stage.take_asks() == [Keep({"guided": True})]
    company.handle(KeyPress("backspace"))
    assert company.stage.take_asks() == []


def test_it_never_blocks() -> None:
    company = staged(600, "sea", preferences=NEW, seconds=0.0)
    company.handle(KeyPress("t"))
    assert company.stage.world.tour.touring


def test_it_waits_for_spirits_and_keeps_silent_elsewhere() -> None:
    company = staged(-1, "sea", preferences=NEW)
    advance(company, 20.0)
    assert company.guide.at == 0
    company = staged(600, "codex", preferences=NEW, seconds=0.1)
    advance(company, 5.0)
    assert company.guide._age == 0.0


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (1080, 1920), (3840, 2160)])
@pytest.mark.parametrize("text_scale", [0.8, 2.0])
@pytest.mark.parametrize("language", ["en", PSEUDO])
def test_its_words_stay_in_the_free_water(size: tuple[int, int], text_scale: float, language: str) -> None:
    likes = Preferences(guided=False, text_scale=text_scale, language=language, reduced_motion=True)
    company = staged(0, "sea", size, likes, seconds=0.0)
    surface = drawn(company)
    water = company.scene.free_water()
    for at in range(len(WORDS)):
        company.guide.at = at
        before = surface.copy()
        company.guide.draw(before, water)
        assert company.guide.drawn is not None
        assert company.stage.kit.screen.rect.contains(company.guide.drawn)
        assert water.left <= company.guide.drawn.left
        assert company.guide.drawn.right <= water.right
        assert company.guide.drawn.height < 0.6 * water.height


def test_it_looks_as_it_did() -> None:
    likes = Preferences(still_water=True, reduced_motion=True, guided=False)
    assert_matches_golden(drawn(staged(150, "sea", preferences=likes, seconds=1.0)), "scene_guide")
