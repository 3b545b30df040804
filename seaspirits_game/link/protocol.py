"""What a scene may ask of a trainer, whether it lives in this process or in another one."""

from enum import Enum
from typing import Protocol

from seaspirits_game.core.commands import Command, from_record, to_record
from seaspirits_game.core.facts import Fact
from seaspirits_game.core.snapshot import Snapshot
from seaspirits_game.link.messages import Applied


class LinkState(Enum):
    """How the trainer is, for the debug overlay and for whoever waits for it; the facts tell the story."""

    STARTING = "starting"
    RUNNING = "running"
    TORN = "torn"
    """Non-finite numbers; it stands still until a checkpoint is restored."""
    RECOVERING = "recovering"
    """It died and is on its way back."""
    REFUSED = "refused"
    """The task or the settings were wrong; it will not come back."""
    STOPPED = "stopped"


class TrainerLink(Protocol):
    """The one door to a trainer. No call waits for it, except `close`."""

    @property
    def state(self) -> LinkState: ...

    @property
    def journal(self) -> tuple[tuple[int, Command], ...]:
        """The commands that made this voyage what it is, in order, each with the step before which it was applied."""
        ...

    def send(self, command: Command) -> None:
        """Ask for `command`; it takes effect between two optimiser steps, in the order of sending.

        Raises:
            UserError: a value out of range.
        """
        ...

    def latest(self) -> Snapshot | None:
        """The newest snapshot that arrived, the same object until a newer one does; None before the first.

        Each call tells the trainer that one more is welcome, so a viewer that stops asking costs it nothing.
        """
        ...

    def snapshot_age(self) -> float:
        """Seconds since the newest snapshot arrived; infinite before the first."""
        ...

    def facts(self) -> list[Fact]:
        """What happened since the last call, oldest first; every fact is returned exactly once."""
        ...

    def close(self) -> None:
        """End the trainer; returns within five seconds whatever state it is in, and may be called again."""
        ...


class Outlet(Protocol):
    """Where a training session puts what it has to say."""

    def deliver(self, snapshot: Snapshot) -> None: ...

    def report(self, fact: Fact | Applied) -> None: ...


def checked(command: Command) -> Command:
    """`command` itself, when its values are in range: a wrong one must fail where it is sent, not in the trainer.

    Raises:
        UserError: a value out of range; says which.
    """
    return from_record(to_record(command))
