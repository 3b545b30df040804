"""What a person hears, and what they have settled for good, joined to the loop.

A run without a screen has none of it: nothing is played, spoken or kept.
"""

from collections.abc import Mapping
from pathlib import Path

import pygame

from seaspirits_game.app.keepsakes import Keepsakes
from seaspirits_game.app.settings_file import keep
from seaspirits_game.app.sounding import Sounding
from seaspirits_game.app.spoken import Spoken, installed
from seaspirits_game.app.window import Window
from seaspirits_game.audio.speaker import Speaker
from seaspirits_game.core.errors import UserError
from seaspirits_game.scenes import overlays
from seaspirits_game.scenes.asks import Ask, Film, Loop, Poster
from seaspirits_game.scenes.company import Company
from seaspirits_game.scenes.events import Event
from seaspirits_game.scenes.keys import KeyMap

_QUIET_S = 0.5
"""A lever that is drawn along is written down when it has rested so long."""


class Senses:
    """Owns the speaker; follows the company frame by frame."""

    def __init__(self, company: Company, window: Window, settings_file: Path | None) -> None:
        self._company, self._window = company, window
        self._settings_file = settings_file
        self.speaker = Speaker(company.stage.seed)
        self._sounding = Sounding(company.stage, self.speaker)
        self._spoken = Spoken(company)
        self._can_speak = installed()
        self.keepsakes = Keepsakes(company.stage)
        self._unwritten: dict[str, object] = {}
        self._quiet_s = 0.0
        window.remap(company.stage.preferences.keys)
        self.look()

    def look(self) -> None:
        """Take note of where the window is."""
        self._company.stage.display = self._window.place(self._can_speak)

    def follow(self, dt: float) -> None:
        """After a frame was shown; the device is opened after the first one."""
        if not self.speaker.started:
            self.speaker.start()
        self._sounding.follow(dt, self._company.menu.is_open, self._company.heard)
        self._spoken.follow()
        self._window.listen_for_button(self._company.hears_button())
        self._quiet_s += dt
        if self._unwritten and self._quiet_s >= _QUIET_S:
            self._write()

    def shown(self, surface: pygame.Surface, elapsed: float) -> None:
        """A frame is drawn and about to be shown: it may become part of a film; that one is made is marked upon it."""
        self.keepsakes.follow(surface, elapsed)
        if self.keepsakes.filming:
            overlays.filming(self._company.stage, surface)

    def grant(self, ask: Ask) -> None:
        """Make a keepsake."""
        match ask:
            case Film():
                self.keepsakes.toggle_film(self._window.surface)
            case Poster():
                self.keepsakes.poster()
            case Loop():
                self.keepsakes.loop()
            case _:
                pass

    def keep(self, changes: Mapping[str, object]) -> list[Event]:
        """Let the window follow changed settings, and write them down once a hand rests; what that does to it."""
        stage, events = self._company.stage, list[Event]()
        if "keys" in changes:
            self._window.remap(stage.preferences.keys)
        match changes.get("size"):
            case (int() as width, int() as height):
                events.append(self._window.resize((width, height)))
        if isinstance(changes.get("display"), int):
            events.append(self._window.move_to(int(str(changes["display"]))))
        if "fullscreen" in changes and changes["fullscreen"] is not self._window.fullscreen:
            events.append(self._window.toggle_fullscreen())
        if "language" in changes:
            self._company.renew()
        if {"language", "text_scale", "high_contrast"} & set(changes):
            self._company.resized()
        self.look()
        self._unwritten |= as_written(changes)
        self._quiet_s = 0.0
        return events

    def close(self) -> None:
        """Sink into silence; what waits to be written is written."""
        if self._unwritten:
            self._write()
        self.keepsakes.close()
        self.speaker.close()

    def _write(self) -> None:
        changes, self._unwritten = self._unwritten, {}
        if self._settings_file is not None:
            try:
                keep(self._settings_file, changes)
            except UserError as error:
                self._company.stage.say(str(error))


def as_written(changes: Mapping[str, object]) -> dict[str, object]:
    """Changes by the names of the settings file: a map of keys is two tables there."""
    written = dict(changes)
    keys = written.get("keys")
    if isinstance(keys, KeyMap):
        written |= {"keys": dict(keys.keys), "buttons": dict(keys.buttons)}
    return written
