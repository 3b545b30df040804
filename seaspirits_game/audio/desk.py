"""The mixing desk: bed and sounds together, at a safe loudness, in blocks; pure.

Two guards: a governor lowers the whole when it has been loud for a while, and a limiter bends what is left of the
peaks, so that no crowd of sounds can hurt an ear or clip.
"""

import math

import numpy as np

from seaspirits_game.audio.bed import Bed
from seaspirits_game.audio.mood import Mood
from seaspirits_game.audio.sounds import Drop, Sound
from seaspirits_game.audio.tones import EDGE_S, RATE
from seaspirits_game.audio.voices import voiced
from seaspirits_game.core.arrays import F32

CEILING = 0.7
"""No sample is greater: −3 dB below full scale."""
KNEE = 0.5
MOST_RMS = 0.16
"""Loudness that the governor allows for longer than a moment."""
MOST_VOICES = 10
"""Further sounds replace the oldest, which fades within `EDGE_S`."""
_GOVERNOR_S = 0.4
_LEVEL_S = 0.25
"""How long the volume takes from nothing to all."""


class Desk:
    """Makes the next block whenever it is asked for one."""

    def __init__(self, seed: int, level: float = 0.0) -> None:
        """It begins in silence and rises to `level`, 0 to 1 of the volume a person has chosen."""
        self.mood = Mood()
        self.level = level
        self._gain = 0.0
        self._governed = 1.0
        self._loud = 0.0
        self._bed = Bed(seed)
        self._voices: list[F32] = []
        """What is still to be heard of each sound, oldest first."""

    @property
    def silent(self) -> bool:
        """Whether nothing can be heard now, and nothing will until the level is raised."""
        return self.level <= 0.0 and self._gain <= 0.0

    def strike(self, sound: Sound) -> None:
        """Begin a sound with the next block. A drop among many is not worth replacing another for."""
        if self.silent or (isinstance(sound, Drop) and len(self._voices) >= MOST_VOICES // 2):
            return
        if len(self._voices) >= MOST_VOICES:
            self._voices[0] = _faded(self._voices[0])
            if len(self._voices) > MOST_VOICES + 2:
                return
        self._voices.append(voiced(sound))

    def restart(self) -> None:
        """What was played has broken off: rise from silence again."""
        self._gain = 0.0

    def block(self, n: int) -> F32:
        """(n, 2) the next samples, none greater than `CEILING`."""
        mixed = self._bed.block(n, self.mood)
        for index, voice in enumerate(self._voices):
            part = voice[:n]
            mixed[: len(part)] += part
            self._voices[index] = voice[n:]
        self._voices = [voice for voice in self._voices if len(voice)]
        return limited(self._levelled(mixed))

    def _levelled(self, samples: F32) -> F32:
        """At the level, which glides, and under the governor."""
        n = len(samples)
        dt = n / RATE
        goal = min(max(self.level, 0.0), 1.0) ** 2  # ears hear loudness nearly as a square root
        reach = dt / _LEVEL_S
        before = self._gain * self._governed
        self._gain = min(max(goal, self._gain - reach), self._gain + reach)
        power = float((samples * samples).mean())
        share = math.exp(-dt / _GOVERNOR_S)
        self._loud = max(share * self._loud + (1.0 - share) * power, 0.5 * power)
        self._governed = min(1.0, MOST_RMS / math.sqrt(self._loud + 1e-12))
        after = self._gain * self._governed
        bend = np.float32(0.5) - np.float32(0.5) * np.cos(np.pi * np.arange(n, dtype=np.float32) / np.float32(n))
        return np.asarray(samples * (np.float32(before) + np.float32(after - before) * bend)[:, None], np.float32)


def limited(samples: F32) -> F32:
    """`samples`, unchanged up to `KNEE`, bent above it, never beyond `CEILING`.

    >>> limited(np.array([[0.1, 9.0]], np.float32)).round(2).tolist()
    [[0.10000000149011612, 0.699999988079071]]
    """
    room = np.float32(CEILING - KNEE)
    size = np.abs(samples)
    if float(size.max(initial=0.0)) <= KNEE:
        return samples
    bent = np.float32(KNEE) + room * np.tanh((size - np.float32(KNEE)) / room)
    return np.asarray(np.where(size > KNEE, np.copysign(bent, samples), samples), dtype=np.float32)


def _faded(voice: F32) -> F32:
    """What is left of a voice, going within `EDGE_S`."""
    n = min(len(voice), round(EDGE_S * RATE))
    return np.asarray(voice[:n] * (0.5 + 0.5 * np.cos(np.pi * np.arange(n) / max(n, 1)))[:, None], dtype=np.float32)
