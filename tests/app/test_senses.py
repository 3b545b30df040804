"""What is heard, spoken and kept follows the stage; without a device and without a voice nothing else changes."""

import os
import time
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pygame
import pytest

from seaspirits_game.app import keepsakes, log, play, spoken
from seaspirits_game.app.options import PlayOptions
from seaspirits_game.app.play import Play
from seaspirits_game.app.senses import Senses, as_written
from seaspirits_game.app.sounding import Sounding
from seaspirits_game.app.spoken import Spoken, Unwatched
from seaspirits_game.app.window import Window
from seaspirits_game.audio.mood import Mood
from seaspirits_game.audio.sounds import Drop, Sound, Swell, Warned
from seaspirits_game.core.facts import Torn
from seaspirits_game.geometry.alarms import Alarm
from seaspirits_game.scenes.asks import Keep
from seaspirits_game.scenes.events import KeyPress, Resized
from seaspirits_game.scenes.keys import KeyMap
from seaspirits_game.scenes.preferences import Preferences
from tests.app.test_play import StillLink
from tests.scenes.voyages import snapshots, staged


@pytest.fixture(autouse=True)
def fonts():
    pygame.font.init()


class Heard:
    """A player that remembers."""

    def __init__(self) -> None:
        self.level = 0.0
        self.mood = Mood()
        self.sounds: list[Sound] = []

    def strike(self, sound: Sound) -> None:
        self.sounds.append(sound)


@pytest.fixture
def window():
    opened = Window((1280, 720), fullscreen=False)
    yield opened
    opened.close()


def test_the_bed_follows_the_newest_snapshot_and_drops_are_no_rain() -> None:
    company, heard = staged(0, "sea"), Heard()
    sounding = Sounding(company.stage, heard)
    moods = []
    for snapshot in snapshots()[1:]:
        company.stage.receive(snapshot)
        for _ in range(3):
            sounding.follow(1 / 60)
        moods.append(heard.mood)
    assert len(set(moods)) == len(moods)
    assert heard.level == Preferences().volume
    assert sum(isinstance(sound, Drop) for sound in heard.sounds) == 1
    assert any(isinstance(sound, Swell) for sound in heard.sounds)  # the voyage went through stages


def test_a_torn_sea_is_as_unruly_as_it_gets() -> None:
    company, heard = staged(600, "sea", facts=(Torn(601, "W2", 590),)), Heard()
    Sounding(company.stage, heard).follow(1 / 60)
    assert heard.mood.unrest == 1.0


def test_a_danger_is_struck_once() -> None:
    company, heard = staged(40, "sea"), Heard()
    sounding = Sounding(company.stage, heard)
    sounding.follow(1 / 60)
    last = snapshots()[2]
    for index in range(12):  # the loss doubles and the deepest layer is thrown about
        readings = dict(last.readings) | {f"layer{layer}.coherence": 0.2 for layer in (1, 2, 3)}
        company.stage.receive(replace(last, step=60 + index, train_loss=9.0, readings=readings))
        sounding.follow(1 / 60)
    assert [sound for sound in heard.sounds if isinstance(sound, Warned)] == [Warned(Alarm.CHAOS)]


def test_a_dive_is_heard_instead_of_the_voyage_behind_it() -> None:
    company, heard = staged(600, "sea"), Heard()
    beside = staged(0, "sea").stage
    sounding = Sounding(company.stage, heard)
    sounding.follow(1 / 60)
    before = len(heard.sounds)
    sounding.follow(1 / 60, watched=beside)
    assert len(heard.sounds) == before  # to be looked at is no event
    beside.sound(Warned(Alarm.CHAOS))
    beside.receive(snapshots()[2])
    sounding.follow(1 / 60, watched=beside)
    assert heard.sounds[before:].count(Warned(Alarm.CHAOS)) == 1
    behind = heard.mood
    company.stage.receive(snapshots()[5])
    sounding.follow(1 / 60, watched=beside)
    assert heard.mood == behind


def test_silence_is_silence() -> None:
    company, heard = staged(600, "sea", preferences=Preferences(muted=True)), Heard()
    sounding = Sounding(company.stage, heard)
    sounding.follow(1 / 60)
    assert heard.level == 0.0
    company.handle(KeyPress("f8"))
    sounding.follow(1 / 60)
    assert heard.level > 0.0
    sounding.follow(1 / 60, rests=True)
    assert heard.level == 0.0
    assert company.stage.take_asks() == [Keep({"muted": False})]


def test_what_has_the_focus_is_spoken_once() -> None:
    company = staged(600, "sea", preferences=Preferences(speech=True))
    said: list[Sequence[str]] = []
    voice = Spoken(company, said.append)
    voice.follow()
    assert said[-1][-1] == "the sea"
    company.handle(KeyPress("tab"))
    voice.follow()
    voice.follow()
    assert len(said) == 2
    assert company.focused() is not None
    assert said[-1][-1] == company.focused().hint
    company.stage.say("a message")
    voice.follow()
    assert said[-1][-1] == "a message"
    assert said[-1][0] == "spd-say"
    company.point()
    voice.follow()
    assert company.pointing.sight is not None
    assert company.pointing.sight.words in said[-1][-1]
    company.pointing.close()
    company.stage.prefer(speech=False)
    company.handle(KeyPress("tab"))
    voice.follow()
    assert len(said) == 4


def test_a_machine_without_a_voice_misses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spoken, "PROGRAM", "there is no such program")
    assert not spoken.installed()
    Unwatched()(["there is no such program", "hello"])


def test_settings_apply_at_once_and_are_written_when_the_hand_rests(window: Window, tmp_path: Path) -> None:
    company = staged(600, "settings")
    file = tmp_path / "settings.toml"
    senses = Senses(company, window, file)
    assert senses.keep({"text_scale": 1.5, "volume": 0.2}) == []
    assert not file.exists()
    for _ in range(40):
        senses.keep({"volume": 0.3})
    (event,) = senses.keep({"size": (1600, 900), "fullscreen": False})
    assert event == Resized(1600, 900)
    assert company.stage.display.size == (1600, 900)
    senses.keep({"keys": KeyMap({"tour": "j"}, {"help": 9})})
    senses.close()
    assert tomllib.loads(file.read_text()) == {
        "text_scale": 1.5, "volume": 0.3, "size": "1600x900", "fullscreen": False,
        "keys": {"tour": "j"}, "buttons": {"help": 9},
    }  # fmt: skip
    assert not senses.speaker.started


def test_what_cannot_be_written_is_said(window: Window, tmp_path: Path) -> None:
    company = staged(600, "settings")
    senses = Senses(company, window, tmp_path)
    senses.keep({"volume": 0.3})
    senses.close()
    assert "cannot be written" in company.stage.message


def test_the_device_is_asked_for_only_after_a_frame(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", "no such driver")
    company = staged(600, "sea")
    senses = Senses(company, window, None)
    assert not senses.speaker.started
    senses.follow(1 / 60)
    assert senses.speaker.started
    senses.close()


def test_a_map_of_keys_is_two_tables() -> None:
    assert as_written({"keys": KeyMap()}) == {"keys": {}, "buttons": {}}


def test_a_window_with_a_screen_wakes_them_after_its_first_frame(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The loop as a person has it, but for the screen: sound, kept settings, picture, film and the way out."""
    monkeypatch.setattr(keepsakes, "picture_folder", lambda: tmp_path)
    monkeypatch.setattr(play, "picture_folder", lambda: tmp_path)
    monkeypatch.setattr(log, "logbook_path", lambda: tmp_path / "logbook.sqlite")
    window.headless = False
    file = tmp_path / "settings.toml"
    shown = Play(window, StillLink(), PlayOptions(scene="sea", settings_file=file, complaints=("a slip of the pen",)))
    assert shown.senses is None
    assert "a slip of the pen" in shown.stage.message
    shown.frame(0.0)
    shown._wake_senses()
    assert shown.senses is not None
    shown.senses.keepsakes._folder = lambda: tmp_path

    def press(key: int, mod: int = 0) -> None:
        pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=key, mod=mod, unicode=""))
        shown.frame(1 / 60)
        shown.frame(1 / 60)

    press(pygame.K_F8)
    assert shown.stage.preferences.muted
    press(pygame.K_F12)
    press(pygame.K_F12, pygame.KMOD_SHIFT)
    for _ in range(20):
        shown.frame(1 / 30)
    assert shown.senses.keepsakes.filming
    press(pygame.K_F12, pygame.KMOD_SHIFT)
    press(pygame.K_F10)
    assert shown.company.name == "settings"
    shown.stage.choose(text_scale=1.5, language="xx")
    shown.frame(1 / 60)
    shown.frame(1 / 60)
    assert shown.stage.kit.screen.text_scale == 1.5
    press(pygame.K_ESCAPE)
    assert shown.company.name == "sea"
    press(pygame.K_F9)
    assert shown.company.menu.is_open
    shown.company.close()
    shown.senses.close()
    kept = tomllib.loads(file.read_text())
    assert kept == {"muted": True, "text_scale": 1.5, "language": "xx"}
    names = {path.name for path in tmp_path.iterdir()}
    assert "sea-of-spirits-001.png" in names
    assert "sea-of-spirits-001.mp4" in names


def test_the_program_of_the_system_is_called_with_the_line_and_the_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, said = tmp_path / "spd-say", tmp_path / "said"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {said}.part && mv {said}.part {said}\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    assert spoken.installed()
    company = staged(600, "sea", preferences=Preferences(speech=True, language="xx"))
    run = Unwatched()
    Spoken(company, run).say("-- a line that begins like an option")
    end = time.monotonic() + 20
    while not said.exists():
        assert time.monotonic() < end
        time.sleep(0.01)
    for process in run._running:
        process.wait()
    words = said.read_text().splitlines()
    assert words == ["--priority", "text", "--language", "xx", "--", "-- a line that begins like an option"]
