"""Networks that become wider, deeper or leaner without changing what they compute: Net2Net, and pruning.

All of it is linear in the parameters, θ' = Tθ, so the velocities of momentum are carried by the same T: after growth
the network goes on moving as it was moving.

Source: Chen, Goodfellow and Shlens 2016, "Net2Net".
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from seaspirits_game.core.arrays import F32, F64, I64
from seaspirits_game.core.errors import UserError
from seaspirits_game.core.ranges import DEPTH_RANGE
from seaspirits_game.learning.easing import EASE_STEPS, gain, scales_of
from seaspirits_game.learning.network import Architecture, Views, views

SPREAD = 1.0
"""Standard deviation of a copy's share in an outgoing weight, relative to an equal share: what tells copies apart."""
CONSTANT = 2.0**-21
"""A unit whose activations differ by no more than this, over all samples, says the same to all."""


@dataclass(frozen=True, slots=True)
class Network:
    """A network, how it moves, and how far its layers are eased in."""

    architecture: Architecture
    parameters: Views
    velocities: Views
    easing: tuple[int, ...]
    """Steps left for each hidden layer, see `learning.easing`."""


def widened(network: Network, layer: int, width: int, random: np.random.Generator) -> Network:
    """`network` with `width` units in hidden layer `layer` (from 1): some of its units stand there several times.

    A copy has the incoming weights and bias of its unit. Each of the unit's outgoing weights is divided among its
    copies: k copies get shares of 1/k, give or take `SPREAD`/k (normal), that add up to 1. Their gradients differ by
    these shares and so they part, although nothing that the network computes has changed.

    Raises:
        UserError: there is no such layer, or it is as wide already.
    """
    index, hidden = _index(network, layer), network.architecture.hidden
    if width <= hidden[index]:
        raise UserError(f"layer {layer} has {hidden[index]} units already; more than that is needed to grow")
    source = np.concatenate([np.arange(hidden[index]), random.integers(0, hidden[index], width - hidden[index])])
    shares = _shares(source, network.architecture.shapes[index + 1][0], random)
    architecture = replace(network.architecture, hidden=(*hidden[:index], width, *hidden[index + 1 :]))

    def grown(old: Views) -> Views:
        weights, biases = list(old.weights), list(old.biases)
        weights[index], biases[index] = weights[index][source], biases[index][source]
        weights[index + 1] = _divided(weights[index + 1], source, shares)
        return _assembled(architecture, weights, biases)

    return Network(architecture, grown(network.parameters), grown(network.velocities), network.easing)


def deepened(network: Network, layer: int) -> Network:
    """`network` with a new hidden layer, as wide, behind hidden layer `layer` (from 1).

    Behind relu the identity is exact. A tanh layer is eased in, see `learning.easing`. The new layer begins at rest.

    Raises:
        UserError: there is no such layer, or there are as many layers as there can be.
    """
    index, old = _index(network, layer), network.architecture
    if len(old.hidden) >= DEPTH_RANGE[1]:
        raise UserError(f"the network has {len(old.hidden)} hidden layers already; more are not possible")
    width = old.hidden[index]
    architecture = replace(old, hidden=(*old.hidden[: index + 1], width, *old.hidden[index + 1 :]))
    left = EASE_STEPS if old.activation == "tanh" else 0
    # as the new layer sees it: its gain over that of the layer before, so that its own units u begin at the identity
    factor = gain(left) / gain(network.easing[index])

    def grown(views: Views, middle: float, behind: float) -> Views:
        weights, biases = list(views.weights), list(views.biases)
        weights[index + 1] = weights[index + 1] * behind
        weights.insert(index + 1, torch.eye(width) * middle)
        biases.insert(index + 1, torch.zeros(width))
        return _assembled(architecture, weights, biases)

    return Network(
        architecture,
        grown(network.parameters, factor, 1.0 / factor),
        grown(network.velocities, 0.0, factor),  # of u it is the same as before
        (*network.easing[: index + 1], left, *network.easing[index + 1 :]),
    )


def pruned(network: Network, layer: int, activations: F32) -> Network:
    """`network` without the units of hidden layer `layer` (from 1) that say the same to all samples.

    Such a unit, a dead relu or a tanh that nothing moves, acts on the next layer as a bias, and is added to it. For
    the samples that `activations` (N, W) of this layer were taken of nothing changes, up to `CONSTANT`; others may have
    been seen by that unit. At least one unit is left.

    Raises:
        UserError: there is no such layer, or nothing in it is dead.
    """
    index, hidden = _index(network, layer), network.architecture.hidden
    keep = np.ptp(activations, axis=0) > CONSTANT
    if not keep.any():
        keep[0] = True
    if keep.all():
        raise UserError(f"layer {layer} has no unit to spare: none of its {len(keep)} says the same to every sample")
    constant = activations[0].astype(np.float64)
    architecture = replace(network.architecture, hidden=(*hidden[:index], int(keep.sum()), *hidden[index + 1 :]))
    weight, bias = scales_of(network.easing)[index + 1]

    def leaner(old: Views, factor: float) -> Views:
        weights, biases = list(old.weights), list(old.biases)
        weights[index], biases[index] = weights[index][keep], biases[index][keep]
        said = weights[index + 1].double()[:, ~keep] @ torch.from_numpy(constant[~keep])
        biases[index + 1] = biases[index + 1].double() + factor * said
        weights[index + 1] = weights[index + 1][:, keep]
        return _assembled(architecture, weights, biases)

    return Network(
        architecture,
        leaner(network.parameters, 1.0),
        leaner(network.velocities, (weight / bias) ** 2),  # velocities move a parameter by s² v
        network.easing,
    )


def _index(network: Network, layer: int) -> int:
    count = len(network.architecture.hidden)
    if not 1 <= layer <= count:
        raise UserError(f"layer {layer}: the network has hidden layers 1 to {count}")
    return layer - 1


def _assembled(architecture: Architecture, weights: Sequence[Tensor], biases: Sequence[Tensor]) -> Views:
    """Fresh float32 views that hold these `weights` and `biases`, in whatever precision they come."""
    made = views(architecture, torch.zeros(architecture.size))
    for target, tensor in zip((*made.weights, *made.biases), (*weights, *biases), strict=True):
        target.copy_(tensor)
    return made


def _shares(source: I64, out: int, random: np.random.Generator) -> F64:
    """(out, units) what each copy gets of each outgoing weight; those of one unit's copies add up to 1."""
    counts = np.bincount(source)[source]
    draws = random.standard_normal((out, len(source)))
    means = np.stack([np.bincount(source, row)[source] / counts for row in draws])
    return (1.0 + SPREAD * (draws - means) * (counts > 1)) / counts


def _divided(W: Tensor, source: I64, shares: F64) -> Tensor:
    """(out, units) the weights `W` (out, in) by their shares; each unit's last copy takes what rounding leaves."""
    parts = (W.double()[:, source] * torch.from_numpy(shares)).float()
    last = {int(unit): place for place, unit in enumerate(source)}
    for unit, place in last.items():
        copies = np.flatnonzero(source == unit)
        if len(copies) > 1:
            others = parts[:, copies[copies != place]].double().sum(dim=1)
            parts[:, place] = (W[:, unit].double() - others).float()
    return parts
