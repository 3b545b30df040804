"""A kept voyage of digits for tests of scenes: the same snapshots on every machine, however its processor rounds.

`python -m tests.scenes.voyages` trains it anew and keeps it.
"""

import json
import time
from functools import cache
from pathlib import Path

import numpy as np
import pygame

from seaspirits_game.core.commands import Command, Tempo
from seaspirits_game.core.config import Measures, VoyageConfig
from seaspirits_game.core.facts import Fact, Started
from seaspirits_game.core.snapshot import Reading, Snapshot, TaskSheet
from seaspirits_game.learning.tasks import load_task
from seaspirits_game.scenes.company import Company
from seaspirits_game.scenes.preferences import Preferences
from seaspirits_game.scenes.stage import Stage

STEPS = (0, 10, 40, 150, 600, 1500)
_FILE = Path(__file__).parent.parent / "golden" / "voyage.npz"
_SCALARS = ("step", "epoch", "train_loss", "val_loss", "train_accuracy", "val_accuracy", "learning_rate")


@cache
def sheet() -> TaskSheet:
    return load_task(VoyageConfig()).sheet


@cache
def snapshots() -> tuple[Snapshot, ...]:
    """The kept snapshots, oldest first."""
    with np.load(_FILE, allow_pickle=False) as kept:
        records = json.loads(str(kept["records"]))
        layers = len(sheet().layer_widths)
        return tuple(
            Snapshot(
                **{name: record[name] for name in _SCALARS},
                coords=tuple(kept[f"coords{index}.{layer}"].astype(np.float32) for layer in range(layers)),
                variance_share=tuple(kept[f"shares{index}.{layer}"] for layer in range(layers)),
                probs=kept[f"probs{index}"].astype(np.float32),
                tempo=Tempo.X4,
                steps_per_second=32.0,
                readings=record["readings"],
                dear={name: Reading(*reading) for name, reading in record["dear"].items()},
                frame_maps=tuple(np.array(frame) for frame in record["frame_maps"]),
            )
            for index, record in enumerate(records)
        )


def staged(
    step: int = 1500,
    scene: str = "sea",
    size: tuple[int, int] = (1280, 720),
    preferences: Preferences | None = None,
    seconds: float = 4.0,
    sent: list[Command] | None = None,
    facts: tuple[Fact, ...] = (),
) -> Company:
    """All scenes over the kept voyage up to `step`, `seconds` after its snapshot; commands go to the list `sent`."""
    commands: list[Command] = sent if sent is not None else []
    stage = Stage(size, preferences or Preferences(), send=commands.append, seed=0)
    company = Company(stage, scene)
    sail(stage, step)
    for fact in facts:
        stage.hear(fact)
    drawn(company)
    advance(company, seconds)
    return company


def sail(stage: Stage, step: int) -> None:
    """Let the stage hear of the kept voyage up to `step`; of none below 0."""
    if step >= 0:
        stage.hear(Started(VoyageConfig(), sheet(), 0, 1))
        for snapshot in snapshots():
            if snapshot.step <= step:
                stage.receive(snapshot)


def advance(company: Company, seconds: float) -> None:
    """Let sea time pass."""
    for _ in range(round(seconds * 60)):
        company.stage.advance(1 / 60)
        company.advance(1 / 60)


def drawn(company: Company) -> pygame.Surface:
    """What is on screen now."""
    screen = company.stage.kit.screen
    surface = pygame.Surface((screen.width, screen.height), 0, 32)
    company.draw(surface, 1.0)
    return surface


def _record() -> None:
    from seaspirits_game.learning.session import Session
    from seaspirits_game.learning.trainer import Trainer
    from seaspirits_game.link.inprocess import InProcessLink

    config = VoyageConfig()
    trainer = Trainer(config, Measures.ALL)
    link = InProcessLink(lambda outlet: Session(config, trainer, None, outlet, clock=time.monotonic, save_seconds=None))
    arrays: dict[str, np.ndarray] = {}
    records = []
    for index, step in enumerate(STEPS):
        while link.step_index < step:
            link.advance(min(10, step - link.step_index))
            link.latest()  # a picture on the way, so that alignment is that of a voyage that is watched
        shown = link.latest()
        assert shown is not None
        assert shown.step == step
        dear = {name: value for kind in trainer.dear_names for name, value in trainer.dear(kind).items()}
        records.append(
            {
                **{name: getattr(shown, name) for name in _SCALARS},
                "readings": {**shown.readings, **dear},
                "dear": {name: (value, step) for name, value in dear.items()},
                "frame_maps": [frame.tolist() for frame in shown.frame_maps],
            }
        )
        for layer, (coords, shares) in enumerate(zip(shown.coords, shown.variance_share, strict=True)):
            arrays[f"coords{index}.{layer}"] = coords.astype(np.float16)
            arrays[f"shares{index}.{layer}"] = shares
        arrays[f"probs{index}"] = shown.probs.astype(np.float16)
    np.savez_compressed(_FILE, records=np.array(json.dumps(records)), **arrays)


if __name__ == "__main__":
    _record()
