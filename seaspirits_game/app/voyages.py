"""Trainers for dives: each a process of its own, with a folder of its own for its checkpoints."""

import shutil
import tempfile
from pathlib import Path

from seaspirits_game.core.commands import Tempo
from seaspirits_game.core.config import VoyageConfig
from seaspirits_game.core.facts import Forked
from seaspirits_game.learning import worker
from seaspirits_game.link.process import ProcessLink


class OwnVoyages:
    """Starts what dives need; the folders are swept away when nobody dives any more."""

    def __init__(self, threads: int = 1) -> None:
        self._threads = threads
        self._home: Path | None = None
        self._links: list[ProcessLink] = []

    def begin(self, config: VoyageConfig, tempo: Tempo, every: int | None) -> ProcessLink:
        """A trainer at step 0.

        Raises:
            OSError: there is nowhere to write.
        """
        return self._started(config, self._berth(), tempo, every, resume=False)

    def twin(self, config: VoyageConfig, forked: Forked, tempo: Tempo, every: int | None) -> ProcessLink:
        """A second trainer that begins from the state that `forked` names.

        Raises:
            OSError: that state cannot be read, or there is nowhere to write.
        """
        berth = self._berth()
        shutil.copy2(forked.path, berth / forked.path.name.removeprefix("fork-"))  # it resumes from that checkpoint
        return self._started(config, berth, tempo, every, resume=True)

    def close(self) -> None:
        """End them all, and sweep."""
        for link in self._links:
            link.close()
        self._links.clear()
        if self._home is not None:
            shutil.rmtree(self._home, ignore_errors=True)
            self._home = None

    def _berth(self) -> Path:
        if self._home is None:
            self._home = Path(tempfile.mkdtemp(prefix="sea-of-spirits-dives-"))
        return Path(tempfile.mkdtemp(prefix="dive-", dir=self._home))

    def _started(
        self, config: VoyageConfig, berth: Path, tempo: Tempo, every: int | None, *, resume: bool
    ) -> ProcessLink:
        link = ProcessLink(
            worker.run, config, checkpoints=berth, tempo=tempo, every=every, resume=resume, threads=self._threads
        )
        self._links.append(link)
        return link
