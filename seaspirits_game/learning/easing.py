"""How a new tanh layer comes into a network without changing what it computes, and becomes an ordinary layer.

No finite weights make tanh(W h + b) = h. But with a gain γ the bent identity tanh(γh)/γ differs from h by less than
γ²|h|³/3: for γ = 2⁻¹² by less than single precision can tell. So the layer comes in with weights γ·I, the layer behind
it has its weights divided by γ, and the whole is an ordinary tanh network at every step. Then γ² grows from about 0
to 1 in `EASE_STEPS` equal parts, one a step, while the network goes on learning; with γ = 1 nothing is left of it.

What descends is not W but u = W/s, with s = γ_l/γ_{l−1} for the weights of layer l and γ_l for its biases: in W itself
the steps would be γ⁻² times too large. Hence dW = −η s² v, where v gathers the gradients by W as usual.

Source: function-preserving growth, Chen, Goodfellow and Shlens 2016 (Net2DeeperNet, exact for relu only); the gain is
ours.
"""

import math
from itertools import pairwise

from seaspirits_game.learning.network import Views

EASE_STEPS = 200
FIRST_GAIN = 2.0**-12
"""A power of two: dividing by it loses no bit."""

Scales = tuple[tuple[float, float], ...]
"""(s of the weights, s of the biases) of each layer, the output layer included."""


def gain(left: int) -> float:
    """γ of a layer that has `left` steps to go, 0 to `EASE_STEPS`.

    >>> gain(0), gain(EASE_STEPS) == FIRST_GAIN, gain(150)
    (1.0, True, 0.5)
    """
    return max(FIRST_GAIN, math.sqrt(1.0 - left / EASE_STEPS))


def scales_of(left: tuple[int, ...]) -> Scales:
    """The scales of a network whose L hidden layers have `left` steps to go."""
    gains = (1.0, *(gain(steps) for steps in left), 1.0)
    return tuple((here / before, here) for before, here in pairwise(gains))


def descend(parameters: Views, velocities: Views, learning_rate: float, scales: Scales) -> None:
    """Make the step −`learning_rate` · v of the network's own units u, in place."""
    for index, (weight, bias) in enumerate(scales):
        parameters.weights[index].add_(velocities.weights[index], alpha=-learning_rate * weight * weight)
        parameters.biases[index].add_(velocities.biases[index], alpha=-learning_rate * bias * bias)


def rescale(parameters: Views, velocities: Views, before: Scales, after: Scales) -> None:
    """Keep u and its velocity while the scales change from `before` to `after`, in place."""
    for index, (old, new) in enumerate(zip(before, after, strict=True)):
        for factor, tensor, velocity in (
            (new[0] / old[0], parameters.weights[index], velocities.weights[index]),
            (new[1] / old[1], parameters.biases[index], velocities.biases[index]),
        ):
            if factor != 1.0:
                tensor.mul_(factor)
                velocity.mul_(1.0 / factor)
