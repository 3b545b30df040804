"""Successive pictures differ by what the network did, and by nothing else."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.linalg import orthogonal_procrustes, subspace_angles
from sklearn.decomposition import PCA

from seaspirits_game.core.arrays import COORDINATES, F64
from seaspirits_game.geometry.alignment import MAX_TURN, aligned_picture, procrustes
from seaspirits_game.geometry.errors import NonFiniteError, ShapeError
from seaspirits_game.geometry.principal import principal

seeds = st.integers(0, 10_000)
widths = st.integers(1, 40)


def cloud(seed: int, width: int, samples: int = 200) -> F64:
    rng = np.random.default_rng(seed)
    spread = np.exp(-0.25 * np.arange(width))
    return rng.standard_normal((samples, width)) * spread @ np.linalg.qr(rng.standard_normal((width, width)))[0] + 3.0


def distances(points: F64) -> F64:
    gaps = points[:30, None] - points[None, :30]
    return np.sqrt((gaps * gaps).sum(axis=2))


@given(seeds, st.integers(9, 40))
def test_first_picture_is_scikit_learns_pca_up_to_signs(seed: int, width: int) -> None:
    z = cloud(seed, width)
    picture = aligned_picture(z, None)
    oracle = PCA(COORDINATES)
    assert np.allclose(np.abs(picture.coords), np.abs(oracle.fit_transform(z)), atol=1e-8)
    assert np.allclose(picture.variance_share, oracle.explained_variance_ratio_, rtol=1e-9)
    assert np.allclose(picture.coords, (z - z.mean(axis=0)) @ picture.basis)


@given(seeds, widths)
def test_every_picture_is_an_orthogonal_map_of_the_principal_coordinates(seed: int, width: int) -> None:
    z = cloud(seed, width)
    previous = aligned_picture(cloud(seed + 1, width), None).coords
    picture = aligned_picture(z, previous)
    exact = aligned_picture(z, None)
    kept = min(width, COORDINATES)
    assert np.allclose(picture.basis[:, :kept].T @ picture.basis[:, :kept], np.eye(kept), atol=1e-10)
    assert np.allclose(distances(picture.coords), distances(exact.coords), atol=1e-8)
    assert np.isclose(picture.variance_share.sum(), exact.variance_share.sum())
    assert np.allclose(picture.coords.var(axis=0) / z.var(axis=0).sum(), picture.variance_share, atol=1e-10)
    assert not picture.coords[:, kept:].any()


@given(seeds)
def test_procrustes_is_scipys(seed: int) -> None:
    a, b = cloud(seed, 8), cloud(seed + 1, 8)
    assert np.allclose(procrustes(a, b), orthogonal_procrustes(a, b)[0], atol=1e-8)


@given(seeds, st.integers(9, 40))
def test_a_cloud_that_stands_still_gives_a_picture_that_stands_still_whatever_signs_eigh_chose(
    seed: int, width: int
) -> None:
    z = cloud(seed, width)
    first = aligned_picture(z, None).coords
    flips = np.random.default_rng(seed).choice([-1.0, 1.0], COORDINATES)
    shown = first * flips  # as if the eigensolver had chosen other signs, mirrors among them
    assert np.allclose(aligned_picture(z, shown).coords, shown, atol=1e-6)


def crossing(share: float) -> F64:
    """A fixed cloud whose third and fourth variance swap as `share` goes from 0 to 1."""
    rng = np.random.default_rng(5)
    base = np.linalg.qr(rng.standard_normal((300, 12)))[0] * np.sqrt(300)
    spread = np.array([3.0, 2.5, 1.6 - 0.4 * share, 1.2 + 0.4 * share, *np.linspace(0.5, 0.1, 8)])
    return base * spread


def test_when_two_variances_cross_plain_components_jump_and_the_picture_does_not() -> None:
    shown = aligned_picture(crossing(0.0), None).coords
    plain = shown
    worst_shown, worst_plain = 0.0, 0.0
    for share in np.linspace(0.0, 1.0, 41):
        z = crossing(float(share))
        now = aligned_picture(z, shown).coords
        plain_now = aligned_picture(z, None).coords
        worst_shown = max(worst_shown, float(np.abs(now - shown)[:, :3].max()))
        worst_plain = max(worst_plain, float(np.abs(plain_now - plain)[:, :3].max()))
        shown, plain = now, plain_now
    radius = float(np.abs(shown[:, :3]).max())
    assert worst_plain > 0.5 * radius
    assert worst_shown < 1.5 * MAX_TURN * radius


def test_after_the_crossing_the_visible_axes_reach_the_exact_top_three() -> None:
    shown = aligned_picture(crossing(0.0), None).coords
    picture = aligned_picture(crossing(1.0), shown)
    first_gap = subspace_angles(picture.basis[:, :3], principal(crossing(1.0)).basis[:, :3]).max()
    for _ in range(12):
        picture = aligned_picture(crossing(1.0), picture.coords)
    gap = subspace_angles(picture.basis[:, :3], principal(crossing(1.0)).basis[:, :3]).max()
    assert first_gap > 1.0
    assert gap < 1e-6


@given(seeds)
def test_ordinarily_the_visible_axes_span_the_exact_top_three_at_once(seed: int) -> None:
    z = cloud(seed, 20)
    moved = z + 0.02 * np.random.default_rng(seed).standard_normal(z.shape)
    picture = aligned_picture(moved, aligned_picture(z, None).coords)
    assert subspace_angles(picture.basis[:, :3], principal(moved).basis[:, :3]).max() < 1e-6


def test_a_point_a_pair_and_a_lone_sample_are_pictures_too() -> None:
    for z in (np.ones((50, 10)), np.zeros((1, 10)), np.eye(2, 10), np.ones((50, 2))):
        first = aligned_picture(z, None)
        again = aligned_picture(z, first.coords)
        for picture in (first, again):
            assert np.isfinite(picture.coords).all()
            assert 0.0 <= picture.variance_share.sum() <= 1.0 + 1e-12


@given(seeds, st.integers(3, 40))
def test_a_cloud_that_moves_slowly_is_never_mirrored_and_no_axis_ever_flips(seed: int, width: int) -> None:
    rng = np.random.default_rng(seed)
    z = cloud(seed, width)
    drift = 0.03 * rng.standard_normal(z.shape)
    before = aligned_picture(z, None).coords
    for step in range(1, 6):
        now = aligned_picture(z + step * drift, before).coords
        # the best linear map from picture to picture is near a rotation: right-handed, each axis still itself
        carried = np.linalg.lstsq(before[:, :3], now[:, :3], rcond=None)[0]
        assert np.linalg.det(carried) > 0.0
        assert carried.diagonal().min() > 0.5
        before = now


@pytest.mark.parametrize("bad", [np.nan, np.inf, 1e200])
def test_non_finite_activations_are_a_named_error(bad: float) -> None:
    z = np.ones((20, 9))
    z[3, 4] = bad
    with pytest.raises(NonFiniteError):
        aligned_picture(z, None)


@pytest.mark.parametrize("shape", [(0, 4), (4, 0), (4,), (2, 2, 2)])
def test_what_is_no_table_is_a_named_error(shape: tuple[int, ...]) -> None:
    with pytest.raises(ShapeError, match="samples, units"):
        principal(np.ones(shape))
