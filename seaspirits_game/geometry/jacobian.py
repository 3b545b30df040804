"""What the layers do to a small cube: the Tide Cube's determinant, its true volume, and the spread of stretchings.

All of it is first-order, at one sample and for one cube: a network may stretch small cubes while the cloud shrinks, and
the other way round. Layer l is h_l = φ(W_l h_{l−1} + b_l), with Jacobian diag(φ′) W_l; biases enter only through φ′.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from seaspirits_game.core.arrays import F64, AnyArray
from seaspirits_game.geometry.checked import table
from seaspirits_game.geometry.errors import NonFiniteError, ShapeError, UndefinedError

FLAT = 1e-15
"""A side of a carried cube below this share of its longest is rounding: the cube is flat."""


def slopes(activations: AnyArray, nonlinearity: str) -> F64:
    """φ′ (any shape) where φ gave `activations`: 1 − h² for `tanh`, 1 or 0 for `relu`, 1 for `linear`.

    Raises:
        ValueError: another nonlinearity.
    """
    h = np.asarray(activations, dtype=np.float64)
    if nonlinearity == "tanh":
        return (1.0 - h) * (1.0 + h)
    if nonlinearity == "relu":
        return (h > 0.0).astype(np.float64)
    if nonlinearity == "linear":
        return np.ones_like(h)
    raise ValueError(f"nonlinearity {nonlinearity!r} is not tanh, relu or linear")


@dataclass(frozen=True, slots=True)
class FrameMap:
    """How one layer's visible frame arrives in the next layer's: the literal 3×3 matrix and its determinant."""

    matrix: F64
    """(3, 3) Pₗ₊₁ᵀ J Pₗ: its columns are the carried axes as the next picture shows them."""
    log_volume: float
    """log |det|, the log of the factor by which the *seen* volume grows; −inf when the cube arrives flat."""
    handedness: int
    """+1 right-handed stays right-handed, −1 mirrored, 0 flat. Depends on the signs of both frames."""


def frame_map(frame: AnyArray, jacobian: AnyArray, next_frame: AnyArray) -> FrameMap:
    """What the next picture shows of a cube along `frame` (W, 3), carried by `jacobian` (V, W) and seen in
    `next_frame` (V, 3); both frames orthonormal.

    |det| is at most the true growth (`tangent_log_volumes`): a shadow is never larger than the cube.

    Raises:
        NonFiniteError, ShapeError: shapes do not fit.

    Source: linear algebra; Cauchy and Binet for the bound.
    """
    near, J, far = table(frame, "frame"), table(jacobian, "jacobian"), table(next_frame, "next frame")
    if J.shape != (len(far), len(near)) or near.shape[1] != far.shape[1]:
        raise ShapeError(f"a jacobian {J.shape} does not carry a frame {near.shape} into a frame {far.shape}")
    matrix = far.T @ J @ near
    sign, log_volume = np.linalg.slogdet(matrix)
    return FrameMap(matrix, float(log_volume), int(sign))


def layer_jacobian(W: AnyArray, slope: AnyArray) -> F64:
    """diag(φ′) W (out, in) of one sample, from weights (out, in) and `slope` (out,).

    Raises:
        NonFiniteError, ShapeError.
    """
    weights = table(W, "weights")
    factors = np.asarray(slope, dtype=np.float64)
    if factors.shape != (len(weights),):
        raise ShapeError(f"slopes of shape {factors.shape} for weights {weights.shape}, {(len(weights),)} is right")
    return factors[:, None] * weights


def tangent_log_volumes(weights: Sequence[AnyArray], slopes_by_layer: Sequence[AnyArray], frame: AnyArray) -> F64:
    """(L, n) log factors by which each of L layers changes the true volume of a small cube at each of n samples.

    Args:
        weights: L matrices (W_l, W_{l−1}).
        slopes_by_layer: L arrays (n, W_l), see `slopes`.
        frame: (W_0, k) spanning the first cube (k = 3 for the Tide Cube), linearly independent columns.

    The frame is carried along and made orthonormal again by QR after each layer, so that the factors add up along the
    layers to ½ log det(JᵀJ) of the whole map on the first cube, exactly and without overflow. −inf where the cube is
    flattened (a dead relu, a layer narrower than k); every later factor of that sample is then 0: nothing is left
    to change.

    Raises:
        NonFiniteError, ShapeError: shapes do not fit.
        UndefinedError: the columns of `frame` are dependent.

    Source: QR chain as for Lyapunov spectra, Benettin, Galgani, Giorgilli and Strelcyn 1980.
    """
    start = table(frame, "frame")
    if start.shape[1] > start.shape[0] or np.linalg.matrix_rank(start) < start.shape[1]:
        raise UndefinedError(f"the columns of the frame {start.shape} are dependent: they span no cube")
    if len(weights) != len(slopes_by_layer) or not weights:
        raise ShapeError(f"{len(weights)} weights and {len(slopes_by_layer)} arrays of slopes")
    samples = len(np.asarray(slopes_by_layer[0]))
    cubes = np.broadcast_to(np.linalg.qr(start)[0], (samples, *start.shape))
    factors = np.empty((len(weights), samples))
    flat = np.zeros(samples, dtype=bool)
    for index, (W, slope) in enumerate(zip(weights, slopes_by_layer, strict=True)):
        matrix, factor = table(W, "weights"), table(slope, "slopes")
        if factor.shape != (samples, len(matrix)) or matrix.shape[1] != cubes.shape[1]:
            raise ShapeError(f"layer {index + 1}: weights {matrix.shape} and slopes {factor.shape} do not fit")
        carried = factor[:, :, None] * (matrix @ cubes)
        cubes, triangles = np.linalg.qr(carried)
        growth = _log_product(triangles, start.shape[1])
        factors[index] = np.where(flat, 0.0, growth)
        flat |= np.isneginf(growth)
        if cubes.shape[2] < start.shape[1]:  # too narrow a layer: the cube is flat from here on
            cubes = np.zeros((samples, cubes.shape[1], start.shape[1]))
    return factors


@dataclass(frozen=True, slots=True)
class Stretching:
    """The singular values of an input-output Jacobian: 0 and 0 for an isometry (dynamical isometry)."""

    mean_log: float
    """Mean of log σ."""
    spread_log: float
    """Standard deviation of log σ."""


def stretching(jacobian: AnyArray) -> Stretching:
    """Mean and spread of the log singular values of `jacobian` (V, W).

    Raises:
        NonFiniteError, ShapeError.
        UndefinedError: a singular value is zero: some direction is lost altogether.

    Source: Saxe, McClelland and Ganguli 2013; Pennington, Schoenholz and Ganguli 2017.
    """
    singular = np.linalg.svd(table(jacobian, "jacobian"), compute_uv=False)
    if singular[-1] <= 1e-15 * singular[0]:
        raise UndefinedError("a singular value is zero: some direction is lost altogether")
    logs = np.log(singular)
    return Stretching(float(logs.mean()), float(logs.std()))


def _log_product(triangles: F64, wanted: int) -> F64:
    """(n,) log |product of the diagonals|; −inf where one is nothing beside the largest, or `wanted` are not there."""
    sizes = np.abs(np.diagonal(triangles, axis1=1, axis2=2))
    if sizes.shape[1] < wanted:
        return np.full(len(sizes), -math.inf)
    if not np.isfinite(sizes).all():
        raise NonFiniteError("a carried frame holds infinity")
    gone = sizes.min(axis=1) <= FLAT * sizes.max(axis=1)
    return np.where(gone, -math.inf, np.log(np.where(sizes > 0.0, sizes, 1.0)).sum(axis=1))
