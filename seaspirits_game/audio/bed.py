"""The bed: a chord of the harmonic series over the murmur of water, made block by block, without a seam, for ever.

Its tones are multiples of one root, so that it is consonant however many of them sound. Entropy opens it (more tones,
more evenly loud: the spectrum's entropy rises with that of the layer), coherence steadies it (tones wander less), and
dangers put it out of tune (pairs beat, tones leave the series). Everything glides: a mood is reached within seconds.
"""

import math
from dataclasses import dataclass

import numpy as np

from seaspirits_game.audio.mood import Mood
from seaspirits_game.audio.tones import RATE
from seaspirits_game.core.arrays import F32, F64
from seaspirits_game.core.streams import stream

ROOT = 73.42
"""Hertz: D2."""
HARMONICS = np.array([1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 15], np.float64)
TONES_RMS, WATER_RMS = 0.08, 0.018
_STEEPEST, _FLATTEST = 1.15, 0.16
"""How fast tones get quieter from one to the next (nepers) when the chord is closed, and when it is open."""
_BEATING, _BEATING_IN_UNREST = 2.0, 26.0
"""Cents between the two voices of a tone."""
_ASTRAY = 70.0
"""Cents by which unrest carries a tone from its place in the series, at most."""
_WANDER, _SWING = 22.0, 0.75
"""Cents, and share of the loudness, by which an unsteady tone wanders (standard deviations)."""
_WANDER_S, _MOOD_S = 1.6, 2.2
"""Time constants of wandering, and of following the mood."""
_WATER_S = 9.0
_SWELL_S = 12.0


@dataclass(frozen=True, slots=True)
class _Voicing:
    """Pitch and loudness of each voice at one moment; (V,)."""

    hertz: F64
    gains: F64


class Bed:
    """One endless sound; the same seed, moods and blocks give the same samples."""

    def __init__(self, seed: int) -> None:
        self._random = stream(seed, "audio bed")
        count = len(HARMONICS)
        self._phases = self._random.uniform(0.0, 2.0 * np.pi, 2 * count)
        self._astray = self._random.uniform(-1.0, 1.0, count)
        self._wander = np.zeros(count)
        self._swing = np.zeros(count)
        self._mood = Mood()
        spread = np.concatenate([np.linspace(-0.15, -0.75, count), np.linspace(0.15, 0.75, count)])
        angles = (spread + 1.0) * np.pi / 4.0
        self._places = np.stack([np.cos(angles), np.sin(angles)], axis=1)  # (V, 2): one voice of each pair a side
        self._water = _murmur(self._random)
        self._at = 0
        self._seconds = 0.0
        self._voicing = self._voiced()

    def block(self, n: int, mood: Mood) -> F32:
        """(n, 2) the next samples, on the way to `mood`."""
        dt = n / RATE
        self._follow(mood, dt)
        before, after = self._voicing, self._voiced()
        self._voicing = after
        t = (np.arange(n, dtype=np.float32) / np.float32(RATE))[None, :]
        sweep = ((after.hertz - before.hertz) / (2.0 * dt)).astype(np.float32)[:, None]
        phases = np.float32(2.0 * np.pi) * (before.hertz.astype(np.float32)[:, None] * t + sweep * t * t)
        phases += self._phases.astype(np.float32)[:, None]
        self._phases = np.mod(self._phases + np.pi * (before.hertz + after.hertz) * dt, 2.0 * np.pi)
        sines = np.sin(phases, out=phases)
        ramp = (np.arange(n, dtype=np.float32) / np.float32(n))[:, None]
        early = sines.T @ (self._places * before.gains[:, None]).astype(np.float32)
        late = sines.T @ (self._places * after.gains[:, None]).astype(np.float32)
        return np.asarray(early + ramp * (late - early) + self._washed(n), dtype=np.float32)

    def _follow(self, mood: Mood, dt: float) -> None:
        share = 1.0 - math.exp(-dt / _MOOD_S)
        now = self._mood

        def nearer(here: float, there: float) -> float:
            return here + share * (there - here)

        self._mood = Mood(
            nearer(now.openness, mood.openness),
            nearer(now.steadiness, mood.steadiness),
            nearer(now.unrest, mood.unrest),
            nearer(now.depth, mood.depth),
        )
        # an Ornstein-Uhlenbeck process, exact for any dt
        keep = math.exp(-dt / _WANDER_S)
        kick = math.sqrt(1.0 - keep * keep)
        drawn = self._random.standard_normal((2, len(HARMONICS)))
        self._wander = keep * self._wander + kick * drawn[0]
        self._swing = keep * self._swing + kick * drawn[1]

    def _voiced(self) -> _Voicing:
        mood = self._mood
        order = np.arange(len(HARMONICS))
        steep = _STEEPEST + (_FLATTEST - _STEEPEST) * mood.openness + 0.12 * mood.depth
        loud = np.exp(-steep * order)
        unsteady = 1.0 - mood.steadiness
        loud *= np.clip(1.0 + _SWING * unsteady * self._swing, 0.0, 2.5)
        loud *= TONES_RMS / math.sqrt(float((loud * loud).sum()) / 2.0 + 1e-12) / math.sqrt(2.0)
        cents = _WANDER * unsteady * self._wander + _ASTRAY * mood.unrest * self._astray
        apart = (_BEATING + _BEATING_IN_UNREST * mood.unrest) / 2.0
        both = np.concatenate([cents - apart, cents + apart])
        return _Voicing(np.tile(ROOT * HARMONICS, 2) * 2.0 ** (both / 1200.0), np.tile(loud, 2))

    def _washed(self, n: int) -> F32:
        """The next of the water's loop, swelling and sinking."""
        places = (self._at + np.arange(n)) % len(self._water)
        self._at = int((self._at + n) % len(self._water))
        t = np.float32(self._seconds) + np.arange(n, dtype=np.float32) / np.float32(RATE)
        self._seconds = (self._seconds + n / RATE) % _SWELL_S
        swell = np.float32(0.75) - np.float32(0.35) * np.cos(np.float32(2.0 * np.pi / _SWELL_S) * t)
        return np.asarray(self._water[places] * swell[:, None], dtype=np.float32)


def _murmur(random: np.random.Generator) -> F32:
    """(n, 2) low noise whose end goes over into its beginning: a spectrum of its own, turned into time."""
    n = round(_WATER_S * RATE)
    hertz = np.fft.rfftfreq(n, 1.0 / RATE)
    shape = (hertz / 60.0) / (1.0 + (hertz / 60.0) ** 2) / (1.0 + (hertz / 420.0) ** 2)
    noise = random.standard_normal((2, 2, len(hertz)))
    samples = np.fft.irfft((noise[0] + 1j * noise[1]) * shape, n).T
    return np.asarray(samples * (WATER_RMS / np.sqrt((samples * samples).mean())), dtype=np.float32)
