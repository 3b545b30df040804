"""Pictures are saved whole or not at all, and a wrong name is one clear line."""

from pathlib import Path

import pygame
import pytest

from seaspirits_game.app.pictures import next_free_name, save_picture
from seaspirits_game.core.errors import UserError


def test_a_saved_picture_opens_with_the_same_pixels(tmp_path: Path) -> None:
    surface = pygame.Surface((4, 3))
    surface.fill((10, 200, 30))
    save_picture(surface, tmp_path / "a.png")
    assert pygame.image.load(tmp_path / "a.png").get_at((2, 2))[:3] == (10, 200, 30)
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]


def test_wrong_names_and_places_are_one_line(tmp_path: Path) -> None:
    surface = pygame.Surface((4, 3))
    with pytest.raises(UserError, match=r"a\.bmp: a picture's name"):
        save_picture(surface, tmp_path / "a.bmp")
    (tmp_path / "wall").write_text("")
    with pytest.raises(UserError, match="cannot be written"):
        save_picture(surface, tmp_path / "wall" / "a.png")


def test_names_do_not_overwrite(tmp_path: Path) -> None:
    (tmp_path / "sea-001.png").touch()
    assert next_free_name(tmp_path, "sea").name == "sea-002.png"
