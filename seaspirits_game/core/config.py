"""Everything that decides a voyage before its first step, checked when it is made."""

import math
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any

from seaspirits_game.core.commands import LEARNING_RATE_RANGE
from seaspirits_game.core.errors import UserError

TASK_NAMES = ("digits", "moons", "circles", "spirals", "blobs")
INITIALISATIONS = ("standard", "small")
NONLINEARITIES = ("tanh", "relu")
WIDTH_RANGE = (1, 512)
DEPTH_RANGE = (1, 8)
SEED_RANGE = (0, 2**32 - 1)


class Measures(Enum):
    """What is read off the network on its way, besides losses and accuracies; it never changes the way."""

    NONE = "none"
    CHEAP = "cheap"
    """What comes with every snapshot: volume, entropy, ranks, coherence, ..."""
    ALL = "all"
    """... and now and then what needs derivatives or steps of its own: curvature, expansion, noise scale, echo."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoyageConfig:
    """One training run; with the commands and their steps it repeats exactly.

    Raises:
        UserError: on construction, naming the field, its value and what would be right.
    """

    task: str = "digits"
    """A name of `TASK_NAMES`, or the path of a .csv or .npz table."""
    seed: int = 0
    layers: tuple[int, ...] = (48, 48, 32)
    """Units of each hidden layer."""
    activation: str = "tanh"
    learning_rate: float = 0.05
    momentum: float = 0.9
    """Heavy-ball factor, v <- momentum * v + g; 0 is plain SGD."""
    weight_decay: float = 0.0
    """L2 coefficient added to the gradient of the weights (not of the biases)."""
    dropout: float = 0.0
    """Probability that a hidden unit is silenced in a training step."""
    noise: float = 0.0
    """Standard deviation of the Gaussian noise added to each gradient entry, in units of that gradient's
    root-mean-square: 1 doubles the gradient's power."""
    batch: int = 64
    init: str = "standard"
    """`small` multiplies the standard initial weights by 0.2: the essay's three stages are clearest there."""
    orthogonal: bool = False
    """Start from, and stay on, orthogonal hidden weights (polar retraction after each step)."""
    reversible: bool = False
    """Descend in whole numbers and keep what friction loses, so that every step can be taken back to the last bit."""

    def __post_init__(self) -> None:
        _whole("seed", self.seed, *SEED_RANGE)
        if not DEPTH_RANGE[0] <= len(self.layers) <= DEPTH_RANGE[1]:
            raise UserError(f"layers: {len(self.layers)} hidden layers given, 1 to {DEPTH_RANGE[1]} are possible")
        for width in self.layers:
            _whole("layers: width", width, *WIDTH_RANGE)
        _one_of("activation", self.activation, NONLINEARITIES)
        _one_of("init", self.init, INITIALISATIONS)
        _real("learning rate", self.learning_rate, *LEARNING_RATE_RANGE)
        _real("momentum", self.momentum, 0.0, 0.999)
        _real("weight-decay", self.weight_decay, 0.0, 10.0)
        _real("dropout", self.dropout, 0.0, 0.95)
        _real("noise", self.noise, 0.0, 100.0)
        _whole("batch", self.batch, 1, 20_000)
        if self.reversible and self.orthogonal:
            raise UserError("reversible: steps onto orthogonal weights cannot be taken back; leave one of the two out")
        if self.reversible and self.momentum <= 0.0:
            raise UserError(
                f"reversible: momentum {self.momentum!r} keeps no velocity to walk back by; above 0 is right"
            )

    def to_record(self) -> dict[str, Any]:
        """A JSON-ready dict with a key a field."""
        return {**asdict(self), "layers": list(self.layers)}

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> "VoyageConfig":
        """What `to_record` wrote.

        Raises:
            UserError: an unknown key, or a value that does not fit.
        """
        unknown = sorted(set(record) - set(cls.__dataclass_fields__))
        if unknown:
            raise UserError(f"unknown setting {unknown[0]!r}")
        fields = dict(record)
        if "layers" in fields:
            if not isinstance(fields["layers"], list | tuple):
                raise UserError(f"layers: {fields['layers']!r} is not a list of whole numbers")
            fields["layers"] = tuple(fields["layers"])
        for name in ("task", "activation", "init"):
            if name in fields and not isinstance(fields[name], str):
                raise UserError(f"{name}: {fields[name]!r} is not a text")
        for name in ("orthogonal", "reversible"):
            if not isinstance(fields.get(name, False), bool):
                raise UserError(f"{name}: {fields[name]!r} is not true or false")
        return cls(**fields)


def _whole(name: str, value: object, low: int, high: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise UserError(f"{name}: {value!r} is not a whole number from {low} to {high}")


def _real(name: str, value: object, low: float, high: float) -> None:
    fits = not isinstance(value, bool) and isinstance(value, int | float) and math.isfinite(value)
    if not fits or not low <= float(value) <= high:  # type: ignore[arg-type]
        raise UserError(f"{name}: {value!r} is not a number from {low:g} to {high:g}")


def _one_of(name: str, value: object, known: tuple[str, ...]) -> None:
    if value not in known:
        raise UserError(f"{name}: {value!r} is not one of {', '.join(known)}")
