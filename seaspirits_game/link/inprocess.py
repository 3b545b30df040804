"""A trainer in this very process, stepped by its caller: the same in every run. For tests, `simulate` and bots."""

import time
from collections.abc import Callable
from typing import Protocol

from seaspirits_game.core.commands import Command
from seaspirits_game.core.errors import UserError
from seaspirits_game.core.facts import Fact, Refused, Torn
from seaspirits_game.core.snapshot import Snapshot
from seaspirits_game.link.mailbox import Mailbox
from seaspirits_game.link.protocol import LinkState, Outlet, checked


class SteppedSession(Protocol):
    """What this link needs of a training session."""

    @property
    def step_index(self) -> int: ...

    @property
    def torn(self) -> Torn | None: ...

    def start(self) -> None: ...

    def submit(self, command: Command) -> None: ...

    def grant(self) -> None: ...

    def advance(self, steps: int) -> int: ...

    def stop(self) -> None: ...


class InProcessLink:
    """A `TrainerLink` whose trainer moves only in `advance`; the caller's steps replace the tempo.

    `make_session` receives the outlet that the session reports to.
    """

    def __init__(
        self, make_session: Callable[[Outlet], SteppedSession], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._mailbox = Mailbox(clock)
        self._session: SteppedSession | None = None
        self._state = LinkState.STOPPED
        try:
            self._session = make_session(self._mailbox)
        except UserError as refusal:
            self._state = LinkState.REFUSED
            self._mailbox.report(Refused(str(refusal)))
            return
        self._session.start()
        self._session.advance(0)

    @property
    def state(self) -> LinkState:
        if self._session is None:
            return self._state
        return LinkState.TORN if self._session.torn else LinkState.RUNNING

    @property
    def journal(self) -> tuple[tuple[int, Command], ...]:
        return self._mailbox.journal

    @property
    def step_index(self) -> int:
        """Optimiser steps done; 0 when there is no trainer."""
        return self._session.step_index if self._session else 0

    def advance(self, steps: int) -> int:
        """Make `steps` optimiser steps; returns how many were made before a tear or the step to hold at."""
        return self._session.advance(steps) if self._session else 0

    def send(self, command: Command) -> None:
        """Apply `command` now: between two calls of `advance` there is always a step boundary."""
        checked(command)
        if self._session:
            self._session.submit(command)
            self._session.advance(0)

    def latest(self) -> Snapshot | None:
        """The newest snapshot; without `every`, the next `advance` then ends with a new one."""
        if self._session:
            self._session.grant()
        return self._mailbox.newest()

    def snapshot_age(self) -> float:
        return self._mailbox.age()

    def facts(self) -> list[Fact]:
        return self._mailbox.drain()

    def close(self) -> None:
        if self._session:
            self._session.stop()
            self._session = None
