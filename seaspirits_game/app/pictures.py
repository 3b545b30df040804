"""Saving what is on screen."""

import os
from pathlib import Path

import pygame
from platformdirs import user_pictures_path

from seaspirits_game.core.errors import UserError
from seaspirits_game.core.files import replace_atomically


def save_picture(surface: pygame.Surface, path: Path) -> None:
    """Write `surface` as PNG (or JPEG, by its suffix), replacing the file in one step.

    Raises:
        UserError: the suffix is none of .png, .jpg; or the file cannot be written.
    """
    if path.suffix.lower() not in (".png", ".jpg", ".jpeg"):
        raise UserError(f"{path}: a picture's name ends in .png or .jpg")
    try:
        replace_atomically(path, lambda temporary: pygame.image.save(surface, temporary))
    except (OSError, pygame.error) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UserError(f"{path}: the picture cannot be written ({reason})") from None


def picture_folder() -> Path:
    """Where F12 puts its pictures: the person's pictures folder, or the working one where there is none."""
    folder = user_pictures_path()
    return folder if os.access(folder, os.W_OK) else Path.cwd()


def next_free_name(folder: Path, stem: str, suffix: str = ".png") -> Path:
    """`stem-001.png`, or the first number after it that no file has."""
    number = 1
    while (path := folder / f"{stem}-{number:03d}{suffix}").exists():
        number += 1
    return path
