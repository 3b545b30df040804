"""Envelopes, panning and pitch: the small parts that every voice is made of; pure."""

import math

import numpy as np

from seaspirits_game.core.arrays import F32

RATE = 44_100
"""Samples a second."""
EDGE_S = 0.012
"""Nothing comes or goes faster: below some milliseconds an edge is heard as a click."""


def times(seconds: float) -> F32:
    """(n,) seconds since the beginning."""
    return np.arange(round(seconds * RATE), dtype=np.float32) / np.float32(RATE)


def rise(n: int, seconds: float) -> F32:
    """(n,) from exactly 0 to 1 along half a cosine of `seconds`, then 1.

    >>> float(rise(100, 0.001)[0]), float(rise(100, 0.001)[-1])
    (0.0, 1.0)
    """
    ramp = min(max(round(seconds * RATE), 1), n)
    curve = np.ones(n, np.float32)
    curve[:ramp] = 0.5 - 0.5 * np.cos(np.pi * np.arange(ramp, dtype=np.float32) / np.float32(ramp))
    return curve


def edged(samples: F32, attack_s: float, release_s: float) -> F32:
    """`samples` (n,) that begin and end in exact silence."""
    n = len(samples)
    attack, release = max(attack_s, EDGE_S), max(release_s, EDGE_S)
    return np.asarray(samples * rise(n, attack) * rise(n, release)[::-1], dtype=np.float32)


def panned(samples: F32, pan: float) -> F32:
    """(n, 2) mono `samples` at a place, as loud wherever that is.

    >>> panned(np.ones(1, np.float32), -1.0).round(3).tolist()
    [[1.0, 0.0]]
    """
    angle = (min(max(pan, -1.0), 1.0) + 1.0) * math.pi / 4.0
    return np.asarray(samples[:, None] * np.array([math.cos(angle), math.sin(angle)], np.float32), dtype=np.float32)


def glide(start: float, end: float, seconds: float, ease_s: float) -> F32:
    """(n,) phase in radians of a tone that goes from `start` to `end` hertz with time constant `ease_s`."""
    t = times(seconds).astype(np.float64)
    # the integral of end + (start − end) exp(−t / ease)
    phase = end * t + (start - end) * ease_s * (1.0 - np.exp(-t / ease_s))
    return np.asarray(np.mod(2.0 * np.pi * phase, 2.0 * np.pi), dtype=np.float32)


def tone(hertz: float, seconds: float) -> F32:
    """(n,) a sine that begins at 0."""
    return np.asarray(np.sin(np.float32(2.0 * math.pi * hertz) * times(seconds)), dtype=np.float32)


def decibels(gain: float) -> float:
    """20 log10 of `gain`; −∞ of silence.

    >>> round(decibels(0.5), 2)
    -6.02
    """
    return 20.0 * math.log10(gain) if gain > 0.0 else -math.inf
