"""Units that no longer answer: on the flat part of their nonlinearity their gradient is nearly or exactly zero."""

import numpy as np

from seaspirits_game.core.arrays import AnyArray, Bools
from seaspirits_game.geometry.checked import table

TANH_LEVEL = 0.97
"""|tanh| above this has a slope below 1 − 0.97² = 0.06."""


def flat(activations: AnyArray, nonlinearity: str) -> Bools:
    """(N, W) where an activation lies on the flat part: |h| > 0.97 for `tanh`, h = 0 for `relu`.

    Raises:
        ValueError: another nonlinearity.
    """
    z = np.asarray(activations)
    if nonlinearity == "tanh":
        return np.asarray(np.abs(z) > TANH_LEVEL)
    if nonlinearity == "relu":
        return np.asarray(z == 0.0)
    raise ValueError(f"nonlinearity {nonlinearity!r} is not tanh or relu")


def saturated_share(activations: AnyArray, nonlinearity: str) -> float:
    """Share of the (sample, unit) pairs of `activations` (N, W) on the flat part, 0 to 1.

    For relu about one half is healthy.

    Raises:
        NonFiniteError, ShapeError, ValueError: another nonlinearity.
    """
    return float(flat(table(activations), nonlinearity).mean())


def dead_share(activations: AnyArray, nonlinearity: str) -> float:
    """Share of the units on the flat part for every sample, 0 to 1.

    Raises:
        NonFiniteError, ShapeError, ValueError: another nonlinearity.
    """
    return float(flat(table(activations), nonlinearity).all(axis=0).mean())
