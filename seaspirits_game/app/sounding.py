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
        """`stage` is the window's own; `follow` may be told of another one beside it."""
        self._stage = stage
        self._player = player
        self._watched = stage
        self._heard: Snapshot | None = None
        self._until_drop = 0.0
        self._voyage_stage = VoyageStage.NONE
        self._alarms: frozenset[Alarm] = frozenset()

    def follow(self, dt: float, rests: bool = False, watched: Stage | None = None) -> None:
        """One frame of `dt` seconds; everything rests while a person has paused.

        `watched` is the stage of the voyage that a person looks at; the window's own unless told.
        """
        stage, likes = self._stage, self._stage.preferences
        self._until_drop -= dt
        watched = watched or stage
        if watched is not self._watched:  # another voyage: nothing of it begins by being looked at
            self._watched, self._heard = watched, watched.snapshot
            self._voyage_stage, self._alarms = _chapter(watched)
        if watched is not stage:
            for sound in watched.take_sounds():
                stage.sound(sound)
        snapshot = watched.snapshot
        if snapshot is not None and snapshot is not self._heard:
            self._heard = snapshot
            self._hear(snapshot)
        for sound in stage.take_sounds():
            self._player.strike(sound)
        self._player.level = 0.0 if likes.muted or rests else likes.volume

    def _hear(self, snapshot: Snapshot) -> None:
        stage, watched = self._stage, self._watched
        voyage_stage, alarms = _chapter(watched)
        torn = watched.status.phase is Phase.TORN
        self._player.mood = mood_of(snapshot.readings, snapshot.levers.layers, alarms, torn, watched.depth01)
        if voyage_stage is not self._voyage_stage:
            stage.sound(Swell(voyage_stage))
        for alarm in sorted(alarms - self._alarms, key=lambda one: one.value):
            stage.sound(Warned(alarm))
        self._voyage_stage, self._alarms = voyage_stage, alarms
        if self._until_drop <= 0.0 and snapshot.step > 0:
            self._until_drop = _DROPS_APART_S
            stage.sound(Drop(snapshot.step, snapshot.val_accuracy))


def _chapter(stage: Stage) -> tuple[VoyageStage, frozenset[Alarm]]:
    """Where a voyage is in its story, at its newest snapshot."""
    here = stage.story.at(stage.snapshot.step) if stage.snapshot is not None else None
    return (here.stage, here.alarms) if here is not None else (VoyageStage.NONE, frozenset())
