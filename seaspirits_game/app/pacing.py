"""Waiting for the next frame, and what the frames cost."""

import os
import time

import numpy as np

from seaspirits_game.core.arrays import F64

_SPIN = 0.0015  # sleep() may oversleep about a millisecond; the rest is spun, at most 9 % of a frame


class Pacer:
    """Holds a loop at `fps` frames a second without `Clock.tick`, whose whole milliseconds give 62.5 for 60."""

    def __init__(self, fps: float) -> None:
        self._period = 1.0 / fps
        self._due = time.perf_counter() + self._period

    def wait(self) -> None:
        """Return when the next frame is due; at once, and without a grudge, when it is late."""
        now = time.perf_counter()
        if now > self._due + self._period:
            self._due = now
        rest = self._due - now - _SPIN
        if rest > 0:
            time.sleep(rest)
        while time.perf_counter() < self._due:
            pass
        self._due += self._period


class FrameTimes:
    """Work per frame in milliseconds: of the last `keep` frames, in memory that does not grow."""

    def __init__(self, keep: int = 100_000) -> None:
        self._milliseconds: F64 = np.zeros(keep)
        self._count = 0

    def add(self, seconds: float) -> None:
        """Record one frame's work."""
        self._milliseconds[self._count % len(self._milliseconds)] = seconds * 1000.0
        self._count += 1

    def __len__(self) -> int:
        return min(self._count, len(self._milliseconds))

    def last(self, count: int) -> F64:
        """The newest `count` frame times, oldest first, ms."""
        count = min(count, len(self))
        rows = np.arange(self._count - count, self._count) % len(self._milliseconds)
        return np.asarray(self._milliseconds[rows])

    def summary(self) -> dict[str, float]:
        """p50, p95, p99 and max in ms; zeros before the first frame."""
        if not self._count:
            return {"p50": 0.0, "p95": 0.0, "p99": 0.0, "max": 0.0}
        values = self.last(len(self))
        p50, p95, p99 = np.percentile(values, [50, 95, 99])
        return {
            "p50": round(float(p50), 3),
            "p95": round(float(p95), 3),
            "p99": round(float(p99), 3),
            "max": round(float(values.max()), 3),
        }


def seconds_since_process_start() -> float:
    """Wall seconds since the operating system started this process (Linux, 10 ms grain), else since Python did."""
    try:
        with open("/proc/self/stat", encoding="ascii") as stat:
            started_ticks = int(stat.read().rpartition(")")[2].split()[19])
        return time.clock_gettime(time.CLOCK_BOOTTIME) - started_ticks / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError, AttributeError):
        return time.perf_counter()
