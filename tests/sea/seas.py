"""Small seas for tests: sheets and snapshots with shoals of any size, width and number of spirits."""

import numpy as np

from seaspirits_game.core.arrays import COORDINATES, F32
from seaspirits_game.core.snapshot import Snapshot, TaskSheet


def sheet(samples: int, classes: int = 3, widths: tuple[int, ...] = (16, 16)) -> TaskSheet:
    return TaskSheet(
        name="test",
        inputs=np.zeros((samples, 2), np.float32),
        labels=np.arange(samples, dtype=np.int64) % classes,
        split=np.zeros(samples, np.uint8),
        class_names=tuple("abcdefghijklmnopqrst"[:classes]),
        layer_widths=widths,
    )


def shoals(samples: int, seed: int, widths: tuple[int, ...] = (16, 16), size: float = 1.0) -> tuple[F32, ...]:
    """Centred coordinates whose columns beyond a layer's width are zero, as snapshots have them."""
    rng = np.random.default_rng(seed)
    clouds = []
    for width in widths:
        cloud = size * rng.standard_normal((samples, COORDINATES)) * np.exp(-0.2 * np.arange(COORDINATES))
        cloud[:, width:] = 0.0
        clouds.append((cloud - cloud.mean(axis=0)).astype(np.float32))
    return tuple(clouds)


def snapshot(coords: tuple[F32, ...], classes: int = 3, seed: int = 0, step: int = 0) -> Snapshot:
    samples = len(coords[0])
    probs = np.random.default_rng(seed).dirichlet(np.full(classes, 0.5), samples).astype(np.float32)
    shares = tuple(np.full(COORDINATES, 0.1, np.float32) for _ in coords)
    return Snapshot(step, 0.0, coords, shares, probs, 1.0, 1.0, 0.5, 0.5, 0.05)
