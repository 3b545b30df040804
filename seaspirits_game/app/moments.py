"""The sea at some moments of a finished voyage: it is sailed again in this process, and drawn without a window.

The voyage takes its snapshots at the same steps as `simulate` did, so that each picture is aligned to the one before
as it was then, and each row can be compared with the one on file.
"""

import io
import math
import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")  # stdout carries results only

import pygame

from seaspirits_game.core.commands import Command
from seaspirits_game.core.config import Measures
from seaspirits_game.core.errors import UserError
from seaspirits_game.core.facts import Fact
from seaspirits_game.core.snapshot import Snapshot
from seaspirits_game.learning.session import Session
from seaspirits_game.learning.threads import limit_torch
from seaspirits_game.learning.trainer import Trainer
from seaspirits_game.link.messages import Applied
from seaspirits_game.scenes.preferences import Preferences
from seaspirits_game.scenes.sea_picture import picture, show
from seaspirits_game.scenes.stage import Stage
from seaspirits_game.voyage.metrics import LEADING_COLUMNS, row_of
from seaspirits_game.voyage.record import Voyage, table_digest

SIZE = (960, 540)
"""Pixels of a picture."""
_GLANCE = 16
"""Steps between two looks at the progress."""
_MARGIN = 0.04
"""Share of the height that stays free around the shoal."""
_SETTLE_S, _SETTLE_TICKS = 0.25, 80
"""Easing and depth are exponential: twenty seconds leave nothing to go."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One picture of the sea."""

    row: int
    """Index of the row of metrics.csv that belongs to it."""
    png: bytes


@dataclass(frozen=True, slots=True)
class Moments:
    """What sailing again brought."""

    pictures: tuple[Moment, ...]
    class_names: tuple[str, ...]
    colours: tuple[tuple[int, int, int], ...]
    """sRGB of each class."""
    agreeing: int
    """Rows whose losses and accuracies are the same to the last bit as on file, before the first that differs."""


def sail_again(voyage: Voyage, rows: Sequence[Mapping[str, float]], wanted: Sequence[int],
               show_progress: Callable[[int], None]) -> Moments:  # fmt: skip
    """Pictures of the deepest shoal at the rows `wanted`, of a voyage that gave `rows`.

    Raises:
        UserError: the voyage's table is gone or has changed.
    """
    if voyage.table_sha256 != table_digest(voyage.config.task):
        raise UserError(f"{voyage.config.task}: the table is not the one that this voyage was made with")
    limit_torch(1)
    pygame.font.init()
    camera = _Camera(voyage, rows, frozenset(wanted))
    session = Session(
        voyage.config,
        Trainer(voyage.config, Measures.NONE),
        None,
        camera,
        clock=time.monotonic,
        every=voyage.every,
        hold_at=voyage.steps,
        save_seconds=None,
    )
    session.start()
    session.advance(0)
    last = max(wanted, default=-1)
    course: list[tuple[int, Command | None]] = [*voyage.commands, (voyage.steps, None)]
    for step, command in course:
        while session.step_index < step and session.torn is None and camera.received <= last:
            session.advance(min(_GLANCE, step - session.step_index))
            show_progress(min(camera.received, last + 1))
        if camera.received > last or (session.torn is not None and session.torn.step < step):
            break
        if command is not None:
            session.submit(command)
            session.advance(0)
    return camera.moments()


class _Camera:
    """Hears the session, and takes a picture of each wanted snapshot."""

    def __init__(self, voyage: Voyage, rows: Sequence[Mapping[str, float]], wanted: frozenset[int]) -> None:
        self.received = 0
        self._rows = rows
        self._wanted = wanted
        self._agreeing: int | None = None
        self._pictures: list[Moment] = []
        preferences = Preferences(still_water=True, reduced_motion=True)
        self._stage = Stage(SIZE, preferences, send=lambda command: None, seed=voyage.config.seed)
        self._surface = pygame.Surface(SIZE, depth=32)

    def report(self, fact: Fact | Applied) -> None:
        if not isinstance(fact, Applied):
            self._stage.hear(fact)

    def deliver(self, snapshot: Snapshot) -> None:
        index = self.received
        self.received += 1
        if self._agreeing is None and not (index < len(self._rows) and _same(self._rows[index], row_of(snapshot))):
            self._agreeing = index
        self._stage.receive(snapshot)
        if index in self._wanted:
            self._pictures.append(Moment(index, self._shot()))

    def moments(self) -> Moments:
        world, palette = self._stage.world, self._stage.palette
        assert world is not None
        names = tuple(world.sheet.class_names)
        colours = [tuple(round(255.0 * channel) for channel in palette.rgb(clan)) for clan in range(len(names))]
        agreeing = self.received if self._agreeing is None else self._agreeing
        return Moments(tuple(self._pictures), names, tuple((r, g, b) for r, g, b in colours), agreeing)

    def _shot(self) -> bytes:
        stage, world = self._stage, self._stage.world
        assert world is not None
        world.choice.chosen = len(world.sheet.layer_widths) - 1
        margin = round(_MARGIN * SIZE[1])
        world.look_through(*SIZE, (margin, margin, SIZE[0] - 2 * margin, SIZE[1] - 2 * margin), at_once=True)
        for _ in range(_SETTLE_TICKS):
            stage.advance(_SETTLE_S)
        world.reframe(at_once=True)
        shown = show(world, 1.0, stage.time_s)
        stage.painter.paint(self._surface, picture(world, shown, stage.palette, stage.time_s, stage.depth01))
        content = io.BytesIO()
        pygame.image.save(self._surface, content, "sea.png")
        return content.getvalue()


def _same(one: Mapping[str, float], other: Mapping[str, float]) -> bool:
    pairs = [(one[name], other[name]) for name in LEADING_COLUMNS]
    return all(a == b or (math.isnan(a) and math.isnan(b)) for a, b in pairs)
