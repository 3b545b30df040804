"""Safe loudness whatever happens, no click when the volume is turned, and the cost of a second of sound."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from seaspirits_game.audio.desk import CEILING, KNEE, MOST_RMS, Desk, limited
from seaspirits_game.audio.mood import Mood
from seaspirits_game.audio.sounds import Drop, Parted, Struck, Swell, Warned
from seaspirits_game.audio.tones import RATE
from seaspirits_game.geometry.alarms import Alarm
from seaspirits_game.geometry.stages import Stage

BLOCK = 4096


def played(desk: Desk, blocks: int, block: int = BLOCK) -> np.ndarray:
    return np.concatenate([desk.block(block) for _ in range(blocks)])


@given(arrays.arrays(np.float32, (50, 2), elements=st.floats(-100, 100, width=32)))
def test_the_limiter_never_exceeds_its_ceiling_and_leaves_what_is_quiet(samples: np.ndarray) -> None:
    bent = limited(samples)
    assert np.abs(bent).max() <= CEILING + 1e-6
    quiet = np.abs(samples) <= KNEE
    np.testing.assert_array_equal(bent[quiet], samples[quiet])
    assert (np.sign(bent) == np.sign(samples)).all()


def test_the_limiter_keeps_order() -> None:
    rising = np.linspace(-3, 3, 1001, dtype=np.float32)[:, None]
    assert (np.diff(limited(rising), axis=0) >= 0).all()


def test_a_crowd_of_sounds_stays_safe() -> None:
    desk = Desk(0, 1.0)
    played(desk, 10)
    heard = []
    for _ in range(60):
        for sound in (Parted(20, 43, 64), Struck(1, 10, 0.1), Swell(Stage.EXPANSION), Warned(Alarm.CHAOS), Drop(1)):
            desk.strike(sound)
        desk.mood = Mood(1.0, 0.0, 1.0, 1.0)
        heard.append(desk.block(BLOCK))
        assert np.abs(heard[-1]).max() <= CEILING
    seconds = np.concatenate(heard[12:])
    for second in np.array_split(seconds, 4):
        assert np.sqrt((second**2).mean()) < 1.4 * MOST_RMS
    assert np.abs(np.diff(np.concatenate(heard), axis=0)).max() < 0.12  # voices that are replaced do not click


def test_turning_the_volume_is_no_click_and_silence_is_silence() -> None:
    desk = Desk(5, 1.0)
    parts = [played(desk, 8)]
    assert np.abs(parts[0][0]).max() == 0.0  # it rises from nothing
    desk.level = 0.0
    parts.append(played(desk, 6))
    assert desk.silent
    assert np.abs(parts[1][-100:]).max() == 0.0
    desk.level = 0.6
    parts.append(played(desk, 6))
    assert not desk.silent
    steps = np.abs(np.diff(np.concatenate(parts), axis=0))
    usual = np.abs(np.diff(parts[0][-BLOCK:], axis=0)).max()
    assert steps.max() < 2.0 * usual
    for seam in (8, 14):
        assert steps[seam * BLOCK - 1].max() < 2.0 * usual


def test_half_the_volume_is_a_quarter_of_the_gain() -> None:
    full, half = (np.sqrt((played(Desk(2, level), 12)[-BLOCK:] ** 2).mean()) for level in (1.0, 0.5))
    assert half / full == pytest.approx(0.25, rel=0.02)


def test_a_silent_desk_gathers_nothing() -> None:
    desk = Desk(0, 0.0)
    for _ in range(100):
        desk.strike(Swell(Stage.EXPANSION))
    assert desk._voices == []


def test_drops_give_way_to_what_tells_more() -> None:
    desk = Desk(0, 1.0)
    desk.block(BLOCK)
    for _ in range(50):
        desk.strike(Drop(1))
    few = len(desk._voices)
    desk.strike(Swell(Stage.EXPANSION))
    assert len(desk._voices) == few + 1


def test_after_a_gap_it_rises_from_silence() -> None:
    desk = Desk(0, 1.0)
    played(desk, 8)
    desk.restart()
    again = desk.block(BLOCK)
    assert np.abs(again[:20]).max() < 1e-4


def test_the_same_seed_and_sounds_give_the_same_samples() -> None:
    def heard() -> np.ndarray:
        desk = Desk(9, 0.8)
        desk.block(BLOCK)
        desk.strike(Parted(3, 4, 8))
        return played(desk, 5)

    np.testing.assert_array_equal(heard(), heard())


def test_a_second_of_sound_is_a_second_of_samples() -> None:
    assert len(played(Desk(0, 1.0), 3, 1000)) == 3000
    assert RATE == 44_100
