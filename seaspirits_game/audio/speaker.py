"""The sound device, fed from a thread of its own: no frame waits for it, and a machine without one is only silent.

Opening a device may take long, or hang for ever on a broken sound server; so that, too, happens in the thread. Blocks
are whole multiples of the device's buffer: SDL_mixer begins a queued block with a new buffer, never within one.
"""

import contextlib
import threading
import time
from collections import deque

import numpy as np
import pygame

from seaspirits_game.audio.desk import Desk
from seaspirits_game.audio.mood import Mood
from seaspirits_game.audio.sounds import Sound
from seaspirits_game.audio.tones import RATE
from seaspirits_game.core.arrays import F32

BUFFER = 1024
BLOCK = 4 * BUFFER
"""Samples: 93 ms. One block is played while the next one waits."""
_GLANCE_S = 0.02
_IDLE_S = 0.15
_MOST_WAITING = 32
_LAST_BLOCKS = 4
"""In which what is heard sinks into silence before the device is closed."""
_PATIENCE_S = 1.0
"""A device that does not close by then is left to the system."""


class Speaker:
    """Plays a desk; every method returns at once, whatever the device does."""

    def __init__(self, seed: int) -> None:
        self.trouble = ""
        """Why nothing is heard; empty when all is well or nothing was tried yet."""
        self.level = 0.0
        """0 to 1."""
        self.mood = Mood()
        self.blocks = 0
        """How many were played."""
        self._seed = seed
        self._waiting: deque[Sound] = deque(maxlen=_MOST_WAITING)
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def started(self) -> bool:
        """Whether the device was asked for."""
        return self._thread is not None

    def start(self) -> None:
        """Open the device, some time soon."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="sound", daemon=True)
            self._thread.start()

    def strike(self, sound: Sound) -> None:
        """Let a sound be heard with the next block."""
        if self._thread is not None and not self.trouble:
            self._waiting.append(sound)

    def close(self) -> None:
        """Sink into silence and close the device."""
        self._closing.set()
        if self._thread is not None:
            self._thread.join(_PATIENCE_S)

    def _run(self) -> None:
        try:
            pygame.mixer.init(RATE, -16, 2, BUFFER, allowedchanges=0)
        except pygame.error as error:
            self.trouble = str(error)
            return
        try:
            self._play(Desk(self._seed), pygame.mixer.Channel(0))
        except pygame.error as error:  # the device was pulled out
            self.trouble = str(error)
        finally:
            with contextlib.suppress(pygame.error):
                pygame.mixer.quit()

    def _play(self, desk: Desk, channel: pygame.mixer.Channel) -> None:
        left = _LAST_BLOCKS
        while left:
            closing = self._closing.is_set()
            desk.level, desk.mood = (0.0 if closing else self.level), self.mood
            if desk.silent:
                self._waiting.clear()
                if closing:
                    break
                self._closing.wait(_IDLE_S)
                continue
            if channel.get_queue() is not None:
                time.sleep(_GLANCE_S)
                continue
            while self._waiting:
                desk.strike(self._waiting.popleft())
            busy = channel.get_busy()
            if not busy and self.blocks:
                desk.restart()  # it was kept waiting, and fell silent
            played = pygame.mixer.Sound(buffer=pcm(desk.block(BLOCK)))
            if busy:
                channel.queue(played)
            else:
                channel.play(played)
            self.blocks += 1
            left -= closing
        until = time.monotonic() + _PATIENCE_S / 2
        while channel.get_busy() and time.monotonic() < until:
            time.sleep(_GLANCE_S)


def pcm(samples: F32) -> bytes:
    """Samples as a device takes them: 16 bits each, left and right in turn."""
    return np.round(samples * np.float32(32767.0)).astype("<i2").tobytes()
