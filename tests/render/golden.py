"""Golden images: what was drawn is compared with a kept picture, tolerantly; a failure shows both and the difference.

Set SEASPIRITS_RECORD_GOLDEN=1 to record what is drawn now instead; look at it before you commit it.
"""

import os
from pathlib import Path

import numpy as np
import pygame

from seaspirits_game.core.arrays import U8

FOLDER = Path(__file__).parent.parent / "golden"
WIDTH = 640
MEAN_TOLERANCE = 2.0
"""Mean of absolute differences over pixels and channels, of 255."""
HIGH_TOLERANCE = 24.0
"""Their 99th percentile: a moved line or a lost word is more."""


def assert_matches_golden(
    surface: pygame.Surface,
    name: str,
    folder: Path = FOLDER,
    mean_tolerance: float = MEAN_TOLERANCE,
    high_tolerance: float = HIGH_TOLERANCE,
) -> None:
    """Compare `surface`, made 640 pixels wide, with `folder`/`name`.png.

    Raises: AssertionError, with the figures and the place of a side-by-side picture, when they differ or none is kept.
    """
    computed = shrunk(surface)
    path = folder / f"{name}.png"
    if os.environ.get("SEASPIRITS_RECORD_GOLDEN") == "1":
        folder.mkdir(parents=True, exist_ok=True)
        pygame.image.save(computed, path)
        return
    assert path.is_file(), f"no golden image {path.name}: record it with SEASPIRITS_RECORD_GOLDEN=1 and look at it"
    expected = pygame.image.load(path)
    if expected.get_size() != computed.get_size():
        _show_failure(computed, expected, computed, folder, name)
        raise AssertionError(f"{name}: {computed.get_size()} pixels where {expected.get_size()} are kept")
    difference = np.abs(_pixels(computed).astype(np.int16) - _pixels(expected))
    mean, high = float(difference.mean()), float(np.percentile(difference, 99))
    if mean > mean_tolerance or high > high_tolerance:
        amplified = np.clip(difference * 4, 0, 255).astype(np.uint8)
        place = _show_failure(computed, expected, pygame.surfarray.make_surface(amplified), folder, name)
        raise AssertionError(
            f"{name}: mean difference {mean:.2f} (at most {mean_tolerance}), "
            f"99th percentile {high:.1f} (at most {high_tolerance}); see {place.name} in {place.parent.name}"
        )


def shrunk(surface: pygame.Surface) -> pygame.Surface:
    """A copy of `surface`, 640 pixels wide, in its own proportions, without alpha."""
    width, height = surface.get_size()
    plain = pygame.Surface((width, height), 0, 24)
    plain.blit(surface, (0, 0))
    return pygame.transform.smoothscale(plain, (WIDTH, max(round(height * WIDTH / width), 1)))


def _pixels(surface: pygame.Surface) -> U8:
    return np.asarray(pygame.surfarray.array3d(surface), dtype=np.uint8)


def _show_failure(
    computed: pygame.Surface, expected: pygame.Surface, difference: pygame.Surface, folder: Path, name: str
) -> Path:
    """Computed, expected and difference side by side."""
    three = (computed, expected, difference)
    sheet = pygame.Surface((sum(one.get_width() for one in three), max(one.get_height() for one in three)), 0, 24)
    left = 0
    for one in three:
        sheet.blit(one, (left, 0))
        left += one.get_width()
    place = folder / "failed" / f"{name}.png"
    place.parent.mkdir(parents=True, exist_ok=True)
    pygame.image.save(sheet, place)
    return place
