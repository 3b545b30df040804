"""The exhibit's window: it follows the display, and lets nobody close it."""

from collections.abc import Iterator
from pathlib import Path

import pygame
import pytest

from seaspirits_game.app.exhibit import Exhibit
from seaspirits_game.app.options import PlayOptions
from seaspirits_game.app.window import Window
from seaspirits_game.kiosk.config import KioskConfig
from seaspirits_game.kiosk.visitors import Visitors
from seaspirits_game.link.still import NoTrainer

LARGE, SMALL = (1280, 720), (800, 600)


@pytest.fixture
def exhibit(tmp_path: Path) -> Iterator[Exhibit]:
    window = Window(LARGE, fullscreen=False)
    visitors = Visitors(tmp_path / "visitors.sqlite", print)
    yield Exhibit(window, NoTrainer(), PlayOptions(), KioskConfig(), visitors)
    visitors.close()
    window.close()


def test_a_display_that_comes_back_with_another_size_is_filled(exhibit: Exhibit) -> None:
    exhibit.frame(0.0)
    pygame.display.set_mode(SMALL)
    pygame.event.post(pygame.event.Event(pygame.VIDEORESIZE, size=SMALL, w=SMALL[0], h=SMALL[1]))
    exhibit.frame(1 / 60)
    assert exhibit.window.size == SMALL
    assert (exhibit.stage.kit.screen.width, exhibit.stage.kit.screen.height) == SMALL
    assert exhibit.stage.painter.size == SMALL
    assert exhibit.gallery.alone


def test_nobody_closes_the_window(exhibit: Exhibit) -> None:
    pygame.event.post(pygame.event.Event(pygame.QUIT))
    for key in (pygame.K_F11, pygame.K_F12, pygame.K_ESCAPE):
        pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=key, mod=0, unicode=""))
    exhibit.frame(1 / 60)
    assert not exhibit._leaving
