"""What all scenes share: the world and its voyage, the kit to draw with, the trainer's door, and calm messages."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from seaspirits_game.core.arrays import F64
from seaspirits_game.core.commands import Command
from seaspirits_game.core.errors import UserError
from seaspirits_game.core.facts import Fact, Started
from seaspirits_game.core.paths import assets
from seaspirits_game.core.snapshot import Snapshot
from seaspirits_game.render.painter import Painter
from seaspirits_game.render.palette import PALETTES_BY_NAME, Palette
from seaspirits_game.render.ui.kit import Kit, make_kit
from seaspirits_game.render.ui.motion import approach
from seaspirits_game.scenes.asks import Ask
from seaspirits_game.scenes.curves import Curves
from seaspirits_game.scenes.preferences import Preferences
from seaspirits_game.scenes.trainer_status import TrainerStatus, after
from seaspirits_game.scenes.world import World
from seaspirits_game.sea.history import History
from seaspirits_game.sea.sea import Sea
from seaspirits_game.texts.catalogue import Texts

_SAY_SECONDS = 5.0
_DEEP = 2000.0
"""The step at which the water is at its deepest."""


@dataclass(frozen=True, slots=True)
class Gauges:
    """What the debug overlay shows beside the picture; handed in by the loop."""

    frame_ms: F64 = field(default_factory=lambda: np.zeros(0))
    snapshot_age: float = float("inf")
    link_state: str = ""


class Stage:
    """One voyage on show. The loop calls `receive`, `hear`, `advance`; scenes read and `send`."""

    def __init__(
        self,
        size: tuple[int, int],
        preferences: Preferences,
        send: Callable[[Command], None],
        seed: int,
        texts: Texts | None = None,
    ) -> None:
        self.preferences = preferences
        self.texts = texts or Texts()
        self.kit: Kit = make_kit(assets() / "fonts", *size, preferences.text_scale)
        self.painter = Painter(size, preferences.quality)
        self.gauges = Gauges()
        self.world: World | None = None
        self.snapshot: Snapshot | None = None
        self.status = TrainerStatus()
        self.curves = Curves()
        self.history = History()
        self.time_s = 0.0
        """Seconds of sea time, for cosmetic motion only."""
        self.depth01 = 0.0
        self.message = ""
        self._message_left = 0.0
        self.seed = seed
        self._send = send
        self._asks: list[Ask] = []

    @property
    def palette(self) -> Palette:
        """The clans' colours."""
        return PALETTES_BY_NAME[self.preferences.palette]

    @property
    def sea(self) -> Sea | None:
        """The sea, once the trainer has told what is in it."""
        return self.world.sea if self.world is not None else None

    def send(self, command: Command) -> None:
        """Pass a command to the trainer; one that is out of range is said, not raised."""
        try:
            self._send(command)
        except UserError as error:
            self.say(str(error))

    def ask(self, ask: Ask) -> None:
        """Ask something of the window."""
        self._asks.append(ask)

    def take_asks(self) -> list[Ask]:
        """What was asked since the last call."""
        asks, self._asks = self._asks, []
        return asks

    def say(self, message: str) -> None:
        """Show a short message for a few seconds."""
        self.message, self._message_left = message, _SAY_SECONDS

    def prefer(self, **changes: object) -> None:
        """Change preferences by field name."""
        self.preferences = replace(self.preferences, **changes)  # type: ignore[arg-type]  # checked by the dataclass
        if self.world is not None:
            self.world.preferences = self.preferences

    def hear(self, fact: Fact) -> None:
        """Take note of what happened to the trainer."""
        self.status = after(self.status, fact)
        if isinstance(fact, Started) and self.world is None:
            self.world = World(fact.sheet, self.seed, self.preferences)

    def receive(self, snapshot: Snapshot) -> None:
        """Take a new snapshot; the sheet must be known."""
        assert self.world is not None
        first = self.snapshot is None
        self.snapshot = snapshot
        self.world.sea.receive(snapshot)
        self.curves.add(snapshot)
        self.history.add(snapshot)
        if first:
            self.world.reframe(at_once=True)

    def advance(self, dt: float) -> None:
        """One tick of everything that moves by itself."""
        self.time_s += dt
        self._message_left -= dt
        if self._message_left <= 0.0:
            self.message = ""
        if self.snapshot is not None:
            goal = min(self.snapshot.step / _DEEP, 1.0) ** 0.5
            self.depth01 = approach(self.depth01, goal, dt, 2.0)
        if self.world is not None:
            self.world.advance(dt)

    def resize(self, size: tuple[int, int]) -> None:
        """The window has another size."""
        self.kit = make_kit(assets() / "fonts", *size, self.preferences.text_scale)
        self.painter.resize(size)
