"""Volume, entropy, purity and ranks of one spectrum: against SVDs, SciPy, closed forms, and their laws."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import entropy as scipy_entropy
from sklearn.decomposition import PCA

from seaspirits_game.geometry.entropy import largest_entropy, purity, variance_shares, von_neumann_entropy
from seaspirits_game.geometry.errors import NonFiniteError, ShapeError, UndefinedError
from seaspirits_game.geometry.principal import principal
from seaspirits_game.geometry.rank import effective_rank, participation_ratio, roy_vetterli_rank, spectrum_exponent
from seaspirits_game.geometry.volume import log_roundness, log_volume, log_volume_of_coordinates
from tests.geometry.clouds import AGREE, cloud, rotation, round_cloud

seeds = st.integers(0, 10_000)
widths = st.integers(3, 48)
SPECTRAL = (log_volume, log_roundness, von_neumann_entropy, purity, effective_rank, participation_ratio)


@given(seeds, widths)
def test_measures_of_a_cloud_agree_with_its_singular_values(seed, width):
    z = cloud(seed, width)
    found = principal(z).variances
    singular = np.linalg.svd(z - z.mean(axis=0), compute_uv=False)  # another path than the Gram matrix
    squares = singular**2
    assert log_volume(found) == pytest.approx(np.log(singular[:3]).sum() - 1.5 * math.log(len(z)), rel=AGREE, abs=1e-9)
    assert von_neumann_entropy(found) == pytest.approx(scipy_entropy(squares), rel=AGREE)
    assert effective_rank(found) == pytest.approx(math.exp(scipy_entropy(squares)), rel=AGREE)
    assert roy_vetterli_rank(np.sqrt(found)) == pytest.approx(math.exp(scipy_entropy(singular)), rel=AGREE)
    assert participation_ratio(found) == pytest.approx(squares.sum() ** 2 / (squares**2).sum(), rel=AGREE)
    rho = np.cov(z.T) / np.trace(np.cov(z.T))
    assert purity(found) == pytest.approx(np.trace(rho @ rho), rel=AGREE)


@given(seeds, widths)
def test_the_ellipsoid_on_screen_is_that_of_the_top_three(seed, width):
    z = cloud(seed, width)
    coords = PCA(3).fit_transform(z)
    literal = 0.5 * math.log(np.linalg.det(np.cov(coords.T, bias=True)))
    assert log_volume_of_coordinates(coords @ rotation(seed, 3)) == pytest.approx(literal, rel=AGREE, abs=1e-8)
    assert log_volume(principal(z).variances) == pytest.approx(literal, rel=AGREE, abs=1e-8)


@given(seeds, widths, st.floats(0.01, 100.0))
def test_rotating_shuffling_and_shifting_change_nothing_and_scaling_follows_its_law(seed, width, factor):
    rng = np.random.default_rng(seed)
    z = cloud(seed, width)
    moved = factor * (rng.permutation(z) @ rotation(seed, width) + rng.standard_normal(width))
    before, after = principal(z).variances, principal(moved).variances
    assert log_volume(after) == pytest.approx(log_volume(before) + 3.0 * math.log(factor), rel=AGREE, abs=1e-7)
    for measure in SPECTRAL[1:]:
        assert measure(after) == pytest.approx(measure(before), rel=AGREE, abs=1e-8)
    assert spectrum_exponent(after, 1) == pytest.approx(spectrum_exponent(before, 1), rel=AGREE)


@given(seeds, widths, st.integers(2, 4))
def test_copies_of_the_same_samples_are_the_same_cloud(seed, width, copies):
    z = cloud(seed, width)
    once, often = principal(z).variances, principal(np.tile(z, (copies, 1))).variances
    for measure in SPECTRAL:
        assert measure(often) == pytest.approx(measure(once), rel=AGREE, abs=1e-8)


@given(seeds, widths)
def test_the_counts_of_directions_keep_their_order(seed, width):
    found = principal(cloud(seed, width)).variances
    counts = [1.0, participation_ratio(found), effective_rank(found), float(np.count_nonzero(found))]
    assert counts == sorted(counts)
    assert effective_rank(found) <= roy_vetterli_rank(np.sqrt(found)) <= width + 1e-9
    assert von_neumann_entropy(found) <= largest_entropy(width) + 1e-12
    assert log_roundness(found) <= 1e-12


@pytest.mark.parametrize("width", [3, 8, 48])
def test_a_round_gaussian_has_its_closed_form(width):
    found = principal(round_cloud(300, width, deviation=2.0)).variances
    assert log_volume(found) == pytest.approx(3.0 * math.log(2.0), rel=1e-10)
    assert log_roundness(found) == pytest.approx(0.0, abs=1e-10)
    assert von_neumann_entropy(found) == pytest.approx(math.log(width), rel=1e-10)
    assert purity(found) == pytest.approx(1.0 / width, rel=1e-10)
    for count in (effective_rank(found), participation_ratio(found), roy_vetterli_rank(np.sqrt(found))):
        assert count == pytest.approx(width, rel=1e-10)


@given(st.floats(0.2, 4.0), st.integers(6, 60))
def test_a_power_law_has_its_exponent(alpha, width):
    variances = np.arange(1.0, width + 1.0) ** -alpha
    assert spectrum_exponent(variances) == pytest.approx(alpha, rel=1e-9)


@given(seeds)
def test_the_exponent_is_numpys_fit_over_the_stated_range(seed):
    found = principal(cloud(seed, 20)).variances
    ranks = np.arange(3, 21)
    slope = np.polyfit(np.log(ranks), np.log(found[2:]), 1)[0]
    assert spectrum_exponent(found) == pytest.approx(-slope, rel=AGREE)
    slope = np.polyfit(np.log(ranks[2:8]), np.log(found[4:10]), 1)[0]
    assert spectrum_exponent(found, 5, 10) == pytest.approx(-slope, rel=AGREE)


def test_a_line_is_pure_and_flat():
    line = np.outer(np.arange(10.0), np.ones(5))
    found = principal(line).variances
    assert np.count_nonzero(found) == 1  # rounding is not taken for directions
    assert von_neumann_entropy(found) == pytest.approx(0.0, abs=1e-12)
    assert effective_rank(found) == pytest.approx(1.0)
    assert roy_vetterli_rank(np.sqrt(found)) == pytest.approx(1.0)
    assert log_volume(found) == log_roundness(found) == log_volume_of_coordinates(line) == -math.inf


@given(seeds, st.integers(2, 12))
def test_fewer_samples_than_dimensions_leave_as_many_directions_as_there_are_differences(seed, samples):
    found = principal(cloud(seed, 30, samples)).variances
    assert np.count_nonzero(found) == samples - 1
    assert participation_ratio(found) <= samples - 1


@pytest.mark.parametrize("constant", [0.0, 0.1, -1e6, 1e-12])
def test_a_point_has_no_spectrum_and_says_so(constant):
    found = principal(np.full((57, 6), constant)).variances
    assert not found.any()
    assert log_volume(found) == -math.inf
    for measure in (variance_shares, von_neumann_entropy, purity, effective_rank, participation_ratio):
        with pytest.raises(UndefinedError, match="point"):
            measure(found)
    with pytest.raises(UndefinedError, match="point"):
        roy_vetterli_rank(np.sqrt(found))
    with pytest.raises(UndefinedError, match="fewer than three"):
        spectrum_exponent(found)


def test_what_is_no_spectrum_is_refused():
    with pytest.raises(NonFiniteError):
        von_neumann_entropy(np.array([1.0, np.nan]))
    for wrong in ([1.0, 2.0], [1.0, -0.1]):
        with pytest.raises(ValueError, match="fall"):
            log_volume(np.array(wrong))
    with pytest.raises(ShapeError):
        purity(np.ones((2, 2)))
    with pytest.raises(ShapeError, match="columns"):
        log_volume_of_coordinates(np.ones((5, 2)))
    with pytest.raises(ValueError, match="negative"):
        roy_vetterli_rank(np.array([1.0, -1.0]))
