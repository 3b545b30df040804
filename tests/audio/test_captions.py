"""Every sound has words, in every language that the program knows."""

import pytest

from seaspirits_game.audio.captions import caption
from seaspirits_game.audio.sounds import Drop, Parted, Sound, Struck, Swell, Warned
from seaspirits_game.geometry.alarms import Alarm
from seaspirits_game.geometry.stages import Stage
from seaspirits_game.texts.catalogue import PSEUDO, Texts

SOUNDS: list[Sound] = [
    Drop(1500),
    *map(Swell, Stage),
    Struck(3, 10, 0.42, "seven"),
    Parted(7, 56, 64),
    Parted(7, 56, 64, "rival"),
    *map(Warned, Alarm),
]


@pytest.mark.parametrize("sound", SOUNDS, ids=str)
def test_every_sound_has_a_caption_of_its_own(sound: Sound) -> None:
    line = caption(sound, Texts())
    assert line
    assert "{" not in line
    assert line != caption(sound, Texts(PSEUDO))
    assert sum(caption(other, Texts()) == line for other in SOUNDS) == 1


def test_numbers_are_said() -> None:
    assert caption(Parted(7, 56, 64), Texts()) == "two glides part: 7 and 56"
    assert "seven" in caption(Struck(3, 10, 0.42, "seven"), Texts())
