"""A door behind which nobody trains: for an exhibit in its safe mode."""

import math

from seaspirits_game.core.commands import Command
from seaspirits_game.core.facts import Fact
from seaspirits_game.core.snapshot import Snapshot
from seaspirits_game.link.protocol import LinkState, checked


class NoTrainer:
    """A `TrainerLink` that stays silent."""

    state = LinkState.STOPPED
    journal: tuple[tuple[int, Command], ...] = ()

    def send(self, command: Command) -> None:
        """Checked, then forgotten."""
        checked(command)

    def latest(self) -> Snapshot | None:
        """None."""
        return None

    def snapshot_age(self) -> float:
        """Infinite."""
        return math.inf

    def facts(self) -> list[Fact]:
        """None."""
        return []

    def close(self) -> None:
        """Nothing to end."""
