"""Real voyages for tests of the Keeper's screens: trainers in this very process, moved by steps."""

import time
from dataclasses import dataclass, field
from pathlib import Path

from seaspirits_game.core.commands import Command, Fork, SetTempo, Tempo
from seaspirits_game.core.config import Measures, VoyageConfig
from seaspirits_game.core.facts import Forked
from seaspirits_game.learning.session import Session
from seaspirits_game.learning.trainer import Trainer
from seaspirits_game.link.inprocess import InProcessLink
from seaspirits_game.scenes.company import Company
from seaspirits_game.scenes.events import KeyPress, PointerDown, PointerUp
from seaspirits_game.scenes.preferences import Preferences
from tests.scenes.voyages import drawn, staged

STILL = Preferences(still_water=True, reduced_motion=True)


class SteppedLink(InProcessLink):
    """Moves `every` steps whenever a frame asks for news, unless the water rests."""

    def __init__(self, config: VoyageConfig, tempo: Tempo, every: int | None) -> None:
        super().__init__(
            lambda outlet: Session(
                config,
                Trainer(config, Measures.CHEAP),
                None,
                outlet,
                clock=time.monotonic,
                every=every,
                save_seconds=None,
            )
        )
        self.tempo = tempo
        self.every = every or 5
        self.sent: list[Command] = []

    def send(self, command: Command) -> None:
        self.sent.append(command)
        if isinstance(command, SetTempo):
            self.tempo = command.tempo
        if isinstance(command, Fork):  # `SteppedVoyages.twin` needs no file
            self._mailbox.report(Forked(self.step_index, 0, Path()))
        else:
            super().send(command)

    def sail(self) -> None:
        if self.tempo is not Tempo.PAUSE:
            self.advance(self.every)


@dataclass
class SteppedVoyages:
    links: list[SteppedLink] = field(default_factory=list)
    closed: bool = False

    def begin(self, config: VoyageConfig, tempo: Tempo, every: int | None) -> SteppedLink:
        self.links.append(SteppedLink(config, tempo, every))
        return self.links[-1]

    def twin(self, config: VoyageConfig, forked: Forked, tempo: Tempo, every: int | None) -> SteppedLink:
        """What the first one did, done again: the same seed and the same order of data lead to the same state."""
        first = self.links[-1]
        link = SteppedLink(config, tempo, every)
        for step, command in first.journal:
            if step > forked.step or command.name == "fork":
                break
            link.advance(step - link.step_index)
            link.send(command)
        link.advance(forked.step - link.step_index)
        link.tempo = tempo
        self.links.append(link)
        return link

    def close(self) -> None:
        self.closed = True


class Diver:
    """A person at the Keeper's screens."""

    def __init__(self, size: tuple[int, int] = (1280, 720), preferences: Preferences = STILL) -> None:
        self.voyages = SteppedVoyages()
        self.company: Company = staged(150, "title", size, preferences, seconds=0.1)
        self.company._voyages = self.voyages
        self.company.go("keeper")
        self.draw()
        self.frames(2)

    @property
    def scene(self):
        return self.company.scene

    @property
    def page(self):
        return self.scene.page

    @property
    def link(self) -> SteppedLink:
        """The trainer of the dive itself."""
        return self.scene.diving.voyage.link

    def draw(self):
        return drawn(self.company)

    def press(self, *keys: str, shift: bool = False) -> None:
        for key in keys:
            self.company.handle(KeyPress(key, shift))
            self.frames(1)

    def touch(self, name: str) -> None:
        self.draw()
        rect = next(item.rect for item in self.page.controls.items if item.name == name)
        self.company.handle(PointerDown(*rect.center, 0))
        self.company.handle(PointerUp(*rect.center, 0))
        self.frames(1)

    def frames(self, count: int, sail: bool = False) -> None:
        """Ticks of the window; with `sail`, the trainer goes on between them."""
        for _ in range(count):
            for link in self.voyages.links if sail else ():
                link.sail()
            self.company.stage.advance(1 / 60)
            self.company.advance(1 / 60)

    def sail(self, steps: int) -> None:
        """Let the dive's trainer make about so many steps, a picture now and then."""
        goal = self.link.step_index + steps
        while self.link.step_index < goal and not self.scene.diving.over and self.link.tempo is not Tempo.PAUSE:
            self.frames(1, sail=True)
        self.frames(8)
