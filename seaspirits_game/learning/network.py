"""A multilayer perceptron whose every tensor has a name, laid out in one flat vector.

Layer i maps h to f(W_i h + b_i); `W_i` is (out, in). Hidden layers are 1 to L, the output layer L+1 is linear. One
flat vector holds all parameters and the named tensors are views of it, so that an optimiser step, a finiteness check
or a distance between two networks is one operation instead of 2(L+1).
"""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from seaspirits_game.core.arrays import F32
from seaspirits_game.core.streams import derived_seed

SMALL = 0.2
"""Factor of `small` initial weights."""


@dataclass(frozen=True, slots=True)
class Architecture:
    """The shapes of a network."""

    inputs: int
    hidden: tuple[int, ...]
    classes: int
    activation: str

    @property
    def shapes(self) -> tuple[tuple[int, int], ...]:
        """(out, in) of W_1 to W_{L+1}."""
        widths = (self.inputs, *self.hidden, self.classes)
        return tuple(zip(widths[1:], widths[:-1], strict=True))

    @property
    def size(self) -> int:
        """How many numbers the network consists of."""
        return sum(out * (into + 1) for out, into in self.shapes)

    @property
    def tensor_names(self) -> tuple[str, ...]:
        """W1, b1, ..., W{L+1}, b{L+1}: the order in the flat vector."""
        return tuple(f"{kind}{index + 1}" for index in range(len(self.shapes)) for kind in "Wb")


@dataclass(frozen=True, slots=True)
class Views:
    """Named windows on one flat vector: of parameters, gradients or velocities."""

    flat: Tensor
    weights: tuple[Tensor, ...]
    """L+1 matrices (out, in)."""
    biases: tuple[Tensor, ...]
    """L+1 vectors (out,)."""

    @property
    def named(self) -> dict[str, Tensor]:
        """W1, b1, W2, ... in order."""
        pairs = enumerate(zip(self.weights, self.biases, strict=True), start=1)
        return {name: tensor for index, (W, b) in pairs for name, tensor in ((f"W{index}", W), (f"b{index}", b))}


def views(architecture: Architecture, flat: Tensor) -> Views:
    """The windows of `flat` (size,): changing one changes the other."""
    weights, biases, start = [], [], 0
    for out, into in architecture.shapes:
        weights.append(flat[start : start + out * into].view(out, into))
        start += out * into
        biases.append(flat[start : start + out])
        start += out
    return Views(flat, tuple(weights), tuple(biases))


def initial_parameters(architecture: Architecture, *, seed: int, init: str, orthogonal: bool) -> Views:
    """Fresh float32 parameters: biases 0, every weight matrix from a stream of its own.

    `standard`: normal with variance g^2 * 2 / (in + out), g = sqrt 2 for layers that end in a relu (it passes half of
    the power) and 1 for tanh and for the output layer. `small`: 0.2 times that. With `orthogonal` the hidden weights
    W_1 to W_L are uniformly random matrices with orthonormal rows or columns, whichever are fewer; `small` then scales
    the output layer only, since 0.2 times an orthogonal matrix would not be orthogonal.

    Source: Glorot and Bengio, 2010; He et al., 2015 (the gain); Saxe et al., 2014 (orthogonal).
    """
    parameters = views(architecture, torch.zeros(architecture.size))
    last = len(architecture.shapes) - 1
    for index, W in enumerate(parameters.weights):
        random = torch.Generator().manual_seed(derived_seed(seed, "weights", index))
        draw = torch.randn(W.shape, generator=random)
        if orthogonal and index < last:
            W.copy_(nearest_orthogonal(draw))
            continue
        gain = 2.0**0.5 if architecture.activation == "relu" and index < last else 1.0
        scale = gain * (2.0 / sum(W.shape)) ** 0.5
        W.copy_(draw * (scale * SMALL if init == "small" else scale))
    return parameters


def nearest_orthogonal(W: Tensor) -> Tensor:
    """The polar factor U V^T of `W` = U S V^T, (out, in): the matrix with orthonormal rows or columns nearest to it.

    Worked out in float64, so that float32 rounding is all that is left of the defect. Of a matrix of independent
    normal numbers it is uniformly distributed. Source: Fan and Hoffman, 1955.
    """
    U, _, Vh = torch.linalg.svd(W.double(), full_matrices=False)
    factor: Tensor = U @ Vh
    return factor.to(W.dtype)


def forward(parameters: Views, x: F32, activation: str) -> tuple[tuple[F32, ...], F32]:
    """(hidden activations, L arrays (N, W); logits (N, C)) of inputs (N, D), without dropout.

    The tanh is NumPy's, which on one core computes that of a large float32 array faster than torch does.
    """
    hidden: list[F32] = []
    h = torch.from_numpy(x)
    for W, b in zip(parameters.weights[:-1], parameters.biases[:-1], strict=True):
        h = torch.addmm(b, h, W.t())
        seen: F32 = h.numpy()  # the same memory
        np.tanh(seen, out=seen) if activation == "tanh" else np.maximum(seen, 0.0, out=seen)
        hidden.append(seen)
    logits: F32 = h.numpy() @ parameters.weights[-1].numpy().T
    logits += parameters.biases[-1].numpy()
    return tuple(hidden), logits


def log_softmax(logits: F32) -> F32:
    """(N, C) natural logarithms of the class probabilities, with the largest logit subtracted first."""
    columns = np.ascontiguousarray(logits.T)  # sums over a few long rows are faster than over many short ones
    columns -= columns.max(axis=0)
    columns -= np.log(np.exp(columns).sum(axis=0))
    return columns.T


def backward(
    parameters: Views,
    gradients: Views,
    x: Tensor,
    labels: Tensor,
    activation: str,
    masks: tuple[Tensor, ...] | None = None,
) -> Tensor:
    """The mean cross-entropy (nats, a scalar tensor) of a batch; fills `gradients` with its derivatives.

    `masks`, L tensors (N, W), multiply the activations (dropout; 0 or 1/(1-p)).
    Written out by hand because autograd spends most of a small network's step on bookkeeping; a test compares it with
    autograd. Source: Rumelhart, Hinton and Williams, 1986.
    """
    activations, inputs, h = [], [x], x
    for index, (W, b) in enumerate(zip(parameters.weights[:-1], parameters.biases[:-1], strict=True)):
        linear = torch.addmm(b, h, W.t())
        a = linear.tanh_() if activation == "tanh" else linear.relu_()
        h = a if masks is None else a * masks[index]
        activations.append(a)
        inputs.append(h)
    log_probs = torch.addmm(parameters.biases[-1], h, parameters.weights[-1].t()).log_softmax(dim=1)

    rows = labels.unsqueeze(1)
    loss = log_probs.gather(1, rows).mean().neg_()
    # d loss / d logits = (softmax - one-hot) / batch
    delta = log_probs.exp_()
    delta.scatter_add_(1, rows, torch.full_like(rows, -1, dtype=delta.dtype))
    delta.div_(len(x))
    for index in range(len(parameters.weights) - 1, -1, -1):
        torch.mm(delta.t(), inputs[index], out=gradients.weights[index])
        torch.sum(delta, dim=0, out=gradients.biases[index])
        if index:
            delta = torch.mm(delta, parameters.weights[index])
            if masks is not None:
                delta.mul_(masks[index - 1])
            a = activations[index - 1]
            # tanh' = 1 - tanh^2; relu' = 1 where it let something through
            delta = torch.addcmul(delta, delta, a * a, value=-1.0) if activation == "tanh" else delta.mul_(a > 0)
    return loss
