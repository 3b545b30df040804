"""state.npz: a network at one step, with what went in and what came out of every layer, for anyone to recompute.

`layer1 = f(X W1ᵀ + b1)`, `layer2 = f(layer1 W2ᵀ + b2)`, ..., `probs = softmax(layerL W{L+1}ᵀ + b{L+1})`, where f is the
nonlinearity named by `activation`. The same state gives the same bytes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from seaspirits_game.core.arrays import F32, I64, U8, AnyArray
from seaspirits_game.core.files import replace_atomically


@dataclass(frozen=True, slots=True)
class NetworkState:
    """All arrays belong to the same step."""

    x: F32
    """(N, D) standardised inputs, as the first layer meets them."""
    y: I64
    """(N,) classes."""
    split: U8
    """(N,) 0 training, 1 validation."""
    parameters: Mapping[str, F32]
    """W1, b1, ..., W{L+1}, b{L+1}; W is (out, in)."""
    activations: tuple[F32, ...]
    """L arrays (N, W), without dropout."""
    probs: F32
    """(N, C)."""
    coords: tuple[F32, ...]
    """L arrays (N, 8), aligned principal coordinates."""
    activation: str


def arrays_of(state: NetworkState) -> dict[str, AnyArray]:
    """The arrays by their names in the file."""
    arrays: dict[str, AnyArray] = {"X": state.x, "y": state.y, "split": state.split, **state.parameters}
    arrays |= {f"layer{index}": Z for index, Z in enumerate(state.activations, start=1)}
    arrays["probs"] = state.probs
    arrays |= {f"coords{index}": Q for index, Q in enumerate(state.coords, start=1)}
    arrays["activation"] = np.array(state.activation)
    return arrays


def write_state(path: Path, state: NetworkState) -> None:
    """Put `state` into `path` (.npz, readable without unpickling), atomically.

    Raises:
        OSError: it cannot be written.
    """
    arrays = {name: np.ascontiguousarray(array) if array.ndim else array for name, array in arrays_of(state).items()}
    replace_atomically(path, lambda temporary: np.savez(temporary, allow_pickle=False, **arrays))
