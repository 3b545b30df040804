"""One training session: a trainer with its tempo, its commands, its snapshots and its checkpoints.

The same session serves the link within a process and the one across processes. It knows neither processes nor the
wall clock: `clock` is handed in. Two callers drive it in two ways and must not be mixed: `turn` keeps the tempo by the
clock, `advance` makes as many steps as it is told, so that everything that follows is the same in every run.
"""

import math
import os
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import replace

from seaspirits_game.core.commands import (
    Command,
    Fork,
    HopBranch,
    RestoreCheckpoint,
    Rewind,
    SaveCheckpoint,
    SetLearningRate,
    SetTempo,
    SingleStep,
    StepBack,
    Tempo,
)
from seaspirits_game.core.config import VoyageConfig
from seaspirits_game.core.errors import UserError
from seaspirits_game.core.facts import (
    Branch,
    Declined,
    Forked,
    NotSaved,
    Resized,
    Restored,
    Rewinding,
    Rewound,
    Saved,
    Started,
    Stopped,
    Torn,
)
from seaspirits_game.learning.branches import Place
from seaspirits_game.learning.checkpoint import GENERATIONS, TrainingState
from seaspirits_game.learning.pace import Meter, Pace
from seaspirits_game.learning.schedule import Schedule
from seaspirits_game.learning.torn import TornError
from seaspirits_game.learning.trainable import Checkpoints, Trainable
from seaspirits_game.learning.travel import Travel
from seaspirits_game.link.messages import Applied
from seaspirits_game.link.protocol import Outlet

SLICE = 0.015
"""Seconds of stepping before commands are looked at again."""
SNAPSHOTS_PER_SECOND = 12.0
UNBOUNDED_SHARE, PACED_SHARE = 0.04, 0.5
"""Most of the time that snapshots may take: little of a trainer that could be stepping, half of one that would wait."""


class Session:
    """See the module's docstring; `outlet` receives facts and snapshots in the order in which they arise."""

    def __init__(
        self,
        config: VoyageConfig,
        trainer: Trainable,
        checkpoints: Checkpoints | None,
        outlet: Outlet,
        *,
        clock: Callable[[], float],
        tempo: Tempo = Tempo.UNBOUNDED,
        every: int | None = None,
        hold_at: int | None = None,
        save_seconds: float | None = 5.0,
        course: Iterable[tuple[int, Command]] = (),
    ) -> None:
        """`course`: commands that are carried out by themselves, each before its step, but for those of the tempo."""
        if every is not None and every < 1:
            raise ValueError(f"a snapshot every {every} steps: at least 1 is possible")
        self._config = config
        self._trainer = trainer
        self._checkpoints = checkpoints
        self._outlet = outlet
        self._clock = clock
        self._tempo = tempo
        self._every = every
        self._hold_at = hold_at
        self._save_seconds = save_seconds
        self._pending: deque[Command] = deque()
        self._course = deque(entry for entry in course if not isinstance(entry[1], SetTempo | SingleStep))
        self._learning_rate: float | None = None
        """Where the Keeper's hand left the lever; None before it was touched."""
        self._torn: Torn | None = None
        self._pace = Pace(tempo, clock())
        self._meter = Meter()
        # snapshots
        self._credit = True
        self._owed = True
        """A snapshot that is shown as soon as there is credit, whatever it costs."""
        self._shown_step = -1
        self._next_snapshot = -math.inf
        self._costs: deque[float] = deque(maxlen=5)
        self._dear = Schedule(trainer.dear_names, every=every, hold_at=hold_at)
        # checkpoints
        self._good: deque[tuple[Place, TrainingState]] = deque(maxlen=GENERATIONS)
        """The last saved states and where they lie, newest last; in memory, so that no disk is needed to go back."""
        self._travel = Travel(trainer)
        self._gone_back = False
        """Nothing was saved since a state was restored."""
        self._begun = clock()
        self._next_save = -math.inf

    @property
    def step_index(self) -> int:
        """Optimiser steps done."""
        return self._trainer.step_index

    @property
    def torn(self) -> Torn | None:
        """Why training stands still; None while it does not."""
        return self._torn

    @property
    def branches(self) -> tuple[Branch, ...]:
        """The ways that the voyage took so far."""
        return self._travel.tree.tree

    def start(self, *, resume: bool = False) -> None:
        """Report `Started` and save the beginning; with `resume`, begin at the newest checkpoint of this voyage.

        Raises:
            UserError: the task has changed since that checkpoint.
        """
        saved = self._checkpoints.latest_good() if resume and self._checkpoints else None
        if saved is not None and saved.config == self._config:
            self._begin_at(saved)
            self._gone_back = True
            self._schedule_save()
        while self._course and self._course[0][0] < self.step_index:
            self._course.popleft()
        self._outlet.report(Started(self._config, self._trainer.sheet, self.step_index, os.getpid()))
        if not self._good:
            self._save()

    def begin_from(self, state: TrainingState) -> None:
        """Before `start`: begin where another voyage was forked.

        Raises:
            UserError: it is of other settings or of another task.
        """
        self._begin_at(state)

    def _begin_at(self, state: TrainingState) -> None:
        self._trainer.resume(state)
        self._travel = Travel(self._trainer, state)
        self._good.append((self._travel.here, state))

    def submit(self, command: Command) -> None:
        """Have `command` applied at the next step boundary, after those submitted before."""
        self._pending.append(command)

    def grant(self) -> None:
        """The viewer welcomes one more snapshot."""
        self._credit = True

    def turn(self) -> float:
        """Do what is due by the clock, for about `SLICE`; returns seconds until more will be (0: at once)."""
        self._show_if_due()
        self._apply_pending(wait_for_credit=True)
        if not self._pending:
            self._step_by_the_clock()
        self._show_if_due()
        # a course that goes back to a checkpoint means the one that was saved on its own way
        by_the_clock = self._save_seconds is not None and not self._course
        if by_the_clock and self._unsaved and self._clock() >= self._next_save:
            self._save()
        return max(0.0, self._due_in())

    def advance(self, steps: int) -> int:
        """Make `steps` steps whatever the tempo; returns how many were made before a tear or `hold_at`.

        A snapshot follows each multiple of `every`; without `every`, the last step, if the viewer has asked.
        """
        self._show_if_owed()
        self._apply_pending(wait_for_credit=False)
        made = 0
        while made < steps and self._can_step:
            made += self._step()
            self._show_if_owed()
        if self._every is None and self._credit and self._stale:
            self._show(0.0)
        return made

    def stop(self) -> None:
        """Save what was learnt and report `Stopped`."""
        if self._unsaved:
            self._save()
        self._outlet.report(Stopped(self.step_index))

    # commands

    def _apply_pending(self, *, wait_for_credit: bool) -> None:
        while self._pending:
            if wait_for_credit and self._blocked:  # the unseen snapshot is of the time before this command
                return
            self._apply(self._pending.popleft())
            if not wait_for_credit:
                self._show_if_owed()

    def _apply(self, command: Command) -> None:
        self._outlet.report(Applied(self.step_index, command))
        match command:
            case SetTempo(tempo):
                self._tempo = tempo
                self._pace = Pace(tempo, self._clock())
                self._meter.clear()
            case SingleStep():
                if self._can_step and self._step() and self._every is None:
                    self._owed = True
            case StepBack():
                self._walk_back(command)
            case SaveCheckpoint():
                self._save()
            case RestoreCheckpoint():
                self._restore()
            case Rewind(step):
                self._travel_to(command, lambda: self._travel.branches.at_step(step))
            case HopBranch(branch):
                self._travel_to(command, lambda: self._travel.branches.tip(branch))
            case Fork():
                self._fork(command)
            case _:
                self._pull(command)

    def _pull(self, command: Command) -> None:
        """Move a lever, or change the network's shape."""
        if isinstance(command, SetLearningRate):
            self._learning_rate = command.value
            if self._torn is not None:  # the hand is on the lever before the sea is mended
                return
        layers = self._trainer.levers.layers
        try:
            self._trainer.apply(command)
        except UserError as error:
            self._outlet.report(Declined(self.step_index, command, str(error)))
            return
        except TornError:
            self._outlet.report(Declined(self.step_index, command, "the sea is torn: go back first"))
            return
        if self._travel.commanded(command):
            self._outlet.report(self._travel.tree)
        self._tell_shape(layers)

    def _tell_shape(self, before: tuple[int, ...]) -> None:
        if self._trainer.levers.layers != before:
            self._outlet.report(Resized(self.step_index, self._trainer.sheet))
            self._owed = True
            self._dear.forget()

    def _travel_to(self, command: Command, find: Callable[[], Place]) -> None:
        """Go to a moment of the past, or of another branch, to the last bit."""
        layers = self._trainer.levers.layers
        try:
            self._travel.go(find(), self._pulse())
        except UserError as error:
            self._outlet.report(Declined(self.step_index, command, str(error)))
            return
        self._learning_rate = self._trainer.levers.learning_rate
        self._arrived()
        self._outlet.report(Rewound(self.step_index, self._travel.here.branch))
        self._outlet.report(self._travel.tree)
        self._tell_shape(layers)

    def _pulse(self) -> Callable[[int], None]:
        """Tells each second of a long way how far it has come: whoever listens for a sign of life hears one."""
        told = self._clock()

        def pulse(step: int) -> None:
            nonlocal told
            if self._clock() >= told + 1.0:
                told = self._clock()
                self._outlet.report(Rewinding(step))

        return pulse

    def _arrived(self) -> None:
        """The network is another one now: what was measured of the one before says nothing of it."""
        self._torn = None
        self._owed = True
        self._dear.forget()
        self._pace = Pace(self._tempo, self._clock())
        self._meter.clear()

    def _fork(self, command: Command) -> None:
        if self._checkpoints is None or self._torn is not None:
            why = "a torn sea has no twin" if self._torn is not None else "there is no folder to write to"
            self._outlet.report(Declined(self.step_index, command, why))
            return
        try:
            path = self._checkpoints.fork(self._travel.state())
        except OSError as trouble:
            self._outlet.report(Declined(self.step_index, command, f"it cannot be written ({trouble.strerror})"))
            return
        self._outlet.report(Forked(self.step_index, self._travel.here.branch, path))

    # steps

    @property
    def _can_step(self) -> bool:
        return not self._torn and (self._hold_at is None or self.step_index < self._hold_at)

    @property
    def _blocked(self) -> bool:
        """With `every`, no snapshot is left out: nothing moves past one that was not asked for yet."""
        return self._every is not None and self._owed and self._torn is None

    def _step_by_the_clock(self) -> None:
        now = self._clock()
        due = self._pace.steps_due(now)
        while due > 0 and self._can_step and not self._blocked:
            self._step()
            due -= 1
            self._show_if_due()
            if self._clock() >= now + SLICE:
                break
        self._meter.note(self._clock(), self.step_index)

    def _follow_course(self) -> None:
        while self._course and self._course[0][0] <= self.step_index and self._torn is None:
            self._apply(self._course.popleft()[1])

    def _step(self) -> int:
        self._follow_course()
        if self._torn is not None:
            return 0
        try:
            self._trainer.step()
        except TornError as torn:
            self._tear(torn)
            return 0
        if self._travel.stepped():
            self._outlet.report(self._travel.tree)
        at_multiple = self._every is not None and self.step_index % self._every == 0
        if at_multiple or self.step_index == self._hold_at:
            self._owed = True
        return 1

    def _walk_back(self, command: StepBack) -> None:
        """As far as asked, or to the first step."""
        before = self.step_index
        try:
            for _ in range(max(min(command.steps, before), 1)):
                self._trainer.step_back()
        except UserError as error:
            self._outlet.report(Declined(self.step_index, command, str(error)))
        except TornError as torn:
            self._tear(torn)
        if self.step_index != before:
            # the branch remembers these steps as they were made; whoever goes on from here makes another way
            try:
                self._travel.branches.stand(self._travel.branches.at_step(self.step_index))
            except UserError:  # further than the memory of a trainer that was restarted: it begins anew, here
                state = self._travel.state()
                self._travel = Travel(self._trainer, state)
                self._good.clear()
                self._good.append((self._travel.here, state))
            self._owed = True
            self._dear.forget()
            self._meter.clear()

    def _tear(self, torn: TornError) -> None:
        if self._gone_back and len(self._good) > 1:
            self._good.pop()  # it tore again: going back must go further back
        self._torn = Torn(torn.step, torn.where, self._good[-1][1].step)
        self._outlet.report(self._torn)

    # snapshots

    @property
    def _stale(self) -> bool:
        return self._shown_step != self.step_index and not self._torn

    def _show_if_owed(self) -> None:
        if self._owed and not self._torn:
            self._show(0.0)

    def _show_if_due(self) -> None:
        now = self._clock()
        if not self._credit or self._torn:  # what is torn cannot be measured
            return
        paced = self._every is None and self._stale and now >= self._next_snapshot
        if not self._owed and not paced:
            return
        first = self._shown_step < 0
        self._show(self._meter.steps_per_second if self._tempo is not Tempo.PAUSE else 0.0, self._clock)
        if not first:  # the first one warms the caches and says little about the next
            self._costs.append(self._clock() - now)
        share = UNBOUNDED_SHARE if self._tempo is Tempo.UNBOUNDED else PACED_SHARE
        # the least of the last few: what another program or a dear measure took meanwhile is not the snapshot's cost
        self._next_snapshot = now + max(1.0 / SNAPSHOTS_PER_SECOND, min(self._costs, default=0.0) / share)

    def _show(self, steps_per_second: float, clock: Callable[[], float] | None = None) -> None:
        """Deliver a snapshot; dear measures that go by the clock come with it when there is one."""
        try:
            snapshot = self._trainer.snapshot(self._tempo, steps_per_second)
        except TornError as torn:  # finite weights, but what they compute overflows
            self._tear(torn)
            return
        self._travel.looked()
        completed = self._dear.completed(snapshot, self._trainer.dear, clock)
        self._outlet.deliver(replace(completed, branch=self._travel.here.branch))
        self._shown_step = self.step_index
        self._credit = self._owed = False

    # checkpoints

    @property
    def _unsaved(self) -> bool:
        saved, here = self._good[-1][0], self._travel.here
        # what was only looked at since need not be saved
        moved = (saved.branch, saved.step, saved.commands) != (here.branch, here.step, here.commands)
        return self._torn is None and moved

    def _schedule_save(self) -> None:
        if self._save_seconds is not None:
            now = self._clock()
            # often at first, when a few seconds are all there is to lose
            self._next_save = now + min(self._save_seconds, max(1.0, now - self._begun))

    def _save(self) -> None:
        if self._torn is not None:
            self._outlet.report(NotSaved(self.step_index, f"{self._torn.where} is no longer finite"))
            return
        state = self._travel.state()
        self._good.append((self._travel.here, state))
        self._gone_back = False
        self._schedule_save()
        if self._checkpoints is None:
            return
        try:
            self._checkpoints.save(state)
        except OSError as trouble:
            self._outlet.report(NotSaved(state.step, str(trouble)))
        else:
            self._outlet.report(Saved(state.step))

    def _restore(self) -> None:
        place, state = self._good[-1]
        layers = self._trainer.levers.layers
        self._travel.put(place, state)
        kept = self._learning_rate
        if kept is not None and kept != self._trainer.levers.learning_rate:
            # the lever stays where the Keeper's hand left it
            self._trainer.apply(SetLearningRate(kept))
            self._travel.commanded(SetLearningRate(kept))
        self._arrived()
        self._gone_back = True
        self._schedule_save()
        self._outlet.report(Restored(state.step))
        self._tell_shape(layers)

    # time

    def _due_in(self) -> float:
        now = self._clock()
        times = [math.inf]
        if self._credit and self._owed and not self._torn:
            return 0.0
        if self._pending:
            return math.inf  # waits for credit
        if self._can_step and not self._blocked:
            times.append(self._pace.next_step_in(now))
        if self._credit and self._every is None and self._stale:
            times.append(self._next_snapshot - now)
        if self._save_seconds is not None and not self._course and self._unsaved:
            times.append(self._next_save - now)
        return min(times)
