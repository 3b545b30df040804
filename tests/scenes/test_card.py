"""Cards of words: whole and on screen at every size, and true to where a person has put the keys."""

import pygame
import pytest

from seaspirits_game.scenes import overlays
from seaspirits_game.scenes.card import draw_card
from seaspirits_game.scenes.company import Company
from seaspirits_game.scenes.duel import help_card
from seaspirits_game.scenes.keys import KeyMap
from seaspirits_game.scenes.preferences import Preferences
from seaspirits_game.texts.catalogue import PSEUDO
from tests.scenes.voyages import staged
from tests.scenes.words import Line, outside, overlapping, watched

CARDS = {"sea": overlays.help_card, "duel": help_card.draw}
SIZES = [(1280, 720), (1920, 1080), (1080, 1920), (3840, 2160)]


def lines_of(name: str, company: Company) -> list[Line]:
    screen = company.stage.kit.screen
    with watched() as lines:
        CARDS[name](company.stage, pygame.Surface((screen.width, screen.height), 0, 32))
    return lines


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("text_scale", [0.8, 1.0, 1.5, 2.0])
@pytest.mark.parametrize("language", ["en", PSEUDO])
@pytest.mark.parametrize("name", CARDS)
def test_cards_are_whole_on_every_screen(name: str, size: tuple[int, int], text_scale: float, language: str) -> None:
    company = staged(-1, "title", size, Preferences(text_scale=text_scale, language=language), seconds=0.0)
    lines = lines_of(name, company)
    assert len(lines) > 20
    assert overlapping(lines, size) == []
    assert [line.text for line in lines if line.cut] == []
    assert outside(lines, company.stage.kit.screen.rect) == []


def test_cards_name_the_keys_that_actions_have_now() -> None:
    keys = KeyMap().with_key("sonar", "j").with_key("tour", "y")
    company = staged(-1, "title", preferences=Preferences(keys=keys), seconds=0.0)
    assert "J" in [line.text for line in lines_of("duel", company)]
    assert "Y" in [line.text for line in lines_of("sea", company)]


def test_words_are_as_large_as_they_can_be() -> None:
    company = staged(-1, "title", (1920, 1080), Preferences(text_scale=2.0), seconds=0.0)
    surface = pygame.Surface((1920, 1080), 0, 32)
    with watched() as lines:
        rect = draw_card(company.stage, surface, "Few words", ["These."], [("A", "begin")], 900)
    assert rect.height < 500
    wanted = company.stage.kit.type.size("These.", "body")[0]
    assert next(line.rect.width for line in lines if line.text == "These.") == wanted
