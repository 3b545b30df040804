"""Golden images of the Keeper's screens, at four sizes of the window; and no word is cut, hidden, or off the screen.

The spirits are those of the dive itself, trained here; a processor that rounds otherwise moves them by less than can be
seen at this size.
"""

import pygame
import pytest

from seaspirits_game.core.commands import SetLearningRate
from seaspirits_game.scenes.keeper.end_page import EndPage
from seaspirits_game.scenes.keeper.kraken_page import KrakenPage
from tests.render.golden import assert_matches_golden
from tests.scenes.keeper.afloat import Diver
from tests.scenes.words import outside, overlapping, watched

SIZES = [(1280, 720), (1920, 1080), (1080, 1920), (3840, 2160)]
EVERY_SIZE = pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)


def dive_named(diver: Diver, key: str) -> None:
    diver.scene.begin(next(dive for dive in diver.scene.dives if dive.key == key))
    diver.frames(3)
    diver.draw()


def reefs(size: tuple[int, int]) -> Diver:
    diver = Diver(size)
    diver.page.stars = {"first-light": 3, "foundation": 2, "expansion": 1}
    diver.page.suggest()
    return diver


def dive(size: tuple[int, int]) -> Diver:
    diver = Diver(size)
    diver.scene.keepsake.note_guided()
    dive_named(diver, "first-light")
    diver.sail(45)
    diver.page.diving.send(SetLearningRate(0.062))
    diver.sail(30)
    diver.press("n")
    return diver


def board(size: tuple[int, int]) -> Diver:
    """The free sea, where every lever is."""
    diver = Diver(size)
    diver.press("f")
    diver.page.set_task("circles")
    diver.page.go()
    diver.frames(3)
    diver.draw()
    diver.sail(60)
    diver.page.board.hands.move(diver.page.board._sliders[0], 0.21)
    diver.sail(40)
    return diver


def won(size: tuple[int, int]) -> Diver:
    diver = Diver(size)
    dive_named(diver, "first-light")
    diver.page.diving.send(SetLearningRate(0.12))
    return to_the_end(diver)


def lost(size: tuple[int, int]) -> Diver:
    diver = Diver(size)
    dive_named(diver, "too-cold")  # where nothing boils, so that every processor comes to the same
    return to_the_end(diver)


def free(size: tuple[int, int]) -> Diver:
    diver = Diver(size)
    diver.press("f")
    diver.page.set_task("circles")
    return diver


def help_(size: tuple[int, int]) -> Diver:
    diver = reefs(size)
    diver.company.show_help()
    return diver


def kraken(size: tuple[int, int]) -> Diver:
    diver = Diver(size)
    dive_named(diver, "kraken")
    while not isinstance(diver.page, KrakenPage):
        diver.frames(1, sail=True)
    return diver


def to_the_end(diver: Diver) -> Diver:
    while not isinstance(diver.page, EndPage):
        diver.frames(1, sail=True)
    return diver


PICTURES = {
    "reefs": reefs,
    "dive": dive,
    "board": board,
    "won": won,
    "lost": lost,
    "free": free,
    "help": help_,
    "kraken": kraken,
}


def settled(name: str, size: tuple[int, int]) -> Diver:
    diver = PICTURES[name](size)
    diver.draw()
    diver.frames(60)
    return diver


@EVERY_SIZE
@pytest.mark.parametrize("name", PICTURES)
def test_the_keepers_screens_look_as_they_did(name: str, size: tuple[int, int]) -> None:
    diver = settled(name, size)
    diver.company.stage.prefer(high_contrast=True)  # another kit: every tape is drawn anew, and seen
    diver.company.stage.prefer(high_contrast=False)
    diver.company.resized()
    surface = pygame.Surface(size, 0, 32)
    with watched() as lines:
        for _ in range(6):
            diver.company.draw(surface, 1.0)
            diver.frames(1)
    if name == "help":  # it lies over the words of the reefs
        with watched() as lines:
            diver.scene.draw_help(pygame.Surface(size, 0, 32))
    unique = list({(line.text, tuple(line.rect)): line for line in lines}.values())
    assert unique
    assert overlapping(unique, size) == []
    assert [line.text for line in unique if line.cut] == []
    assert outside(unique, diver.company.stage.kit.screen.rect) == []
    assert_matches_golden(surface, f"keeper_{name}_{size[0]}x{size[1]}")
