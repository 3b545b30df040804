"""The red tide: the same samples from another side, a distribution shift that loses nothing.

The inputs are turned by one angle θ in every plane of a set of planes that the seed chooses: x' = Q R(θ) Qᵀ x, with Q
a uniformly random orthogonal matrix and R(θ) = diag of 2×2 rotations by θ, with a last 1 when the number of features is
odd. Lengths, distances and the mean 0 of the training inputs stay; for an even number of features every sample
stands at the angle θ to where it was. θ counts from the original inputs, so 0 takes it back.

Source: covariate shift, Shimodaira 2000; Haar measure by QR, Mezzadri 2007.
"""

from dataclasses import replace

import numpy as np

from seaspirits_game.core.arrays import F64
from seaspirits_game.core.streams import stream
from seaspirits_game.learning.tasks import Task


def rotation(features: int, angle: float, seed: int) -> F64:
    """(D, D) orthogonal matrix that turns by `angle` radians in each of the planes of `seed`."""
    Q, R = np.linalg.qr(stream(seed, "red tide").standard_normal((features, features)))
    Q *= np.sign(np.diag(R))
    turn = np.eye(features)
    cosine, sine = np.cos(angle), np.sin(angle)
    for first in range(0, features - 1, 2):
        turn[first : first + 2, first : first + 2] = [[cosine, -sine], [sine, cosine]]
    return np.asarray(Q @ turn @ Q.T)


def shifted(task: Task, angle: float, seed: int) -> Task:
    """`task` with its standardised inputs turned by `angle` radians; the very same for 0."""
    if not angle:
        return task
    turned = task.x.astype(np.float64) @ rotation(task.x.shape[1], angle, seed).T
    return replace(task, x=turned.astype(np.float32))
