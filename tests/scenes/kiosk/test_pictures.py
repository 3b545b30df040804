"""The exhibit looks as it did, lying and upright; and nothing of it flashes."""

import numpy as np
import pygame
import pytest

from seaspirits_game.scenes.preferences import Preferences
from tests.render.golden import assert_matches_golden
from tests.scenes.kiosk.test_gallery import Room
from tests.scenes.voyages import drawn

WIDE, TALL = (1280, 720), (1080, 1920)
STILL = Preferences(still_water=True, reduced_motion=True, text_scale=1.25)


def still(size: tuple[int, int]) -> Room:
    room = Room(size, 600, STILL)
    room.wait(4.0, 1 / 60)
    return room


@pytest.mark.parametrize(("size", "shape"), [(WIDE, "wide"), (TALL, "tall")])
def test_it_looks_as_it_did(size: tuple[int, int], shape: str) -> None:
    room = still(size)
    assert_matches_golden(drawn(room.gallery), f"kiosk_attract_{shape}")
    room.touch(500, 500)
    room.wait(4.0, 1 / 60)
    assert_matches_golden(drawn(room.gallery), f"kiosk_doors_{shape}")
    room.clock.now += 46.0
    room.gallery.advance(1 / 60)
    assert_matches_golden(drawn(room.gallery), f"kiosk_question_{shape}")
    now = room.clock.now
    for key in room.gallery.lock.rules.chord:
        room.gallery.lock = room.gallery.lock.key(key, True, now)
    assert_matches_golden(drawn(room.gallery), f"kiosk_pad_{shape}")


def test_attract_neither_flashes_nor_burns_in() -> None:
    """Mean luminance of every tenth of the screen's height, sixty times a second: no swing of a tenth within 0.33 s."""
    room = Room((640, 360), 600)
    bands, words = [], []
    for _ in range(60 * 12):
        room.clock.now += 1 / 60
        room.stage.advance(1 / 60)
        room.gallery.advance(1 / 60)
        if len(bands) % 2 == 0:
            picture = pygame.surfarray.array3d(drawn(room.gallery)).astype(np.float32)
        bands.append([part.mean() / 255.0 for part in np.array_split(picture, 10, axis=1)])
    swings = np.array(bands)
    for start in range(0, len(swings) - 20, 5):
        window = swings[start : start + 20]
        assert (window.max(axis=0) - window.min(axis=0)).max() < 0.1
    for seconds in (0.0, 60.0):
        room.stage.time_s = seconds
        surface = pygame.Surface((640, 360), 0, 32)
        room.gallery.scene._words(surface)  # type: ignore[attr-defined]
        words.append(pygame.surfarray.array3d(surface).max(axis=2) > 60)
    assert (words[0] & words[1]).sum() < 0.5 * words[0].sum(), "the same pixels are lit a minute later"
