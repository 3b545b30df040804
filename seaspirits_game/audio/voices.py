"""How each sound sounds: a function of the sound alone, so that the same voyage sounds the same.

Partition as two glides whose pitches are the sizes of the segments follows the habit of sorting sonifications: small is
high, as small things are. Pitches are those of the bed's harmonic series, so that nothing is out of tune with it.
"""

import math

import numpy as np

from seaspirits_game.audio.bed import ROOT
from seaspirits_game.audio.sounds import Drop, Parted, Sound, Struck, Swell, Warned
from seaspirits_game.audio.tones import RATE, edged, glide, panned, times, tone
from seaspirits_game.core.arrays import F32
from seaspirits_game.geometry.stages import Stage

LOUDEST = 0.3
"""Peak of any single sound."""
_DROP, _SWELL, _STRUCK, _PARTED, _WARNED = 0.05, 0.14, 0.16, 0.12, 0.14
_SCALE = (8, 9, 10, 12, 15)
"""Harmonics that classes are told by: each five of them an octave higher."""
_CHORDS = {Stage.NONE: (2, 3), Stage.FOUNDATION: (2, 3, 4), Stage.EXPANSION: (4, 5, 6, 9), Stage.REFINEMENT: (4, 5, 6)}
_LOWEST, _OCTAVES = 2.0 * ROOT, 3.0
"""Pitch of a whole row, and how far above it a single pen sounds."""


def voiced(sound: Sound) -> F32:
    """(n, 2) samples of a sound; it begins and ends in silence, and its peak is at most `LOUDEST`."""
    match sound:
        case Drop():
            return _drop(sound)
        case Swell():
            return _swell(sound)
        case Struck():
            return _struck(sound)
        case Parted():
            return _parted(sound)
        case Warned():
            return _warned()


def pitch_of(size: int, n: int) -> float:
    """Hertz of a segment of `size` among `n`: each halving is the same interval higher.

    >>> pitch_of(64, 64) < pitch_of(32, 64) < pitch_of(1, 64)
    True
    """
    share = math.log2(n / max(size, 1)) / max(math.log2(n), 1.0)
    return float(_LOWEST * 2.0 ** (_OCTAVES * min(max(share, 0.0), 1.0)))


def class_pitch(clan: int) -> float:
    """Hertz that a class is told by."""
    return float(ROOT * _SCALE[clan % len(_SCALE)] * 2.0 ** (clan // len(_SCALE) % 3) / 2.0)


def _drop(sound: Drop) -> F32:
    """A drop: a short sine whose pitch falls and rounds off, brighter the more is right."""
    base = ROOT * (4.0 + 4.0 * min(max(sound.accuracy, 0.0), 1.0))
    seconds = 0.42
    fade = np.exp(-times(seconds) / np.float32(0.09))
    samples = np.sin(glide(base * 1.5, base, seconds, 0.03)) * fade * np.float32(_DROP)
    return panned(edged(samples, 0.015, 0.1), sound.pan)


def _swell(sound: Swell) -> F32:
    """The tones of a stage come one after the other, and sink away together."""
    harmonics = _CHORDS[sound.stage]
    seconds, apart = 3.4, 0.28
    samples = np.zeros((round(seconds * RATE), 2), np.float32)
    for number, harmonic in enumerate(harmonics):
        length = seconds - apart * number
        one = tone(ROOT * harmonic, length) + np.float32(0.25) * tone(2.0 * ROOT * harmonic, length)
        share = number / max(len(harmonics) - 1, 1)
        placed = panned(edged(one, 0.5, 2.0) * np.float32(_SWELL / len(harmonics)), 1.2 * share - 0.6)
        samples[len(samples) - len(placed) :] += placed
    return samples


def _struck(sound: Struck) -> F32:
    """A glass bell of the class's pitch: the surer, the purer; an improbable draw rings with more overtones."""
    hertz, seconds = class_pitch(sound.clan), 1.6
    t = times(seconds)
    doubt = np.float32(1.0 - min(max(sound.probability, 0.0), 1.0))
    samples = tone(hertz, seconds) * np.exp(-t / np.float32(0.5))
    for ratio, share in ((2.76, 0.4), (5.4, 0.22)):
        samples += share * doubt * tone(hertz * ratio, seconds) * np.exp(-t / np.float32(0.24))
    return panned(edged(samples * np.float32(_STRUCK / (1.0 + 0.6 * float(doubt))), 0.012, 0.5), sound.pan)


def _parted(sound: Parted) -> F32:
    """Two glides that begin at the pitch of the whole segment and part to those of its two sides."""
    whole = pitch_of(sound.smaller + sound.larger + 1, sound.n)
    seconds = 0.9
    fade = np.exp(-times(seconds) / np.float32(0.4))
    gain = _PARTED if sound.who == "you" else 0.45 * _PARTED
    samples = np.zeros((len(fade), 2), np.float32)
    for size, pan in ((sound.smaller, sound.pan_left), (sound.larger, sound.pan_right)):
        if size > 0:
            phase = glide(whole, pitch_of(size, sound.n), seconds, 0.12)
            one = np.sin(phase) + np.float32(0.15) * np.sin(2.0 * phase)
            samples += panned(edged(one * fade * np.float32(gain), 0.02, 0.3), pan)
    return samples


def _warned() -> F32:
    """Two low tones a little apart, so that they beat: a danger is felt rather than shouted."""
    seconds = 2.6
    low = tone(1.5 * ROOT, seconds) + tone(1.5 * ROOT * 1.035, seconds) + np.float32(0.3) * tone(3.1 * ROOT, seconds)
    return panned(edged(low * np.float32(_WARNED / 2.3), 0.4, 1.4), 0.0)
