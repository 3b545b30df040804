"""Named random streams: every random choice of a voyage comes from its one seed, through a stream with a name.

Two streams of one seed are independent, and drawing more from one never shifts another, so that adding a feature
does not change old voyages. Source: NumPy's `SeedSequence` (O'Neill's seed_seq alternative, 2015).
"""

import zlib

import numpy as np


def _entropy(seed: int, name: str, index: int) -> list[int]:
    return [seed, zlib.crc32(name.encode()), index]


def stream(seed: int, name: str, index: int = 0) -> np.random.Generator:
    """The generator named `name` of `seed`; `index` numbers a family of them (an epoch, a step).

    >>> bool(stream(1, "batches").random() == stream(1, "batches").random())
    True
    >>> bool(stream(1, "batches").random() == stream(1, "weights").random())
    False
    """
    return np.random.default_rng(np.random.SeedSequence(_entropy(seed, name, index)))


def derived_seed(seed: int, name: str, index: int = 0) -> int:
    """A 63-bit seed for a library that brings its own generator (`torch.Generator.manual_seed`)."""
    state = np.random.SeedSequence(_entropy(seed, name, index)).generate_state(2, np.uint32)
    return (int(state[0]) << 31) ^ int(state[1])
