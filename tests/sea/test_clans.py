"""A clan's ellipsoid is that of its covariance."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from seaspirits_game.core.arrays import F32, I64
from seaspirits_game.sea.clans import FEWEST, SIGMAS, ellipsoids, moments


def clans(seed: int, samples: int = 200, classes: int = 6) -> tuple[F32, I64]:
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, classes, samples)
    mix = rng.standard_normal((classes, 3, 3)) * 0.3
    points = (
        np.einsum("nij,nj->ni", mix[labels], rng.standard_normal((samples, 3))) + rng.normal(0, 2, (classes, 3))[labels]
    )
    return points.astype(np.float32), labels.astype(np.int64)


@given(st.integers(0, 10_000), st.integers(1, 200))
def test_moments_are_numpys_class_by_class(seed: int, samples: int) -> None:
    points, labels = clans(seed, samples)
    counts, means, covariances = moments(points, labels, 7)
    for clan in range(7):
        members = points[labels == clan].astype(np.float64)
        assert counts[clan] == len(members)
        if len(members):
            assert np.allclose(means[clan], members.mean(axis=0), atol=1e-9)
            assert np.allclose(covariances[clan], np.cov(members.T, ddof=0), atol=1e-9)
        else:
            assert not means[clan].any()
            assert not covariances[clan].any()


@given(st.integers(0, 10_000))
def test_circles_lie_on_the_ellipsoid_and_close(seed: int) -> None:
    points, labels = clans(seed)
    shells = ellipsoids(points, labels, 6)
    _, means, covariances = moments(points, labels, 6)
    assert shells.circles.dtype == np.float32
    assert shells.circles.shape[1:] == (3, 49, 3)
    for circles, clan in zip(shells.circles.astype(np.float64), shells.classes, strict=True):
        assert np.allclose(circles[:, 0], circles[:, -1], atol=1e-5)
        if np.linalg.cond(covariances[clan]) < 1e4:
            offset = circles.reshape(-1, 3) - means[clan]
            mahalanobis = np.sqrt(np.einsum("ni,ij,nj->n", offset, np.linalg.inv(covariances[clan]), offset))
            assert np.allclose(mahalanobis, SIGMAS, rtol=2e-2)


def test_the_three_circles_span_the_principal_axes() -> None:
    points, labels = clans(1)
    shells = ellipsoids(points, labels, 6)
    _, means, covariances = moments(points, labels, 6)
    for circles, clan in zip(shells.circles, shells.classes, strict=True):
        far = np.linalg.norm(circles - means[clan], axis=2).max()
        assert np.isclose(far, SIGMAS * np.sqrt(np.linalg.eigvalsh(covariances[clan])[-1]), rtol=1e-2)


def test_empty_and_tiny_clans_have_no_shell() -> None:
    labels = np.array([0] * FEWEST + [1] * (FEWEST - 1) + [3] * 9, np.int64)
    points = np.random.default_rng(0).standard_normal((len(labels), 3)).astype(np.float32)
    assert ellipsoids(points, labels, 5).classes.tolist() == [0, 3]
    assert len(ellipsoids(points[:2], labels[:2], 5).circles) == 0


def test_a_clan_in_one_place_is_a_finite_point() -> None:
    shells = ellipsoids(np.full((9, 3), 0.3, np.float32), np.zeros(9, np.int64), 1)
    assert np.allclose(shells.circles, 0.3, atol=1e-4)
