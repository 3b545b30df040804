"""Each sound: safe, silent at both ends, without a click, where it belongs, at the pitch that it means."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.audio.sounds import Drop, Parted, Sound, Struck, Swell, Warned
from seaspirits_game.audio.tones import EDGE_S, RATE, decibels, glide, panned, rise, times
from seaspirits_game.audio.voices import LOUDEST, class_pitch, pitch_of, voiced
from seaspirits_game.geometry.alarms import Alarm
from seaspirits_game.geometry.stages import Stage

SOUNDS: list[Sound] = [
    *(Drop(100, accuracy, pan) for accuracy in (0.0, 1.0) for pan in (-1.0, 1.0)),
    *map(Swell, Stage),
    *(Struck(clan, 20, probability) for clan in (0, 7, 19) for probability in (0.0, 1.0)),
    *(Parted(low, 63 - low, 64, who) for low in (0, 1, 31, 63) for who in ("you", "rival")),
    *map(Warned, Alarm),
]


@pytest.mark.parametrize("sound", SOUNDS, ids=str)
def test_a_sound_is_safe_and_begins_and_ends_without_a_click(sound: Sound) -> None:
    samples = voiced(sound)
    assert samples.dtype == np.float32
    assert samples.shape[1] == 2
    assert np.isfinite(samples).all()
    assert 0.002 < np.abs(samples).max() <= LOUDEST
    assert np.sqrt((samples**2).mean()) < 0.12
    edge = round(EDGE_S * RATE) // 4
    loudest = np.abs(samples).max()
    for end in (samples[:edge], samples[::-1][:edge]):
        assert np.abs(end[0]).max() < 1e-6  # exact silence,
        assert np.abs(np.diff(end, axis=0)).max() < 0.05 * loudest  # left and reached in small steps
        assert np.abs(end).max() < 0.2 * loudest
    assert np.abs(np.diff(samples, axis=0)).max() < 0.35 * loudest  # 5 kHz at full loudness would be more


@given(st.integers(0, 4096), st.integers(0, 4096))
def test_any_partition_can_be_heard(smaller: int, larger: int) -> None:
    samples = voiced(Parted(smaller, larger, max(smaller + larger + 1, 1)))
    assert np.isfinite(samples).all()
    assert np.abs(samples).max() <= LOUDEST


def loudest_hertz(samples: np.ndarray) -> float:
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples)), 1 << 17))
    return float(np.fft.rfftfreq(1 << 17, 1.0 / RATE)[spectrum.argmax()])


def test_partition_parts_to_the_pitches_of_the_segments_left_and_right() -> None:
    samples = voiced(Parted(7, 56, 64, pan_left=-1.0, pan_right=1.0))
    end = samples[round(0.5 * RATE) : round(0.75 * RATE)]
    assert loudest_hertz(end[:, 0]) == pytest.approx(pitch_of(7, 64), rel=0.01)
    assert loudest_hertz(end[:, 1]) == pytest.approx(pitch_of(56, 64), rel=0.01)
    assert pitch_of(7, 64) > pitch_of(56, 64) > pitch_of(64, 64)


def test_an_empty_side_is_not_heard() -> None:
    samples = voiced(Parted(0, 9, 10, pan_left=-1.0, pan_right=1.0))
    assert np.abs(samples[:, 0]).max() < 1e-6
    assert np.abs(samples[:, 1]).max() > 0.05


def test_halving_a_segment_is_always_the_same_interval() -> None:
    intervals = np.diff(np.log2([pitch_of(64 // 2**power, 64) for power in range(7)]))
    np.testing.assert_allclose(intervals, intervals[0])


def test_ten_classes_have_ten_pitches() -> None:
    assert len({round(class_pitch(clan), 3) for clan in range(10)}) == 10
    for clan in range(10):
        assert loudest_hertz(voiced(Struck(clan, 10, 1.0)).sum(axis=1)) == pytest.approx(class_pitch(clan), rel=0.01)


def test_a_doubtful_draw_rings_with_more_overtones() -> None:
    def overtones(probability: float) -> float:
        spectrum = np.abs(np.fft.rfft(voiced(Struck(0, 10, probability)).sum(axis=1))) ** 2
        hertz = np.fft.rfftfreq(round(1.6 * RATE), 1.0 / RATE)
        return float(spectrum[hertz > 1.5 * class_pitch(0)].sum() / spectrum.sum())

    assert overtones(0.1) > overtones(0.6) > overtones(1.0)


@given(st.floats(-1.0, 1.0))
def test_panning_keeps_the_loudness(pan: float) -> None:
    left, right = panned(np.ones(1, np.float32), pan)[0]
    assert left**2 + right**2 == pytest.approx(1.0, abs=1e-6)
    assert (right >= left) == (pan >= 0.0) or abs(pan) < 1e-6


def test_a_drop_is_heard_where_it_is_seen() -> None:
    left, right = (np.abs(voiced(Drop(1, pan=pan))).max(axis=0) for pan in (-0.8, 0.8))
    assert left[0] > 3.0 * left[1]
    np.testing.assert_allclose(right, left[::-1], rtol=1e-5)


def test_a_glides_pitch_is_the_derivative_of_its_phase() -> None:
    phase = np.unwrap(glide(400.0, 100.0, 0.5, 0.1).astype(np.float64))
    hertz = np.gradient(phase, 1.0 / RATE) / (2.0 * np.pi)
    expected = 100.0 + 300.0 * np.exp(-times(0.5) / 0.1)
    np.testing.assert_allclose(hertz[10:-10], expected[10:-10], rtol=0.01)


def test_small_parts() -> None:
    assert rise(10, 5.0)[0] == 0.0
    assert decibels(0.0) == -np.inf
