"""How steep the valley's wall is: the largest eigenvalue of the Hessian of the training loss.

Worked out in float64 on a fixed part of the training samples, without dropout, gradient noise or weight decay (which
would add its coefficient to the weights' diagonal). Only networks of one architecture can be compared: stretching one
layer and shrinking the next changes it and nothing else (Dinh et al., 2017). A flat valley is not a good one by itself.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from seaspirits_game.core.arrays import F64
from seaspirits_game.geometry.errors import NonFiniteError
from seaspirits_game.learning.network import Architecture, views

TOLERANCE = 3e-4
"""Residual, as a share of the eigenvalue, at which the search ends; the eigenvalue itself is then good to about its
square over the relative gap to the next one."""
MOST_PRODUCTS = 32
_GONE = 1e-12
"""A new direction shorter than this share of the Hessian's size is rounding: the space is exhausted."""

Product = Callable[[F64], F64]
"""v (n,) to H v (n,)."""


@dataclass(frozen=True, slots=True)
class Curvature:
    """The top of a spectrum, as far as it was searched."""

    top: float
    """The largest eigenvalue (not the largest in size: early in training others may be more negative)."""
    residual: float
    """‖Hv − top·v‖ of its unit vector v: an eigenvalue lies within this distance of `top`, which is never above the
    true one."""
    products: int
    """Hessian-vector products spent."""


def top_curvature(product: Product, start: F64, tolerance: float = TOLERANCE, most: int = MOST_PRODUCTS) -> Curvature:
    """The largest eigenvalue of the symmetric H that `product` applies, from the start vector (n,), by Lanczos.

    Ends when the residual is at most `tolerance` times the eigenvalue's size, when the space that the start vector can
    reach is exhausted, or after `most` products.

    Raises:
        NonFiniteError: a product is.
        ValueError: the start vector is zero or not finite.

    Source: Lanczos 1950, with full reorthogonalisation (Parlett 1980); for networks: Yao et al. 2020 (PyHessian).
    """
    length = float(np.linalg.norm(start))
    if not (math.isfinite(length) and length > 0.0):
        raise ValueError("the start vector has no direction")
    most = min(most, len(start))
    basis = np.empty((most, len(start)))
    basis[0] = start / length
    diagonal, below = np.empty(most), np.empty(most)
    top = residual = size = 0.0
    for index in range(most):
        image = product(basis[index])
        if not np.isfinite(image).all():
            raise NonFiniteError("the Hessian times a vector holds NaN or infinity")
        diagonal[index] = basis[index] @ image
        known = basis[: index + 1]
        for _ in range(2):  # once leaves errors of the size of the cancellation
            image = image - known.T @ (known @ image)
        below[index] = np.linalg.norm(image)
        size = max(size, abs(diagonal[index]) + below[index])
        off = below[:index]
        values, vectors = np.linalg.eigh(np.diag(diagonal[: index + 1]) + np.diag(off, 1) + np.diag(off, -1))
        top, residual = float(values[-1]), float(below[index] * abs(vectors[-1, -1]))
        if below[index] <= _GONE * size or residual <= tolerance * abs(top) or index + 1 == most:
            return Curvature(top, residual, index + 1)
        basis[index + 1] = image / below[index]
    raise AssertionError("unreachable: the last product returns")


def hessian_product(architecture: Architecture, flat: Tensor, x: Tensor, labels: Tensor) -> Product:
    """v ↦ H v, H the Hessian at parameters `flat` (n,) of the mean cross-entropy (nats) of x (N, D), labels (N,).

    Double backward: the gradient's graph is kept, each product is one more pass back through it.

    Source: Pearlmutter 1994.
    """
    parameters = flat.detach().double().requires_grad_()
    loss = mean_cross_entropy(architecture, parameters, x.double(), labels)
    (gradient,) = torch.autograd.grad(loss, parameters, create_graph=True)

    def product(v: F64) -> F64:
        # handing v in as grad_outputs would have torch import a computer algebra system first, for a second
        (image,) = torch.autograd.grad(gradient @ torch.from_numpy(v), parameters, retain_graph=True)
        return np.asarray(image.numpy(), dtype=np.float64)

    return product


def mean_cross_entropy(architecture: Architecture, flat: Tensor, x: Tensor, labels: Tensor) -> Tensor:
    """The loss (nats) as a function that can be differentiated as often as one likes; no dropout."""
    named, h = views(architecture, flat), x
    for W, b in zip(named.weights[:-1], named.biases[:-1], strict=True):
        linear = torch.addmm(b, h, W.t())
        h = linear.tanh() if architecture.activation == "tanh" else linear.relu()
    logits = torch.addmm(named.biases[-1], h, named.weights[-1].t())
    return torch.nn.functional.cross_entropy(logits, labels)


def edge_of_stability(learning_rate: float, momentum: float) -> float:
    """2 (1 + β)/η: a quadratic valley steeper than this throws heavy-ball descent out, whatever else is there.

    Said of the whole gradient: small batches stay below it, without a sharp edge.

    Raises:
        ValueError: the learning rate is not above 0 or the momentum not in [0, 1).

    Source: Cohen, Kaur, Li, Kolter and Talwalkar 2021, with heavy ball v ← βv + g, θ ← θ − ηv.
    """
    if not learning_rate > 0.0 or not 0.0 <= momentum < 1.0:
        raise ValueError(f"learning rate {learning_rate!r} and momentum {momentum!r} are not above 0 and in [0, 1)")
    return 2.0 * (1.0 + momentum) / learning_rate
