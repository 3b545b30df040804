"""Where the voyage is in the essay's story, and which of its dangers threaten, as the measured curves tell it."""

from dataclasses import dataclass

from seaspirits_game.core.snapshot import Snapshot
from seaspirits_game.geometry.alarms import Alarm, AlarmDetector
from seaspirits_game.geometry.stages import Stage, StageDetector
from seaspirits_game.voyage.metrics import row_of

_MOST_CHAPTERS = 64


@dataclass(frozen=True, slots=True)
class Chapter:
    """From `step` on the voyage was in `stage`, and these alarms were on."""

    step: int
    stage: Stage
    alarms: frozenset[Alarm]


class Story:
    """Reads every snapshot once, in order; knows what was true at each step that it has seen."""

    def __init__(self) -> None:
        self._stages, self._alarms = StageDetector(), AlarmDetector()
        self._chapters: list[Chapter] = []

    def add(self, snapshot: Snapshot) -> None:
        """Read a snapshot; one that goes back in time (a restored checkpoint) undoes what came after it."""
        while self._chapters and self._chapters[-1].step >= snapshot.step:
            self._chapters.pop()
        row = row_of(snapshot)
        chapter = Chapter(snapshot.step, self._stages.advance(row), self._alarms.advance(row))
        last = self._chapters[-1] if self._chapters else None
        if last is None or (last.stage, last.alarms) != (chapter.stage, chapter.alarms):
            self._chapters.append(chapter)
            del self._chapters[:-_MOST_CHAPTERS]

    def at(self, step: int) -> Chapter | None:
        """What was true at `step`; None before the first snapshot."""
        known = [chapter for chapter in self._chapters if chapter.step <= step]
        return known[-1] if known else None

    def beginnings(self, until: int) -> list[tuple[int, Stage]]:
        """Each stage up to the step `until` with the step at which it began, oldest first; without `Stage.NONE`."""
        begun: list[tuple[int, Stage]] = []
        before = Stage.NONE
        for chapter in self._chapters:
            if chapter.step <= until and chapter.stage is not before:
                before = chapter.stage
                begun.append((chapter.step, chapter.stage))
        return [(step, stage) for step, stage in begun if stage is not Stage.NONE]
