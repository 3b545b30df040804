"""The bed follows the measures: its own spectrum is measured, by Welch's periodogram and SciPy's."""

import numpy as np
import pytest
from scipy.signal import welch

from seaspirits_game.audio.bed import HARMONICS, ROOT, TONES_RMS, Bed
from seaspirits_game.audio.mood import Mood
from seaspirits_game.audio.tones import RATE

BLOCK = 4096


def settled(mood: Mood, seconds: float = 6.0, seed: int = 3) -> np.ndarray:
    """(n,) what the left ear hears once the mood is reached."""
    bed = Bed(seed)
    for _ in range(round(10.0 * RATE / BLOCK)):
        bed.block(BLOCK, mood)
    return np.concatenate([bed.block(BLOCK, mood)[:, 0] for _ in range(round(seconds * RATE / BLOCK))])


def power_at(samples: np.ndarray, width_cents: float = 40.0) -> tuple[np.ndarray, float]:
    """Power near each harmonic, and that of all between 65 and 1200 hertz."""
    hertz, power = welch(samples, RATE, nperseg=1 << 16)
    near = [
        power[np.abs(1200.0 * np.log2(np.maximum(hertz, 1e-9) / (ROOT * harmonic))) < width_cents].sum()
        for harmonic in HARMONICS
    ]
    return np.array(near), float(power[(hertz > 65.0) & (hertz < 1200.0)].sum())


def entropy(power: np.ndarray) -> float:
    share = power / power.sum()
    return float(-(share * np.log(share)).sum())


def test_entropy_opens_the_chord() -> None:
    moods = [Mood(openness=openness, steadiness=1.0) for openness in (0.0, 0.4, 0.8, 1.0)]
    heard = [entropy(power_at(settled(mood))[0]) for mood in moods]
    assert heard == sorted(heard)
    assert heard[-1] - heard[0] > 0.8
    assert heard[-1] > 0.75 * np.log(len(HARMONICS))


def test_coherence_steadies_it() -> None:
    def unsteadiness(steadiness: float) -> float:
        """Spread of the loudness of tenths of a second, in decibels."""
        samples = settled(Mood(openness=0.6, steadiness=steadiness), 8.0)
        tenths = samples[: len(samples) // 4410 * 4410].reshape(-1, 4410)
        spectra = np.abs(np.fft.rfft(tenths * np.hanning(4410), axis=1))[:, 6:120]
        return float(np.std(20.0 * np.log10(spectra + 1e-6), axis=0).mean())

    assert unsteadiness(0.0) > unsteadiness(0.5) > unsteadiness(1.0)


def test_dangers_put_it_out_of_tune() -> None:
    shares = []
    for unrest in (0.0, 0.5, 1.0):
        near, whole = power_at(settled(Mood(openness=1.0, steadiness=1.0, unrest=unrest)), width_cents=14.0)
        shares.append(near.sum() / whole)
    assert shares[0] > shares[1] > shares[2]
    assert shares[0] > 0.8
    assert shares[2] < 0.6


@pytest.mark.parametrize("mood", [Mood(0.0, 1.0, 0.0, 0.0), Mood(1.0, 0.0, 1.0, 1.0), Mood()])
def test_its_loudness_stays_the_same_whatever_the_mood(mood: Mood) -> None:
    samples = settled(mood)
    assert np.sqrt((samples**2).mean()) == pytest.approx(TONES_RMS, rel=0.45)


def test_it_has_no_seam_between_blocks_while_the_mood_changes() -> None:
    bed, moods = Bed(1), (Mood(0.0, 1.0, 0.0), Mood(1.0, 0.0, 1.0))
    samples = np.concatenate([bed.block(512, moods[index // 40 % 2]) for index in range(240)])
    # a click is a jump, or a jump of the slope: at seams neither is larger than elsewhere
    for order in (1, 2):
        bends = np.abs(np.diff(samples, n=order, axis=0))
        seam = np.zeros(len(bends), bool)
        seam[512 - order :: 512] = seam[511::512] = True
        assert bends[seam].max() < 1.5 * bends[~seam].max()
        assert bends[seam].mean() < 1.3 * bends[~seam].mean()


def test_the_waters_loop_goes_over_into_itself() -> None:
    water = Bed(2)._water
    steps = np.abs(np.diff(water, axis=0))
    assert np.abs(water[0] - water[-1]).max() <= steps.max()


def test_the_same_seed_sounds_the_same_and_another_does_not() -> None:
    def heard(seed: int) -> np.ndarray:
        bed = Bed(seed)
        return np.concatenate([bed.block(1000, Mood(0.5, 0.2, 0.3)) for _ in range(5)])

    np.testing.assert_array_equal(heard(4), heard(4))
    assert np.abs(heard(4) - heard(5)).max() > 1e-3


def test_it_does_not_wear_out() -> None:
    bed = Bed(0)
    bed._seconds, bed._at = 1e6 % 12.0, len(bed._water) - 5
    samples = np.concatenate([bed.block(BLOCK, Mood(1.0, 0.0, 1.0)) for _ in range(300)])
    assert np.isfinite(samples).all()
    assert np.abs(bed._phases).max() < 2.0 * np.pi + 1e-9
