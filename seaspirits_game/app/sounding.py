"""What of the sea is heard: the bed follows the newest snapshot, and what happens to the voyage is struck once."""

from typing import Protocol

from seaspirits_game.audio.mood import Mood, mood_of
from seaspirits_game.audio.sounds import Drop, Sound, Swell, Warned
from seaspirits_game.core.snapshot import Snapshot
from seaspirits_game.geometry.alarms import Alarm
from seaspirits_game.geometry.stages import Stage as VoyageStage
from seaspirits_game.scenes.stage import Stage
from seaspirits_game.scenes.trainer_status import Phase

_DROPS_APART_S = 1.6
"""A drop for each snapshot would be rain."""


class Player(Protocol):
    """Who plays; `audio.speaker.Speaker`, or a list in tests."""

    level: float
    mood: Mood

    def strike(self, sound: Sound) -> None: ...


class Sounding:
    """Listens to a stage, frame by frame."""

    def __init__(self, stage: Stage, player: Player) -> None:
        self._stage = stage
        self._player = player
        self._heard: Snapshot | None = None
        self._until_drop = 0.0
        self._voyage_stage = VoyageStage.NONE
        self._alarms: frozenset[Alarm] = frozenset()

    def follow(self, dt: float, rests: bool = False) -> None:
        """One frame of `dt` seconds; everything rests while a person has paused."""
        stage, likes = self._stage, self._stage.preferences
        self._until_drop -= dt
        snapshot = stage.snapshot
        if snapshot is not None and snapshot is not self._heard:
            self._heard = snapshot
            self._hear(snapshot)
        for sound in stage.take_sounds():
            self._player.strike(sound)
        self._player.level = 0.0 if likes.muted or rests else likes.volume

    def _hear(self, snapshot: Snapshot) -> None:
        stage = self._stage
        here = stage.story.at(snapshot.step)
        voyage_stage = here.stage if here is not None else VoyageStage.NONE
        alarms = here.alarms if here is not None else frozenset()
        torn = stage.status.phase is Phase.TORN
        self._player.mood = mood_of(snapshot.readings, snapshot.levers.layers, alarms, torn, stage.depth01)
        if voyage_stage is not self._voyage_stage:
            stage.sound(Swell(voyage_stage))
        for alarm in sorted(alarms - self._alarms, key=lambda one: one.value):
            stage.sound(Warned(alarm))
        self._voyage_stage, self._alarms = voyage_stage, alarms
        if self._until_drop <= 0.0 and snapshot.step > 0:
            self._until_drop = _DROPS_APART_S
            stage.sound(Drop(snapshot.step, snapshot.val_accuracy))
