"""A voyage of its own for each dive: whoever composes the program hands in `Voyages`; no process is known here."""

from collections.abc import Callable
from typing import Protocol

from seaspirits_game.core.commands import Command, Tempo
from seaspirits_game.core.config import VoyageConfig
from seaspirits_game.core.errors import UserError
from seaspirits_game.core.facts import Fact, Forked
from seaspirits_game.core.snapshot import Snapshot
from seaspirits_game.scenes.stage import Stage


class Link(Protocol):
    """What a scene needs of a `link.protocol.TrainerLink`."""

    def send(self, command: Command) -> None: ...

    def latest(self) -> Snapshot | None: ...

    def facts(self) -> list[Fact]: ...

    def close(self) -> None: ...


class Voyages(Protocol):
    """Where trainers come from."""

    def begin(self, config: VoyageConfig, tempo: Tempo, every: int | None) -> Link:
        """A trainer at step 0; `every` is how many steps lie between two snapshots, None lets the clock decide."""
        ...

    def twin(self, config: VoyageConfig, forked: Forked, tempo: Tempo, every: int | None) -> Link:
        """A second trainer that begins where `forked` left the first one, with the same seed and order of data."""
        ...

    def close(self) -> None:
        """Nobody dives any more."""
        ...


class Afloat:
    """One voyage under way beside the one of the window: its trainer, and its own stage on the same screen."""

    def __init__(self, link: Link, host: Stage, config: VoyageConfig) -> None:
        self.link = link
        self.config = config
        self._host = host
        self.stage = Stage(host.kit.screen.rect.size, host.preferences, link.send, config.seed, host.texts, beside=host)
        self.rates: list[float] = []
        self._heard: Snapshot | None = None

    def hear(self, on_fact: Callable[[Fact], None]) -> Snapshot | None:
        """Take what the trainer has to say; a snapshot, when there is a new one that is on the stage now."""
        stage = self.stage
        if stage.preferences is not self._host.preferences:
            stage.preferences, stage.texts = self._host.preferences, self._host.texts
            if stage.world is not None:
                stage.world.preferences = stage.preferences
        # the snapshot first: what its facts tell (that the layers are others, that the sea tore) was before it
        snapshot = self.link.latest()
        for fact in self.link.facts():
            stage.hear(fact)
            on_fact(fact)
        if stage.message:
            self._host.say(stage.message)
            stage.message = ""
        if snapshot is None or snapshot is self._heard or stage.world is None:
            return None
        self._heard = snapshot
        stage.receive(snapshot)
        return snapshot

    def laid_out(self) -> None:
        """The window has another size, or is seen again."""
        self.stage.kit, self.stage.painter = self._host.kit, self._host.painter

    def close(self) -> None:
        """End the trainer."""
        self.link.close()


def begun(voyages: Voyages, host: Stage, config: VoyageConfig, tempo: Tempo, every: int | None) -> Afloat | None:
    """A new voyage; None after saying why it cannot begin."""
    try:
        return Afloat(voyages.begin(config, tempo, every), host, config)
    except (UserError, OSError) as error:
        host.say(str(error))
        return None


def twinned(voyages: Voyages, first: Afloat, host: Stage, forked: Forked, tempo: Tempo, every: int | None) -> Afloat:
    """A second voyage from where the first one was forked."""
    return Afloat(voyages.twin(first.config, forked, tempo, every), host, first.config)
