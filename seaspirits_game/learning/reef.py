"""The reef: hidden weights on the orthogonal matrices, reached smoothly and kept by a retraction.

Every step is followed by W ← U Vᵀ of W = U S Vᵀ, the nearest matrix with orthonormal rows or columns. That is the
polar retraction of the Stiefel manifold: for W with orthonormal columns it agrees to first order with a step along the
tangent part of the velocity, whose normal part, W times a symmetric matrix, the polar factor takes out again. On the
way there, W moves by 1/n of what is left of its way to its polar factor when n steps are left: were there no learning,
all singular values would go straight to 1, and the polar factor would stay where it is.

Source: Absil, Mahony and Sepulchre 2008, section 4.1 (retractions); Saxe et al. 2014 (why); Lezcano-Casado and
Martínez-Rubio 2019 (the exponential instead).
"""

from collections.abc import Sequence

import numpy as np

from seaspirits_game.core.arrays import F64, AnyArray
from seaspirits_game.geometry.jacobian import layer_jacobian, slopes
from seaspirits_game.learning.easing import Scales
from seaspirits_game.learning.network import Views, nearest_orthogonal

REEF_STEPS = 64
"""Steps from where the weights are to the reef: eight seconds at the slowest tempo."""


def retract(parameters: Views, left: int, scales: Scales | None) -> int:
    """Bring the hidden weights nearer to the reef, or onto it when at most one step is `left`; the steps left then.

    Of layers that are being eased in, `scales` say which multiple of an orthogonal matrix they belong on.
    """
    for index, W in enumerate(parameters.weights[:-1]):
        goal = nearest_orthogonal(W)
        if scales is not None:
            goal *= scales[index][0]
        if left > 1:
            W.lerp_(goal, 1.0 / left)
        else:
            W.copy_(goal)
    return max(0, left - 1)


def singular_values(
    weights: Sequence[AnyArray], biases: Sequence[AnyArray], activation: str, point: F64
) -> tuple[F64, ...]:
    """L arrays, falling: the singular values of diag(φ′) W of each hidden layer at the input `point` (D,).

    On the reef those of W are all 1; what is below 1 is what the nonlinearity takes away.

    Source: Saxe et al. 2014; Pennington, Schoenholz and Ganguli 2017 (dynamical isometry).
    """
    h = point
    found: list[F64] = []
    for W, b in zip(weights, biases, strict=True):
        linear = W.astype(np.float64) @ h + b
        h = np.tanh(linear) if activation == "tanh" else np.maximum(linear, 0.0)
        found.append(np.asarray(np.linalg.svd(layer_jacobian(W, slopes(h, activation)), compute_uv=False)))
    return tuple(found)
