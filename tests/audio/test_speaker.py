"""The device: silent and unharmed without one; with SDL's disk driver, what is played is played without a gap."""

import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pygame
import pytest

from seaspirits_game.audio.mood import Mood
from seaspirits_game.audio.sounds import Parted
from seaspirits_game.audio.speaker import BLOCK, BUFFER, Speaker, pcm

ROOT = Path(__file__).resolve().parents[2]


def until(condition, seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.01)


def test_without_a_device_it_is_silent_and_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", "no such driver")
    speaker = Speaker(0)
    speaker.level = 1.0
    speaker.start()
    until(lambda: speaker.trouble)
    for _ in range(100):
        speaker.strike(Parted(1, 2, 4))
    speaker.close()
    assert speaker.blocks == 0
    assert not speaker._waiting


def test_it_is_not_opened_before_it_is_started_and_closes_unopened() -> None:
    speaker = Speaker(0)
    speaker.strike(Parted(1, 2, 4))
    assert not speaker.started
    assert pygame.mixer.get_init() is None
    speaker.close()


def test_it_plays_and_closes_on_a_device() -> None:
    speaker = Speaker(1)
    speaker.level = 0.5
    speaker.start()
    speaker.start()  # twice is once
    until(lambda: speaker.blocks > 3)
    speaker.mood = Mood(1.0, 0.5, 0.2)
    speaker.strike(Parted(1, 2, 4))
    speaker.close()
    assert speaker.trouble == ""
    assert pygame.mixer.get_init() is None


def test_muted_it_makes_no_blocks() -> None:
    speaker = Speaker(1)
    speaker.start()
    until(lambda: pygame.mixer.get_init() is not None)
    time.sleep(0.2)
    assert speaker.blocks == 0
    speaker.close()


def test_blocks_are_whole_buffers_of_the_device() -> None:
    assert BLOCK % BUFFER == 0
    assert len(pcm(np.zeros((BLOCK, 2), np.float32))) == 4 * BLOCK
    assert np.frombuffer(pcm(np.array([[1.0, -1.0]], np.float32)), "<i2").tolist() == [32767, -32767]


def test_what_is_heard_has_no_gap_and_ends_in_silence(tmp_path: Path) -> None:
    heard = tmp_path / "heard.raw"
    code = (
        "import time\n"
        "from seaspirits_game.audio.speaker import Speaker\n"
        "speaker = Speaker(3); speaker.level = 1.0; speaker.start()\n"
        "while speaker.blocks < 24: time.sleep(0.01)\n"
        "speaker.close(); print(speaker.trouble)\n"
    )
    environment = os.environ | {"SDL_AUDIODRIVER": "disk", "SDL_DISKAUDIOFILE": str(heard), "SDL_DISKAUDIODELAY": "23"}
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    samples = np.frombuffer(heard.read_bytes(), "<i2").reshape(-1, 2).astype(np.float64) / 32767.0
    sounding = np.flatnonzero(np.abs(samples).max(axis=1) > 0)
    samples = samples[sounding[0] : sounding[-1] + 1]
    assert len(samples) > 12 * BLOCK
    steps = np.abs(np.diff(samples, axis=0))
    assert steps.max() < 0.02  # a break in the middle would be a jump
    assert np.abs(samples[-20:]).max() < 0.001
