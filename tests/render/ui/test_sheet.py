"""The whole kit on one sheet, and charts on another, look as they did; sharp at every size."""

import pytest

from seaspirits_game.render.ui.layout import TOUCH, Screen
from tests.render.golden import assert_matches_golden
from tests.render.ui.pixels import pixels
from tests.render.ui.sheet import chart_sheet, ui_sheet


def test_golden_ui_kit() -> None:
    assert_matches_golden(ui_sheet((1280, 720)), "ui_kit")


def test_golden_ui_chart() -> None:
    assert_matches_golden(chart_sheet((1280, 720)), "ui_chart")


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (3840, 2160)])
def test_the_sheet_has_the_same_light_at_every_size(size: tuple[int, int]) -> None:
    assert pixels(ui_sheet(size)).mean() == pytest.approx(pixels(ui_sheet((1920, 1080))).mean(), rel=0.06)


def test_a_finger_is_as_large_on_every_sheet() -> None:
    assert [Screen(*size).px(TOUCH) for size in ((1920, 1080), (3840, 2160))] == [44, 88]
