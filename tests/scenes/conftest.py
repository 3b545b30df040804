"""Scenes need fonts, but no window."""

from collections.abc import Iterator

import pygame
import pytest


@pytest.fixture(autouse=True, scope="session")
def fonts() -> Iterator[None]:
    pygame.font.init()
    yield
    pygame.font.quit()
