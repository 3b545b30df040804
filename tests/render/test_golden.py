"""The golden-image check forgives a breath of difference and nothing more."""

from pathlib import Path

import numpy as np
import pygame
import pytest

from tests.render.golden import assert_matches_golden


def gradient(width: int = 320, height: int = 180) -> pygame.Surface:
    surface = pygame.Surface((width, height), 0, 32)
    for row in range(height):
        surface.fill((row, 40, 255 - row), (0, row, width, 1))
    return surface


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SEASPIRITS_RECORD_GOLDEN", "1")
    assert_matches_golden(gradient(), "sea", tmp_path)
    monkeypatch.delenv("SEASPIRITS_RECORD_GOLDEN")
    return tmp_path


def test_the_same_picture_passes(kept: Path) -> None:
    assert_matches_golden(gradient(), "sea", kept)
    assert not (kept / "failed").exists()


def test_a_breath_of_difference_passes(kept: Path) -> None:
    surface = gradient()
    surface.fill((2, 2, 2), special_flags=pygame.BLEND_RGB_ADD)
    assert_matches_golden(surface, "sea", kept, mean_tolerance=2.5)


@pytest.mark.parametrize("area", [(20, 20, 60, 40), (0, 0, 320, 180)])
def test_another_picture_fails_and_is_shown(kept: Path, area: tuple[int, int, int, int]) -> None:
    surface = gradient()
    surface.fill((90, 90, 90), area, pygame.BLEND_RGB_ADD)
    with pytest.raises(AssertionError, match="99th percentile"):
        assert_matches_golden(surface, "sea", kept)
    shown = pygame.image.load(kept / "failed" / "sea.png")
    assert shown.get_size() == (3 * 640, 360)
    assert np.ptp(pygame.surfarray.array3d(shown)[2 * 640 :]) > 0  # the difference can be seen


def test_another_shape_fails(kept: Path) -> None:
    with pytest.raises(AssertionError, match="pixels where"):
        assert_matches_golden(gradient(320, 200), "sea", kept)


def test_a_missing_picture_fails(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="no golden image"):
        assert_matches_golden(gradient(), "sea", tmp_path)
