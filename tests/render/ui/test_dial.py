"""The needle points where the share says, never crosses the reading, and is not there when there is nothing to read."""

import math

import numpy as np
import pygame
import pytest

from seaspirits_game.core.arrays import F64
from seaspirits_game.render.ui.dial import dial, instrument, needle_angle
from seaspirits_game.render.ui.kit import Kit
from tests.render.ui.pixels import canvas, changed, pixels
from tests.render.ui.sheet import kit_for

RADIUS = 68
SHARES = np.linspace(0.0, 1.0, 21)


@pytest.fixture(scope="module")
def kit() -> Kit:
    return kit_for((1920, 1080))


def drawn(kit: Kit, share: float, reading: str = "", radius: int = RADIUS) -> F64:
    surface = canvas((400, 400))
    dial(kit, surface, (200, 200), radius, share, reading)
    return pixels(surface).astype(np.float64)


@pytest.mark.parametrize("radius", [30, 68, 150])
@pytest.mark.parametrize("share", SHARES)
def test_the_needle_points_where_the_share_says(kit: Kit, share: float, radius: int) -> None:
    light = np.abs(drawn(kit, share, radius=radius) - drawn(kit, math.nan, radius=radius)).sum(axis=2)
    x, y = np.nonzero(light > 120)
    away = np.hypot(x - 199.5, y - 199.5)
    far = away > 0.35 * radius
    angle = np.arctan2(y[far] - 199.5, x[far] - 199.5)
    turn = np.angle(np.exp(1j * (angle - needle_angle(share))))
    assert far.sum() > 5
    assert np.abs(turn.mean()) < 2.0 / radius
    assert away.max() < 0.8 * radius


def test_the_needle_turns_clockwise_over_the_top() -> None:
    angles = [needle_angle(share) for share in SHARES]
    assert (np.diff(angles) > 0).all()
    assert math.degrees(angles[-1] - angles[0]) == pytest.approx(250.0)
    assert math.degrees(needle_angle(0.5)) == pytest.approx(270.0)
    assert needle_angle(-4.0) == needle_angle(0.0)
    assert needle_angle(9.0) == needle_angle(1.0)


@pytest.mark.parametrize("share", [math.nan, math.inf, -math.inf])
def test_without_a_share_there_is_no_needle(kit: Kit, share: float) -> None:
    face = canvas((400, 400))
    dial(kit, face, (200, 200), RADIUS, math.nan, "")
    np.testing.assert_array_equal(drawn(kit, share), pixels(face))
    assert (drawn(kit, 0.5) != drawn(kit, share)).any()


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (3840, 2160)])
@pytest.mark.parametrize("reading", ["0.873", "−12.34", "100.0\u202f%", "—"])
def test_the_needle_never_crosses_the_reading(size: tuple[int, int], reading: str) -> None:
    """No pixel is changed by the needle and by the reading, wherever the needle stands."""
    kit = kit_for(size)
    radius = kit.screen.px(RADIUS)
    bare = drawn(kit, math.nan, "", radius)
    words = np.abs(drawn(kit, math.nan, reading, radius) - bare).max(axis=2) > 24
    assert words.any()
    for share in np.linspace(0.0, 1.0, 41):
        needle = np.abs(drawn(kit, share, "", radius) - bare).max(axis=2) > 24
        assert not (needle & words).any(), share


@pytest.mark.parametrize("width", range(84, 150, 6))
@pytest.mark.parametrize("scale", [1.0, 1.4])
def test_an_instruments_needle_never_crosses_its_reading(width: int, scale: float) -> None:
    """Also where the dial is so small that its reading hardly has room."""
    kit = kit_for((1920, 1080), scale)

    def look(share: float, reading: str) -> F64:
        surface = canvas((220, 340))
        rect = pygame.Rect(20, 20, width, 300)
        instrument(kit, surface, rect, "", reading, share, np.zeros(0), np.zeros(0))
        return pixels(surface).astype(np.float64)

    bare = look(math.nan, "—")
    words = np.abs(look(math.nan, "88.8\u202f%") - look(math.nan, "\u200b")).max(axis=2) > 24
    assert words.any()
    for share in (0.0, 0.05, 0.5, 0.95, 1.0):
        needle = np.abs(look(share, "—") - bare).max(axis=2) > 24
        assert needle.any()
        assert not (needle & words).any(), share


def test_a_needle_that_hardly_moves_is_the_same_picture(kit: Kit) -> None:
    kit.shapes.keep(("warm",), lambda: pygame.Surface((1, 1)))
    for _ in range(2):
        for share in np.linspace(0.0, 1.0, 5001):
            dial(kit, canvas((2, 2)), (200, 200), RADIUS, float(share), "")
    assert len(kit.shapes) < 600  # of 5,001 shares


def instrument_on(kit: Kit, rect: pygame.Rect, opacity: float = 1.0, history: F64 | None = None) -> pygame.Surface:
    surface = canvas((700, 700))
    values = np.sin(np.linspace(0, 9, 80)) if history is None else history
    instrument(kit, surface, rect, "Coherence", "−0.873", 0.3, values, np.linspace(0, 1, len(values)), opacity)
    return surface


@pytest.mark.parametrize("scale", [0.8, 1.0, 1.5, 2.0])
@pytest.mark.parametrize("size", [(190, 300), (150, 220), (300, 300), (120, 400)])
def test_an_instrument_keeps_to_its_rect_at_any_size_of_text(scale: float, size: tuple[int, int]) -> None:
    kit, rect = kit_for((1920, 1080), scale), pygame.Rect((200, 200), size)
    box = changed(instrument_on(kit, rect))
    room = kit.screen.px(12)  # the dark glow of its words may spill
    assert rect.inflate(2 * room, 2 * room).contains(box)
    assert box.height > 0.4 * rect.height


def test_large_readings_stand_below_their_dial() -> None:
    """With text twice as large the reading would meet the needle; then it has a line of its own."""
    kit = kit_for((1920, 1080), 2.0)
    rect = pygame.Rect(200, 200, 190, 300)
    light = pixels(instrument_on(kit, rect)).astype(int).min(axis=2)
    white = np.nonzero(light[rect.left : rect.right, rect.top :] > 215)[1]
    assert white.max() > 100  # letters in foam below the dial's middle
    assert kit.type.size("0", "reading")[1] > 0.44 * 60


@pytest.mark.parametrize("size", [(1, 1), (30, 20), (40, 70)])
def test_an_instrument_without_room_does_no_harm(kit: Kit, size: tuple[int, int]) -> None:
    instrument_on(kit, pygame.Rect((200, 200), size))


@pytest.mark.parametrize("history", [np.zeros(0), np.full(5, np.nan), np.array([1.0])], ids=["none", "nan", "one"])
def test_a_history_without_values_is_no_curve(kit: Kit, history: F64) -> None:
    instrument_on(kit, pygame.Rect(200, 200, 190, 300), history=history)


def test_at_rest_it_fades(kit: Kit) -> None:
    rect = pygame.Rect(200, 200, 190, 300)
    bright, faint = (pixels(instrument_on(kit, rect, opacity)).astype(int).sum() for opacity in (1.0, 0.3))
    assert faint == pytest.approx(0.3 * bright, rel=0.08)
    assert changed(instrument_on(kit, rect, 0.0)).size == (0, 0)
