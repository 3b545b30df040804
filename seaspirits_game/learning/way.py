"""The length of the way that the parameters have gone, added up without rounding.

It is counted in whole grains, so that the sum does not depend on the order of its parts, and a step that is taken back
takes exactly what it had added.
"""

import math

from torch import Tensor

GRAIN = 2.0**-52
"""Parameter units."""


def grains_of(length: float) -> int:
    """`length` (parameter units) in whole grains."""
    return int(length / GRAIN)


def heavy_ball_grains(velocity: Tensor, learning_rate: float) -> int:
    """Length of the step −`learning_rate` · `velocity` (n,), in grains.

    What rounding in the parameters adds to the step is left out: less than 1e-3 of it even late in training.
    """
    square = float(velocity.dot(velocity))
    if not math.isfinite(square):  # single precision overflows beyond 1e19
        square = float(velocity.double().square().sum())
    return grains_of(learning_rate * math.sqrt(square))


def grains_between(here: Tensor, there: Tensor) -> int:
    """Distance of two parameter vectors (n,), in grains."""
    return grains_of(float((here.double() - there.double()).norm()))


def straightness(start: Tensor, here: Tensor, way: int) -> float:
    """Distance from `start` to `here` (n,) over the length of the `way` between, 0 to 1; NaN before the first step."""
    return min(1.0, grains_between(start, here) / way) if way else math.nan
