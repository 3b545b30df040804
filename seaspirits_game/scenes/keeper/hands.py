"""The Keeper's hands on the levers: what was asked for stands at once, until the trainer says that it is so."""

from collections.abc import Callable

from seaspirits_game.core.commands import Command
from seaspirits_game.core.levers import Levers
from seaspirits_game.core.snapshot import Snapshot
from seaspirits_game.scenes.keeper.levers import STANDING, Slider, Switch

Send = Callable[[Command], bool]
"""Passes a command on; whether it was."""
_PATIENCE = 3
"""Snapshots after which an answer that differs is believed: the trainer has declined, or the voyage went back."""


class Hands:
    """Moves levers by commands; `send` may refuse."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._asked: dict[str, tuple[float, int]] = {}
        """By lever: the value, and how many snapshots have said otherwise."""
        self.levers = Levers()
        """Where they stand, as the trainer has said last."""

    def value(self, slider: Slider) -> float:
        """Where a slider stands, or was put."""
        asked = self._asked.get(slider.name)
        return slider.read(self.levers) if asked is None else asked[0]

    def is_on(self, switch: Switch) -> bool:
        """Whether a switch is on, or was switched on."""
        asked = self._asked.get(switch.name)
        return switch.read(self.levers) if asked is None else bool(asked[0])

    def move(self, slider: Slider, value: float) -> None:
        """Put a slider to `value`."""
        if value != self.value(slider) and self._send(slider.command(value)):
            self._asked[slider.name] = (value, 0)

    def turn(self, switch: Switch) -> None:
        """Switch on what is off, and off what is on."""
        on = not self.is_on(switch)
        if self._send(switch.command(on)):
            self._asked[switch.name] = (float(on), 0)

    def do(self, command: Command) -> None:
        """Ask for something that has no place to stand at."""
        self._send(command)

    def hear(self, snapshot: Snapshot) -> None:
        """The trainer's own word takes over once it says what was asked for, or has not done so for a while."""
        self.levers = snapshot.levers
        for lever in STANDING:
            asked = self._asked.get(lever.name)
            if asked is None:
                continue
            value, waited = asked
            now = float(lever.read(snapshot.levers))
            if now == value or abs(now - value) < 1e-9 or waited >= _PATIENCE:
                del self._asked[lever.name]
            else:
                self._asked[lever.name] = (value, waited + 1)
