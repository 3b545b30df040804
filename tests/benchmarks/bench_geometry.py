"""Timings of the instruments: `OMP_NUM_THREADS=1 pytest tests/benchmarks/bench_geometry.py -n 0 --benchmark-enable -s`.

With the picture of a layer comes its ratio to scikit-learn's PCA on the same array, both the least of many tries.
"""

import time
from collections.abc import Callable

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from sklearn.decomposition import PCA

from seaspirits_game.core.arrays import COORDINATES, F32
from seaspirits_game.geometry.alignment import aligned_picture

SAMPLES = 1797


def layer(width: int, seed: int = 0) -> F32:
    """(1797, width) activations of a tanh layer in single precision, as the trainer hands them over."""
    rng = np.random.default_rng(seed)
    seen = rng.standard_normal((SAMPLES, 64)) * np.exp(-0.05 * np.arange(64))
    return np.tanh(seen @ rng.standard_normal((64, width)) / 5.0).astype(np.float32)


def least(action: Callable[[], object], times: int = 100) -> float:
    """Least seconds of several tries: others disturb, nothing makes it faster."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        taken.append(time.perf_counter() - start)
    return min(taken)


@pytest.mark.parametrize("width", [32, 48])
def test_a_picture_beside_scikit_learns_pca(benchmark: BenchmarkFixture, width: int) -> None:
    z = layer(width)
    before = aligned_picture(z, None).coords
    ours = least(lambda: aligned_picture(z, before))
    theirs = least(lambda: PCA(COORDINATES).fit_transform(z))
    print(f"\naligned picture, {SAMPLES}x{width}: {ours * 1e3:.3f} ms, {ours / theirs:.2f} of PCA({COORDINATES})")
    benchmark(lambda: aligned_picture(z, before))
