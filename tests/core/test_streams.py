"""One seed, many independent streams."""

import numpy as np

from seaspirits_game.core.streams import derived_seed, stream


def test_same_name_same_numbers_other_name_or_index_or_seed_others() -> None:
    first = stream(3, "weights").random(8)
    assert np.array_equal(first, stream(3, "weights").random(8))
    for other in (stream(3, "batches"), stream(4, "weights"), stream(3, "weights", 1)):
        assert not np.array_equal(first, other.random(8))


def test_streams_are_uncorrelated() -> None:
    draws = np.stack([stream(0, "batches", epoch).standard_normal(4000) for epoch in range(12)])
    correlations = np.corrcoef(draws) - np.eye(12)
    assert np.abs(correlations).max() < 0.08  # five standard errors of 1/sqrt(4000)


def test_derived_seeds_fit_63_bits_and_differ() -> None:
    seeds = {derived_seed(1, "dropout", step) for step in range(1000)}
    assert len(seeds) == 1000
    assert all(0 <= seed < 2**63 for seed in seeds)
