"""What the hidden layers do to a small cube of inputs: its true growth at some samples, and the tide cube's shadow.

The output layer is left out: it is linear, and what it makes are not spirits. With fewer than three inputs the cube
is a square.
"""

import math
from collections.abc import Sequence

import numpy as np

from seaspirits_game.core.arrays import F64, AnyArray
from seaspirits_game.geometry.jacobian import FrameMap, frame_map, layer_jacobian, slopes, tangent_log_volumes

VISIBLE = 3


def growth_readings(
    weights: list[F64], biases: list[F64], activation: str, x: AnyArray, frame: F64
) -> dict[str, float]:
    """`layer1.expansion`, its spread over the n samples `x` (n, D), ..., and both for all layers together.

    Args:
        weights, biases: of the L hidden layers, (W_l, W_{l−1}) and (W_l,).
        activation: `tanh` or `relu`.
        frame: (D, k) orthonormal, the first cube: k = 3, or D if that is less.

    A layer that flattens the cube at a sample reads −inf there, hence on average, and its spread is NaN.
    """
    states = _states(weights, biases, activation, x)
    factors = tangent_log_volumes(weights, [slopes(h, activation) for h in states], frame)
    readings: dict[str, float] = {}
    for name, logs in [*((f"layer{index}.", row) for index, row in enumerate(factors, 1)), ("", factors.sum(axis=0))]:
        readings[f"{name}expansion"] = float(logs.mean())
        many = len(logs) > 1 and bool(np.isfinite(logs).all())
        readings[f"{name}expansion_sd"] = float(logs.std(ddof=1)) if many else math.nan
    return readings


def frame_maps(
    weights: list[F64], biases: list[F64], activation: str, point: F64, frames: Sequence[F64]
) -> tuple[FrameMap, ...]:
    """How each of L layers carries the visible cube of the layer before into its own, at the input `point` (D,).

    Args:
        weights, biases, activation: as in `growth_readings`.
        frames: L+1 visible frames (W_l, k) of the inputs and of each layer, orthonormal columns; of two that meet,
            the narrower decides how many columns count.
    """
    maps = []
    for index, (W, h) in enumerate(zip(weights, _states(weights, biases, activation, point[None]), strict=True)):
        near, far = frames[index], frames[index + 1]
        k = min(near.shape[1], far.shape[1])
        maps.append(frame_map(near[:, :k], layer_jacobian(W, slopes(h[0], activation)), far[:, :k]))
    return tuple(maps)


def frame_matrices(
    weights: list[F64], biases: list[F64], activation: str, point: F64, frames: Sequence[F64]
) -> tuple[F64, ...]:
    """The matrices of `frame_maps` alone, unchecked and without determinants, for every snapshot."""
    matrices = []
    for index, (W, h) in enumerate(zip(weights, _states(weights, biases, activation, point[None]), strict=True)):
        near, far = frames[index], frames[index + 1]
        k = min(near.shape[1], far.shape[1])
        matrices.append(far[:, :k].T @ (slopes(h[0], activation)[:, None] * W) @ near[:, :k])
    return tuple(matrices)


def frame_readings(
    weights: list[F64], biases: list[F64], activation: str, point: F64, frames: list[F64]
) -> dict[str, float]:
    """`layer1.frame_logdet` and `layer1.frame_sign`, ...: the literal 3×3 determinants of `frame_maps`."""
    readings: dict[str, float] = {}
    for index, seen in enumerate(frame_maps(weights, biases, activation, point, frames), start=1):
        readings[f"layer{index}.frame_logdet"] = seen.log_volume
        readings[f"layer{index}.frame_sign"] = float(seen.handedness)
    return readings


def visible(basis: F64) -> F64:
    """(W, k) the visible columns of a picture's basis (W, 8), k = 3 or W if that is less."""
    return basis[:, : min(VISIBLE, len(basis))]


def _states(weights: list[F64], biases: list[F64], activation: str, x: AnyArray) -> list[F64]:
    h, states = np.asarray(x, dtype=np.float64), []
    for W, b in zip(weights, biases, strict=True):
        linear = h @ W.T + b
        h = np.tanh(linear) if activation == "tanh" else np.maximum(linear, 0.0)
        states.append(h)
    return states
