"""The charts on the wall: each is drawn in small pieces beside the animation, and kept until there is news."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pygame

from seaspirits_game.render.ui.plot import Chart, pieces
from seaspirits_game.render.ui.ticks import Kind
from seaspirits_game.scenes.chart_room.series import chart_of
from seaspirits_game.scenes.chart_room.topics import Topic
from seaspirits_game.scenes.stage import Compared, Stage

REFRESH_S = 0.5
"""A chart that is whole stays for so long, however fast the news comes."""
_PIECES_AT_ONCE = 6
"""A tick, while a person waits for a chart; for news it is one."""
_ROOMY = 640
"""Design units of a plot's width from which on its curves carry their whole names."""

Edition = tuple[int, Kind, str | None]
"""What a chart was drawn of: version of the record, kind of axis, the compared voyage."""


@dataclass(slots=True)
class _Making:
    """A chart in the making."""

    chart: Chart
    edition: Edition
    pieces: Iterator[pygame.Surface]
    image: pygame.Surface | None = None


@dataclass(slots=True)
class Pane:
    """One chart as it is seen, and the newer one that is being drawn."""

    topic: Topic
    size: tuple[int, int]
    """Of the plot, pixels."""
    chart: Chart | None = None
    still: pygame.Surface | None = None
    """Its axes and curves; None until they have been drawn once."""
    edition: Edition | None = None
    age_s: float = 0.0
    making: _Making | None = None


class Wall:
    """Hangs charts of topics, and keeps them up to date."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.panes: list[Pane] = []

    def clear(self) -> None:
        """Take all charts down: the window has another size."""
        self.panes = []

    def hang(self, topics: Sequence[Topic], sizes: Sequence[tuple[int, int]]) -> None:
        """Show these topics in plots of these sizes; what hangs already in that size stays."""
        before = {(pane.topic.key, pane.size): pane for pane in self.panes}
        panes = []
        for topic, size in zip(topics, sizes, strict=True):
            pane = before.get((topic.key, size)) or Pane(topic, size)
            pane.topic = topic
            panes.append(pane)
        self.panes = panes

    def advance(self, dt: float, steps: Kind, compared: Compared | None) -> None:
        """One tick: some pieces of the chart that is most in need of it."""
        edition = (self._stage.curves.version, steps, compared.name if compared is not None else None)
        for pane in self.panes:
            pane.age_s += dt
        for _ in range(_PIECES_AT_ONCE if any(_is_awaited(pane, edition) for pane in self.panes) else 1):
            due = next((pane for pane in self.panes if pane.making is not None), None) or self._due(edition)
            if due is None:
                return
            if due.making is None:
                brief = due.size[0] < self._stage.kit.screen.px(_ROOMY)
                chart = chart_of(due.topic, self._stage.curves, compared, steps, self._stage.texts, brief)
                due.making = _Making(chart, edition, pieces(self._stage.kit, due.size, chart))
            _draw_piece(due, due.making)

    def _due(self, edition: Edition) -> Pane | None:
        """The pane whose chart is to be drawn anew: one that nobody has seen, else the oldest that is behind."""
        behind = [pane for pane in self.panes if pane.edition != edition]
        ready = [pane for pane in behind if _is_awaited(pane, edition) or pane.age_s >= REFRESH_S]
        return max(ready, key=lambda pane: (_is_awaited(pane, edition), pane.age_s), default=None)


def _is_awaited(pane: Pane, edition: Edition) -> bool:
    """Whether a person waits for it: news may come later, another axis may not."""
    return pane.edition is None or pane.edition[1:] != edition[1:]


def _draw_piece(pane: Pane, making: _Making) -> None:
    image = next(making.pieces, None)
    if image is not None:
        making.image = image
        return
    pane.chart, pane.still, pane.edition = making.chart, making.image, making.edition
    pane.making, pane.age_s = None, 0.0
